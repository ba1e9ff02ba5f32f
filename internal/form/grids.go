package form

import (
	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// tableReader reads the rows of one statutory table.
type tableReader interface {
	begin(row) bool // takes a row of its heads: words, and no box
	row(row) bool   // takes a row below its heads
	finish()        // hears that the grid has ended
	leave()         // hears that another table has begun
}

// gridReader hands each row of each grid to the table it belongs to: the one
// whose heads came last. A table may share its grid with others, or be cut
// into several grids that follow one another.
type gridReader struct {
	readers [3]tableReader
	sheets  [3]*sheet
	current int // the table being read, -1 for none
	last    int // number of the grid in which it was last seen
}

func newGridReader(x *lexica, sheets [3]*sheet) *gridReader {
	return &gridReader{sheets: sheets, current: -1, readers: [3]tableReader{
		&disclosureReader{x: x, sheet: sheets[report.Disclosure]},
		&requestsReader{x: x, sheet: sheets[report.Requests]},
		&reviewReader{x: x, sheet: sheets[report.Review]},
	}}
}

// read reads all grids and marks the blocks that belong to a statutory table.
func (gr *gridReader) read(blocks []grid.Block, taken map[int]bool) {
	for i, b := range blocks {
		if b.Grid != nil && gr.grid(b.Grid) {
			taken[i] = true
		}
	}
}

// grid reads one grid and tells whether it holds part of a statutory table.
func (gr *gridReader) grid(g *grid.Grid) (found bool) {
	if gr.last != g.Number-1 {
		gr.turn(-1)
	}
	doubts := 0
	if gr.current >= 0 {
		doubts = len(gr.sheets[gr.current].doubts)
	}
	before := gr.current
	for i := range g.Rows {
		found = gr.row(rowOf(g, i)) || found
	}
	for _, r := range gr.readers {
		r.finish()
	}
	switch {
	case found:
		gr.last = g.Number
	case before >= 0: // another table stands between: its rows are no doubts of this one
		gr.sheets[before].doubts = gr.sheets[before].doubts[:doubts]
	}
	return found
}

// row hands on one row and tells whether it belongs to a statutory table.
func (gr *gridReader) row(r row) bool {
	if !r.is.empty && !r.is.boxed {
		for k, reader := range gr.readers {
			if reader.begin(r) {
				gr.turn(k)
				return true
			}
		}
	}
	if gr.current < 0 || r.is.empty && gr.current != int(report.Review) {
		return false
	}
	if gr.readers[gr.current].row(r) {
		return true
	}
	if r.i == 0 && !r.is.boxed {
		gr.turn(-1) // a grid with a head of its own that the form does not have
	}
	return false
}

// turn makes another table the current one.
func (gr *gridReader) turn(k int) {
	for i, reader := range gr.readers {
		if i != k {
			reader.leave()
		}
	}
	gr.current = k
}
