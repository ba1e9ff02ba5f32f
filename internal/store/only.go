package store

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Only says which organs and years are meant. The zero value lets everything
// through.
type Only struct {
	Organs []Organ // nil is every organ
	Year   func(year int) bool
}

// lastYear is the last one that Year is asked about.
const lastYear = 9999

// where is the condition on an organ o and a year, ` AND …` of each that there
// is, and its values.
func (only Only) where(year string) (condition string, values []any) {
	if only.Organs != nil {
		list := make([][3]string, len(only.Organs))
		for i, o := range only.Organs {
			o = o.identity()
			list[i] = [3]string{o.Division, o.Name, o.Site}
		}
		b, _ := json.Marshal(list) // strings always marshal
		// The + keeps the organs in the order of their index.
		condition = ` AND (+o.division, +o.name, +o.site) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`
		values = []any{string(b)}
	}
	if only.Year != nil {
		condition += " AND (" + only.spans(year) + ")"
	}
	return condition, values
}

// spans is the condition on a year.
func (only Only) spans(year string) string {
	var spans []string
	for y := 0; y <= lastYear; y++ {
		if !only.Year(y) {
			continue
		}
		from := y
		for y < lastYear && only.Year(y+1) {
			y++
		}
		spans = append(spans, fmt.Sprintf("%s BETWEEN %d AND %d", year, from, y))
	}
	if spans == nil {
		return "0"
	}
	return strings.Join(spans, " OR ")
}
