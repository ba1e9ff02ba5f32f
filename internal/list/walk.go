package list

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/internal/page"
)

// Where a walk through a list ends, whatever the pages say.
const (
	mostPages  = 500 // of one list
	mostBarren = 2   // pages of a part in a row that bring nothing new
)

// Walk is the way through a list, from its first page to its end. It asks
// nothing itself: Next says what to ask for, Read takes what came.
type Walk struct {
	list    List
	queue   []Request
	at      int // in the queue
	queued  map[string]bool
	parts   map[string]*part
	order   []string          // of parts
	rows    map[string]string // shape by address
	shapes  map[string]bool   // where reports stand
	listed  map[string]bool   // addresses of reports
	reports []Link
	dead    []Link // reports that lead nowhere
	pages   int    // that were read
	empty   error  // of the last page without a report
}

// part is a list within the list that counts its own rows: a year of a menu,
// or all that is in none.
type part struct {
	rows         map[string]string // shape by address
	total, pages int               // that it says it has
	read         int               // pages; those of its script, where that was asked
	turned       bool              // its script was asked
	blind        string            // why rows of it cannot be seen
	bare         int               // the year that it should have a report of and has none; 0 when it has, or leads on
	barren       int               // pages in a row that failed or had no new row
	failed       bool
}

// Walk begins at the first page of the list.
func (l List) Walk() *Walk {
	w := &Walk{list: l, queued: make(map[string]bool), parts: make(map[string]*part), rows: make(map[string]string), shapes: make(map[string]bool), listed: make(map[string]bool)}
	w.add([]Request{{URL: l.Address}})
	return w
}

func (w *Walk) part(name string) *part {
	if w.parts[name] == nil {
		w.parts[name] = &part{rows: make(map[string]string)}
		w.order = append(w.order, name)
	}
	return w.parts[name]
}

func (w *Walk) add(next []Request) {
	for _, r := range next {
		if key := r.Key(); !w.queued[key] && len(w.queued) < 2*mostPages {
			w.queued[key] = true
			w.queue = append(w.queue, r)
		}
	}
}

// Next is the next page to ask for; false at the end of the list.
func (w *Walk) Next() (Request, bool) {
	for w.at < len(w.queue) && w.at < mostPages {
		r := w.queue[w.at]
		w.at++
		if p := w.part(r.Part); p.barren < mostBarren && (r.Turn == 0 || !w.whole(p, r.Part)) {
			return r, true
		}
	}
	return Request{}, false
}

// whole tells whether all rows have been seen that a part says it has. Then
// its script need not be asked.
func (w *Walk) whole(p *part, name string) bool {
	return p.total > 0 && w.seen(p, name) >= p.total
}

// seen is how many rows count for a part: the first page may count those of
// every year. Links that stand where no report stands, on any page, are no rows.
func (w *Walk) seen(p *part, name string) int {
	rows, n := p.rows, 0
	if name == "" {
		rows = w.rows
	}
	for _, shape := range rows {
		if w.shapes[shape] {
			n++
		}
	}
	return n
}

// Instead says that a page is not there, and tells whether another is to be
// asked for in its place.
func (w *Walk) Instead(asked Request) bool {
	if asked.Else == "" || w.queued[asked.Else] {
		return false
	}
	w.add([]Request{{URL: asked.Else, Part: asked.Part, Lost: asked.URL}})
	return true
}

// Fail says that a page could not be had, nor then that the list is short.
func (w *Walk) Fail(asked Request) {
	p := w.part(asked.Part)
	p.failed = true
	p.barren++
}

