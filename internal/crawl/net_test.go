package crawl_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/page"
	"gongkai/internal/site"
)

// serve starts a server on loopback and counts what it is asked.
func serve(t testing.TB, h http.HandlerFunc) (address string, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		h(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL, asked
}

func run(t testing.TB, c *crawl.Crawler, sites ...site.Site) []crawl.Got {
	t.Helper()
	var all []crawl.Got
	if err := c.Run(t.Context(), sites, gather(&all)); err != nil {
		t.Fatal(err)
	}
	return all
}

// What is private is not asked unless that is allowed: not one question comes.
func TestPrivate(t *testing.T) {
	address, asked := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, listOf("清河县", "1.html"))
	})
	port := address[strings.LastIndex(address, ":"):]
	for _, host := range []string{"http://127.0.0.1", "http://localhost", "http://[::ffff:127.0.0.1]"} {
		all := run(t, &crawl.Crawler{Contact: contact}, siteAt(host+port+"/"))
		if len(all) != 1 || kind(all[0]) != "private" || !strings.Contains(all[0].Err.Error(), "allow_private") {
			t.Errorf("%s: %v, want private and how to allow it", host, all)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("%d questions came", n)
	}
	s := siteAt(address + "/")
	s.Options = map[string]string{"private": "yes"}
	fast := &crawl.Crawler{Contact: contact, Delay: 1}
	if all := run(t, fast, s); len(all) != 1 || all[0].Err != nil {
		t.Errorf("site with private=yes: %v", all)
	}
	if all := run(t, &crawl.Crawler{Contact: contact, AllowPrivate: true}, siteAt(address+"/")); len(all) != 1 || all[0].Err != nil {
		t.Errorf("AllowPrivate: %v", all)
	}
}

// Bodies come as they were sent, whatever their headers say.
func TestBodies(t *testing.T) {
	pdf := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0xff, 0xfe, 0x80, 0xd6, 0xd0}, 3000)...)
	long := bytes.Repeat([]byte("0123456789abcde\n"), 11<<20/16)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(make([]byte, archive.MaxBody+1))
	z.Close()
	var small bytes.Buffer
	z = gzip.NewWriter(&small)
	z.Write(pdf)
	z.Close()
	pages := map[string]struct {
		kind, coding string
		body         []byte
		fails        string
	}{
		"/1.pdf":    {"application/pdf;charset=GBK", "", pdf, ""},
		"/2.doc":    {"application/octet-stream;charset=ISO8859-1", "", pdf, ""},
		"/3.html":   {"text/html; charset=utf-8", "", []byte("\xc7\xe5\xba\xd3"), ""},
		"/4.html":   {"text/html; charset=gb2312", "", []byte("\xc7\xe5\xba\xd3"), ""},
		"/5.html":   {"", "", long, ""},
		"/6.html":   {"text/html", "", make([]byte, archive.MaxBody+1), "too-large"},
		"/7.html":   {"text/html", "gzip", packed.Bytes(), "too-large"},
		"/8.xml.gz": {"application/x-gzip", "", packed.Bytes(), ""},
		"/9.html":   {"text/html", "", make([]byte, archive.MaxBody), ""},
		"/10.pdf":   {"application/pdf", "gzip", small.Bytes(), ""},
	}
	var paths []string
	for path := range pages {
		paths = append(paths, path)
	}
	address, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		p, ok := pages[r.URL.Path]
		switch {
		case r.URL.Path == "/":
			fmt.Fprint(w, listOf("清河县", paths...))
			return
		case !ok:
			http.NotFound(w, r)
			return
		case p.coding != "":
			w.Header().Set("Content-Encoding", p.coding)
		}
		w.Header()["Content-Type"] = []string{p.kind}
		w.Write(p.body)
	})
	a, err := archive.In(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c := &crawl.Crawler{Contact: contact, AllowPrivate: true, Archive: a}
	for _, g := range run(t, c, siteAt(address+"/")) {
		p := pages[strings.TrimPrefix(g.Link.URL, address)]
		if kind(g) != p.fails {
			t.Errorf("%s: %v, want %q", g.Link.URL, g.Err, p.fails)
		}
		if p.fails != "" {
			continue
		}
		if p.coding != "" {
			p.body = pdf
		}
		if sum := (page.Page{Body: g.Page.Body}).Hash(); g.Page.Hash() != sum {
			t.Errorf("%s: its sum is said to be %s, is %s", g.Link.URL, g.Page.Hash(), sum)
		}
		if !bytes.Equal(g.Page.Body, p.body) || g.Page.Type != p.kind {
			t.Errorf("%s: %d bytes of %q, want %d of %q", g.Link.URL, len(g.Page.Body), g.Page.Type, len(p.body), p.kind)
		}
		if kept, err := a.Page(g.Ref); err != nil || !bytes.Equal(kept.Body, p.body) {
			t.Errorf("%s: archive gives %d bytes, %v", g.Link.URL, len(kept.Body), err)
		}
	}
}

