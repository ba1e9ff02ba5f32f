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

// A page that is but the cover of a file stays good when it is read again,
// where the file was read as the report.
func TestJudgedCover(t *testing.T) {
	db, _ := open(t)
	o, list := store.Organ{Name: organ, Division: division}, "http://a.example/"
	file := store.File{Address: "http://a.example/1.docx", Hash: "h", Type: "docx", Size: 1, Fetched: day}
	cover := entry(organ, division, 2023, "http://a.example/1", "1")
	cover.Report, cover.Reason, cover.Files = nil, "attachment-only: a file", []store.File{{Address: file.Address}}
	read := entry(organ, division, 2023, file.Address, "2")
	if _, _, err := db.Listed(t.Context(), store.Listing{Organ: o, List: list, Links: []store.Link{{Address: cover.Page.URL, Title: "2023", Year: 2023}}, Pages: 1, Whole: true, Time: day}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Settle(t.Context(), store.Outcome{Organ: o, List: list, Address: cover.Page.URL, Time: day, Entry: &cover, Kind: "attachment-only", Reason: "a file"},
		store.Outcome{Organ: o, List: list, Address: file.Address, Time: day, IsFile: true, File: &file, Entry: &read}); err != nil {
		t.Fatal(err)
	}
	for _, reader := range []string{cover.Reader, "3"} {
		cover.Reader = reader
		put(t, db, cover)
		target, _, err := db.Target(t.Context(), cover.Page.URL)
		failures, err2 := db.Failures(t.Context())
		if target.State != "good" || len(failures) != 0 || err != nil || err2 != nil {
			t.Errorf("by reader %s: %s, %v, %v, %v, want it good, and no failure", reader, target.State, failures, err, err2)
		}
	}
}
