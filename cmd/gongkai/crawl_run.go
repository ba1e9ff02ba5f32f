package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// lean is how much garbage may pile up in a crawl, in percent of what is in use:
// crawls run for hours on small machines, and a tenth less memory costs hardly
// any time.
const lean = 80

// crawlAll crawls the sites of a workspace and says how it went.
func crawlAll(ctx context.Context, s streams, w workspace, by way) (counts, error) {
	c, all, err := w.plan(s)
	if err != nil {
		return counts{}, err
	}
	sites, err := s.selected(all, by.work.Selectors, by.work.Exclude)
	if err != nil {
		return counts{}, err
	}
	kept, err := w.take(by.keep)
	if err != nil {
		return counts{}, err
	}
	db, err := w.open(ctx)
	if err != nil {
		return counts{}, errors.Join(err, kept.Close())
	}
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(lean))
	}
	k := &keeper{streams: s, db: db, kept: kept, progress: &inTurn{progress: by.progress(s)}, jsonl: by.work.jsonl, reading: make(chan struct{}, runtime.GOMAXPROCS(0))}
	crawler := crawl.Crawler{Contact: c.Contact, Version: Version, Delay: c.Delay, AllowPrivate: c.AllowPrivate, Transport: by.transport, Note: k.progress.note}
	if by.keep {
		crawler.Archive = kept
		err = k.run(ctx, &crawler, all, sites, by.work)
	} else {
		crawler.Known = func(address string) bool { return k.known(ctx, address) }
		err = crawler.Run(ctx, sites, func(got crawl.Got) error { return k.keep(ctx, got) })
		k.progress.end()
	}
	s.say("crawled %s: %s", plural(len(sites), "list"), k)
	return k.counts, errors.Join(err, kept.Close(), db.Close())
}

// take opens the archive and holds it, so that one crawl at a time is at work.
func (w workspace) take(hold bool) (*archive.Archive, error) {
	a, err := archive.In(w.archive())
	if err != nil || !hold {
		return a, err
	}
	err = a.Lock()
	var held *archive.LockedError
	if !errors.As(err, &held) {
		return a, err
	}
	if held.PID == 0 {
		return nil, exit{exitLocked, errors.New("another gongkai is at work in this workspace; nothing was done")}
	}
	return nil, exit{exitLocked, fmt.Errorf("another gongkai is at work in this workspace: process %d, for %s; nothing was done",
		held.PID, time.Since(held.Since).Round(time.Second))}
}

// run is a crawl that remembers: it goes on where one like it was broken off,
// and another can go on from here.
func (k *keeper) run(ctx context.Context, c *crawl.Crawler, all, sites []site.Site, todo work) error {
	hard, stop := k.softly(ctx)
	defer stop()
	halt, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if todo.maxTime > 0 {
		timer := time.AfterFunc(todo.maxTime, func() { cancel(limited("time")) })
		defer timer.Stop()
	}
	name, err := json.Marshal(todo)
	if err != nil {
		return err
	}
	begun, err := k.db.Begin(hard, store.Run{Begun: time.Now().UTC(), Work: string(name), Place: c.Archive.End(), PID: os.Getpid()})
	if err != nil {
		return err
	}
	k.id = begun.ID
	if err := k.renamed(hard, sites); err != nil {
		return err
	}
	f := &front{db: k.db, keeper: k, run: begun, work: todo, now: begun.Begun}
	c.Frontier, c.Halt = f, halt.Done()
	give := func(got crawl.Got) error { return k.keep(hard, got) }
	if err = k.adopt(hard, c.Archive, begun, all, give); err == nil {
		err = c.Run(hard, sites, give)
	}
	unsettled := k.settle(hard)
	if unsettled == nil {
		unsettled = k.uncovered(context.WithoutCancel(hard))
	}
	k.progress.end()
	ending := "done"
	switch {
	case unsettled != nil:
		ending, err = "failed", unsettled
	case hard.Err() != nil:
		ending = "interrupted"
	case errors.Is(err, crawl.ErrHalted):
		ending, err = endingOf(halt), nil
	case err != nil:
		ending = "failed"
	case f.full():
		ending = "limit"
	}
	ended, finish := k.db.Finish(context.WithoutCancel(hard), begun.ID, ending, time.Now().UTC())
	k.counts = counts{revised: ended.Revised, fresh: ended.New, same: ended.Same, failed: ended.Failed, broken: ended.Broken}
	if ending == "interrupted" {
		err = cmp.Or[error](ctx.Err(), errInterrupted)
	}
	return errors.Join(err, finish)
}

// softly is a context that outlives the first interrupt and ends with the second.
func (k *keeper) softly(ctx context.Context) (context.Context, func()) {
	hard, stop := context.WithCancel(context.WithoutCancel(ctx))
	gone := context.AfterFunc(ctx, func() {
		again := make(chan os.Signal, 1)
		signal.Notify(again, os.Interrupt, syscall.SIGTERM)
		defer signal.Stop(again)
		k.say("gongkai: ends when what is being asked has come; interrupt again to end at once")
		select {
		case <-again:
			stop()
		case <-hard.Done():
		}
	})
	return hard, func() { gone(); stop() }
}

// adopt takes over what an earlier crawl had kept in the archive when it was
// broken off and had not stored yet, so that nothing is asked twice.
func (k *keeper) adopt(ctx context.Context, kept *archive.Archive, r store.Run, sites []site.Site, give func(crawl.Got) error) error {
	end := kept.End()
	if r.Place == end {
		return nil
	}
	of := make(map[[3]string]site.Site)
	for _, s := range sites {
		of[[3]string{s.Division, s.Organ, s.List}] = s
	}
	for rec, err := range kept.Records(r.Place) {
		if err != nil {
			return err
		}
		if rec.For == "" || rec.Status != http.StatusOK && rec.Status != http.StatusNotModified {
			continue
		}
		t, ok, err := k.db.Target(ctx, rec.For)
		s, listed := of[[3]string{t.Organ.Division, t.Organ.Name, t.List}]
		if err != nil || !ok || !listed || !rec.Time.Truncate(time.Millisecond).After(t.Asked) {
			if err != nil {
				return err
			}
			continue
		}
		if err := k.adoptOne(rec, t, s, give); err != nil {
			return err
		}
	}
	if err := k.settle(ctx); err != nil {
		return err
	}
	return k.db.Settled(ctx, r.ID, end)
}

// adoptOne gives a page of the archive as if it had come now. What cannot be
// read, or only sends its reader on, is left: it is asked for again.
func (k *keeper) adoptOne(rec archive.Record, t store.Target, s site.Site, give func(crawl.Got) error) error {
	e, err := rec.Exchange()
	if err != nil || e.Cut != "" {
		return nil
	}
	p, err := e.Page()
	if err != nil {
		return nil
	}
	c := rec.Copy()
	if rec.URL != rec.For { // what the headers of another address say cannot be asked of this one
		c.ETag, c.Modified = "", ""
	}
	got := crawl.Got{Site: s, Link: linkOf(t), File: t.Page != "", Page: p, Ref: rec.Ref, Copy: c, Same: c.Ref == t.Copy.Ref}
	if got.SendsOn() {
		return nil
	}
	return give(got)
}
