package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"gongkai/internal/crawl"
	"gongkai/internal/store"
)

const (
	deskful = 32                     // pages that are settled in one transaction
	soonest = 100 * time.Millisecond // how long one waits for others to come
)

// desk is where pages that were read wait to be settled together: a
// transaction costs as much as what is written in it. A crawl that is killed
// finds them in the archive when it goes on.
type desk struct {
	mu      sync.Mutex
	waiting []arrived
	leaving []arrived // being settled
	timer   *time.Timer
	err     error // of settling when the time had come
}

// arrived is a page and what came of it.
type arrived struct {
	got   crawl.Got
	what  store.Outcome
	entry store.Entry
}

// has tells whether a page of this address waits.
func (d *desk) has(address string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	there := func(n arrived) bool { return n.entry.Page.URL == address || n.entry.Asked == address }
	return slices.ContainsFunc(d.waiting, there) || slices.ContainsFunc(d.leaving, there)
}

// leads tells whether a page waits that a list led to and that leads to files.
func (d *desk) leads(list string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	leads := func(n arrived) bool { return n.what.List == list && len(n.entry.Files) > 0 }
	return slices.ContainsFunc(d.waiting, leads) || slices.ContainsFunc(d.leaving, leads)
}

// put adds a page. It tells whether there are enough.
func (d *desk) put(page arrived, settle func() error) (enough bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiting = append(d.waiting, page)
	if len(d.waiting) == 1 {
		d.timer = time.AfterFunc(soonest, func() { d.note(settle()) })
	}
	return len(d.waiting) >= deskful, d.err
}

func (d *desk) note(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.err = errors.Join(d.err, err)
}

// take hands on all that waits.
func (d *desk) take() []arrived {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
	}
	d.waiting, d.leaving = nil, d.waiting
	return d.leaving
}

func (d *desk) clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.leaving = nil
}

// keep reads a page and puts it on the desk, or stores it at once when nothing
// is remembered of the crawl. What was fetched is not thrown away, so it does
// not end with the crawl. It is called for several hosts at once.
func (k *keeper) keep(ctx context.Context, got crawl.Got) error {
	ctx = context.WithoutCancel(ctx)
	o, e, err := k.outcome(ctx, got)
	if err != nil {
		return fmt.Errorf("store %s: %w", got.Page.URL, err)
	}
	if k.id == 0 {
		k.settling.Lock()
		defer k.settling.Unlock()
		change, err := put(ctx, k.db, e)
		if err != nil {
			return fmt.Errorf("store %s: %w", got.Page.URL, err)
		}
		return k.tell(arrived{got, o, e}, change)
	}
	enough, err := k.desk.put(arrived{got, o, e}, func() error { return k.settle(ctx) })
	if err == nil && (enough || got.List) { // a list is judged by what failed of it
		err = k.settle(ctx)
	}
	return err
}

// settle stores what waits on the desk and says what came of it.
func (k *keeper) settle(ctx context.Context) error {
	k.settling.Lock()
	defer k.settling.Unlock()
	list := k.desk.take()
	defer k.desk.clear()
	if len(list) == 0 {
		return nil
	}
	outcomes := make([]store.Outcome, len(list))
	for i, n := range list {
		outcomes[i] = n.what
	}
	changes, err := k.db.Settle(ctx, outcomes...)
	if err != nil {
		return err
	}
	for i, n := range list {
		if err := k.tell(n, changes[i]); err != nil {
			return err
		}
	}
	return nil
}

// tell says what came of a page, and counts it.
func (k *keeper) tell(n arrived, change store.Change) error {
	if err := k.print(n.got, n.what, n.entry, change); err != nil {
		return err
	}
	if n.what.Kind != "" {
		k.counts.failed++
		k.progress.failed(n.got, errors.New(strings.ReplaceAll(n.what.Kind, "-", " ")+": "+n.what.Reason))
		return nil
	}
	if n.got.File && change != store.Same {
		k.files++
	}
	if !n.got.File || n.what.Entry != nil && change != store.Same {
		k.counts.add(change)
	}
	k.progress.stored(n.got, n.entry, change)
	return nil
}
