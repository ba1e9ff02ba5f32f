package store

import (
	"context"
	"iter"
	"strconv"

	"gongkai/internal/report"
)

// before is how many columns of a wide table stand before its boxes: organ,
// division, year, report, form.
const before = 5

// wide are the rows of the view of a table, one for each report that has it.
func (db *DB) wide(ctx context.Context, v view) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		kind, columns := widths(v.name)
		row := make([]string, len(v.columns))
		current := int64(-1)
		done := false
		flush := func() bool {
			done = current >= 0 && !yield(row, nil)
			return !done
		}
		err := db.lines(ctx, "WHERE l.kind = "+strconv.Itoa(kind), func(f *filing, l *line) bool {
			if f.report != current {
				if !flush() {
					return false
				}
				current = f.report
				begin(row, f, kind)
			}
			for j, at := range columns[place3{kind, row[4], l.row}] {
				row[at], row[at+1] = word(l.values[j]), l.word(j)
			}
			return true
		})
		if err == nil && !done {
			flush()
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// begin starts the row of a report: no box is asked for until its line comes.
func begin(row []string, f *filing, kind int) {
	for i := before; i < len(row); i += 2 {
		row[i], row[i+1] = "", report.NotAsked.String()
	}
	row[0], row[1], row[2] = f.organ, f.division, strconv.FormatInt(f.year, 10)
	row[3], row[4] = strconv.FormatInt(f.report, 10), f.editions[kind].String
}

// widths are the columns of a wide table that the cells of each row of each
// edition go to.
func widths(table string) (kind int, columns map[place3][]int) {
	columns = map[place3][]int{}
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
		for i, r := range f.Rows {
			for _, c := range r.Columns {
				if int(f.Kind) == kind {
					p := place3{kind, f.Edition, i + 1}
					columns[p] = append(columns[p], at[report.Name(r, c)])
				}
			}
		}
	}
	return kind, columns
}
