// Package division knows the administrative divisions of China by code and by
// name, down to townships, with the codes and names they had since 2008.
//
// A code has 6 digits for a province (350000), a city (350100) and a county
// (350102), and 9 for a township (350102003): the level and the parent follow
// from it. Departments, development zones and the like have no code of their
// own, or one of the statisticians only: an organ may be without a division.
package division

import (
	"slices"
	"strings"
	"sync"
)

// Division is one division as it was in a span of years.
type Division struct {
	Code      string
	Name      string
	Kind      string // "statistical" for codes that statisticians made up: development zones, 市辖区, farms; else empty
	From, To  int    // first year in force, and the year it ended; 0 where not known, or not ended
	Successor string // codes after its end, parted by spaces
}

// Level is province, city, county or township.
func (d Division) Level() string {
	switch {
	case len(d.Code) > 6:
		return "township"
	case strings.HasSuffix(d.Code, "0000"):
		return "province"
	case strings.HasSuffix(d.Code, "00"):
		return "city"
	}
	return "county"
}

// Parent is the code of the division above, empty for a province. The
// counties of municipalities and those directly below a province have one
// that only the statisticians use.
func (d Division) Parent() string {
	switch d.Level() {
	case "township":
		return d.Code[:6]
	case "county":
		return d.Code[:4] + "00"
	case "city":
		return d.Code[:2] + "0000"
	}
	return ""
}

// In tells whether the division was there in a year, as far as is known. A
// year of 0 is any.
func (d Division) In(year int) bool {
	return year == 0 || (d.From == 0 || d.From <= year) && (d.To == 0 || year <= d.To)
}

// Canonical writes a code as the table does: 6 digits, or 9 for a township. It
// takes 2, 4, 6, 9 or 12 digits; ok is false for anything else.
func Canonical(code string) (canonical string, ok bool) {
	if strings.Trim(code, "0123456789") != "" {
		return "", false
	}
	switch len(code) {
	case 2, 4, 6:
		return (code + "0000")[:6], true
	case 12:
		if code[9:] != "000" {
			return "", false // a village
		}
		code = code[:9]
	case 9:
	default:
		return "", false
	}
	if code[6:] == "000" {
		return code[:6], true
	}
	return code, true
}

// Within tells whether the division is that of a code or stands below it.
func (d Division) Within(code string) bool {
	above, ok := Canonical(code)
	return ok && within(d.Code, above)
}

// within tells whether a code is that of a division or of one below it.
func within(code, above string) bool { return strings.HasPrefix(code, stem(above)) }

// stem is a code without the zeros of the levels below.
func stem(code string) string {
	switch {
	case len(code) > 6:
		return code
	case strings.HasSuffix(code, "0000"):
		return code[:2]
	case strings.HasSuffix(code, "00"):
		return code[:4]
	}
	return code
}

// Table is a list of divisions. The zero Table is empty.
type Table struct {
	all     []Division
	byCode  map[string][]int32
	byName  map[string][]int32
	once    sync.Once
	byAlias map[string][]int32 // made when first asked for
}

// All are the divisions in the order of their codes, former ones included.
func (t *Table) All() []Division { return t.all }

// Lookup finds the division that has a code now, or else that had it last.
func (t *Table) Lookup(code string) (Division, bool) {
	code, ok := Canonical(code)
	list := t.byCode[code]
	if !ok || len(list) == 0 {
		return Division{}, false
	}
	best := t.all[list[0]]
	for _, i := range list[1:] {
		if d := t.all[i]; d.To == 0 && best.To != 0 || (d.To == 0) == (best.To == 0) && d.To > best.To {
			best = d
		}
	}
	return best, true
}

// Find lists the divisions of a name in or below the division of a code, which
// may be empty: those of just this name first, then those it is short for.
func (t *Table) Find(name, under string) []Division {
	name = plain(name)
	if under != "" {
		code, ok := Canonical(under)
		if !ok {
			return nil
		}
		under = code
	}
	t.once.Do(t.alias)
	var list []Division
	for _, i := range append(slices.Clip(t.byName[name]), t.byAlias[name]...) {
		if d := t.all[i]; under == "" || within(d.Code, under) {
			list = append(list, d)
		}
	}
	return list
}

// alias makes the divisions findable by their aliases.
func (t *Table) alias() {
	t.byAlias = make(map[string][]int32, 2*len(t.all))
	for i, d := range t.all {
		for _, name := range aliases(d) {
			t.byAlias[name] = append(t.byAlias[name], int32(i))
		}
	}
}

// newTable sorts divisions and makes them ready to be found.
func newTable(all []Division) *Table {
	slices.SortStableFunc(all, func(a, b Division) int {
		if c := strings.Compare(a.Code, b.Code); c != 0 {
			return c
		}
		return a.From - b.From
	})
	t := &Table{all: all, byCode: make(map[string][]int32, len(all)), byName: make(map[string][]int32, len(all))}
	for i, d := range all {
		t.byCode[d.Code] = append(t.byCode[d.Code], int32(i))
		name := plain(d.Name)
		t.byName[name] = append(t.byName[name], int32(i))
	}
	return t
}