// Read takes the answer to a request. It returns what the page holds, and how
// many of its reports are new. The error is that the page cannot be read.
func (w *Walk) Read(asked Request, p page.Page) (found Found, fresh int, err error) {
	w.queued[p.URL] = true // where it was moved to
	found, err = w.list.Read(asked, p)
	if err != nil && !errors.Is(err, ErrEmpty) {
		w.Fail(asked)
		return found, 0, err
	}
	w.pages++
	if err != nil {
		w.empty = err
	}
	before := len(w.reports)
	for _, link := range found.Reports {
		if !w.listed[link.URL] {
			w.listed[link.URL] = true
			w.reports = append(w.reports, link)
		}
	}
	w.dead = append(w.dead, found.dead...)
	part := w.part(asked.Part)
	part.blind = cmp.Or(part.blind, found.blind)
	leadsOn := slices.ContainsFunc(found.Next, func(r Request) bool { return !w.queued[r.Key()] })
	if asked.Year > 0 && len(found.Reports) == 0 && !leadsOn && !found.quiet {
		part.bare = asked.Year
	}
	if w.count(part, asked, found) {
		w.add(found.Next)
	}
	if w.seen(part, asked.Part) < part.total {
		w.add(found.before)
	}
	return found, len(w.reports) - before, nil
}

// count counts the rows of a page and tells whether to go on from it: what
// comes after the end of a list may go on for ever.
func (w *Walk) count(p *part, asked Request, found Found) (more bool) {
	before := len(p.rows)
	for i, row := range found.Rows {
		p.rows[row], w.rows[row] = found.where[i], found.where[i]
		if len(found.Reports) > 0 || asked.Turn > 0 {
			w.shapes[found.where[i]] = true
		}
	}
	if asked.Turn > 0 && !p.turned { // the pages that its answers count are others than those of the site
		p.turned, p.read, p.pages = true, 0, 0
	}
	p.read++
	p.total, p.pages = max(p.total, found.Total), max(p.pages, found.Pages)
	if len(p.rows) == before && asked.Turn >= 0 && (len(found.Rows) > 0 || before > 0) {
		p.barren++
		return false
	}
	p.barren = 0
	return true
}

// Reports are the links to reports seen so far, each address once.
func (w *Walk) Reports() []Link { return w.reports }

// Counted tells whether the list says how many rows or pages it has, in each of
// its parts that has reports. One that does not cannot be seen to be short.
func (w *Walk) Counted() bool {
	if p := w.parts[""]; p != nil && p.total > 0 {
		return true // of every part
	}
	for _, p := range w.parts {
		for _, shape := range p.rows {
			if w.shapes[shape] && p.total+p.pages == 0 {
				return false
			}
		}
	}
	return len(w.reports) > 0
}

// Err is what is wrong with the list as a whole, at its end: an empty one is
// not a small one, and one that shows less than it says it has is not whole.
func (w *Walk) Err() error {
	if len(w.reports) == 0 {
		return w.empty
	}
	lacks := ""
	for _, name := range w.order {
		p := w.parts[name]
		lacks = cmp.Or(lacks, p.lacks(name, w.seen(p, name)))
	}
	for _, l := range w.dead {
		there := func(r Link) bool { return r.Title == l.Title || r.Year == l.Year && r.Organ == l.Organ }
		if lacks == "" && l.Year > 0 && !strings.Contains(l.Why, "template") && !slices.ContainsFunc(w.reports, there) {
			lacks = fmt.Sprintf("“%s” stands there, but %s", l.Title, l.Why)
		}
	}
	if lacks == "" && w.at < len(w.queue) {
		lacks = fmt.Sprintf("%d pages of the list were asked for, and no more are", w.at)
	}
	if lacks == "" {
		return nil
	}
	return fmt.Errorf("%s; %w", lacks, ErrShort)
}

// lacks is what a part does not show of what it says it has, empty when it shows
// all, or when a page of it failed, which is said already.
func (p *part) lacks(name string, seen int) string {
	pages := max(p.read-p.barren, 1)
	switch {
	case p.failed:
	case p.total > seen:
		return fmt.Sprintf("%d of the %d rows that the list says it has were seen", seen, p.total)
	case p.total == 0 && p.pages > pages:
		return fmt.Sprintf("%d of the %d pages that the list says it has were seen", pages, p.pages)
	case p.total == 0 && p.blind != "" && !p.turned:
		return p.blind
	case p.bare > 0:
		return fmt.Sprintf("no report of %d was seen at %s, which the list names for it", p.bare, name)
	}
	return ""
}
