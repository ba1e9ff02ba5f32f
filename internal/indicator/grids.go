package indicator

import (
	"strings"

	"gongkai/internal/cell"
	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// headRows is how far from its top the heads of a table may stand.
const headRows = 8

// inGrids reads the table of indicators from grids: the first that has heads
// and enough known rows, and the pieces of it that follow.
func inGrids(blocks []grid.Block, used map[int]bool) (found Found) {
	for i, b := range blocks {
		if b.Grid == nil {
			continue
		}
		heads, next, ok := headsIn(b.Grid)
		if !ok {
			continue
		}
		f := Found{columns: columnsOf(abreast(heads)[0])}
		f.entries = rowsOf(b.Grid, heads, next)
		taken := []int{i}
		if b.Grid.Line > 0 || known(f.entries) > 0 {
			taken = append(taken, f.pieces(blocks, i, heads, b.Grid.Width)...)
		}
		if known(f.entries) < leastKnown {
			continue
		}
		for _, n := range taken {
			used[n] = true
		}
		f.others(blocks, used)
		return f
	}
	return found
}

// head is a column and where it stands in a grid.
type head struct {
	column
	cols []int
}

func columnsOf(heads []head) []column {
	var list []column
	for _, h := range heads {
		list = append(list, h.column)
	}
	return list
}

// headsIn finds the row of heads among the first rows, and the row below it.
func headsIn(g *grid.Grid) (heads []head, next int, ok bool) {
	for i := 0; i < min(len(g.Rows), headRows); i++ {
		if heads, ok = headsOn(g, i); ok {
			return heads, below(g, i), true
		}
	}
	return nil, 0, false
}

// boxed tells whether a row holds two short numbers or more, which no head
// does: a year has four digits.
func boxed(g *grid.Grid, i int) bool {
	n := 0
	for _, c := range g.Rows[i] {
		if c != nil && c.Row == i && c.Text != "" && len(c.Text) < 4 && strings.Trim(c.Text, "0123456789") == "" {
			n++
		}
	}
	return n >= 2
}

// labelled tells whether some cell of a row heads the labels: each of the words
// for that has one of these characters.
func labelled(g *grid.Grid, i int) bool {
	for c := range g.Own(i) {
		if len(c.Text) <= mostOfHead && hasAny(c.Text, labelMarks) {
			if head, ok := headOf(c.Text); ok && head.role == label {
				return true
			}
		}
	}
	return false
}

var labelMarks = []string{"指", "项", "項", "内", "內"}

// headsOn reads row i as heads. A column whose head is not known holds a part
// when its words say so, else a remark.
func headsOn(g *grid.Grid, i int) (heads []head, ok bool) {
	if !labelled(g, i) || boxed(g, i) {
		return nil, false
	}
	named := false
	for c := range g.Own(i) {
		h := head{}
		if h.column, ok = headOf(c.Text); !ok {
			if h.column, ok = shareOf(c.Text); !ok || !named {
				h.column = column{role: remark}
			}
		}
		named = named || h.role == label
		for n := range c.ColSpan {
			h.cols = append(h.cols, c.Col+n)
		}
		heads = append(heads, h)
	}
	for _, half := range abreast(heads) {
		if !isTable(columnsOf(half)) {
			return heads, false
		}
	}
	return heads, len(heads) > 0
}

// abreast are the heads of each part of a table whose parts are printed side
// by side: each begins where the first of its columns comes again.
func abreast(heads []head) (parts [][]head) {
	for i, h := range heads {
		if i == 0 || h.role == heads[0].role && h.role <= ordinal {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], h)
	}
	return parts
}

// below is the first row below the heads in row i: past what they span, and
// past letters for the columns.
func below(g *grid.Grid, i int) int {
	next := i + 1
	for c := range g.Own(i) {
		if headed, _ := headOf(c.Text); headed.role == label || headed.role == unit {
			next = max(next, min(i+c.RowSpan, len(g.Rows)))
		}
	}
	for next < len(g.Rows) && isLettered(texts(g, next)) {
		next++
	}
	return next
}

