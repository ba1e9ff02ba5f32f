// Package store keeps reports in one SQLite file: organs, pages, every version
// of every report, and the views researchers query. It is the only room that
// knows SQL.
//
// The file is derived: whatever is in it can be read again from the archive,
// which is on disk before an entry is put. So commits are not synced one by
// one (WAL, synchronous=NORMAL): a power cut may lose the last entries, never
// the file.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pressly/goose/v3"
)

// schema holds the migrations. A released one is never edited.
//
//go:embed schema/*.sql
var schema embed.FS

// application marks a file as ours: "gkai" in PRAGMA application_id.
const application = 1735090537

// ErrNewer says that a file was written by a newer program.
var ErrNewer = errors.New("written by a newer gongkai; update the program to open it")

// DB is an open file. Its methods may be called from several goroutines; one
// writes at a time, and reading goes on meanwhile.
type DB struct {
	file    string
	writing sync.Mutex // one Put or Batch at a time
	writer  *sql.DB
	held    *sql.Conn // the writer's only connection
	pen     pen
	reader  *sql.DB
}

// Open opens the file, creates it where there is none, and brings its tables
// and views up to date. It refuses a file that is not ours and, with ErrNewer,
// one that a newer program wrote.
func Open(ctx context.Context, file string) (*DB, error) {
	if !compiled {
		return nil, errors.New("open " + file + ": this gongkai was built without SQLite: install a C compiler (gcc or clang) and build again with CGO_ENABLED=1")
	}
	db := &DB{file: file}
	if err := db.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", file, err), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context) error {
	address, err := filepath.Abs(db.file)
	if err != nil {
		return err
	}
	address = "/" + strings.TrimPrefix(filepath.ToSlash(address), "/")
	address = "file:" + (&url.URL{Path: address}).EscapedPath() + "?_busy_timeout=5000&_foreign_keys=on&_mutex=no"
	db.writer, err = sql.Open("sqlite3", address+"&_txlock=immediate&_synchronous=NORMAL&_cache_size=-2048")
	if err != nil {
		return err
	}
	db.writer.SetMaxOpenConns(1)
	if err := db.recognise(ctx); err != nil {
		return err
	}
	if err := db.migrate(ctx); err != nil {
		return err
	}
	if err := db.renew(ctx); err != nil {
		return err
	}
	if db.held, err = db.writer.Conn(ctx); err != nil {
		return err
	}
	// Copying the log into the file syncs the disk: not every 4 MB but every 32.
	if _, err := db.held.ExecContext(ctx, `PRAGMA wal_autocheckpoint = 8192`); err != nil {
		return err
	}
	db.reader, err = sql.Open("sqlite3", address+"&_query_only=on&_cache_size=-8192")
	if err != nil {
		return err
	}
	db.reader.SetMaxOpenConns(4)
	return nil
}

// recognise refuses a file of another program before anything is written to it.
func (db *DB) recognise(ctx context.Context) error {
	var id, tables int
	err := db.writer.QueryRowContext(ctx, `SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id`).Scan(&id, &tables)
	if err != nil {
		return err
	}
	if id != application && (id != 0 || tables != 0) {
		return errors.New("not a gongkai database; name another file")
	}
	var mode string
	return db.writer.QueryRowContext(ctx, `PRAGMA journal_mode = WAL`).Scan(&mode)
}

func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return err
	}
	steps, err := goose.NewProvider(goose.DialectSQLite3, db.writer, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	current, target, err := steps.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("schema %d, this program knows %d: %w", current, target, ErrNewer)
	}
	if current < target {
		_, err = steps.Up(ctx)
	}
	return err
}

// Close closes the file.
func (db *DB) Close() error {
	var errs []error
	if db.held != nil {
		errs = append(errs, db.pen.drop(), db.held.Close())
	}
	for _, pool := range []*sql.DB{db.reader, db.writer} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}
