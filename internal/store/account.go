package store

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"gongkai/internal/report"
)

// account is what a report says, as far as the panel goes.
type account struct {
	forms      [indicatorKind + 1]string // of each table; empty where it is absent
	boxes      [indicatorKind][tallest][width]figure
	indicators map[string]figure
}

// tallest is more rows than any form has.
const tallest = 32

// figure is a cell of an account: value is empty where there is none, letter is
// that of its state, 0 where the row is not there.
type figure struct {
	value  string
	letter byte
	unit   string
}

// read takes in a report: its lines, `kind|row|states|values` and `;` after
// each but the last; the units printed, by `kind.row`; and the rows of its table
// of indicators, by key, with value, letter and unit.
func (a *account) read(lines, units, indicators string) error {
	a.boxes = [indicatorKind][tallest][width]figure{}
	for line := range strings.SplitSeq(lines, ";") {
		if line == "" {
			break
		}
		if err := a.line(line); err != nil {
			return err
		}
	}
	if units != "" {
		if err := a.units(units); err != nil {
			return err
		}
	}
	a.indicators = nil
	if indicators == "" {
		return nil
	}
	rows := map[string][3]*string{}
	if err := json.Unmarshal([]byte(indicators), &rows); err != nil {
		return err
	}
	a.indicators = map[string]figure{}
	for key, r := range rows {
		f := figure{value: deref(r[0]), unit: deref(r[2])}
		if letter := deref(r[1]); letter != "" {
			f.letter = letter[0]
		}
		a.indicators[key] = f
	}
	return nil
}

func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// line takes in one line.
func (a *account) line(text string) error {
	kind, rest, _ := strings.Cut(text, "|")
	number, rest, _ := strings.Cut(rest, "|")
	states, values, _ := strings.Cut(rest, "|")
	k, errK := strconv.Atoi(kind)
	n, errN := strconv.Atoi(number)
	if errK != nil || errN != nil || k < 0 || k >= len(a.boxes) || n < 1 || n > tallest || len(states) > width {
		return fmt.Errorf("a stored line is not one of any form: %q", text)
	}
	for j := range len(states) {
		f := figure{letter: states[j]}
		if at := strings.IndexByte(letters, states[j]); at >= 0 && report.State(at).HasValue() {
			f.value, values, _ = strings.Cut(values, "|")
		}
		a.boxes[k][n-1][j] = f
	}
	return nil
}

// units takes in the units that lines have, a list with null for none each.
func (a *account) units(text string) error {
	rows := map[string][]*string{}
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		return err
	}
	for at, list := range rows {
		var k, n int
		if _, err := fmt.Sscanf(at, "%d.%d", &k, &n); err != nil || k < 0 || k >= len(a.boxes) || n < 1 || n > tallest || len(list) > width {
			return fmt.Errorf("units of a line that is not one of any form: %q", at)
		}
		for j, unit := range list {
			a.boxes[k][n-1][j].unit = deref(unit)
		}
	}
	return nil
}

// modern tells whether a report has a table of the years since 2019.
func (a *account) modern() bool { return a.forms[0] != "" || a.forms[1] != "" || a.forms[2] != "" }

// origin is one source of a series, its operands found: boxes by row and column
// from 0, or keys of indicators.
type origin struct {
	kind        int
	form, cells string
	at          [][2]int
	keys        []string
}

// course is a series with its origins and, of those since 2019, their kind.
type course struct {
	report.Series
	kind    int // -1 where there are none since 2019
	origins []origin
}

// courses are the series of the panel.
func courses() (list []course) {
	for _, series := range report.Panel {
		c := course{series, -1, nil}
		for _, source := range series.Sources {
			o := origin{kind: kindOf(source.Table), form: source.Form, cells: source.Table + "." + strings.Join(source.Cells, " + "+source.Table+".")}
			if o.kind == indicatorKind {
				o.keys = source.Cells
				c.origins = append(c.origins, o)
				continue
			}
			c.kind = o.kind
			form := report.FormOf(report.Kind(o.kind), source.Form)
			for _, cell := range source.Cells {
				row, column, _ := strings.Cut(cell, ".")
				i, j := form.Find(row, column)
				o.at = append(o.at, [2]int{i, j})
			}
			c.origins = append(c.origins, o)
		}
		list = append(list, c)
	}
	return list
}

