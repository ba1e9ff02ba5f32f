package form

import (
	"fmt"
	"strings"

	"gongkai/internal/grid"
	"gongkai/internal/prose"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// glued are the words of each table that stand side by side when a converter
// has left nothing between its cells.
var glued = [3][]string{
	report.Disclosure: {"信息内容本年", "信息内容上一年", "制发件数本年废止", "新制作数量本年新公开"},
	report.Requests:   {"自然人法人或其他组织", "商业企业科研机构"},
	report.Review:     {"行政复议行政诉讼", "结果维持结果纠正"},
}

// oneLine is how many bytes a line has that holds a whole report.
const oneLine = 3000

// firstYear is the first that reports have statutory tables on: the form was
// issued for those published in January 2020.
const firstYear = 2019

// absence says why a report has no table of a kind: it was not asked for yet,
// or why it is lost.
func absence(k report.Kind, s *sheet, doc *grid.Document, said prose.Said) report.Doubt {
	d := report.Doubt{Code: "absent", Table: k.String(), Text: lost(k, s, doc, said.Sections)}
	if d.Text != "" {
		return d
	}
	d.Text = fmt.Sprintf("the page has no table %s", k)
	if said.Year != 0 && said.Year < firstYear {
		d.Code = report.NotAsked.String()
		d.Text = fmt.Sprintf("reports on %d had no table %s yet", said.Year, k)
	}
	return d
}

// lost says what has become of a table of which there is a trace, with the
// class of text in which it is lost where there is one; "" when there is no trace.
func lost(k report.Kind, s *sheet, doc *grid.Document, sections []report.Section) string {
	for _, b := range doc.Blocks {
		if b.Grid != nil || !hasGlued(b.Text, k) {
			continue
		}
		if len(b.Text) > oneLine {
			return fmt.Sprintf("the table %s stands on one line with the rest of the report (class R11): its boxes cannot be told apart", k)
		}
		return fmt.Sprintf("the cells of the table %s are glued together (class R9): its boxes cannot be told apart", k)
	}
	if s.begun {
		return fmt.Sprintf("the head of the table %s is there, but none of its rows could be found", k)
	}
	for _, section := range sections {
		if section.Number == int(k)+2 && section.Text == "" {
			return fmt.Sprintf("only the title of the table %s is there (class R10): it may be a picture or an attachment", k)
		}
	}
	return ""
}

// gluedIn tells whether some statutory table stands in the document with its
// cells glued together.
func gluedIn(doc *grid.Document) bool {
	for _, b := range doc.Blocks {
		for _, k := range report.Kinds {
			if b.Grid == nil && hasGlued(b.Text, k) {
				return true
			}
		}
	}
	return false
}

func hasGlued(text string, k report.Kind) bool {
	if len(text) < 20 {
		return false
	}
	s := words.Folded(text)                     // with its punctuation: 行政复议、行政诉讼 is prose
	s = strings.ReplaceAll(s, "行政复议行政诉讼情况", "") // the name of a section
	for _, g := range glued[k] {
		if strings.Contains(s, g) {
			return true
		}
	}
	return false
}
