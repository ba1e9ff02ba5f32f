package word

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// rows reads rows up to the end of a table, or of what wraps them in it.
func (w *reader) rows(rows [][]cell) ([][]cell, error) {
	for {
		token, err := w.next()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return rows, nil
		case xml.StartElement:
			switch {
			case t.Name.Local == "tr":
				var row []cell
				around := w.deleted // of the row that this table stands in
				w.deleted = false
				if row, _, err = w.row(nil, 0); err == nil && !w.deleted {
					rows = append(rows, row)
				}
				w.deleted = around
			case skipped[t.Name.Local]:
				err = w.skip()
			default: // a content control or a bookmark around rows
				rows, err = w.rows(rows)
			}
			if err != nil {
				return nil, err
			}
		}
	}
}

// row reads the cells up to the end of a row, or of what wraps them in it; the
// number is the column that the next one begins at.
func (w *reader) row(row []cell, column int) ([]cell, int, error) {
	for {
		token, err := w.next()
		if err != nil {
			return nil, 0, err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return row, column, nil
		case xml.StartElement:
			switch t.Name.Local {
			case "tc":
				c := cell{column: column, span: 1}
				if err = w.cell(&c); err == nil {
					row, column = append(row, c), column+c.span
				}
			case "trPr":
				column, err = w.before(column)
			case "tblPrEx":
				err = w.skip()
			default:
				row, column, err = w.row(row, column)
			}
			if err != nil {
				return nil, 0, err
			}
		}
	}
}

// before reads how many columns a row leaves out at its beginning, and whether
// the row was deleted under revision.
func (w *reader) before(column int) (int, error) {
	err := w.properties(func(t xml.StartElement) {
		switch t.Name.Local {
		case "gridBefore":
			column += number(t, 0)
		case "del":
			w.deleted = true
		}
	})
	return column, err
}

// cell reads a cell: its place, and its text as HTML.
func (w *reader) cell(c *cell) error {
	outer := w.out
	w.out = new(strings.Builder)
	defer func() { c.html, w.out = w.out.String(), outer }()
	for {
		token, err := w.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if t.Name.Local != "tcPr" {
				err = w.element(t)
			} else {
				err = w.properties(func(t xml.StartElement) {
					switch t.Name.Local {
					case "gridSpan":
						c.span = number(t, 1)
					case "vMerge":
						c.continues = value(t) != "restart"
					}
				})
			}
			if err != nil {
				return err
			}
		}
	}
}

// properties hands on each element up to the end of the one that holds them.
func (w *reader) properties(take func(xml.StartElement)) error {
	for end := w.depth - 1; w.depth > end; {
		token, err := w.next()
		if err != nil {
			return err
		}
		if t, ok := token.(xml.StartElement); ok {
			take(t)
		}
	}
	return nil
}

func value(t xml.StartElement) string {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

// number is the value of an element that counts columns; what is no such number
// is the least there can be.
func number(t xml.StartElement, least int) int {
	n, err := strconv.Atoi(value(t))
	if err != nil {
		return least
	}
	return min(max(n, least), maxSpan)
}
