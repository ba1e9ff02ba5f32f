package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// newCrawl is `gongkai crawl`.
func newCrawl(s streams, at func() (workspace, error)) *cobra.Command {
	return &cobra.Command{
		Use:   "crawl",
		Short: "Fetch, read and store the reports of all sites in sites.csv",
		Long: `Works through sites.csv: fetches each list, follows the links that are annual
reports, keeps every answer in archive/ byte for byte, reads the reports, checks
their sums and stores them in gongkai.db.

It is polite: robots.txt is obeyed, one host gets one request at a time and no
more than one each 3 seconds (delay in gongkai.yaml), and every request says who
asks (contact in gongkai.yaml). Pages that are stored already are not fetched
again. A page that cannot be fetched or read never stops the others: it is
stored with its reason, and asked for again by the next crawl.

Exit code 3: some pages or lists failed. 130: interrupted, run it again to go on.`,
		Example: "  gongkai crawl\n  gongkai -C huaian crawl",
		Args:    takes(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			n, err := crawlAll(c.Context(), s, w, way{progress: newProgress, keep: true})
			if err != nil {
				return err
			}
			return tally(1, n.failed) // a crawl that came to its end is never a failure as a whole
		},
	}
}

// way is how a crawl reaches the web, and what it leaves behind on the way.
type way struct {
	transport http.RoundTripper // nil is net/http
	progress  func(streams) progress
	keep      bool // every answer, in the archive
}

// crawlAll crawls all sites of a workspace and says how it went.
func crawlAll(ctx context.Context, s streams, w workspace, by way) (counts, error) {
	c, sites, err := w.plan(s)
	if err != nil {
		return counts{}, err
	}
	db, err := w.open(ctx)
	if err != nil {
		return counts{}, err
	}
	crawler := crawl.Crawler{Contact: c.Contact, Version: Version, Delay: c.Delay, AllowPrivate: c.AllowPrivate, Transport: by.transport}
	if by.keep {
		if crawler.Archive, err = archive.In(w.archive()); err != nil {
			return counts{}, errors.Join(err, db.Close())
		}
	}
	k := keeper{streams: s, db: db, progress: by.progress(s)}
	crawler.Known = func(address string) bool { return k.known(ctx, address) }
	err = crawler.Run(ctx, sites, func(got crawl.Got) error { return k.keep(ctx, got) })
	k.progress.end()
	if by.keep {
		err = errors.Join(err, crawler.Archive.Close())
	}
	s.say("crawled %s: %s", plural(len(sites), "list"), &k)
	return k.counts, errors.Join(err, db.Close())
}

// plan reads the settings and the sites of a workspace.
func (w workspace) plan(s streams) (config, []site.Site, error) {
	c, err := readConfig(w.config())
	if err != nil {
		return c, nil, err
	}
	if c.Contact == "" {
		return c, nil, wrong("%s: no contact; write `contact: you@example.org`, nothing is fetched without", w.config())
	}
	f, err := os.Open(w.sites())
	if err != nil {
		return c, nil, wrong("%w; every workspace has one, with the header %s", plain(w.sites(), err), strings.TrimSpace(sitesHeader))
	}
	defer f.Close()
	sites, warnings, err := site.Read(f, w.sites())
	for _, warning := range warnings {
		s.say("gongkai: warning: %s", warning)
	}
	if err != nil {
		return c, nil, exit{exitUsage, err}
	}
	if len(sites) == 0 {
		return c, nil, wrong("%s names no sites; write one a line under the header", w.sites())
	}
	return c, sites, nil
}

// keeper reads, checks and stores what the crawler hands over.
type keeper struct {
	streams
	db       *store.DB
	progress progress
	counts   counts
	skipped  atomic.Int64 // pages that are in already
}

// known tells whether a page is in already and needs no asking. It is called
// for several hosts at once.
func (k *keeper) known(ctx context.Context, address string) bool {
	ok, err := k.db.Known(ctx, address)
	if err != nil || !ok {
		return false // asked once more than needed, at worst
	}
	k.skipped.Add(1)
	return true
}

// String is the summary of a crawl.
func (k *keeper) String() string {
	if n := k.skipped.Load(); n > 0 {
		return fmt.Sprintf("%s; %s in already, not asked for again", k.counts, plural(int(n), "page"))
	}
	return k.counts.String()
}

// keep stores one page, or why there is none.
func (k *keeper) keep(ctx context.Context, got crawl.Got) error {
	e := entryOf(got)
	change, err := put(context.WithoutCancel(ctx), k.db, e) // what was fetched is not thrown away
	if err != nil {
		return fmt.Errorf("store %s: %w", got.Page.URL, err)
	}
	if err := trouble(e); err != nil {
		k.counts.failed++
		k.progress.failed(got, err)
		return nil
	}
	k.counts.add(change)
	k.progress.stored(got, e, change)
	return nil
}

// entryOf is what is to be stored of what the crawler got.
func entryOf(got crawl.Got) store.Entry {
	s := got.Site
	by := claim{organ: s.Organ, organBy: sitesFile, year: got.Link.Year, yearBy: "the link “" + strings.TrimSpace(got.Link.Title) + "”"}
	var e store.Entry
	if got.Err != nil {
		e = store.Entry{Page: got.Page, Year: got.Link.Year, Reason: whyNot(got.Err)}
	} else {
		e = reading(got.Page, by)
	}
	e.Organ = store.Organ{Name: s.Organ, Division: s.Division, Site: host(s.List)}
	e.Level, e.Title, e.Ref = s.Level, got.Link.Title, got.Ref
	if got.Link.URL != got.Page.URL {
		e.Asked = got.Link.URL
	}
	return e
}

// whyNot is why a page could not be had: the kind of the failure and its cause.
func whyNot(err error) string {
	var f *crawl.Failure
	if errors.As(err, &f) {
		return fmt.Sprintf("%s: %v", f.Kind, f.Err)
	}
	return "fetch: " + err.Error()
}
