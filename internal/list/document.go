package list

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongkai/internal/markup"
	"gongkai/internal/paging"
	"gongkai/internal/source"
	"gongkai/internal/title"
)

// document is a list page being read.
type document struct {
	markup.Page
	asked       Request
	options     map[string]string
	text        string
	about       string   // the addresses of the page, a line each, and its text
	base        *url.URL // of its references
	self        string
	column      bool   // the page says that it is a column of annual reports, or is part of one
	leads       bool   // it is a column without reports
	last        int    // year that can have a report
	total, many int    // rows and pages, from an answer that says so apart
	within      string // what the addresses of its rows hold
	lacks       string // what its family needs and it does not say
}

// read takes over the links of some HTML: of the page, or of rows that it
// keeps elsewhere.
func (d *document) read(text string) error {
	if text == "" {
		return nil
	}
	p, err := markup.Read(text)
	if err != nil {
		return err
	}
	d.base = p.From(d.base)
	d.column = d.column || title.IsColumn(p.Name)
	if d.Name != "" { // rows kept elsewhere in the page
		p.Anchors = append(d.Anchors, p.Anchors...)
		p.Refresh, p.Frames, p.Choices, p.Dead = d.Refresh, d.Frames, d.Choices, append(d.Dead, p.Dead...)
	}
	d.Page = p
	return nil
}

// answer takes over the rows of an answer.
func (d *document) answer(family string) error {
	from, _ := source.Of(family)
	r, err := from.Read(d.text)
	d.Page, d.total, d.many = r.Page, r.Total, r.Pages
	return err
}

// size is how many rows and pages the list has in all, by the page itself.
func (d *document) size() (rows, pages int) {
	if d.total > 0 || d.many > 0 {
		return d.total, d.many
	}
	return paging.Size(d.text)
}

// hasReport tells whether one of the links has the title of a report.
func (d *document) hasReport() bool {
	return slices.ContainsFunc(d.Anchors, func(a markup.Anchor) bool {
		t := title.Read(a.Text, d.column)
		return t.Report && t.Organ != ""
	})
}

// dead are the reports that stand there and lead nowhere.
func (d *document) dead() []Link {
	var all []Link
	for _, l := range d.Dead {
		if t := title.Read(l.Text, false); t.Report { // the words of a template may be those of one
			all = append(all, Link{Title: title.Clean(l.Text), Year: t.Year, Organ: t.Organ, Why: l.Why})
		}
	}
	return all
}

// near is the address of a reference on the same host, with or without TLS.
func (d *document) near(href string) (string, bool) {
	address, ok := markup.Join(d.base, href)
	if !ok {
		return "", false
	}
	u, err := url.Parse(address)
	return address, err == nil && bareHost(u) == bareHost(d.base)
}

// bareHost is a host without the www that many sites put before it or not.
func bareHost(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }

// isFolder tells whether an address is that of a column rather than of a page in it.
func isFolder(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	name := path.Base(u.Path)
	return strings.HasSuffix(u.Path, "/") || u.Path == "" || strings.HasPrefix(name, "index") || strings.HasPrefix(name, "list")
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
