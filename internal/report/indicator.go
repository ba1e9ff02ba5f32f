package report

import "slices"

// Indicators is the table of indicators (统计指标表) of a report from before
// 2019: a list of rows, because every place had its own table and added rows
// to it.
type Indicators struct {
	Form string // "2014": the national table; "2008": a local one
	Rows []IndicatorRow
}

// IndicatorRow is one row as printed. A row that no known table has is kept
// with its label and has no key.
type IndicatorRow struct {
	Key        string // of the row in IndicatorTables; empty for a heading and for an unknown row
	Label      string // as printed, numbering and 其中 included
	Unit       string // of the unit column or the label; a cell may print another
	Value      Cell   // of the year
	Cumulative Cell   // 历年累计 or 本年累计; NotAsked where the table has no such column
}

// An Indicator is one row of a known table, as data.
type Indicator struct {
	Key      string // the same in all tables for the same quantity; empty for a heading
	Label    string // without numbering and 其中, NFKC
	English  string
	Unit     string
	Variants []string // other wordings seen for it
	Under    string   // key of the row above it, where the label alone may name another row too
}

// IndicatorTable is a table of indicators that was prescribed somewhere.
type IndicatorTable struct {
	Name  string // national, shanghai, dingxi, fujian
	Form  string // "2014" or "2008", the names used in JSON and SQL
	Title string // whose it is and when it was used
	Rows  []Indicator
}

// IndicatorTables are the tables known, the national one first.
var IndicatorTables = []*IndicatorTable{nationalTable, shanghaiTable, dingxiTable, fujianTable}

// Row is the row with the key; ok is false where the table has none.
func (x *Indicators) Row(key string) (row IndicatorRow, ok bool) {
	i := slices.IndexFunc(x.Rows, func(r IndicatorRow) bool { return r.Key == key && key != "" })
	if i < 0 {
		return row, false
	}
	return x.Rows[i], true
}

// Cell is the value of the row with the key. A row that the national table has
// and the page lacks is Missing; local tables differ, so that one is NotAsked.
func (x *Indicators) Cell(key string) Cell {
	row, ok := x.Row(key)
	switch {
	case ok:
		return row.Value
	case x.Form == nationalTable.Form && nationalTable.Has(key):
		return Cell{}
	}
	return Cell{State: NotAsked}
}

// Table is the known table that the rows come from: the one of the same form
// with the most of their keys, of two the one with fewer rows of its own that
// are not there. It is nil when no key is known.
func (x *Indicators) Table() *IndicatorTable {
	var best *IndicatorTable
	most := 0
	for _, t := range IndicatorTables {
		shared := 0
		for _, r := range x.Rows {
			if r.Key != "" && t.Has(r.Key) {
				shared++
			}
		}
		if t.Form != x.Form || shared == 0 {
			continue
		}
		if score := shared*1000 - len(t.Rows); best == nil || score > most {
			best, most = t, score
		}
	}
	return best
}

// Has tells whether the table has a row with the key.
func (t *IndicatorTable) Has(key string) bool {
	return slices.IndexFunc(t.Rows, func(r Indicator) bool { return r.Key == key }) >= 0
}

func (x *Indicators) json() ([]byte, error) {
	return object("form", x.Form, "rows", list(x.Rows, func(r IndicatorRow) ([]byte, error) {
		unit := r.Unit
		if r.Value.Unit != "" {
			unit = r.Value.Unit
		}
		pairs := []any{"key", r.Key, "label", r.Label, "unit", unit,
			"value", r.Value.number(), "state", r.Value.State.String(), "raw", r.Value.Raw,
			"cumulative", r.Cumulative.number(), "cumulative_state", r.Cumulative.State.String(), "cumulative_raw", r.Cumulative.Raw}
		if r.Value.Rule != NoRule {
			pairs = append(pairs, "grade", r.Value.Grade.String())
		}
		if r.Cumulative.Rule != NoRule {
			pairs = append(pairs, "cumulative_grade", r.Cumulative.Grade.String())
		}
		return object(pairs...)
	}))
}

// number is the value of the cell, nil where it has none.
func (c Cell) number() *Number {
	if !c.State.HasValue() {
		return nil
	}
	return &c.Value
}
