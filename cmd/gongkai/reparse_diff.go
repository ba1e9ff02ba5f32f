package main

import (
	"fmt"
	"strings"

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
		return []change{{What: ofReport, Before: s.Reason, After: size(e.Report) + others(len(e.Others))}}
	case e.Report == nil:
		n := verified(was.Report)
		return []change{{What: ofReport, Before: size(was.Report), After: e.Reason, Why: e.Reason, Verified: n > 0, count: n}}
	}
	d := differ{was: was.Report, now: e.Report}
	d.gone, d.came = unlike(d.was.Doubts, d.now.Doubts, doubtText)
	if n := 1 + len(e.Others); n != s.Reports {
		d.list = append(d.list, change{What: ofReport, Before: plural(s.Reports, "report") + " on the page", After: plural(n, "report") + " on the page"})
	}
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

// others says how many reports more a page holds.
func others(n int) string {
	if n == 0 {
		return ""
	}
	return "; " + plural(n, "report") + " more on the page"
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
	o := e.Filer()
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
	if was != nil && now != nil && was.Form == now.Form {
		for i, row := range was.Form.Rows {
			for j, c := range row.Columns {
				d.cell(k, report.Box{Row: row, Column: c}, was.Cells[i][j], now.Cells[i][j])
			}
		}
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
	if was == now {
		return
	}
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
