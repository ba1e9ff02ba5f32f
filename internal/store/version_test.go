package store_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
)

const organ, division = "安泰街道办事处", "350102"

// Each case puts entries one after another; the title of the version that is
// current then is that of the entry named.
func TestCurrentVersion(t *testing.T) {
	at := func(name, address, body string, days int, change func(*store.Entry)) store.Entry {
		e := entry(organ, division, 2023, address, body)
		e.Report.Title = name
		e.Page.Fetched = day.AddDate(0, 0, days)
		if change != nil {
			change(&e)
		}
		return e
	}
	without := func(kinds ...report.Kind) func(*store.Entry) {
		return func(e *store.Entry) {
			for _, k := range kinds {
				e.Report.Tables[k] = nil
			}
		}
	}
	named := func(name string) func(*store.Entry) {
		return func(e *store.Entry) { e.Report.Organ = name }
	}
	by := func(reader string, more func(*store.Entry)) func(*store.Entry) {
		return func(e *store.Entry) {
			e.Reader = reader
			if more != nil {
				more(e)
			}
		}
	}
	refused := func(reader string) func(*store.Entry) {
		return func(e *store.Entry) { e.Reader, e.Report, e.Reason = reader, nil, "not-a-report: a notice" }
	}
	cases := []struct {
		name     string
		entries  []store.Entry
		want     string // title, "" when no version counts
		versions int
	}{
		{"the printed organ before everything", []store.Entry{
			at("right", "a", "1", 0, without(report.Disclosure, report.Review)), at("wrong", "b", "2", 9, named("教育局"))}, "right", 2},
		{"an alias is as good", []store.Entry{
			at("name", "a", "1", 0, nil), at("alias", "b", "2", 9, named("安泰街道"))}, "alias", 2},
		{"more tables before newer pages", []store.Entry{
			at("whole", "a", "1", 0, nil), at("part", "b", "2", 9, without(report.Review))}, "whole", 2},
		{"a changed page", []store.Entry{at("old", "a", "1", 0, nil), at("new", "a", "2", 9, nil)}, "new", 2},
		{"in whatever order they come", []store.Entry{at("new", "a", "2", 9, nil), at("old", "a", "1", 0, nil)}, "new", 2},
		{"a page that changed back", []store.Entry{
			at("old", "a", "1", 0, nil), at("new", "a", "2", 1, nil), at("old", "a", "1", 2, nil)}, "old", 2},
		{"a page that changed back, replayed", []store.Entry{
			at("old", "a", "1", 0, nil), at("new", "a", "2", 1, nil), at("old", "a", "1", 2, nil),
			at("old", "a", "1", 0, nil), at("new", "a", "2", 1, nil)}, "old", 2},
		{"a newer reader", []store.Entry{at("nine", "a", "1", 0, by("9", nil)), at("ten", "a", "1", 0, by("10", nil))}, "ten", 2},
		{"a newer reader that reads less", []store.Entry{
			at("one", "a", "1", 0, nil), at("two", "a", "1", 0, by("2", without(report.Requests)))}, "two", 2},
		{"an older reader comes late", []store.Entry{at("two", "a", "1", 0, by("2", nil)), at("one", "a", "1", 0, nil)}, "two", 2},
		{"a newer reader between pages", []store.Entry{at("two", "b", "1", 0, by("2", nil)), at("one", "a", "1", 0, nil)}, "two", 2},
		{"the address at last", []store.Entry{at("b", "b", "1", 0, nil), at("a", "a", "1", 0, nil)}, "a", 2},
		{"a newer reader finds no report", []store.Entry{at("one", "a", "1", 0, nil), at("", "a", "1", 0, refused("2"))}, "", 1},
		{"an older reader finds none", []store.Entry{at("two", "a", "1", 0, by("2", nil)), at("", "a", "1", 0, refused("1"))}, "two", 1},
		{"a newer reader finds one", []store.Entry{at("", "a", "1", 0, refused("1")), at("two", "a", "1", 0, by("2", nil))}, "two", 1},
		{"a newer reader finds another year", []store.Entry{
			at("one", "a", "1", 0, nil), at("two", "a", "1", 0, by("2", func(e *store.Entry) { e.Report.Year = 2022 }))}, "", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			db, file := open(t)
			if err := db.Alias(context.Background(), store.Organ{Name: organ, Division: division}, "安泰街道"); err != nil {
				t.Fatal(err)
			}
			for _, e := range c.entries {
				put(t, db, e)
			}
			look := raw(t, file)
			if got := strings.Join(column(t, look, `SELECT title FROM reports WHERE year = 2023`), " "); got != c.want {
				t.Errorf("current is %q, want %q", got, c.want)
			}
			n := column(t, look, `SELECT count(*) FROM version v JOIN report r ON r.id = v.report WHERE r.year = 2023`)[0]
			if n != string(rune('0'+c.versions)) {
				t.Errorf("%s versions, want %d", n, c.versions)
			}
		})
	}
}

