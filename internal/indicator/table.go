package indicator

import (
	"cmp"
	"strings"

	"gongkai/internal/cell"
	"gongkai/internal/report"
)

// tabler makes the table of a report of what was found.
type tabler struct {
	Found
	seen       trail
	read       int
	value      int // which box is the value, which the cumulative one
	cumulative int
	mixed      string // why no column is the one of the year
}

// Where a table has no such column, or several.
const (
	none   = -1
	unsure = -2
)

// numbers are the columns of numbers, in the order of the boxes.
func (f Found) numbers() []column {
	var list []column
	for _, c := range f.columns {
		if c.isNumber() {
			list = append(list, c)
		}
	}
	return list
}

// choose finds the column of the year and the cumulative one.
func (t *tabler) choose(year int) {
	var periods, totals []int
	shares := false
	numbers := t.numbers()
	for i, c := range numbers {
		switch c.role {
		case period:
			periods = append(periods, i)
		case cumulative:
			totals = append(totals, i)
		default:
			shares = true
		}
	}
	periods = t.ofYear(periods, numbers, year)
	t.value, t.cumulative = none, none
	switch {
	case shares || len(periods) > 1 || len(totals) > 1:
		t.mixed = "the table has several columns of numbers, and none is certainly that of the organ and the year"
		t.doubt("columns", "", "%s: %s", t.mixed, headsOf(numbers))
		if t.value = unsure; len(totals) > 0 {
			t.cumulative = unsure
		}
		return
	case len(periods) == 0 && !strings.Contains(numbers[totals[0]].head, "历年"):
		periods, totals = totals, nil // 本年累计 alone is the number of the year
	}
	if len(periods) == 1 {
		t.value = periods[0]
		t.period(numbers[t.value], year)
	}
	if len(totals) == 1 {
		t.cumulative = totals[0]
	}
}

// ofYear keeps the column of the report's year where columns name years.
func (t *tabler) ofYear(periods []int, numbers []column, year int) []int {
	for _, i := range periods {
		if len(periods) > 1 && year != 0 && numbers[i].year == year {
			return []int{i}
		}
	}
	return periods
}

// period doubts a column that is not that of the whole year, or of another.
func (t *tabler) period(c column, year int) {
	if c.year != 0 && year != 0 && c.year != year {
		t.doubt("year", "", "the numbers are those of %d, the report is on %d", c.year, year)
	}
	if strings.ContainsAny(c.head, "月季") {
		t.doubt("period", "", "the first column of numbers may not be that of the whole year: %q", c.head)
	}
}

func headsOf(numbers []column) string {
	var list []string
	for _, c := range numbers {
		list = append(list, c.head)
	}
	return strings.Join(list, " | ")
}

// unfit leaves no number a place where most rows do not fit the heads: then
// those that do fit them by chance, too.
func (t *tabler) unfit() {
	fit, lost := 0, 0
	for _, e := range t.entries {
		if e.lost != "" {
			lost++
		} else if printed(e.boxes) {
			fit++
		}
	}
	if lost <= fit {
		return
	}
	t.entries = append([]entry(nil), t.entries...)
	for i := range t.entries {
		if e := &t.entries[i]; e.lost == "" && printed(e.boxes) {
			e.lost, e.raw = "most rows of the table do not fit its heads", join(e.boxes)
		}
	}
}

// row makes the row of an entry.
func (t *tabler) row(e entry) report.IndicatorRow {
	t.read++
	r := report.IndicatorRow{Label: e.label, Unit: e.unit, Key: t.seen.keyOf(e.label, t.read)}
	if r.Unit == "" {
		r.Unit = unitIn(e.label)
	}
	if e.lost == "" && t.mixed != "" && printed(e.boxes) {
		e.lost, e.raw = t.mixed, join(e.boxes)
	} else if e.lost != "" {
		t.doubt("positions", cmp.Or(r.Key, e.label), "%s: %s; printed: %q", e.label, e.lost, e.raw)
	}
	r.Value, r.Cumulative = t.cell(e, t.value), t.cell(e, t.cumulative)
	return r
}

// cell is one box of an entry.
func (t *tabler) cell(e entry, i int) report.Cell {
	switch {
	case i == none:
		return report.Cell{State: report.NotAsked}
	case e.lost != "":
		return report.Cell{State: report.Unplaced, Raw: e.raw, At: e.at}
	case i == unsure: // all of them are blank
		i = 0
	}
	if i >= len(e.boxes) || e.boxes[i].absent {
		return report.Cell{}
	}
	c := cell.Read(e.boxes[i].raw)
	c.At, c.Rule, c.Twice = e.boxes[i].at, t.rule, e.twice
	if c.State == report.Words && cell.Apart(c.Raw) {
		t.doubt("digits", e.label, "%s holds digits on more than one line, which may be one number or two: %q", e.label, c.Raw)
	}
	return c
}

// repeated takes the key from a row that says what an earlier one with it
// says, and leaves none of them a value where they differ.
func (t *tabler) repeated(x *report.Indicators) {
	first := map[string]int{}
	for i := range x.Rows {
		r := &x.Rows[i]
		f, again := first[r.Key]
		if r.Key == "" || !again {
			first[r.Key] = i
			continue
		}
		if before := &x.Rows[f]; before.Value.Raw != r.Value.Raw || before.Cumulative.Raw != r.Cumulative.Raw {
			t.doubt("repeated", r.Key, "%s stands more than once in the table, with different numbers: %q, %q", r.Label, before.Value.Raw, r.Value.Raw)
			unplace(before)
			unplace(r)
		}
		r.Key = ""
	}
}

func unplace(r *report.IndicatorRow) {
	for _, c := range []*report.Cell{&r.Value, &r.Cumulative} {
		if c.State != report.NotAsked && c.State != report.Missing {
			*c = report.Cell{State: report.Unplaced, Raw: c.Raw, At: c.At}
		}
	}
}

// form is the form that more of the rows belong to; the national one has no
// cumulative column.
func (t *tabler) form(x *report.Indicators) string {
	count := map[string]int{}
	for _, r := range x.Rows {
		in := map[string]bool{}
		for _, known := range report.IndicatorTables {
			if r.Key != "" && known.Has(r.Key) {
				in[known.Form] = true
			}
		}
		for form := range in {
			if len(in) == 1 {
				count[form]++
			}
		}
	}
	if count["2014"] > count["2008"] || count["2014"] == count["2008"] && t.cumulative == none {
		return "2014"
	}
	return "2008"
}

func printed(boxes []box) bool {
	for _, b := range boxes {
		if b.raw != "" {
			return true
		}
	}
	return false
}

func join(boxes []box) string {
	var raws []string
	for _, b := range boxes {
		raws = append(raws, b.raw)
	}
	return strings.Join(raws, " | ")
}
