package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"gongkai/internal/report"
)

// Report reads the current version of a report back, exactly as it was put,
// with its findings. The error is fs.ErrNotExist where there is none.
func (db *DB) Report(ctx context.Context, o Organ, year int) (*report.Report, []report.Finding, error) {
	o = o.identity()
	var version int64
	err := db.reader.QueryRowContext(ctx, `SELECT r.current FROM organ o JOIN report r ON r.organ = o.id
		WHERE o.division = ? AND o.name = ? AND o.site = ? AND r.year = ? AND r.current IS NOT NULL`,
		o.Division, o.Name, o.Site, year).Scan(&version)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, fmt.Errorf("report of %s%s %s for %d: %w", o.Division, o.Site, o.Name, year, fs.ErrNotExist)
	}
	if err != nil {
		return nil, nil, err
	}
	return db.Version(ctx, version)
}

// Version reads one version of a report back, current or not, by its id.
func (db *DB) Version(ctx context.Context, id int64) (*report.Report, []report.Finding, error) {
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	defer tx.Rollback() // it only read
	r, err := head(ctx, tx, id)
	if errors.Is(err, sql.ErrNoRows) {
		err = fs.ErrNotExist
	}
	var findings []report.Finding
	if err == nil {
		findings, err = body(ctx, tx, id, r)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("version %d: %w", id, err)
	}
	return r, findings, nil
}

// head reads what a version is, with tables whose cells are still missing.
func head(ctx context.Context, tx *sql.Tx, id int64) (*report.Report, error) {
	r := &report.Report{}
	var editions [len(r.Tables)]string
	old := &report.Indicators{}
	err := tx.QueryRowContext(ctx, `SELECT coalesce(printed, ''), coalesce(year, 0), coalesce(title, ''),
			coalesce(published, ''), coalesce(signed, ''), coalesce(dated, ''),
			coalesce(disclosure, ''), coalesce(requests, ''), coalesce(review, ''), coalesce(indicators, '')
		FROM version WHERE id = ?`, id).Scan(&r.Organ, &r.Year, &r.Title,
		&r.Dates.Published, &r.Dates.Signed, &r.Dates.Address,
		&editions[report.Disclosure], &editions[report.Requests], &editions[report.Review], &old.Form)
	if err != nil {
		return nil, err
	}
	if old.Form != "" {
		r.Indicators = old
	}
	for k, edition := range editions {
		if edition == "" {
			continue
		}
		form := report.FormOf(report.Kind(k), edition)
		if form == nil {
			return nil, fmt.Errorf("%s: edition %s is not known to this program", report.Kind(k), edition)
		}
		r.Tables[k] = report.NewTable(form)
	}
	return r, nil
}

// body reads the cells, sections, doubts and findings of a version.
func body(ctx context.Context, tx *sql.Tx, id int64, r *report.Report) (findings []report.Finding, err error) {
	err = each(ctx, tx, `SELECT kind, row, v1, v2, v3, v4, v5, v6, v7, state, raw, unit, at, rule, grade FROM line WHERE version = ? ORDER BY kind, row`, id,
		func(rows *sql.Rows) error {
			var l line
			if err := rows.Scan(l.fields()...); err != nil {
				return err
			}
			if l.kind < 0 || l.kind >= len(r.Tables) || r.Tables[l.kind] == nil || l.row < 1 || l.row > len(r.Tables[l.kind].Cells) {
				return fmt.Errorf("table %d row %d is not in its form", l.kind, l.row)
			}
			return l.cells(r.Tables[l.kind].Cells[l.row-1])
		})
	if err != nil {
		return nil, err
	}
	if err := indicatorRows(ctx, tx, id, r.Indicators); err != nil {
		return nil, err
	}
	if err := stated(ctx, tx, id, r); err != nil {
		return nil, err
	}
	err = each(ctx, tx, `SELECT number, heading, text, coalesce("offset", 0) FROM section WHERE version = ? ORDER BY n`, id, func(rows *sql.Rows) error {
		var s report.Section
		err := rows.Scan(&s.Number, &s.Heading, &s.Text, &s.Offset)
		r.Sections = append(r.Sections, s)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, tx, `SELECT code, coalesce("table", ''), coalesce(row, ''), text FROM doubt WHERE version = ? ORDER BY n`, id, func(rows *sql.Rows) error {
		var d report.Doubt
		err := rows.Scan(&d.Code, &d.Table, &d.Row, &d.Text)
		r.Doubts = append(r.Doubts, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, tx, `SELECT u.name, u.at, f.result, f."left", f."right", coalesce(f.why, '')
		FROM finding f JOIN rule u ON u.id = f.rule WHERE f.version = ? ORDER BY f.n`, id, func(rows *sql.Rows) error {
		f, err := finding(rows)
		findings = append(findings, f)
		return err
	})
	return findings, err
}

func finding(rows *sql.Rows) (f report.Finding, err error) {
	var left, right any
	if err := rows.Scan(&f.Rule, &f.At, &f.Result, &left, &right, &f.Why); err != nil {
		return f, err
	}
	if f.Left, err = operand(left); err != nil {
		return f, err
	}
	f.Right, err = operand(right)
	return f, err
}

func operand(v any) (*report.Number, error) {
	if v == nil {
		return nil, nil
	}
	n, err := number(v)
	return &n, err
}

// fields are where a line is scanned to, from kind to grade.
func (l *line) fields() []any {
	list := []any{&l.kind, &l.row}
	for j := range l.values {
		list = append(list, &l.values[j])
	}
	return append(list, &l.state, &l.raw, &l.unit, &l.place, &l.rule, &l.grade)
}

// each hands on every row of a query.
func each(ctx context.Context, tx *sql.Tx, query string, id int64, row func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query, id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