func texts(g *grid.Grid, i int) []string {
	var list []string
	for c := range g.Own(i) {
		list = append(list, c.Text)
	}
	return list
}

// rowsOf reads the rows of a grid from row i on.
func rowsOf(g *grid.Grid, heads []head, i int) []entry {
	var list []entry
	parts := abreast(heads)
	for n, part := range parts {
		from, to := 0, g.Width
		if n > 0 {
			from = part[0].cols[0]
		}
		if n+1 < len(parts) {
			to = parts[n+1][0].cols[0]
		}
		for row := i; row < len(g.Rows); row++ {
			if _, again := headsOn(g, row); again || isLettered(texts(g, row)) {
				continue
			}
			if e, ok := rowOf(g, part, row, from, to); ok {
				list = append(list, e)
			}
		}
	}
	return list
}

// within are the cells that begin in row i, in the columns from one to another.
func within(g *grid.Grid, i, from, to int) []*grid.Cell {
	var cells []*grid.Cell
	for c := range g.Own(i) {
		if c.Col >= from && c.Col < to {
			cells = append(cells, c)
		}
	}
	return cells
}

// rowOf reads one row of a part; ok is false when it is none of the table: empty, a
// title, a note, or about the people who filled it in.
func rowOf(g *grid.Grid, heads []head, i, from, to int) (e entry, ok bool) {
	own := within(g, i, from, to)
	whole := ""
	for _, c := range own {
		whole += c.Text
	}
	if whole == "" || isPerson(whole) {
		return e, false
	}
	e.label = labelOf(g, heads, i)
	if e.label == "" {
		e.lost = "it has no label of its own"
		for _, h := range heads {
			if c := g.Rows[i][h.cols[0]]; h.role == label && c != nil {
				e.label = strings.ReplaceAll(c.Text, "\n", "")
			}
		}
		e.raw, e.at = whole, placeOf(g, own[0])
		return e, true
	}
	if len(own) == 1 && isNote(e.label) || strings.Contains(e.label, "统计表") && len(own) == 1 {
		return e, false
	}
	if len(own) == 1 && to-from > 1 {
		return e, true // words over the whole width: a heading
	}
	e.fill(g, heads, i, own)
	return e, true
}

// isNote tells whether words over the whole width are a note on the table.
func isNote(text string) bool {
	if isKnown(text) {
		return false
	}
	for _, s := range []string{"注", "备注", "说明", "填表说明", "填报", "单位:", "单位：", "备 注"} {
		if strings.HasPrefix(text, s) {
			return true
		}
	}
	return len(text) > 180
}

// labelOf is what row i prints below the head of the labels.
func labelOf(g *grid.Grid, heads []head, i int) string {
	text := ""
	for _, h := range heads {
		if h.role != label {
			continue
		}
		for _, j := range h.cols {
			if c := g.Rows[i][j]; c != nil && c.Row == i && (c.Col == j || j == h.cols[0]) {
				text += strings.ReplaceAll(c.Text, "\n", "")
			}
		}
	}
	return text
}

// fill reads unit and boxes of row i, and says why they are not certain.
func (e *entry) fill(g *grid.Grid, heads []head, i int, cells []*grid.Cell) {
	covered := map[int]bool{}
	for _, h := range heads {
		for _, j := range h.cols {
			covered[j] = true
		}
	}
	for _, c := range cells {
		if c.Text != "" && !covered[c.Col] {
			e.lost = "the row has more cells than the table has heads"
		}
	}
	used, labels := map[*grid.Cell]bool{}, map[*grid.Cell]bool{}
	for _, h := range heads {
		c := g.Rows[i][h.cols[0]]
		if h.role == label {
			for _, j := range h.cols {
				used[g.Rows[i][j]], labels[g.Rows[i][j]] = true, true
			}
			continue
		}
		switch {
		case h.isNumber():
			e.boxes = append(e.boxes, e.box(g, c, i, used))
		case c == nil:
			e.lost = "the row has fewer cells than the table has columns"
		case h.role == unit && !used[c]:
			name, ok := unitOf(c.Text)
			if e.unit = name; !ok && cell.IsValue(c.Text) {
				e.lost = "a number stands where its unit should"
			} else if !ok {
				e.unit = strings.ReplaceAll(c.Text, "\n", "")
			}
		}
		used[c] = true
	}
	if e.lost == "" {
		return
	}
	if e.raw = strings.Join(besides(cells, labels), " | "); !printed(e.boxes) && strings.Trim(e.raw, " |") == "" {
		e.lost = ""
	}
}

