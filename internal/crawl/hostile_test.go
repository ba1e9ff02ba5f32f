package crawl_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/list"
	"gongkai/internal/page"
	"gongkai/internal/site"
)

// What comes in place of a report is known for what it is, and takes no more
// time and room than it may.
func TestHostile(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, 12<<20))
	z.Close()
	long := "http://a.example/" + strings.Repeat("x", 9000)
	pages := map[string]struct {
		response
		kind string
	}{
		"drip.html":    {response{status: 200, drips: 20 * time.Second}, "timeout"},
		"bomb.html":    {response{status: 200, body: bomb.String(), header: http.Header{"Content-Encoding": {"gzip"}}}, "too-large"},
		"deflate.html": {response{status: 200, body: "x", header: http.Header{"Content-Encoding": {"deflate"}}}, "bad-encoding"},
		"far.html":     {response{status: 302, header: http.Header{"Location": {long}}}, "redirect"},
		"a.html":       {response{status: 302, header: http.Header{"Location": {"b.html"}}}, "redirect"},
		"b.html":       {response{status: 302, header: http.Header{"Location": {"a.html"}}}, "redirect"},
		"script.html":  {response{status: 302, header: http.Header{"Location": {"javascript:alert(1)"}}}, "redirect"},
		"ten.html":     {response{status: 302, header: http.Header{"Location": {"http://10.0.0.1/"}}}, "private"},
		"meta.html":    {response{status: 302, header: http.Header{"Location": {"http://169.254.169.254/latest/"}}}, "private"},
		"nat.html":     {response{status: 302, header: http.Header{"Location": {"http://100.64.1.1/"}}}, "private"},
		"six.html":     {response{status: 302, header: http.Header{"Location": {"http://[64:ff9b::7f00:1]/"}}}, "private"},
		"guard.html":   {response{status: 521, body: "<script>document.cookie='__jsl_clearance=1'</script>"}, "challenge"},
		"no.html":      {response{status: 403, body: "<h1>Forbidden</h1>"}, "blocked"},
		"../../up":     {response{status: 200, body: "up"}, ""},
	}
	w := &world{pages: map[string]reply{}}
	paths := []string{long}
	want := map[string]string{long: "address"}
	for path, p := range pages {
		paths = append(paths, path)
		path = strings.TrimPrefix(path, "../../")
		w.pages["a.example/"+path] = reply{p.response}
		want["http://a.example/"+path] = p.kind
	}
	w.pages["a.example/"] = ok(listOf("清河县", paths...))
	a, err := archive.In(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c := crawler(w)
	c.Archive = a
	got := map[string]string{}
	for address, kind := range outcomes(crawlAll(t, c, siteAt("http://a.example/"))) {
		got[address] = kind
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	for _, asked := range w.asked {
		if asked.end.Sub(asked.begin) > 3*time.Minute {
			t.Errorf("%s took %v", asked.path, asked.end.Sub(asked.begin))
		}
		if asked.host != "a.example" {
			t.Errorf("%s was asked", asked.host)
		}
	}
	for r, err := range a.Records("") {
		if err == nil {
			err = r.Verify()
		}
		if err != nil && !errors.Is(err, archive.ErrTooLarge) {
			t.Error(err)
		}
	}
}

// A header without end is cut off.
func TestHeaderBomb(t *testing.T) {
	address, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, listOf("清河县", "1.html"))
		case "/1.html":
			for i := range 400 {
				w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("y", 1000))
			}
		default:
			http.NotFound(w, r)
		}
	})
	all := run(t, &crawl.Crawler{Contact: contact, AllowPrivate: true}, siteAt(address+"/"))
	if len(all) != 1 || kind(all[0]) != "too-large" {
		t.Errorf("got %v, want too-large", outcomes(all))
	}
}

// What says that it is too long is not waited for.
func TestSaysTooLarge(t *testing.T) {
	address, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, listOf("清河县", "1.html"))
		case "/1.html":
			w.Header().Set("Content-Length", fmt.Sprint(archive.MaxBody+1))
			fmt.Fprint(w, "and never more")
			w.(http.Flusher).Flush()
			<-r.Context().Done() // whoever waits for the rest waits as long as an answer may take
		default:
			http.NotFound(w, r)
		}
	})
	all := run(t, &crawl.Crawler{Contact: contact, AllowPrivate: true}, siteAt(address+"/"))
	if len(all) != 1 || kind(all[0]) != "too-large" {
		t.Errorf("got %v, want too-large", outcomes(all))
	}
}

