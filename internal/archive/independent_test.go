package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nlnwa/gowarc"
)

// TestIndependentReader reads an archive with every kind of record with a reader
// that is not ours, at its strictest: it repairs nothing.
func TestIndependentReader(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	first := answer(40)
	_, c, err := a.Add(first)
	if err != nil {
		t.Fatal(err)
	}
	again, unchanged := first, first
	again.Last, unchanged.Last = c, c
	unchanged.Status, unchanged.Body = http.StatusNotModified, nil
	packed := answer(9)
	packed.Body, packed.Header = zipped(packed.Body), http.Header{"Content-Encoding": {"gzip"}, "Content-Type": {"text/html"}}
	post := answer(2)
	post.Method, post.Sent, post.For = http.MethodPost, "page=2", "http://www.qinghe.example/nb/"
	for _, e := range []Exchange{again, unchanged, packed, post, answer(0),
		{URL: "http://down.example/", Time: asked, Request: http.Header{}, Failure: "dns: no such host"},
		{URL: "http://saved.example/1.html", Time: asked, Saved: true, From: "saved/年.html", Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("saved")},
	} {
		keep(t, a, e)
	}
	names, _ := a.names()
	r, err := gowarc.NewWarcFileReader(filepath.Join(dir, names[0]), 0, gowarc.WithStrictValidation(), gowarc.WithFixDigest(false), gowarc.WithFixContentLength(false),
		gowarc.WithFixSyntaxErrors(false), gowarc.WithFixWarcFieldsBlockErrors(false), gowarc.WithAddMissingDigest(false))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	kinds := map[string]int{}
	ours := map[string]bool{}
	for rec, err := range a.Records("") {
		if err == nil {
			err = rec.Verify()
		}
		if err != nil {
			t.Error(err)
		}
		ours[rec.Ref] = true
	}
	for {
		rec, at, found, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = rec.ValidateDigest(found)
		}
		if err != nil || !found.Valid() {
			t.Fatalf("record at %d: %v, %v", at, err, found)
		}
		kinds[rec.Type().String()]++
		if ref := fmt.Sprintf("%s:%d", names[0], at); !ours[ref] {
			t.Errorf("it finds a record at %s, we do not", ref)
		}
	}
	if diff := cmp.Diff(map[string]int{"warcinfo": 1, "response": 4, "request": 7, "revisit": 2, "metadata": 1, "resource": 1}, kinds); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

