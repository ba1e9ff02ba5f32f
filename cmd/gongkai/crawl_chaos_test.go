package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/fixtures/chaos"
	"gongkai/internal/store"
)

// TestChaos crawls a world in which everything goes wrong, on two days, and ends
// with exactly what must come of each address. Its clock runs as fast as
// everybody waits.
func TestChaos(t *testing.T) {
	web := chaos.World(20260117)
	dir := filepath.Join(t.TempDir(), "w")
	if _, err := makeWorkspace(t.Context(), dir, config{Contact: "a@b.cn", Delay: defaultDelay}, web.Sites()); err != nil {
		t.Fatal(err)
	}
	for day, only := range []string{"", "all"} {
		var out, talk bytes.Buffer
		var n counts
		var took time.Duration
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Duration(day) * 24 * time.Hour) // each bubble begins on the same day
			begun := time.Now()
			var err error
			n, err = crawlAll(t.Context(), streams{nil, &out, &talk}, workspace(dir), way{transport: web, progress: newProgress, keep: true, work: work{Only: only, jsonl: true}})
			if err != nil {
				t.Error(err)
			}
			took = time.Since(begun)
		})
		got := outcomesOf(t, web, &out)
		for _, s := range sourcesOf(t, dir) {
			if s.State == "broken" {
				got[web.Name(s.List)] = "broken"
			}
		}
		want := web.Outcomes()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("day %d (-want +got):\n%s", day+1, diff)
		}
		for address, asked := range web.Asked() {
			if asked > 11 { // four tries, or ten redirects
				t.Errorf("day %d: %s was asked for %d times", day+1, address, asked)
			}
		}
		if strings.Contains(talk.String(), "broken: ") != (day == 1) || n.broken != 2*day {
			t.Errorf("day %d: %d broken, says %q", day+1, n.broken, talk.String())
		}
		t.Logf("day %d: %d outcomes, %s, broken %d, in %s", day+1, len(want), n, n.broken, took.Round(time.Second))
		web.Tomorrow()
	}
	said, code := runIn(t, dir, "archive", "verify")
	if code != 0 || !strings.HasSuffix(said, ", 0 wrong\n") {
		t.Errorf("archive verify ends with %d and says %q", code, said)
	}
}

// outcomesOf reads what a crawl printed of each page.
func outcomesOf(t *testing.T, web *chaos.Web, out *bytes.Buffer) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for line := range strings.Lines(out.String()) {
		var o struct{ Address, Outcome, Kind string }
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		name := web.Name(o.Address)
		if all[name] != "" {
			t.Errorf("%s has two outcomes", name)
		}
		all[name] = o.Outcome
		if o.Outcome == "failed" {
			all[name] = o.Kind
		}
	}
	return all
}

func sourcesOf(t *testing.T, dir string) []store.Source {
	t.Helper()
	db, err := workspace(dir).open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	list, err := db.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}
