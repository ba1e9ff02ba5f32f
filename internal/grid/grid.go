// Package grid turns a document into paragraphs and tables: the waist through
// which HTML and plain text both pass.
//
// A table whose cells have certain positions is a Grid, laid out as browsers
// lay it out. Plain text that has lost the positions (one cell a line, bars
// and pad runs, or nothing between the cells at all) stays a ribbon of Tokens;
// who knows the words of the form can cut it into rows.
package grid

import (
	"errors"
	"fmt"
	"iter"
	"strings"
)

// Bounds of a document. Browsers cap spans alike; the rest keeps any page,
// however made, below 256 MiB.
const (
	MaxSize    = 16 << 20 // bytes of a document
	maxTags    = 300_000  // tags that matter in a document
	maxLines   = 100_000  // lines of a plain text
	maxTokens  = 200_000  // tokens of the paragraphs of a document
	maxText    = 1 << 20  // bytes of the paragraphs of a document
	maxSlots   = 500_000  // places in the grids of a document
	maxColSpan = 1000
	maxWidth   = 1500 // columns of a table; a wider one is no table of data
	maxRowSpan = 65534
)

// ErrTooLarge says that a document is over one of the bounds.
var ErrTooLarge = errors.New("too large to read")

// Document is what a page says, in its order.
type Document struct {
	Title  string            // <title>, empty in plain text
	Meta   map[string]string // <meta name=… content=…>, names in lower case, the first of each name
	Blocks []Block
}

// Block is a paragraph or a table.
type Block struct {
	Text    string  // a paragraph: one line of text
	Heading bool    // it stood in <h1> to <h3>
	Grid    *Grid   // or a table
	Tokens  []Token // a paragraph of plain text, cut at its bars and tabs
	Line    int     // line of plain text, from 1
}

// Grid is a table as a rectangle: every row is Width long.
type Grid struct {
	Number int // of the table in its document, from 1
	Line   int // first line in plain text, 0 in HTML
	Width  int
	Rows   [][]*Cell // a spanned place points at the cell that spans it; nil where the source has no cell
}

// Cell is one cell of a table where it begins.
type Cell struct {
	Text             string // white space folded, "\n" between paragraphs
	Row, Col         int    // from 0
	RowSpan, ColSpan int
	Line             int // in plain text
}

// Unroll writes a grid as rows of tokens without columns, on the lines after
// above others: to be read once more in another way.
func (g *Grid) Unroll(above int) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for i := range g.Rows {
			column := 1
			for c := range g.Own(i) {
				column++
				t := Token{Text: c.Text, Closed: true, Line: above + i + 1, Column: column}
				if c.Text == "" {
					t.Bars, t.Closed = 1, false
				}
				if !yield(t) {
					return
				}
			}
		}
	}
}

// Own are the cells that begin in row i, in order.
func (g *Grid) Own(i int) iter.Seq[*Cell] {
	return func(yield func(*Cell) bool) {
		for j, c := range g.Rows[i] {
			if c != nil && c.Row == i && c.Col == j && !yield(c) {
				return
			}
		}
	}
}

// String draws the grid: cells between bars, < for a place spanned from the
// left, ^ for one spanned from above, nothing where there is no cell.
func (g *Grid) String() string {
	var b strings.Builder
	for i, row := range g.Rows {
		for j, c := range row {
			switch {
			case c == nil:
				b.WriteString("|")
			case c.Row < i:
				b.WriteString("| ^ ")
			case c.Col < j:
				b.WriteString("| < ")
			default:
				fmt.Fprintf(&b, "| %s ", strings.ReplaceAll(c.Text, "\n", "⏎"))
			}
		}
		b.WriteString("|\n")
	}
	return b.String()
}

// Token is one piece of a line of plain text: a cell's text, or a run of bars
// that belongs to no text.
type Token struct {
	Text   string
	Bars   int  // length of the run; Text is empty then
	Closed bool // a bar or a tab ended the text, so the cell is whole
	Opens  bool // a bar at the beginning of a line that goes on with text
	Line   int  // from 1
	Column int  // place on the line, from 1
}