// What breaks off is known for what it is, and is not asked for again unseen. The
// crawl ends where it would wait to ask again.
func TestBroken(t *testing.T) {
	for _, tt := range []struct {
		kind   string
		answer http.HandlerFunc
	}{
		{"short-body", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "half")
		}},
		{"short-body", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "a chunk and no end")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
	} {
		address, asked := serve(t, func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/":
				fmt.Fprint(w, listOf("清河县", "1.html"))
			case "/robots.txt":
				http.NotFound(w, r)
			default:
				tt.answer(w, r)
			}
		})
		ctx, stop := context.WithCancel(t.Context())
		got := ""
		c := &crawl.Crawler{Contact: contact, AllowPrivate: true, Note: func(e crawl.Event) {
			if e.What == "wait" {
				got = kind(crawl.Got{Err: e.Err})
				stop()
			}
		}}
		err := c.Run(ctx, []site.Site{siteAt(address + "/")}, func(g crawl.Got) error { t.Errorf("got %v", g.Err); return nil })
		if got != tt.kind || !errors.Is(err, context.Canceled) {
			t.Errorf("waits because of %q, ends with %v, want %q", got, err, tt.kind)
		}
		if n := asked.Load(); n != 3 {
			t.Errorf("%s: %d questions before it waits, want robots.txt, the list and the page", tt.kind, n)
		}
		stop()
	}
}

// BenchmarkRun crawls 20 pages of 70 KB from loopback, archive included; an op
// is one page.
func BenchmarkRun(b *testing.B) {
	body := []byte(strings.Repeat(`<td width="188" style="border:1px"><p class="MsoNormal"><span lang="EN-US">政府信息公开</span></p></td>`+"\n", 600))
	var paths []string
	for i := range 20 {
		paths = append(paths, fmt.Sprintf("%d.html", i))
	}
	list := listOf("清河县", paths...)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/":
			fmt.Fprint(w, list)
		default:
			w.Write(body)
		}
	})
	for _, kept := range []bool{false, true} {
		b.Run(fmt.Sprintf("archive=%v", kept), func(b *testing.B) {
			var sites []site.Site
			for range 8 {
				s := httptest.NewServer(handler)
				defer s.Close()
				sites = append(sites, siteAt(s.URL+"/"))
			}
			c := &crawl.Crawler{Contact: contact, AllowPrivate: true}
			if kept {
				a, err := archive.In(b.TempDir())
				if err != nil {
					b.Fatal(err)
				}
				defer a.Close()
				c.Archive = a
			}
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			before := cpu(b)
			n := 0
			for b.Loop() {
				if n%160 == 0 { // 8 sites of 20 pages are one crawl
					if got := len(run(b, c, sites...)); got != 160 {
						b.Fatal(got)
					}
				}
				n++
			}
			b.ReportMetric(float64(cpu(b)-before)/1e6/float64((n+159)/160*160), "cpu-ms/page")
		})
	}
}

func TestAddresses(t *testing.T) {
	public := map[string]bool{}
	for _, a := range []string{"8.8.8.8", "202.96.128.86", "2400:3200::1", "64:ff9b::808:808", "2002:808:808::1"} {
		public[a] = true
	}
	for _, a := range []string{"127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1",
		"192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "64:ff9b::6440:1", "64:ff9b:1::808:808", "2002:a00:1::1", "2002:6440:1::1", "::ffff:100.64.0.1", "::ffff:169.254.169.254", "100.127.255.254", "fd00::ffff:808:808", "2001:0:1::1", "fec0::1", "ff02::1", "::ffff:0:10.0.0.1", "::ffff:0:8.8.8.8", "100::1", "2001:2::1", "3fff::1", "5f00::1", "4000::1", "192.88.99.1"} {
		public[a] = false
	}
	got := map[string]bool{}
	for a := range public {
		w := &world{pages: map[string]reply{}}
		host := a
		if strings.Contains(a, ":") {
			host = "[" + a + "]"
		}
		all := run(t, &crawl.Crawler{Contact: contact, Transport: w, Delay: 1}, siteAt("http://"+host+"/"))
		got[a] = kind(all[0]) != "private"
	}
	if diff := cmp.Diff(public, got); diff != "" {
		t.Errorf("public addresses (-want +got):\n%s", diff)
	}
}
