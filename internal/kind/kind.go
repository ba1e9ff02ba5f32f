// Package kind tells what a page is that was asked for as a report: the report
// itself, a list of reports, a page that only links to it, a question whether
// a person is there, an error that is called a success, and so on. It says
// why.
package kind

import (
	"gongkai/internal/grid"
	"gongkai/internal/page"
	"gongkai/internal/prose"
)

// Kind is what a page is. Its words are stored with the reason and never change.
type Kind string

// The kinds, in the order in which they are tried.
const (
	Challenge  Kind = "challenge"          // a firewall asks for a script, a cookie or a person
	Redirect   Kind = "redirect"           // a script or a tag that leads elsewhere
	Report     Kind = "report"             // an annual report
	Summary    Kind = "summary"            // an annual report that adds up those of many organs
	Notice     Kind = "notice"             // about annual reports: 通知, 解读, 图解, 指南, 格式 …
	Missing    Kind = "soft-404"           // says that there is nothing, with a status of success
	Building   Kind = "under-construction" // an empty column, a site being rebuilt
	List       Kind = "list"               // links to reports
	Attachment Kind = "attachment"         // the report is a file or a picture on it
	Shell      Kind = "shell"              // holds no text before its script has run
	Other      Kind = "other"              // none of these
)

// Verdict is what a page is, and why, in words for a person.
type Verdict struct {
	Kind Kind
	Why  []string
}

// Of tells what a page is, whose document has been read. A document may be nil
// where it could not be.
func Of(p page.Page, doc *grid.Document) Verdict {
	if doc == nil {
		doc = &grid.Document{}
	}
	text, _ := p.Text()
	l := look{page: p, doc: doc, source: cut(text, maxSource), text: prose.Text(doc)}
	l.links, l.plain = linksOf(l.source, l.text)
	l.said = prose.Read(doc, p.URL, nil)
	for _, try := range []func(*look) (Verdict, bool){challenge, redirect, report, notice, missing, list, attachment, building, shell} {
		if v, ok := try(&l); ok {
			return v
		}
	}
	return Verdict{Kind: Other, Why: []string{"no statutory table and no sections of a report"}}
}

// look is a page as the tests see it.
type look struct {
	page   page.Page
	doc    *grid.Document
	source string // of HTML
	text   string // of the document
	plain  string // of the document without the words of links
	links  []link
	said   prose.Said
}

// maxSource is how much of a page is looked at.
const maxSource = 2 << 20

func cut(s string, n int) string { return s[:min(len(s), n)] }
