package crawl

import (
	"context"
	"errors"
	"fmt"

	"gongkai/internal/archive"
	"gongkai/internal/page"
	"gongkai/internal/site"
)

// Where the walk through a list ends, whatever the pages say.
const (
	mostPages  = 500 // of one list
	mostBarren = 2   // pages in a row that bring nothing new
)

// list is a list being walked.
type list struct {
	site    site.Site
	queue   []string // pages to ask for
	queued  map[string]bool
	reports []site.Link
	rows    map[string]bool
	listed  map[string]bool // addresses of reports
	total   int             // rows that the list says it has
	barren  int             // pages in a row that failed or had no new row
	empty   error           // of the first page without a report
	failed  bool            // a page could not be had, and has been handed over
	pages   int             // that came
	copies  map[string]archive.Copy
}

// walk walks the list of a site to its end and then fetches the reports that
// are due. Its error ends the crawl, or this host; all else is handed over.
func (r *run) walk(ctx context.Context, f *fetcher, s site.Site) error {
	walk, err := true, error(nil)
	if r.Frontier != nil {
		walk, err = r.Frontier.Walk(ctx, s)
	}
	var links []site.Link
	if err == nil && walk {
		links, err = r.list(ctx, f, s)
	}
	if err != nil {
		return err
	}
	asks, err := r.due(ctx, s, links)
	if err != nil {
		return err
	}
	for _, a := range asks {
		if err := r.report(ctx, f, s, a); err != nil {
			return err
		}
	}
	return nil
}

// list walks the list of a site and hands over what is wrong with it.
func (r *run) list(ctx context.Context, f *fetcher, s site.Site) ([]site.Link, error) {
	l := &list{site: s, queue: []string{s.List}, queued: map[string]bool{s.List: true}, rows: make(map[string]bool), listed: make(map[string]bool), copies: make(map[string]archive.Copy)}
	for i := 0; i < len(l.queue) && i < mostPages && l.barren < mostBarren; i++ {
		if err := r.turnPage(ctx, f, l, l.queue[i]); err != nil {
			return nil, err
		}
	}
	complaint := l.complaint()
	if complaint != nil {
		if err := r.hand(ctx, Got{Site: s, Page: page.Page{URL: s.List}, Err: complaint, List: true}); err != nil {
			return nil, err
		}
	}
	if r.Frontier == nil {
		return l.reports, nil
	}
	return l.reports, r.Frontier.Listed(ctx, Listing{Site: s, Links: l.reports, Pages: l.pages, Whole: !l.failed, Err: complaint, Copies: l.copies})
}

// turnPage reads one page of a list.
func (r *run) turnPage(ctx context.Context, f *fetcher, l *list, address string) error {
	last, err := r.last(ctx, address)
	if err != nil {
		return err
	}
	a, err := f.fetch(ctx, l.site, address, Ask{Last: last}, "")
	if err != nil {
		if !isFailure(err) {
			return err
		}
		l.failed = true
		l.barren++
		return r.hand(ctx, Got{Site: l.site, Page: page.Page{URL: address}, Err: err, List: true})
	}
	l.queued[a.page.URL] = true // where it was moved to
	l.copies[address] = a.copy
	l.pages++
	found, err := l.site.Links(a.page)
	if err != nil && !errors.Is(err, site.ErrEmpty) {
		l.failed = true
		return r.hand(ctx, Got{Site: l.site, Page: page.Page{URL: address}, Ref: a.ref, Err: &Failure{Kind: unreadable, Address: address, Err: err}, List: true})
	}
	if err != nil && l.empty == nil {
		l.empty = &Failure{Kind: emptyList, Address: l.site.List, Err: err}
		if f := Suspect(address, a.page); f != nil {
			l.empty = f
		}
	}
	n := l.add(found)
	r.note(ctx, Event{Site: l.site, Address: a.page.URL, What: "list", New: n, Bytes: len(a.page.Body)})
	return nil
}

// add takes over what a page holds and returns how many of its reports are new.
func (l *list) add(found site.Found) int {
	before, reports := len(l.rows), len(l.reports)
	for _, row := range found.Rows {
		l.rows[row] = true
	}
	for _, link := range found.Reports {
		if !l.listed[link.URL] {
			l.listed[link.URL] = true
			l.reports = append(l.reports, link)
		}
	}
	l.total = max(l.total, found.Total)
	l.barren++
	if len(l.rows) > before || len(found.Rows) == 0 && before == 0 {
		l.barren = 0
	}
	if l.barren > 0 {
		return 0 // what comes after the end of a list may go on for ever
	}
	for _, next := range found.Next {
		if !l.queued[next] && len(l.queued) < 2*mostPages {
			l.queued[next] = true
			l.queue = append(l.queue, next)
		}
	}
	return len(l.reports) - reports
}

// complaint is what is wrong with the list as a whole: an empty one is not a
// small one, and one that has more rows than it shows is not complete.
func (l *list) complaint() error {
	switch {
	case len(l.reports) == 0 && l.empty != nil:
		return l.empty
	case len(l.reports) > 0 && l.total > len(l.rows) && !l.failed:
		return &Failure{Kind: shortfall, Address: l.site.List,
			Err: fmt.Errorf("%d of the %d rows that the list says it has were seen; the others are filled in by a script, or on pages it does not link to", len(l.rows), l.total)}
	}
	return nil
}

// report fetches the page of a report.
func (r *run) report(ctx context.Context, f *fetcher, s site.Site, ask Ask) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g := Got{Site: s, Link: ask.Link, Page: page.Page{URL: ask.Link.URL}}
	a, err := f.fetch(ctx, s, ask.Link.URL, ask, ask.Link.URL)
	if err != nil && !isFailure(err) {
		return err
	}
	if g.Err = err; err == nil {
		g.Page, g.Ref, g.Copy, g.Same = a.page, a.ref, a.copy, a.same
	}
	return r.hand(ctx, g)
}
