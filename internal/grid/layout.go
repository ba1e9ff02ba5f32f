package grid

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// layout lays out a table as browsers do (HTML Standard 4.9.12): head first,
// foot last, spans capped, a rowspan never leaving its row group. slots counts
// the places of all grids of the document. It returns nil for a table without
// cells.
func layout(table *node, slots *int) (*Grid, error) {
	g := &Grid{}
	for _, group := range groups(table) {
		if err := g.group(group, slots); err != nil {
			return nil, err
		}
	}
	if *slots += len(g.Rows) * g.Width; *slots > 2*maxSlots { // also places without a cell
		return nil, fmt.Errorf("%w: tables of more than %d places", ErrTooLarge, maxSlots)
	}
	for i, row := range g.Rows {
		for len(row) < g.Width {
			row = append(row, nil)
		}
		g.Rows[i] = row
	}
	if g.Width == 0 {
		return nil, nil
	}
	return g, nil
}

// groups are the rows of a table by row group, head first and foot last.
func groups(table *node) [][]*node {
	var head, body, foot [][]*node
	for c := table.first; c != nil; c = c.next {
		switch c.name {
		case atom.Thead:
			head = append(head, rows(c))
		case atom.Tbody:
			body = append(body, rows(c))
		case atom.Tfoot:
			foot = append(foot, rows(c))
		}
	}
	return append(append(head, body...), foot...)
}

func rows(group *node) []*node {
	var list []*node
	for c := group.first; c != nil; c = c.next {
		if c.name == atom.Tr && !isHidden(c) {
			list = append(list, c)
		}
	}
	return list
}

// group lays out the rows of one row group below those already there.
func (g *Grid) group(trs []*node, slots *int) error {
	top := len(g.Rows)
	bottom := top + len(trs)
	g.Rows = append(g.Rows, make([][]*Cell, len(trs))...)
	for i, tr := range trs {
		col, cells := 0, make([]Cell, 0, cellsIn(tr))
		for n := tr.first; n != nil; n = n.next {
			if n.name != atom.Td && n.name != atom.Th || isHidden(n) {
				continue
			}
			cells = append(cells, cellOf(n, top+i, bottom))
			c := &cells[len(cells)-1]
			row := g.Rows[top+i]
			for col < len(row) && row[col] != nil {
				col++
			}
			c.Col = col
			if *slots += c.RowSpan * c.ColSpan; *slots > maxSlots {
				return fmt.Errorf("%w: tables of more than %d places", ErrTooLarge, maxSlots)
			}
			g.put(c)
			col += c.ColSpan
		}
	}
	return nil
}

// cellsIn counts what may be the cells of a row.
func cellsIn(tr *node) (count int) {
	for n := tr.first; n != nil; n = n.next {
		count++
	}
	return count
}

// cellOf reads a td or th in a row of a group that ends before row bottom.
func cellOf(n *node, row, bottom int) Cell {
	c := Cell{Text: cellText(n), Row: row, ColSpan: span(n, "colspan", maxColSpan), RowSpan: span(n, "rowspan", maxRowSpan)}
	if c.ColSpan == 0 {
		c.ColSpan = 1
	}
	if c.RowSpan == 0 || c.RowSpan > bottom-row {
		c.RowSpan = bottom - row
	}
	return c
}

// isHidden tells whether a browser leaves a row or a cell out of the table.
func isHidden(n *node) bool {
	_, hidden := n.attribute("hidden")
	return hidden
}

// span reads a span; what is no number is 1.
func span(n *node, key string, most int) int {
	v, ok := n.attribute(key)
	if v = strings.TrimSpace(v); !ok {
		return 1
	}
	if end := strings.IndexFunc(v, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		v = v[:end]
	}
	if len(v) > 9 {
		return most
	}
	if n, err := strconv.Atoi(v); err == nil {
		return min(n, most)
	}
	return 1
}

// put occupies the places of a cell that are still free.
func (g *Grid) put(c *Cell) {
	for r := c.Row; r < c.Row+c.RowSpan; r++ {
		row := g.Rows[r]
		if row == nil {
			row = make([]*Cell, 0, max(g.Width, c.Col+c.ColSpan))
		}
		for len(row) < c.Col+c.ColSpan {
			row = append(row, nil)
		}
		for j := c.Col; j < c.Col+c.ColSpan; j++ {
			if row[j] == nil {
				row[j] = c
			}
		}
		g.Rows[r] = row
	}
	g.Width = max(g.Width, c.Col+c.ColSpan)
}

// cellText is the text of a cell, one line for each paragraph in it and for
// what is set apart. A cell that shows something but no text has that mark.
func cellText(n *node) string {
	only := n
	for only.first != nil && only.first.next == nil {
		only = only.first
	}
	if only.first == nil && !isMarked(only.text) {
		return fold(only.text)
	}
	var b strings.Builder
	gather(n, &b)
	text := b.String()
	shows := strings.Contains(text, picture)
	lines := strings.Split(strings.ReplaceAll(text, apart, "\n"), "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = fold(l); l != "" {
			kept = append(kept, l)
		}
	}
	if len(kept) == 0 && shows {
		return picture
	}
	return strings.Join(kept, "\n")
}

// gather writes the text below n, a line break around every element: reduce
// has left only those that break lines.
func gather(n *node, b *strings.Builder) {
	b.WriteString(unbreak(n.text))
	for c := n.first; c != nil; c = c.next {
		if c.name == 0 {
			b.WriteString(unbreak(c.text))
			continue
		}
		b.WriteByte('\n')
		gather(c, b)
		b.WriteByte('\n')
	}
}

// unbreak turns the line breaks of the source, which mean nothing, into spaces.
func unbreak(s string) string {
	if !strings.ContainsAny(s, "\n\r") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}
