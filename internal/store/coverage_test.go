package store_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"gongkai/internal/page"
	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
)

// What is not there is told apart: nobody looked, it was looked for, it
// failed; and why.
func TestCoverageOfLists(t *testing.T) {
	db, file := open(t)
	put(t, db, entry("甲局", division, 2023, "a", "1"))
	put(t, db, store.Entry{Organ: store.Organ{Name: "甲局", Division: division}, Page: page.Page{URL: "b"}, Reason: "timeout: no answer", Year: 2022})
	look := raw(t, file)
	for _, sql := range []string{
		`INSERT INTO source (id, division, organ, list, state, first, walked) VALUES
			(1, '350102', '甲局', 'l1', 'good', '2024', '2024'), (2, '350102', '乙局', 'l2', 'failed', '2024', '2024'),
			(3, '350102', '丙局', 'l3', 'new', '2024', NULL), (4, '350102', '丁局', 'l4', 'broken', '2024', '2024')`,
		`INSERT INTO failure (source, address, kind, reason, list, first, last, times) VALUES (2, 'l2', 'dns', 'no such host', 1, '2024', '2024', 1)`,
		`INSERT INTO frontier (address, source, title, year, state, first, seen) VALUES ('x', 4, '', 2023, 'failed', '2024', '2024'), ('y', 4, '', 2021, 'new', '2024', '2024')`,
	} {
		if _, err := look.Exec(sql); err != nil {
			t.Fatal(err)
		}
	}
	list, err := db.Coverage(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, strings.TrimSpace(c.Organ.Name+" "+time.Date(c.Year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")+" "+c.State+" "+c.Reason))
	}
	want := []string{
		"丁局 2021 not looked listed, not asked for yet", "丁局 2022 not found", "丁局 2023 failed page: asked for and no report came",
		"丙局 2021 not looked no list of the organ was read", "丙局 2022 not looked no list of the organ was read", "丙局 2023 not looked no list of the organ was read",
		"乙局 2021 failed list: dns: no such host", "乙局 2022 failed list: dns: no such host", "乙局 2023 failed list: dns: no such host",
		"甲局 2021 not found", "甲局 2022 failed timeout: no answer", "甲局 2023 found",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	columns, rows := all(t, db, "coverage")
	if len(rows) != len(want) || strings.Join(columns, " ") != "organ division year level state reason cells doubts failed versions report" {
		t.Errorf("%v %d rows", columns, len(rows))
	}
	var organs []string
	members, err := db.Roster(context.Background())
	for _, m := range members {
		organs = append(organs, m.Organ.Name)
	}
	if strings.Join(organs, " ") != "丁局 丙局 乙局 甲局" || err != nil { // also those of which nothing came yet
		t.Errorf("%v, %v", organs, err)
	}
}

// Every page is a source, once, whatever came of it.
func TestSources(t *testing.T) {
	db, _ := open(t)
	e := entry(organ, division, 2023, "a", "1")
	again := e
	again.Page.Body, again.Page.Fetched = []byte("2"), day.AddDate(0, 0, 1)
	put(t, db, e)
	put(t, db, again)
	put(t, db, store.Entry{Organ: e.Organ, Page: page.Page{URL: "b"}, Reason: "timeout: no answer", Year: 2022})
	put(t, db, store.Entry{Page: page.Page{URL: "c", Status: 200, Body: []byte("x")}, Reason: "not-a-report: a notice"})
	columns, rows := all(t, db, "sources")
	at := func(row []string, name string) string {
		for i, c := range columns {
			if c == name {
				return row[i]
			}
		}
		t.Fatal(name)
		return ""
	}
	var got []string
	for _, r := range rows {
		got = append(got, strings.Join([]string{at(r, "organ"), at(r, "year"), at(r, "address"), at(r, "state"), at(r, "status"), at(r, "reason"), at(r, "hash")[:min(4, len(at(r, "hash")))]}, "|"))
	}
	want := []string{"||c|no report|200|not-a-report: a notice|2d71", organ + "|2022|b|no report||timeout: no answer|",
		organ + "|2023|a|superseded|200||6b86", organ + "|2023|a|current|200||d473"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRosterAndEvidence(t *testing.T) {
	db, _ := open(t)
	e := entry(organ, division, 2023, "http://a.test/2.html", "1")
	e.Asked = "http://a.test/1.html"
	put(t, db, e)
	put(t, db, entry(organ, division, 2021, "b", "1"))
	put(t, db, entry("东街街道办事处", "", 2021, "c", "1"))
	put(t, db, store.Entry{Organ: store.Organ{Name: "教育局", Site: "e.test"}, Page: page.Page{URL: "d"}, Reason: "timeout: no answer", Year: 2022})
	ctx := context.Background()
	got, err := db.Roster(ctx)
	want := []store.Member{
		{Organ: store.Organ{Name: "东街街道办事处"}, Level: "township", Years: []int{2021}},
		{Organ: store.Organ{Name: "教育局", Site: "e.test"}},
		{Organ: store.Organ{Name: organ, Division: division}, Level: "township", Years: []int{2021, 2023}},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	v, err := db.Evidence(ctx, e.Organ, 2023)
	if want := (store.Evidence{Level: "township", Address: "http://a.test/2.html", Asked: "http://a.test/1.html", Hash: e.Page.Hash(), Type: "text/html",
		Ref: "gongkai-0001.warc.gz:1234", Fetched: day, Read: day.Add(time.Second), Reader: "1"}); err != nil || v != want {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := db.Evidence(ctx, e.Organ, 2022); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
