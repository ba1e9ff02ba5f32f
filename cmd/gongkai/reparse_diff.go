package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/internal/report"
	"gongkai/internal/store"
)

// What a change is of. A word for each column of the tables, where there is one.
const (
	ofReport    = "report" // a page became a report, or ceased to be one
	ofReason    = "reason" // no report, for another reason
	ofOrgan     = "organ"  // it is filed under
	ofYear      = "year"
	ofForm      = "form" // of a table
	ofCell      = "cell"
	ofSections  = "sections" // how many
	ofSection   = "section"  // the text of one
	ofStatement = "statement"
	ofEvidence  = "evidence"
	ofDoubt     = "doubt"
	ofSum       = "sum"
	ofGrade     = "grade" // of a cell that says what it said
	ofPlace     = "place" // where such a cell stood, or how it came to its place
)

// change is one thing that a page says otherwise than it is stored.
type change struct {
	What        string `json:"change"`
	At          string `json:"at,omitempty"`
	Before      string `json:"before"`
	BeforeState string `json:"before_state,omitempty"` // of a cell
	After       string `json:"after"`
	AfterState  string `json:"after_state,omitempty"`
	Verified    bool   `json:"verified"` // verified cells change with it
	Why         string `json:"why,omitempty"`

	count int // of verified cells, where it is of more than one
}

// compare lists what a page says otherwise than it is stored.
func compare(s store.Stored, was report.Reading, e store.Entry) []change {
	switch {
	case s.Version == 0 && e.Report == nil && s.Reason == e.Reason:
		return nil
	case s.Version == 0 && e.Report == nil:
		return []change{{What: ofReason, Before: s.Reason, After: e.Reason}}
	case s.Version == 0:
		return []change{{What: ofReport, Before: s.Reason, After: size(e.Report)}}
	case e.Report == nil:
		n := verified(was.Report)
		return []change{{What: ofReport, Before: size(was.Report), After: e.Reason, Why: e.Reason, Verified: n > 0, count: n}}
	}
	d := differ{was: was.Report, now: e.Report}
	d.gone, d.came = unlike(d.was.Doubts, d.now.Doubts, doubtText)
	d.filing(s, e)
	d.head()
	for _, k := range report.Kinds {
		d.table(k)
	}
	d.indicators()
	d.sections()
	listed(&d, ofStatement, d.was.Statements, d.now.Statements, func(s report.Statement) string { return s.Fact }, statementText)
	listed(&d, ofEvidence, d.was.Evidence, d.now.Evidence, func(e report.Evidence) string { return e.What }, func(e report.Evidence) string { return e.Value + ", by " + e.Where })
	listed(&d, ofDoubt, d.was.Doubts, d.now.Doubts, func(x report.Doubt) string { return x.Code }, doubtText)
	d.sums(was.Findings, e.Findings)
	return d.list
}

// size says how much a report holds.
func size(r *report.Report) string {
	n := 0
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		for _, row := range t.Cells {
			for _, c := range row {
				if c.State.HasValue() {
					n++
				}
			}
		}
	}
	return plural(n, "cell") + " with a value"
}

// verified counts the cells that are.
func verified(r *report.Report) (n int) {
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		for _, row := range t.Cells {
			for _, c := range row {
				if c.Grade == report.Verified {
					n++
				}
			}
		}
	}
	return n
}

// differ lists what two readings of one page do not have in common.
type differ struct {
	was, now   *report.Report
	gone, came []report.Doubt
	list       []change
}

// say notes a change of something that has one value.
func (d *differ) say(what, at, before, after, why string) {
	if before != after {
		d.list = append(d.list, change{What: what, At: at, Before: before, After: after, Why: why})
	}
}

// filing notes another organ or year to file the report under: then all its
// verified cells say something else.
func (d *differ) filing(s store.Stored, e store.Entry) {
	o := e.Organ
	if o.Division != "" {
		o.Site = ""
	}
	n := len(d.list)
	d.say(ofOrgan, "", organName(s.Filed), organName(o), d.about(ofOrgan))
	d.say(ofYear, "", fmt.Sprint(s.FiledAs), fmt.Sprint(e.Year), d.about(ofYear))
	for i := n; i < len(d.list); i++ {
		d.list[i].count = verified(d.was)
		d.list[i].Verified = d.list[i].count > 0
	}
}

func (d *differ) head() {
	year := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprint(n)
	}
	d.say("printed", "", d.was.Organ, d.now.Organ, d.about(ofOrgan))
	d.say("printed_year", "", year(d.was.Year), year(d.now.Year), d.about(ofYear))
	d.say("title", "", d.was.Title, d.now.Title, "")
	d.say("published", "", string(d.was.Dates.Published), string(d.now.Dates.Published), "")
	d.say("signed", "", string(d.was.Dates.Signed), string(d.now.Dates.Signed), "")
	d.say("dated", "", string(d.was.Dates.Address), string(d.now.Dates.Address), "")
}

