package form

import (
	"gongkai/internal/prose"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// strays says why the last box of a table in lines, without bars, may be a
// line that only follows it: where the last row has lost a box, the next line
// would be taken for it. The table begins at token from and ends before next.
func (w *walker) strays(next, from int) string {
	last := w.tokens[next-1]
	if !last.value || last.Closed {
		return ""
	}
	if next < len(w.tokens) && len(last.Text) == 1 && last.Text != "0" && w.unnumbered(next) {
		return "the title after it has lost its number, and its last box may be that number"
	}
	gap, dashes := 0, 0
	for i := from; i < next-1; i++ {
		t := w.tokens[i]
		if !t.value {
			continue
		}
		gap = max(gap, t.Line-w.tokens[max(i-1, 0)].Line)
		if readCell(t.Text).State == report.Dash {
			dashes++
		}
	}
	switch {
	case gap > 0 && last.Line-w.tokens[next-2].Line > gap:
		return "its last box stands farther off than any other, and may be a line that follows the table"
	case dashes == 0 && readCell(last.Text).State == report.Dash:
		return "its last box is the only one without a number, and may be a line that follows the table"
	}
	return ""
}

// unnumbered tells whether token i is a title without a number of its own.
func (w *walker) unnumbered(i int) bool {
	_, title := prose.Titled(w.tokens[i].Text)
	s := words.Folded(w.tokens[i].Text)
	return title && words.Unnumbered(s) == s
}