// An alias that becomes known later counts for what was stored before.
func TestAliasLater(t *testing.T) {
	db, file := open(t)
	a, b := entry(organ, division, 2023, "a", "1"), entry(organ, division, 2023, "b", "2")
	b.Report.Organ, b.Page.Fetched = "安泰街道", day.AddDate(0, 0, 1)
	put(t, db, a)
	put(t, db, b)
	look := raw(t, file)
	if got := column(t, look, `SELECT address FROM reports`); got[0] != "a" {
		t.Error(got)
	}
	if err := db.Alias(context.Background(), a.Organ, "安泰街道"); err != nil {
		t.Fatal(err)
	}
	if got := column(t, look, `SELECT address FROM reports`); got[0] != "b" {
		t.Error(got)
	}
}

// Reports of an organ under another name of it become its own, and those of another
// organ of that name, from a list of its own, do not.
func TestAdopt(t *testing.T) {
	ctx := context.Background()
	db, file := open(t)
	const before = "安泰街道委员会"
	other := func(year int, address string) store.Entry {
		e := entry(organ, division, year, address, address)
		e.Report.Organ, e.Own = before, store.Organ{Name: before, Division: division}
		e.Report.Doubts = append(e.Report.Doubts, report.Doubt{Code: "organ", Text: "the report names “" + before + "” as its organ, sites.csv says “" + organ + "”"})
		return e
	}
	foreign := entry(before, "350103", 2020, "f", "f")
	put(t, db, entry(organ, division, 2023, "a", "a"))
	put(t, db, other(2023, "b"))
	put(t, db, other(2022, "c"))
	put(t, db, foreign)
	for _, want := range []int{2, 0} {
		if n, err := db.Adopt(ctx, store.Organ{Name: organ, Division: division}, before); n != want || err != nil {
			t.Errorf("Adopt = %d, %v, want %d", n, err, want)
		}
	}
	look := raw(t, file)
	for query, want := range map[string]string{
		`SELECT organ || ' ' || division || ' ' || year || ' ' || address FROM reports ORDER BY year`: before + " 350103 2020 f, " + organ + " " + division + " 2022 c, " + organ + " " + division + " 2023 a",
		`SELECT count(*) FROM version`:                      "4",
		`SELECT count(*) FROM doubts WHERE code = 'organ'`:  "0",
		`SELECT count(*) FROM organ`:                        "2",
		`SELECT count(*) FROM report WHERE current IS NULL`: "0",
		`SELECT group_concat(DISTINCT v.doubts = (SELECT count(*) FROM doubt d WHERE d.version = v.id)) FROM version v`: "1",
		`PRAGMA foreign_key_check`: "",
	} {
		if got := strings.Join(column(t, look, query), ", "); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

func TestChanges(t *testing.T) {
	db, _ := open(t)
	e := entry(organ, division, 2023, "a", "1")
	kept := e
	kept.Report, kept.Reason = nil, "not-a-report: no table"
	kept.Page.Body = []byte("2")
	changed, mirrored := e, e
	changed.Page.Body, changed.Page.Fetched = []byte("3"), day.Add(time.Hour)
	mirrored.Page.URL = "b"
	back := e
	back.Page.Fetched = day.Add(2 * time.Hour)
	unnamed := store.Entry{Page: page.Page{URL: "c", Body: []byte("4")}, Report: &report.Report{Year: 2023}}
	undated := store.Entry{Organ: e.Organ, Page: page.Page{URL: "d", Body: []byte("5")}, Report: &report.Report{}}
	for i, c := range []struct {
		e    store.Entry
		want store.Change
	}{
		{e, store.New}, {e, store.Same}, {kept, store.Kept}, {kept, store.Same}, {changed, store.Revised}, {changed, store.Same},
		{mirrored, store.Revised}, {mirrored, store.Same}, {back, store.Revised}, {back, store.Same},
		{unnamed, store.Kept}, {undated, store.Kept}, {undated, store.Same},
	} {
		if got := put(t, db, c.e); got != c.want {
			t.Errorf("%d: %s, want %s", i, got, c.want)
		}
	}
}

func TestOrgans(t *testing.T) {
	db, file := open(t)
	for i, o := range []store.Organ{
		{Name: "教育局", Division: "350102"}, {Name: "教育局", Division: "350103"},
		{Name: "教育局", Division: "350102", Site: "www.other.test"}, // the division decides
		{Name: "教育局", Site: "www.a.test"}, {Name: "教育局", Site: "www.b.test"}, {Name: "教育局"},
	} {
		e := entry("教育局", "", 2023, "http://x.test/"+string(rune('a'+i)), "1")
		e.Organ = o
		put(t, db, e)
	}
	got := column(t, raw(t, file), `SELECT division || '|' || site FROM organ ORDER BY id`)
	if diff := cmp.Diff([]string{"350102|", "350103|", "|www.a.test", "|www.b.test", "|"}, got); diff != "" {
		t.Error(diff)
	}
	if got := column(t, raw(t, file), `SELECT coalesce(division, 'NULL') FROM reports ORDER BY report`); strings.Join(got, " ") != "350102 350103 NULL NULL NULL" {
		t.Error(got)
	}
}

func TestLevelFollowsTheRegistry(t *testing.T) {
	db, file := open(t)
	e := entry(organ, division, 2023, "a", "1")
	put(t, db, e)
	e.Level = ""
	put(t, db, e)
	e.Level = "county"
	put(t, db, e)
	if got := column(t, raw(t, file), `SELECT level FROM reports`)[0]; got != "county" {
		t.Error(got)
	}
}

func TestKnown(t *testing.T) {
	db, _ := open(t)
	e := entry(organ, division, 2023, "http://a.test/2.html", "1")
	e.Asked = "http://a.test/1.html"
	put(t, db, e)
	put(t, db, store.Entry{Page: page.Page{URL: "http://a.test/3.html", Body: []byte("x")}, Reason: "not-a-report: no table"})
	put(t, db, store.Entry{Page: page.Page{URL: "http://a.test/4.html"}, Reason: "fetch: 404"})
	for address, want := range map[string]bool{
		"http://a.test/1.html": true, "http://a.test/2.html": true, "http://a.test/3.html": false, "http://a.test/4.html": false, "http://a.test/5.html": false,
	} {
		if got, err := db.Known(context.Background(), address); err != nil || got != want {
			t.Errorf("%s: %v, %v", address, got, err)
		}
	}
}

// A failure to fetch ends with the next answer, and never hides a report.
func TestFailureToFetch(t *testing.T) {
	db, file := open(t)
	e := entry(organ, division, 2023, "a", "1")
	failed := store.Entry{Organ: e.Organ, Page: page.Page{URL: "a"}, Reason: "fetch: timeout", Year: 2023}
	put(t, db, failed)
	look := raw(t, file)
	if got := column(t, look, `SELECT reason FROM page`); len(got) != 1 {
		t.Error(got)
	}
	put(t, db, e)
	if got := column(t, look, `SELECT coalesce(reason, 'none') FROM page`); len(got) != 1 || got[0] != "none" {
		t.Error(got)
	}
	put(t, db, failed)
	if got := column(t, look, `SELECT title FROM reports`); len(got) != 1 {
		t.Error("the failure hid the report")
	}
	again := e
	if got := put(t, db, again); got != store.Same {
		t.Error(got)
	}
	if got := column(t, look, `SELECT count(*) FROM page`)[0]; got != "1" {
		t.Errorf("%s pages, want the answer alone", got)
	}
}

func TestCoverage(t *testing.T) {
	db, _ := open(t)
	e := entry(organ, division, 2023, "a", "1")
	e.Findings = results(true)
	e.Report.Doubts = []report.Doubt{{Code: "header", Text: "?"}}
	put(t, db, e)
	put(t, db, entry("东街街道办事处", division, 2022, "b", "1"))
	put(t, db, store.Entry{Organ: e.Organ, Level: "township", Page: page.Page{URL: "c"}, Reason: "fetch: timeout", Year: 2022})
	got, err := db.Coverage(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := []store.Coverage{
		{Organ: store.Organ{Name: "东街街道办事处", Division: division}, Level: "township", Year: 2022, State: "found", Cells: 200, Versions: 1},
		{Organ: store.Organ{Name: "东街街道办事处", Division: division}, Level: "township", Year: 2023, State: "not looked", Reason: "no list of the organ was read"},
		{Organ: e.Organ, Level: "township", Year: 2022, State: "failed", Reason: "fetch: timeout"},
		{Organ: e.Organ, Level: "township", Year: 2023, State: "found", Cells: 200, Doubts: 1, Failed: 1, Versions: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
