package grid

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// node is an element or, without a name, a text.
type node struct {
	name           atom.Atom
	text           string // of an element: all that is in it, where that is one text
	attributes     []attribute
	parent         *node
	first, last    *node // of those in it
	previous, next *node // beside it
}

// attribute is one attribute of a tag.
type attribute struct{ key, value string }

// attribute is the value of the first attribute with a key.
func (n *node) attribute(key string) (value string, ok bool) {
	for _, a := range n.attributes {
		if a.key == key {
			return a.value, true
		}
	}
	return "", false
}

// tree puts the elements of a document together as browsers do (HTML Standard
// 13.2.6), as far as the tags go that reduce keeps. None of them formats text,
// so nothing is ever opened again, and what stands before the body is of it.
type tree struct {
	open   []*node // the elements that are open, the body first
	place  place
	foster bool   // what may not stand in a table goes before it
	deep   bool   // more were open than browsers allow
	spare  []node // room for nodes
}

// place is where in a table a tag comes.
type place int

const (
	inBody place = iota // in no table
	inTable
	inGroup
	inRow
	inCell
	inCaption
)

// deepest is how many elements may be open, <html> not counted.
const deepest = 511

func newTree() *tree {
	t := &tree{}
	t.open = append(make([]*node, 0, 32), t.node(node{name: atom.Body}))
	return t
}

// node gives a node its room.
func (t *tree) node(n node) *node {
	if len(t.spare) == cap(t.spare) {
		t.spare = make([]node, 0, 128)
	}
	t.spare = append(t.spare, n)
	return &t.spare[len(t.spare)-1]
}

func (t *tree) top() *node { return t.open[len(t.open)-1] }

// add adds a node to what is open.
func (t *tree) add(n *node) {
	in, before := t.top(), (*node)(nil)
	if t.foster && holdsRows(in.name) {
		before = t.open[t.find(nil, atom.Table)]
		in = before.parent
	}
	if text := in.text; text != "" {
		in.text = ""
		only := t.node(node{text: text, parent: in})
		in.first, in.last = only, only
	}
	n.parent, n.next, n.previous = in, before, in.last
	if before != nil {
		n.previous, before.previous = before.previous, n
	} else {
		in.last = n
	}
	if n.previous != nil {
		n.previous.next = n
	} else {
		in.first = n
	}
}

// push adds an element and leaves it open.
func (t *tree) push(name atom.Atom, attributes []attribute) {
	n := t.node(node{name: name, attributes: attributes})
	t.add(n)
	t.open = append(t.open, n)
	t.deep = t.deep || len(t.open) > deepest
}

// put adds an element that holds nothing.
func (t *tree) put(name atom.Atom, attributes []attribute) {
	t.add(t.node(node{name: name, attributes: attributes}))
}

// write adds a text. In a table but in none of its cells it goes before it,
// unless it is white space.
func (t *tree) write(text string) {
	if t.top().name == atom.Title {
		t.say(strings.ReplaceAll(text, "\x00", "\ufffd"))
		return
	}
	text = strings.ReplaceAll(text, "\x00", "")
	switch t.place {
	case inTable, inGroup, inRow:
		t.foster = strings.Trim(text, " \t\r\n\f") != ""
	}
	t.say(text)
	t.foster = false
}

// say adds a text, which needs no node where it is the first of an element.
func (t *tree) say(text string) {
	if in := t.top(); in.first == nil && in.text == "" && !t.foster {
		in.text = text
		return
	}
	t.add(t.node(node{text: text}))
}

// The elements that a tag does not reach beyond.
var (
	edges     = []atom.Atom{atom.Table, atom.Td, atom.Th, atom.Caption}
	listEdges = append([]atom.Atom{atom.Ul, atom.Ol}, edges...)
	rowEdges  = edges[:1]
)

// find is the place of the innermost open element with one of the names, 0 for
// none inside the edges.
func (t *tree) find(edges []atom.Atom, names ...atom.Atom) int {
	for i := len(t.open) - 1; i > 0; i-- {
		switch name := t.open[i].name; {
		case slices.Contains(names, name):
			return i
		case slices.Contains(edges, name):
			return 0
		}
	}
	return 0
}

// pop closes the innermost open element with one of the names and all in it,
// and tells whether there is one inside the edges.
func (t *tree) pop(edges []atom.Atom, names ...atom.Atom) bool {
	i := t.find(edges, names...)
	if i > 0 {
		t.open = t.open[:i]
	}
	return i > 0
}

// leave is pop of a part of a table; then the next tag comes elsewhere in it.
func (t *tree) leave(to place, names ...atom.Atom) bool {
	if !t.pop(rowEdges, names...) {
		return false
	}
	t.place = to
	return true
}

// enter closes what is open in a part of a table, and opens another part in it.
func (t *tree) enter(to place, name atom.Atom, attributes []attribute, in ...atom.Atom) {
	for len(t.open) > 1 && !slices.Contains(in, t.top().name) {
		t.open = t.open[:len(t.open)-1]
	}
	t.push(name, attributes)
	t.place = to
}

// leaveTable closes a table, and tells whether one is open.
func (t *tree) leaveTable() bool {
	if !t.pop(rowEdges, atom.Table) {
		return false
	}
	t.place = inBody
	for i := len(t.open) - 1; i > 0 && t.place == inBody; i-- {
		t.place = places[t.open[i].name]
	}
	return true
}

// places are where the tags come that stand in a part of a table.
var places = map[atom.Atom]place{
	atom.Table: inTable, atom.Caption: inCaption, atom.Thead: inGroup, atom.Tbody: inGroup, atom.Tfoot: inGroup, atom.Tr: inRow, atom.Td: inCell, atom.Th: inCell,
}

// holdsRows tells whether an element holds rows or cells, and no text.
func holdsRows(name atom.Atom) bool {
	switch name {
	case atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr:
		return true
	}
	return false
}

// isPart tells whether an element is a part of a table.
func isPart(name atom.Atom) bool {
	return isCell(name) || name != atom.Table && holdsRows(name) || name == atom.Caption
}

func isCell(name atom.Atom) bool { return name == atom.Td || name == atom.Th }

func isGroup(name atom.Atom) bool {
	return name == atom.Tbody || name == atom.Thead || name == atom.Tfoot
}
