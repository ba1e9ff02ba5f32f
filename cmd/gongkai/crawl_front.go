package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/list"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// trust is how long a host is believed that says a page has not changed. Then
// the page is asked for in full: some hosts always say so.
const trust = 30 * 24 * time.Hour

// front is the frontier of one crawl: it says what is to be asked.
type front struct {
	db     *store.DB
	keeper *keeper
	run    store.Run
	work   work
	now    time.Time

	mu      sync.Mutex
	spent   bool            // the limit of pages is reached: nothing more is begun
	begun   int             // pages that count for it
	claimed map[string]bool // pages that some list has led to in this crawl
}

// Walk tells whether a list is to be walked: not when a crawl that this one
// goes on with has done so.
func (f *front) Walk(ctx context.Context, s site.Site) (bool, error) {
	if f.work.Only == "missing" || f.work.Only == "changed" || f.full() {
		return false, nil
	}
	was, err := f.db.Source(ctx, organOf(s), s.List)
	if err != nil {
		return false, err
	}
	return f.work.walks(was, f.run.Since), nil
}

// walks tells whether a list is to be walked that is in a state.
func (k work) walks(was store.Source, since time.Time) bool {
	good := was.State == "good"
	if k.Only == "failed" {
		return !good && !was.Walked.IsZero()
	}
	return !good || was.Walked.Before(since)
}

func (f *front) full() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.spent
}

// Listed takes over what a list holds, and says loudly when it is broken.
func (f *front) Listed(ctx context.Context, l crawl.Listing) error {
	in := store.Listing{Run: f.run.ID, Organ: organOf(l.Site), List: l.Site.List, Pages: l.Pages, Whole: l.Whole, Counts: l.Counts, Failed: l.Err != nil,
		Begun: f.run.Begun, Time: time.Now().UTC(), Copies: make(map[string]store.Copy)}
	for _, link := range l.Links {
		in.Links = append(in.Links, store.Link{Address: link.URL, Title: link.Title, Year: link.Year, Date: link.Date})
	}
	for address, c := range l.Copies {
		in.Copies[address] = store.Copy(c)
	}
	if err := f.keeper.kept.Sync(); err != nil {
		return err
	}
	was, stored, err := f.db.Listed(ctx, in)
	if err != nil {
		return err
	}
	if f.work.Only != "all" {
		f.keeper.skipped.Add(int64(stored))
	}
	if was.State == "broken" {
		f.keeper.broken(l.Site, was)
	}
	return nil
}

// Due are the pages of a list to ask for now.
func (f *front) Due(ctx context.Context, s site.Site) ([]crawl.Ask, error) {
	if f.keeper.desk.leads(s.List) { // their files are due too
		if err := f.keeper.settle(ctx); err != nil {
			return nil, err
		}
	}
	list, err := f.db.Targets(ctx, organOf(s), s.List)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.claimed == nil {
		f.claimed = make(map[string]bool)
	}
	var asks []crawl.Ask
	for _, t := range list {
		if !f.work.due(t, f.run, f.now) || f.claimed[t.Address] {
			continue
		}
		if t.Page == "" && f.work.limit > 0 {
			if f.spent = f.begun == f.work.limit; f.spent {
				continue
			}
			f.begun++
		}
		f.claimed[t.Address] = true
		asks = append(asks, crawl.Ask{Link: linkOf(t), File: t.Page != "", Last: archive.Copy(t.Copy), If: f.work.Only == "changed" && t.State == "good" && f.now.Sub(t.Copy.Time) < trust})
	}
	return asks, nil
}

// due tells whether a page is to be asked for by a crawl. One that goes on with
// another asks for nothing that the other has asked for, but for what failed,
// unless that was killed: then not for this either.
func (k work) due(t store.Target, r store.Run, now time.Time) bool {
	asked := !t.Asked.IsZero() && !t.Asked.Before(r.Since)
	if !k.wants(t.Year) || t.Wait.After(now) || asked && (t.State == "good" || r.Goes) {
		return false
	}
	switch k.Only {
	case "missing":
		return t.State == "new"
	case "failed":
		return t.State == "failed"
	case "changed":
		return t.State == "good" || t.Kept || t.Page != "" && t.State == "new" // a file that has joined its page
	case "all":
		return true
	}
	return t.State != "good" && !t.Kept
}

// Last is what the archive holds of a page of a list, or of a robots.txt.
func (f *front) Last(ctx context.Context, address string) (archive.Copy, error) {
	c, err := f.db.Copy(ctx, address)
	return archive.Copy(c), err
}

// Kept remembers what the archive holds of a robots.txt.
func (f *front) Kept(ctx context.Context, address string, c archive.Copy) error {
	if err := f.keeper.kept.Sync(); err != nil {
		return err
	}
	return f.db.Remember(ctx, address, store.Copy(c))
}

// Rest is until when a host wants no question.
func (f *front) Rest(ctx context.Context, host string) (time.Time, error) {
	return f.db.Rest(ctx, host)
}

// Rests remembers that a host wants no question for a while.
func (f *front) Rests(ctx context.Context, host string, until time.Time) error {
	return f.db.Rests(ctx, host, until)
}

func organOf(s site.Site) store.Organ { return store.Organ{Name: s.Organ, Division: s.Division} }

func linkOf(t store.Target) list.Link {
	return list.Link{URL: t.Address, Title: t.Title, Year: t.Year, Date: t.Date}
}

// broken says that a list gives less than it did.
func (k *keeper) broken(s site.Site, was store.Source) {
	k.progress.failed(crawl.Got{Site: s, Page: pageAt(s.List), List: true},
		fmt.Errorf("broken: the list gave %d reports on %s, now %d; what is stored stays. %s", was.Reports, was.Good.Format(time.DateOnly), was.Gave, crawl.Hint("broken")))
}
