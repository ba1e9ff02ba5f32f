package store_test

import (
	"context"
	"testing"

	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
)

// stored are all pages that are kept.
func stored(t testing.TB, db *store.DB) []store.Stored {
	t.Helper()
	var list []store.Stored
	for s, err := range db.Stored(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

// Every page with bytes comes back with what led to it and what came of it; one
// of which nothing came does not.
func TestStored(t *testing.T) {
	db, _ := open(t)
	e := entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one")
	e.Asked, e.Ref, e.Title, e.Level, e.Year, e.Reader = "http://a.test/1", "x.warc.gz:7", "2022年年报", "township", 2022, "3"
	put(t, db, e)
	kept := store.Entry{Organ: e.Organ, Page: e.Page, Reason: "not-a-report: no statutory table", Reader: "3", Year: 2022}
	kept.Page.URL = "http://a.test/2.html"
	put(t, db, kept)
	put(t, db, store.Entry{Organ: e.Organ, Page: page1("", "", 0, "http://a.test/3.html", "").Page, Reason: "timeout: no answer", Reader: "3"})

	list := stored(t, db)
	if len(list) != 2 {
		t.Fatalf("%d pages, want 2", len(list))
	}
	want := store.Stored{Address: e.Page.URL, Asked: e.Asked, Hash: e.Page.Hash(), Ref: e.Ref, Status: e.Page.Status, Fetched: e.Page.Fetched,
		Title: e.Title, Year: 2022, Organ: e.Organ, Level: "township", Reader: "3", Version: list[1].Version, Reports: 1, Filed: e.Organ, FiledAs: 2023}
	if diff := cmp.Diff(want, list[1]); diff != "" {
		t.Error(diff)
	}
	if got := list[0]; got.Version != 0 || got.Reason != kept.Reason || got.Organ != e.Organ || got.FiledAs != 0 {
		t.Errorf("a page that is no report: %+v", got)
	}
	r, _, err := db.Version(context.Background(), list[1].Version)
	if err != nil || r.Title != e.Report.Title {
		t.Errorf("its version: %v, %v", r, err)
	}
	if !list[1].Before("4") || list[1].Before("3") || list[1].Before("2") || !list[1].Before("10") {
		t.Error("reader 3 is before 4 and 10 alone")
	}
}

// What a page prints of its organ and year is not what was said of it.
func TestStoredClaimsAreNotWhatIsPrinted(t *testing.T) {
	db, _ := open(t)
	e := entry("安泰街道办事处", "350102", 2023, "file:1.html", "one")
	e.Organ.Name, e.Year = "", 0
	put(t, db, e)
	got := stored(t, db)[0]
	if got.Organ != (store.Organ{Division: "350102"}) || got.Year != 0 || got.Filed.Name != e.Report.Organ || got.FiledAs != 2023 {
		t.Errorf("%+v", got)
	}
}

// After another reader, the page has the version of that one; after it found
// no report, the reason.
func TestStoredIsOfTheNewestReader(t *testing.T) {
	db, _ := open(t)
	e := entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one")
	e.Reader = "9"
	put(t, db, e)
	first := stored(t, db)[0]
	e.Reader, e.Report.Title = "10", "another"
	put(t, db, e)
	second := stored(t, db)[0]
	if second.Reader != "10" || second.Version == first.Version {
		t.Errorf("%+v", second)
	}
	e.Reader, e.Report, e.Reason = "11", nil, "not-a-report: no statutory table"
	put(t, db, e)
	if third := stored(t, db)[0]; third.Version != 0 || third.Reason != e.Reason || third.FiledAs != 0 {
		t.Errorf("%+v", third)
	}
}

func TestFiled(t *testing.T) {
	e := entry("", "350102", 0, "file:1.html", "one")
	e.Report.Organ, e.Report.Year = "", 0
	if got := e.Filed(); got.Report != nil || got.Reason == "" {
		t.Errorf("filed as %+v for %d", got.Organ, got.Year)
	}
	e.Report.Organ, e.Report.Year = "安泰街道办事处", 2021
	if got := e.Filed(); got.Report == nil || got.Organ.Name != "安泰街道办事处" || got.Year != 2021 {
		t.Errorf("filed as %+v for %d", got.Organ, got.Year)
	}
}
