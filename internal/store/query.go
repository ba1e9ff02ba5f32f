package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

// Query puts one question of a person, in SQL, to the file: SELECT over the
// views and tables, with median, percentile, stddev, variance, corr, sqrt, pow,
// exp, ln, log10, floor, ceil and REGEXP beside what SQLite has. It can only
// read: writing, ATTACH, PRAGMA, temporary tables and loading code are refused
// before anything runs, and the file is opened so that nothing could be written.
//
// A parameter :name takes the value of that name. Values are nil, int64,
// float64, string or []byte; a row is overwritten by the next one. The rows
// must be ranged over, once; leaving the loop early is fine. Past the deadline
// of ctx the error is context.DeadlineExceeded.
func (db *DB) Query(ctx context.Context, text string, args map[string]any) (columns []string, rows iter.Seq2[[]any, error], err error) {
	text, err = ask(text, args)
	if err != nil {
		return nil, nil, err
	}
	address, err := filepath.Abs(db.file)
	if err != nil {
		return nil, nil, err
	}
	address = "/" + strings.TrimPrefix(filepath.ToSlash(address), "/")
	address = "file:" + (&url.URL{Path: address}).EscapedPath() + "?mode=ro&_busy_timeout=5000&_query_only=on&_cache_size=-65536"
	guard := &guard{address: address, verb: verb(text)}
	pool := sql.OpenDB(guard)
	pool.SetMaxOpenConns(1)
	var named []any
	for name, value := range args {
		named = append(named, sql.Named(name, value))
	}
	answer, err := pool.QueryContext(ctx, text, named...)
	if err == nil {
		columns, err = answer.Columns()
	}
	if err == nil && len(columns) == 0 {
		err = errors.Join(errors.New("that is no question: it returns no columns"), answer.Close())
	}
	if err != nil {
		return nil, nil, errors.Join(guard.explain(ctx, err), pool.Close())
	}
	return columns, func(yield func([]any, error) bool) {
		defer pool.Close() // it only read
		defer answer.Close()
		if err := hand(answer, len(columns), yield); err != nil {
			yield(nil, guard.explain(ctx, err))
		}
	}, nil
}

// hand hands on the rows until yield says no.
func hand(answer *sql.Rows, n int, yield func([]any, error) bool) error {
	values, into := make([]any, n), make([]any, n)
	for i := range into {
		into[i] = &values[i]
	}
	for answer.Next() {
		if err := answer.Scan(into...); err != nil {
			return err
		}
		if !yield(values, nil) {
			return nil
		}
	}
	return answer.Err()
}

// verb is the first word of a statement that SQLite carries out by others: a
// VACUUM attaches, a CREATE inserts. Of others it is empty.
func verb(text string) string {
	word := strings.ToUpper(text[:lengthOfWord(text)])
	if slices.Contains([]string{"ALTER", "CREATE", "DROP", "VACUUM"}, word) {
		return word
	}
	return ""
}

// explain says in words what SQLite says in two.
func (g *guard) explain(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case g.refused != "":
		return fmt.Errorf("a query only reads: %s is refused", cmp.Or(g.verb, g.refused))
	}
	return err
}
