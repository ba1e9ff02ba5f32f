package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/fixtures"
	"gongkai/internal/archive"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// living is a site that changes between crawls.
type living struct {
	mu     sync.Mutex
	pages  map[string][]byte
	header map[string]http.Header
	asked  []*http.Request
}

func (l *living) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked = append(l.asked, r)
	body, ok := l.pages[r.URL.Path]
	for key, value := range l.header[r.URL.Path] {
		w.Header()[key] = value
	}
	tag := l.header[r.URL.Path].Get("ETag")
	since := l.header[r.URL.Path].Get("Last-Modified")
	switch {
	case !ok:
		http.NotFound(w, r)
	case tag != "" && r.Header.Get("If-None-Match") == tag, since != "" && r.Header.Get("If-Modified-Since") == since:
		w.WriteHeader(http.StatusNotModified)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(body)
	}
}

// list puts links to reports on years into the list.
func (l *living) list(years ...int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var b strings.Builder
	for _, y := range years {
		fmt.Fprintf(&b, `<li><a href="%d.html">清河区人民政府%d年政府信息公开工作年度报告</a></li>`, y, y)
	}
	l.pages["/nb/"] = []byte("<ul>" + b.String() + "</ul>")
}

// set puts a page there, or takes it away where the body is nil.
func (l *living) set(path string, body []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.pages[path] = body; body == nil {
		delete(l.pages, path)
	}
}

// paths are what was asked for since the last time.
func (l *living) paths() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []string
	for _, r := range l.asked {
		path := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/nb/"), ".html")
		if r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
			path += "?"
		}
		all = append(all, path)
	}
	l.asked = nil
	return strings.Join(all, " ")
}

// run runs the program in a workspace and returns all it said and its exit code.
func runIn(t *testing.T, dir string, args ...string) (said string, code int) {
	t.Helper()
	c := program(t, append([]string{"-C", dir}, args...)...)
	var b bytes.Buffer
	c.Stdout, c.Stderr = &b, &b
	_ = c.Run() // the code says
	return b.String(), c.ProcessState.ExitCode()
}

// TestCrawlAgain crawls a site that changes: each crawl asks for what it should,
// and ends with the line and the code that it should.
func TestCrawlAgain(t *testing.T) {
	l := &living{pages: map[string][]byte{}, header: map[string]http.Header{
		"/nb/2023.html": {"Etag": {`"a1"`}}, "/nb/2022.html": {"Last-Modified": {"Wed, 04 Jan 2023 08:00:00 GMT"}}}}
	for y := 2020; y <= 2023; y++ {
		l.pages[fmt.Sprintf("/nb/%d.html", y)] = reportOf("清河区人民政府", y, "2021").HTML("clean")
	}
	l.list(2023, 2022, 2021, 2020)
	s := httptest.NewServer(l)
	defer s.Close()
	list := s.URL + "/nb/"
	dir := workspaceOf(t, "清河区人民政府,990100,,"+list+",,,\n青山区人民政府,990200,,"+s.URL+"/none/,,,\n")
	total := fixtures.Box{Table: report.Requests, Row: "received", Column: "total"}
	counter := func(n int) []byte {
		page := reportOf("清河区人民政府", 2021, "2021").HTML("clean")
		return regexp.MustCompile(`</body>`).ReplaceAll(page, fmt.Appendf(nil, `<div class="share">浏览次数：%d</div></body>`, n))
	}
	for _, step := range []struct {
		name   string
		change func()
		args   []string
		code   int
		asked  string
		want   string
	}{
		{"a dry run asks nothing", nil, []string{"crawl", "990100", "--dry-run"}, 0, "",
			"would walk 1 list (1 page) and ask for 0 pages of reports: 2 requests to 1 host, robots.txt included\nlists that were never walked may lead to some 6 reports more\n"},
		{"some years, and a limit", nil, []string{"crawl", "清河区", "--year", "2021,2022", "--limit", "1"}, 0, "/robots.txt  2022", "new 1, revised 0, same 0, failed 0, broken 0"},
		{"the rest", nil, []string{"crawl", "9901+"}, 0, " 2023 2021 2020", "new 3, revised 0, same 0, failed 0, broken 0; 1 page in already"},
		{"nothing new", nil, []string{"crawl", "/nb/"}, 0, "", "new 0, revised 0, same 0, failed 0, broken 0; 4 pages in already"},
		{"nothing changed", nil, []string{"crawl", "990100", "--only", "changed"}, 0, "2023? 2022? 2021 2020", "new 0, revised 0, same 4, failed 0, broken 0"},
		{"only a counter changed", func() { l.set("/nb/2021.html", counter(77)) }, []string{"crawl", "990100", "--only", "changed", "--year", "2021"}, 0, "2021", "same 1, failed 0"},
		{"and again", func() { l.set("/nb/2021.html", counter(78)) }, []string{"crawl", "990100", "--only", "changed", "--year", "2021"}, 0, "2021", "same 1, failed 0"},
		{"a number changed", func() {
			l.set("/nb/2021.html", reportOf("清河区人民政府", 2021, "2021").With(total, "4321").HTML("clean"))
		}, []string{"crawl", "990100", "--only", "changed", "--year", "2021"}, 0, "2021", "new 0, revised 1, same 0, failed 0"},
		{"a list without end fails by itself", nil, []string{"crawl"}, 3, " /none/", "failed 1, broken 0"},
		{"what failed is asked for again", nil, []string{"crawl", "--only", "failed"}, 3, "/none/", "failed 1, broken 0"},
		{"nothing is missing", nil, []string{"crawl", "--only", "missing"}, 0, "", "new 0, revised 0, same 0, failed 0, broken 0"},
		{"a page is gone", func() { l.set("/nb/2020.html", []byte("<title>404</title>页面不存在")) }, []string{"crawl", "990100", "--only", "all"}, 3, " 2023 2022 2021 2020", "soft 404: "},
		{"and is back", func() { l.set("/nb/2020.html", reportOf("清河区人民政府", 2020, "2021").HTML("clean")) }, []string{"crawl", "990100"}, 0, " 2020", "failed 0"},
		{"the list shrinks", func() { l.list(2023, 2022) }, []string{"crawl", "990100"}, 3, "", "broken: the list gave 4 reports on "},
		{"and stays so", nil, []string{"crawl", "990100"}, 3, "", "failed 0, broken 1"},
		{"status says it", nil, []string{"status"}, 3, "", "gives 2, gave 4"},
		{"and what to do", nil, []string{"status"}, 3, "", "gongkai status --accept LIST"},
		{"a person says that it is right", nil, []string{"status", "--accept", list}, 0, "", ""},
		{"so it is", nil, []string{"crawl", "990100"}, 0, "", "failed 0, broken 0"},
		{"it is empty", func() { l.list() }, []string{"crawl", "990100"}, 3, "", "broken 1"},
		{"nothing stored is lost", nil, []string{"export", "reports"}, 0, "", ",2020,"},
		{"a selector that means nothing", nil, []string{"crawl", "nowhere"}, 2, "", `"nowhere" selects nothing of the`},
		{"years that are none", nil, []string{"crawl", "--year", "23"}, 2, "", "are no years; write 2024, 2019-2024, 2021-"},
		{"each crawl is kept", nil, []string{"runs", "-n", "0"}, 0, "", "   1  20"},
		{"the archive is whole", nil, []string{"archive", "verify"}, 0, "", " are as they were written, 0 wrong\n"},
		{"and counted", nil, []string{"archive", "stats"}, 0, "", "revisit "},
		{"and a log of requests", nil, []string{"archive", "log", "127.0.0.1"}, 0, "", ",304,"},
	} {
		if step.change != nil {
			step.change()
		}
		said, code := runIn(t, dir, step.args...)
		if got := l.paths(); code != step.code || got != step.asked || !strings.Contains(said, step.want) {
			t.Fatalf("%s: gongkai %s ends with %d, want %d; asks %q, want %q; says %q, want %q", step.name, strings.Join(step.args, " "), code, step.code, got, step.asked, said, step.want)
		}
	}
	revisits(t, dir)
}

