package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gongkai/internal/archive"
	"gongkai/internal/store"
)

// verify reads everything, and says each thing that is wrong.
func verify(ctx context.Context, s streams, w workspace, a *archive.Archive) error {
	db, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	places, err := db.Places(ctx)
	if err != nil {
		return err
	}
	n, bad := 0, 0
	complain := func(err error) { s.complain(err); bad++ }
	for r, err := range a.Records("") {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			err = r.Verify()
		}
		if err != nil {
			complain(err)
			continue
		}
		n++
		if r.Kind != "response" && r.Kind != "revisit" && r.Kind != "resource" {
			continue
		}
		for _, p := range places[r.Ref] {
			if what := inPlace(r, p); what != "" {
				complain(astray(p, r.Ref, what))
			}
		}
		delete(places, r.Ref)
	}
	for _, ref := range slices.Sorted(maps.Keys(places)) {
		for _, p := range places[ref] {
			complain(astray(p, ref, "no whole answer"))
		}
	}
	fmt.Fprintf(s.out, "%s are as they were written, %d wrong\n", plural(n, "record"), bad)
	if bad > 0 {
		return exit{exitFailed, errSilent}
	}
	return nil
}

// astray is that a row points to where what it means is not.
func astray(p store.Place, ref, what string) error {
	return fmt.Errorf("%s: the database says that it is at %s (row of %s), where the archive has %s", p.Address, ref, p.Table, what)
}

// inPlace is what a whole record holds in place of what a row says that it
// does; empty when it is that. What is remembered of a list may have come by a
// redirect, from another address: its digest tells.
func inPlace(r archive.Record, p store.Place) string {
	switch {
	case p.Table != "copy" && !r.Of(p.Address):
		return "the answer of " + r.URL
	case p.Digest != "" && p.Digest != r.Copy().Digest:
		return "other bytes, of " + r.URL
	case p.Hash == "":
		return ""
	}
	e, err := r.Exchange()
	if err != nil {
		return err.Error()
	}
	got, err := e.Page()
	if err != nil {
		return err.Error()
	}
	if got.Hash() != p.Hash {
		return "other bytes, of " + r.URL
	}
	return ""
}
