package division

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Of finds the division that an organ's name begins with: 350102003 for
// 福州市鼓楼区安泰街道办事处. near is a code the organ is likely in or below, as
// the number of a site gives it, or empty. It is certain only when one division
// fits and its name, the one above it or near leaves no other; and it is not
// when the rest of the name speaks of a place that is not known.
func (t *Table) Of(organ, near string, year int) (d Division, certain bool) {
	organ = strings.TrimSpace(organ)
	near, hinted := Canonical(near)
	chains := t.chains(organ, "", year)
	if hinted && len(chains) == 0 || hinted && t.loose(chains) {
		chains = t.chains(organ, near, year)
	}
	if len(chains) != 1 {
		return Division{}, false
	}
	c := chains[0]
	switch {
	case restPlace.MatchString(c.rest), hinted && !within(c.last.Code, near) && !within(near, c.last.Code):
		return c.last, false
	case c.length > 1, hinted && within(c.last.Code, near):
		return c.last, true
	}
	return c.last, c.last.Level() != "township" && t.only(organ[:len(organ)-len(c.rest)], c.last)
}

// only tells whether no other division ever had the name of d, but those that
// became d.
func (t *Table) only(name string, d Division) bool {
	for _, other := range t.named(name, "", 0) {
		if other.Code != d.Code && !strings.Contains(other.Successor, d.Code) {
			return false
		}
	}
	return true
}

// loose tells whether what was found is too little to stand by itself.
func (t *Table) loose(list []chain) bool {
	return len(list) > 1 || len(list) == 1 && list[0].length == 1 && list[0].last.Level() == "township"
}

// restPlace is a rest of a name that speaks of another place: a zone, a
// branch, a township that the table does not have.
var restPlace = regexp.MustCompile(`开发区|高新区|新区|园区|示范区|度假区|分局|[县旗乡镇]|街道|苏木|[^地灾社特战辖军牧矿]区[^域划]`)

// chain is a way to read the beginning of a name as divisions, one within the other.
type chain struct {
	last   Division
	length int
	rest   string
}

// chains are the longest ways to read the beginning of a name.
func (t *Table) chains(name, under string, year int) []chain {
	best, list := len(name), []chain(nil)
	var walk func(rest, under string, length int, last Division)
	walk = func(rest, under string, length int, last Division) {
		went := false
		for n := range rest + " " {
			if n == 0 || utf8.RuneCountInString(rest[:n]) > 16 {
				continue
			}
			for _, d := range t.named(rest[:n], under, year) {
				if length > 0 && stem(d.Code) == stem(last.Code) {
					continue
				}
				went = true
				walk(rest[n:], d.Code, length+1, d)
			}
		}
		if went || length == 0 || len(rest) > best {
			return
		}
		if len(rest) < best {
			best, list = len(rest), nil
		}
		for _, c := range list {
			if c.last.Code == last.Code {
				return
			}
		}
		list = append(list, chain{last, length, rest})
	}
	walk(name, under, 0, Division{})
	return list
}

// named are the divisions of just this name below a code, those of the
// statisticians left out. A township by itself, without the place above it, is
// too common to be looked for in all of the country; but see Of.
func (t *Table) named(name, under string, year int) []Division {
	var list []Division
	for _, i := range t.byName[plain(name)] {
		d := t.all[i]
		if d.Kind != "" || under != "" && !within(d.Code, under) || !d.In(year) {
			continue
		}
		list = append(list, d)
	}
	return list
}
