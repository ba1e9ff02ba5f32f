package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"gongkai/internal/report"
)

// width is how many value columns a line has: no row of any form is wider.
const width = 7

// letters are the states a cell of a form may be in, one letter each, in the
// order of the states.
const letters = "mnobdtu"

// line is one row of a table as it is stored.
type line struct {
	kind, row        int
	values           [width]any // int64, string or nil
	state            string
	raw, unit, place *string
}

// lineOf packs the cells of row i, which counts from 0.
func lineOf(kind report.Kind, i int, cells []report.Cell) (line, error) {
	l := line{kind: int(kind), row: i + 1}
	states := make([]byte, len(cells))
	for j, c := range cells {
		if int(c.State) >= len(letters) {
			return l, fmt.Errorf("%s row %d column %d: a cell of its own form cannot be %s", kind, i+1, j+1, c.State)
		}
		states[j] = letters[c.State]
		if c.State.HasValue() {
			l.values[j] = exact(c.Value)
		}
	}
	l.state = string(states)
	l.raw = texts(cells, func(c report.Cell) (string, bool) { return c.Raw, c.Raw != plain(c) })
	l.unit = texts(cells, func(c report.Cell) (string, bool) { return c.Unit, c.Unit != "" })
	l.place = places(cells)
	return l, nil
}

// exact is a number as it is stored: an integer, or the decimal as printed.
func exact(n report.Number) any {
	if i, ok := n.Int(); ok {
		return i
	}
	return n.String()
}

// plain is the text of a cell that prints its value and nothing else.
func plain(c report.Cell) string {
	if c.State.HasValue() {
		return c.Value.String()
	}
	return ""
}

// texts is a JSON array with a text, or null, for each cell; nil when all would be null.
func texts(cells []report.Cell, of func(report.Cell) (string, bool)) *string {
	var list []*string
	for j, c := range cells {
		text, ok := of(c)
		if !ok {
			continue
		}
		if list == nil {
			list = make([]*string, len(cells))
		}
		list[j] = &text
	}
	if list == nil {
		return nil
	}
	b, _ := json.Marshal(list) // strings always marshal
	s := string(b)
	return &s
}

// places is where the cells stood, nil when nowhere: `2,5,3` is table 2, row
// 5, column 3 and the columns after it; other places follow, one for each
// cell, `+` for one column on and `-` for nowhere, as far as needed.
func places(cells []report.Cell) *string {
	var b []byte
	done, last := 0, report.Place{}
	for j, c := range cells {
		if c.At != following(last) {
			for ; done < j; done++ {
				b = append(b, follows(done, cells)...)
			}
			b = append(b, place(c.At)...)
			done = j + 1
		}
		last = c.At
	}
	if len(b) == 0 {
		return nil
	}
	s := strings.TrimSuffix(string(b), " ")
	return &s
}

// follows is the mark of a cell that stands where its forerunner leads to expect.
func follows(j int, cells []report.Cell) string {
	if cells[j].At == (report.Place{}) {
		return "- "
	}
	return "+ "
}

// following is the place expected after another: one column on, nowhere after nowhere.
func following(p report.Place) report.Place {
	if p != (report.Place{}) {
		p.Column++
	}
	return p
}

func place(p report.Place) string {
	if p == (report.Place{}) {
		return "- "
	}
	return strconv.Itoa(p.Table) + "," + strconv.Itoa(p.Row) + "," + strconv.Itoa(p.Column) + " "
}

// cells unpacks the line into the cells of its row.
func (l line) cells(into []report.Cell) error {
	if len(l.state) != len(into) {
		return fmt.Errorf("row %d: %d states for %d cells", l.row, len(l.state), len(into))
	}
	raws, err := unpack(l.raw)
	if err != nil {
		return err
	}
	units, err := unpack(l.unit)
	if err != nil {
		return err
	}
	for j := range into {
		c := &into[j]
		c.State = report.State(strings.IndexByte(letters, l.state[j]))
		if c.Value, err = number(l.values[j]); err != nil {
			return fmt.Errorf("row %d column %d: %w", l.row, j+1, err)
		}
		c.Raw = plain(*c)
		if j < len(raws) && raws[j] != nil {
			c.Raw = *raws[j]
		}
		if j < len(units) && units[j] != nil {
			c.Unit = *units[j]
		}
	}
	return l.settle(into)
}

// settle gives the cells their places.
func (l line) settle(cells []report.Cell) error {
	if l.place == nil {
		return nil
	}
	marks := strings.Fields(*l.place)
	var at report.Place
	for j := range cells {
		at = following(at)
		if j < len(marks) && marks[j] == "-" {
			at = report.Place{}
		} else if j < len(marks) && marks[j] != "+" {
			if _, err := fmt.Sscanf(marks[j], "%d,%d,%d", &at.Table, &at.Row, &at.Column); err != nil {
				return fmt.Errorf("place %q: %w", marks[j], err)
			}
		}
		cells[j].At = at
	}
	return nil
}

func unpack(text *string) (list []*string, err error) {
	if text == nil {
		return nil, nil
	}
	return list, json.Unmarshal([]byte(*text), &list)
}

// number is a stored value as a number, 0 where there is none.
func number(v any) (report.Number, error) {
	switch v := v.(type) {
	case nil:
		return report.Number{}, nil
	case int64:
		return report.N(v), nil
	case string:
		return report.ParseNumber(v)
	}
	return report.Number{}, fmt.Errorf("not a stored number: %T", v)
}
