package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/fixtures"
	"gongkai/internal/archive"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// command runs the program in a workspace and returns what it says.
func command(t testing.TB, w string, args ...string) (code int, out, talk string) {
	t.Helper()
	return commandIn(t.Context(), w, args...)
}

func commandIn(ctx context.Context, w string, args ...string) (code int, out, talk string) {
	var o, s bytes.Buffer
	code = run(ctx, append([]string{"-C", w}, args...), streams{strings.NewReader(""), &o, &s})
	return code, o.String(), s.String()
}

// must runs the program and fails the test unless it ends with the code.
func must(t testing.TB, want int, w string, args ...string) (out, talk string) {
	t.Helper()
	code, out, talk := command(t, w, args...)
	if code != want {
		t.Fatalf("gongkai %s: exit %d, want %d\n%s%s", strings.Join(args, " "), code, want, out, talk)
	}
	return out, talk
}

// collection is a workspace with imported and crawled pages.
func collection(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	w := filepath.Join(dir, "w")
	if code := run(t.Context(), []string{"init", w, "--contact", "a@b.cn"}, streams{nil, new(bytes.Buffer), new(bytes.Buffer)}); code != 0 {
		t.Fatalf("init: %d", code)
	}
	if err := savePages(filepath.Join(w, "pages")); err != nil {
		t.Fatal(err)
	}
	live := httptest.NewServer(liveSite())
	t.Cleanup(live.Close)
	if err := saveSites(dir, live.URL); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"live.csv": sitesFile, "live.yaml": configFile} {
		if err := os.Rename(filepath.Join(dir, from), filepath.Join(w, to)); err != nil {
			t.Fatal(err)
		}
	}
	must(t, exitSome, w, "crawl")
	must(t, exitSome, w, "import", filepath.Join(w, "pages"))
	return w
}

