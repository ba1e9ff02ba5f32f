package selector

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Years is a set of years; the zero Years is every year.
type Years struct {
	spans []span
}

// span is a run of years, both ends in it.
type span struct{ first, last int }

// Years that anyone may mean: the 条例 is of 2008.
const (
	earliest = 1900
	latest   = 2199
)

// ParseYears reads 2024, 2019-2024, 2021- (and later), -2018 (and earlier), or
// several with commas between.
func ParseYears(text string) (Years, error) {
	var y Years
	text = strings.NewReplacer("，", ",", "、", ",", "–", "-", "—", "-", "－", "-", " ", "", "年", "").Replace(text)
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		first, errFirst := bound(from, math.MinInt, isRange && to != "")
		last, errLast := bound(to, math.MaxInt, isRange && from != "")
		if errFirst != nil || errLast != nil {
			return Years{}, fmt.Errorf("%q are no years; write 2024, 2019-2024, 2021- or several with commas between", text)
		}
		if first > last {
			return Years{}, fmt.Errorf("%q ends before it begins", part)
		}
		y.spans = append(y.spans, span{first, last})
	}
	return y, nil
}

// bound reads a year; an empty one is open where it may be.
func bound(text string, open int, mayBe bool) (int, error) {
	if text == "" && mayBe {
		return open, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || len(text) != 4 || n < earliest || n > latest {
		return 0, fmt.Errorf("no year: %q", text)
	}
	return n, nil
}

// All tells whether every year is in the set.
func (y Years) All() bool { return len(y.spans) == 0 }

// Has tells whether a year is in the set.
func (y Years) Has(year int) bool {
	for _, s := range y.spans {
		if s.first <= year && year <= s.last {
			return true
		}
	}
	return len(y.spans) == 0
}

// One is the year of a set of one year.
func (y Years) One() (year int, ok bool) {
	if len(y.spans) != 1 || y.spans[0].first != y.spans[0].last {
		return 0, false
	}
	return y.spans[0].first, true
}

// String is the set as ParseYears reads it; every year is the empty text.
func (y Years) String() string {
	var parts []string
	for _, s := range y.spans {
		switch {
		case s.first == s.last:
			parts = append(parts, strconv.Itoa(s.first))
		case s.first == math.MinInt:
			parts = append(parts, "-"+strconv.Itoa(s.last))
		case s.last == math.MaxInt:
			parts = append(parts, strconv.Itoa(s.first)+"-")
		default:
			parts = append(parts, strconv.Itoa(s.first)+"-"+strconv.Itoa(s.last))
		}
	}
	return strings.Join(parts, ",")
}
