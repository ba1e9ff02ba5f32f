package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"gongkai/internal/archive"
	"gongkai/internal/form"
	"gongkai/internal/store"
)

// newReparse is `gongkai reparse`.
func newReparse(s streams, at func() (workspace, error)) *cobra.Command {
	var r reparser
	var without []string
	var years string
	c := &cobra.Command{
		Use:   "reparse [SELECTOR...]",
		Short: "Read the stored pages again and show what this reader reads otherwise",
		Long: `Reads every page of the archive, and every imported file that is still there, with
the reader of this program, and says cell by cell what would change: before, after
and why. Nothing is fetched, and nothing is changed without --apply. A page of
several reports counts once for each.

A cell is verified when two readings of its page agree and its sums hold. Verified
cells that would change are listed first; --apply refuses to touch anything while
there are any, unless --accept says that they were looked at.

Where the reading differs but the reader has not got a new version, the difference
is shown and not stored: two readings of one version could not be told apart.

Exit code 0: nothing would change, or all of it is stored. 3: something would
change, or a page could not be read back, which is named. 130: interrupted; what
was stored is kept, the same command goes on.`,
		Example: "  gongkai reparse\n  gongkai reparse 320800+ --year 2021-2023\n  gongkai reparse --apply\n  gongkai reparse --jsonl | jq 'select(.verified)'",
		Args:    takes(0, -1, ""),
		RunE: func(c *cobra.Command, args []string) error {
			if r.accept && !r.apply {
				return wrong("--accept says that --apply may change verified cells; it does nothing alone")
			}
			w, err := at()
			if err != nil {
				return err
			}
			db, err := w.open(c.Context())
			if err != nil {
				return err
			}
			r.streams, r.db = s, db
			return errors.Join(r.run(c.Context(), w, chosen{args, without, years}), db.Close())
		},
	}
	flags := c.Flags()
	flags.BoolVar(&r.apply, "apply", false, "store what is read now")
	flags.BoolVar(&r.accept, "accept", false, "with --apply: also where verified cells change")
	flags.BoolVar(&r.jsonl, "jsonl", false, "print each change as a line of JSON")
	flags.StringVar(&years, "year", "", "only pages on these `YEARS`: 2024, 2019-2024, 2021-")
	flags.StringArrayVar(&without, "exclude", nil, "leave out what this `SELECTOR` selects; may be repeated")
	return c
}

// reparser reads stored pages again.
type reparser struct {
	streams
	db                   *store.DB
	origin               origin
	apply, accept, jsonl bool

	diff    *difference
	changed []store.Stored // those to be stored anew
	n       reparsed
}

// reparsed counts pages by what came of them.
type reparsed struct {
	pages, same, changed, cells, fresh, gone, lost int
	verified                                       int // cells of pages that could be stored
	stale                                          int // read otherwise by a reader of no newer version
}

func (n reparsed) String() string {
	return fmt.Sprintf("pages %d, unchanged %d, changed %d (cells %d), now reports %d, no longer reports %d, unreadable %d",
		n.pages, n.same, n.changed, n.cells, n.fresh, n.gone, n.lost)
}

// run compares what is stored with what is read now, prints the difference
// and, where that is wanted and allowed, stores it.
func (r *reparser) run(ctx context.Context, w workspace, c chosen) error {

	pages, err := c.pages(ctx, r.streams, w, r.db)
	if err != nil {
		return err
	}
	kept, err := archive.In(w.archive())
	if err != nil {
		return err
	}
	known, err := divisions(func() (workspace, error) { return w, nil })
	if err != nil {
		return err
	}
	r.origin = origin{archive: kept, workspace: w, divisions: known, options: w.options()}
	if r.diff, err = newDifference(r.jsonl); err != nil {
		return err
	}
	if err := errors.Join(r.compare(ctx, pages), kept.Close()); err != nil {
		return errors.Join(err, r.diff.close())
	}
	if err := errors.Join(r.diff.print(r.out), r.diff.close()); err != nil {
		return fmt.Errorf("write what would change: %w", err)
	}
	r.n.pages = len(pages)
	if r.may() {
		err = r.store(ctx)
	}
	r.say("reparsed: %s", r.n)
	if err != nil {
		return err
	}
	return r.ending()
}

