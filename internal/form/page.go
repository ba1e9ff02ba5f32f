// Package form reads grids and paragraphs into a report, by the words of the
// official form (report.Forms): doubts, never guesses.
//
// A table with certain positions is read through its grid (disclosure.go,
// requests.go, review.go over rows.go); one that has become plain text is cut
// into rows by its words (walk.go, strips.go, walktables.go). Both put what
// they find on a sheet (sheet.go), which picks the edition at the end.
package form

import (
	"errors"
	"fmt"
	"strings"

	"gongkai/internal/grid"
	"gongkai/internal/indicator"
	"gongkai/internal/kind"
	"gongkai/internal/page"
	"gongkai/internal/prose"
	"gongkai/internal/report"
	"gongkai/internal/word"
)

// Version is the version of the reader. It is stored with every reading and
// grows whenever the same page may be read otherwise.
const Version = "2"

// ErrNotReport says that a document is no annual report; the error that wraps
// it says why.
var ErrNotReport = errors.New("not a report")

// Pages reads all the reports on a page, in its order: mostly one, or those of
// several organs or years.
func Pages(p page.Page) ([]*report.Report, error) {
	doc, charset, err := document(p)
	if err != nil {
		return nil, err
	}
	all, apart := several(doc, p.URL)
	if all == nil {
		r, err := Read(doc, p.URL)
		if errors.Is(err, ErrNotReport) {
			return nil, named(err, kind.Of(p, doc))
		}
		if err != nil {
			return nil, err
		}
		if !apart {
			mixed(r)
		}
		continued(r, p)
		all = []*report.Report{r}
	}
	if charset.Bad > 0 {
		for _, r := range all {
			r.Doubts = append(r.Doubts, report.Doubt{Code: "charset",
				Text: fmt.Sprintf("%d characters could not be read as %s", charset.Bad, charset.Name)})
		}
	}
	return all, nil
}

// IsWord tells whether a document is a Word file (.docx), whose tables have
// rows and columns as those of a web page have.
func IsWord(body []byte) bool { return word.Is(body) }

// document is what a page says: a web page, text or a Word file.
func document(p page.Page) (*grid.Document, page.Charset, error) {
	if word.Is(p.Body) {
		text, err := word.HTML(p.Body)
		if err != nil {
			return nil, page.Charset{}, fmt.Errorf("%w: %w", ErrNotReport, err)
		}
		doc, err := grid.HTML(text)
		return doc, page.Charset{}, err
	}
	if kind := Unread(p.Body); kind != "" {
		return nil, page.Charset{}, fmt.Errorf("%w: %s files are not read yet", ErrNotReport, kind)
	}
	text, charset := p.Text()
	read := grid.Text
	if p.IsHTML() {
		read = grid.HTML
	}
	doc, err := read(text)
	return doc, charset, err
}

// named is an error that a page is no report, with what it is instead where
// that can be told. What holds nothing to be read yet is not said to be none.
func named(err error, v kind.Verdict) error {
	if v.Kind == kind.Shell {
		return fmt.Errorf("the page holds no text before its script has run: %s", strings.Join(v.Why, "; "))
	}
	if v.Kind == kind.Other || v.Kind == kind.Report || v.Kind == kind.Summary {
		return err
	}
	return fmt.Errorf("%w: %s: %s", ErrNotReport, v.Kind, strings.Join(v.Why, "; "))
}

// unread are the kinds of documents that are refused, by the ending of their names.
var unread = map[string]string{"pdf": "PDF", "zip": "Excel, OFD or ZIP", "doc": "old Word or Excel", "png": "picture", "jpg": "picture", "gif": "picture", "gz": "compressed"}

// Unread names the kind of a document that is neither a web page nor text nor
// a Word file; "" is that it may be one of them.
func Unread(body []byte) string {
	if word.Is(body) {
		return ""
	}
	_, ending := page.Page{Body: body}.File()
	return unread[ending]
}

// Read reads the report in a document that came from an address, which may be
// empty or a file's name.
func Read(doc *grid.Document, address string) (*report.Report, error) {
	doc, old := indicator.Read(doc)
	x := newLexica()
	sheets := newSheets()
	taken := map[int]bool{}
	newGridReader(x, sheets).read(doc.Blocks, taken)
	second := again(x, doc.Blocks)
	walk(x, doc.Blocks, sheets, taken)

	said := prose.Read(doc, address, taken)
	if err := refuse(doc, said, sheets); err != nil && (said.Notice || !old.Filled()) {
		return nil, err
	}
	r := &report.Report{Organ: said.Organ, Year: said.Year, Title: said.Title, Dates: said.Dates, Sections: said.Sections,
		Evidence: said.Evidence, Doubts: said.Doubts}
	for _, k := range report.Kinds {
		t, doubts := sheets[k].table()
		r.Tables[k] = t
		if t != nil {
			confirm(t, second[k])
		}
		r.Doubts = append(r.Doubts, doubts...)
		if t == nil {
			r.Doubts = append(r.Doubts, absence(k, sheets[k], doc, said))
		}
	}
	table, doubts := old.Table(said.Year)
	r.Indicators, r.Doubts = table, append(r.Doubts, doubts...)
	return r, nil
}

// refuse says why a document is no report, nil when it is one: it needs a
// statutory table, or two titles of sections and the words of a report's title.
func refuse(doc *grid.Document, said prose.Said, sheets [3]*sheet) error {
	if said.Notice {
		return fmt.Errorf("%w: its title is that of another document: %s", ErrNotReport, said.Title)
	}
	for _, s := range sheets {
		if len(s.rows) > 0 {
			return nil
		}
	}
	switch {
	case len(doc.Blocks) == 0:
		return fmt.Errorf("%w: the page has no text", ErrNotReport)
	case len(said.Sections) >= 2 && said.Announced, len(said.Sections) >= prose.Telling, gluedIn(doc):
		return nil
	case len(said.Sections) >= 2:
		return fmt.Errorf("%w: sections like those of a report, but no statutory table and no title of a report", ErrNotReport)
	}
	return fmt.Errorf("%w: no statutory table and no sections of a report", ErrNotReport)
}
