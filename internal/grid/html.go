package grid

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// HTML reads an HTML document in UTF-8. Tables that hold no other table and
// are no mere layout become Grids; everything else becomes paragraphs.
func HTML(text string) (*Document, error) {
	if strings.Contains(text, "&amp;") {
		text = escapedTwice.Replace(text)
	}
	t, err := reduce(text)
	if err != nil {
		return nil, err
	}
	defer t.free()
	return document(t.open[0].node)
}

// document is what a tree says.
func document(root *node) (*Document, error) {
	w := &walker{doc: &Document{Meta: map[string]string{}, Blocks: make([]Block, 0, 64)}}
	w.head(root)
	w.walk(root, false)
	w.flush(false)
	return w.doc, w.err
}

// walker goes through the tree once and collects blocks.
type walker struct {
	doc    *Document
	line   run     // the paragraph being collected
	tokens []Token // room for those of paragraphs
	titled bool    // the first title was seen
	slots  int
	grids  int
	cells  int // tokens of the paragraphs
	bytes  int // of the paragraphs
	err    error
}

// head keeps the first title and the named meta tags, wherever they stand:
// pages saved inside other pages have them in the body.
func (w *walker) head(n *node) {
	switch n.name {
	case atom.Title:
		if first := n.first; !w.titled && first != nil {
			w.doc.Title = fold(first.text)
		} else if !w.titled {
			w.doc.Title = fold(n.text)
		}
		w.titled = true
	case atom.Meta:
		w.meta(n)
	}
	for c := n.first; c != nil; c = c.next {
		w.head(c)
	}
}

// meta keeps what a meta tag says under its name, unless one before it did.
func (w *walker) meta(n *node) {
	name, named := n.attribute("name")
	content, filled := n.attribute("content")
	name = strings.ToLower(name)
	if _, seen := w.doc.Meta[name]; named && filled && !seen {
		w.doc.Meta[name] = fold(content)
	}
}

// walk collects the blocks below n. heading tells whether n stands in a heading.
func (w *walker) walk(n *node, heading bool) {
	w.line.add(n.text)
	for c := n.first; c != nil && w.err == nil; c = c.next {
		switch c.name {
		case 0:
			w.line.add(c.text)
		case atom.Title:
		case atom.Table:
			w.flush(heading)
			w.table(c)
		default:
			inner := heading || c.name == atom.H1 || c.name == atom.H2 || c.name == atom.H3
			w.flush(heading)
			w.walk(c, inner)
			w.flush(inner)
		}
	}
}

// flush ends the paragraph.
func (w *walker) flush(heading bool) {
	text := fold(w.line.take())
	if text == "" {
		return
	}
	bars := strings.Count(text, "|")
	w.cells += bars + 1
	w.bytes += len(text)
	if w.err = bounded(w.bytes, w.cells); w.err != nil {
		return
	}
	b := Block{Text: text, Heading: heading}
	if n := len(w.doc.Blocks) + 1; bars > 0 {
		b.Tokens = cutBars(text, n)
	} else {
		b.Tokens = w.token(Token{Text: text, Line: n, Column: 1})
	}
	w.doc.Blocks = append(w.doc.Blocks, b)
}

// token gives a token that is alone in its paragraph its room.
func (w *walker) token(t Token) []Token {
	if len(w.tokens) == cap(w.tokens) {
		w.tokens = make([]Token, 0, 64)
	}
	n := len(w.tokens)
	w.tokens = append(w.tokens, t)
	return w.tokens[n : n+1 : n+1]
}

// table adds a table as a grid, or as paragraphs when it is there for layout.
func (w *walker) table(n *node) {
	if nested(n) {
		w.walk(n, false)
		w.flush(false)
		return
	}
	g, err := layout(n, &w.slots)
	if err != nil {
		w.err = err
		return
	}
	if g == nil || g.isLayout() {
		w.walk(n, false)
		w.flush(false)
		return
	}
	w.grids++
	g.Number = w.grids
	w.doc.Blocks = append(w.doc.Blocks, Block{Grid: g})
}

// nested tells whether a table stands below n.
func nested(n *node) bool {
	for c := n.first; c != nil; c = c.next {
		if c.name == atom.Table || nested(c) {
			return true
		}
	}
	return false
}

// longestCell is how many bytes the longest cell of a table of data may have.
// A cell with more holds an article.
const longestCell = 3000

// isLayout tells whether the table only places text on the page: a single
// cell, or a cell that holds an article; or is wider than any form.
func (g *Grid) isLayout() bool {
	if g.Width > maxWidth || len(g.Rows) == 1 && len(slices.Collect(g.Own(0))) <= 1 {
		return true
	}
	for _, row := range g.Rows {
		if slices.ContainsFunc(row, func(c *Cell) bool { return c != nil && len(c.Text) > longestCell }) {
			return true
		}
	}
	return false
}