// besides are the texts of the cells that are no label.
func besides(cells []*grid.Cell, label map[*grid.Cell]bool) []string {
	var list []string
	for _, c := range cells {
		if !label[c] {
			list = append(list, c.Text)
		}
	}
	return list
}

// box reads one box of row i.
func (e *entry) box(g *grid.Grid, c *grid.Cell, i int, used map[*grid.Cell]bool) box {
	switch {
	case c == nil:
		e.lost = "the row has fewer cells than the table has columns"
		return box{absent: true}
	case used[c] && len(e.boxes) == 0, c.Text == "" && c.Row < i:
		return box{absent: true} // the label or the unit goes on over it
	case used[c]:
		e.lost = "one cell stands below several columns"
	case c.Row < i:
		e.lost = "one cell stands beside several rows"
	}
	return box{raw: c.Text, at: placeOf(g, c)}
}

func placeOf(g *grid.Grid, c *grid.Cell) report.Place {
	if c.Line > 0 {
		return report.Place{Table: 1, Row: c.Line, Column: c.Col + 1}
	}
	return report.Place{Table: g.Number, Row: c.Row + 1, Column: c.Col + 1}
}

// pieces reads the pieces of a table that was cut: grids as wide, with the
// same heads or none, that follow it with nothing but headings between.
func (f *Found) pieces(blocks []grid.Block, i int, heads []head, width int) (taken []int) {
	var between []int
	var headings []entry
	for n := i + 1; n < len(blocks); n++ {
		b := blocks[n]
		if b.Grid == nil {
			if !isHeading(b.Text) && !isPerson(b.Text) {
				return taken
			}
			between = append(between, n)
			if isHeading(b.Text) {
				headings = append(headings, entry{label: strings.Trim(b.Text, "| ")})
			}
			continue
		}
		start := 0
		if again, next, ok := headsIn(b.Grid); ok {
			if headsOf(columnsOf(again)) != headsOf(columnsOf(heads)) {
				return taken
			}
			start = next
		}
		rows := rowsOf(b.Grid, heads, start)
		if b.Grid.Width != width || known(rows) == 0 || f.again(rows) {
			return taken
		}
		f.entries = append(append(f.entries, headings...), rows...)
		taken = append(append(taken, between...), n)
		between, headings = nil, nil
	}
	return taken
}

// again tells whether rows come that were read before: another table begins.
func (f *Found) again(rows []entry) bool {
	seen, keys := trail{}, map[string]bool{}
	for i, e := range f.entries {
		keys[seen.keyOf(e.label, i+1)] = true
	}
	for _, e := range rows {
		if key := seen.keyOf(e.label, len(f.entries)+1); key != "" {
			return keys[key]
		}
	}
	return false
}

// others doubts further tables of indicators, which are left where they are.
func (f *Found) others(blocks []grid.Block, used map[int]bool) {
	for i, b := range blocks {
		if b.Grid == nil || used[i] {
			continue
		}
		if heads, next, ok := headsIn(b.Grid); ok && known(rowsOf(b.Grid, heads, next)) >= leastKnown {
			f.doubt("tables", "", "the page has another table of indicators (table %d), which is not read", b.Grid.Number)
		}
	}
}
