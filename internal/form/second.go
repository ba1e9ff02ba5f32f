package form

import (
	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// again reads the grids of a document a second time, without their positions:
// labels and boxes in the order of the text, cut into rows and counted as in
// plain text.
func again(x *lexica, blocks []grid.Block) [3]*sheet {
	sheets := newSheets()
	for _, s := range sheets {
		s.second = true
	}
	n, above := 0, 0
	for _, b := range blocks {
		if b.Grid != nil {
			for range b.Grid.Unroll(0) {
				n++
			}
		}
	}
	tokens := make([]token, 0, n)
	for _, b := range blocks {
		if b.Grid == nil {
			continue
		}
		for t := range b.Grid.Unroll(above) {
			tokens = append(tokens, token{Token: t, block: int32(t.Line), value: isValue(t.Text)})
		}
		above += len(b.Grid.Rows)
	}
	w := &walker{x: x, tokens: tokens}
	w.walk(sheets)
	return sheets
}

// confirm marks the cells of the first reading that the second says too.
func confirm(t *report.Table, second *sheet) {
	for i, row := range t.Form.Rows {
		its := second.rows[row.Key]
		for j, column := range row.Columns {
			c := &t.Cells[i][j]
			other := its.cell(column.Key)
			c.Twice = other != nil && c.Rule != report.NoRule && other.Rule != report.NoRule &&
				other.State == c.State && other.Raw == c.Raw
		}
	}
}
