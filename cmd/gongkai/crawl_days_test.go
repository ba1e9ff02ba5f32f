package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

// handled is a web without sockets, so that a clock may run as fast as
// everybody waits.
type handled struct{ http.Handler }

func (h handled) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result(), nil
}

// daysOf crawls a list of reports, some time after the bubble began, and returns
// what was said.
func daysOf(t *testing.T, dir string, web http.Handler, after time.Duration, todo work) string {
	t.Helper()
	var talk bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(after)
		if _, err := crawlAll(t.Context(), streams{nil, &talk, &talk}, workspace(dir), way{transport: handled{web}, progress: newProgress, keep: true, work: todo}); err != nil {
			t.Error(err)
		}
	})
	return talk.String()
}

func daily(t *testing.T, l *living) (dir string) {
	t.Helper()
	for _, y := range []int{2021, 2022, 2023} {
		l.pages["/nb/"+time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")+".html"] = reportOf("清河区人民政府", y, "2021").HTML("clean")
	}
	l.list(2023, 2022, 2021)
	dir = filepath.Join(t.TempDir(), "w")
	sites := sitesHeader + "清河区人民政府,990100,,http://www.qinghe.example/nb/,,,\n"
	if _, err := makeWorkspace(t.Context(), dir, config{Contact: "a@b.cn", Delay: defaultDelay}, sites); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A host that says of a page that it has not changed, and lies, is believed for
// a month: then the page is asked for in full.
func TestLyingHost(t *testing.T) {
	l := &living{pages: map[string][]byte{}, header: map[string]http.Header{"/nb/2022.html": {"Etag": {`"never"`}}}}
	dir := daily(t, l)
	daysOf(t, dir, l, 0, work{})
	l.set("/nb/2022.html", reportOf("清河区人民政府", 2022, "2021").With(fixtures.Box{Table: report.Requests, Row: "received", Column: "total"}, "4321").HTML("clean"))
	l.paths()
	const day = 24 * time.Hour
	for _, step := range []struct {
		after       time.Duration
		asked, want string
	}{
		{29 * day, "/robots.txt 2023 2022? 2021", "revised 0, same 3"},
		{31 * day, "/robots.txt 2023 2022 2021", "revised 1, same 2"},
		{31*day + 12*time.Hour, "2023 2022? 2021", "revised 0, same 3"},
	} {
		said := daysOf(t, dir, l, step.after, work{Only: "changed"})
		if got := l.paths(); got != step.asked || !strings.Contains(said, step.want) {
			t.Errorf("after %v: asks %q, want %q; says %q, want %q", step.after, got, step.asked, said, step.want)
		}
	}
}

// A crawl that has had its time begins nothing new, and the next one goes on
// from there.
func TestMaxTime(t *testing.T) {
	l := &living{pages: map[string][]byte{}, header: map[string]http.Header{}}
	dir := daily(t, l)
	for i, step := range []struct{ asked, want string }{
		{"/robots.txt  2023", "new 1, "}, // at 0, 3 and 6 s
		{"2022 2021", "new 2, "},
		{"", "new 0, "}, // the list; it is walked again
	} {
		said := daysOf(t, dir, l, time.Duration(i)*10*time.Second, work{maxTime: 8 * time.Second})
		if got := l.paths(); got != step.asked || !strings.Contains(said, step.want) {
			t.Errorf("crawl %d: asks %q, want %q; says %q, want %q", i+1, got, step.asked, said, step.want)
		}
	}
	if said, code := runIn(t, dir, "runs"); code != 0 || strings.Count(said, " time ") != 1 || strings.Count(said, " done ") != 2 {
		t.Errorf("runs ends with %d and says\n%s", code, said)
	}
}
