package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/selector"
	"gongkai/internal/site"
)

const aboutCrawl = `Works through sites.csv: walks each list, asks for the pages that are annual
reports, keeps every answer in archive/ byte for byte, reads the reports, checks
their sums and stores them in gongkai.db. A SELECTOR takes the lists of
some organs (see gongkai help selectors), or one list by its address.

It is polite: robots.txt is obeyed, one host gets one request at a time and no
more than one each 3 seconds (delay in gongkai.yaml), fewer when it is slow, and
every request says who asks (contact in gongkai.yaml). A host that says when to come
again (Retry-After) is asked nothing before, by no crawl, for 30 days at most;
gongkai status says which hosts those are, and --wake HOST there ends it.

What there is to ask is remembered. Without --only every list is walked, and the
pages are asked for that are not stored yet or failed. --only takes

  missing   pages on known lists that were never stored
  failed    what failed: lists and pages
  changed   stored pages, which are asked whether they have changed
  all       every list and every page, in full

One Ctrl-C ends it when what is being asked has come, a second at once; run the
same command again to go on, also after a crash. A page that fails stops no other.
A list that gives fewer reports than it did is said to be broken, and nothing that
is stored is touched.

Exit code 3: some pages or lists failed. 11: another crawl holds the workspace.
130: interrupted.`

// newCrawl is `gongkai crawl`.
func newCrawl(s streams, at func() (workspace, error)) *cobra.Command {
	var k work
	var years string
	var dry bool
	c := &cobra.Command{
		Use:     "crawl [SELECTOR...]",
		Short:   "Fetch, read and store the reports of the sites in sites.csv",
		Long:    aboutCrawl,
		Example: "  gongkai crawl\n  gongkai crawl 320800+ --year 2019-2024\n  gongkai crawl --only failed --max-time 30m\n  gongkai crawl 320800+ --exclude 洪泽区教育局\n  gongkai crawl --dry-run",
		Args:    takes(0, -1, ""),
		RunE: func(c *cobra.Command, args []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			k.Selectors = args
			if err := k.check(years); err != nil {
				return err
			}
			if dry {
				return dryRun(c.Context(), s, w, k)
			}
			n, err := crawlAll(c.Context(), s, w, way{progress: newProgress, keep: true, work: k})
			if err != nil {
				return err
			}
			return tally(1, n.failed+n.broken) // a crawl that came to its end is never a failure as a whole
		},
	}
	flags := c.Flags()
	flags.StringArrayVar(&k.Exclude, "exclude", nil, "leave out what this `SELECTOR` selects; may be repeated")
	flags.StringVar(&years, "year", "", "only reports on these `YEARS`: 2024, 2019-2024, 2021-")
	flags.StringVar(&k.Only, "only", "", "only `WHAT` is missing, failed, changed, or all")
	flags.IntVar(&k.limit, "limit", 0, "ask for at most `N` pages of reports")
	flags.DurationVar(&k.maxTime, "max-time", 0, "begin nothing new after a `TIME`, such as 30m")
	flags.BoolVar(&dry, "dry-run", false, "say what would be asked, and how long it would take; ask nothing")
	flags.BoolVar(&k.jsonl, "jsonl", false, "print what came of each page as a line of JSON")
	return c
}

// way is how a crawl reaches the web, and what it leaves behind on the way.
type way struct {
	transport http.RoundTripper // nil is net/http
	progress  func(streams) progress
	keep      bool // every answer, in the archive; and what there is to ask, in the frontier
	work      work
}

// work is what a crawl is to do. A crawl with the same exported fields goes on
// with one that was broken off.
type work struct {
	Selectors []string `json:"selectors,omitempty"`
	Exclude   []string `json:",omitempty"`
	Years     string   `json:",omitempty"`
	Only      string   `json:",omitempty"`

	years   selector.Years // those of Years
	limit   int
	maxTime time.Duration
	jsonl   bool
}

var onlies = []string{"", "missing", "failed", "changed", "all"}

// check refuses what cannot be done.
func (k *work) check(years string) error {
	if !slices.Contains(onlies, k.Only) {
		return wrong("--only %q: want %s", k.Only, strings.Join(onlies[1:], ", "))
	}
	if k.limit < 0 || k.maxTime < 0 {
		return wrong("--limit and --max-time cannot be negative")
	}
	var err error
	k.years, err = yearsOf(years)
	k.Years = k.years.String()
	return err
}

// wants tells whether reports on a year are meant. A page whose link names no
// year may be of any.
func (k work) wants(year int) bool {
	return year == 0 || k.years.Has(year)
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

// limited is why a crawl came to no end, though nobody interrupted it.
type limited string

func (l limited) Error() string { return fmt.Sprintf("the crawl came to its %s", string(l)) }

// endingOf is how a crawl ended whose halt has a cause.
func endingOf(halt context.Context) string {
	if l, ok := context.Cause(halt).(limited); ok {
		return string(l)
	}
	return "interrupted"
}
