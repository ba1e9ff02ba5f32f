package grid_test

import (
	"testing"

	"gongkai/internal/grid"
)

// TestSpaceNames: the names of spaces that a page shows, because it was
// escaped twice, or that a text has kept, are spaces.
func TestSpaceNames(t *testing.T) {
	for name, read := range map[string]func() (*grid.Document, error){
		"HTML": func() (*grid.Document, error) {
			return grid.HTML("<table><tr><td>规&amp;nbsp;章</td><td>&amp;nbsp;</td><td>3&amp;#160;</td></tr><tr><td>甲</td><td>&amp;lt;5</td><td>6</td></tr></table>")
		},
		"text": func() (*grid.Document, error) {
			return grid.Text("| 规&nbsp;章 | &nbsp; | 3&#160; |\n| 甲 | <5 | 6 |\n")
		},
	} {
		d, err := read()
		if err != nil || len(d.Blocks) != 1 || d.Blocks[0].Grid == nil {
			t.Fatalf("%s: %v %+v", name, err, d)
		}
		row := d.Blocks[0].Grid.Rows[0]
		if row[0].Text != "规 章" || row[1].Text != "" || row[2].Text != "3" {
			t.Errorf("%s: %q %q %q", name, row[0].Text, row[1].Text, row[2].Text)
		}
	}
}