// about is what the new reading doubts, or no longer doubts, of the report as a whole.
func (d *differ) about(code string) string {
	for _, x := range d.came {
		if x.Code == code {
			return x.Text
		}
	}
	for _, x := range d.gone {
		if x.Code == code {
			return "no longer doubted: " + x.Text
		}
	}
	return ""
}

// table compares the cells of a table by their keys.
func (d *differ) table(k report.Kind) {
	was, now := d.was.Tables[k], d.now.Tables[k]
	if was == nil && now == nil {
		return
	}
	d.say(ofForm, k.String(), edition(was), edition(now), d.explain(k.String(), ""))
	for _, b := range report.Boxes(k) {
		d.cell(k, b, cellOf(was, b), cellOf(now, b))
	}
}

func edition(t *report.Table) string {
	if t == nil {
		return ""
	}
	return t.Form.Edition
}

// cellOf is a box of a table; a table that is not there lacks all of them.
func cellOf(t *report.Table, b report.Box) report.Cell {
	if t == nil {
		return report.Cell{}
	}
	return t.Cell(b.Row.Key, b.Column.Key)
}

// cell compares one cell: what it says; else how far it is confirmed, and where it stood.
func (d *differ) cell(k report.Kind, b report.Box, was, now report.Cell) {
	key := k.String() + "." + b.Row.Key + "." + b.Column.Key
	if !saysSame(was, now) {
		d.list = append(d.list, cellChange(key, was, now, d.why(k.String(), b.Row.Key, was, now)))
		return
	}
	d.say(ofGrade, key, was.Grade.String(), now.Grade.String(), "")
	d.say(ofPlace, key, standing(was), standing(now), "")
}

func cellChange(key string, was, now report.Cell, why string) change {
	c := change{What: ofCell, At: key, Before: said(was), After: said(now), BeforeState: was.State.String(), AfterState: now.State.String(),
		Verified: was.Grade == report.Verified, Why: why}
	if c.Before == c.After {
		c.Before, c.After = c.Before+" “"+was.Raw+"”", c.After+" “"+now.Raw+"”"
	}
	return c
}

func saysSame(a, b report.Cell) bool {
	return a.State == b.State && a.Value == b.Value && a.Unit == b.Unit && a.Raw == b.Raw
}

// standing is where a cell stood and how it came to its place.
func standing(c report.Cell) string {
	if c.At == (report.Place{}) {
		return c.Rule.String()
	}
	twice := ""
	if c.Twice {
		twice = ", read twice"
	}
	return strings.TrimPrefix(fmt.Sprintf("%s at %d,%d,%d%s", c.Rule, c.At.Table, c.At.Row, c.At.Column, twice), " ")
}

// why is the doubt or the rule that explains why a cell is read otherwise.
func (d *differ) why(table, row string, was, now report.Cell) string {
	if doubt := d.explain(table, row); doubt != "" {
		return doubt
	}
	switch {
	case was.Rule != now.Rule && now.Rule != report.NoRule:
		return strings.TrimSuffix("now "+ruleWords[now.Rule]+"; before "+ruleWords[was.Rule], "; before ")
	case was.At != now.At && was.At != (report.Place{}) && now.At != (report.Place{}):
		return fmt.Sprintf("now from table %d, row %d, column %d; before from %d, %d, %d", now.At.Table, now.At.Row, now.At.Column, was.At.Table, was.At.Row, was.At.Column)
	case was.Raw == now.Raw:
		return "the same text is read otherwise"
	case was.At == now.At && now.At != (report.Place{}):
		return "another text is seen at the same place"
	}
	return ruleWords[now.Rule]
}

// explain is the doubt of one of the readings about a row, or about the table.
func (d *differ) explain(table, row string) string {
	for _, x := range d.came {
		if x.Table == table && (x.Row == row || x.Row == "") {
			return x.Text
		}
	}
	for _, x := range d.gone {
		if x.Table == table && (x.Row == row || x.Row == "") {
			return "no longer doubted: " + x.Text
		}
	}
	return ""
}

// indicators compares the table of years before 2019, row by row.
func (d *differ) indicators() {
	was, now := rowsOf(d.was.Indicators), rowsOf(d.now.Indicators)
	d.say(ofForm, "indicators", was.form, now.form, "")
	for _, key := range slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(was.keys), now.keys...)))) {
		a, b := was.row[key], now.row[key]
		for _, pair := range []struct {
			of       string
			was, now report.Cell
		}{{"", a.Value, b.Value}, {".cumulative", a.Cumulative, b.Cumulative}} {
			if !saysSame(pair.was, pair.now) {
				d.list = append(d.list, cellChange("indicators."+key+pair.of, pair.was, pair.now, d.why("indicators", key, pair.was, pair.now)))
			}
		}
		if a.Label != b.Label {
			d.say("label", "indicators."+key, a.Label, b.Label, "")
		}
	}
}

