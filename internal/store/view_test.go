package store_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gongkai/internal/report"
	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var tables = []string{"reports", "facts", "disclosure", "requests", "review", "indicators", "panel", "sections", "statements", "findings", "doubts"}

// all reads a table for export.
func all(t interface{ Fatal(...any) }, db *store.DB, table string) (columns []string, list [][]string) {
	return some(t, db, table, store.Only{})
}

// some reads a part of a table for export.
func some(t interface{ Fatal(...any) }, db *store.DB, table string, only store.Only) (columns []string, list [][]string) {
	columns, rows, err := db.Rows(context.Background(), table, only)
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, append([]string(nil), row...))
	}
	return columns, list
}

// What is exported is what the views show: the same columns, rows and texts,
// and numbers that SQL finds equal to those of the view.
func TestRowsAreTheViews(t *testing.T) {
	db, file := open(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		e := entry(organ, []string{"", "350102", "110101"}[n%3], 2023, fmt.Sprint("a", n), "1")
		e.Organ.Name = fmt.Sprint("街道", n%40)
		e.Report, e.Findings, e.Year = anyReport(t), anyFindings(t), 2023
		if _, err := db.Put(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	})
	look := raw(t, file)
	for _, table := range tables {
		columns, got := all(t, db, table)
		if diff := cmp.Diff(columns, column(t, look, `SELECT name FROM pragma_table_info('`+table+`') ORDER BY cid`)); diff != "" {
			t.Fatalf("%s: %s", table, diff)
		}
		sorted := columnOrder[table]
		rows, err := look.Query(`SELECT * FROM ` + table + ` ORDER BY coalesce(division, ''), organ, (SELECT o.site FROM report r JOIN organ o ON o.id = r.organ WHERE r.id = ` + table + `.report), year` + sorted)
		if err != nil {
			t.Fatal(err)
		}
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range into {
			into[i] = &values[i]
		}
		i := 0
		for ; rows.Next(); i++ {
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			if i >= len(got) {
				continue
			}
			for j, v := range values {
				if !shows(v, got[i][j]) && !(columns[j] == "value_wan" && near(v, got[i][j])) {
					t.Fatalf("%s row %d %s: exported %q, the view has %v", table, i, columns[j], got[i][j], v)
				}
			}
		}
		if err := rows.Err(); err != nil || i != len(got) || i == 0 {
			t.Fatalf("%s: %d rows exported, %d in the view, %v", table, len(got), i, err)
		}
	}
}

// columnOrder is the order within a report, in columns of the view that sort so.
var columnOrder = map[string]string{
	"facts":    `, (SELECT kind * 100000 + row * 100 + col FROM box WHERE box.indicator = facts.indicator AND box.form = facts.form)`,
	"panel":    `, (SELECT id FROM variable WHERE name = panel.variable)`,
	"sections": ``, "statements": ``, "indicators": `, row`, "findings": ``, "doubts": ``,
}

// shows tells whether an exported text is the value of a view.
func shows(v any, text string) bool {
	switch v := v.(type) {
	case nil:
		return text == ""
	case string:
		return v == text
	}
	a, err1 := strconv.ParseFloat(fmt.Sprint(v), 64)
	b, err2 := strconv.ParseFloat(text, 64)
	// SQL adds decimals with the last bit in doubt; an export is exact.
	return err1 == nil && err2 == nil && math.Abs(a-b) <= 1e-15*math.Abs(b)
}

// near tells whether an amount was rounded, half in the other direction.
func near(v any, text string) bool {
	a, isFloat := v.(float64)
	b, err := strconv.ParseFloat(text, 64)
	return isFloat && err == nil && math.Abs(a-b) <= 1.001e-8
}

func TestRowsKeepTheDecimals(t *testing.T) {
	db, _ := open(t)
	e := entry(organ, division, 2023, "a", "1")
	amount, err := report.ParseNumber("851.776240")
	if err != nil {
		t.Fatal(err)
	}
	e.Report.Tables[report.Disclosure].Cells[5][0] = report.Cell{State: report.Noted, Value: amount, Unit: "万元", Raw: "851.776240万元"}
	e.Report.Tables[report.Disclosure].Cells[4][0] = report.Cell{State: report.Blank}
	put(t, db, e)
	columns, facts := all(t, db, "facts")
	want := [][]string{
		{organ, division, "2023", "2021", "disclosure.coercive_measures.decisions", "", "blank", "", "", "unverified", "1"},
		{organ, division, "2023", "2021", "disclosure.fees.amount", "851.776240", "noted", "851.776240万元", "万元", "unverified", "1"},
	}
	if diff := cmp.Diff([]string{"organ", "division", "year", "form", "indicator", "value", "state", "raw", "unit", "grade", "report"}, columns); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, facts[8:10]); diff != "" {
		t.Error(diff)
	}
	if len(facts) != 200 {
		t.Errorf("%d facts", len(facts))
	}
}

