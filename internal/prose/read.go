// Package prose reads what stands outside the tables of a report: the six
// sections, and who reports, on which year, and when.
package prose

import (
	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// Said is what a document says outside its tables.
type Said struct {
	Title     string
	Organ     string // as printed in the best evidence, never completed
	Year      int    // 0 when no evidence names one
	Dates     report.Dates
	Sections  []report.Section
	Doubts    []report.Doubt
	Notice    bool // the title is that of a document about annual reports
	Announced bool // the title or the opening calls it an annual report
}

// Read reads a document that came from an address, which may be empty or a
// file's name. Blocks that belong to a statutory table are taken.
func Read(doc *grid.Document, address string, taken map[int]bool) Said {
	e := gather(doc, address, taken)
	s := Said{Title: e.title(), Sections: sections(doc.Blocks, taken)}
	organ, signed := e.signed()
	s.Dates = e.dates(signed)
	s.Organ = e.organ(s.Title, organ)
	s.Year, s.Doubts = e.year(s.Title, s.Dates)
	if s.Organ == "" {
		s.Doubts = append(s.Doubts, report.Doubt{Code: "organ", Text: "the page does not name the organ"})
	}
	isTitle := reportTitle.MatchString(bracketless(s.Title))
	s.Notice = notice.MatchString(s.Title) && !isTitle
	s.Announced = isTitle || yearReport.MatchString(e.opened)
	return s
}