// indicatorRows are the rows of a table of indicators by key or label, and by
// their number where that is not enough.
type indicatorRows struct {
	form string
	keys []string
	row  map[string]report.IndicatorRow
}

func rowsOf(x *report.Indicators) indicatorRows {
	list := indicatorRows{row: map[string]report.IndicatorRow{}}
	if x == nil {
		return list
	}
	list.form = x.Form
	for i, r := range x.Rows {
		key := cmp.Or(r.Key, r.Label)
		if _, twice := list.row[key]; twice {
			key = fmt.Sprintf("%s#%d", key, i+1)
		}
		list.keys = append(list.keys, key)
		list.row[key] = r
	}
	return list
}

func (d *differ) sections() {
	was, now := d.was.Sections, d.now.Sections
	d.say(ofSections, "", fmt.Sprint(len(was)), fmt.Sprint(len(now)), "")
	if len(was) != len(now) {
		return
	}
	for i := range was {
		before, after := excerpts(was[i].Heading+" "+was[i].Text, now[i].Heading+" "+now[i].Text)
		if before == after && was[i] != now[i] {
			before, after = fmt.Sprintf("section %d at byte %d", was[i].Number, was[i].Offset), fmt.Sprintf("section %d at byte %d", now[i].Number, now[i].Offset)
		}
		d.say(ofSection, fmt.Sprint(was[i].Number), before, after, "")
	}
}

// excerpts are two texts from a little before where they begin to differ.
func excerpts(a, b string) (string, string) {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	for at > 0 && !utf8.RuneStart(a[min(at, len(a)-1)]) {
		at--
	}
	cut := func(s string) string {
		before, rest := []rune(s[:min(at, len(s))]), []rune(s[min(at, len(s)):])
		return string(before[max(0, len(before)-10):]) + string(rest[:min(len(rest), 30)])
	}
	return cut(a), cut(b)
}

// sums compares the results of the rules.
func (d *differ) sums(was, now []report.Finding) {
	type place struct{ rule, at string }
	all := map[place][2]report.Finding{}
	for i, list := range [][]report.Finding{was, now} {
		for _, f := range list {
			pair := all[place{f.Rule, f.At}]
			pair[i] = f
			all[place{f.Rule, f.At}] = pair
		}
	}
	keys := slices.SortedFunc(maps.Keys(all), func(a, b place) int { return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.at, b.at)) })
	for _, key := range keys {
		pair := all[key]
		d.say(ofSum, key.rule+" at "+key.at, sides(pair[0]), sides(pair[1]), pair[1].Why)
	}
}

// sides is the result of a rule with what stands on its sides.
func sides(f report.Finding) string {
	if f.Left == nil || f.Right == nil {
		return string(f.Result)
	}
	return fmt.Sprintf("%s: %s, %s", f.Result, f.Left, f.Right)
}

// statementText is a statement with all that tells it from another.
func statementText(s report.Statement) string {
	value := "none"
	if s.Value != nil {
		value = s.Value.String() + s.Unit
	}
	if s.Approximate {
		value = "about " + value
	}
	return fmt.Sprintf("%s “%s” %s in section %d at byte %d: %s", value, s.Raw, s.Scope, s.Section, s.Offset, s.Sentence)
}

// doubtText is a doubt with the row it is about.
func doubtText(x report.Doubt) string {
	return strings.TrimLeft(strings.Trim(x.Table+"."+x.Row, ".")+": ", ": ") + x.Text
}

// listed notes what one of two lists lacks.
func listed[T any](d *differ, what string, was, now []T, at, text func(T) string) {
	gone, came := unlike(was, now, func(x T) string { return at(x) + " " + text(x) })
	for _, x := range gone {
		d.list = append(d.list, change{What: what, At: at(x), Before: text(x)})
	}
	for _, x := range came {
		d.list = append(d.list, change{What: what, At: at(x), After: text(x)})
	}
}

// unlike are the items of either list that the other lacks, told apart by a key.
func unlike[T any](was, now []T, key func(T) string) (gone, came []T) {
	count := map[string]int{}
	for _, x := range now {
		count[key(x)]++
	}
	for _, x := range was {
		if k := key(x); count[k] > 0 {
			count[k]--
		} else {
			gone = append(gone, x)
		}
	}
	for _, x := range now {
		if k := key(x); count[k] > 0 {
			count[k]--
			came = append(came, x)
		}
	}
	return gone, came
}
