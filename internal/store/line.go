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
	rule, grade      *string
}

// pack adds the values that store row i of a table, which counts from 0: kind,
// row, v1 to v7, state, raw, unit, at, rule, grade.
func pack(values []any, kind report.Kind, i int, cells []report.Cell) ([]any, error) {
	values = append(values, int64(kind), int64(i+1))
	var state [width]byte
	for j, c := range cells {
		if int(c.State) >= len(letters) {
			return nil, fmt.Errorf("%s row %d column %d: a cell of its own form cannot be %s", kind, i+1, j+1, c.State)
		}
		state[j] = letters[c.State]
		values = append(values, value(c))
	}
	for range width - len(cells) {
		values = append(values, nil)
	}
	rule, grade := marks(cells)
	return append(values, string(state[:len(cells)]), raws(cells), units(cells), places(cells), rule, grade), nil
}

// value is that of a cell as it is stored.
func value(c report.Cell) any {
	if c.State.HasValue() {
		return exact(c.Value)
	}
	return nil
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

// isPlain tells whether a cell prints its value and nothing else.
func isPlain(c *report.Cell) bool {
	if i, ok := c.Value.Int(); ok && c.State.HasValue() {
		var b [20]byte
		return string(strconv.AppendInt(b[:0], i, 10)) == c.Raw
	}
	return c.Raw == plain(*c)
}

// raws are the texts printed otherwise than plain, as JSON; nil when there are none.
func raws(cells []report.Cell) any {
	var list []*string
	for j := range cells {
		if !isPlain(&cells[j]) {
			list = note(list, len(cells), j, &cells[j].Raw)
		}
	}
	return array(list)
}

// units are the units printed, as JSON; nil when there are none.
func units(cells []report.Cell) any {
	var list []*string
	for j := range cells {
		if cells[j].Unit != "" {
			list = note(list, len(cells), j, &cells[j].Unit)
		}
	}
	return array(list)
}

// note puts a text into a list that begins to exist with its first one.
func note(list []*string, n, j int, text *string) []*string {
	if list == nil {
		list = make([]*string, n)
	}
	list[j] = text
	return list
}

func array(list []*string) any {
	if list == nil {
		return nil
	}
	b, _ := json.Marshal(list) // strings always marshal
	return string(b)
}

// places is where the cells stood, nil when nowhere: `2,5,3` is table 2, row
// 5, column 3 and the columns after it; other places follow, one for each
// cell, `+` for one column on and `-` for nowhere, as far as needed.
func places(cells []report.Cell) any {
	var room [64]byte
	b := room[:0]
	done, last := 0, report.Place{}
	for j := range cells {
		at := cells[j].At
		if at != following(last) {
			for ; done < j; done++ {
				b = append(b, follows(cells[done].At)...)
			}
			b = place(b, at)
			done = j + 1
		}
		last = at
	}
	if len(b) == 0 {
		return nil
	}
	return string(b[:len(b)-1])
}

// follows is the mark of a cell that stands where its forerunner leads to expect.
func follows(at report.Place) string {
	if at == (report.Place{}) {
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

func place(b []byte, p report.Place) []byte {
	if p == (report.Place{}) {
		return append(b, "- "...)
	}
	b = append(strconv.AppendInt(b, int64(p.Table), 10), ',')
	b = append(strconv.AppendInt(b, int64(p.Row), 10), ',')
	return append(strconv.AppendInt(b, int64(p.Column), 10), ' ')
}

// cells unpacks the line into the cells of its row.
func (l line) cells(into []report.Cell) error {
	if len(l.state) != len(into) {
		return fmt.Errorf("row %d: %d states for %d cells", l.row, len(l.state), len(into))
	}
	printed, err := unpack(l.raw)
	if err != nil {
		return err
	}
	measured, err := unpack(l.unit)
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
		if j < len(printed) && printed[j] != nil {
			c.Raw = *printed[j]
		}
		if j < len(measured) && measured[j] != nil {
			c.Unit = *measured[j]
		}
		l.mark(c, j)
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
