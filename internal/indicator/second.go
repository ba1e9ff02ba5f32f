package indicator

import (
	"slices"

	"gongkai/internal/grid"
)

// confirm reads the table once more, without the positions of its grids: labels
// and numbers in the order of the text, cut into rows and counted. It marks the
// rows that both readings have alike.
func (f *Found) confirm(blocks []grid.Block, used map[int]bool) {
	var ribbons []grid.Block
	for i, b := range blocks {
		if used[i] && b.Grid != nil {
			ribbons = append(ribbons, unroll(b.Grid)...)
		}
	}
	second := inText(ribbons, map[int]bool{})
	next := 0
	for i := range f.entries {
		e := &f.entries[i]
		at := slices.IndexFunc(second.entries[next:], func(o entry) bool { return o.label == e.label && o.unit == e.unit })
		if at < 0 {
			continue
		}
		next += at + 1
		o := second.entries[next-1]
		e.twice = e.lost == "" && o.lost == "" && slices.EqualFunc(e.boxes, o.boxes, func(a, b box) bool { return a.raw == b.raw })
	}
}

// unroll writes a grid as rows of tokens.
func unroll(g *grid.Grid) []grid.Block {
	var rows []grid.Block
	for i := range g.Rows {
		var tokens []grid.Token
		for j, c := range g.Own(i) {
			t := grid.Token{Text: c.Text, Closed: true, Line: i + 1, Column: j + 1}
			if c.Text == "" {
				t = grid.Token{Bars: 1, Line: i + 1, Column: j + 1}
			}
			tokens = append(tokens, t)
		}
		rows = append(rows, grid.Block{Tokens: tokens, Line: i + 1})
	}
	return rows
}
