package store

import (
	"context"
	"database/sql"

	"gongkai/internal/report"
)

// statements adds the rows of the statements of a report.
func statements(values []any, r *report.Report) []any {
	for i, s := range r.Statements {
		var value any
		if s.Value != nil {
			value = exact(*s.Value)
		}
		values = append(values, i+1, s.Fact, value, b2i(s.Approximate), text(s.Unit), text(s.Scope), s.Section, s.Sentence, s.Raw, s.Offset)
	}
	return values
}

// evidence are the rows of what a page says of who and when.
func evidence(r *report.Report) []any {
	values := []any{nil}
	for i, e := range r.Evidence {
		values = append(values, i+1, e.What, e.Value, e.Where)
	}
	return values
}

// statementView has one row for each statement.
func statementView() view {
	return view{"statements", of("fact", "s.fact", "#value", "s.value", "approximate", "s.approximate", "unit", "s.unit", "scope", "s.scope",
		"section", "s.section", "sentence", "s.sentence", "raw", "s.raw", "offset", `s."offset"`, "report", "r.id"),
		filed + ` JOIN statement s ON s.version = v.id`, inOrder + `, s.n`}
}

// stated reads the statements and the evidence of a version back.
func stated(ctx context.Context, tx *sql.Tx, id int64, r *report.Report) error {
	err := each(ctx, tx, `SELECT fact, value, approximate, coalesce(unit, ''), coalesce(scope, ''), section, sentence, raw, "offset"
		FROM statement WHERE version = ? ORDER BY n`, id, func(rows *sql.Rows) error {
		var s report.Statement
		var value any
		err := rows.Scan(&s.Fact, &value, &s.Approximate, &s.Unit, &s.Scope, &s.Section, &s.Sentence, &s.Raw, &s.Offset)
		if err != nil {
			return err
		}
		s.Value, err = operand(value)
		r.Statements = append(r.Statements, s)
		return err
	})
	if err != nil {
		return err
	}
	return each(ctx, tx, `SELECT what, value, "where" FROM evidence WHERE version = ? ORDER BY n`, id, func(rows *sql.Rows) error {
		var e report.Evidence
		err := rows.Scan(&e.What, &e.Value, &e.Where)
		r.Evidence = append(r.Evidence, e)
		return err
	})
}