// revisits looks at how unchanged answers were kept.
func revisits(t *testing.T, dir string) {
	a, err := archive.In(filepath.Join(dir, archiveDir))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for r, err := range a.Records("") {
		if err != nil {
			t.Fatal(err)
		}
		if r.For != "" {
			counts[fmt.Sprint(r.Kind, " ", r.Status)]++
		}
		if r.Kind == "revisit" {
			if p, err := a.Page(r.Ref); err != nil || p.Status != 200 || len(p.Body) == 0 {
				t.Errorf("Page of the revisit %s = %d, %d bytes, %v", r.Ref, p.Status, len(p.Body), err)
			}
		}
	}
	// each page once, 2021 three times more; unchanged: 2 by header, 2 by bytes; --only all: 3 by bytes, 2020 gone and back
	if counts["response 200"] != 4+3+2 || counts["revisit 304"] != 2 || counts["revisit 200"] != 2+3 {
		t.Errorf("records of pages: %v", counts)
	}
}

// TestOneCrawl finds the workspace held by another crawl.
func TestOneCrawl(t *testing.T) {
	dir := workspaceOf(t, "清河区人民政府,990100,,http://127.0.0.1:9/nb/,,,\n")
	a, err := workspace(dir).take(true)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	said, code := runIn(t, dir, "crawl")
	if want := regexp.MustCompile(`^gongkai: another gongkai is at work in this workspace: process \d+, for \d+s; nothing was done\n$`); code != exitLocked || !want.MatchString(said) {
		t.Errorf("a second crawl ends with %d and says %q", code, said)
	}
}

// TestRunsOfTheDead tells a crawl that goes on from one that was killed.
func TestRunsOfTheDead(t *testing.T) {
	dir := workspaceOf(t, "清河区人民政府,990100,,http://127.0.0.1:9/nb/,,,\n")
	db, err := workspace(dir).open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Begin(t.Context(), store.Run{Begun: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if said, _ := runIn(t, dir, "runs"); !strings.Contains(said, "  killed ") {
		t.Errorf("runs, when nobody is at work: %s", said)
	}
	a, err := workspace(dir).take(true)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if said, _ := runIn(t, dir, "runs"); !strings.Contains(said, "  going on ") {
		t.Errorf("runs, when a crawl is at work: %s", said)
	}
}
