package crawl_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/site"
)

func TestRun(t *testing.T) {
	const gbk = "\xc7\xe5\xba\xd3\xcf\xd8"
	w := &world{pages: map[string]reply{
		"www.qinghe.example/nb/":             ok(listOf("清河县", "1.html", "2.html") + `<script>createPageHTML(2, 0, "index", "html")</script>`),
		"www.qinghe.example/nb/index_1.html": ok(listOf("清河县", "3.html", "2.html")),
		"www.qinghe.example/nb/1.html":       {{status: 200, body: gbk, header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}},
		"www.qinghe.example/nb/2.html":       {{status: 301, header: http.Header{"Location": {"../new/2.html"}, "Set-Cookie": {"way=new; Path=/"}}}},
		"www.qinghe.example/new/2.html":      ok("二"),
	}}
	all := crawlAll(t, crawler(w), siteAt("http://www.qinghe.example/nb/"))
	if diff := cmp.Diff([]string{"/robots.txt", "/nb/", "/nb/index_1.html", "/nb/1.html", "/nb/2.html", "/new/2.html", "/nb/3.html"}, w.paths("www.qinghe.example")); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if len(all) != 3 {
		t.Fatalf("got %d pages, want 3: %v", len(all), outcomes(all))
	}
	if g := all[0]; g.Link.Year != 2024 || g.Link.Title != title("清河县", 2024) || string(g.Page.Body) != gbk || g.Page.Type != "text/html; charset=utf-8" || g.Page.Status != 200 || g.Err != nil {
		t.Errorf("first page: %+v", g)
	}
	if g := all[1]; g.Link.URL != "http://www.qinghe.example/nb/2.html" || g.Page.URL != "http://www.qinghe.example/new/2.html" || string(g.Page.Body) != "二" {
		t.Errorf("moved page: %+v", g)
	}
	if g := all[2]; kind(g) != "status" || g.Page.URL != "http://www.qinghe.example/nb/3.html" || !strings.Contains(g.Err.Error(), "404") {
		t.Errorf("missing page: %+v", g)
	}
	for i, a := range w.asked {
		if want := "gongkai/dev (+" + contact + ")"; a.agent != want {
			t.Errorf("%s: User-Agent %q, want %q", a.path, a.agent, want)
		}
		if a.acceptCoding != "gzip" {
			t.Errorf("%s: Accept-Encoding %q, want gzip", a.path, a.acceptCoding)
		}
		if i > 0 && a.begin.Sub(w.asked[i-1].end) != 3*time.Second {
			t.Errorf("%s: asked %v after the last answer, want 3s", a.path, a.begin.Sub(w.asked[i-1].end))
		}
	}
	if w.asked[5].cookie != "way=new" {
		t.Errorf("cookie after the redirect: %q", w.asked[5].cookie)
	}
}

func TestNoContact(t *testing.T) {
	for _, contact := range []string{"", " ", "a\r\nHost: b"} {
		c := crawl.Crawler{Contact: contact, Transport: &world{}}
		if err := c.Run(t.Context(), nil, nil); err == nil || !strings.Contains(err.Error(), "contact") {
			t.Errorf("Run with contact %q: %v", contact, err)
		}
	}
}

// Hosts are asked side by side, each slowly; the slowest answers count.
func TestHostsSideBySide(t *testing.T) {
	w := &world{pages: map[string]reply{}}
	var sites []site.Site
	for i := range 8 {
		host := fmt.Sprintf("h%d.example", i)
		sites = append(sites, siteAt("http://"+host+"/nb/"), siteAt("https://"+host+"/nb2/"))
		w.pages[host+"/nb/"] = reply{{status: 200, body: listOf("清河县", "1.html", "2.html", "3.html"), takes: 2 * time.Second}}
		w.pages[host+"/nb2/"] = ok(listOf("清河县", "/nb/4.html", "http://other.example/5.html"))
	}
	c := crawler(w)
	c.Delay = 10 * time.Second
	crawlAll(t, c, sites...)
	if w.together != 1 {
		t.Errorf("%d questions at one host at once", w.together)
	}
	last := make(map[string]time.Time)
	var first, end time.Time
	for _, a := range w.asked {
		if first.IsZero() {
			first = a.begin
		}
		end = a.end
		if before, ok := last[a.host]; ok && a.begin.Sub(before) < 10*time.Second {
			t.Errorf("%s%s: asked %v after the last answer", a.host, a.path, a.begin.Sub(before))
		}
		last[a.host] = a.end
	}
	// 9 questions a host, one of them 2 s; and 8 with robots.txt to the other.
	if took := end.Sub(first); took > 200*time.Second {
		t.Errorf("took %v, which is not side by side", took)
	}
}

