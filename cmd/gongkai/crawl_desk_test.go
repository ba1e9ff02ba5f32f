package main

import (
	"path/filepath"
	"testing"

	"gongkai/internal/archive"
	"gongkai/internal/store"
)

// Pages that could not be stored when their time had come are heard of by the
// last who asks, though none waits any more.
func TestSettlingFailsForGood(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := archive.In(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	k := &keeper{db: db, kept: kept, id: 1}
	tried := make(chan error)
	enough, err := k.desk.put(arrived{}, func() error {
		err := k.settle(t.Context())
		tried <- err
		return err
	})
	if enough || err != nil {
		t.Fatalf("one page waits: enough is %v, %v", enough, err)
	}
	if err := <-tried; err == nil {
		t.Fatal("a page was stored in a closed database")
	}
	if err := k.settle(t.Context()); err == nil {
		t.Error("the crawl ends as if all were stored")
	}
}
