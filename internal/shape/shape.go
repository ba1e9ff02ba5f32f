// Package shape lays a table otherwise than it is stored: a line for each
// report, or a line for each cell.
package shape

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"gongkai/internal/codebook"
	"gongkai/internal/report"
)

// Shape is how a table lies: as it is, a line for each report, or a line for
// each cell.
type Shape int

const (
	AsIs Shape = iota
	Wide
	Long
)

// ErrNone says that a table does not come in the shape asked for.
var ErrNone = errors.New("facts and panel come wide; disclosure, requests and review come long")

// Rows are the rows of a table as text. They can be read again.
type Rows = iter.Seq2[[]string, error]

// A Reader reads a table: its columns and its rows.
type Reader func(table string) (columns []string, rows Rows, err error)

// Of is a table in a shape, with what its columns mean.
func Of(read Reader, table string, shape Shape) (codebook.Table, Rows, error) {
	isForm := slices.ContainsFunc(report.Kinds[:], func(k report.Kind) bool { return k.String() == table })
	switch {
	case shape == Wide && table == "facts":
		return wideFacts(read)
	case shape == Wide && table == "panel":
		return widePanel(read)
	case shape == Long && isForm:
		columns, rows, err := read("facts")
		t, _ := codebook.Of("facts", columns)
		return t, prefixed(rows, slices.Index(columns, "indicator"), table+"."), err
	case shape == Wide && !isForm, shape == Long && table != "facts" && table != "panel":
		return codebook.Table{}, nil, ErrNone
	}
	columns, rows, err := read(table)
	t, _ := codebook.Of(table, columns)
	return t, rows, err
}

// prefixed are the rows with a column that begins so.
func prefixed(rows Rows, column int, prefix string) Rows {
	return func(yield func([]string, error) bool) {
		for row, err := range rows {
			if err == nil && !strings.HasPrefix(row[column], prefix) {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// part is one of the tables that are laid side by side.
type part struct {
	columns     []string
	report      int // column of the number of the report
	form, cells int // column of the edition, first column of the cells
	rows        Rows
}

// wideFacts lays the three tables side by side, one line for each report. All
// four tables are in one order, so each is read once.
func wideFacts(read Reader) (codebook.Table, Rows, error) {
	columns, rows, err := read("reports")
	if err != nil {
		return codebook.Table{}, nil, err
	}
	reports := part{columns: columns, report: slices.Index(columns, "report"), rows: rows}
	var parts []part
	for _, k := range report.Kinds {
		columns, rows, err := read(k.String())
		if err != nil {
			return codebook.Table{}, nil, err
		}
		form := slices.Index(columns, "form")
		parts = append(parts, part{columns, slices.Index(columns, "report"), form, form + 1, rows})
	}
	t := codebook.WideFacts()
	return t, func(yield func([]string, error) bool) {
		if err := beside(reports, parts, make([]string, len(t.Variables)), yield); err != nil {
			yield(nil, err)
		}
	}, nil
}

// errMoved says that a table did not have the reports of another.
var errMoved = errors.New("the reports changed while they were being read; run it again")

// beside reads the parts side by side, led by the reports.
func beside(reports part, parts []part, row []string, yield func([]string, error) bool) error {
	next := make([]func() ([]string, error, bool), len(parts))
	heads := make([][]string, len(parts))
	for i, p := range parts {
		pull, stop := iter.Pull2(p.rows)
		defer stop()
		next[i] = pull
		var err error
		if heads[i], err, _ = pull(); err != nil {
			return err
		}
	}
	const before = 4 // organ, division, year, report
	for r, err := range reports.rows {
		if err != nil {
			return err
		}
		row[0], row[1], row[2], row[3] = r[0], r[1], r[2], r[reports.report]
		at := before + len(parts)
		for i, p := range parts {
			width := len(p.columns) - p.cells
			if heads[i] == nil || heads[i][p.report] != row[3] {
				row[before+i] = ""
				absent(row[at : at+width])
				at += width
				continue
			}
			row[before+i] = heads[i][p.form]
			at += copy(row[at:at+width], heads[i][p.cells:])
			if heads[i], err, _ = next[i](); err != nil {
				return err
			}
		}
		if !yield(row, nil) {
			return nil
		}
	}
	if slices.ContainsFunc(heads, func(h []string) bool { return h != nil }) {
		return errMoved
	}
	return nil
}

// absent are the cells of a table that the report lacks: values and states.
func absent(cells []string) {
	for i := 0; i < len(cells); i += 2 {
		cells[i], cells[i+1] = "", report.Missing.String()
	}
}

// widePanel lays the series of a report side by side.
func widePanel(read Reader) (codebook.Table, Rows, error) {
	columns, rows, err := read("panel")
	if err != nil {
		return codebook.Table{}, nil, err
	}
	t := codebook.WidePanel()
	from := map[string]int{}
	for i, name := range columns {
		from[name] = i
	}
	to := map[string]int{}
	for i, v := range t.Variables {
		to[v.Name] = i
	}
	row := make([]string, len(t.Variables))
	return t, func(yield func([]string, error) bool) {
		begun := false
		for r, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			if begun && row[3] != r[from["report"]] && !yield(row, nil) {
				return
			}
			if !begun || row[3] != r[from["report"]] {
				clear(row)
				row[0], row[1], row[2], row[3], begun = r[0], r[1], r[2], r[from["report"]], true
			}
			key := r[from["variable"]]
			at, ok := to[key]
			if !ok {
				yield(nil, fmt.Errorf("panel: no series %q", key))
				return
			}
			row[at], row[at+1] = r[from["value"]], r[from["state"]]
			if unit, amount := to[key+"_unit"]; amount {
				row[unit], row[unit+1] = r[from["unit"]], r[from["value_wan"]]
			}
		}
		if begun {
			yield(row, nil)
		}
	}, nil
}
