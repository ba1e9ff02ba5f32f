package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"gongkai/internal/crawl"
	"gongkai/internal/store"
)

// foresight is what earlier crawls have left that a plan must know.
type foresight struct {
	look   func(context.Context, string) (string, error)
	robots map[string]bool // the addresses of robots.txt that some plan counts
}

// foresee takes out of plans what would not be asked for now, and adds the
// robots.txt that would be.
func foresee(ctx context.Context, c *crawl.Crawler, plans []plan) error {
	f := foresight{c.Foresee(), make(map[string]bool)}
	for i := range plans {
		if err := f.plan(ctx, &plans[i]); err != nil {
			return err
		}
	}
	return nil
}

func (f foresight) plan(ctx context.Context, p *plan) error {
	if p.walk {
		ok, err := f.asks(ctx, p, p.site.List)
		if err != nil {
			return err
		}
		if !ok {
			p.walk, p.pages, p.guessed = false, 0, 0
		}
	}
	var asks []store.Target
	for _, t := range p.asks {
		ok, err := f.asks(ctx, p, t.Address)
		if err != nil {
			return err
		}
		if ok {
			asks = append(asks, t)
		}
	}
	p.asks = asks
	return nil
}

// asks tells whether an address would be asked for; else it is held.
func (f foresight) asks(ctx context.Context, p *plan, address string) (bool, error) {
	before, err := f.look(ctx, address)
	if no := (*crawl.Failure)(nil); errors.As(err, &no) {
		p.held = append(p.held, no)
		return false, nil
	}
	if before != "" && !f.robots[before] {
		f.robots[before] = true
		p.robots++
	}
	return true, err
}

// tellHeld says what there is to ask for but not now, by the reason.
func tellHeld(s streams, plans []plan) {
	counts := make(map[string]int)
	var until []time.Time
	for _, p := range plans {
		for _, f := range p.held {
			counts[f.Kind]++
			if !f.Until.IsZero() {
				until = append(until, f.Until.UTC().Truncate(time.Second))
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		why := kind
		switch kind {
		case "limited":
			why = "their hosts want no question " + notBefore(until) + "; gongkai status says which"
		case "robots":
			why = "robots.txt forbids them, or wants too long pauses"
		}
		fmt.Fprintf(s.out, "would leave alone %s: %s\n", plural(counts[kind], "page"), why)
	}
}

// notBefore is until when nothing is asked of hosts that rest.
func notBefore(until []time.Time) string {
	first, last := slices.MinFunc(until, time.Time.Compare), slices.MaxFunc(until, time.Time.Compare)
	if first.Equal(last) {
		return "before " + first.Format(time.RFC3339)
	}
	return "before " + first.Format(time.RFC3339) + ", the last of them before " + last.Format(time.RFC3339)
}
