package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/internal/check"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// ruleWords say how a cell came to its place.
var ruleWords = map[report.Rule]string{
	report.Counted: "counted among the boxes of its row, as many as heads",
	report.Below:   "the one box below its head",
	report.Tallied: "counted among the boxes of its row in the text; pads or heads agree",
	report.Proved:  "empty: the pads of the text show that nothing is printed in its row",
}

// said is what a cell says, in a word or as its number.
func said(c report.Cell) string {
	switch c.State {
	case report.IsNumber:
		return c.Value.String() + c.Unit
	case report.Noted:
		return c.Value.String() + c.Unit + " “" + c.Raw + "”"
	case report.Missing, report.Blank:
		return c.State.String()
	case report.NotAsked:
		return "not asked"
	default:
		return c.State.String() + " “" + c.Raw + "”"
	}
}

// labelOf is the Chinese of the cell with a key such as requests.received.total.
func labelOf(key string) string {
	for _, f := range report.Forms {
		for _, row := range f.Rows {
			for _, c := range row.Columns {
				if key == f.Kind.String()+"."+row.Key+"."+c.Key {
					return row.Label + "，" + c.Label
				}
			}
		}
	}
	return ""
}

// explainer explains one reading.
type explainer struct {
	printer
	r     *report.Report
	found []report.Finding
	html  bool // its places are those of tables, not of lines
}

// writeExplained writes where every cell of a reading came from, then what the
// prose states, what is doubted, and what says whose report it is.
func writeExplained(w io.Writer, p page.Page, r report.Reading) error {
	x := &explainer{printer{w: w}, r.Report, r.Findings, p.IsHTML() || form.IsWord(p.Body)}
	year := "year not printed"
	if r.Report.Year != 0 {
		year = fmt.Sprint(r.Report.Year)
	}
	x.lines("", fmt.Sprintf("%s  %s  %s", cmp.Or(r.Report.Organ, "organ not printed"), year, r.Source))
	for _, k := range report.Kinds {
		x.table(k)
	}
	x.indicators()
	x.prose()
	x.doubts()
	x.evidence()
	x.printf("\n")
	return x.err
}

// table explains the cells of one table, row by row.
func (x *explainer) table(k report.Kind) {
	t := x.r.Tables[k]
	x.printf("\n%s、%s  %s", numeral(k), report.Titles[int(k)+1].Label, k)
	if t == nil {
		x.printf(": the page has no such table\n")
		return
	}
	x.printf(", form of %s\n", t.Form.Edition)
	rules := check.Rules(t.Form)
	for i, row := range t.Form.Rows {
		x.printf("\n")
		x.wrapped("", strings.Join(append(slices.Clone(row.Parents), row.Label), " / "))
		lines := make([]explained, len(row.Columns))
		for j, c := range row.Columns {
			cell := t.Cells[i][j]
			lines[j] = explained{key: k.String() + "." + row.Key + "." + c.Key, label: c.Label, cell: cell,
				from: x.from(cell, t, i, j), sums: x.sums(rules, row.Key, c.Key)}
		}
		x.cells(lines)
	}
}

// explained is one cell with what there is to say about it.
type explained struct {
	key, label, from string
	sums             []string
	cell             report.Cell
}

// cells writes cells below each other: key, label, what it says and its grade in
// columns, the rest under them.
func (x *explainer) cells(lines []explained) {
	key, label, says := 0, 0, 0
	for _, l := range lines {
		key, label, says = max(key, narrow.StringWidth(l.key)), max(label, narrow.StringWidth(l.label)), max(says, narrow.StringWidth(brief(l.cell)))
	}
	for _, l := range lines {
		grade := l.cell.Grade.String()
		if l.cell.State == report.Missing || l.cell.State == report.NotAsked {
			grade = ""
		}
		line := narrow.FillRight(l.key, key) + "  " + narrow.FillRight(l.label, label) + "  "
		if room := wide - 2 - narrow.StringWidth(line) - says - 2 - narrow.StringWidth(grade); room < 0 {
			line = l.key + "  " + l.label + "  "
		}
		x.lines("  ", strings.TrimRight(line+narrow.FillRight(brief(l.cell), says)+"  "+grade, " "))
		for _, text := range append([]string{l.from}, l.sums...) {
			if text != "" {
				x.wrapped("      ", text)
			}
		}
	}
}

