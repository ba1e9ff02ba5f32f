package crawl_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/site"
)

// remembering runs crawls one after another, so long apart, and returns what a
// host was asked for in each, and what came of the last.
func remembering(t *testing.T, w *world, apart ...time.Duration) (paths []string, outcome map[string]string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		a, err := archive.In(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		c := crawler(w)
		c.Archive, c.Frontier = a, &front{copies: map[string]archive.Copy{}, rests: map[string]time.Time{}}
		for _, pause := range append([]time.Duration{0}, apart...) {
			time.Sleep(pause)
			before := len(w.paths("a.example"))
			var all []crawl.Got
			if err := c.Run(context.Background(), []site.Site{siteAt("http://a.example/nb/")}, gather(&all)); err != nil {
				t.Error(err)
			}
			paths, outcome = append(paths, strings.Join(w.paths("a.example")[before:], " ")), outcomes(all)
		}
	})
	return paths, outcome
}

// A robots.txt is remembered for a day, from one crawl to the next, with what it
// forbids; one that could not be had is not.
func TestRobotsRemembered(t *testing.T) {
	forbids := response{status: 200, body: "User-agent: *\nDisallow: /nb/"}
	for _, tt := range []struct {
		name   string
		robots reply
		want   []string
	}{
		{"forbids", reply{forbids}, []string{"/robots.txt", "", "", "/robots.txt"}},
		{"is not there", reply{{status: 404}}, []string{"/robots.txt /nb/", "/nb/", "/nb/", "/robots.txt /nb/"}},
		{"is elsewhere", reply{{status: 301, header: http.Header{"Location": {"/r.txt"}}}}, []string{"/robots.txt /r.txt", "", "", "/robots.txt /r.txt"}},
		{"fails once", reply{{status: 500}, {status: 500}, {status: 500}, {status: 500}, forbids}, []string{strings.Repeat(" /robots.txt", 4)[1:], "/robots.txt", "", ""}},
		{"is asked for too often", reply{{status: 429}, {status: 429}, {status: 429}, {status: 429}, forbids}, []string{strings.Repeat(" /robots.txt", 4)[1:] + " /nb/", "/robots.txt", "", ""}},
	} {
		w := &world{pages: map[string]reply{"a.example/robots.txt": tt.robots, "a.example/r.txt": {forbids}, "a.example/nb/": ok(listOf("清河县", "1.html"))}}
		got, _ := remembering(t, w, 10*time.Minute, 23*time.Hour, 51*time.Minute)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("robots.txt %s: asked for (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A host that wants to be left alone is asked nothing, by the next crawl neither,
// until its time has come.
func TestRestOutlastsCrawl(t *testing.T) {
	busy := response{status: 503, header: http.Header{"Retry-After": {"7200"}}}
	list := ok(listOf("清河县", "1.html"))
	for _, tt := range []struct {
		name  string
		pages map[string]reply
		want  []string
	}{
		{"the list", map[string]reply{"a.example/nb/": append(reply{busy}, list...)}, []string{"/robots.txt /nb/", "", "/nb/"}},
		{"robots.txt", map[string]reply{"a.example/robots.txt": {busy, {status: 404}}, "a.example/nb/": list}, []string{"/robots.txt", "", "/robots.txt /nb/"}},
	} {
		got, outcome := remembering(t, &world{pages: tt.pages}, time.Hour, time.Hour)
		if diff := cmp.Diff(tt.want, got); diff != "" || len(outcome) > 0 {
			t.Errorf("%s: asked for (-want +got), at last %v:\n%s", tt.name, outcome, diff)
		}
		got, outcome = remembering(t, &world{pages: tt.pages}, time.Hour)
		if got[1] != "" || outcome["list http://a.example/nb/"] != "limited" {
			t.Errorf("%s: while it wants no question: asked for %q, outcome %v", tt.name, got[1], outcome)
		}
	}
}

// What Retry-After says is a number of any size, or a day and time; else it is
// as if it said nothing.
func TestRetryAfter(t *testing.T) {
	for word, want := range map[string]time.Duration{
		"600": 10 * time.Minute, "2500000": 694*time.Hour + 27*time.Minute, "99999999999999999999999": 30 * 24 * time.Hour, "99999999999": 30 * 24 * time.Hour, "-600": 0, "soon": 0, "": 0, "1.5": 0,
		"Sat, 01 Jan 2000 01:00:00 GMT": time.Hour, "Saturday, 01-Jan-00 01:00:00 GMT": time.Hour, "Sat Jan  1 01:00:00 2000": time.Hour, "Fri, 01 Jan 3000 00:00:00 GMT": 30 * 24 * time.Hour,
	} {
		w := &world{pages: map[string]reply{"a.example/": {{status: 410, header: http.Header{"Retry-After": {word}}}}}}
		var begun time.Time
		synctest.Test(t, func(t *testing.T) {
			begun = time.Now()
			err := crawler(w).Run(t.Context(), []site.Site{siteAt("http://a.example/")}, func(g crawl.Got) error {
				var f *crawl.Failure
				if !errors.As(g.Err, &f) || f.Until.IsZero() != (want == 0) {
					t.Errorf("Retry-After %q: %+v", word, f)
				} else if want > 0 && f.Until.Sub(begun).Round(time.Minute) != want {
					t.Errorf("Retry-After %q: until %v after the beginning, want %v", word, f.Until.Sub(begun), want)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// Whatever its port and scheme, a name is one host: it is asked one question at a time.
func TestPortsOfOneHost(t *testing.T) {
	w := &world{pages: map[string]reply{}}
	var sites []site.Site
	for _, origin := range []string{"http://a.example", "https://a.example", "http://a.example:8080", "http://A.example.:81"} {
		sites = append(sites, siteAt(origin+"/"))
	}
	crawlAll(t, crawler(w), sites...)
	if len(w.asked) != 8 {
		t.Fatalf("%d questions, want 8", len(w.asked))
	}
	for i, a := range w.asked[1:] {
		if a.begin.Sub(w.asked[i].end) < 3*time.Second {
			t.Errorf("%s%s: asked %v after the last answer", a.host, a.path, a.begin.Sub(w.asked[i].end))
		}
	}
}
