package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/internal/report"
)

// numerals number the sections, and with them the tables: 表二 is disclosure.
var numerals = [...]string{"一", "二", "三", "四", "五", "六"}

// numeral is the numeral of a table, the one of its section.
func numeral(k report.Kind) string { return numerals[int(k)+1] }

// writeTables writes a reading for a person: the head, the three tables, what
// does not add up and what could not be read for certain.
func writeTables(w io.Writer, r report.Reading) error {
	p := &printer{w: w}
	p.head(r)
	p.body(r, report.Kinds[:])
	p.printf("\n")
	return p.err
}

// body writes tables of a reading, what does not add up and what could not be
// read for certain.
func (p *printer) body(r report.Reading, kinds []report.Kind) {
	for _, kind := range kinds {
		if !notYet(r.Report, kind) {
			p.table(kind, r.Report.Tables[kind])
		}
	}
	p.indicators(r.Report.Indicators)
	p.legend(r.Report)
	p.findings(r)
	p.doubts(r.Report)
}

// notYet tells whether a report is of a year that had no such table yet.
func notYet(r *report.Report, kind report.Kind) bool {
	return slices.ContainsFunc(r.Doubts, func(d report.Doubt) bool {
		return d.Code == report.NotAsked.String() && d.Table == kind.String()
	})
}

// printer writes until the first error, which it keeps.
type printer struct {
	tongue
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err != nil {
		return
	}
	lines := strings.Split(fmt.Sprintf(format, args...), "\n")
	for i, l := range lines {
		lines[i] = printable(l)
	}
	_, p.err = io.WriteString(p.w, strings.Join(lines, "\n"))
}

func (p *printer) head(r report.Reading) {
	organ, year := cmp.Or(r.Report.Organ, p.of("no organ")), p.of("no year")
	if r.Report.Year != 0 {
		year = fmt.Sprintf(p.of("year"), r.Report.Year)
	}
	p.printf("%s  %s    %s%s\n", organ, year, p.of("source"), r.Source)
	if r.Report.Title != "" {
		p.printf(p.of("title")+"\n", r.Report.Title)
	}
	dates := []string{}
	for _, d := range []struct {
		label string
		date  report.Date
	}{{p.of("published"), r.Report.Dates.Published}, {p.of("signed"), r.Report.Dates.Signed}, {p.of("address"), r.Report.Dates.Address}} {
		if d.date != "" {
			dates = append(dates, d.label+" "+string(d.date))
		}
	}
	if len(dates) > 0 {
		p.printf("%s\n", strings.Join(dates, "  "))
	}
	for _, s := range r.Report.Sections {
		p.printf("  %s  "+p.of("length")+"\n", s.Heading, utf8.RuneCountInString(s.Text))
	}
}

// table writes one statutory table, a sheet for each run of rows that share
// their columns.
func (p *printer) table(kind report.Kind, t *report.Table) {
	title := p.of(kind.String())
	if t == nil {
		p.printf("\n%s%s\n", title, p.of("absent"))
		return
	}
	p.printf("\n%s"+p.of("edition")+"\n", title, t.Form.Edition)
	var above []string
	for i := 0; i < len(t.Form.Rows); {
		n := 1
		for i+n < len(t.Form.Rows) && sameColumns(t.Form.Rows[i], t.Form.Rows[i+n]) {
			n++
		}
		s := sheet{room: p.room()}
		for _, c := range t.Form.Rows[i].Columns {
			s.heads = append(s.heads, p.column(c))
		}
		for ; n > 0; n, i = n-1, i+1 {
			s.lines = append(s.lines, p.lines(t, i, above)...)
			_, above = p.row(t.Form.Rows[i])
		}
		if p.err == nil {
			p.err = s.write(p.w)
		}
	}
}

// lines are a row of a table, under those of its headings that the row above
// does not stand under.
func (p *printer) lines(t *report.Table, row int, above []string) []line {
	r := t.Form.Rows[row]
	label, parents := p.row(r)
	var all []line
	for depth, heading := range parents {
		if depth >= len(above) || above[depth] != heading {
			all = append(all, line{depth: depth, label: heading})
			above = nil
		}
	}
	cells := make([]string, len(r.Columns))
	for j, c := range r.Columns {
		cells[j] = show(t.Cells[row][j], c)
	}
	return append(all, line{depth: len(parents), label: label, cells: cells})
}

func sameColumns(a, b report.Row) bool {
	return slices.EqualFunc(a.Columns, b.Columns, func(x, y report.Column) bool { return x.Label == y.Label })
}

// Signs for cells without a value or words of their own.
const (
	signMissing  = "·"
	signUnplaced = "?"
)

// show is a cell as a person reads it.
func show(c report.Cell, column report.Column) string {
	switch c.State {
	case report.Missing, report.NotAsked:
		return signMissing
	case report.Unplaced:
		return signUnplaced
	case report.Blank:
		return ""
	case report.IsNumber:
		if c.Unit != "" && c.Unit != column.Unit {
			return c.Value.String() + c.Unit
		}
		return c.Value.String()
	default:
		return printable(strings.Join(strings.Fields(c.Raw), " "))
	}
}

// legend explains the signs that occur.
func (p *printer) legend(r *report.Report) {
	seen := map[report.State]bool{}
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		for _, row := range t.Cells {
			for _, c := range row {
				seen[c.State] = true
			}
		}
	}
	var signs []string
	if seen[report.Blank] {
		signs = append(signs, p.of("blank"))
	}
	if seen[report.Missing] {
		signs = append(signs, signMissing+p.of("missing"))
	}
	if seen[report.Unplaced] {
		signs = append(signs, signUnplaced+p.of("unplaced"))
	}
	if len(signs) > 0 {
		p.printf("\n%s\n", strings.Join(signs, "  "))
	}
}
