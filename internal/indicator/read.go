// Package indicator reads the tables of indicators (统计指标表) of reports from
// before 2019: the national one of 2014 to 2018 and the local ones since 2008.
// Columns are found by their heads and rows by their labels, never by their
// place; a row that no known table has is kept with its label.
package indicator

import (
	"fmt"

	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// leastKnown is how many rows of known tables make a table one of ours.
const leastKnown = 3

// Found is the table of indicators of a document. The zero Found is none.
type Found struct {
	columns []column
	entries []entry
	doubts  []report.Doubt
	rule    report.Rule // how its numbers came to their places
}

// entry is one row as printed.
type entry struct {
	label string
	unit  string
	boxes []box  // one for each column of numbers; none in a heading
	lost  string // why the boxes have no certain positions
	raw   string // what is printed in their stead
	twice bool   // a second reading has the same boxes
	at    report.Place
}

// box is one printed box of a column of numbers.
type box struct {
	raw    string
	at     report.Place
	absent bool // the row has no such box
}

// Read finds the table of indicators and gives the document without it, so
// that nobody reads its rows as prose. What the table says of the people who
// filled it in is dropped with it.
func Read(doc *grid.Document) (rest *grid.Document, found Found) {
	used := map[int]bool{}
	found = inGrids(doc.Blocks, used)
	if found.entries != nil {
		found.rule = report.Below
		found.confirm(doc.Blocks, used)
	} else {
		found = inText(doc.Blocks, used)
		found.rule = report.Tallied
	}
	if found.entries == nil {
		return doc, found
	}
	signed(doc.Blocks, used)
	rest = &grid.Document{Title: doc.Title, Meta: doc.Meta}
	for i, b := range doc.Blocks {
		if !used[i] {
			rest.Blocks = append(rest.Blocks, b)
		}
	}
	return rest, found
}

// Filled tells whether there is a table with some number in it: a blank one
// stands in rules on how to fill it in.
func (f Found) Filled() bool {
	for _, e := range f.entries {
		if printed(e.boxes) || e.raw != "" {
			return true
		}
	}
	return false
}

// afterwards is how far above and below the table the people who filled it in may stand.
const afterwards = 6

// signed marks the lines right before and after the table that name people.
func signed(blocks []grid.Block, used map[int]bool) {
	last := -1
	for i := range blocks {
		if used[i] {
			last = i
		}
	}
	first := last
	for first > 0 && used[first-1] {
		first--
	}
	for i := max(first-afterwards, 0); i < min(last+afterwards, len(blocks)); i++ {
		if blocks[i].Grid == nil && isPerson(blocks[i].Text) && (i > last || isFiller(blocks[i].Text)) {
			used[i] = true
		}
	}
}

// known counts the different rows that stand in known tables.
func known(entries []entry) int {
	seen, keys := trail{}, map[string]bool{}
	for i, e := range entries {
		if key := seen.keyOf(e.label, i+1); key != "" {
			keys[key] = true
		}
	}
	return len(keys)
}

// Table is the table in a report on a year, which may be 0, and the doubts.
// Of several columns of years, the one of the report counts.
func (f Found) Table(year int) (*report.Indicators, []report.Doubt) {
	if len(f.entries) == 0 {
		return nil, nil
	}
	t := &tabler{Found: f, seen: trail{}}
	t.doubts = append([]report.Doubt(nil), f.doubts...)
	t.choose(year)
	t.unfit()
	table := &report.Indicators{}
	for _, e := range t.entries {
		if e.label == "" {
			t.doubt("row", "", "the table has numbers beside no words: %q", e.raw)
			continue
		}
		table.Rows = append(table.Rows, t.row(e))
	}
	t.repeated(table)
	table.Form = t.form(table)
	return table, t.doubts
}

// doubt notes a place of the table that could not be read.
func (f *Found) doubt(code, row, format string, args ...any) {
	f.doubts = append(f.doubts, report.Doubt{Code: code, Table: "indicators", Row: row, Text: fmt.Sprintf(format, args...)})
}