func TestRobots(t *testing.T) {
	list := listOf("清河县", "1.html", "/secret/2.html")
	for _, tt := range []struct {
		name   string
		robots reply
		want   map[string]string
		delay  time.Duration
	}{
		{"forbids a folder", ok("\ufeffUser-agent: *\nDisallow: /secret/\n"), map[string]string{"1.html": "", "/secret/2.html": "robots"}, 3 * time.Second},
		{"names us", ok("User-agent: *\nDisallow: /\n\nUser-agent: Gongkai\nCrawl-delay: 20\nDisallow: /secret\n"), map[string]string{"1.html": "", "/secret/2.html": "robots"}, 20 * time.Second},
		{"forbids all", ok("User-agent: *\nDisallow: /\n"), map[string]string{"list": "robots"}, 0},
		{"is not there", reply{{status: 404}}, map[string]string{"1.html": "", "/secret/2.html": ""}, 3 * time.Second},
		{"is forbidden", reply{{status: 403}}, map[string]string{"1.html": "", "/secret/2.html": ""}, 3 * time.Second},
		{"is asked for too often", reply{{status: 429}, {status: 429}, {status: 200, body: "User-agent: *\nDisallow: /secret/"}}, map[string]string{"1.html": "", "/secret/2.html": "robots"}, 3 * time.Second},
		{"is always asked for too often", reply{{status: 429}}, map[string]string{"1.html": "", "/secret/2.html": ""}, 3 * time.Second},
		{"is asked for too often for a day", reply{{status: 429, header: http.Header{"Retry-After": {"86400"}}}}, map[string]string{"list": "limited"}, 0},
		{"fails", reply{{status: 503}}, map[string]string{"list": "robots"}, 0},
		{"cannot be reached", reply{{err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}}, map[string]string{"list": "refused"}, 0},
		{"comes at the second time", reply{{status: 500}, {status: 200, body: "User-agent: *\nDisallow: /secret/"}}, map[string]string{"1.html": "", "/secret/2.html": "robots"}, 3 * time.Second},
		{"is elsewhere", reply{{status: 302, header: http.Header{"Location": {"/robots2.txt"}}}}, map[string]string{"1.html": "", "/secret/2.html": "robots"}, 3 * time.Second},
		{"goes round in circles", reply{{status: 302, header: http.Header{"Location": {"/robots.txt"}}}}, map[string]string{"1.html": "", "/secret/2.html": ""}, 3 * time.Second},
		{"is a page", ok("<!DOCTYPE html><html><body>首页: 你好</body></html>"), map[string]string{"1.html": "", "/secret/2.html": ""}, 3 * time.Second},
		{"wants too long a pause", ok("User-agent: *\nCrawl-delay: 601"), map[string]string{"list": "robots"}, 0},
		{"is empty", reply{{status: 204}}, map[string]string{"1.html": "", "/secret/2.html": ""}, 3 * time.Second},
		{"is full of faults", ok("Disallow: /\nCrawl-delay: soon\nHello\nUser-agent: *\nCrawl-delay: 7s\nDisallow: /secret/\n"), map[string]string{"1.html": "", "/secret/2.html": "robots"}, 3 * time.Second},
		{"is long", ok("User-agent: *\n" + strings.Repeat("# "+strings.Repeat("x", 97)+"\n", 5050) + "Disallow: /secret/\n" + strings.Repeat("#\n", 300_000)), map[string]string{"1.html": "", "/secret/2.html": "robots"}, 3 * time.Second},
	} {
		w := &world{pages: map[string]reply{
			"a.example/robots.txt": tt.robots, "a.example/robots2.txt": ok("User-agent: *\nDisallow: /secret/"),
			"a.example/": ok(list), "a.example/1.html": ok("一"), "a.example/secret/2.html": ok("二"),
		}}
		got := make(map[string]string)
		for address, kind := range outcomes(crawlAll(t, crawler(w), siteAt("http://a.example/"))) {
			address = strings.Replace(address, "http://a.example/secret", "/secret", 1)
			got[strings.TrimSuffix(strings.TrimPrefix(address, "http://a.example/"), " http://a.example/")] = kind
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("robots.txt %s (-want +got):\n%s", tt.name, diff)
		}
		if n := len(w.asked); tt.delay > 0 && w.asked[n-1].begin.Sub(w.asked[n-2].end) < tt.delay {
			t.Errorf("robots.txt %s: pause of %v, want %v", tt.name, w.asked[n-1].begin.Sub(w.asked[n-2].end), tt.delay)
		}
		if asked := slices.Contains(w.paths("a.example"), "/secret/2.html"); asked && tt.want["/secret/2.html"] != "" {
			t.Errorf("robots.txt %s: asked for what it forbids", tt.name)
		}
	}
}

