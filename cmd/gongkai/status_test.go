package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongkai/internal/store"
)

// A host that has said when to come again is asked nothing by the next crawl;
// status says so, and a person may end it.
func TestWake(t *testing.T) {
	l := &living{pages: map[string][]byte{"/robots.txt": nil}, header: map[string]http.Header{"/nb/2022.html": {"Retry-After": {"99999999"}}}}
	l.pages["/nb/2023.html"] = reportOf("清河区人民政府", 2023, "2021").HTML("clean")
	l.list(2023, 2022)
	s := httptest.NewServer(l)
	defer s.Close()
	host := strings.TrimPrefix(s.URL, "http://")
	dir := workspaceOf(t, "清河区人民政府,990100,,"+s.URL+"/nb/,,,\n")
	rests := "\nAt rest, by their own word:\n  " + host + " wants no question before " + time.Now().Add(30*24*time.Hour).Local().Format("2006-01-02")
	for _, step := range []struct {
		name, args string
		code       int
		asked      string
		says       string
	}{
		{"it says when to come again", "crawl", exitSome, "/robots.txt  2023 2022", "failed 1"},
		{"another crawl", "crawl", exitSome, "", "its host wants no question before"},
		{"what failed", "crawl --only failed", exitSome, "", ""},
		{"what would be asked", "crawl --dry-run", 0, "", "would leave alone 2 pages: their hosts want no question before "},
		{"status", "status", exitSome, "", rests},
		{"and how to end it", "status", exitSome, "", "\n    to ask it sooner: gongkai status --wake " + host + "\n"},
		{"a person ends it", "status --wake " + host, 0, "", "awake: the next crawl may ask " + host},
		{"the page is there now", "crawl", 0, " 2022", "new 1, revised 0, same 0, failed 0"},
	} {
		if strings.HasPrefix(step.name, "a person") {
			l.set("/nb/2022.html", reportOf("清河区人民政府", 2022, "2021").HTML("clean"))
			l.header["/nb/2022.html"] = nil
		}
		said, code := runIn(t, dir, strings.Fields(step.args)...)
		if asked := l.paths(); code != step.code || !strings.Contains(said, step.says) || asked != step.asked {
			t.Errorf("%s: asked for %q, want %q, ends with %d and says\n%s", step.name, asked, step.asked, code, said)
		}
	}
	if said, _ := runIn(t, dir, "status"); strings.Contains(said, "At rest") {
		t.Errorf("status, awake: %s", said)
	}
}

// status says what fails now, and no more what failed before; a page that is
// gone from the web is still stored.
func TestStatusIsOfNow(t *testing.T) {
	l := &living{pages: map[string][]byte{"/nb/2023.html": reportOf("清河区人民政府", 2023, "2021").HTML("clean"), "/nb/2022.html": reportOf("清河区人民政府", 2022, "2021").HTML("clean")}}
	l.list(2023, 2022)
	s := httptest.NewServer(l)
	defer s.Close()
	dir := workspaceOf(t, "清河区人民政府,990100,,"+s.URL+"/nb/,,,\n")
	kinds := func() (kinds []string) {
		said, _ := runIn(t, dir, "status", "--jsonl")
		for _, m := range regexp.MustCompile(`"kind":"([a-z0-9-]+)"`).FindAllStringSubmatch(said, -1) {
			kinds = append(kinds, m[1])
		}
		return kinds
	}
	for _, step := range []struct {
		list, args, want string
	}{
		{"", "crawl", ""},
		{"<title>安全验证</title><script>_waf_</script>", "crawl", "broken challenge"},
		{"<title>首页</title>", "crawl", "broken empty-list"},
		{`<li><a href="2023.html">清河区人民政府2023年政府信息公开工作年度报告</a></li>`, "crawl", "broken"},
		{`<li><a href="2023.html">清河区人民政府2023年政府信息公开工作年度报告</a></li><li><a href="2022.html">清河区人民政府2022年政府信息公开工作年度报告</a></li>`, "crawl", ""},
		{"", "crawl --only all", "status"},
	} {
		if step.list != "" {
			l.set("/nb/", []byte(step.list))
		} else if step.want != "" {
			l.set("/nb/2022.html", nil)
		}
		runIn(t, dir, strings.Fields(step.args)...)
		if got := strings.Join(kinds(), " "); got != step.want {
			t.Errorf("the list is %q: status has %q, want %q", step.list, got, step.want)
		}
	}
	if said, _ := runIn(t, dir, "status"); !strings.Contains(said, "  2 of 2 stored (1 failed, ") {
		t.Errorf("a page that is stored and gone: %s", said)
	}
}

// What a server sends beyond its answer is not for the person who crawls.
func TestServerSaysTooMuch(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nokunasked for")
		io.Copy(io.Discard, c)
	}))
	defer s.Close()
	dir := workspaceOf(t, "清河区人民政府,990100,,"+s.URL+"/nb/,,,\n")
	if said, code := runIn(t, dir, "crawl"); code != exitSome || strings.Contains(said, "unasked") || !strings.Contains(said, "empty list") {
		t.Errorf("crawl ends with %d and says %s", code, said)
	}
}

// On a terminal no line of status is wider than a screen, but for addresses,
// which are never cut; elsewhere no line is broken.
func TestStatusFits(t *testing.T) {
	address := "http://www.qinghe.example/xxgk/" + strings.Repeat("nb/", 40) + "2023.html"
	o := store.Organ{Division: "990100", Name: "清河区人民政府政务服务和数据管理办公室政务公开科"}
	source := store.Source{Organ: o, List: address, State: "broken", Found: 31, Stored: 12, Files: 14, Kept: 12, Bad: 11, Gave: 12, Reports: 31}
	var failures []store.Failure
	for _, kind := range []string{"not-a-report", "broken", "tls"} {
		failures = append(failures, store.Failure{Organ: o, Address: address, Kind: kind, Reason: strings.Repeat("本页正在建设，", 12) + " built again", Good: time.Now()})
	}
	for _, width := range []int{screen, 0} {
		var out bytes.Buffer
		told := teller{printer: printer{w: &out}, wide: width}
		told.lists([]store.Source{source, {Organ: store.Organ{Name: "青石区"}, State: "good"}})
		if !strings.Contains(out.String(), "\n  good   青石区  0 of 0 stored\n") {
			t.Errorf("%d columns: the columns of lists do not stand below each other:\n%s", width, &out)
		}
		told.resting(map[string]time.Time{"www.qinghe.example": time.Now()})
		told.failing(failures)
		if err := told.err; err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), " "+address+"\n"); n != 1+len(failures) {
			t.Errorf("%d columns: the address stands whole %d times in\n%s", width, n, &out)
		}
		broken := !strings.Contains(out.String(), failures[0].Reason+"; since ")
		if broken != (width > 0) {
			t.Errorf("%d columns: the reason is broken: %v", width, broken)
		}
		for line := range strings.Lines(out.String()) {
			if n := narrow.StringWidth(strings.TrimSuffix(line, "\n")); width > 0 && n > width && !strings.Contains(line, address) {
				t.Errorf("%d columns: %s", n, line)
			}
		}
	}
}
