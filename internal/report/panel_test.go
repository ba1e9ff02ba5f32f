package report_test

import (
	"strings"
	"testing"

	"gongkai/internal/report"
)

// TestPanel: every source names cells that its form has, no form gives a
// series twice, and tables of years since 2019 are of one kind in each.
func TestPanel(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range report.Panel {
		if seen[s.Key] || s.Label == "" || s.English == "" || len(s.Sources) == 0 {
			t.Errorf("%s: repeated or incomplete", s.Key)
		}
		seen[s.Key] = true
		forms, tables := map[string]bool{}, map[string]bool{}
		for _, source := range s.Sources {
			if forms[source.Table+source.Form] {
				t.Errorf("%s: two sources in %s %s", s.Key, source.Table, source.Form)
			}
			forms[source.Table+source.Form] = true
			if source.Table != "indicators" {
				tables[source.Table] = true
			}
			for _, c := range source.Cells {
				if !asks(source, c) {
					t.Errorf("%s: %s %s has no cell %s", s.Key, source.Table, source.Form, c)
				}
			}
		}
		if len(tables) > 1 {
			t.Errorf("%s: sources in %v", s.Key, tables)
		}
	}
}

// asks tells whether a form has a cell.
func asks(s report.Source, cell string) bool {
	if s.Table == "indicators" {
		for _, known := range report.IndicatorTables {
			if known.Has(cell) { // a local table may have a row of the national one
				return true
			}
		}
		return false
	}
	row, column, _ := strings.Cut(cell, ".")
	for _, f := range report.Forms {
		if i, j := f.Find(row, column); f.Kind.String() == s.Table && f.Edition == s.Form && i >= 0 && j >= 0 {
			return true
		}
	}
	return false
}

// TestIndicatorTables: keys are unique within a table, fit a column's name,
// and every row says what it is.
func TestIndicatorTables(t *testing.T) {
	for _, known := range report.IndicatorTables {
		seen := map[string]bool{}
		for _, r := range known.Rows {
			if seen[r.Key] && r.Key != "" || len(r.Key) > 32 || r.Label == "" || r.English == "" || (r.Key != "") != (r.Unit != "") {
				t.Errorf("%s: %+v", known.Name, r)
			}
			if r.Under != "" && !known.Has(r.Under) {
				t.Errorf("%s: %s stands under %s, which the table does not have", known.Name, r.Key, r.Under)
			}
			seen[r.Key] = true
		}
	}
	for name, n := range map[string]int{"shanghai": 54, "dingxi": 35} {
		for _, known := range report.IndicatorTables {
			if known.Name == name && len(known.Rows) != n {
				t.Errorf("%s has %d rows, want %d", name, len(known.Rows), n)
			}
		}
	}
}
