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
	deskful = 16                     // pages that are settled in one transaction
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
	err     error // why settling failed: nothing is settled after it
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
		d.timer = time.AfterFunc(soonest, func() { _ = settle() }) // the desk keeps its error
	}
	return len(d.waiting) >= deskful, d.err
}

// take hands on all that waits, with the error of settling what came before.
func (d *desk) take() ([]arrived, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
	}
	d.waiting, d.leaving = nil, d.waiting
	return d.leaving, d.err
}

// done notes what came of settling what was taken.
func (d *desk) done(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.leaving, d.err = nil, err
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
	got.Page.Body = nil // as in the entry: many may wait
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

// settle stores what waits on the desk and says what came of it, also when the
// crawl ends meanwhile. Once it fails it fails always: whoever asks last hears
// of pages that could not be stored when their time had come.
func (k *keeper) settle(ctx context.Context) error {
	k.settling.Lock()
	defer k.settling.Unlock()
	list, err := k.desk.take()
	if err == nil && len(list) > 0 {
		err = k.store(context.WithoutCancel(ctx), list)
	}
	k.desk.done(err)
	return err
}

// store stores pages in one transaction and says what came of them.
func (k *keeper) store(ctx context.Context, list []arrived) error {
	outcomes := make([]store.Outcome, len(list))
	for i, n := range list {
		outcomes[i] = n.what
	}
	if err := k.kept.Sync(); err != nil {
		return err
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
	if n.what.Kind == attachmentOnly && k.id != 0 && mayBeRead(n.entry.Files) {
		k.covers = append(k.covers, n) // until its files have come
		return nil
	}
	return k.said(n, change)
}

// uncovered tells, when all has come, of the pages whose files were not read.
func (k *keeper) uncovered(ctx context.Context) error {
	for _, n := range k.covers {
		read, err := k.isRead(ctx, n.entry.Files)
		if err == nil && !read {
			err = k.said(n, store.Kept)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (k *keeper) said(n arrived, change store.Change) error {
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
