package form

import (
	"slices"

	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// row is one row of a grid, for the readers of the three tables.
type row struct {
	g   *grid.Grid
	i   int
	own []*grid.Cell // the cells that begin in it
	is  rowIs
}

// rowIs says what a row holds, as far as its texts tell.
type rowIs struct {
	values []bool // for each own cell: by itself it looks like the content of a box
	empty  bool   // nothing is printed
	boxed  bool   // some cell looks like the content of a box
}

func rowOf(g *grid.Grid, i int) row {
	r := row{g: g, i: i, own: slices.AppendSeq(make([]*grid.Cell, 0, len(g.Rows[i])), g.Own(i)), is: rowIs{empty: true}}
	r.is.values = make([]bool, len(r.own))
	for n, c := range r.own {
		r.is.values[n] = isValue(c.Text)
		r.is.boxed = r.is.boxed || r.is.values[n]
		r.is.empty = r.is.empty && c.Text == ""
	}
	return r
}

func (r row) box(c *grid.Cell) box { return box{c.Text, placeOf(r.g, c)} }

// label is the last cell before the boxes that a lexicon knows, and its index
// among the row's own cells, -1 when there is none. The cells before the boxes
// are those left of the columns, or as many as are left when each column has
// its box. The last words among them must be the label: a row whose own words
// are damaged is not read as the group it stands in.
func (r row) label(x *lexica, rows *lexicon, heads columns) (key string, at int) {
	byCount, byPlace := len(r.own)-len(heads.at), 0
	if len(heads.at) > 0 && r.whole() {
		for byPlace < len(r.own) && r.own[byPlace].Col < heads.at[0][0] {
			byPlace++
		}
	}
	zones := []int{byCount, byPlace}
	if r.g.Line > 0 { // in text a blank cell may be a box, or fill up a label's span
		zones = []int{byPlace, byCount}
	}
	for _, zone := range zones {
		if zone < 1 || zone == byCount && r.own[zone-1].Text == "" && zone != byPlace {
			continue
		}
		if key, ok := x.match(rows, r.lastWords(zone)); ok {
			return key, zone - 1
		}
	}
	if byCount > 0 && !isValue(r.lastWords(byCount)) {
		return "", -1
	}
	at = -1
	for i, c := range r.own {
		if r.is.values[i] {
			break
		}
		if k, ok := x.match(rows, c.Text); ok {
			key, at = k, i
		}
	}
	return key, at
}

// lastWords is the last text in the first n cells.
func (r row) lastWords(n int) string {
	for i := n - 1; i >= 0; i-- {
		if r.own[i].Text != "" {
			return r.own[i].Text
		}
	}
	return ""
}

// whole tells whether every place of the row has a cell.
func (r row) whole() bool {
	for _, c := range r.g.Rows[r.i] {
		if c == nil {
			return false
		}
	}
	return true
}

// columns are the grid columns of each head, and the edge behind the last
// column that the head reaches.
type columns struct {
	at     [][]int
	edge   int
	blanks bool // columns without words are taken for those of the head before them
}

// reach is the column behind the last cell of a row of the head.
func (r row) reach() int {
	line := r.g.Rows[r.i]
	for j := len(line) - 1; j >= 0; j-- {
		if line[j] != nil {
			return j + 1
		}
	}
	return 0
}

// boxes are the row's boxes in the order of the heads: the cells after the
// label when there are as many as heads, else the cells below the heads when
// the row is whole and each stands below just one. columns gives the grid
// columns of each head. lost says why the positions are not certain.
func (r row) boxes(label int, heads columns) (boxes []box, rule report.Rule, lost string) {
	after := r.own[label+1:]
	boxes = make([]box, 0, len(after))
	if len(after) == len(heads.at) {
		for _, c := range after {
			boxes = append(boxes, r.box(c))
		}
		return boxes, report.Counted, ""
	}
	for _, cells := range r.below(heads) {
		if cells == nil {
			boxes = boxes[:0]
			for _, c := range after {
				boxes = append(boxes, r.box(c))
			}
			return boxes, report.NoRule, "the row has another number of boxes than the head has columns, and they do not stand below its columns"
		}
		boxes = append(boxes, r.box(cells))
	}
	return boxes, report.Below, ""
}

// below finds the one cell below each head, nil where that is not certain: the
// row must have a cell in every column, none beyond the head, and no value
// that stands below no head.
func (r row) below(heads columns) []*grid.Cell {
	line := r.g.Rows[r.i]
	found := make([]*grid.Cell, len(heads.at))
	used := map[*grid.Cell]bool{}
	for h, js := range heads.at {
		found[h] = one(line, js, heads.blanks)
		if found[h] == nil || used[found[h]] || found[h].Row != r.i {
			return make([]*grid.Cell, len(heads.at))
		}
		for _, j := range js {
			used[line[j]] = true
		}
	}
	for j, c := range line {
		if c == nil && j < heads.edge || c != nil && c.Row == r.i && (j >= heads.edge || !used[c] && isValue(c.Text)) {
			return make([]*grid.Cell, len(heads.at))
		}
	}
	return found
}

// one is the one cell in the given columns of a row: the only one, the only
// one with a text, or the first where all are equal, as where a converter
// repeats what spans columns: then it repeats the words of the heads too.
func one(line []*grid.Cell, js []int, blanks bool) *grid.Cell {
	var first *grid.Cell
	blank, again := false, false
	for _, j := range js {
		if j >= len(line) || line[j] == nil {
			return nil
		}
		c := line[j]
		blank = blank || c.Text == ""
		switch {
		case first == nil || first.Text == "":
			first = c
		case c != first && c.Text == first.Text:
			again = true
		case c != first && c.Text != "":
			return nil
		}
	}
	if again && (blank || blanks) {
		return nil
	}
	return first
}
