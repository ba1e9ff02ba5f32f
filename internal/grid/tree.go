package grid

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html/atom"
)

// node is an element or, without a name, a text.
type node struct {
	name       atom.Atom
	text       string // of an element: all that is in it, where that is one text
	attributes *attribute
	first      *node // of those in it
	next       *node // beside it
}

// attribute is one attribute of a tag.
type attribute struct {
	key, value string
	before     *attribute // another one
}

// attribute is the value of an attribute.
func (n *node) attribute(key string) (value string, ok bool) { return n.attributes.of(key) }

// of is the value with a key among an attribute and those before it.
func (a *attribute) of(key string) (value string, ok bool) {
	for ; a != nil; a = a.before {
		if a.key == key {
			return a.value, true
		}
	}
	return "", false
}

// and adds an attribute to those of a tag, unless it has one with the key.
func (a *attribute) and(key, value string) *attribute {
	if _, ok := a.of(key); ok {
		return a
	}
	return &attribute{key, value, a}
}

// tree puts the elements of a document together as browsers do (HTML Standard
// 13.2.6), as far as the tags go that reduce keeps. None of them formats text,
// so nothing is ever opened again, and what stands before the body is of it.
type tree struct {
	open   []opened // the elements that are open, the body first
	place  place
	foster bool   // what may not stand in a table goes before it
	deep   bool   // more were open than browsers allow
	spare  []node // room for nodes
	slabs  []*slab
}

// slab is room for some nodes, 8 KiB.
type slab [170]node

// slabs are those of documents that have been read: what was read of them
// holds none of their nodes.
var slabs = sync.Pool{New: func() any { return new(slab) }}

// free gives the room of the nodes to other documents.
func (t *tree) free() {
	for _, s := range t.slabs {
		clear(s[:])
		slabs.Put(s)
	}
}

// opened is an element that is open: the last in the one opened before it.
type opened struct {
	*node
	previous *node // beside it
	last     *node // of those in it
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
	t.open = append(make([]opened, 0, 32), opened{node: t.node(node{name: atom.Body})})
	return t
}

// node gives a node its room.
func (t *tree) node(n node) *node {
	if len(t.spare) == 0 {
		s := slabs.Get().(*slab)
		t.slabs, t.spare = append(t.slabs, s), s[:]
	}
	room := &t.spare[0]
	t.spare = t.spare[1:]
	*room = n
	return room
}

func (t *tree) top() *opened { return &t.open[len(t.open)-1] }

// add adds a node to what is open, and gives the one that it stands behind.
func (t *tree) add(n *node) (previous *node) {
	in, at := t.top(), 0
	if t.foster && holdsRows(in.name) {
		at = t.find(nil, atom.Table)
		in = &t.open[at-1]
	}
	if text := in.text; text != "" {
		in.text = ""
		in.first = t.node(node{text: text})
		in.last = in.first
	}
	if at > 0 {
		table := &t.open[at]
		previous, table.previous, n.next = table.previous, n, table.node
	} else {
		previous, in.last = in.last, n
	}
	if previous != nil {
		previous.next = n
	} else {
		in.first = n
	}
	return previous
}

// push adds an element and leaves it open.
func (t *tree) push(name atom.Atom, attributes *attribute) {
	n := t.node(node{name: name, attributes: attributes})
	t.open = append(t.open, opened{node: n, previous: t.add(n)})
	t.deep = t.deep || len(t.open) > deepest
}

// put adds an element that holds nothing.
func (t *tree) put(name atom.Atom, attributes *attribute) {
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
func (t *tree) enter(to place, name atom.Atom, attributes *attribute, in ...atom.Atom) {
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