// TestForeign reads what others write: plain and packed, digests of other kinds,
// bodies still in chunks, records that are none of ours, and what is broken.
func TestForeign(t *testing.T) {
	record := func(kind, uri, contains, block string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <%s>\r\nWARC-Date: 2024-01-17T08:00:00Z\r\nWARC-Block-Digest: sha1:AAAA\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, contains, len(block), block)
	}
	const web = "application/http;msgtype=response"
	text := record("warcinfo", "", "application/warc-fields", "software: Wget/1.21\r\n") +
		record("request", "http://a.example/", "application/http;msgtype=request", "GET / HTTP/1.1\r\n\r\n") +
		record("response", "http://a.example/1.html", web, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n5\r\n\xc7\xe5\xba\xd3!\r\n0\r\n\r\n") +
		record("response", "http://a.example/short", web, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf") +
		record("response", "http://a.example/odd", web, "no HTTP") +
		record("resource", "http://a.example/2.html", "text/html", "saved") +
		record("response", "dns:a.example", "text/dns", "1.2.3.4")
	want := []string{`http://a.example/1.html 200 "\xc7\xe5\xba\xd3!" `, `http://a.example/short 200 "half" unspecified`, "error", `http://a.example/2.html 0 "saved" `}
	for name, body := range map[string][]byte{"plain": []byte(text), "packed": zipped([]byte(text)), "torn": []byte(text + "WARC/1.0\r\nContent-Le")} {
		var got []string
		for e, err := range Foreign(bytes.NewReader(body), name) {
			if err != nil {
				got = append(got, "error")
				continue
			}
			got = append(got, fmt.Sprintf("%s %d %q %s", e.URL, e.Status, e.Body, e.Cut))
		}
		wanted := want
		if name == "torn" {
			wanted = append(wanted[:4:4], "error")
		}
		if diff := cmp.Diff(wanted, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestForeignBodies reads one body in all the ways in which servers send it and
// programs keep it: whatever the version of HTTP, in chunks with and without
// what may stand beside them, and under lines that are no header.
func TestForeignBodies(t *testing.T) {
	const body, chunks = "\xc7\xe5\xba\xd3\xcf\xd8", "2;x=1\r\n\xc7\xe5\r\n4\r\n\xba\xd3\xcf\xd8\r\n0\r\n"
	for answer, want := range map[string]string{
		"HTTP/1.0 200 OK\r\nX: 1\r\n\r\n" + body:                                                      "200",
		"HTTP/1.1 200\nX: 1\n\n" + body:                                                               "200",
		"HTTP/2 200 \r\nX: 1\r\n\r\n" + body:                                                          "200",
		"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Length: 6\r\n\r\n" + body + "more":           "200",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "\r\n":                     "200",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "X-T: 1\r\n":               "200",
		"HTTP/1.0 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 3\r\n\r\n" + chunks:         "200",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body:                                "200",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n" + body:                               "200",
		"HTTP/1.1 200 OK\r\nno header\r\nX Odd: 1\r\nA: 1\r\n 2\r\n\r\n" + body:                       "200",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n\xc7\xe5\r\n5\r\n\xba\xd3\xcf\xd8": "200 unspecified",
		"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n" + body:                                         "200 unspecified",
		"HTTP/1.1 200 OK\r\nX: 1\r\n":                                                                 "error",
		"HTTP/1.1 OK\r\n\r\n" + body:                                                                  "error",
		"ICY 200 OK\r\n\r\n" + body:                                                                   "error",
	} {
		record := fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(answer), answer)
		n := 0
		for e, err := range Foreign(strings.NewReader(record), "f") {
			n++
			got := strings.TrimSpace(fmt.Sprint(e.Status, " ", e.Cut))
			if err != nil {
				got = "error"
			}
			if got != want || err == nil && string(e.Body) != body {
				t.Errorf("%q: %s %q, want %s", answer, got, e.Body, want)
			}
		}
		if n != 1 {
			t.Errorf("%q: %d answers", answer, n)
		}
	}
}

// TestWget reads what wget wrote of a site, where there is a wget.
func TestWget(t *testing.T) {
	wget, err := exec.LookPath("wget")
	if err != nil {
		t.Skip("no wget here")
	}
	body := strings.Repeat("\xc7\xe5\xba\xd3\xcf\xd8\n", 3000)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=gb2312")
		io.WriteString(w, body)
	}))
	defer s.Close()
	dir := t.TempDir()
	c := exec.Command(wget, "-q", "--no-proxy", "--no-warc-keep-log", "--warc-file=site", "-O", "page", s.URL+"/nb/1.html")
	c.Dir = dir
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("wget: %v: %s", err, said)
	}
	f, err := os.Open(filepath.Join(dir, "site.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a := open(t, t.TempDir())
	n := 0
	for e, err := range Foreign(f, "site.warc.gz") {
		if err != nil {
			t.Fatal(err)
		}
		p, err := a.Page(keep(t, a, e))
		if err != nil || p.URL != s.URL+"/nb/1.html" || string(p.Body) != body || p.Type != "text/html; charset=gb2312" {
			t.Errorf("page %s of %d bytes, %q, %v", p.URL, len(p.Body), p.Type, err)
		}
		n++
	}
	if n != 1 {
		t.Errorf("%d answers, want 1", n)
	}
}

func FuzzForeign(f *testing.F) {
	f.Add([]byte("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 4\r\n\r\nHTTP\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for range Foreign(bytes.NewReader(b), "f") {
			if n++; n > len(b) {
				t.Fatal("more records than bytes")
			}
		}
	})
}
