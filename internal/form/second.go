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
	var ribbon []grid.Block
	for _, b := range blocks {
		if b.Grid != nil {
			ribbon = append(ribbon, unroll(b.Grid, len(ribbon))...)
		}
	}
	walk(x, ribbon, sheets, func(int) {})
	return sheets
}

// unroll writes a grid as rows of tokens, on the lines after above others.
func unroll(g *grid.Grid, above int) []grid.Block {
	rows := make([]grid.Block, 0, len(g.Rows))
	for i := range g.Rows {
		own := g.Own(i)
		tokens := make([]grid.Token, 0, len(own))
		for j, c := range own {
			t := grid.Token{Text: c.Text, Closed: true, Line: above + i + 1, Column: j + 2}
			if c.Text == "" {
				t = grid.Token{Bars: 1, Line: above + i + 1, Column: j + 2}
			}
			tokens = append(tokens, t)
		}
		rows = append(rows, grid.Block{Tokens: tokens, Line: above + i + 1})
	}
	return rows
}

// confirm marks the cells of the first reading that the second says too.
func confirm(t *report.Table, second *sheet) {
	for i, row := range t.Form.Rows {
		for j, column := range row.Columns {
			c := &t.Cells[i][j]
			other, found := second.cells[row.Key][column.Key]
			c.Twice = found && c.Rule != report.NoRule && other.Rule != report.NoRule &&
				other.State == c.State && other.Raw == c.Raw
		}
	}
}