func TestRowsOfNoTable(t *testing.T) {
	db, _ := open(t)
	_, _, err := db.Rows(context.Background(), "fact", store.Only{})
	if err == nil || err.Error() != `no table "fact"; there are reports, facts, disclosure, requests, review, indicators, panel, sections, statements, findings, continuity, doubts, coverage, sources, manifestations` {
		t.Error(err)
	}
	for _, table := range tables {
		if _, rows := all(t, db, table); len(rows) != 0 {
			t.Errorf("%s of an empty file: %v", table, rows)
		}
	}
}

// A part of a table is its rows of these organs and years, in their order.
func TestRowsOfSome(t *testing.T) {
	db, file := open(t)
	organs := []store.Organ{{Name: "甲局", Division: "350102"}, {Name: "乙局", Division: "350102"}, {Name: "甲局", Division: "350103"}, {Name: "甲局", Site: "a.test"}, {Name: "甲局", Site: "b.test"}, {Name: "庚局", Division: "350102"}}
	for i := range 24 {
		o := organs[i%5]
		e := entry(o.Name, o.Division, 2018+i/5, fmt.Sprint("a", i), fmt.Sprint(i))
		e.Organ.Site = o.Site
		e.Report.Doubts = []report.Doubt{{Code: "x", Text: "y"}}
		e.Report.Statements = []report.Statement{{Fact: report.Facts[0].Key, Section: 1}}
		e.Report.Indicators = &report.Indicators{Form: "2014", Rows: []report.IndicatorRow{{Label: "主动公开"}}}
		put(t, db, e)
	}
	if _, err := raw(t, file).Exec(`INSERT INTO source (division, organ, list, state, first) VALUES ('350102', '庚局', 'l', 'new', '2024')`); err != nil {
		t.Fatal(err)
	}
	from := func(first, last int) func(int) bool {
		return func(y int) bool { return first <= y && y <= last || y == 2022 }
	}
	for _, table := range append([]string{"coverage", "sources", "continuity"}, tables...) {
		_, whole := all(t, db, table)
		for name, tt := range map[string]struct {
			only store.Only
			want func(organ, division, year string) bool
		}{
			"no organ":   {store.Only{Organs: []store.Organ{}}, func(_, _, _ string) bool { return false }},
			"no year":    {store.Only{Year: func(int) bool { return false }}, func(_, _, _ string) bool { return false }},
			"years":      {store.Only{Year: from(2019, 2020)}, func(_, _, year string) bool { return year == "2019" || year == "2020" || year == "2022" }},
			"two organs": {store.Only{Organs: []store.Organ{organs[2], organs[5]}}, func(o, division, _ string) bool { return division == "350103" || o == "庚局" }},
			"both":       {store.Only{Organs: organs[:1], Year: from(2021, 9999)}, func(o, division, year string) bool { return o == "甲局" && division == "350102" && year > "2020" }},
		} {
			want := slices.DeleteFunc(slices.Clone(whole), func(row []string) bool { return !tt.want(row[0], row[1], row[2]) })
			_, got := some(t, db, table, tt.only)
			if diff := cmp.Diff(append([][]string(nil), want...), got); diff != "" || len(want) == 0 && !strings.HasPrefix(name, "no") {
				t.Errorf("%s, %s: %d rows %s", table, name, len(got), diff)
			}
		}
		if _, got := some(t, db, table, store.Only{Organs: organs[3:4]}); len(got) == 0 || len(got) >= len(whole)/3 {
			t.Errorf("%s: %d rows of one of two organs that bear one name", table, len(got))
		}
	}
}

// A reader may stop whenever it likes.
func TestRowsStopEarly(t *testing.T) {
	db, _ := open(t)
	for i := range 9 {
		put(t, db, entry(organ, division, 2015+i, fmt.Sprint("a", i), "1"))
	}
	for _, table := range tables[:5] {
		for range 9 { // more often than there are connections
			_, rows, err := db.Rows(context.Background(), table, store.Only{})
			if err != nil {
				t.Fatal(err)
			}
			for range rows {
				break
			}
		}
	}
}

