package form

import (
	"fmt"

	"gongkai/internal/grid"
	"gongkai/internal/prose"
	"gongkai/internal/report"
)

// mostReports is how many titles of reports a page may have that is still
// tried as one with several reports.
const mostReports = 60

// part is what stands below one title of a report, up to the next.
type part struct {
	organ  string
	year   int
	blocks []grid.Block
	at     int // where it begins in the text of the document
	report *report.Report
	tables int // statutory tables and tables of indicators in it
}

// several reads the reports of a page that holds more than one: each has its
// own title, naming another organ or year than the others, and its own tables
// below it. apart is false where more than one title has tables below it and
// nobody can say for certain which report each of them belongs to.
func several(doc *grid.Document, address string) (reports []*report.Report, apart bool) {
	whose := map[string]bool{}
	with, certain := 0, true
	for i, p := range partsOf(doc) {
		if !p.read(doc, address) {
			continue
		}
		name := fmt.Sprint(p.organ, p.year)
		certain = certain && i > 0 && p.tables > 1 && !whose[name]
		whose[name] = true
		with++
		reports = append(reports, p.report)
	}
	switch {
	case with < 2:
		return nil, true
	case !certain:
		return nil, false
	}
	return reports, true
}

// partsOf cuts a document at the titles of reports. Titles that follow one
// another and name the same are one.
func partsOf(doc *grid.Document) []*part {
	last := &part{}
	parts, begins := []*part{last}, []int{0}
	for i, b := range doc.Blocks {
		if organ, year, ok := prose.Headed(b); ok && (len(parts) == 1 || organ != last.organ || year != last.year) {
			last = &part{organ: organ, year: year}
			parts, begins = append(parts, last), append(begins, i)
		}
	}
	if len(parts) < 3 || len(parts) > mostReports { // the first stands above all titles
		return nil
	}
	at := 0
	for i, p := range parts {
		end := len(doc.Blocks)
		if i+1 < len(parts) {
			end = begins[i+1]
		}
		p.at, p.blocks = at, doc.Blocks[begins[i]:end]
		at += len(prose.Text(&grid.Document{Blocks: p.blocks})) + 1
	}
	return parts
}

// read reads the report below a title, and tells whether it has tables.
func (p *part) read(doc *grid.Document, address string) bool {
	meta := map[string]string{}
	for name, value := range doc.Meta {
		if name != "articletitle" { // of the page, not of this report
			meta[name] = value
		}
	}
	r, err := Read(&grid.Document{Meta: meta, Blocks: p.blocks}, address)
	if err != nil {
		return false
	}
	for _, t := range r.Tables {
		if t != nil {
			p.tables++
		}
	}
	if r.Indicators != nil {
		p.tables += 2 // it is all the tables of its time
	}
	for i := range r.Sections {
		r.Sections[i].Offset += p.at
	}
	p.report = r
	return p.tables > 0
}

// mixed takes the values from a report whose page holds several that cannot be
// told apart.
func mixed(r *report.Report) {
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		for i, row := range t.Cells {
			for j, c := range row {
				t.Cells[i][j] = unplaced(c)
			}
		}
	}
	if x := r.Indicators; x != nil {
		for i, row := range x.Rows {
			x.Rows[i].Value, x.Rows[i].Cumulative = unplaced(row.Value), unplaced(row.Cumulative)
		}
	}
	r.Doubts = append(r.Doubts, report.Doubt{Code: "several",
		Text: "the page has titles of more than one report with tables below them, and which table belongs to which is not certain"})
}

// unplaced is a cell whose place is not certain, if the page has it at all.
func unplaced(c report.Cell) report.Cell {
	if c.State == report.Missing || c.State == report.NotAsked {
		return c
	}
	return report.Cell{State: report.Unplaced, Raw: c.Raw, At: c.At}
}
