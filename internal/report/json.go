package report

import (
	"bytes"
	"encoding/json"
)

// Schema names the JSON form of a reading.
const Schema = "gongkai.report/1"

// Reading is a report with what the checks found in it, as `gongkai read`
// prints it.
type Reading struct {
	Source   string // the file or address as given
	Report   *Report
	Findings []Finding
}

// MarshalJSON writes the reading as one object: keys in a fixed order, arrays
// and objects always there, cells by row key and column key in the order of
// their form.
func (r Reading) MarshalJSON() ([]byte, error) {
	rep := r.Report
	return object(
		"schema", Schema, "source", r.Source, "organ", rep.Organ, "year", orNull(rep.Year), "title", rep.Title,
		"published", rep.Dates.Published, "signed", rep.Dates.Signed, "dated", rep.Dates.Address,
		"sections", list(rep.Sections, func(s Section) ([]byte, error) {
			return object("number", s.Number, "heading", s.Heading, "text", s.Text, "offset", s.Offset)
		}),
		"tables", fn(rep.tablesJSON),
		"statements", list(rep.Statements, Statement.json),
		"evidence", list(rep.Evidence, func(e Evidence) ([]byte, error) {
			return object("what", e.What, "value", e.Value, "where", e.Where)
		}),
		"doubts", list(rep.Doubts, func(d Doubt) ([]byte, error) {
			return object("code", d.Code, "table", d.Table, "row", d.Row, "text", d.Text)
		}),
		"findings", list(r.Findings, func(f Finding) ([]byte, error) {
			pairs := []any{"rule", f.Rule, "result", f.Result, "at", f.At, "left", f.Left, "right", f.Right}
			if f.Why != "" {
				pairs = append(pairs, "why", f.Why)
			}
			return object(pairs...)
		}),
	)
}

func (r *Report) tablesJSON() ([]byte, error) {
	var pairs []any
	for k, t := range r.Tables {
		if t != nil {
			pairs = append(pairs, Kind(k).String(), fn(t.json))
		}
	}
	if r.Indicators != nil {
		pairs = append(pairs, "indicators", fn(r.Indicators.json))
	}
	return object(pairs...)
}

func (t *Table) json() ([]byte, error) {
	var rows []any
	for i, row := range t.Form.Rows {
		var cells []any
		for j, column := range row.Columns {
			cells = append(cells, column.Key, fn(t.Cells[i][j].json))
		}
		rows = append(rows, row.Key, fn(func() ([]byte, error) { return object(cells...) }))
	}
	return object("form", t.Form.Edition, "cells", fn(func() ([]byte, error) { return object(rows...) }))
}

func (c Cell) json() ([]byte, error) {
	var value *Number
	if c.State.HasValue() {
		value = &c.Value
	}
	pairs := []any{"value", value, "state", c.State.String(), "raw", c.Raw}
	if c.Unit != "" {
		pairs = append(pairs, "unit", c.Unit)
	}
	if c.State != Missing {
		pairs = append(pairs, "grade", c.Grade.String())
	}
	if c.At != (Place{}) {
		pairs = append(pairs, "at", [3]int{c.At.Table, c.At.Row, c.At.Column})
	}
	return object(pairs...)
}

func orNull(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// fn is a value that writes itself.
type fn func() ([]byte, error)

func (f fn) MarshalJSON() ([]byte, error) { return f() }

func list[T any](items []T, write func(T) ([]byte, error)) []fn {
	all := make([]fn, len(items))
	for i, item := range items {
		all[i] = func() ([]byte, error) { return write(item) }
	}
	return all
}

// object writes pairs of keys and values in the order given, Chinese and
// markup as they are.
func object(pairs ...any) ([]byte, error) {
	var b bytes.Buffer
	encode := json.NewEncoder(&b)
	encode.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte(map[bool]byte{true: ':', false: ','}[i%2 == 1])
		}
		if err := encode.Encode(p); err != nil {
			return nil, err
		}
		b.Truncate(b.Len() - 1) // the newline of Encode
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