// lines writes a text whose columns are aligned, broken only where it is too wide.
func (x *explainer) lines(indent, text string) {
	if narrow.StringWidth(indent+text) <= wide {
		x.printf("%s%s\n", indent, text)
		return
	}
	x.wrapped(indent, text)
}

// brief is what a cell says without the text that is quoted below.
func brief(c report.Cell) string {
	switch {
	case c.State.HasValue():
		return c.Value.String() + c.Unit
	case c.State == report.NotAsked:
		return "not asked"
	}
	return c.State.String()
}

// from is what was printed, where, and how it came to its place.
func (x *explainer) from(c report.Cell, t *report.Table, i, j int) string {
	if c.State == report.Missing || c.State == report.NotAsked {
		return ""
	}
	text := "“" + strings.Join(strings.Fields(c.Raw), " ") + "”"
	if c.At != (report.Place{}) {
		text += ", " + x.place(c)
	}
	how := ruleWords[c.Rule]
	switch {
	case c.State == report.Unplaced:
		how = "printed in its row, and in which box is not certain"
	case t != nil && (c.Rule == report.Counted || c.Rule == report.Tallied):
		how = counted(t, i, j)
	}
	if how != "" {
		text += ": " + how
	}
	if c.Twice {
		text += "; read twice"
	}
	return text
}

// counted is which box of its row a cell is.
func counted(t *report.Table, i, j int) string {
	n, of := rank(t, i, j)
	boxes := fmt.Sprintf("%s of %d boxes of its row", ordinal(n), of)
	if of == 1 {
		boxes = "the one box of its row"
	}
	if t.Cells[i][j].Rule == report.Tallied {
		return boxes + " in the text; pads or heads agree"
	}
	return boxes + ", as many as heads"
}

// place is where a cell stood, in words.
func (x *explainer) place(c report.Cell) string {
	if !x.html || c.Rule == report.Tallied || c.Rule == report.Proved {
		return fmt.Sprintf("line %d, cell %d", c.At.Row, c.At.Column)
	}
	return fmt.Sprintf("table %d, row %d, column %d", c.At.Table, c.At.Row, c.At.Column)
}

// rank is which box of its printed row a cell is, and of how many. The blocks
// of table 四 stand side by side in one row.
func rank(t *report.Table, i, j int) (n, of int) {
	c := t.Cells[i][j]
	for k, row := range t.Cells {
		for l, other := range row {
			alone := t.Form.Kind != report.Review && k != i || other.At == (report.Place{})
			if alone || k != i && other.At.Row != c.At.Row {
				continue
			}
			of++
			before := cmp.Or(cmp.Compare(other.At.Row, c.At.Row), cmp.Compare(other.At.Column, c.At.Column), cmp.Compare(k, i), cmp.Compare(l, j))
			if before <= 0 {
				n++
			}
		}
	}
	return n, of
}

func ordinal(n int) string {
	ending := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return fmt.Sprint(n, ending)
}

// sums are those that a cell stands in, with what came of them.
func (x *explainer) sums(rules []check.Rule, row, column string) (list []string) {
	for _, rule := range rules {
		at := row
		if rule.Each == "column" {
			at = column
		}
		i := slices.IndexFunc(x.found, func(f report.Finding) bool { return f.Rule == rule.ID && f.At == at })
		if i >= 0 && rule.Counts(row, column) {
			list = append(list, result(x.found[i]))
		}
	}
	return list
}

