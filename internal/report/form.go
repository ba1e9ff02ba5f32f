package report

import (
	"cmp"
	"slices"
)

// Form is one edition of one statutory table, as data.
type Form struct {
	Kind    Kind
	Edition string // "2021" or "2019", the names used in JSON and SQL
	Rows    []Row
}

// Row is one row of a form. In the review table it is a block: the five boxes
// below one heading.
type Row struct {
	Key      string
	Short    string   // stands for Key in names of at most 32 characters
	Label    string   // as the official form prints it, NFKC
	Variants []string // other wordings seen for it
	Parents  []string // headings it stands under, outermost first
	English  string
	Article  string // of the 条例 of 2019 that the row answers to; empty when none does
	Columns  []Column
}

// Column is one column of a row of a form.
type Column struct {
	Key      string
	Short    string
	Label    string
	Variants []string
	English  string
	Unit     string // as the form states it: 件, 项, 万元; empty when the form prints none
	Ten      bool   // amounts: decimals are usual
	Signed   bool   // may be negative
}

// Name is the name of a cell in wide tables: ROW_COLUMN.
func Name(row Row, column Column) string { return row.Key + "_" + column.Key }

// ShortName is the fixed name of a cell of at most 32 ASCII characters: its
// Name where that is short enough, else made of the short words of its row
// and column.
func ShortName(row Row, column Column) string {
	if name := Name(row, column); len(name) <= 32 {
		return name
	}
	return short(row, column)
}

// StateName is the fixed name, of at most 32 ASCII characters, of the state of
// a cell: its Name and _state, or the short words and _state.
func StateName(row Row, column Column) string {
	if name := Name(row, column) + "_state"; len(name) <= 32 {
		return name
	}
	return short(row, column) + "_state"
}

// short joins the short words of a row and a column.
func short(row Row, column Column) string {
	return cmp.Or(row.Short, row.Key) + "_" + cmp.Or(column.Short, column.Key)
}

// Find returns the indexes of a row and a column by key, -1 where there is none.
func (f *Form) Find(row, column string) (i, j int) {
	for i, r := range f.Rows {
		if r.Key != row {
			continue
		}
		for j, c := range r.Columns {
			if c.Key == column {
				return i, j
			}
		}
		return i, -1
	}
	return -1, -1
}

// Forms are the editions known, by table and then newest first. They are
// built anew on each call of the program and never change.
var Forms = []*Form{disclosure2021, disclosure2019, requests2021, requests2019, review2019}

// FormOf is the form of a table's edition, nil when there is none.
func FormOf(kind Kind, edition string) *Form {
	for _, f := range Forms {
		if f.Kind == kind && f.Edition == edition {
			return f
		}
	}
	return nil
}

// Box is one cell of the union of all editions of a table.
type Box struct {
	Row    Row
	Column Column
}

// Boxes lists every cell that any edition of the table asks for, in the order
// of the newest edition, rows of older ones after the row they follow there.
// It is the order of the columns of wide tables.
func Boxes(kind Kind) []Box {
	var rows []Row
	for _, f := range Forms {
		if f.Kind == kind {
			rows = merge(rows, f.Rows)
		}
	}
	var boxes []Box
	for _, r := range rows {
		for _, c := range r.Columns {
			boxes = append(boxes, Box{r, c})
		}
	}
	return boxes
}

// merge adds the rows and columns of an older edition to those of newer ones.
func merge(rows, older []Row) []Row {
	last := -1
	for _, r := range older {
		at := slices.IndexFunc(rows, func(x Row) bool { return x.Key == r.Key })
		if at < 0 {
			rows = append(rows[:last+1], append([]Row{r}, rows[last+1:]...)...)
			last++
			continue
		}
		last = at
		columns := append([]Column(nil), rows[at].Columns...)
		for _, c := range r.Columns {
			if slices.IndexFunc(columns, func(x Column) bool { return x.Key == c.Key }) < 0 {
				columns = append(columns, c)
			}
		}
		rows[at].Columns = columns
	}
	return rows
}