// give writes what a report says of a series: variable, value, state, unit,
// value_wan, form, source. What decides is told at panel.
func (a *account) give(c *course, into []string) {
	clear(into)
	into[0] = c.Key
	for i := range c.origins {
		o := &c.origins[i]
		if a.forms[o.kind] != o.form || o.kind == indicatorKind && a.modern() {
			continue
		}
		f := a.sum(o)
		into[1], into[2], into[5], into[6] = f.value, stateOf(f.letter), o.form, o.cells
		if c.Amount {
			into[3], into[4] = f.unit, wan(f)
		}
		return
	}
	into[2] = report.NotAsked.String()
	if !a.modern() && a.forms[indicatorKind] == "" || a.modern() && c.kind >= 0 && a.forms[c.kind] == "" {
		into[2] = report.Missing.String()
	}
}

// stateOf is the state that a letter stands for.
func stateOf(letter byte) string {
	if at := strings.IndexByte(letters, letter); at >= 0 {
		return report.State(at).String()
	}
	return report.NotAsked.String()
}

// sum is what the operands of an origin come to: a value where each has one,
// and else the letter of one that lacks it.
func (a *account) sum(o *origin) figure {
	var parts [width + 1]figure
	list := parts[:0]
	for _, at := range o.at {
		list = append(list, a.boxes[o.kind][at[0]][at[1]])
	}
	for _, key := range o.keys {
		f, ok := a.indicators[key]
		if !ok {
			f.letter = notAsked[0]
			if o.form == "2014" {
				f.letter = letters[report.Missing]
			}
		}
		list = append(list, f)
	}
	all := list[0]
	for _, f := range list[1:] {
		all = plus(all, f)
	}
	return all
}

// plus adds two figures.
func plus(a, b figure) figure {
	const number, noted = 'n', 'o'
	sum := figure{letter: max(a.letter, b.letter), unit: max(a.unit, b.unit)}
	isNumber := func(letter byte) bool { return letter == number || letter == noted || letter == 0 }
	switch {
	case isNumber(a.letter) && !isNumber(b.letter):
		sum.letter = b.letter
	case !isNumber(a.letter) && isNumber(b.letter):
		sum.letter = a.letter
	}
	if a.value == "" || b.value == "" {
		return sum
	}
	sum.value = total(a.value, b.value)
	return sum
}

// total is the exact sum of two numbers.
func total(a, b string) string {
	x, errX := report.ParseNumber(a)
	y, errY := report.ParseNumber(b)
	if n, ok := x.Add(y); ok && errX == nil && errY == nil {
		return n.String()
	}
	r, okX := new(big.Rat).SetString(a)
	q, okY := new(big.Rat).SetString(b)
	if !okX || !okY {
		return ""
	}
	return decimal(r.Add(r, q), mostPlaces)
}

// mostPlaces are the decimals a sum has at most.
const mostPlaces = 18

// decimal is a number with as many decimals as it needs, up to some.
func decimal(n *big.Rat, places int) string {
	return strings.TrimRight(strings.TrimRight(n.FloatString(places), "0"), ".")
}

// wan is an amount in 万元, as far as its unit says what it is.
func wan(f figure) string {
	n, ok := new(big.Rat).SetString(f.value)
	if !ok {
		return ""
	}
	switch f.unit {
	case "万元":
		return f.value
	case "元":
		n.Quo(n, big.NewRat(10_000, 1))
	case "亿元":
		n.Mul(n, big.NewRat(10_000, 1))
	default:
		return ""
	}
	return decimal(n, 8)
}
