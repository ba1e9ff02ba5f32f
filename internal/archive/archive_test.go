package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/page"
)

var asked = time.Date(2026, 3, 4, 5, 6, 7, 123456000, time.UTC)

// answer is an exchange with an answer of n bytes of GBK.
func answer(n int) Exchange {
	return Exchange{
		URL: fmt.Sprintf("http://www.qinghe.example/nb/%d.html?a=1&b=年", n), Time: asked, Status: 200, IP: "192.0.2.1",
		Request: http.Header{"User-Agent": {"gongkai/test (+mailto:a@example.com)"}, "Accept-Encoding": {"gzip"}},
		Header:  http.Header{"Content-Type": {"text/html; charset=gb2312"}, "Transfer-Encoding": {"chunked"}, "Set-Cookie": {"a=1", "b=2"}},
		Body:    bytes.Repeat([]byte("\xc7\xe5\xba\xd3\xcf\xd8\r\n\r\n"), n),
	}
}

func zipped(body []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(body)
	w.Close()
	return b.Bytes()
}

func open(t testing.TB, dir string) *Archive {
	t.Helper()
	a, err := In(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func keep(t testing.TB, a *Archive, e Exchange) string {
	t.Helper()
	ref, err := a.Keep(e)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a := open(t, dir)
	plain, packed := answer(3), answer(5)
	packed.Body, packed.Header = zipped(packed.Body), http.Header{"Content-Encoding": {"gzip"}, "Content-Type": {"text/html"}}
	wants := make(map[string]Exchange)
	for _, e := range []Exchange{plain, packed, {URL: "http://a.example/robots.txt", Time: asked, Status: 404, Header: http.Header{}}} {
		wants[keep(t, a, e)] = e
	}
	a.Close()
	for ref, e := range wants {
		got, err := open(t, dir).Page(ref)
		want, _ := e.Page()
		want.URL = escape(e.URL)
		want.Body = append([]byte{}, want.Body...)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("Page(%s): %v (-want +got):\n%s", ref, err, diff)
		}
	}
	if got, _ := packed.Page(); !bytes.Equal(got.Body, answer(5).Body) {
		t.Errorf("Page of a gzip body is %q", got.Body)
	}
}

// How far a server was trusted stands in every record of an exchange, be it one
// that came to nothing, and in none where it was as by default.
func TestTrustOfEveryRecord(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	got := map[string]int{}
	e, down := answer(3), Exchange{URL: "https://down.example/", Time: asked, Request: http.Header{}, Failure: "tls: no trust"}
	for _, trust := range []string{"insecure", "legacy", ""} {
		e.TLS, down.TLS = trust, trust
		_, e.Last, _ = a.Add(e)
		keep(t, a, down)
	}
	for r, err := range a.Records("") {
		if err != nil {
			t.Fatal(err)
		}
		got[r.Kind+" "+r.head.Get("X-TLS-Trust")]++
	}
	want := map[string]int{"warcinfo ": 1, "response insecure": 1, "request insecure": 2, "metadata insecure": 1,
		"revisit legacy": 1, "request legacy": 2, "metadata legacy": 1, "revisit ": 1, "request ": 2, "metadata ": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records by trust (-want +got):\n%s", diff)
	}
}

func TestPageBadRef(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	none := keep(t, a, Exchange{URL: "http://down.example/", Time: asked, Failure: "refused:\r\nWARC-Type: response"})
	name, _, _ := strings.Cut(none, ":")
	os.WriteFile(filepath.Join(dir, "secret"), nil, 0o600)
	for _, ref := range []string{none, "", "x", name + ":1", name + ":-1", name + ":99999", "../secret:0", "secret:0", "gongkai-20260101000000-00001.warc.gz:0"} {
		if p, err := a.Page(ref); err == nil || !strings.Contains(err.Error(), "archive "+ref) {
			t.Errorf("Page(%q) = %+v, %v, want an error that names it", ref, p, err)
		}
	}
}

func TestUnzipLimits(t *testing.T) {
	for _, tt := range []struct {
		coding string
		body   []byte
		want   error
	}{
		{"gzip", zipped(make([]byte, 10<<20)), ErrTooLarge}, // a bomb by ratio
		{"gzip", []byte("no gzip"), ErrEncoding},
		{"gzip", zipped([]byte("cut"))[:12], ErrEncoding},
		{"br", nil, ErrEncoding},
		{"gzip, gzip", nil, ErrEncoding},
		{"x-gzip", zipped([]byte("fine")), nil},
		{"gzip", nil, nil},
		{"identity", []byte("fine"), nil},
	} {
		e := Exchange{URL: "http://a.example/", Status: 200, Header: http.Header{"Content-Encoding": {tt.coding}}, Body: tt.body}
		if _, err := e.Page(); !errors.Is(err, tt.want) {
			t.Errorf("Page of %s %q: %v, want %v", tt.coding, tt.body[:min(20, len(tt.body))], err, tt.want)
		}
	}
}

// foreign reads a WARC file with nothing of ours: gzip of the standard library,
// and the lengths and digests that the records give.
func foreign(t testing.TB, name string) (kinds []string, blocks [][]byte) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := textproto.NewReader(bufio.NewReader(all))
	for {
		version, err := r.ReadLine()
		if errors.Is(err, io.EOF) {
			return kinds, blocks
		}
		if err != nil || version != "WARC/1.1" {
			t.Fatalf("%s: %q, %v", name, version, err)
		}
		head, err := r.ReadMIMEHeader()
		if err != nil {
			t.Fatal(err)
		}
		n, _ := strconv.Atoi(head.Get("Content-Length"))
		block := make([]byte, n+4)
		if _, err := io.ReadFull(r.R, block); err != nil || !bytes.HasSuffix(block, []byte("\r\n\r\n")) {
			t.Fatalf("%s: block of %s: %v", name, head.Get("WARC-Record-ID"), err)
		}
		block = block[:n]
		check := func(field string, of []byte) {
			sum := sha256.Sum256(of)
			if want := "sha256:" + base32.StdEncoding.EncodeToString(sum[:]); head.Get(field) != want {
				t.Errorf("%s: %s %s, want %s", name, field, head.Get(field), want)
			}
		}
		check("WARC-Block-Digest", block)
		if head.Get("WARC-Type") == "response" {
			resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			check("WARC-Payload-Digest", body)
		}
		kinds, blocks = append(kinds, head.Get("WARC-Type")), append(blocks, block)
	}
}

