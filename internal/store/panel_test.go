package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"gongkai/internal/report"
	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
)

// amount is a cell with a number and a unit.
func amount(t *testing.T, number, unit string) report.Cell {
	t.Helper()
	n, err := report.ParseNumber(number)
	if err != nil {
		t.Fatal(err)
	}
	return report.Cell{State: report.Noted, Value: n, Unit: unit, Raw: number + unit}
}

func figure(n int64) report.Cell {
	return report.Cell{State: report.IsNumber, Value: report.N(n), Raw: report.N(n).String()}
}

// TestPanel puts one organ's reports in the editions of 2008, 2014, 2019 and
// 2021 side by side.
func TestPanel(t *testing.T) {
	db, file := open(t)
	none := report.Cell{State: report.NotAsked}
	old := func(year int, form string, rows ...report.IndicatorRow) {
		e := page1(organ, division, year, fmt.Sprint("a", year), "1")
		e.Report = &report.Report{Organ: organ, Year: year, Indicators: &report.Indicators{Form: form, Rows: rows}}
		put(t, db, e)
	}
	row := func(key string, value report.Cell) report.IndicatorRow {
		return report.IndicatorRow{Key: key, Label: key, Unit: "条", Value: value, Cumulative: none}
	}
	fee := row("fees_req", amount(t, "129323", ""))
	fee.Unit = "元"
	old(2013, "2008", row("pub_documents", figure(34495)), row("req_received", figure(394)), row("ans_denied", report.Cell{State: report.Blank}), row("suit_total", figure(0)), fee)
	old(2016, "2014", row("pub_total", figure(1286)), row("req_received", figure(26)), row("ans_denied", figure(5)), row("fees_wan", amount(t, "0.35", "万元")), row("", figure(9)))
	e := page1(organ, division, 2017, "a2017", "1")
	e.Report = &report.Report{Organ: organ, Year: 2017}
	put(t, db, e)
	modern := func(year int, edition string, change func(*report.Report)) {
		e := page1(organ, division, year, fmt.Sprint("a", year), "1")
		e.Report = plain(rand.New(rand.NewPCG(1, 2)), organ, year, report.FormOf(report.Disclosure, edition), report.FormOf(report.Requests, edition), report.FormOf(report.Review, "2019"))
		for _, row := range e.Report.Tables[report.Requests].Cells {
			row[6] = figure(2)
		}
		for b := range e.Report.Tables[report.Review].Cells {
			e.Report.Tables[report.Review].Cells[b][4] = figure(int64(b + 1))
		}
		change(e.Report)
		put(t, db, e)
	}
	modern(2020, "2019", func(r *report.Report) {
		r.Tables[report.Requests].Cells[5][6] = report.Cell{State: report.Unplaced, Raw: "1 | 2"}
		r.Tables[report.Disclosure].Cells[7][1] = amount(t, "481714587.29", "元")
	})
	modern(2023, "2021", func(r *report.Report) {
		r.Tables[report.Review] = nil
		r.Tables[report.Requests].Cells[6][6] = amount(t, "3", "件")
		r.Tables[report.Disclosure].Cells[5][0] = amount(t, "851.7", "万元")
	})

	look := raw(t, file)
	for variable, want := range map[string][]string{
		"requests_received":   {"2013 394 number 2008 indicators.req_received", "2016 26 number 2014 indicators.req_received", "2017 - missing - -", "2020 2 number 2019 requests.received.total", "2023 2 number 2021 requests.received.total"},
		"requests_carried_in": {"2013 - not_asked - -", "2016 - not_asked - -", "2017 - missing - -", "2020 2 number 2019 requests.carried_in.total", "2023 2 number 2021 requests.carried_in.total"},
		"other_handling":      {"2013 - not_asked - -", "2016 - not_asked - -", "2017 - missing - -", "2020 2 number 2019 requests.other.total", "2023 6 number 2021 requests.other_overdue_correction.total + requests.other_unpaid_fee.total + requests.other_remaining.total"},
		"documents_public":    {"2013 34495 number 2008 indicators.pub_documents", "2016 - not_asked - -", "2017 - missing - -", "2020 - not_asked - -", "2023 - not_asked - -"},
		"items_public":        {"2013 - not_asked - -", "2016 1286 number 2014 indicators.pub_total", "2017 - missing - -", "2020 - not_asked - -", "2023 - not_asked - -"},
		"litigation": {"2013 0 number 2008 indicators.suit_total", "2016 - missing 2014 indicators.suit_total", "2017 - missing - -",
			"2020 5 number 2019 review.litigation_direct.total + review.litigation_after_reconsideration.total", "2023 - missing - -"},
	} {
		got := column(t, look, `SELECT year || ' ' || coalesce(value, '-') || ' ' || state || ' ' || coalesce(form, '-') || ' ' || coalesce(source, '-') FROM panel WHERE variable = ? ORDER BY year`, variable)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", variable, d)
		}
	}
	for variable, want := range map[string][]string{
		"denied":              {"- blank", "5 number", "- missing", "- unplaced", "17 noted"},
		"request_fees":        {"12.9323 noted", "0.35 noted", "- missing", "- not_asked", "- not_asked"},
		"procurement":         {"- not_asked", "- not_asked", "- missing", "48171.458729 noted", "- not_asked"},
		"administrative_fees": {"- not_asked", "- not_asked", "- missing", "- not_asked", "851.7 noted"},
	} {
		value := "value_wan"
		if variable == "denied" {
			value = "value"
		}
		if d := cmp.Diff(want, column(t, look, `SELECT coalesce(`+value+`, '-') || ' ' || state FROM panel WHERE variable = ? ORDER BY year`, variable)); d != "" {
			t.Errorf("%s: %s", variable, d)
		}
	}
	if n := column(t, look, `SELECT count(*) FROM panel`)[0]; n != fmt.Sprint(5*len(report.Panel)) {
		t.Errorf("%s rows, want one for each report and series", n)
	}
}

// TestCrosswalkIsRenewed: a file made with another crosswalk gets this one.
func TestCrosswalkIsRenewed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gongkai.db")
	db, err := store.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	look := raw(t, file)
	if _, err := look.Exec(`DROP VIEW panel; CREATE VIEW panel AS SELECT 1; DELETE FROM operand; UPDATE variable SET name = 'x' || id`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := column(t, look, `SELECT name FROM variable ORDER BY id`)[0]; got != report.Panel[0].Key {
		t.Error(got)
	}
}
