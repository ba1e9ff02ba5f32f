package grid

import "strings"

// table adds the table with certain positions that begins at line i and
// returns the line after it, or i when there is none.
func (t *texter) table(i int) int {
	if i < t.tried {
		return i
	}
	rows, lines, next := t.barRows(i)
	if next == i {
		rows, lines, next = t.tabRows(i)
	}
	t.tried = next
	if len(rows) < 2 || len(rows[0]) < 2 || len(rows[0]) > maxWidth {
		return i
	}
	for _, r := range rows {
		if len(r) != len(rows[0]) {
			return i
		}
	}
	if t.slots += len(rows) * len(rows[0]); t.slots > maxSlots {
		return i
	}
	t.grids++
	t.doc.Blocks = append(t.doc.Blocks, Block{Line: i + 1, Grid: positions(rows, lines, t.grids)})
	t.open = false
	return next
}

// positions makes a grid of rows of equal length, every cell one place.
func positions(rows [][]string, lines []int, number int) *Grid {
	g := &Grid{Number: number, Line: lines[0], Width: len(rows[0])}
	for r, texts := range rows {
		row := make([]*Cell, len(texts))
		for c, text := range texts {
			row[c] = &Cell{Text: text, Row: r, Col: c, RowSpan: 1, ColSpan: 1, Line: lines[r]}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// barRows reads the rows between bars that begin at line i: each starts and
// ends with a bar and may go on over several lines between. A run of bars at
// the end of any row is padding for cells that were left out: then no position
// is certain, and rows is nil.
func (t *texter) barRows(i int) (rows [][]string, lines []int, next int) {
	padded := false
	for next = i; next < len(t.lines); {
		row, after := t.barRow(next)
		if after == next {
			break
		}
		switch {
		case strings.HasSuffix(row, "||"):
			padded = true
		case !isRule(row):
			rows, lines = append(rows, cells(row)), append(lines, next+1)
		}
		next = after
	}
	if padded {
		return nil, nil, next
	}
	return rows, lines, next
}

// rowLines is how many lines one row may take.
const rowLines = 8

// barRow reads one row between bars from line i, and the line after it, i when
// there is none.
func (t *texter) barRow(i int) (row string, after int) {
	row = strings.TrimSpace(t.lines[i])
	if !strings.HasPrefix(row, "|") || len(row) < 2 {
		return "", i
	}
	for after = i + 1; !strings.HasSuffix(row, "|"); after++ {
		if after == len(t.lines) || after-i > rowLines {
			return "", i
		}
		more := strings.TrimSpace(t.lines[after])
		if more == "" || strings.HasPrefix(more, "|") {
			return "", i
		}
		row += "\n" + more
	}
	return row, after
}

// cells are the cells of a row between bars.
func cells(row string) []string {
	parts := strings.Split(row[1:len(row)-1], "|")
	for i, p := range parts {
		parts[i] = foldLines(p)
	}
	return parts
}

// tabRows reads the lines with tabs that begin at line i.
func (t *texter) tabRows(i int) (rows [][]string, lines []int, next int) {
	for next = i; next < len(t.lines); next++ {
		line := strings.TrimRight(t.lines[next], "\r")
		if !strings.Contains(line, "\t") || strings.Contains(line, "|") {
			break
		}
		var row []string
		for _, p := range strings.Split(line, "\t") {
			row = append(row, fold(p))
		}
		rows, lines = append(rows, row), append(lines, next+1)
	}
	if n := len(rows) - 1; n >= 0 && next < len(t.lines) && isDigits(t.lines[next]) {
		last := len(rows[n]) - 1 // the number in the last cell may go on here
		rows[n][last] += "\n" + strings.TrimSpace(t.lines[next])
		next++
	}
	return rows, lines, next
}

func isDigits(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && strings.Trim(s, "0123456789.,") == ""
}

// foldLines folds white space within each line and keeps the lines apart.
func foldLines(s string) string {
	lines := strings.Split(s, "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = fold(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}