func TestForeignReader(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	ref := keep(t, a, answer(2))
	keep(t, a, Exchange{URL: "http://down.example/", Time: asked, Failure: "dns: no such host"})
	name, _, _ := strings.Cut(ref, ":")
	kinds, blocks := foreign(t, filepath.Join(dir, name))
	if diff := cmp.Diff([]string{"warcinfo", "response", "request", "request", "metadata"}, kinds); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if !bytes.Contains(blocks[0], []byte("re-serialised")) {
		t.Errorf("warcinfo does not say what is not as sent:\n%s", blocks[0])
	}
	const request = "GET /nb/2.html?a=1&b=%E5%B9%B4 HTTP/1.1\r\nHost: www.qinghe.example\r\nAccept-Encoding: gzip\r\nUser-Agent: gongkai/test (+mailto:a@example.com)\r\n\r\n"
	if string(blocks[2]) != request {
		t.Errorf("request %q, want %q", blocks[2], request)
	}
	if want := append([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n"), answer(2).Body...); !bytes.Equal(blocks[1], want) {
		t.Errorf("response %q, want %q", blocks[1], want)
	}
}

// Wherever a write is torn, what was kept before it stays and the archive goes on.
func TestTornEnd(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	first := keep(t, a, answer(3))
	name, _, _ := strings.Cut(first, ":")
	name = filepath.Join(dir, name)
	whole, _ := os.ReadFile(name)
	keep(t, a, answer(4))
	a.Close()
	both, _ := os.ReadFile(name)
	for end := len(whole); end <= len(both)+8; end += 7 {
		torn := bytes.Clone(both[:min(end, len(both))])
		torn = append(torn, make([]byte, max(0, end-len(both)))...) // the file has grown, its bytes were never written
		if end%2 == 0 && end < len(both)-1 {
			torn = append(torn[:len(torn)-1], make([]byte, len(both)-end)...)
			torn = torn[:max(len(whole), len(torn))]
		}
		if err := os.WriteFile(name, torn, 0o644); err != nil {
			t.Fatal(err)
		}
		again, err := In(dir)
		if err != nil {
			t.Fatal(err)
		}
		last := keep(t, again, answer(5))
		for ref, e := range map[string]Exchange{first: answer(3), last: answer(5)} {
			if p, err := again.Page(ref); err != nil || !bytes.Equal(p.Body, e.Body) {
				t.Errorf("torn at %d: Page(%s) = %q, %v", end, ref, p.Body, err)
			}
		}
		again.Close()
		if kinds, _ := foreign(t, name); kinds[len(kinds)-1] != "request" {
			t.Errorf("torn at %d: records %q", end, kinds)
		}
	}
}

// A record that is damaged before others is no torn end: the file stays as it
// is, byte for byte, and the archive goes on in another, even with the clock put
// back.
func TestDamaged(t *testing.T) {
	for _, at := range []int64{0, 60} { // in the header of the member, and in what it holds
		dir := t.TempDir()
		a := open(t, dir)
		refs := []string{keep(t, a, answer(1)), keep(t, a, answer(2)), keep(t, a, answer(3))}
		a.Close()
		name, from, _ := place(refs[1])
		later := "gongkai-29991231235959-00001.warc.gz"
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		b[from+at] ^= 0x55
		if err := errors.Join(os.WriteFile(filepath.Join(dir, later), b, 0o644), os.Remove(filepath.Join(dir, name))); err != nil {
			t.Fatal(err)
		}
		last := ""
		for n := range 2 { // the new file is gone on with
			again := open(t, dir)
			last = keep(t, again, answer(4+n))
			for i, e := range map[int]Exchange{0: answer(1), 2: answer(3)} {
				if p, err := again.Page(strings.Replace(refs[i], name, later, 1)); err != nil || !bytes.Equal(p.Body, e.Body) {
					t.Errorf("damaged at %d: record %d is %q, %v", at, i, p.Body, err)
				}
			}
			again.Close()
		}
		if after, _ := os.ReadFile(filepath.Join(dir, later)); !bytes.Equal(after, b) || !strings.HasPrefix(last, "gongkai-29991231235959-00002.warc.gz:") {
			t.Errorf("damaged at %d: the file has %d bytes, %d before; the archive goes on at %s", at, len(after), len(b), last)
		}
	}
}

func TestRotation(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	a.most = 2000
	refs := make(map[string]Exchange)
	for n := range 20 {
		refs[keep(t, a, answer(n))] = answer(n)
	}
	names, _ := a.names()
	if len(names) < 3 || len(refs) != 20 {
		t.Errorf("%d files and %d refs, want several and 20", len(names), len(refs))
	}
	for _, name := range names {
		if kinds, _ := foreign(t, filepath.Join(dir, name)); kinds[0] != "warcinfo" {
			t.Errorf("%s begins with %q", name, kinds)
		}
	}
	for ref, e := range refs {
		if p, err := a.Page(ref); err != nil || p.URL != escape(e.URL) {
			t.Errorf("Page(%s) = %s, %v, want %s", ref, p.URL, err, e.URL)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	a := open(t, t.TempDir())
	a.most = 5000
	refs := make([]string, 40)
	var all sync.WaitGroup
	for n := range refs {
		all.Go(func() {
			ref, err := a.Keep(answer(n))
			if err != nil {
				t.Error(err)
			}
			refs[n] = ref
		})
	}
	all.Wait()
	for n, ref := range refs {
		if p, err := a.Page(ref); err != nil || !bytes.Equal(p.Body, answer(n).Body) {
			t.Errorf("Page(%s) is not page %d: %v", ref, n, err)
		}
	}
}

func TestOneWriter(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir), open(t, dir)
	ref := keep(t, a, answer(1))
	if _, err := b.Keep(answer(2)); err == nil || !strings.Contains(err.Error(), "another program is writing it") {
		t.Errorf("a second writer: %v", err)
	}
	if _, err := b.Page(ref); err != nil {
		t.Errorf("a reader beside the writer: %v", err)
	}
	a.Close()
	keep(t, b, answer(2))
}

// A record that was changed on the disk is not given out.
func TestChangedRecord(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	ref := keep(t, a, answer(3))
	name, offset, _ := strings.Cut(ref, ":")
	at, _ := strconv.Atoi(offset)
	bytesOf, _ := os.ReadFile(filepath.Join(dir, name))
	bytesOf[at+200] ^= 1
	os.WriteFile(filepath.Join(dir, name), bytesOf, 0o644)
	if p, err := a.Page(ref); err == nil {
		t.Errorf("Page of a changed record = %+v, want an error", p)
	}
}

func FuzzUnpack(f *testing.F) {
	records, _, _ := answer(2).records(nil, "")
	m, _ := new(pen).member(nil, records[0])
	f.Add(m)
	f.Fuzz(func(t *testing.T, b []byte) {
		if head, block, err := unpack(bytes.NewReader(b)); err == nil {
			response(head, block)
		}
		Exchange{Header: http.Header{"Content-Encoding": {"gzip"}}, Body: b}.Page()
	})
}

func html(n int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, `<td width="%d" style="border:1px"><p class="MsoNormal"><span lang="EN-US">%d</span></p></td>`+"\n", i%977, i*i%1009)
	}
	return b.Bytes()
}

func BenchmarkKeep(b *testing.B) {
	a := open(b, b.TempDir())
	e := answer(0)
	e.Body = html(70 << 10)
	b.SetBytes(int64(len(e.Body)))
	b.ReportAllocs()
	for b.Loop() {
		keep(b, a, e)
	}
}

func BenchmarkKeepAtOnce(b *testing.B) {
	a := open(b, b.TempDir())
	e := answer(0)
	e.Body = html(70 << 10)
	b.SetBytes(int64(len(e.Body)))
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			keep(b, a, e)
		}
	})
}

func BenchmarkPage(b *testing.B) {
	a := open(b, b.TempDir())
	e := answer(0)
	e.Body = html(70 << 10)
	ref := keep(b, a, e)
	b.SetBytes(int64(len(e.Body)))
	b.ReportAllocs()
	var p page.Page
	for b.Loop() {
		p, _ = a.Page(ref)
	}
	if len(p.Body) != len(e.Body) {
		b.Fatal(len(p.Body))
	}
}