// A redirect to another host asks that host's robots.txt first.
func TestRobotsOfRedirect(t *testing.T) {
	w := &world{pages: map[string]reply{
		"a.example/":           ok(listOf("清河县", "1.html")),
		"a.example/1.html":     {{status: 302, header: http.Header{"Location": {"http://b.example/x.html"}}}},
		"b.example/robots.txt": ok("User-agent: *\nDisallow: /x"),
		"b.example/x.html":     ok("x"),
	}}
	all := crawlAll(t, crawler(w), siteAt("http://a.example/"))
	if len(all) != 1 || kind(all[0]) != "robots" {
		t.Errorf("got %v, want robots", outcomes(all))
	}
	if diff := cmp.Diff([]string{"/robots.txt"}, w.paths("b.example")); diff != "" {
		t.Errorf("asked the other host (-want +got):\n%s", diff)
	}
}

func TestFailures(t *testing.T) {
	long := strings.Repeat("长", archive.MaxBody/3+1)
	pages := map[string]struct {
		reply
		kind  string
		tries int
	}{
		"ok.html":        {ok("好"), "", 1},
		"later.html":     {reply{{status: 503}, {status: 500}, {err: syscall.ECONNRESET}, {status: 200, body: "好"}}, "", 4},
		"never.html":     {reply{{status: 502}}, "status", 4},
		"gone.html":      {reply{{status: 410}}, "status", 1},
		"teapot.html":    {reply{{status: 412}}, "blocked", 1},
		"reset.html":     {reply{{err: &net.OpError{Op: "read", Err: syscall.ECONNRESET}}}, "reset", 4},
		"short.html":     {reply{{status: 200, body: "半", broken: io.ErrUnexpectedEOF}}, "short-body", 4},
		"slow.html":      {reply{{status: 200, body: "慢", takes: time.Hour}}, "timeout", 4},
		"name.html":      {reply{{err: &net.DNSError{Err: "no such host", Name: "a.example", IsNotFound: true}}}, "dns", 1},
		"tls.html":       {reply{{err: &tls.CertificateVerificationError{Err: errors.New("expired")}}}, "tls", 1},
		"odd.html":       {reply{{err: errors.New("odd")}}, "network", 1},
		"long.html":      {ok(long), "too-large", 1},
		"coded.html":     {reply{{status: 200, body: "x", header: http.Header{"Content-Encoding": {"br"}}}}, "bad-encoding", 1},
		"circle.html":    {reply{{status: 302, header: http.Header{"Location": {"circle.html"}}}}, "redirect", 11},
		"file.html":      {reply{{status: 302, header: http.Header{"Location": {"file:///etc/passwd"}}}}, "redirect", 1},
		"nowhere.html":   {reply{{status: 302, header: http.Header{"Location": {"http://%zz/"}}}}, "redirect", 1},
		"still.html":     {reply{{status: 304}}, "status", 1},
		"private.html":   {reply{{status: 302, header: http.Header{"Location": {"http://10.0.0.1/"}}}}, "private", 1},
		"mapped.html":    {reply{{status: 302, header: http.Header{"Location": {"http://[::ffff:127.0.0.1]/"}}}}, "private", 1},
		"limited.html":   {reply{{status: 429}, {status: 200, body: "好"}}, "", 2},
		"paper.pdf":      {reply{{status: 200, body: "%PDF-1.7\xff\xfe\x80", header: http.Header{"Content-Type": {"application/pdf;charset=GBK"}}}}, "", 1},
		"nothing.html":   {ok(""), "", 1},
		"last-good.html": {ok("末"), "", 1},
	}
	w := &world{pages: map[string]reply{}}
	var paths []string
	for path, p := range pages {
		w.pages["a.example/"+path] = p.reply
		paths = append(paths, path)
	}
	slices.Sort(paths)
	w.pages["a.example/"] = ok(listOf("清河县", paths...))
	want := make(map[string]string)
	for path, p := range pages {
		want["http://a.example/"+path] = p.kind
	}
	a, err := archive.In(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := crawler(w)
	c.Archive = a
	all := crawlAll(t, c, siteAt("http://a.example/"))
	if diff := cmp.Diff(want, outcomes(all)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	tries := make(map[string]int)
	for _, path := range w.paths("a.example") {
		tries[strings.TrimPrefix(path, "/")]++
	}
	for path, p := range pages {
		if tries[path] != p.tries {
			t.Errorf("%s: asked %d times, want %d", path, tries[path], p.tries)
		}
	}
	for _, g := range all {
		if g.Err != nil {
			if !strings.Contains(g.Err.Error(), "http://") || len(g.Page.Body) > 0 || g.Page.URL != g.Link.URL {
				t.Errorf("%s: %+v, want only its address and an error that names one", g.Link.URL, g.Page)
			}
			continue
		}
		if kept, err := a.Page(g.Ref); err != nil || string(kept.Body) != string(g.Page.Body) || kept.URL != g.Page.URL || kept.Type != g.Page.Type || !kept.Fetched.Equal(g.Page.Fetched) {
			t.Errorf("%s: archive has %+v, %v", g.Link.URL, kept, err)
		}
	}
	a.Close()
}

// Between tries the host rests, twice as long each time, or as long as it says.
func TestRests(t *testing.T) {
	for _, tt := range []struct {
		name   string
		header http.Header
		want   []time.Duration
		kind   string
	}{
		{"of its own", nil, []time.Duration{3750 * time.Millisecond, 7500 * time.Millisecond, 15 * time.Second}, "status"},
		{"in seconds", http.Header{"Retry-After": {"100"}}, []time.Duration{100 * time.Second, 100 * time.Second, 100 * time.Second}, "status"},
		{"as a time", http.Header{"Retry-After": {"Sat, 01 Jan 2000 00:02:00 GMT"}}, []time.Duration{114 * time.Second, 3 * time.Second, 3 * time.Second}, "status"},
		{"of a day", http.Header{"Retry-After": {"86400"}}, nil, "status"},
	} {
		w := &world{pages: map[string]reply{
			"a.example/": ok(listOf("清河县", "1.html", "2.html")), "a.example/1.html": {{status: 503, header: tt.header}}, "a.example/2.html": ok("二"),
		}}
		c := crawler(w)
		c.Chance = func() float64 { return 0.5 } // a quarter more than the least
		all := crawlAll(t, c, siteAt("http://a.example/"))
		var rests []time.Duration
		for i, a := range w.asked {
			if i > 0 && a.path == "/1.html" && w.asked[i-1].path == "/1.html" {
				rests = append(rests, a.begin.Sub(w.asked[i-1].end))
			}
		}
		if diff := cmp.Diff(tt.want, rests); diff != "" {
			t.Errorf("rests %s (-want +got):\n%s", tt.name, diff)
		}
		want := map[string]string{"http://a.example/1.html": tt.kind, "http://a.example/2.html": ""}
		if tt.name == "of a day" {
			want["http://a.example/2.html"] = "limited"
		}
		if diff := cmp.Diff(want, outcomes(all)); diff != "" {
			t.Errorf("outcomes with a rest %s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A host that is down is left alone; the others are not.
func TestDown(t *testing.T) {
	w := &world{pages: map[string]reply{"b.example/": ok(listOf("青石区", "1.html")), "b.example/1.html": ok("一")}}
	var paths []string
	for i := range 20 {
		path := fmt.Sprintf("%02d.html", i)
		paths = append(paths, path)
		w.pages["a.example/"+path] = reply{{err: syscall.ECONNREFUSED}}
	}
	w.pages["a.example/"] = ok(listOf("清河县", paths...))
	all := crawlAll(t, crawler(w), siteAt("http://a.example/"), siteAt("http://b.example/"))
	count := make(map[string]int)
	for _, g := range all {
		count[kind(g)]++
	}
	if diff := cmp.Diff(map[string]int{"": 1, "refused": 6, "down": 14}, count); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

// A page that comes to nothing in time is asked for again; right after another
// that failed, once only. What comes between makes the host as good as new.
func TestSlowPages(t *testing.T) {
	never, late := reply{{takes: time.Hour}}, reply{{takes: time.Hour}, {status: 200, body: "好"}}
	w := &world{pages: map[string]reply{"a.example/c.html": late}}
	paths := []string{"a.html", "b.html", "c.html", "d.html", "e.html", "f.html", "g.html", "h.html", "i.html", "j.html"}
	w.pages["a.example/"] = ok(listOf("清河县", paths...))
	want := map[string]string{}
	for _, path := range paths {
		if w.pages["a.example/"+path] == nil {
			w.pages["a.example/"+path] = never
		}
		want["http://a.example/"+path] = "timeout"
	}
	want["http://a.example/c.html"], want["http://a.example/j.html"] = "", "down"
	if diff := cmp.Diff(want, outcomes(crawlAll(t, crawler(w), siteAt("http://a.example/")))); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	asked := strings.NewReplacer("/", "", ".html", "").Replace(strings.Join(w.paths("a.example")[2:], ""))
	if want := "aaaabbccddddeeffgghhii"; asked != want {
		t.Errorf("asked for %s, want %s", asked, want)
	}
}

func TestLists(t *testing.T) {
	row := func(n int) string {
		return fmt.Sprintf(`<li><a href="/%d.html">%s</a></li>`, n, title("清河县", 2000+n%30))
	}
	next := func(href string) string { return `</ul><a href="` + href + `">下一页</a>` }
	endless := map[string]reply{}
	for i := range 50 {
		endless[fmt.Sprintf("a.example/?page=%d", i)] = ok("<ul>" + row(1) + next(fmt.Sprintf("?page=%d", i+1)))
	}
	endless["a.example/"] = endless["a.example/?page=0"]
	for _, tt := range []struct {
		name  string
		pages map[string]reply
		want  map[string]string
		asked []string
	}{
		{"empty", map[string]reply{"a.example/": ok("<p>栏目建设中")}, map[string]string{"list http://a.example/": "empty-list"}, []string{"/"}},
		{"missing", nil, map[string]string{"list http://a.example/": "status"}, []string{"/"}},
		{"endless", endless, map[string]string{"http://a.example/1.html": "status"}, []string{"/", "/?page=1", "/1.html"}},
		{"with a dead page", map[string]reply{
			"a.example/":             ok("<ul>" + row(1) + `</ul><script>createPageHTML(3,0,"index","html")</script>`),
			"a.example/index_2.html": ok("<ul>" + row(2)),
		}, map[string]string{"list http://a.example/index_1.html": "status", "http://a.example/1.html": "status", "http://a.example/2.html": "status"},
			[]string{"/", "/index_1.html", "/index_2.html", "/index_3.html", "/1.html", "/2.html"}},
		{"whose pages are numbered the other way", map[string]reply{
			"a.example/":             ok("<ul>" + row(1) + `</ul><script>createPageHTML('p',2,1,'index','html',2)</script>`),
			"a.example/index_1.html": ok("<ul>" + row(2)),
		}, map[string]string{"http://a.example/1.html": "status", "http://a.example/2.html": "status"}, []string{"/", "/index_2.html", "/index_1.html", "/1.html", "/2.html"}},
		{"with a page twice", map[string]reply{
			"a.example/":             ok("<ul>" + row(1) + `</ul><script>createPageHTML(3,0,"index","html")</script>`),
			"a.example/index_1.html": ok("<ul>" + row(1)),
			"a.example/index_2.html": ok("<ul>" + row(2)),
		}, map[string]string{"http://a.example/1.html": "status", "http://a.example/2.html": "status"},
			[]string{"/", "/index_1.html", "/index_2.html", "/1.html", "/2.html"}},
		{"whose pages lead to each other", map[string]reply{
			"a.example/": ok("<ul>" + row(1) + next("/b")), "a.example/b": ok("<ul>" + row(2) + next("/")),
		}, map[string]string{"http://a.example/1.html": "status", "http://a.example/2.html": "status"}, []string{"/", "/b", "/1.html", "/2.html"}},
		{"with its reports on the second page", map[string]reply{
			"a.example/": ok("<ul><li><a href=x.html>清河县召开工作会议</a></ul>" + next("/b")), "a.example/b": ok("<ul>" + row(2)),
		}, map[string]string{"http://a.example/2.html": "status"}, []string{"/", "/b", "/2.html"}},
		{"that shows less than it has", map[string]reply{"a.example/": ok("<ul>" + row(1) + "</ul><script>x({recordCount:'18'})</script>")},
			map[string]string{"http://a.example/1.html": "status", "list http://a.example/": "shortfall"}, []string{"/", "/1.html"}},
		{"that was moved by a tag", map[string]reply{"a.example/": ok(`<meta http-equiv="refresh" content="0;url=/b">`), "a.example/b": ok("<ul>" + row(2))},
			map[string]string{"http://a.example/2.html": "status"}, []string{"/", "/b", "/2.html"}},
	} {
		w := &world{pages: tt.pages}
		all := crawlAll(t, crawler(w), siteAt("http://a.example/"))
		if diff := cmp.Diff(tt.want, outcomes(all)); diff != "" {
			t.Errorf("list %s (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(append([]string{"/robots.txt"}, tt.asked...), w.paths("a.example")); diff != "" {
			t.Errorf("list %s: asked (-want +got):\n%s", tt.name, diff)
		}
		for _, g := range all {
			if g.List && !strings.Contains(g.Err.Error(), "http://a.example/") {
				t.Errorf("list %s: %v does not name it", tt.name, g.Err)
			}
		}
	}
}

func TestKnownAndNote(t *testing.T) {
	w := &world{pages: map[string]reply{"a.example/": ok(listOf("清河县", "1.html", "2.html")), "a.example/2.html": ok("二")}}
	c := crawler(w)
	var events []string
	c.Known = func(address string) bool { return address == "http://a.example/1.html" }
	c.Note = func(e crawl.Event) { events = append(events, fmt.Sprintf("%s %s %d", e.What, e.Address, e.New)) }
	all := crawlAll(t, c, siteAt("http://a.example/"))
	if len(all) != 1 || all[0].Link.URL != "http://a.example/2.html" {
		t.Errorf("got %v", outcomes(all))
	}
	if diff := cmp.Diff([]string{"list http://a.example/ 2", "known http://a.example/1.html 0", "page http://a.example/2.html 0"}, events); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestEnds(t *testing.T) {
	w := &world{pages: map[string]reply{"a.example/": ok(listOf("清河县", "1.html", "2.html")), "a.example/1.html": ok("一")}}
	synctest.Test(t, func(t *testing.T) {
		full := errors.New("disk full")
		if err := crawler(w).Run(t.Context(), []site.Site{siteAt("http://a.example/")}, func(crawl.Got) error { return full }); !errors.Is(err, full) {
			t.Errorf("Run = %v, want the error of give", err)
		}
		ctx, stop := context.WithTimeout(t.Context(), 4*time.Second) // in the second pause
		defer stop()
		begin := time.Now()
		err := crawler(w).Run(ctx, []site.Site{siteAt("http://a.example/")}, func(g crawl.Got) error { t.Errorf("got %+v", g); return nil })
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != 4*time.Second {
			t.Errorf("Run = %v after %v, want its end at once", err, time.Since(begin))
		}
	})
}

// What colly may be told by the environment is not heard.
func TestEnvironment(t *testing.T) {
	for key, value := range map[string]string{"COLLY_USER_AGENT": "other", "COLLY_MAX_BODY_SIZE": "5", "COLLY_DISALLOWED_DOMAINS": "a.example",
		"COLLY_FOLLOW_REDIRECTS": "no", "COLLY_DISABLE_COOKIES": "yes", "COLLY_IGNORE_ROBOTSTXT": "yes", "COLLY_CACHE_DIR": t.TempDir(), "COLLY_MAX_DEPTH": "1"} {
		t.Setenv(key, value)
	}
	TestRun(t)
	TestRobotsOfRedirect(t)
}