// opened is the database of a workspace.
func opened(t testing.TB, w string) *store.DB {
	t.Helper()
	db, err := workspace(w).open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// entries are what a workspace holds, as they were put.
func entries(t testing.TB, w string) []store.Entry {
	t.Helper()
	db := opened(t, w)
	defer db.Close()
	kept, err := archive.In(workspace(w).archive())
	if err != nil {
		t.Fatal(err)
	}
	var list []store.Entry
	for s, err := range db.Stored(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		p, err := origin{archive: kept, workspace: workspace(w)}.page(s)
		if err != nil {
			t.Fatal(err)
		}
		e := store.Entry{Organ: s.Organ, Level: s.Level, Page: p, Asked: s.Asked, Ref: s.Ref, Title: s.Title, Year: s.Year, Reason: s.Reason, Read: p.Fetched, Reader: s.Reader}
		if s.Version != 0 {
			if e.Report, e.Findings, err = db.Version(t.Context(), s.Version); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, e)
	}
	return list
}

// aged makes the database of a workspace that of an older reader, which read
// the pages otherwise.
func aged(t testing.TB, w, reader string, change func(*store.Entry)) {
	t.Helper()
	list := entries(t, w)
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(workspace(w).database() + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	db := opened(t, w)
	for _, e := range list {
		e.Reader = reader
		change(&e)
		if _, err := put(t.Context(), db, e); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// dumped is everything that a workspace holds, for comparing.
func dumped(t testing.TB, w string) string {
	t.Helper()
	var all bytes.Buffer
	for _, e := range entries(t, w) {
		line, err := json.Marshal(report.Reading{Source: e.Page.URL, Report: orEmpty(e.Report), Findings: e.Findings})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s %v %d %s %s %s\n", e.Page.URL, e.Organ, e.Year, e.Reader, e.Reason, line)
	}
	return all.String()
}

func orEmpty(r *report.Report) *report.Report {
	if r == nil {
		return &report.Report{}
	}
	return r
}

// set changes a cell of an older reading, and with it how far it is confirmed.
func set(e *store.Entry, row, column string, n int64, g report.Grade) {
	t := e.Report.Tables[report.Requests]
	i, j := t.Form.Find(row, column)
	t.Cells[i][j] = report.Cell{State: report.IsNumber, Value: report.N(n), Raw: fmt.Sprint(n), Rule: report.Counted, At: report.Place{Table: 9, Row: 9, Column: 9}, Grade: g}
}

func isOf(e *store.Entry, end string) bool { return strings.HasSuffix(e.Page.URL, end) }

// What was imported and crawled reads again as it was stored, whatever it looks like.
func TestReparseUnchanged(t *testing.T) {
	w := collection(t)
	more := filepath.Join(w, "more")
	if err := os.Mkdir(more, 0o777); err != nil {
		t.Fatal(err)
	}
	for i, name := range append(fixtures.Layouts(), fixtures.Classes()...) {
		v := reportOf(fmt.Sprintf("第%d街道办事处", i), 2019+i%5, []string{"2019", "2019", "2021", "2021", "2021"}[i%5])
		body, end := v.Text, ".txt"
		if i < len(fixtures.Layouts()) {
			body, end = v.HTML, ".html"
		}
		if err := os.WriteFile(filepath.Join(more, strings.ReplaceAll(name, "/", "-")+end), body(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, talk := command(t, w, "import", more); code != 0 && code != exitSome {
		t.Fatal(talk)
	}
	before := dumped(t, w)
	for _, args := range [][]string{{"reparse"}, {"reparse", "--apply"}, {"reparse", "--jsonl"}} {
		out, talk := must(t, 0, w, args...)
		if out != "" || !strings.Contains(talk, "changed 0 (cells 0), now reports 0, no longer reports 0, unreadable 0\n") {
			t.Errorf("%v: %s%s", args, out, talk)
		}
	}
	if dumped(t, w) != before {
		t.Error("reading again changed the database")
	}
}

// An older reader read cells, a year, a title and kinds of pages otherwise: the
// difference is shown, kept from the database until it is accepted, and then gone.
func TestReparse(t *testing.T) {
	w := collection(t)
	now := dumped(t, w)
	var some *report.Report
	for _, e := range entries(t, w) {
		if isOf(&e, "/nb/t2023.html") {
			some = e.Report
		}
	}
	some.Year = 2021
	aged(t, w, "0", func(e *store.Entry) {
		switch {
		case isOf(e, "/nb/t2023.html"):
			set(e, "received", "total", 7, report.Verified)
			set(e, "received", "enterprise", 8, report.Unverified)
			e.Report.Title = "年报"
		case isOf(e, "/nb/t2021.html"):
			e.Report, e.Reason = some, "" // was taken for a report
		case isOf(e, "pages/liuxi-2019.html"):
			e.Report, e.Reason = nil, "not-a-report: no statutory table"
		}
	})
	older := dumped(t, w)

	out, talk := must(t, exitSome, w, "reparse")
	for _, want := range []string{"VERIFIED CELLS THAT WOULD CHANGE\n", "  requests.received.total 一、本年新收政府信息公开申请数量，总计: 7 → ",
		"  requests.received.enterprise 一、本年新收政府信息公开申请数量，商业企业: 8 → ", "    why: now from table 2, row 4, column 10; before from 9, 9, 9\n",
		"  title: 年报 → 清河区人民政府2023年政府信息公开工作年度报告\n", "  report: not-a-report: no statutory table → ", " cells with a value\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Index(out, "requests.received.total") > strings.Index(out, "OTHER CHANGES") || strings.Index(out, "requests.received.enterprise") < strings.Index(out, "OTHER CHANGES") {
		t.Errorf("verified cells do not come first:\n%s", out)
	}
	if want := "now reports 1, no longer reports 1, unreadable 0\nnothing was changed; gongkai reparse --apply stores what is read now, with --accept, as "; !strings.Contains(talk, want) {
		t.Errorf("no %q in %s", want, talk)
	}
	if dumped(t, w) != older {
		t.Fatal("looking changed the database")
	}

	_, talk = must(t, exitSome, w, "reparse", "--apply")
	if !strings.Contains(talk, "verified cells would change, listed first; when they were looked at, add --accept\n") || dumped(t, w) != older {
		t.Fatalf("verified cells are not protected: %s", talk)
	}
	must(t, 0, w, "reparse", "--apply", "--accept")
	if _, talk = must(t, 0, w, "reparse", "--apply"); !strings.Contains(talk, "changed 0 (cells 0)") {
		t.Errorf("not done: %s", talk)
	}
	if got, want := readings(dumped(t, w)), readings(now); got != want {
		t.Errorf("stored is\n%s\nbut read is\n%s", got, want)
	}
}

// readings are the lines of a dump without the version of the reader.
func readings(dump string) string {
	var all strings.Builder
	for line := range strings.Lines(dump) {
		_, reading, _ := strings.Cut(line, `{"schema"`)
		all.WriteString(reading)
	}
	return all.String()
}

// Without verified cells among them, changes need no --accept.
func TestReparseApply(t *testing.T) {
	w := collection(t)
	aged(t, w, "0", func(e *store.Entry) {
		if isOf(e, "/nb/t2023.html") {
			set(e, "received", "enterprise", 8, report.Consistent)
		}
	})
	out, _ := must(t, exitSome, w, "reparse", "990100", "--year", "2023")
	if strings.Contains(out, "VERIFIED") || !strings.Contains(out, "received.enterprise") {
		t.Error(out)
	}
	_, talk := must(t, 0, w, "reparse", "--apply")
	if !strings.Contains(talk, "changed 1 (cells 1)") {
		t.Error(talk)
	}
	must(t, 0, w, "reparse")
	if _, talk := must(t, exitUsage, w, "reparse", "--accept"); !strings.Contains(talk, "--accept says") {
		t.Error(talk)
	}
	if _, talk := must(t, exitUsage, w, "reparse", "999999"); !strings.Contains(talk, "999999") {
		t.Error(talk)
	}
}

// A report that goes to another year takes its verified cells with it.
func TestReparseRefiles(t *testing.T) {
	w := collection(t)
	aged(t, w, "0", func(e *store.Entry) {
		if isOf(e, "pages/liuxi-2019.html") {
			e.Report.Organ, e.Report.Year = "柳河镇人民政府", 2018
		}
	})
	out, _ := must(t, exitSome, w, "reparse", "--apply")
	for _, want := range []string{"  year (of ", " verified cells): 2018 → 2019\n", "  organ (of ", ": 柳河镇人民政府 → "} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	must(t, 0, w, "reparse", "--apply", "--accept")
	if out, _ := must(t, 0, w, "export", "reports"); strings.Contains(out, "柳河镇") || !strings.Contains(out, "柳溪镇人民政府") {
		t.Error(out)
	}
}

// Two readings of one version cannot be told apart: the difference is an error.
func TestReparseStale(t *testing.T) {
	w := collection(t)
	aged(t, w, form.Version, func(e *store.Entry) {
		if isOf(e, "/nb/t2023.html") {
			set(e, "received", "total", 7, report.Verified)
		}
	})
	before := dumped(t, w)
	for _, args := range [][]string{{"reparse"}, {"reparse", "--apply", "--accept"}} {
		out, talk := must(t, exitFailed, w, args...)
		if !strings.Contains(talk, "the reader changed without a new version: 1 page read otherwise") || !strings.Contains(out, "cannot be stored: read by version "+form.Version) {
			t.Errorf("%s%s", out, talk)
		}
	}
	if dumped(t, w) != before {
		t.Error("it was stored")
	}
}

// What cannot be read back is named and counted, and the rest is read.
func TestReparseLost(t *testing.T) {
	w := collection(t)
	if err := os.WriteFile(filepath.Join(w, "pages", "odd-2023.html"), []byte("<p>other"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(w, "pages", "sums-2022.html")); err != nil {
		t.Fatal(err)
	}
	db := opened(t, w)
	var ref string
	for s, err := range db.Stored(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(s.Address, "/nb/t2022.html") {
			ref = s.Ref
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	damage(t, w, ref)
	out, talk := must(t, exitSome, w, "reparse")
	for _, want := range []string{"odd-2023.html: the file is not what it was when it was imported; import it again\n", "sums-2022.html: no such file\n",
		"/nb/t2022.html: archive " + ref, "unreadable 3\n"} {
		if !strings.Contains(talk, want) {
			t.Errorf("no %q in %s", want, talk)
		}
	}
	if out != "" {
		t.Errorf("what cannot be read is no change: %s", out)
	}
}

// damage flips a byte in the middle of a record.
func damage(t *testing.T, w, ref string) {
	t.Helper()
	name, at, _ := strings.Cut(ref, ":")
	file := filepath.Join(workspace(w).archive(), name)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var offset int
	if _, err := fmt.Sscan(at, &offset); err != nil {
		t.Fatal(err)
	}
	b[offset+200] ^= 0xff
	if err := os.WriteFile(file, b, 0o666); err != nil {
		t.Fatal(err)
	}
}

// Each line of --jsonl is one change; verified cells come first.
func TestReparseJSON(t *testing.T) {
	w := collection(t)
	aged(t, w, "0", func(e *store.Entry) {
		if isOf(e, "/nb/t2023.html") {
			set(e, "received", "enterprise", 8, report.Consistent)
			set(e, "received", "total", 7, report.Verified)
		}
	})
	out, _ := must(t, exitSome, w, "reparse", "--jsonl")
	first := true
	cells := 0
	for line := range strings.Lines(out) {
		var c struct {
			Address, Organ, Division, Change, At, Before, After, Why string
			BeforeState                                              string `json:"before_state"`
			Year                                                     int
			Verified                                                 bool
		}
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if c.Organ != "清河区人民政府" || c.Division != "990100" || c.Year != 2023 || !strings.HasSuffix(c.Address, "/nb/t2023.html") {
			t.Errorf("of another page: %s", line)
		}
		if first && !c.Verified || !first && c.Verified {
			t.Errorf("verified cells do not come first:\n%s", out)
		}
		if c.Change == ofCell {
			cells++
			if c.At == "requests.received.total" && (c.Before != "7" || c.BeforeState != "number" || c.After == "" || c.Why == "") {
				t.Errorf("%s", line)
			}
		}
		first = false
	}
	if cells != 2 {
		t.Errorf("%d cells, want 2:\n%s", cells, out)
	}
}

// An interrupt ends it with nothing changed.
func TestReparseInterrupted(t *testing.T) {
	w := collection(t)
	aged(t, w, "0", func(e *store.Entry) {
		if e.Report != nil {
			e.Report.Title = "年报"
		}
	})
	before := dumped(t, w)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code, _, talk := commandIn(ctx, w, "reparse", "--apply"); code != exitInterrupted {
		t.Errorf("exit %d: %s", code, talk)
	}
	if dumped(t, w) != before {
		t.Error("it was stored")
	}
}

// BenchmarkReparse reads 500 pages of an archive again, half of them web pages.
func BenchmarkReparse(b *testing.B) {
	w := b.TempDir()
	if err := os.WriteFile(filepath.Join(w, configFile), []byte("contact: a@b.cn\n"), 0o666); err != nil {
		b.Fatal(err)
	}
	kept, err := archive.In(workspace(w).archive())
	if err != nil {
		b.Fatal(err)
	}
	db := opened(b, w)
	const pages = 500
	forms := append(fixtures.Layouts(), fixtures.Classes()...)
	for i := range pages {
		v := reportOf(fmt.Sprintf("第%d街道办事处", i), 2021+i%4, "2021")
		body, kind := v.Text(fixtures.Classes()[i%len(fixtures.Classes())]), "text/plain"
		if i%2 == 0 {
			body, kind = v.HTML(forms[i/2%len(fixtures.Layouts())]), "text/html"
		}
		p := page.Page{URL: fmt.Sprintf("http://a.test/%d.html", i), Fetched: time.Date(2025, 1, 1, 0, 0, i, 0, time.UTC), Status: 200, Type: kind, Body: body}
		ref, err := kept.Keep(archive.Exchange{URL: p.URL, Time: p.Fetched, Status: 200, Header: http.Header{"Content-Type": {kind}}, Body: body})
		if err != nil {
			b.Fatal(err)
		}
		e := reading(p, claim{})
		e.Ref = ref
		if _, err := put(b.Context(), db, e); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(db.Close(), kept.Close()); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		if code, out, talk := command(b, w, "reparse"); code != 0 {
			b.Fatal(code, out, talk)
		}
	}
	b.ReportMetric(pages*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
