package indicator

import (
	"slices"

	"gongkai/internal/grid"
)

// confirm reads the table once more, without the positions of its grids: labels
// and numbers in the order of the text, cut into rows and counted. It marks the
// rows that both readings have alike.
func (f *Found) confirm(blocks []grid.Block, used map[int]bool) {
	var tokens []token
	above := 0
	for i, b := range blocks {
		if !used[i] || b.Grid == nil {
			continue
		}
		for t := range b.Grid.Unroll(above) {
			tokens = append(tokens, token{t, t.Line - 1})
		}
		above += len(b.Grid.Rows)
	}
	second := inTokens(tokens, map[int]bool{})
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
