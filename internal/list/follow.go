package list

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// follow is what to ask for next: the other pages of the list, the lists of
// other years, and what is shown inside the page or instead of it.
func (d *document) follow(f family, found *Found) {
	if f.api != nil && d.asked.Turn != 0 {
		found.Next = append(found.Next, f.api.after(d, f.name, found)...)
		if d.asked.Turn > 0 {
			return
		}
	}
	found.Next = append(found.Next, d.pages(f.next(d))...)
	if f.api != nil && d.asked.Turn == 0 && (found.Total > len(found.Rows) || found.Total == 0 && len(found.Next) == 0) {
		found.Next = append(found.Next, f.api.begin(d, f.name)...)
	}
	found.Next = append(found.Next, d.menu()...)
	if len(found.Reports) > 0 {
		return
	}
	found.Next = append(found.Next, d.pages(d.shown())...)
	if d.refresh != "" && len(d.text) < 1<<10 {
		found.Next = append(found.Next, d.pages([]string{d.refresh})...)
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

// near is the address of a reference on the same host, with or without TLS.
func (d *document) near(href string) (string, bool) {
	address, ok := join(d.base, href)
	if !ok {
		return "", false
	}
	u, err := url.Parse(address)
	return address, err == nil && strings.EqualFold(u.Hostname(), d.base.Hostname())
}

// arrows are the links to the next page.
func arrows(d *document) []string {
	var next []string
	for _, a := range d.anchors {
		switch word := strings.Trim(a.text, " []【】>›»&gt;"); {
		case a.rel == "next", word == "下一页", word == "下页", word == "后页", word == "后一页", word == "下一頁", strings.EqualFold(word, "next"):
			next = append(next, a.href)
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
	for _, a := range d.anchors {
		address, ok := d.near(a.href)
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

// ofYear is the whole text of a link to the list of a year.
var ofYear = regexp.MustCompile(`^20\d\d年?度?(?:\p{Han}{0,10}(?:年报|报告))?$`)

// isMenu tells whether a link leads to the list of a year: below the list, or
// beside it where the list is itself that of a year, or the same page asked
// for otherwise.
func (d *document) isMenu(a anchor, address string) bool {
	if a.menu {
		return true
	}
	u, err := url.Parse(address)
	if err != nil || !ofYear.MatchString(strings.Join(strings.Fields(a.text), "")) {
		return false
	}
	here := d.base
	if self, err := url.Parse(d.self); err == nil {
		here = self
	}
	if u.Path == here.Path {
		return u.RawQuery != here.RawQuery
	}
	return isFolder(address) && strings.HasPrefix(u.Path, column(here.Path)) && path.Clean(u.Path) != path.Clean(here.Path)
}

var inYear = regexp.MustCompile(`20\d\d`)

// column is the folder of a list; of the list of a year, the one above it.
func column(p string) string {
	dir := path.Dir(p)
	if strings.HasSuffix(p, "/") {
		dir = path.Clean(p)
	}
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
	for _, src := range d.frames {
		if usable(strings.TrimSpace(src)) && !chrome.MatchString(src) {
			next = append(next, src)
		}
	}
	return next
}
