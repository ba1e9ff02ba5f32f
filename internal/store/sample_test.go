package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/store"

	"pgregory.net/rapid"
)

// day is when the pages of these tests are fetched, unless they say otherwise.
var day = time.Date(2024, 1, 31, 8, 0, 0, 0, time.UTC)

func open(t testing.TB) (*store.DB, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "gongkai.db")
	db, err := store.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db, file
}

// raw opens the file past the store, to look at what is in it.
func raw(t testing.TB, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func put(t testing.TB, db *store.DB, e store.Entry) store.Change {
	t.Helper()
	change, err := db.Put(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	return change
}

// plain is a report of the forms named as everyone fills them in: small
// integers, nothing else in the boxes.
func plain(r *rand.Rand, organ string, year int, forms ...*report.Form) *report.Report {
	rep := &report.Report{Organ: organ, Year: year, Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", organ, year),
		Dates: report.Dates{Published: report.DateOf(year+1, 1, 20)}}
	for n, f := range forms {
		t := report.NewTable(f)
		for i, row := range t.Cells {
			for j := range row {
				v := report.N(int64(r.IntN(4) * r.IntN(300)))
				row[j] = report.Cell{State: report.IsNumber, Value: v, Raw: v.String(), At: report.Place{Table: n + 1, Row: i + 4, Column: j + 3}}
			}
		}
		rep.Tables[f.Kind] = t
	}
	for i, s := range report.Titles {
		rep.Sections = append(rep.Sections, report.Section{Number: i + 1, Heading: s.Label, Text: "本年度主动公开政府信息。"})
	}
	return rep
}

func forms2021() []*report.Form {
	return []*report.Form{report.FormOf(report.Disclosure, "2021"), report.FormOf(report.Requests, "2021"), report.FormOf(report.Review, "2019")}
}

// results are findings as the rules of the form give them: 42 a report.
func results(fail bool) (list []report.Finding) {
	n, m := report.N(3), report.N(2)
	for _, f := range []*report.Form{report.FormOf(report.Requests, "2021")} {
		for _, c := range f.Rows[0].Columns {
			list = append(list,
				report.Finding{Rule: "requests/balance", Result: report.Pass, At: c.Key, Left: &n, Right: &n},
				report.Finding{Rule: "requests/outcomes", Result: report.Pass, At: c.Key, Left: &n, Right: &n})
		}
		for _, row := range f.Rows {
			list = append(list, report.Finding{Rule: "requests/row", Result: report.Pass, At: row.Key, Left: &n, Right: &n})
		}
	}
	for _, row := range report.FormOf(report.Review, "2019").Rows {
		list = append(list, report.Finding{Rule: "review/total", Result: report.NotAssessable, At: row.Key, Why: row.Key + ".total is blank"})
	}
	if fail {
		list[0].Result, list[0].Right = report.Fail, &m
	}
	return list
}

func entry(organ, division string, year int, address, body string) store.Entry {
	e := page1(organ, division, year, address, body)
	e.Report = plain(rand.New(rand.NewPCG(uint64(year), uint64(len(address)))), organ, year, forms2021()...)
	e.Findings = results(false)
	return e
}

// page1 is an entry whose report is yet to come.
func page1(organ, division string, year int, address, body string) store.Entry {
	return store.Entry{
		Organ: store.Organ{Name: organ, Division: division}, Level: "township",
		Page: page.Page{URL: address, Fetched: day, Status: 200, Type: "text/html", Body: []byte(body)},
		Ref:  "gongkai-0001.warc.gz:1234",
		Year: year, Read: day.Add(time.Second), Reader: "1",
	}
}

// anyReport draws reports of every shape that the nouns allow.
func anyReport(t *rapid.T) *report.Report {
	text := rapid.OneOf(rapid.Just(""), rapid.StringN(0, 20, -1), rapid.SampledFrom([]string{"一", "a,b", `say "x"`, "two\nlines", "\r\n", "<b>&", "=1+1"}))
	r := &report.Report{
		Organ: text.Draw(t, "organ"), Year: rapid.IntRange(0, 2030).Draw(t, "year"), Title: text.Draw(t, "title"),
		Dates: report.Dates{Published: anyDate(t), Signed: anyDate(t), Address: anyDate(t)},
	}
	for range rapid.IntRange(0, 7).Draw(t, "sections") {
		r.Sections = append(r.Sections, report.Section{Number: rapid.IntRange(1, 6).Draw(t, "number"), Heading: text.Draw(t, "heading"), Text: text.Draw(t, "text"), Offset: rapid.IntRange(0, 99).Draw(t, "offset")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "doubts") {
		r.Doubts = append(r.Doubts, report.Doubt{Code: text.Draw(t, "code"), Table: text.Draw(t, "table"), Row: text.Draw(t, "row"), Text: text.Draw(t, "text")})
	}
	for _, k := range report.Kinds {
		var choices []*report.Form
		for _, f := range report.Forms {
			if f.Kind == k {
				choices = append(choices, f)
			}
		}
		n := rapid.IntRange(0, len(choices)).Draw(t, "form")
		if n == len(choices) {
			continue
		}
		r.Tables[k] = report.NewTable(choices[n])
		for _, row := range r.Tables[k].Cells {
			odd := rapid.Bool().Draw(t, "odd")
			for j := range row {
				row[j] = anyCell(t, odd, j)
			}
		}
	}
	if rapid.Bool().Draw(t, "before 2019") {
		r.Indicators = anyIndicators(t, text)
	}
	r.Statements, r.Evidence = anyStatements(t, text)
	return r
}

// anyStatements draws what the prose states and what a page says of who and when.
func anyStatements(t *rapid.T, text *rapid.Generator[string]) (list []report.Statement, said []report.Evidence) {
	for range rapid.IntRange(0, 3).Draw(t, "statements") {
		s := report.Statement{
			Fact: rapid.SampledFrom(report.Facts).Draw(t, "fact").Key, Approximate: rapid.Bool().Draw(t, "approximate"), Unit: text.Draw(t, "unit"),
			Scope: text.Draw(t, "scope"), Section: rapid.IntRange(1, 6).Draw(t, "section"), Sentence: text.Draw(t, "sentence"),
			Raw: text.Draw(t, "raw"), Offset: rapid.IntRange(0, 99).Draw(t, "offset"),
		}
		if rapid.Bool().Draw(t, "with a number") {
			n := anyNumber(t)
			s.Value = &n
		}
		list = append(list, s)
	}
	for range rapid.IntRange(0, 3).Draw(t, "evidence") {
		said = append(said, report.Evidence{What: text.Draw(t, "what"), Value: text.Draw(t, "value"), Where: text.Draw(t, "where")})
	}
	return list, said
}

// anyIndicators draws a table of indicators: known rows, each once, and others.
func anyIndicators(t *rapid.T, text *rapid.Generator[string]) *report.Indicators {
	x := &report.Indicators{Form: rapid.SampledFrom([]string{"2014", "2008"}).Draw(t, "form")}
	known := rapid.SampledFrom(report.IndicatorTables).Draw(t, "table")
	for _, row := range known.Rows {
		if rapid.IntRange(0, 2).Draw(t, "left out") == 0 {
			continue
		}
		r := report.IndicatorRow{Key: row.Key, Label: row.Label + text.Draw(t, "label"), Unit: rapid.SampledFrom([]string{"", row.Unit}).Draw(t, "unit"),
			Value: anyCell(t, rapid.Bool().Draw(t, "odd"), 1), Cumulative: anyCell(t, false, 2)}
		if rapid.Bool().Draw(t, "one column") {
			r.Cumulative = report.Cell{State: report.NotAsked}
		}
		x.Rows = append(x.Rows, r)
	}
	return x
}

func anyDate(t *rapid.T) report.Date {
	if rapid.Bool().Draw(t, "undated") {
		return ""
	}
	return report.DateOf(rapid.IntRange(2018, 2030).Draw(t, "y"), rapid.IntRange(1, 12).Draw(t, "m"), rapid.IntRange(1, 28).Draw(t, "d"))
}

func anyNumber(t *rapid.T) report.Number {
	s := rapid.OneOf(rapid.Just("0"), rapid.StringMatching(`-?[1-9][0-9]{0,4}`), rapid.StringMatching(`-?[0-9]{1,9}\.[0-9]{1,9}`), rapid.StringMatching(`-?[1-9][0-9]{17}`)).Draw(t, "number")
	n, err := report.ParseNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func anyCell(t *rapid.T, odd bool, column int) report.Cell {
	if !odd {
		n := report.N(int64(rapid.IntRange(0, 300).Draw(t, "n")))
		return report.Cell{State: report.IsNumber, Value: n, Raw: n.String(), At: report.Place{Table: 1, Row: 2, Column: column + 3}}
	}
	c := report.Cell{State: rapid.SampledFrom([]report.State{report.Missing, report.IsNumber, report.Noted, report.Blank, report.Dash, report.Words, report.Unplaced}).Draw(t, "state")}
	if c.State.HasValue() {
		c.Value = anyNumber(t)
		c.Raw = c.Value.String()
	}
	if rapid.Bool().Draw(t, "printed otherwise") {
		c.Raw = rapid.OneOf(rapid.SampledFrom([]string{"", "/", "１２", "22（其中修订16件）", "null", `["x"]`}), rapid.StringN(0, 6, -1)).Draw(t, "raw")
	}
	if rapid.Bool().Draw(t, "with unit") {
		c.Unit = rapid.SampledFrom([]string{"件", "元", "万元"}).Draw(t, "unit")
	}
	if rapid.Bool().Draw(t, "placed") {
		c.At = report.Place{Table: rapid.IntRange(0, 3).Draw(t, "t"), Row: rapid.IntRange(1, 30).Draw(t, "r"), Column: rapid.IntRange(1, 4).Draw(t, "c")}
	}
	return c
}

func anyFindings(t *rapid.T) (list []report.Finding) {
	for range rapid.IntRange(0, 80).Draw(t, "findings") {
		f := report.Finding{
			Rule: rapid.SampledFrom([]string{"requests/row", "review/total"}).Draw(t, "rule"), At: rapid.SampledFrom([]string{"received", "total", ""}).Draw(t, "at"),
			Result: rapid.SampledFrom([]report.Result{report.Pass, report.Fail, report.NotAssessable}).Draw(t, "result"),
		}
		if f.Result != report.NotAssessable {
			left, right := anyNumber(t), anyNumber(t)
			f.Left, f.Right = &left, &right
		} else {
			f.Why = rapid.StringN(0, 9, -1).Draw(t, "why")
		}
		list = append(list, f)
	}
	return list
}

// dump is everything in the file, table by table.
func dump(t testing.TB, file string) string {
	t.Helper()
	db := raw(t, file)
	var out string
	for _, name := range column(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name`) {
		for _, row := range column(t, db, `SELECT json_array(`+quoted(t, db, name)+`) FROM "`+name+`" ORDER BY 1`) {
			out += name + " " + row + "\n"
		}
	}
	return out
}

// quoted are the columns of a table, each as SQL would write its value.
func quoted(t testing.TB, db *sql.DB, table string) (list string) {
	for i, name := range column(t, db, `SELECT name FROM pragma_table_info('`+table+`') ORDER BY cid`) {
		if i > 0 {
			list += ", "
		}
		list += `quote("` + name + `")`
	}
	return list
}

// column is the first column of a query.
func column(t testing.TB, db *sql.DB, query string, args ...any) (list []string) {
	t.Helper()
	rows, err := db.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
