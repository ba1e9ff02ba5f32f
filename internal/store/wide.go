package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"gongkai/internal/report"
)

// before is how many columns of a wide table stand before its boxes: organ,
// division, year, report, form.
const before = 5

// folded has one row for each report that has a table, its lines folded into
// one text: `row|states|values` and `;` after each but the last. Cells without
// a value leave no gap: their state says that there is none. SQLite does this
// several times faster than it hands over the lines one by one.
func folded(kind int, table, condition string) string {
	return fmt.Sprintf(`SELECT o.name, o.division, r.year, r.id, v.%[2]s,
		(SELECT group_concat(concat_ws('|', l.row, l.state, l.v1, l.v2, l.v3, l.v4, l.v5, l.v6, l.v7), ';')
			FROM line l WHERE l.version = v.id AND l.kind = %[1]d)
		%[3]s WHERE v.%[2]s IS NOT NULL%[5]s ORDER BY %[4]s`, kind, table, filed, inOrder, condition)
}

// wide are the rows of the view of a table, one for each report that has it.
func (db *DB) wide(ctx context.Context, v view, only Only) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		kind, columns := widths(v.name)
		condition, values := only.where("r.year")
		row := make([]string, len(v.columns))
		var lines sql.NullString
		var year, id int64
		var bad error
		into := []any{&row[0], &row[1], &year, &id, &row[4], &lines}
		err := scan(ctx, db.reader, folded(kind, v.name, condition), values, into, func() bool {
			row[2], row[3] = strconv.FormatInt(year, 10), strconv.FormatInt(id, 10)
			if bad = unfold(row, lines.String, columns[row[4]]); bad != nil {
				bad = fmt.Errorf("report %d: %s: %w", id, v.name, bad)
				return false
			}
			return yield(row, nil)
		})
		if bad != nil {
			err = bad
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// unfold puts the folded lines of a report into its row. No box is asked for
// until its line comes.
func unfold(row []string, lines string, columns [][]int) error {
	for i := before; i < len(row); i += 2 {
		row[i], row[i+1] = "", report.NotAsked.String()
	}
	for lines != "" {
		var line string
		line, lines, _ = strings.Cut(lines, ";")
		number, rest, _ := strings.Cut(line, "|")
		states, values, _ := strings.Cut(rest, "|")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(columns) || len(states) != len(columns[n-1]) {
			return fmt.Errorf("a stored line is not one of this form: %q", line)
		}
		for j, at := range columns[n-1] {
			letter := strings.IndexByte(letters, states[j])
			if letter < 0 {
				return fmt.Errorf("a stored line has no such state: %q", line)
			}
			state := report.State(letter)
			row[at+1] = state.String()
			if state.HasValue() {
				row[at], values, _ = strings.Cut(values, "|")
			}
		}
	}
	return nil
}

// widths are the columns of a wide table that the cells of each row of each
// edition go to.
func widths(table string) (kind int, columns map[string][][]int) {
	columns = map[string][][]int{}
	at := map[string]int{}
	for _, k := range report.Kinds {
		if k.String() != table {
			continue
		}
		kind = int(k)
		for n, b := range report.Boxes(k) {
			at[report.Name(b.Row, b.Column)] = before + 2*n
		}
	}
	for _, f := range report.Forms {
		if int(f.Kind) != kind {
			continue
		}
		for _, r := range f.Rows {
			var places []int
			for _, c := range r.Columns {
				places = append(places, at[report.Name(r, c)])
			}
			columns[f.Edition] = append(columns[f.Edition], places)
		}
	}
	return kind, columns
}
