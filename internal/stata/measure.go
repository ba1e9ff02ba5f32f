package stata

import (
	"fmt"
	"iter"
	"math"
	"time"
)

// measure is what the head of a file must know of its rows.
type measure struct {
	rows    int64
	columns []extent
}

// extent is how much room a column takes.
type extent struct {
	longest int64 // bytes of the longest text
	texts   int64 // that are not empty
	bytes   int64 // of all texts
	storage storage
}

// measured reads the rows for the first time.
func measured(f File, rows iter.Seq2[[]Value, error]) (measure, error) {
	m := measure{columns: make([]extent, len(f.Variables))}
	for i := range m.columns {
		m.columns[i].storage = byteSize
	}
	for row, err := range rows {
		if err != nil {
			return m, fmt.Errorf("row %d: %w", m.rows+1, err)
		}
		if len(row) != len(f.Variables) {
			return m, fmt.Errorf("row %d: %d values for %d variables", m.rows+1, len(row), len(f.Variables))
		}
		m.rows++
		for i, v := range row {
			m.columns[i].add(f.Variables[i].Kind, v)
		}
	}
	for i := range m.columns {
		m.columns[i].settle(f.Variables[i].Kind)
	}
	return m, nil
}

func (e *extent) add(k Kind, v Value) {
	if k != Text {
		e.storage = wide(e.storage, number(k, v))
		return
	}
	n := int64(len(v.text))
	e.longest = max(e.longest, n)
	e.bytes += n
	if n > 0 {
		e.texts++
	}
}

// settle says how a column of texts is stored.
func (e *extent) settle(k Kind) {
	switch {
	case k != Text:
	case e.longest > longestStr:
		e.storage = strL
	default:
		e.storage = storage(max(e.longest, 1))
	}
}

// wide is the storage that holds what s holds and one more number.
func wide(s storage, v Value) storage {
	if v.missing > 0 || s == double {
		return s
	}
	if v.number != math.Trunc(v.number) || v.number == 0 && math.Signbit(v.number) {
		return double
	}
	for ; s > double; s-- {
		if s != double+1 && s.holds(v.number) { // double+1 is float, which is not used
			return s
		}
	}
	return double
}

// number is a value as a number: days are counted from 1960-01-01.
func number(k Kind, v Value) Value {
	if k != Day || v.missing > 0 {
		return v
	}
	t, err := time.Parse(time.DateOnly, v.text)
	if err != nil {
		return Missing(".")
	}
	return Value{number: float64((t.Unix() - epoch) / 86400)}
}

// epoch is 1960-01-01 in seconds before 1970.
const epoch = -315619200
