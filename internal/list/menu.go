package list

import (
	"cmp"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"gongkai/internal/markup"
	"gongkai/internal/title"
)

// menu are the lists of other years, each a part of the list with a count of
// its own. One link that looks like a year is no menu, unless the page is a
// column of annual reports.
func (d *document) menu() []Request {
	var next []Request
	seen := make(map[string]bool)
	for _, a := range d.Anchors {
		if !a.Menu && !d.leads && !ofYears(a) {
			continue
		}
		address, ok := d.near(a.Href)
		if !ok || seen[address] || address == d.self || !d.isMenu(a, address) {
			continue
		}
		seen[address] = true
		r := Request{URL: address, Part: address}
		if y := title.Year(a.Text); y <= d.last && ofYear.MatchString(closed(a.Text)) {
			r.Year = y
		}
		next = append(next, r)
	}
	if len(next) < 2 && !d.column && !d.hasFrames() {
		return nil
	}
	return next
}

func (d *document) hasFrames() bool { return strings.Contains(d.text, "timeFrame") }

// mostBehind is how many lists are followed from a page that is none itself.
const mostBehind = 200

// annual is the name of a folder of annual reports, as the sites call it.
var annual = regexp.MustCompile(`(?i)(?:nb|ndbg|gzbg)(?:[_-]?(?:20)?\d\d\w?)?$`)

// behind are the columns of annual reports that a page leads to which has no
// reports and nothing else that leads to some: by the words of its links or, from a
// column that only names organs, by the folder.
func (d *document) behind() []Request {
	var next []Request
	for _, a := range d.Anchors {
		address, ok := d.near(a.Href)
		if !ok || address == d.self || address == d.base.String() || len(next) == mostBehind {
			continue
		}
		named := title.Read(cmp.Or(a.Text, a.Title), false).Column
		if !named && !(d.leads && isFolder(address) && annual.MatchString(path.Base(folder(address)))) {
			continue
		}
		if !slices.ContainsFunc(next, func(r Request) bool { return r.URL == address }) {
			next = append(next, Request{URL: address, Part: address})
		}
	}
	return next
}

// closed are words without the white space among them.
func closed(words string) string { return strings.Join(strings.Fields(words), "") }

// mostWords is how long the words are of links to lists, in bytes.
const mostWords = 96

// further are the words of a link from the newest rows of a list to all of them.
var further = regexp.MustCompile(`(?i)^(?:查看|浏览|点击)?(?:更多|全部|more)(?:年报|报告|信息|内容)?[>›»…+.]*$`)

// rest are the lists of which a page shows but the newest rows: what a link in
// the same block as reports promises more of.
func (d *document) rest(reports []Link) []Request {
	var next []Request
	for _, a := range d.Anchors {
		if len(a.Text) > mostWords || !further.MatchString(closed(a.Text+a.Title)) && !further.MatchString(strings.TrimSpace(a.Text)) {
			continue
		}
		address, ok := d.near(a.Href)
		if ok && address != d.self && address != d.base.String() && d.beside(a, reports) {
			next = append(next, Request{URL: address, Part: address})
		}
	}
	return next
}

// beside tells whether most of the links around one are reports.
func (d *document) beside(a markup.Anchor, reports []Link) bool {
	its, others := a.Block(func(href string) bool {
		at, _ := markup.Join(d.base, href)
		return slices.ContainsFunc(reports, func(l Link) bool { return l.URL == at })
	})
	return its > 0 && its >= others-2 // itself, and the name of the list
}

var (
	// ofYear is the whole text of a link to the list of a year.
	ofYear = regexp.MustCompile(`^20\d\d年?度?(?:\p{Han}{0,10}(?:年报|报告))?$`)
	// earlier is that of a link to the list of many.
	earlier = regexp.MustCompile(`^(?:20\d\d年?度?(?:及其?)?(?:以|之)?前|(?:历年|往年|历史|以往|以前年度|往期))\p{Han}{0,12}$`)
)

// ofYears tells whether a link says that it leads to the list of a year, or of
// many.
func ofYears(a markup.Anchor) bool {
	if len(a.Text) > mostWords {
		return false
	}
	words := closed(a.Text)
	return ofYear.MatchString(words) || earlier.MatchString(words)
}

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
	if !ofYears(a) {
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
