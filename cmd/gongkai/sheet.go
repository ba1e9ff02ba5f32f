package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// screen is how many columns of a terminal a sheet takes.
const screen = 80

// narrow measures text as modern terminals do, whatever the locale says: “”
// and — take one column, Chinese characters two.
var narrow = &runewidth.Condition{EastAsianWidth: false}

// sheet is a table for a person at a terminal: a label on the left, then
// columns aligned at the right.
type sheet struct {
	room  int // columns it takes, 0 is screen
	heads []string
	lines []line
}

// line is one line of a sheet: a heading when it has no cells.
type line struct {
	depth int
	label string
	cells []string
}

// fits are the shapes a sheet tries until it fits: how many lines its heads
// may take and how wide its cells may be.
var fits = []struct{ heads, cell int }{{1, 20}, {3, 12}, {3, 8}, {3, 6}}

const (
	gap      = 2  // between columns
	minLabel = 32 // columns kept for the labels, where cells allow
)

// widths are the widths of the columns of the first shape that fits.
func (t sheet) widths() []int {
	var widths []int
	for _, f := range fits {
		widths = widths[:0]
		sum := 0
		for i, head := range t.heads {
			w := t.width(i, head, f.heads, f.cell)
			widths = append(widths, w)
			sum += w + gap
		}
		if sum <= cmp.Or(t.room, screen)-minLabel {
			break
		}
	}
	return widths
}

func (t sheet) width(column int, head string, heads, cell int) int {
	w := 4
	if n := narrow.StringWidth(head); n <= 6 {
		w = max(w, n) // three characters stay together
	}
	for word := range strings.FieldsSeq(head) {
		if isLatin(word) {
			w = max(w, len(word)) // words stay whole
		}
	}
	for len(wrap(head, w, "")) > heads {
		w++
	}
	for _, l := range t.lines {
		if column < len(l.cells) {
			w = max(w, min(cell, narrow.StringWidth(l.cells[column])))
		}
	}
	return w
}

// write draws the sheet.
func (t sheet) write(w io.Writer) error {
	widths := t.widths()
	label := cmp.Or(t.room, screen)
	for _, n := range widths {
		label -= n + gap
	}
	heads := t.columns(t.heads, widths)
	tall := height(heads)
	for i, column := range heads {
		heads[i] = append(make([]string, tall-len(column)), column...) // heads stand at the foot
	}
	if err := draw(w, nil, label, heads, widths); err != nil {
		return err
	}
	for _, l := range t.lines {
		indent := strings.Repeat("  ", l.depth)
		room := label
		if l.cells == nil {
			room = cmp.Or(t.room, screen)
		}
		text := wrap(l.label, room-len(indent)-2, closing)
		for i := range text {
			if text[i] = indent + text[i]; i > 0 {
				text[i] = "  " + text[i]
			}
		}
		if err := draw(w, text, label, t.columns(l.cells, widths), widths); err != nil {
			return err
		}
	}
	return nil
}

// columns wraps each cell to the width of its column.
func (t sheet) columns(cells []string, widths []int) [][]string {
	columns := make([][]string, len(cells))
	for i, cell := range cells {
		columns[i] = wrap(cell, widths[i], "")
	}
	return columns
}

func height(columns [][]string) int {
	n := 0
	for _, c := range columns {
		n = max(n, len(c))
	}
	return n
}

// draw writes a label and its cells, as many lines as the tallest of them needs.
func draw(w io.Writer, label []string, room int, columns [][]string, widths []int) error {
	for i := range max(len(label), height(columns)) {
		var b strings.Builder
		b.WriteString(narrow.FillRight(at(label, i), room))
		for j, column := range columns {
			b.WriteString(strings.Repeat(" ", gap) + narrow.FillLeft(at(column, i), widths[j]))
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// closing are the marks that do not begin a line of a label; there is room
// for one of them before the first column.
const closing = "，。、；：）》”,.;:)"

// wrap breaks text into lines of at most width columns, but for one of the
// marks of hang, which stays on the line it follows. Words in Latin letters stay
// whole where a line has a space. Blank text is one empty line.
func wrap(text string, width int, hang string) []string {
	var lines []string
	line, n := "", 0
	for _, r := range strings.Join(strings.Fields(text), " ") {
		w := narrow.RuneWidth(r)
		if n > 0 && n+w > width && (n > width || !strings.ContainsRune(hang, r)) {
			rest := ""
			if at := strings.LastIndexByte(line, ' '); at > 0 && r < utf8.RuneSelf && r != ' ' && isLatin(line[at:]) {
				line, rest = line[:at], line[at+1:]
			}
			lines = append(lines, strings.TrimRight(line, " "))
			line, n = rest, narrow.StringWidth(rest)
		}
		if line == "" && r == ' ' {
			continue
		}
		line += string(r)
		n += w
	}
	return append(lines, line)
}

// isLatin tells whether text is all ASCII, as words of Latin letters are.
func isLatin(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}
