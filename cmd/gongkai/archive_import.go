package main

import (
	"context"
	"fmt"
	"net/http"

	"gongkai/internal/archive"
	"gongkai/internal/form"
	"gongkai/internal/store"
)

// taker takes what others have saved into the archive and the database.
type taker struct {
	importer
	archive *archive.Archive
	fresh   int // answers that were not there
	there   int
	other   int // pages that are no reports
}

// take takes one file: its records, or itself as a page.
func (i *taker) take(ctx context.Context, file string) error {
	if !isWARC(file) {
		return i.saved(ctx, file)
	}
	f, err := openWARC(file)
	if err != nil {
		return err
	}
	defer f.Close()
	for e, err := range archive.Foreign(f, file) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			err = i.one(ctx, e, &claimed{})
		}
		if err != nil {
			i.fail(err)
		}
	}
	return nil
}

// saved takes a page that somebody saved.
func (i *taker) saved(ctx context.Context, file string) error {
	says, err := i.manifest.of(file)
	if err != nil {
		return err
	}
	p, err := pageOf(i.in, file)
	if err != nil {
		return err
	}
	address, err := i.address(file, says)
	if err != nil {
		return err
	}
	kind := "text/plain"
	switch {
	case p.IsHTML():
		kind = "text/html"
	case form.IsWord(p.Body):
		kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	}
	return i.one(ctx, archive.Exchange{URL: address, Time: i.started, Saved: true, From: file, Header: http.Header{"Content-Type": {kind}}, Body: p.Body}, says)
}

// one takes one answer. The same bytes at the same address are there already. A
// page that the archive has and the database does not, as after a crash, is read.
func (i *taker) one(ctx context.Context, e archive.Exchange, says *claimed) error {
	was, err := i.db.Copy(ctx, e.URL)
	if err != nil {
		return err
	}
	if was.Digest == e.Digest() {
		i.there++
		return nil
	}
	c, there, err := i.archive.Take(ctx, e, i.started)
	if err != nil {
		return err
	}
	if e.Time.IsZero() {
		e.Time = i.started
	}
	if there {
		i.there++
	} else {
		i.fresh++
	}
	if e.Status != 0 && e.Status != http.StatusOK {
		return nil // kept, but no page
	}
	if e.Cut != "" {
		return fmt.Errorf("%s: the answer is broken off after %d bytes; it is kept and not read", e.URL, len(e.Body))
	}
	p, err := e.Page()
	if err != nil {
		return fmt.Errorf("%s: %w", e.URL, err)
	}
	entry := reading(p, claim{organ: says.organ, organBy: "the manifest", year: says.year, yearBy: "the manifest"})
	entry.Organ = store.Organ{Name: says.organ, Division: says.division, Site: host(p.URL)}
	entry.Ref = c.Ref
	if err := i.archive.Sync(); err != nil {
		return err
	}
	return i.settle(ctx, entry, store.Copy(c))
}

// settle stores what a page says, as of the list that led there, if one did.
func (i *taker) settle(ctx context.Context, e store.Entry, c store.Copy) error {
	t, listed, err := i.db.Target(ctx, e.Page.URL)
	if err != nil {
		return err
	}
	if listed && e.Organ.Name == "" {
		e.Organ, e.Title = store.Organ{Name: t.Organ.Name, Division: t.Organ.Division, Site: host(t.List)}, t.Title
	}
	if e.Report == nil && !listed {
		i.other++ // what else was saved of a site is kept, and no concern of ours
		return i.db.Remember(ctx, e.Page.URL, c)
	}
	if err := trouble(e); err != nil {
		i.other++
		i.fail(fmt.Errorf("%s: %w", e.Page.URL, err))
		return i.db.Remember(ctx, e.Page.URL, c)
	}
	change := store.Same
	if listed {
		var changes []store.Change
		changes, err = i.db.Settle(ctx, store.Outcome{Organ: t.Organ, List: t.List, Address: t.Address, Time: e.Page.Fetched, Entry: &e, Copy: c})
		change = changes[0]
	} else if change, err = put(ctx, i.db, e); err == nil {
		err = i.db.Remember(ctx, e.Page.URL, c)
	}
	i.counts.add(change)
	return err
}
