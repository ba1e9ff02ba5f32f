// Package prose reads what stands outside the tables of a report: the six
// sections, and who reports, on which year, and when.
package prose

import (
	"fmt"

	"gongkai/internal/grid"
	"gongkai/internal/pattern"
	"gongkai/internal/report"
)

// Telling is how many titles of sections nothing but a report has, whatever
// its title.
const Telling = 4

// Said is what a document says outside its tables.
type Said struct {
	Title     string
	Organ     string // as printed in the best evidence, never completed
	Year      int    // 0 when no evidence names one
	Dates     report.Dates
	Sections  []report.Section
	Evidence  []report.Evidence // of organ, year and division, in the order of trust
	Doubts    []report.Doubt
	Notice    bool // the title is that of a document about annual reports
	Announced bool // the title or the opening calls it an annual report
}

// Read reads a document that came from an address, which may be empty or a
// file's name. Blocks that belong to a statutory table are taken.
func Read(doc *grid.Document, address string, taken map[int]bool) Said {
	e := gather(doc, address, taken)
	title := e.title()
	s := Said{Title: title.text, Sections: sections(doc.Blocks, taken, e.titled)}
	organ, signed := e.signed()
	s.Dates = e.dates(signed)
	var when []report.Evidence
	said := e.opener()
	s.Organ, s.Evidence = e.organ(title, said, organ)
	s.Year, when, s.Doubts = e.year(title, s.Dates)
	s.Evidence = append(append(s.Evidence, when...), e.division()...)
	switch {
	case s.Organ == "":
		s.Doubts = append(s.Doubts, report.Doubt{Code: "organ", Text: "the page does not name the organ"})
	case organ != "" && isOrgan(organ) && !isOffice(organ) && !akin(s.Organ, organ):
		s.Doubts = append(s.Doubts, report.Doubt{Code: "organ", Text: fmt.Sprintf("%s by the %s, but signed by %s", s.Organ, s.Evidence[0].Where, organ)})
	}
	if first := s.evidenceOf("organ"); said != "" && published[first] && !akin(s.Organ, said) {
		s.Doubts = append(s.Doubts, report.Doubt{Code: "organ", Text: fmt.Sprintf("%s by the %s, but the text says it is of %s", s.Organ, first, said)})
	}
	shaped := reportTitle.MatchString(bracketless(s.Title))
	s.Notice = notice.MatchString(s.Title) && !shaped
	s.Announced = shaped || yearReport.MatchString(e.simple)
	return s
}

// published are the places that name who put a report on a site, which may be
// another than who made it.
var published = map[string]bool{"publisher": true, "ContentSource": true}

// evidenceOf is where the first evidence of an organ or a year stands.
func (s *Said) evidenceOf(what string) string {
	for _, e := range s.Evidence {
		if e.What == what {
			return e.Where
		}
	}
	return ""
}

// division is what the page's number of the site says: its first six digits
// are often the code of the division, never for certain.
func (e *evidence) division() []report.Evidence {
	if m := siteCode.FindStringSubmatch(e.doc.Meta["siteidcode"]); m != nil {
		return []report.Evidence{{What: "division", Value: m[1], Where: "SiteIDCode"}}
	}
	return nil
}

var siteCode = pattern.Of(`^\s*([1-6]\d{5})\d{4}\s*$`)
