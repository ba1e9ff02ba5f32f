package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/internal/report"
	"gongkai/internal/store"
)

// What a report says of the year before is held against what that year's said:
// over the change of the form, where both were asked, and never across a gap.
func TestContinuity(t *testing.T) {
	db, file := open(t)
	year := func(n int, edition string, change func(*report.Report)) store.Entry {
		e := entry(organ, division, n, fmt.Sprint("a", n), fmt.Sprint(n))
		e.Report = plain(rand.New(rand.NewPCG(1, 2)), organ, n, report.FormOf(report.Disclosure, edition), report.FormOf(report.Requests, edition))
		for _, table := range e.Report.Tables[:2] {
			for i, row := range table.Form.Rows {
				for j := range row.Columns {
					table.Cells[i][j] = report.Cell{State: report.IsNumber, Value: report.N(0), Raw: "0"}
				}
			}
		}
		change(e.Report)
		return e
	}
	set := func(r *report.Report, k report.Kind, row, column string, c report.Cell) {
		i, j := r.Tables[k].Form.Find(row, column)
		r.Tables[k].Cells[i][j] = c
	}
	n := func(n int64) report.Cell {
		return report.Cell{State: report.IsNumber, Value: report.N(n), Raw: fmt.Sprint(n)}
	}
	put(t, db, year(2020, "2019", func(r *report.Report) { set(r, report.Requests, "carried_out", "total", n(7)) }))
	put(t, db, year(2021, "2021", func(r *report.Report) {
		set(r, report.Requests, "carried_in", "total", n(7))
		set(r, report.Requests, "carried_out", "total", n(3))
		set(r, report.Disclosure, "normative_documents", "in_force", n(16))
	}))
	put(t, db, year(2022, "2021", func(r *report.Report) {
		set(r, report.Requests, "carried_in", "total", n(2))
		set(r, report.Requests, "carried_in", "enterprise", report.Cell{State: report.Blank})
		set(r, report.Disclosure, "normative_documents", "issued", n(5))
		set(r, report.Disclosure, "normative_documents", "repealed", n(2))
		set(r, report.Disclosure, "normative_documents", "in_force", n(19))
	}))
	put(t, db, year(2024, "2021", func(*report.Report) {}))

	look := raw(t, file)
	for _, tt := range []struct{ where, want string }{
		{`year = 2021 AND result = 'fail'`, ""},
		{`year = 2021 AND at = 'total'`, "requests/carried total pass 7 7"},
		{`year = 2021 AND rule = 'disclosure/in_force'`, ""},
		{`year = 2022 AND at = 'total'`, "requests/carried total fail 2 3"},
		{`year = 2022 AND result = 'na'`, "requests/carried enterprise na ∅ 0"},
		{`year = 2022 AND at = 'normative_documents'`, "disclosure/in_force normative_documents pass 19 19"},
		{`year IN (2020, 2024)`, ""},
	} {
		got := strings.Join(column(t, look, `SELECT concat_ws(' ', rule, at, result, coalesce("left", '∅'), coalesce("right", '∅')) FROM continuity WHERE `+tt.where), "; ")
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.where, got, tt.want)
		}
	}
	findings, err := db.Continuity(t.Context(), store.Organ{Name: organ, Division: division}, 2022)
	if err != nil || len(findings) != 9 || findings[8].Result != report.Fail || findings[8].Left.String() != "2" || findings[8].Right.String() != "3" {
		t.Errorf("Continuity of 2022: %v, %v, want nine findings, the last 2 against 3", findings, err)
	}
	if _, rows := all(t, db, "continuity"); len(rows) != 7+9 || rows[7][2] != "2022" || rows[7][3] != "disclosure/in_force" {
		t.Errorf("%d rows, the eighth %v, want 16, and disclosure/in_force of 2022", len(rows), rows[7])
	}
}

// The cumulative numbers of 三明's six tables are those of the year before and
// the number of the year; a changed one shows.
func TestContinuityOfIndicators(t *testing.T) {
	db, file := open(t)
	series := [][2]int64{{394, 1337}, {75, 1412}, {128, 1540}, {151, 1690}, {154, 1844}, {157, 2001}}
	for i, pair := range series {
		e := entry(organ, division, 2013+i, fmt.Sprint("a", i), fmt.Sprint(i))
		e.Report.Indicators = &report.Indicators{Form: "2008", Rows: []report.IndicatorRow{
			{Key: "req_received", Label: "受理政府信息公开申请总数", Value: figure(pair[0]), Cumulative: figure(pair[1])},
			{Label: "宣传工作", Value: figure(1), Cumulative: figure(1)}}}
		put(t, db, e)
	}
	got := strings.Join(column(t, raw(t, file), `SELECT year || ' ' || at || ' ' || result FROM continuity WHERE rule = 'indicators/cumulative' ORDER BY year`), "; ")
	if want := "2014 req_received pass; 2015 req_received pass; 2016 req_received fail; 2017 req_received pass; 2018 req_received pass"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
