package store_test

import (
	"testing"

	"gongkai/internal/store"
)

// What a page is found to be without being asked for, the frontier knows too.
func TestJudgedAgain(t *testing.T) {
	db, _ := open(t)
	o, list := store.Organ{Name: organ, Division: division}, "http://a.example/"
	none := entry(organ, division, 2023, "http://a.example/1", "1")
	none.Report, none.Reason = nil, "not-a-report: no table"
	if _, _, err := db.Listed(t.Context(), store.Listing{Organ: o, List: list, Links: []store.Link{{Address: none.Page.URL, Title: "2023", Year: 2023}}, Pages: 1, Whole: true, Time: day}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Settle(t.Context(), store.Outcome{Organ: o, List: list, Address: none.Page.URL, Time: day, Entry: &none, Kind: "not-a-report", Reason: "no table"}); err != nil {
		t.Fatal(err)
	}
	read := entry(organ, division, 2023, none.Page.URL, "1")
	read.Reader = "2"
	again := none
	again.Reader, again.Reason = "3", "not-a-report: a notice"
	elsewhere := again
	elsewhere.Page.URL = "http://a.example/2"
	for _, step := range []struct {
		entry    store.Entry
		state    string
		failures int
	}{{none, "failed", 1}, {read, "good", 0}, {elsewhere, "good", 0}, {again, "failed", 1}} {
		put(t, db, step.entry)
		target, ok, err := db.Target(t.Context(), none.Page.URL)
		if err != nil || !ok || target.State != step.state {
			t.Errorf("after a page by reader %s: %+v, %v, want %s", step.entry.Reader, target, err, step.state)
		}
		failures, err := db.Failures(t.Context())
		if err != nil || len(failures) != step.failures {
			t.Errorf("after a page by reader %s: failures %v, %v, want %d", step.entry.Reader, failures, err, step.failures)
		}
	}
}