// may tells whether what was read is to be stored.
func (r *reparser) may() bool {
	return r.apply && (r.accept || r.n.verified == 0)
}

// compare reads the pages and notes what is not as it is stored.
func (r *reparser) compare(ctx context.Context, pages []store.Stored) error {
	bar := newBar(r.streams, "read", len(pages))
	defer bar.end()
	return eachInOrder(ctx, pages, r.look, func(s store.Stored, l looked) error {
		bar.step()
		r.count(s, l)
		if l.lost != nil {
			bar.complain(l.lost)
			return nil
		}
		return r.diff.add(s, l)
	})
}

// count puts a page into the summary.
func (r *reparser) count(s store.Stored, l looked) {
	switch {
	case l.lost != nil:
		r.n.lost++
		return
	case len(l.changes) == 0:
		r.n.same++
		return
	case s.Version == 0 && l.reads:
		r.n.fresh++
	case s.Version != 0 && !l.reads:
		r.n.gone++
	default:
		r.n.changed++
	}
	for _, c := range l.changes {
		if c.What == ofCell {
			r.n.cells++
		}
		if c.Verified && !l.stale {
			r.n.verified += max(c.count, 1)
		}
	}
	if l.stale {
		r.n.stale++
		return
	}
	r.changed = append(r.changed, s)
}

// store reads the pages that change once more and stores what they say.
func (r *reparser) store(ctx context.Context) error {
	bar := newBar(r.streams, "stored", len(r.changed))
	defer bar.end()
	return eachInOrder(ctx, r.changed, func(_ context.Context, s store.Stored) (store.Entry, error) {
		return r.origin.entry(s)
	}, func(s store.Stored, e store.Entry) error {
		bar.step()
		_, err := put(ctx, r.db, e)
		return err
	})
}

// ending says what is left to do, and with which exit code.
func (r *reparser) ending() error {
	switch {
	case r.n.stale > 0:
		return fmt.Errorf("the reader changed without a new version: %s read otherwise than stored by version %s or later, and cannot be stored; raise form.Version",
			plural(r.n.stale, "page"), form.Version)
	case len(r.changed) > 0 && !r.apply:
		r.say("nothing was changed; gongkai reparse --apply stores what is read now%s", r.also())
		return exit{exitSome, errSilent}
	case len(r.changed) > 0 && !r.may():
		return exit{exitSome, fmt.Errorf("nothing was changed: %s would change, listed first; when they were looked at, add --accept", plural(r.n.verified, "verified cell"))}
	case r.n.lost > 0:
		return exit{exitSome, errSilent}
	}
	return nil
}

func (r *reparser) also() string {
	if r.n.verified == 0 {
		return ""
	}
	return fmt.Sprintf(", with --accept, as %s would change", plural(r.n.verified, "verified cell"))
}

// chosen is which pages are meant.
type chosen struct {
	words, without []string
	years          string
}

// pages lists the pages chosen. That there are none is an error.
func (c chosen) pages(ctx context.Context, s streams, w workspace, db *store.DB) ([]store.Stored, error) {
	years, err := yearsOf(c.years)
	if err != nil {
		return nil, err
	}
	all := len(c.words)+len(c.without) == 0
	meant := map[store.Organ]bool{}
	if !all {
		members, err := pick(ctx, s, w, db, c.words, c.without)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			meant[m.Organ] = true
		}
	}
	var pages []store.Stored
	for p, err := range db.Stored(ctx) {
		if err != nil {
			return nil, err
		}
		if (all || meant[p.Organ] || meant[p.Filed]) && (years.Has(p.Year) || years.Has(p.FiledAs)) {
			pages = append(pages, p)
		}
	}
	if len(pages) == 0 {
		return nil, errors.New("there are no pages to read again; gongkai crawl and gongkai import store some")
	}
	return slices.Clip(pages), nil
}
