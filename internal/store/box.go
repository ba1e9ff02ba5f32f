package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gongkai/internal/report"
)

// indicator names a box across editions: requests.received.natural_person.
func indicator(kind report.Kind, row report.Row, column report.Column) string {
	return kind.String() + "." + row.Key + "." + column.Key
}

// boxes are the rows of the table box as SQL writes them: every box of every
// edition.
func boxes() string {
	var list []string
	for _, f := range report.Forms {
		for i, row := range f.Rows {
			for j, c := range row.Columns {
				list = append(list, fmt.Sprintf("(%d,'%s',%d,%d,'%s')", f.Kind, f.Edition, i+1, j+1, indicator(f.Kind, row, c)))
			}
		}
	}
	return strings.Join(list, ",")
}

// existing is what the file has of that which this program builds: the text of
// each view, and the rows of box in the order of boxes.
func existing(ctx context.Context, db *sql.DB) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT name, sql FROM sqlite_schema WHERE type = 'view'
		UNION ALL
		SELECT 'box', coalesce(group_concat(row), '') FROM (
			SELECT '(' || kind || ',''' || form || ''',' || row || ',' || col || ',''' || indicator || ''')' AS row
			FROM box ORDER BY kind, form DESC, box.row, col)`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		have[name] = text
	}
	return have, rows.Err()
}
