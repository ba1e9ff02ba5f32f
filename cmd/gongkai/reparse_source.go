package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/division"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// origin is where the bytes of stored pages are.
type origin struct {
	archive   *archive.Archive
	workspace workspace
	divisions *division.Table
	options   map[store.Organ]map[string]string // of sites.csv, by organ and division
}

// page reads a page back, byte for byte as it was when it was stored.
func (o origin) page(s store.Stored) (p page.Page, err error) {
	switch file, isFile := o.file(s); {
	case isFile:
		if p.Body, err = os.ReadFile(file); err != nil {
			return p, plain(file, err)
		}
	case s.Ref == "":
		return p, fmt.Errorf("%s: no copy was kept, neither in the archive nor as a file", s.Address)
	default:
		if p, err = o.archive.Page(s.Ref); err != nil {
			return p, fmt.Errorf("%s: %w", s.Address, err)
		}
	}
	p.URL, p.Fetched, p.Status = s.Address, s.Fetched, s.Status
	if p.Hash() == s.Hash {
		return p, nil
	}
	if file, isFile := o.file(s); isFile {
		return p, fmt.Errorf("%s: the file is not what it was when it was imported; import it again", file)
	}
	return p, fmt.Errorf("%s: archive %s: other bytes than those that were stored", s.Address, s.Ref)
}

// file is the file that a page was imported from.
func (o origin) file(s store.Stored) (name string, ok bool) {
	ref := s.Ref
	if ref == "" {
		ref = s.Address
	}
	if name, ok = strings.CutPrefix(ref, "file://"); ok {
		return filepath.FromSlash(name), true
	}
	if name, ok = strings.CutPrefix(ref, "file:"); ok {
		return filepath.Join(string(o.workspace), filepath.FromSlash(name)), true
	}
	return "", false
}

// entry reads a page again as it was read first: as a page that the crawler
// gives, or as a file that is imported.
func (o origin) entry(s store.Stored) (store.Entry, error) {
	p, err := o.page(s)
	if err != nil {
		return store.Entry{}, err
	}
	if s.Status == 0 {
		e := sought(s, reading(p, claim{organ: s.Organ.Name, organBy: byManifest, year: s.Year, yearBy: byManifest}))
		for n, other := range e.Others {
			e.Others[n].Organ.Division = placed(o.divisions, "", other.Report)
		}
		e.Organ, e.Level, e.Ref, e.Title = o.of(s, e), s.Level, s.Ref, s.Title
		return e, nil
	}
	got := crawl.Got{Page: p, Ref: s.Ref}
	got.Site.Organ, got.Site.Division, got.Site.Level = s.Organ.Name, s.Organ.Division, s.Level
	got.Site.Options = o.options[store.Organ{Name: s.Organ.Name, Division: s.Organ.Division}]
	got.Link.Title, got.Link.Year, got.Link.URL = s.Title, s.Year, s.Asked
	if s.Asked == "" {
		got.Link.URL = s.Address
	}
	e := sought(s, entryOf(got))
	e.Organ = o.of(s, e)
	return e, nil
}

// sought puts first, of several reports on a page, the one that the version
// looked at is of.
func sought(s store.Stored, e store.Entry) store.Entry {
	is := func(r *report.Report) bool { return r.Year == s.FiledAs && sameOrgan(r.Organ, s.Filed.Name) }
	i := slices.IndexFunc(e.Others, func(o store.Entry) bool { return is(o.Report) })
	if i < 0 || is(e.Report) {
		return e
	}
	first := store.Entry{Report: e.Report, Findings: e.Findings}
	e.Report, e.Findings = e.Others[i].Report, e.Others[i].Findings
	e.Others = append(slices.Delete(slices.Clone(e.Others), i, i+1), first)
	return e
}

// of is whose report an entry is. Where nobody says so and the page now prints
// another organ, the place of that one is looked up as for a page that is new.
func (o origin) of(s store.Stored, e store.Entry) store.Organ {
	if s.Organ.Name != "" || e.Report == nil || e.Report.Organ == s.Filed.Name {
		return s.Organ
	}
	return store.Organ{Division: placed(o.divisions, "", e.Report), Site: host(s.Address)}
}

// looked is what came of reading one page again.
type looked struct {
	changes []change
	reads   bool  // it is a report
	stale   bool  // read otherwise by a reader of no newer version
	lost    error // why it could not be read back
}

// look reads a page again and compares it with what is stored.
func (r *reparser) look(ctx context.Context, s store.Stored) (looked, error) {
	e, err := r.origin.entry(s)
	if err != nil {
		return looked{lost: err}, nil
	}
	var was report.Reading
	if s.Version != 0 {
		if was.Report, was.Findings, err = r.db.Version(ctx, s.Version); err != nil {
			return looked{}, fmt.Errorf("%s: %w", s.Address, err)
		}
	}
	e = e.Filed()
	changes := compare(s, was, e)
	return looked{changes: changes, reads: e.Report != nil, stale: len(changes) > 0 && !s.Before(e.Reader)}, nil
}

// atOnce is how many pages are read before what came of them is taken: enough
// that no processor waits for long.
const atOnce = 64

// eachInOrder reads pages on all processors, and takes what came of them one after
// another in their order.
func eachInOrder[T any](ctx context.Context, pages []store.Stored, read func(context.Context, store.Stored) (T, error), take func(store.Stored, T) error) error {
	for some := range slices.Chunk(pages, atOnce) {
		out := make([]T, len(some))
		g, within := errgroup.WithContext(ctx)
		g.SetLimit(runtime.GOMAXPROCS(0))
		for i, s := range some {
			g.Go(func() (err error) {
				if err = within.Err(); err == nil {
					out[i], err = read(within, s) // each goroutine has its own box
				}
				return err
			})
		}
		if err := errors.Join(g.Wait(), ctx.Err()); err != nil {
			return err
		}
		for i, s := range some {
			if err := take(s, out[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
