package check

import (
	"slices"
	"strings"

	"gongkai/internal/report"
)

// Rule is a rule of the form as the codebook tells it.
type Rule struct {
	ID   string // table/rule, never renamed
	Kind report.Kind
	Each string // "column" or "row": what it is tried once for
	// Left and Right are the keys added up on either side: of rows where it is
	// tried for each column, of columns where it is tried for each row.
	Left, Right []string
}

// Rules are the rules tried on a table of the form, in their order.
func Rules(f *report.Form) []Rule {
	var list []Rule
	for _, r := range rules {
		if r.kind != f.Kind {
			continue
		}
		each := "row"
		if r.over == columns {
			each = "column"
		}
		list = append(list, Rule{r.id, r.kind, each, expand(r.left, f), expand(r.right, f)})
	}
	return list
}

// Counts tells whether the rule adds up the cell of a row and a column.
func (r Rule) Counts(row, column string) bool {
	key := column
	if r.Each == "column" {
		key = row
	}
	return slices.Contains(r.Left, key) || slices.Contains(r.Right, key)
}

// String is the rule as a sum of keys: received + carried_in = outcomes_total + carried_out.
func (r Rule) String() string {
	return strings.Join(r.Left, " + ") + " = " + strings.Join(r.Right, " + ")
}
