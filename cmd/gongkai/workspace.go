package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"gongkai/internal/store"
)

// The files of a workspace.
const (
	configFile   = "gongkai.yaml"
	sitesFile    = "sites.csv"
	databaseFile = "gongkai.db"
	archiveDir   = "archive"
)

// workspace is the folder of one collection: the one that holds gongkai.yaml.
type workspace string

func (w workspace) config() string   { return filepath.Join(string(w), configFile) }
func (w workspace) sites() string    { return filepath.Join(string(w), sitesFile) }
func (w workspace) database() string { return filepath.Join(string(w), databaseFile) }
func (w workspace) archive() string  { return filepath.Join(string(w), archiveDir) }

// findWorkspace looks for gongkai.yaml in dir and the folders above it; an
// empty dir is the current folder.
func findWorkspace(dir string) (workspace, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if at, err := os.Stat(start); err != nil || !at.IsDir() {
		return "", exit{exitNoWorkspace, fmt.Errorf("-C %s: no such folder", dir)}
	}
	for at := start; ; at = filepath.Dir(at) {
		if exists(filepath.Join(at, configFile)) {
			return workspace(at), nil
		}
		if at == filepath.Dir(at) {
			return "", exit{exitNoWorkspace, fmt.Errorf("no workspace in %s or above it (no %s); make one with: gongkai init DIR --contact you@example.org", start, configFile)}
		}
	}
}

// open opens the database of the workspace.
func (w workspace) open(ctx context.Context) (*store.DB, error) {
	return openDB(ctx, w.database())
}

// openDB opens a database; one from a newer program has an exit code of its own.
func openDB(ctx context.Context, file string) (*store.DB, error) {
	db, err := store.Open(ctx, file)
	if errors.Is(err, store.ErrNewer) {
		return nil, exit{exitNewer, err}
	}
	return db, err
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}
