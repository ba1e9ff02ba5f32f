// Package report is an annual report on government information disclosure
// (政府信息公开工作年度报告) as the law defines it: organ, year, six sections
// and three statutory tables of cells. It imports no other room of the house.
//
// The glossary, one English word for one Chinese word everywhere (Go, SQL,
// CSV, JSON, flags, addresses):
//
//	organ          机关              who reports
//	division       行政区划          where it is, by code
//	year           年度              the year reported on, not that of publication
//	section        部分              一 to 六
//	disclosure     主动公开          the table of section 二
//	requests       依申请公开        the table of section 三
//	review         复议、诉讼        the table of section 四
//	form           格式              an edition of one statutory table
//	cell           单元格            one box of a form: a value, a state, the text as printed
//	doubt          存疑              a box or a row that could not be read for certain
//	indicator      统计指标          a row of the tables of years before 2019
//	finding        勾稽结果          the result of one rule of the form
//
// The form itself is data: see Forms, the single source of the reader's
// targets, the checks, the SQL views and the CSV headers.
package report

import (
	"strings"
	"time"
)

// Kind is one of the three statutory tables, in the order of the report.
type Kind int

const (
	Disclosure Kind = iota // 二、主动公开政府信息情况 (条例 第二十条)
	Requests               // 三、收到和处理政府信息公开申请情况
	Review                 // 四、政府信息公开行政复议、行政诉讼情况
	kinds
)

// Kinds are the three statutory tables in the order of the report.
var Kinds = [kinds]Kind{Disclosure, Requests, Review}

var kindNames = [kinds]string{"disclosure", "requests", "review"}

// String is the key of the table: disclosure, requests or review.
func (k Kind) String() string { return kindNames[k] }

// Report is what one published report says. Nothing in it is derived: what
// the page does not print is not here.
type Report struct {
	Organ      string // as printed in the best evidence, never completed
	Year       int    // the year reported on; 0 when no evidence names one
	Title      string
	Dates      Dates
	Sections   []Section // in the order of the page, one for each heading found
	Tables     [kinds]*Table
	Indicators *Indicators // the table of years before 2019, nil where there is none
	Statements []Statement // what the prose states, in its order
	Evidence   []Evidence  // what the page says of who and when, in the order of trust
	Doubts     []Doubt
}

// Dates are the three dates a report bears. Any may be absent.
type Dates struct {
	Published Date // by the page: meta tags or a 发布时间 line
	Signed    Date // under the text, by the organ
	Address   Date // in the address, where the site writes one there
}

// Date is a day, 2024-01-04, or empty when none is printed.
type Date string

// DateOf returns the date of a day, or the empty date when there is no such day.
func DateOf(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Year is the year of the date, 0 when there is none.
func (d Date) Year() int {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return t.Year()
}

// Section is one of the parts 一 to 六 of a report.
type Section struct {
	Number  int    // 1 to 6: the place of its title in the form, whatever numeral is printed
	Heading string // as printed
	Text    string // what follows, tables left out; empty where only a table follows
	Offset  int    // where Text begins in the text of the document, in bytes: the document's paragraphs and the rows of its tables, a line each
}

// Table is one statutory table as read: a cell for every box of its form.
type Table struct {
	Form  *Form
	Cells [][]Cell // by row and column of the form
}

// NewTable returns a table of the form with every cell missing.
func NewTable(f *Form) *Table {
	t := &Table{Form: f, Cells: make([][]Cell, len(f.Rows))}
	n := 0
	for _, row := range f.Rows {
		n += len(row.Columns)
	}
	cells := make([]Cell, n)
	for i, row := range f.Rows {
		n := len(row.Columns)
		t.Cells[i], cells = cells[:n:n], cells[n:]
	}
	return t
}

// Cell returns the cell by its keys. A cell that the form does not have is NotAsked.
func (t *Table) Cell(row, column string) Cell {
	i, j := t.Form.Find(row, column)
	if i < 0 || j < 0 {
		return Cell{State: NotAsked}
	}
	return t.Cells[i][j]
}

// A Doubt is a place that could not be read for certain. What it concerns is
// left without a value.
type Doubt struct {
	Code  string // what kind of doubt, a word that never changes: positions, header, absent …
	Table string // key of the table, empty when the doubt is about the whole report
	Row   string // key of the row, or the row's words where it has no key; may be empty
	Text  string // for a person, in English, quoting the page
}

// Result is the outcome of one rule.
type Result string

const (
	Pass          Result = "pass"
	Fail          Result = "fail"
	NotAssessable Result = "na" // an operand is not a number
)

// A Finding is the result of one rule of the form at one place.
type Finding struct {
	Rule   string // table/rule, never renamed
	Result Result
	At     string  // the column, row or block it was tried at
	Left   *Number // both sides; nil when not assessable
	Right  *Number
	Why    string // the operand that is not a number, when not assessable; of a rule about the prose, where the sentence stands and what it says
}

// OfProse tells whether the finding compares the prose with a table: a warning,
// and no sum of the form.
func (f Finding) OfProse() bool { return strings.HasPrefix(f.Rule, "n/") }
