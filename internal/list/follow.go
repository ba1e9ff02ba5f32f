package list

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"gongkai/internal/markup"
	"gongkai/internal/paging"
	"gongkai/internal/source"
)

// follow is what to ask for next: the other pages of the list, the lists of
// other years, and what is shown inside the page or instead of it.
func (d *document) follow(f family, found *Found) {
	from, hasSource := source.Of(f.name)
	if hasSource && d.asked.Turn > 0 {
		if q, ok := from.After(d.sourced(), len(d.Anchors), found.Total, found.Pages); ok {
			found.Next = []Request{d.request(f.name, q)}
		}
		return
	}
	if d.asked.Turn == 0 {
		found.Next = d.pages(f.next(d))
		d.numbered(found.Next)
	}
	if hasSource && (d.asked.Turn < 0 || found.Total > len(found.Rows) || found.Total == 0 && len(found.Next) == 0) {
		q, missing := from.Begin(d.sourced())
		if d.lacks = missing; missing == "" {
			found.Next = append(found.Next, d.request(f.name, q))
		}
	}
	d.leads = d.column && len(found.Reports) == 0
	found.Next = append(found.Next, d.menu()...)
	if len(found.Reports) > 0 {
		return
	}
	found.Next = append(found.Next, d.pages(d.shown())...)
	if d.Refresh != "" && len(d.text) < 1<<10 {
		found.Next = append(found.Next, d.pages([]string{d.Refresh})...)
	}
}

// pages are requests for pages of the same part of the list, each once,
// without that for the page itself.
func (d *document) pages(hrefs []string) []Request {
	var next []Request
	seen := map[string]bool{d.self: true, d.base.String(): true}
	for _, href := range hrefs {
		address, ok := d.near(href)
		if !ok || seen[address] || len(next) == mostPages {
			continue
		}
		seen[address] = true
		next = append(next, Request{URL: address, Part: d.asked.Part})
	}
	return next
}

// numbered says what to ask for where the pages of createPageHTML are not there
// under the names that they should have.
func (d *document) numbered(next []Request) {
	c, ok := paging.Read(d.text)
	missing, instead, many := c.Other()
	if !ok || !many {
		return
	}
	at, _ := d.near(missing)
	for i, r := range next {
		if r.URL == at {
			next[i].Else, _ = d.near(instead)
		}
	}
}

// sourced is the page for the source of its rows.
func (d *document) sourced() source.Page {
	return source.Page{Address: d.self, Text: d.about, Options: d.options, With: d.asked.With, Turn: d.asked.Turn}
}

// request is a question to a source, for the same part of the list.
func (d *document) request(family string, q source.Question) Request {
	return Request{Method: q.Method, URL: q.URL, Body: q.Body, Header: q.Header, Family: family, Part: d.asked.Part, Turn: q.Turn, With: q.With}
}

// arrows are the links to the next page.
func arrows(d *document) []string {
	var next []string
	for _, a := range d.Anchors {
		switch word := strings.Trim(a.Text, " []【】>›»&gt;"); {
		case a.Rel == "next", word == "下一页", word == "下页", word == "后页", word == "后一页", word == "下一頁", strings.EqualFold(word, "next"):
			next = append(next, a.Href)
		}
	}
	return next
}

// menu are the lists of other years, each a part of the list with a count of
// its own. One link that looks like a year is no menu, unless the page is a
// column of annual reports.
func (d *document) menu() []Request {
	var next []Request
	seen := make(map[string]bool)
	for _, a := range d.Anchors {
		if !a.Menu && !d.leads && !ofYear.MatchString(strings.Join(strings.Fields(a.Text), "")) {
			continue
		}
		address, ok := d.near(a.Href)
		if !ok || seen[address] || address == d.self || !d.isMenu(a, address) {
			continue
		}
		seen[address] = true
		next = append(next, Request{URL: address, Part: address})
	}
	if len(next) < 2 && !d.column && !d.hasFrames() {
		return nil
	}
	return next
}

func (d *document) hasFrames() bool { return strings.Contains(d.text, "timeFrame") }

// calls are the pages after the first that createPageHTML makes.
func calls(d *document) []string {
	if c, ok := paging.Read(d.text); ok {
		return c.Names()
	}
	return arrows(d)
}

// groups are the next rows of a jpage list.
func groups(d *document) []string {
	if next := paging.Groups(d.text); next != nil {
		return next
	}
	return arrows(d)
}

// ofYear is the whole text of a link to the list of a year.
var ofYear = regexp.MustCompile(`^20\d\d年?度?(?:\p{Han}{0,10}(?:年报|报告))?$`)

// isMenu tells whether a link leads to the list of a year: below the list, or
// beside it where the list is itself that of a year, or the same page asked
// for otherwise. A column without reports leads to all folders below it: to
// those of departments, of towns.
func (d *document) isMenu(a markup.Anchor, address string) bool {
	if a.Menu {
		return true
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	here := d.base
	if self, err := url.Parse(d.self); err == nil {
		here = self
	}
	if d.leads && isFolder(address) && u.Path != here.Path && strings.HasPrefix(u.Path, folder(here.Path)) {
		return true
	}
	if !ofYear.MatchString(strings.Join(strings.Fields(a.Text), "")) {
		return false
	}
	if u.Path == here.Path {
		return u.RawQuery != here.RawQuery
	}
	return isFolder(address) && strings.HasPrefix(u.Path, column(here.Path)) && path.Clean(u.Path) != path.Clean(here.Path)
}

// folder is that of a page, with a slash at its end.
func folder(p string) string { return p[:strings.LastIndexByte(p, '/')+1] }

var inYear = regexp.MustCompile(`20\d\d`)

// column is the folder of a list; of the list of a year, the one above it.
func column(p string) string {
	dir := path.Clean(folder(p))
	if inYear.MatchString(path.Base(dir)) {
		dir = path.Dir(dir)
	}
	return strings.TrimSuffix(dir, "/") + "/"
}

// chrome are pages shown in every page of a site.
var chrome = regexp.MustCompile(`(?i)visit|count|login|share|foot|header|banner|search|weather|player|video|about:`)

// shown are pages shown inside the page, which is then but their frame.
func (d *document) shown() []string {
	var next []string
	for _, src := range d.Frames {
		if !chrome.MatchString(src) && !fileName.MatchString(src) {
			next = append(next, src)
		}
	}
	return next
}