func TestSuspect(t *testing.T) {
	html := func(body string) page.Page {
		return page.Page{URL: "http://a.example/nb/1.html", Status: 200, Type: "text/html", Body: []byte(body)}
	}
	front := html("<html><title>清河县人民政府</title>" + strings.Repeat("<p>欢迎</p>", 9000))
	front.URL = "http://a.example/index.html"
	for _, tt := range []struct {
		name string
		page page.Page
		want string
	}{
		{"a challenge", html(`<html><script>var wzwsconfirm="1"</script>请开启JavaScript并刷新该页</html>`), "challenge"},
		{"a soft 404", html(`<html><head><title>404 Not Found</title></head><body>` + strings.Repeat("<p>导航</p>", 9000)), "soft-404"},
		{"a short apology", html(`<html><body>抱歉，您访问的页面不存在</body></html>`), "soft-404"},
		{"the front page", front, "moved"},
		{"another page", html(`<html><title>通知公告</title><p>关于放假的通知。</p>`), ""},
		{"a report that names the words", html(`<html><title>清河县2023年年报</title>` + strings.Repeat("<p>政府信息不存在的3件，安全验证</p>", 900)), ""},
	} {
		got := ""
		if f := crawl.Suspect("http://a.example/nb/1.html", tt.page); f != nil {
			got = f.Kind
			if crawl.Hint(got) == "" {
				t.Errorf("no hint for %s", got)
			}
		}
		if got != tt.want {
			t.Errorf("Suspect of %s = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A host that is slow is asked slowly: five times as long after as its answer took.
func TestSlowHost(t *testing.T) {
	w := &world{pages: map[string]reply{"a.example/": {{status: 200, body: listOf("清河县", "1.html", "2.html"), takes: 2 * time.Second}}}}
	crawlAll(t, crawler(w), siteAt("http://a.example/"))
	var pauses []time.Duration
	for i, a := range w.asked[1:] {
		pauses = append(pauses, a.begin.Sub(w.asked[i].end))
	}
	if diff := cmp.Diff([]time.Duration{3 * time.Second, 10 * time.Second, 3 * time.Second}, pauses); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
}

// A crawl that is halted takes over what is being asked, of every host, and
// asks nothing more.
func TestHalt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{pages: map[string]reply{}}
		var sites []site.Site
		for _, host := range []string{"a.example", "b.example"} {
			sites = append(sites, siteAt("http://"+host+"/"))
			w.pages[host+"/"] = ok(listOf("清河县", "1.html", "2.html"))
			w.pages[host+"/1.html"] = reply{{status: 200, body: "一", takes: time.Minute}}
		}
		halt := make(chan struct{})
		time.AfterFunc(10*time.Second, func() { close(halt) }) // both are being asked for 1.html
		c := crawler(w)
		c.Halt = halt
		var all []crawl.Got
		err := c.Run(t.Context(), sites, gather(&all))
		want := map[string]string{"http://a.example/1.html": "", "http://b.example/1.html": ""}
		if diff := cmp.Diff(want, outcomes(all)); diff != "" || !errors.Is(err, crawl.ErrHalted) {
			t.Errorf("Run = %v, want ErrHalted; got (-want +got):\n%s", err, diff)
		}
	})
}

// front is a frontier that asks for the same pages each time.
type front struct {
	asks   []crawl.Ask
	copies map[string]archive.Copy
	rests  map[string]time.Time
	listed []crawl.Listing
}

func (f *front) Walk(context.Context, site.Site) (bool, error) { return true, nil }
func (f *front) Listed(_ context.Context, l crawl.Listing) error {
	f.listed = append(f.listed, l)
	return nil
}
func (f *front) Due(context.Context, site.Site) ([]crawl.Ask, error) { return f.asks, nil }
func (f *front) Last(_ context.Context, address string) (archive.Copy, error) {
	return f.copies[address], nil
}
func (f *front) Kept(_ context.Context, address string, c archive.Copy) error {
	f.copies[address] = c
	return nil
}
func (f *front) Rest(_ context.Context, host string) (time.Time, error) { return f.rests[host], nil }
func (f *front) Rests(_ context.Context, host string, until time.Time) error {
	f.rests[host] = until
	return nil
}

// What has not changed is asked for by its headers, and kept once.
func TestUnchanged(t *testing.T) {
	w := &world{pages: map[string]reply{
		"a.example/":       ok(listOf("清河县", "1.html", "2.html")),
		"a.example/1.html": {{status: 200, body: "一", header: http.Header{"Etag": {`"1"`}, "Last-Modified": {"Wed, 04 Jan 2023 08:00:00 GMT"}}}, {status: 304}, {status: 304}},
		"a.example/2.html": ok("二"),
	}}
	a, err := archive.In(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	f := &front{copies: map[string]archive.Copy{}}
	for _, path := range []string{"1.html", "2.html"} {
		f.asks = append(f.asks, crawl.Ask{Link: list.Link{URL: "http://a.example/" + path}})
	}
	c := crawler(w)
	c.Archive, c.Frontier = a, f
	for turn := range 3 {
		all := crawlAll(t, c, siteAt("http://a.example/"))
		for i, g := range all {
			if g.Err != nil || g.Same != (turn > 0) || g.Copy.Ref == "" {
				t.Errorf("turn %d: %s: %+v", turn, g.Link.URL, g)
			}
			if p, err := a.Page(g.Ref); err != nil || string(p.Body) != []string{"一", "二"}[i] || p.Status != 200 {
				t.Errorf("turn %d: the archive has %q, %v", turn, p.Body, err)
			}
			f.asks[i].Last, f.asks[i].If = g.Copy, true
		}
		for address, copied := range f.listed[turn].Copies {
			f.copies[address] = copied
		}
	}
	kinds := map[string]int{}
	for r, err := range a.Records("") {
		if err == nil {
			err = r.Verify()
		}
		if err != nil {
			t.Error(err)
		}
		kinds[r.Kind]++
	}
	// robots.txt, which is not there, is asked for once; the list, 1.html and 2.html are kept once
	if kinds["response"] != 1+3 || kinds["revisit"] != 3*2 {
		t.Errorf("records %v", kinds)
	}
}

// The pause asked for by a host outlasts the crawl: the failure says until when.
func TestUntil(t *testing.T) {
	w := &world{pages: map[string]reply{
		"a.example/": ok(listOf("清河县", "1.html", "2.html")), "a.example/1.html": {{status: 429, header: http.Header{"Retry-After": {"7200"}}}},
	}}
	all := crawlAll(t, crawler(w), siteAt("http://a.example/"))
	if len(all) != 2 {
		t.Fatal(outcomes(all))
	}
	for _, g := range all {
		var f *crawl.Failure
		if !errors.As(g.Err, &f) || f.Kind != "limited" || f.Until.IsZero() {
			t.Errorf("%s: %v until %v", g.Link.URL, g.Err, f.Until)
		}
	}
}

// A crawl takes as long as it was expected to, on a clock that runs as fast as
// everybody waits.
func TestDuration(t *testing.T) {
	hosts, pages := 150, 6
	if long() {
		hosts = 3200
	}
	const answer = 500 * time.Millisecond
	w := &world{pages: map[string]reply{}, forgets: true}
	var sites []site.Site
	var paths []string
	for i := range pages {
		paths = append(paths, fmt.Sprintf("%d.html", i))
	}
	for i := range hosts {
		host := fmt.Sprintf("h%d.example", i)
		sites = append(sites, siteAt("http://"+host+"/"))
		w.pages[host+"/robots.txt"] = reply{{status: 404, takes: answer}}
		w.pages[host+"/"] = reply{{status: 200, body: listOf("清河县", paths...), takes: answer}}
		for _, p := range paths {
			w.pages[host+"/"+p] = reply{{status: 200, body: "一", takes: answer}}
		}
	}
	c := crawler(w)
	want := c.Duration(sites, func(site.Site) int { return 2 + pages }, answer)
	var took time.Duration
	var n atomic.Int64
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		if err := c.Run(t.Context(), sites, func(g crawl.Got) error { n.Add(1); return g.Err }); err != nil {
			t.Error(err)
		}
		took = time.Since(begun)
	})
	if n.Load() != int64(hosts*pages) || took < want*95/100 || took > want*105/100 {
		t.Errorf("%d pages in %v, want %d in %v", n.Load(), took, hosts*pages, want)
	}
	t.Logf("%d sites, %d requests: expected %v, took %v", hosts, hosts*(pages+2), want, took)
}
