package form

import (
	"gongkai/internal/grid"
)

// row is one row of a grid, for the readers of the three tables.
type row struct {
	g   *grid.Grid
	i   int
	own []*grid.Cell // the cells that begin in it
}

func (r row) box(c *grid.Cell) box { return box{c.Text, placeOf(r.g, c)} }

// empty tells whether nothing is printed in the row.
func (r row) empty() bool {
	for _, c := range r.own {
		if c.Text != "" {
			return false
		}
	}
	return true
}

// label is the last cell before the boxes that a lexicon knows, and its index
// among the row's own cells; -1 when there is none. n is the number of boxes
// that follow. Where the row has just as many cells after some words, those
// words must be the label: a row whose own words are damaged is not read as
// the group it stands in.
func (r row) label(rows *lexicon, n int) (key string, at int) {
	if zone := len(r.own) - n; zone > 0 && n > 0 {
		for i := zone - 1; i >= 0; i-- {
			if r.own[i].Text == "" {
				continue
			}
			if isValue(r.own[i].Text) {
				break
			}
			if key, ok := rows.match(r.own[i].Text); ok {
				return key, zone - 1
			}
			return "", -1
		}
	}
	at = -1
	for i, c := range r.own {
		if c.Text == "" {
			continue
		}
		if isValue(c.Text) {
			break
		}
		if k, ok := rows.match(c.Text); ok {
			key, at = k, i
		}
	}
	return key, at
}

// boxes are the row's boxes in the order of the heads: the cells after the
// label when there are as many as heads, else the cells below the heads when
// the row is whole and each stands below just one. columns gives the grid
// columns of each head. lost says why the positions are not certain.
func (r row) boxes(label int, columns [][]int) (boxes []box, lost string) {
	after := r.own[label+1:]
	if len(after) == len(columns) {
		for _, c := range after {
			boxes = append(boxes, r.box(c))
		}
		return boxes, ""
	}
	for _, cells := range r.below(columns) {
		if cells == nil {
			boxes = boxes[:0]
			for _, c := range after {
				boxes = append(boxes, r.box(c))
			}
			return boxes, "the row has another number of boxes than the head has columns, and they do not stand below its columns"
		}
		boxes = append(boxes, r.box(cells))
	}
	return boxes, ""
}

// below finds the one cell below each head, nil where that is not certain.
func (r row) below(columns [][]int) []*grid.Cell {
	line := r.g.Rows[r.i]
	found := make([]*grid.Cell, len(columns))
	used := map[*grid.Cell]bool{}
	for h, js := range columns {
		found[h] = one(line, js)
		if found[h] == nil || used[found[h]] || found[h].Row != r.i {
			return make([]*grid.Cell, len(columns))
		}
		for _, j := range js {
			used[line[j]] = true
		}
	}
	for _, c := range line {
		if c == nil || isValue(c.Text) && !used[c] && c.Row == r.i {
			return make([]*grid.Cell, len(columns))
		}
	}
	return found
}

// one is the one cell in the given columns of a row: the only one, the only
// one with a text, or the first of equal ones.
func one(line []*grid.Cell, js []int) *grid.Cell {
	var first *grid.Cell
	for _, j := range js {
		c := line[j]
		switch {
		case c == nil:
			return nil
		case first == nil || first.Text == "":
			first = c
		case c != first && c.Text != "" && c.Text != first.Text:
			return nil
		}
	}
	return first
}
