package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/store"
)

// question is what `gongkai query` was asked.
type question struct {
	file    string
	params  []string
	format  string
	limit   int
	timeout time.Duration
}

// newQuery is `gongkai query`.
func newQuery(s streams, at func() (workspace, error)) *cobra.Command {
	q := question{}
	c := &cobra.Command{
		Use:   "query SQL | -f FILE [-p NAME=VALUE]...",
		Short: "Ask the database a question in SQL",
		Long: `Runs one SELECT on gongkai.db and prints what it returns. The tables are those of
gongkai export, as views: reports, facts, disclosure, requests, review,
indicators, panel, sections, statements, findings, continuity, doubts,
coverage, sources, manifestations.

It can only read: writing, ATTACH, PRAGMA, temporary tables and loading code are
refused. It may run beside a crawl. Beside SQLite's own functions there are
median(x), percentile(x, 0 to 100), stddev(x), variance(x), corr(x, y), sqrt,
pow, exp, ln, log10, log2, floor, ceil, and text REGEXP pattern.

-p year=2024 gives :year the text 2024, which compares with numbers as SQLite has
it: in columns, as a number. -p n:=5 gives :n the number itself, for sums and counts.

A table stops after 1000 rows and cuts long texts, and says so; csv, jsonl and
json are whole. NULL is NULL in a table, empty in CSV, null in JSON; bytes are
written x'00ff'.`,
		Example: "  gongkai query \"SELECT year, sum(received_total) FROM requests GROUP BY year\"\n" +
			"  gongkai query -f question.sql -p year=2024 --format csv > answer.csv",
		Args: takes(0, 1, "one SQL text; put it in quotes"),
		RunE: func(c *cobra.Command, args []string) error {
			if q.limit < 0 || q.timeout <= 0 {
				return wrong("--limit must be 0 or more, --timeout more than 0")
			}
			if !c.Flags().Changed("limit") && q.format != "table" {
				q.limit = 0
			}
			return q.run(c.Context(), s, at, args)
		},
	}
	f := c.Flags()
	f.StringVarP(&q.file, "file", "f", "", "read the SQL from `FILE`; - is standard input")
	f.StringArrayVarP(&q.params, "param", "p", nil, "give the parameter :NAME a value: `NAME=VALUE`, or NAME:=NUMBER")
	f.StringVar(&q.format, "format", "table", "`FORMAT`: table, csv, jsonl or json")
	f.IntVar(&q.limit, "limit", 1000, "stop after `N` rows, 0 is never; only a table has a limit of its own")
	f.DurationVar(&q.timeout, "timeout", 30*time.Second, "give up after this `TIME`")
	return c
}

// run asks and writes the answer.
func (q question) run(ctx context.Context, s streams, at func() (workspace, error), args []string) error {
	sql, err := q.text(s, args)
	if err != nil {
		return err
	}
	params, err := q.values()
	if err != nil {
		return err
	}
	write, ok := answers[q.format]
	if !ok {
		return wrong("there is no format %q; there are %s", q.format, strings.Join(answerFormats, ", "))
	}
	w, err := at()
	if err != nil {
		return err
	}
	db, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close() // it was only read
	limited, stop := context.WithTimeout(ctx, q.timeout)
	defer stop()
	columns, rows, err := db.Query(limited, sql, params)
	if err != nil {
		return q.explain(ctx, tables(ctx, db, err), exitUsage)
	}
	a := answer{columns: unique(columns), rows: q.first(s, rows), tame: isTerminal(s.out)}
	if err := write(s, a); err != nil {
		return q.explain(ctx, err, exitFailed)
	}
	return nil
}

// first are as many rows as the limit lets through, having said what it cut.
func (q question) first(s streams, rows iter.Seq2[[]any, error]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		n := 0
		for row, err := range rows {
			if n++; err == nil && q.limit > 0 && n > q.limit {
				s.say("gongkai: only the first %s; there are more, --limit 0 gives all", plural(q.limit, "row"))
				return
			}
			if !yield(row, err) {
				return
			}
		}
		if n == 0 {
			s.say("gongkai: no rows")
		}
	}
}

// explain says what went wrong with a question.
func (q question) explain(ctx context.Context, err error, code int) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return exit{exitFailed, fmt.Errorf("the question was not answered within %s and was stopped; --timeout 5m gives it more", q.timeout)}
	}
	return exit{code, err}
}

// tables is what a person may have meant by a table that is not there.
func tables(ctx context.Context, db *store.DB, err error) error {
	if !strings.HasPrefix(err.Error(), "no such table") {
		return err
	}
	_, rows, trouble := db.Query(ctx, `SELECT group_concat(name, ', ') FROM (SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY rowid)`, nil)
	if trouble != nil {
		return err
	}
	for row, trouble := range rows {
		if trouble == nil {
			err = fmt.Errorf("%w; the tables are %s", err, literal(row[0]))
		}
	}
	return err
}

// text is the SQL.
func (q question) text(s streams, args []string) (string, error) {
	switch {
	case q.file != "" && len(args) > 0:
		return "", wrong("query takes SQL or -f FILE, not both")
	case len(args) > 0:
		return args[0], nil
	case q.file == "":
		return "", wrong("query needs SQL, or a file of it with -f; see gongkai help query")
	}
	body, err := slurp(s.in, q.file)
	if err != nil {
		return "", err
	}
	return string(body), nil
}

// values are the parameters.
func (q question) values() (map[string]any, error) {
	values := map[string]any{}
	for _, p := range q.params {
		name, value, ok := strings.Cut(p, "=")
		name, isNumber := strings.CutSuffix(strings.TrimLeft(name, ":@$"), ":")
		if !ok || name == "" {
			return nil, wrong("-p %s: write NAME=VALUE, or NAME:=NUMBER", p)
		}
		if _, twice := values[name]; twice {
			return nil, wrong("-p %s: %s has a value already", p, name)
		}
		values[name] = value
		if !isNumber {
			continue
		}
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			values[name] = n
		} else if f, err := strconv.ParseFloat(value, 64); err == nil {
			values[name] = f
		} else {
			return nil, wrong("-p %s: %q is no number", p, value)
		}
	}
	return values, nil
}

// unique gives columns of the same name a number.
func unique(columns []string) []string {
	seen := map[string]bool{}
	names := make([]string, len(columns))
	for i, c := range columns {
		name := cmp.Or(c, "column")
		for n := 2; seen[name]; n++ {
			name = fmt.Sprintf("%s_%d", cmp.Or(c, "column"), n)
		}
		seen[name], names[i] = true, name
	}
	return names
}

// isTerminal tells whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	at, err := f.Stat()
	return err == nil && at.Mode()&os.ModeCharDevice != 0
}
