package main

import (
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// answer is what a question returned: rows of nil, int64, float64, string and
// []byte. Each is overwritten by the next.
type answer struct {
	columns []string
	rows    iter.Seq2[[]any, error]
	tame    bool // for a terminal: texts come from pages, and could steer it
}

// answerFormats are the formats of an answer, in the order they are told.
var answerFormats = []string{"table", "csv", "jsonl", "json"}

// answers are the ways to write an answer.
var answers = map[string]func(streams, answer) error{
	"table": writeAnswerTable, "csv": writeAnswerCSV, "jsonl": writeAnswerLines, "json": writeAnswerJSON,
}

// literal is a value in CSV: NULL is empty.
func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return decimal(v)
	case []byte:
		return "x'" + hex.EncodeToString(v) + "'"
	case string:
		return v
	}
	return fmt.Sprint(v)
}

// decimal is a number with the digits it takes to tell it from others.
func decimal(f float64) string {
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e15) {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func writeAnswerCSV(s streams, a answer) error {
	w := csv.NewWriter(s.out)
	if err := w.Write(a.columns); err != nil {
		return err
	}
	record := make([]string, len(a.columns))
	for row, err := range a.rows {
		if err != nil {
			w.Flush() // what came before
			return err
		}
		for i, v := range row {
			record[i] = literal(v)
			if a.tame {
				record[i] = tamed(record[i])
			}
		}
		if err := w.Write(record); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// tamed is a text without what could steer a terminal, line breaks kept.
func tamed(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) < 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = printable(l)
	}
	return strings.Join(lines, "\n")
}

func writeAnswerLines(s streams, a answer) error {
	return a.objects(s.out, "", "\n", "")
}

func writeAnswerJSON(s streams, a answer) error {
	return a.objects(s.out, "[\n", ",\n", "\n]\n")
}

// objects writes an object for each row, with begin before the first, between
// before the others and end at the end. An array is closed also when the rows
// fail, but lines end where they end.
func (a answer) objects(w io.Writer, begin, between, end string) error {
	var names [][]byte
	for _, c := range a.columns {
		names = append(names, quoted(c))
	}
	var b []byte
	n := 0
	for row, err := range a.rows {
		if err != nil {
			return err
		}
		b = b[:0]
		switch {
		case n == 0:
			b = append(b, begin...)
		case end != "":
			b = append(b, between...)
		}
		n++
		b = append(b, '{')
		for i, v := range row {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(append(b, names[i]...), ':'), jsonOf(v)...)
		}
		b = append(b, '}')
		if end == "" {
			b = append(b, between...)
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	if n == 0 {
		end = strings.TrimSuffix(begin, "\n") + strings.TrimPrefix(end, "\n")
	}
	_, err := io.WriteString(w, end)
	return err
}

// jsonOf is a value in JSON. Numbers that JSON does not have are texts.
func jsonOf(v any) []byte {
	switch v := v.(type) {
	case nil:
		return []byte("null")
	case int64:
		return strconv.AppendInt(nil, v, 10)
	case float64:
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			return []byte(decimal(v))
		}
	}
	return quoted(literal(v))
}

// quoted is a text in JSON, Chinese and markup as they are, but not what could
// steer a terminal.
func quoted(text string) []byte {
	var b strings.Builder
	encode := json.NewEncoder(&b)
	encode.SetEscapeHTML(false)
	_ = encode.Encode(text) // a string always encodes
	var out []byte
	for _, r := range strings.TrimSuffix(b.String(), "\n") {
		if r < 0x10000 && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			out = fmt.Appendf(out, `\u%04x`, r)
			continue
		}
		out = append(out, string(r)...)
	}
	return out
}

const (
	widest  = 40   // columns of a terminal for one column of a table
	sampled = 1000 // rows that decide how wide the columns are
)

// grid is a table that is drawn as its rows come, once the first have told
// how wide it is.
type grid struct {
	streams
	columns []string
	widths  []int
	numeric []bool
	waiting [][]string
	cut     bool
	begun   bool
}

func writeAnswerTable(s streams, a answer) error {
	g := grid{streams: s, columns: make([]string, len(a.columns)), widths: make([]int, len(a.columns)), numeric: make([]bool, len(a.columns))}
	for i, c := range a.columns {
		g.columns[i] = g.fit(c)
		g.numeric[i] = true
		g.widths[i] = narrow.StringWidth(g.columns[i])
	}
	for row, err := range a.rows {
		if err != nil {
			return err
		}
		if err := g.add(row); err != nil {
			return err
		}
	}
	if err := g.begin(); err != nil {
		return err
	}
	if g.cut {
		s.say("gongkai: long texts are cut; --format csv gives them whole")
	}
	return nil
}

// fit is a text as a cell has it: on one line, and cut where it is too long.
func (g *grid) fit(text string) string {
	text = printable(strings.Join(strings.Fields(text), " "))
	if narrow.StringWidth(text) <= widest {
		return text
	}
	g.cut = true
	return narrow.Truncate(text, widest, "…")
}

func (g *grid) add(row []any) error {
	cells := make([]string, len(row))
	for i, v := range row {
		switch v.(type) {
		case nil:
			cells[i] = "NULL"
		case int64, float64, mark:
			cells[i] = literal(v)
		default:
			cells[i] = g.fit(literal(v))
			g.numeric[i] = g.numeric[i] && g.begun
		}
	}
	if g.begun {
		return g.line(cells)
	}
	for i, c := range cells {
		g.widths[i] = max(g.widths[i], narrow.StringWidth(c))
	}
	g.waiting = append(g.waiting, cells)
	if len(g.waiting) < sampled {
		return nil
	}
	return g.begin()
}

// begin draws the head and what waits.
func (g *grid) begin() error {
	if g.begun {
		return nil
	}
	g.begun = true
	rule := make([]string, len(g.widths))
	for i, w := range g.widths {
		rule[i] = strings.Repeat("─", w)
	}
	for _, cells := range append([][]string{g.columns, rule}, g.waiting...) {
		if err := g.line(cells); err != nil {
			return err
		}
	}
	g.waiting = nil
	return nil
}

func (g *grid) line(cells []string) error {
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteString("  ")
		}
		if g.numeric[i] {
			c = narrow.FillLeft(c, g.widths[i])
		} else {
			c = narrow.FillRight(c, g.widths[i])
		}
		b.WriteString(c)
	}
	_, err := fmt.Fprintln(g.out, strings.TrimRight(b.String(), " "))
	return err
}