// result is what came of a rule.
func result(f report.Finding) string {
	name := "sum " + f.Rule
	if f.OfProse() {
		name = f.Rule
	}
	if known, ok := rules[f.Rule]; ok {
		name += "  " + known.left + " ＝ " + known.right + " "
	}
	switch f.Result {
	case report.Pass:
		return fmt.Sprintf("%s holds: %s = %s", name, side(f.Left), side(f.Right))
	case report.Fail:
		return fmt.Sprintf("%s FAILS: %s is not %s", name, side(f.Left), side(f.Right))
	}
	return fmt.Sprintf("%s cannot be tried: %s", name, f.Why)
}

// indicators explains the rows of the table of years before 2019.
func (x *explainer) indicators() {
	t := x.r.Indicators
	if t == nil {
		return
	}
	x.printf("\n统计指标  indicators, form of %s\n", t.Form)
	for _, row := range t.Rows {
		x.printf("\n")
		x.wrapped("", row.Label)
		key := "indicators." + cmp.Or(row.Key, "(no known row)")
		lines := []explained{{key: key, label: row.Unit, cell: row.Value}}
		if row.Cumulative.State != report.NotAsked {
			lines = append(lines, explained{key: key + ".cumulative", label: row.Unit, cell: row.Cumulative})
		}
		for i := range lines {
			lines[i].from = x.from(lines[i].cell, nil, 0, 0)
		}
		x.cells(lines)
	}
	x.printf("\n")
	for _, f := range x.found {
		if strings.HasPrefix(f.Rule, "indicators/") {
			x.wrapped("  ", result(f)+" (at "+f.At+")")
		}
	}
}

// prose writes what the prose states, and how it agrees with the tables.
func (x *explainer) prose() {
	x.printf("\nStated in the prose: %d\n", len(x.r.Statements))
	for _, s := range x.r.Statements {
		x.lines("  ", fmt.Sprintf("%s  “%s”  section %d, byte %d  %s", s.Fact, flat(s.Raw), s.Section, s.Offset, s.Scope))
		x.wrapped("      ", s.Sentence)
	}
	for _, f := range x.found {
		if f.OfProse() {
			x.wrapped("  ", result(f)+" (at "+f.At+")")
		}
	}
}

// doubts writes every doubt with its code.
func (x *explainer) doubts() {
	x.printf("\nDoubts: %d\n", len(x.r.Doubts))
	for _, d := range x.r.Doubts {
		where := strings.Trim(d.Table+"."+d.Row, ".")
		for _, k := range report.Kinds {
			if d.Table == k.String() && d.Row != "" {
				where += "  " + label(x.r.Tables[k], d.Row)
			}
		}
		x.lines("  ", strings.TrimRight(d.Code+"  "+where, " "))
		x.wrapped("      ", d.Text)
	}
}

// evidence writes what the page says of who, for which year and when.
func (x *explainer) evidence() {
	x.printf("\nWho and when\n")
	rows := [][3]string{}
	for _, e := range x.r.Evidence {
		rows = append(rows, [3]string{e.What, e.Value, "by " + e.Where})
	}
	if len(rows) == 0 {
		rows = append(rows, [3]string{"organ", cmp.Or(x.r.Organ, "not printed"), ""})
	}
	for _, d := range []struct {
		what, where string
		date        report.Date
	}{
		{"published", "meta tags, or a line of 发布时间", x.r.Dates.Published},
		{"signed", "a line below the text", x.r.Dates.Signed},
		{"dated", "the address", x.r.Dates.Address},
	} {
		if d.date != "" {
			rows = append(rows, [3]string{d.what, string(d.date), "by " + d.where})
		}
	}
	what, value := 0, 0
	for _, r := range rows {
		what, value = max(what, narrow.StringWidth(r[0])), max(value, min(48, narrow.StringWidth(r[1])))
	}
	for _, r := range rows {
		x.lines("  ", strings.TrimRight(narrow.FillRight(r[0], what)+"  "+narrow.FillRight(r[1], value)+"  "+r[2], " "))
	}
}
