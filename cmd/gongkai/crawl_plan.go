package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// What is counted on where nothing is known yet.
const (
	answerTime  = 500 * time.Millisecond
	usualPages  = 1 // of a list that was never walked
	usualOfList = 6 // reports of such a list: the law of 2019 has been in force for so many years
)

// plan is what a crawl would ask of one list.
type plan struct {
	site    site.Site
	walk    bool
	pages   int // of the list
	asks    []store.Target
	guessed int              // reports that the list may lead to, where it was never walked
	robots  int              // robots.txt that are asked for before
	held    []*crawl.Failure // why the list, and pages, would be asked for but not now
}

func (p plan) questions() int { return p.robots + p.pages + len(p.asks) + p.guessed }

// dryRun says what a crawl would ask, and asks nothing.
func dryRun(ctx context.Context, s streams, w workspace, k work) error {
	c, all, err := w.plan(s)
	if err != nil {
		return err
	}
	sites, err := s.selected(all, k.Selectors, k.Exclude)
	if err != nil {
		return err
	}
	db, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	kept, err := archive.In(w.archive())
	if err != nil {
		return err
	}
	crawler := crawl.Crawler{Contact: c.Contact, Delay: c.Delay, AllowPrivate: c.AllowPrivate, Archive: kept, Frontier: &front{db: db}}
	plans, err := k.plans(ctx, db, sites)
	if err == nil {
		err = foresee(ctx, &crawler, plans)
	}
	if err != nil {
		return err
	}
	if k.jsonl {
		return printPlans(s, plans)
	}
	tellPlans(s, &crawler, plans)
	return nil
}

// plans are what a crawl that begins now would ask of each list.
func (k work) plans(ctx context.Context, db *store.DB, sites []site.Site) ([]plan, error) {
	now := time.Now()
	var list []plan
	left := k.limit
	for _, s := range sites {
		p := plan{site: s}
		was, err := db.Source(ctx, organOf(s), s.List)
		if err != nil {
			return nil, err
		}
		if k.Only != "missing" && k.Only != "changed" && k.walks(was, now) {
			p.walk, p.pages = true, max(was.Pages, usualPages)
		}
		targets, err := db.Targets(ctx, organOf(s), s.List)
		if err != nil {
			return nil, err
		}
		for _, t := range targets {
			rests := t.Wait.After(now) && k.due(t, store.Run{Since: now}, t.Wait)
			if rests {
				p.held = append(p.held, &crawl.Failure{Kind: "limited", Address: t.Address, Until: t.Wait})
			}
			if !rests && k.due(t, store.Run{Since: now}, now) && (k.limit == 0 || left > 0) {
				p.asks = append(p.asks, t)
				left--
			}
		}
		if p.walk && was.Walked.IsZero() && k.limit == 0 {
			p.guessed = usualOfList
		}
		list = append(list, p)
	}
	return list, nil
}

func tellPlans(s streams, c *crawl.Crawler, plans []plan) {
	hosts := map[string]bool{}
	questions := map[string]int{}
	var sites []site.Site
	var lists, pages, asks, guessed, robots int
	for _, p := range plans {
		if p.questions() == 0 {
			continue
		}
		hosts[host(p.site.List)] = true
		sites = append(sites, p.site)
		questions[p.site.List+p.site.Organ+p.site.Division] = p.questions()
		lists += map[bool]int{true: 1}[p.walk]
		pages, asks, guessed, robots = pages+p.pages, asks+len(p.asks), guessed+p.guessed, robots+p.robots
	}
	took := c.Duration(sites, func(s site.Site) int { return questions[s.List+s.Organ+s.Division] }, answerTime)
	included := ", robots.txt included"
	if robots == 0 {
		included = ""
	}
	fmt.Fprintf(s.out, "would walk %s (%s) and ask for %s of reports: %s to %s%s\n",
		plural(lists, "list"), plural(pages, "page"), plural(asks, "page"), plural(robots+pages+asks, "request"), plural(len(hosts), "host"), included)
	tellHeld(s, plans)
	if guessed > 0 {
		fmt.Fprintf(s.out, "lists that were never walked may lead to some %d reports more\n", guessed)
	}
	fmt.Fprintf(s.out, "expected duration: %s, if each answer takes %s and no host asks for longer pauses\n", took.Round(time.Second), answerTime)
}

// printPlans writes what would be asked, one line of JSON for each address.
func printPlans(s streams, plans []plan) error {
	encode := json.NewEncoder(s.out)
	encode.SetEscapeHTML(false)
	type line struct {
		Organ    string `json:"organ"`
		Division string `json:"division"`
		Year     int    `json:"year,omitempty"`
		Address  string `json:"address"`
		List     bool   `json:"list,omitempty"`
	}
	for _, p := range plans {
		if p.walk {
			if err := encode.Encode(line{p.site.Organ, p.site.Division, 0, p.site.List, true}); err != nil {
				return err
			}
		}
		for _, t := range p.asks {
			if err := encode.Encode(line{p.site.Organ, p.site.Division, t.Year, t.Address, false}); err != nil {
				return err
			}
		}
	}
	return nil
}
