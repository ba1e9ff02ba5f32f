package crawl

import (
	"cmp"
	"context"
	"errors"

	"gongkai/internal/archive"
	"gongkai/internal/list"
	"gongkai/internal/page"
	"gongkai/internal/site"
)

// walk walks the list of a site to its end and then fetches the reports that
// are due, and then their files, each address once. Its error ends the crawl,
// or this host; all else is handed over.
func (r *run) walk(ctx context.Context, f *fetcher, s site.Site) error {
	walk, err := true, error(nil)
	if r.Frontier != nil {
		walk, err = r.Frontier.Walk(ctx, s)
	}
	var links []list.Link
	if err == nil && walk {
		links, err = r.list(ctx, f, s)
	}
	if err != nil {
		return err
	}
	asked := make(map[string]bool)
	for { // pages lead to files, which are due then
		asks, err := r.due(ctx, s, links)
		if err != nil {
			return err
		}
		before := len(asked)
		for _, a := range asks {
			if asked[a.Link.URL] {
				continue
			}
			asked[a.Link.URL] = true
			if err := r.report(ctx, f, s, a); err != nil {
				return err
			}
		}
		if r.Frontier == nil || len(asked) == before {
			return nil
		}
	}
}

// way is a list being walked.
type way struct {
	*list.Walk
	site   site.Site
	copies map[string]archive.Copy
	pages  int
	failed bool     // a page could not be had, and has been handed over
	first  *Failure // what came in place of the list
}

// list walks the list of a site and hands over what is wrong with it.
func (r *run) list(ctx context.Context, f *fetcher, s site.Site) ([]list.Link, error) {
	w := &way{Walk: s.Walk(), site: s, copies: make(map[string]archive.Copy)}
	for asked, ok := w.Next(); ok; asked, ok = w.Next() {
		if err := r.turnPage(ctx, f, w, asked); err != nil {
			return nil, err
		}
	}
	complaint := w.complaint()
	if complaint != nil {
		if err := r.hand(ctx, Got{Site: s, Page: page.Page{URL: s.List}, Err: complaint, List: true}); err != nil {
			return nil, err
		}
	}
	if r.Frontier == nil {
		return w.Reports(), nil
	}
	return w.Reports(), r.Frontier.Listed(ctx, Listing{Site: s, Links: w.Reports(), Pages: w.pages, Whole: !w.failed, Counts: w.Counted(), Err: complaint, Copies: w.copies})
}

// complaint is what is wrong with the list as a whole.
func (w *way) complaint() error {
	err := w.Err()
	switch {
	case err == nil:
		return nil
	case errors.Is(err, list.ErrShort):
		return &Failure{Kind: shortfall, Address: w.site.List, Err: err}
	case w.first != nil:
		return w.first
	}
	return &Failure{Kind: emptyList, Address: w.site.List, Err: err}
}

// turnPage reads one page of a list.
func (r *run) turnPage(ctx context.Context, f *fetcher, w *way, asked list.Request) error {
	last, err := r.last(ctx, asked.Key())
	if err != nil {
		return err
	}
	a, err := f.fetch(ctx, w.site, asked, Ask{Last: last}, "")
	if err != nil {
		if !isFailure(err) {
			return err
		}
		if f := (*Failure)(nil); errors.As(err, &f) && f.Kind == badStatus && w.Instead(asked) {
			return nil
		}
		w.Fail(asked)
		w.failed = true
		return r.hand(ctx, Got{Site: w.site, Page: page.Page{URL: cmp.Or(asked.Lost, asked.URL)}, Err: err, List: true})
	}
	w.copies[asked.Key()] = a.copy
	w.pages++
	found, fresh, err := w.Read(asked, a.page)
	if err != nil {
		w.failed = true
		return r.hand(ctx, Got{Site: w.site, Page: page.Page{URL: asked.URL}, Ref: a.ref, Err: &Failure{Kind: unreadable, Address: asked.URL, Err: err}, List: true})
	}
	if len(found.Reports) == 0 && w.first == nil {
		w.first = Suspect(asked.URL, a.page)
	}
	r.note(Event{Site: w.site, Address: a.page.URL, What: "list", New: fresh, Bytes: len(a.page.Body)})
	return nil
}

// report fetches the page of a report.
func (r *run) report(ctx context.Context, f *fetcher, s site.Site, ask Ask) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g := Got{Site: s, Link: ask.Link, File: ask.File, Page: page.Page{URL: ask.Link.URL}}
	a, err := f.fetch(ctx, s, list.Request{URL: ask.Link.URL}, ask, ask.Link.URL)
	if err != nil && !isFailure(err) {
		return err
	}
	if g.Err = err; err == nil {
		g.Page, g.Ref, g.Copy, g.Same = a.page, a.ref, a.copy, a.same
	}
	return r.hand(ctx, g)
}
