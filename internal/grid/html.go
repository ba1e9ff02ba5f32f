package grid

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// HTML reads an HTML document in UTF-8. Tables that hold no other table and
// are no mere layout become Grids; everything else becomes paragraphs.
func HTML(text string) (*Document, error) {
	if strings.Contains(text, "&amp;") {
		text = escapedTwice.Replace(text)
	}
	lean, err := reduce(text)
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(bytes.NewReader(lean))
	if err != nil { // its one error: more than 512 elements are open
		return nil, fmt.Errorf("%w: elements nested too deep: %w", ErrTooLarge, err)
	}
	w := &walker{doc: &Document{Meta: map[string]string{}}}
	w.head(root)
	w.walk(root, false)
	w.flush(false)
	return w.doc, w.err
}

// walker goes through the tree once and collects blocks.
type walker struct {
	doc    *Document
	line   strings.Builder // the paragraph being collected
	titled bool            // the first title was seen
	slots  int
	grids  int
	cells  int // tokens of the paragraphs
	bytes  int // of the paragraphs
	err    error
}

// head keeps the first title and the named meta tags, wherever they stand:
// pages saved inside other pages have them in the body.
func (w *walker) head(n *html.Node) {
	switch n.DataAtom {
	case atom.Title:
		if !w.titled && n.FirstChild != nil {
			w.doc.Title = fold(n.FirstChild.Data)
		}
		w.titled = true
	case atom.Meta:
		w.meta(n)
	}
	for c := range n.ChildNodes() {
		w.head(c)
	}
}

// meta keeps what a meta tag says under its name, unless one before it did.
func (w *walker) meta(n *html.Node) {
	name, named := attribute(n, "name")
	content, filled := attribute(n, "content")
	name = strings.ToLower(name)
	if _, seen := w.doc.Meta[name]; named && filled && !seen {
		w.doc.Meta[name] = fold(content)
	}
}

func attribute(n *html.Node, key string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// walk collects the blocks below n. heading tells whether n stands in a heading.
func (w *walker) walk(n *html.Node, heading bool) {
	for c := n.FirstChild; c != nil && w.err == nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.line.WriteString(c.Data)
		case c.Type != html.ElementNode || c.DataAtom == atom.Head || c.DataAtom == atom.Title:
			if c.DataAtom != atom.Head && c.DataAtom != atom.Title {
				w.walk(c, heading)
			}
		case c.DataAtom == atom.Table:
			w.flush(heading)
			w.table(c)
		default:
			inner := c.DataAtom == atom.H1 || c.DataAtom == atom.H2 || c.DataAtom == atom.H3
			w.flush(heading)
			w.walk(c, heading || inner)
			w.flush(heading || inner)
		}
	}
}

// flush ends the paragraph.
func (w *walker) flush(heading bool) {
	if w.line.Len() == 0 {
		return
	}
	if text := fold(w.line.String()); text != "" {
		w.cells += bars(text) + 1
		w.bytes += len(text)
		if w.err = bounded(w.bytes, w.cells); w.err != nil {
			return
		}
		w.doc.Blocks = append(w.doc.Blocks, Block{Text: text, Heading: heading, Tokens: cut(text, len(w.doc.Blocks)+1)})
	}
	w.line.Reset()
}

// table adds a table as a grid, or as paragraphs when it is there for layout.
func (w *walker) table(n *html.Node) {
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
func nested(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Table || nested(c) {
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
	if g.Width > maxWidth || len(g.Rows) == 1 && len(g.Own(0)) <= 1 {
		return true
	}
	for i := range g.Rows {
		for _, c := range g.Own(i) {
			if len(c.Text) > longestCell {
				return true
			}
		}
	}
	return false
}
