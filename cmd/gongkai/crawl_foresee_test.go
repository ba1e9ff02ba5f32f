package main

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A dry run counts what a crawl would ask now: no robots.txt that is remembered,
// nothing of a host that is at rest, where it says how much waits, no page that the remembered robots.txt
// forbids.
func TestDryRunRemembers(t *testing.T) {
	l := &living{pages: map[string][]byte{"/robots.txt": nil}, header: map[string]http.Header{}}
	dir := daily(t, l)
	busy := true
	web := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if busy && r.URL.Path == "/nb/2022.html" {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		l.ServeHTTP(w, r)
	})
	dry := func(after time.Duration) string {
		var talk bytes.Buffer
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(after)
			if err := dryRun(t.Context(), streams{nil, &talk, &talk}, workspace(dir), work{}); err != nil {
				t.Error(err)
			}
		})
		said, _, _ := strings.Cut(talk.String(), ", if each answer")
		return said
	}
	for _, step := range []struct {
		name  string
		after time.Duration
		crawl bool
		want  string
	}{
		{"nothing is known", 0, false, "would walk 1 list (1 page) and ask for 0 pages of reports: 2 requests to 1 host, robots.txt included\n" +
			"lists that were never walked may lead to some 6 reports more\nexpected duration: 25s"},
		{"at rest", time.Hour, true, "would walk 0 lists (0 pages) and ask for 0 pages of reports: 0 requests to 0 hosts\n" +
			"would leave alone 3 pages: their hosts want no question before 2000-01-01T02:00:09Z; gongkai status says which\nexpected duration: 0s"},
		{"rested", 3 * time.Hour, false, "would walk 1 list (1 page) and ask for 2 pages of reports: 3 requests to 1 host\nexpected duration: 8s"},
		{"a day later", 25 * time.Hour, false, "would walk 1 list (1 page) and ask for 2 pages of reports: 4 requests to 1 host, robots.txt included\nexpected duration: 11s"},
		{"forbidden", 26 * time.Hour, true, "would walk 1 list (1 page) and ask for 0 pages of reports: 1 request to 1 host\n" +
			"would leave alone 1 page: robots.txt forbids them, or wants too long pauses\nexpected duration: 1s"},
	} {
		if step.crawl {
			daysOf(t, dir, web, step.after-time.Hour, work{})
			busy = false
			l.set("/robots.txt", []byte("User-agent: *\nDisallow: /nb/2022"))
		}
		if got := dry(step.after); got != step.want {
			t.Errorf("%s: says\n%s\nwant\n%s", step.name, got, step.want)
		}
	}
}
