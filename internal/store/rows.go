package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"gongkai/internal/report"
)

// Rows reads a table for export, of all organs and years or only of some, with
// the columns of the view of that name, ordered by division, organ, year and
// then the form. Numbers are written exactly as printed; NULL is the empty text.
// A row is overwritten by the next one. Another name is an error that lists
// those there are.
func (db *DB) Rows(ctx context.Context, table string, only Only) (columns []string, rows iter.Seq2[[]string, error], err error) {
	all := views()
	i := slices.IndexFunc(all, func(v view) bool { return v.name == table })
	if i < 0 {
		names := make([]string, len(all))
		for i, v := range all {
			names[i] = v.name
		}
		return nil, nil, fmt.Errorf("no table %q; there are %s", table, strings.Join(names, ", "))
	}
	v := all[i]
	switch table {
	case "facts":
		return v.names(), db.facts(ctx, only), nil
	case "disclosure", "requests", "review":
		return v.names(), db.wide(ctx, v, only), nil
	case "panel":
		return v.names(), db.panelRows(ctx, v, only), nil
	}
	condition, values := only.where(v.column("year"))
	return v.names(), db.selected(ctx, v.export("WHERE 1"+condition), values, len(v.columns)), nil
}

// selected reads the rows of any query as text.
func (db *DB) selected(ctx context.Context, query string, args []any, columns int) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		values := make([]any, columns)
		into := make([]any, columns)
		for i := range values {
			into[i] = &values[i]
		}
		row := make([]string, columns)
		err := scan(ctx, db.reader, query, args, into, func() bool {
			for i, v := range values {
				row[i] = word(v)
			}
			return yield(row, nil)
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// asker is a pool or a transaction.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// scan reads the rows of a query one after another until next says no.
func scan(ctx context.Context, db asker, query string, args, into []any, next func() bool) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if !next() {
			return nil
		}
	}
	return rows.Err()
}

// word is a value of SQLite as text.
func word(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		return v
	case []byte:
		return string(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// filing is whose report a line is of.
type filing struct {
	version         int64
	organ, division string
	year, report    int64
	editions        [3]sql.NullString
}

// lines reads the lines of every current version in order, straight from
// their table: unpacking them here is several times faster than having the
// views do it. Two questions run side by side in one transaction, one for the
// reports and one for their lines, so that names are not read again with each
// line.
func (db *DB) lines(ctx context.Context, only Only, next func(*filing, *line) bool) error {
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() // it only read
	condition, values := only.where("r.year")
	reports, err := tx.QueryContext(ctx, `SELECT v.id, o.name, o.division, r.year, r.id, v.disclosure, v.requests, v.review `+filed+
		` WHERE 1`+condition+` ORDER BY `+inOrder, values...)
	if err != nil {
		return err
	}
	defer reports.Close()
	var f filing
	var l line
	var version int64
	into := append([]any{&version}, l.fields()...)
	var trouble error
	err = scan(ctx, tx, `SELECT l.version, l.kind, l.row, l.v1, l.v2, l.v3, l.v4, l.v5, l.v6, l.v7, l.state, l.raw, l.unit, NULL, NULL, l.grade `+
		filed+` JOIN line l ON l.version = v.id WHERE 1`+condition+` ORDER BY `+inOrder+`, l.kind, l.row`, values, into, func() bool {
		for f.version != version && trouble == nil {
			if !reports.Next() {
				trouble = errors.Join(reports.Err(), fmt.Errorf("version %d: its report is out of order", version))
				return false
			}
			trouble = reports.Scan(&f.version, &f.organ, &f.division, &f.year, &f.report, &f.editions[0], &f.editions[1], &f.editions[2])
		}
		return trouble == nil && next(&f, &l)
	})
	return errors.Join(trouble, err)
}

// facts are the rows of the view facts.
func (db *DB) facts(ctx context.Context, only Only) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		names := indicators()
		row := make([]string, 11)
		var bad error
		err := db.lines(ctx, only, func(f *filing, l *line) bool {
			edition := f.editions[l.kind].String
			keys := names[place3{l.kind, edition, l.row}]
			var printed, measured []*string
			if printed, bad = unpack(l.raw); bad != nil {
				return false
			}
			if measured, bad = unpack(l.unit); bad != nil {
				return false
			}
			row[0], row[1], row[2], row[3], row[10] = f.organ, f.division, strconv.FormatInt(f.year, 10), edition, strconv.FormatInt(f.report, 10)
			for j, key := range keys {
				value := word(l.values[j])
				row[4], row[5], row[6], row[7], row[8], row[9] = key, value, l.word(j), value, "", l.gradeOf(j).String()
				if j < len(printed) && printed[j] != nil {
					row[7] = *printed[j]
				}
				if j < len(measured) && measured[j] != nil {
					row[8] = *measured[j]
				}
				if !yield(row, nil) {
					return false
				}
			}
			return true
		})
		if bad != nil {
			err = bad
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// word is the state of cell j, counted from 0.
func (l *line) word(j int) string {
	if j >= len(l.state) {
		return report.NotAsked.String()
	}
	return report.State(strings.IndexByte(letters, l.state[j])).String()
}

// place3 is a row of an edition of a table.
type place3 struct {
	kind    int
	edition string
	row     int
}

// indicators are the names of the boxes of every row of every edition.
func indicators() map[place3][]string {
	names := map[place3][]string{}
	for _, f := range report.Forms {
		for i, row := range f.Rows {
			for _, c := range row.Columns {
				at := place3{int(f.Kind), f.Edition, i + 1}
				names[at] = append(names[at], indicator(f.Kind, row, c))
			}
		}
	}
	return names
}