// cli runs SQL in the sqlite3 shell, which knows no function of ours. Debian
// 12 has 3.40.
func cli(t *testing.T, file, sql string) [][]string {
	t.Helper()
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("sqlite3 is not installed")
		}
		t.Skip("sqlite3 is not installed: the views are not tried in plain SQLite")
	}
	var trouble bytes.Buffer
	c := exec.Command(shell, "-readonly", "-csv", file, sql)
	c.Stderr = &trouble
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", sql, err, trouble.String())
	}
	r := csv.NewReader(bytes.NewReader(out))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestViewsInPlainSQLite(t *testing.T) {
	db, file := open(t)
	e := entry(organ, division, 2023, "http://a.test/1", "1")
	e.Findings = results(true)
	e.Report.Doubts = []report.Doubt{{Code: "header", Table: "review", Text: "?"}}
	amount, _ := report.ParseNumber("851.776247")
	e.Report.Tables[report.Disclosure].Cells[5][0] = report.Cell{State: report.IsNumber, Value: amount, Raw: "851.776247"}
	e.Report.Tables[report.Requests].Cells[0][6] = report.Cell{State: report.Noted, Value: report.N(-4), Raw: "减4", Unit: "件"}
	old := entry(organ, division, 2019, "http://a.test/2", "2")
	old.Report = plain(rand.New(rand.NewPCG(3, 4)), organ, 2019, report.FormOf(report.Disclosure, "2019"), report.FormOf(report.Requests, "2019"))
	put(t, db, e)
	put(t, db, old)

	for table, want := range map[string]string{"reports": "2", "facts": "383", "disclosure": "2", "requests": "2", "review": "1", "sections": "12", "findings": "84", "doubts": "1"} {
		if got := cli(t, file, `SELECT count(*) FROM `+table); got[0][0] != want {
			t.Errorf("%s: %s rows, want %s", table, got[0][0], want)
		}
	}
	for year, r := range map[int]*report.Report{2019: old.Report, 2023: e.Report} {
		for _, k := range report.Kinds {
			if r.Tables[k] == nil {
				continue
			}
			var names, want []string
			for _, b := range report.Boxes(k) {
				name := report.Name(b.Row, b.Column)
				names = append(names, name, name+"_state")
				want = append(want, boxText(r.Tables[k].Cell(b.Row.Key, b.Column.Key))...)
			}
			got := cli(t, file, fmt.Sprintf(`SELECT %s FROM %s WHERE year = %d`, strings.Join(names, ", "), k, year))
			if diff := cmp.Diff([][]string{want}, got); diff != "" {
				t.Errorf("%s %d: %s", k, year, diff)
			}
		}
	}
	for _, q := range []struct{ sql, want string }{
		{`SELECT organ FROM disclosure WHERE fees_amount > 851.77 AND fees_amount < 851.78`, organ},
		{`SELECT typeof(fees_amount) || typeof(permits_decisions) FROM disclosure WHERE year = 2023`, "realinteger"},
		{`SELECT raw FROM facts WHERE indicator = 'requests.received.total' AND value = -4 AND unit = '件'`, "减4"},
		{`SELECT "left" || '≠' || "right" FROM findings WHERE result = 'fail'`, "3≠2"},
		{`SELECT left - right FROM findings WHERE result = 'fail'`, "1"},
		{`SELECT group_concat(number || heading) FROM sections WHERE year = 2023 AND number < 3`, "1总体情况,2主动公开政府信息情况"},
		{`SELECT code || "table" FROM doubts`, "headerreview"},
		{`SELECT count(*) FROM facts WHERE state = 'not_asked'`, "0"},
		{`SELECT disclosure || requests || review || cells || doubts || failed || versions || address FROM reports WHERE year = 2023`, "202120212019200111http://a.test/1"},
		{`SELECT value FROM facts WHERE organ = '` + organ + `' AND year = 2019 AND indicator = 'disclosure.penalties.change'`, old.Report.Tables[0].Cell("penalties", "change").Value.String()},
		{`PRAGMA application_id`, "1735090537"},
		{`PRAGMA journal_mode`, "wal"},
		{`PRAGMA foreign_key_check`, ""},
		{`SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' AND sql NOT LIKE '%STRICT%'`, "0"},
	} {
		var got string
		if rows := cli(t, file, q.sql); len(rows) > 0 {
			got = strings.Join(rows[0], "|")
		}
		if got != q.want {
			t.Errorf("%s: %q, want %q", q.sql, got, q.want)
		}
	}
}

// boxText is a cell as a wide table shows it.
func boxText(c report.Cell) []string {
	if c.State.HasValue() {
		return []string{c.Value.String(), c.State.String()}
	}
	return []string{"", c.State.String()}
}

// People read while a crawl writes, and see whole reports only.
func TestReadingWhileWriting(t *testing.T) {
	db, _ := open(t)
	var done sync.WaitGroup
	for w := range 3 {
		done.Go(func() {
			for i := range 40 {
				if _, err := db.Put(context.Background(), entry(fmt.Sprint("街道", w), division, 1990+i, fmt.Sprint("a", w, i), "1")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done.Go(func() {
		for range 20 {
			if _, facts := all(t, db, "facts"); len(facts)%200 != 0 {
				t.Errorf("%d facts: a report in part", len(facts))
			}
		}
	})
	done.Wait()
	if _, facts := all(t, db, "facts"); len(facts) != 3*40*200 {
		t.Errorf("%d facts", len(facts))
	}
}

// Rows that were not all read end with the error, never as if they were all.
func TestRowsCancelled(t *testing.T) {
	db, _ := open(t)
	for i := range 9 {
		put(t, db, entry(organ, division, 2015+i, fmt.Sprint("a", i), "1"))
	}
	for _, table := range tables[:5] {
		ctx, cancel := context.WithCancel(context.Background())
		_, rows, err := db.Rows(ctx, table, store.Only{})
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		var last error
		for _, err := range rows {
			last = err
		}
		if !errors.Is(last, context.Canceled) {
			t.Errorf("%s: %v", table, last)
		}
	}
}
