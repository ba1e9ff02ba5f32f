package export

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"gongkai/internal/codebook"
)

// Rows are the rows of a table as text, each of the width of the table, ""
// where there is no value. They can be read again from the beginning.
type Rows = iter.Seq2[[]string, error]

// checked are the rows of a table; a row of another width is an error that
// names it.
func checked(t codebook.Table, rows Rows) Rows {
	return func(yield func([]string, error) bool) {
		n := 0
		for row, err := range rows {
			n++
			if err != nil {
				err = fmt.Errorf("row %d: %w", n, err)
			} else if len(row) != len(t.Variables) {
				err = fmt.Errorf("row %d: %d fields under %d columns", n, len(row), len(t.Variables))
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// Names are the headers of a table.
func Names(t codebook.Table) []string {
	names := make([]string, len(t.Variables))
	for i, v := range t.Variables {
		names[i] = v.Name
	}
	return names
}

// stateColumns are, for each column, that of the state of its value, or -1.
func stateColumns(t codebook.Table) []int {
	names := Names(t)
	at := make([]int, len(names))
	for i, v := range t.Variables {
		at[i] = -1
		if v.State != "" {
			at[i] = slices.Index(names, v.State)
		}
	}
	return at
}

// integer is a whole number.
func integer(field string) (int64, error) {
	n, err := strconv.ParseInt(field, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("not a whole number: %q", field)
	}
	return n, nil
}
