package grid

import "golang.org/x/net/html/atom"

// start takes a start tag.
func (t *tree) start(name atom.Atom, attributes *attribute) {
	for !t.starts(name, attributes) {
	}
}

// starts takes a start tag, and is false when it has only closed or opened
// what comes before it.
func (t *tree) starts(name atom.Atom, attributes *attribute) bool {
	switch t.place {
	case inCell:
		if isPart(name) {
			return !t.leave(inRow, atom.Td, atom.Th)
		}
	case inCaption:
		if isPart(name) && name != atom.Th {
			return !t.leave(inTable, atom.Caption)
		}
	case inRow:
		switch {
		case isCell(name):
			t.enter(inCell, name, attributes, atom.Tr)
			return true
		case isPart(name):
			return !t.leave(inGroup, atom.Tr)
		}
		return t.startsInTable(name, attributes)
	case inGroup:
		switch {
		case name == atom.Tr:
			t.enter(inRow, name, attributes, atom.Tbody, atom.Thead, atom.Tfoot)
			return true
		case isCell(name):
			t.start(atom.Tr, nil)
			return false
		case isPart(name):
			return !t.leave(inTable, atom.Tbody, atom.Thead, atom.Tfoot)
		}
		return t.startsInTable(name, attributes)
	case inTable:
		return t.startsInTable(name, attributes)
	}
	t.startsInBody(name, attributes)
	return true
}

func (t *tree) startsInTable(name atom.Atom, attributes *attribute) bool {
	switch {
	case name == atom.Caption:
		t.enter(inCaption, name, attributes, atom.Table)
	case isGroup(name):
		t.enter(inGroup, name, attributes, atom.Table)
	case isPart(name):
		t.start(atom.Tbody, nil)
		return false
	case name == atom.Table:
		return !t.leaveTable()
	default:
		t.foster = true
		t.startsInBody(name, attributes)
		t.foster = false
	}
	return true
}

func (t *tree) startsInBody(name atom.Atom, attributes *attribute) {
	switch name {
	case atom.Html, atom.Head, atom.Body, atom.Caption, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th:
		return
	case atom.Meta, atom.Br:
		t.put(name, attributes)
		return
	case atom.Table:
		t.push(name, attributes)
		t.place = inTable
		return
	case atom.Title:
		t.push(name, attributes)
		return
	case atom.Li:
		t.item(atom.Li)
	case atom.Dd, atom.Dt:
		t.item(atom.Dd, atom.Dt)
	}
	t.pop(edges, atom.P)
	switch {
	case name == atom.Hr:
		t.put(name, attributes)
		return
	case isHeading(name) && isHeading(t.top().name):
		t.open = t.open[:len(t.open)-1]
	}
	t.push(name, attributes)
}

// item closes the item of a list that another follows.
func (t *tree) item(names ...atom.Atom) {
	i := len(t.open) - 1
	for t.open[i].name == atom.Div || t.open[i].name == atom.P {
		i--
	}
	if i > 0 && (t.open[i].name == names[0] || t.open[i].name == names[len(names)-1]) {
		t.open = t.open[:i]
	}
}

func isHeading(name atom.Atom) bool {
	switch name {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// end takes an end tag.
func (t *tree) end(name atom.Atom) {
	if name == atom.Br {
		t.start(name, nil)
		return
	}
	for !t.ends(name) {
	}
}

// ends takes an end tag, and is false when it has only closed what stands in
// the element that it closes.
func (t *tree) ends(name atom.Atom) bool {
	part := isPart(name) || name == atom.Html || name == atom.Body
	switch t.place {
	case inBody:
		t.endsInBody(name)
		return true
	case inCell:
		switch {
		case isCell(name):
			t.leave(inRow, name)
		case name == atom.Table || holdsRows(name):
			if t.find(rowEdges, name) == 0 {
				return true
			}
			t.pop(rowEdges, atom.Td, atom.Th)
			t.place = inRow
			return false
		case !part:
			t.endsInBody(name)
		}
		return true
	case inCaption:
		switch {
		case name == atom.Caption, name == atom.Table:
			return !t.leave(inTable, atom.Caption) || name == atom.Caption
		case !part:
			t.endsInBody(name)
		}
		return true
	case inRow:
		switch {
		case name == atom.Tr:
			t.leave(inGroup, atom.Tr)
			return true
		case name == atom.Table, isGroup(name) && t.find(rowEdges, name) > 0:
			return !t.leave(inGroup, atom.Tr)
		}
	case inGroup:
		switch {
		case isGroup(name):
			if t.find(rowEdges, name) > 0 {
				t.leave(inTable, atom.Tbody, atom.Thead, atom.Tfoot)
			}
			return true
		case name == atom.Table:
			return !t.leave(inTable, atom.Tbody, atom.Thead, atom.Tfoot)
		}
	}
	switch {
	case name == atom.Table:
		t.leaveTable()
	case !part:
		t.foster = true
		t.endsInBody(name)
		t.foster = false
	}
	return true
}

func (t *tree) endsInBody(name atom.Atom) {
	switch {
	case name == atom.P:
		if t.find(edges, name) == 0 {
			t.start(name, nil)
		}
		t.pop(edges, name)
	case name == atom.Li:
		t.pop(listEdges, name)
	case isHeading(name):
		t.pop(edges, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	case name != atom.Table && !isPart(name):
		t.pop(edges, name)
	}
}
