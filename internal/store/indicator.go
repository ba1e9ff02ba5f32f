package store

import (
	"context"
	"database/sql"
	"strings"

	"gongkai/internal/report"
)

// notAsked is the letter of a cell that the table has no column for.
const notAsked = "-"

// indicatorsOf are the values of the rows of a table of indicators, after room
// for the version, and how many cells have a value.
func indicatorsOf(x *report.Indicators) (values []any, cells int) {
	values = []any{nil}
	if x == nil {
		return values, 0
	}
	for i, r := range x.Rows {
		pair := []report.Cell{r.Value, r.Cumulative}
		state := ""
		for j := range pair {
			cells += b2i(pair[j].State.HasValue())
			if pair[j].State == report.NotAsked {
				state += notAsked
				continue
			}
			state += letters[pair[j].State : pair[j].State+1]
		}
		rule, grade := marks(pair)
		values = append(values, i+1, text(r.Key), r.Label, text(r.Unit), value(r.Value), value(r.Cumulative),
			state, raws(pair), units(pair), places(pair), rule, grade)
	}
	return values, cells
}

// formOf is the form of a table of indicators as it is stored.
func formOf(x *report.Indicators) any {
	if x == nil {
		return nil
	}
	return x.Form
}

// indicatorRows reads the rows of a table of indicators back.
func indicatorRows(ctx context.Context, tx *sql.Tx, id int64, x *report.Indicators) error {
	if x == nil {
		return nil
	}
	return each(ctx, tx, `SELECT coalesce(key, ''), label, coalesce(unit, ''), value, cumulative, state, raw, measured, at, rule, grade
		FROM indicator WHERE version = ? ORDER BY n`, id, func(rows *sql.Rows) error {
		var r report.IndicatorRow
		var l line
		if err := rows.Scan(&r.Key, &r.Label, &r.Unit, &l.values[0], &l.values[1], &l.state, &l.raw, &l.unit, &l.place, &l.rule, &l.grade); err != nil {
			return err
		}
		printed := l.state
		l.state = strings.ReplaceAll(l.state, notAsked, letters[:1])
		var pair [2]report.Cell
		if err := l.cells(pair[:]); err != nil {
			return err
		}
		for j := range pair {
			if printed[j:j+1] == notAsked {
				pair[j].State = report.NotAsked
			}
		}
		r.Value, r.Cumulative = pair[0], pair[1]
		x.Rows = append(x.Rows, r)
		return nil
	})
}

// indicatorView has one row for each row of a table of indicators.
func indicatorView() view {
	printed := func(value, j string) string {
		return "coalesce(i.raw ->> " + j + ", CAST(" + value + " AS TEXT), '')"
	}
	return view{"indicators", of("form", "v.indicators", "row", "i.n", "key", "i.key", "label", "i.label",
		"unit", "coalesce(i.measured ->> 0, i.unit)",
		"#value", "i.value", "state", states("i.state", "1"), "raw", printed("i.value", "0"),
		"#cumulative", "i.cumulative", "cumulative_state", states("i.state", "2"), "cumulative_raw", printed("i.cumulative", "1"),
		"grade", gradeSQL("i.grade", "1"), "cumulative_grade", "CASE WHEN substr(i.state, 2, 1) <> '"+notAsked+"' THEN "+gradeSQL("i.grade", "2")+" END",
		"report", "r.id"),
		filed + ` JOIN indicator i ON i.version = v.id`, inOrder + `, i.n`}
}
