package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Number is an exact decimal as printed: 851.776247 is kept as 851776247 and 6
// places. The zero Number is 0.
type Number struct {
	digits int64
	places uint8
}

// maxDigits is how many digits a Number holds. A longer one is not read.
const maxDigits = 18

// N is the number n.
func N(n int64) Number { return Number{digits: n} }

// ParseNumber reads a plain decimal: an optional minus, digits, at most one
// point with digits on both sides. Everything else is an error, so are more
// than 18 digits.
func ParseNumber(s string) (Number, error) {
	body, negative := strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(body, ".")
	if whole == "" || point && fraction == "" || len(whole)+len(fraction) > maxDigits {
		return Number{}, fmt.Errorf("not a number of at most %d digits: %q", maxDigits, s)
	}
	var n int64
	for _, c := range []byte(whole + fraction) {
		if c < '0' || c > '9' {
			return Number{}, fmt.Errorf("not a number: %q", s)
		}
		n = n*10 + int64(c-'0')
	}
	if negative {
		n = -n
	}
	return Number{digits: n, places: uint8(len(fraction))}, nil
}

// String is the number with the places it was printed with.
func (n Number) String() string {
	if n.places == 0 {
		return strconv.FormatInt(n.digits, 10)
	}
	s := strconv.FormatInt(n.digits, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	if short := int(n.places) + 1 - len(s); short > 0 {
		s = strings.Repeat("0", short) + s
	}
	cut := len(s) - int(n.places)
	return sign + s[:cut] + "." + s[cut:]
}

// Int is the number as an integer; ok is false when it has decimal places.
func (n Number) Int() (i int64, ok bool) { return n.digits, n.places == 0 }

// Add is the exact sum; ok is false when it does not fit.
func (n Number) Add(m Number) (sum Number, ok bool) {
	a, b, places, ok := align(n, m)
	if !ok || a > 0 && b > math.MaxInt64-a || a < 0 && b < math.MinInt64-a {
		return Number{}, false
	}
	return Number{digits: a + b, places: places}, true
}

// Equal tells whether both are the same quantity: 1.50 equals 1.5.
func (n Number) Equal(m Number) bool {
	a, b, _, ok := align(n, m)
	return ok && a == b
}

// Less tells whether the number is smaller; false when the two cannot be compared.
func (n Number) Less(m Number) bool {
	a, b, _, ok := align(n, m)
	return ok && a < b
}

// MarshalJSON writes the number as a JSON number with the places as printed.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// align brings both to the same number of places.
func align(n, m Number) (a, b int64, places uint8, ok bool) {
	for n.places < m.places {
		if n.digits > math.MaxInt64/10 || n.digits < math.MinInt64/10 {
			return 0, 0, 0, false
		}
		n.digits, n.places = n.digits*10, n.places+1
	}
	if m.places < n.places {
		b, a, places, ok = align(m, n)
		return a, b, places, ok
	}
	return n.digits, m.digits, n.places, true
}
