package report_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/internal/report"
)

func TestParseNumber(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"0", "0"}, {"-0", "0"}, {"7", "7"}, {"-7", "-7"}, {"007", "7"}, {"851.776247", "851.776247"}, {"0.50", "0.50"}, {"-0.05", "-0.05"},
		{"1.00", "1.00"}, {"999999999999999999", "999999999999999999"}, {"0.00000000000000001", "0.00000000000000001"},
	} {
		n, err := report.ParseNumber(tt.text)
		if err != nil || n.String() != tt.want {
			t.Errorf("ParseNumber(%q) = %s %v, want %s", tt.text, n, err, tt.want)
		}
	}
	for _, text := range []string{"", "-", "+7", "--7", ".5", "5.", "1.2.3", "1,113", "1e3", " 7", "7 ", "７", "七", "NaN", "1000000000000000000", "0.000000000000000001", "-1.", "\x00"} {
		if n, err := report.ParseNumber(text); err == nil {
			t.Errorf("ParseNumber(%q) = %s, want an error", text, n)
		}
	}
}

// decimal draws a decimal as it is printed, of at most 18 digits.
func decimal(t *rapid.T, name string) string {
	s := rapid.StringMatching(`-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,8})?`).Draw(t, name)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-") // there is no minus zero
	}
	return s
}

func rat(t *rapid.T, s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no decimal", s)
	}
	return r
}

// TestNumber holds that a number is printed as it was read, that sums are
// exact and that comparing is by quantity, not by places.
func TestNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, u := decimal(t, "s"), decimal(t, "u")
		a, err := report.ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		b, err := report.ParseNumber(u)
		if err != nil {
			t.Fatal(err)
		}
		if a.String() != s {
			t.Fatalf("ParseNumber(%q) = %s", s, a)
		}
		if j, err := json.Marshal(a); err != nil || string(j) != s {
			t.Fatalf("%s in JSON is %s, %v", s, j, err)
		}
		x, y := rat(t, s), rat(t, u)
		if a.Equal(b) != (x.Cmp(y) == 0) || a.Less(b) != (x.Cmp(y) < 0) {
			t.Fatalf("%s against %s: equal %v, less %v", s, u, a.Equal(b), a.Less(b))
		}
		sum, ok := a.Add(b)
		if !ok {
			t.Fatalf("%s + %s does not fit", s, u)
		}
		if rat(t, sum.String()).Cmp(x.Add(x, y)) != 0 {
			t.Fatalf("%s + %s = %s", s, u, sum)
		}
		if turned, ok := b.Add(a); !ok || turned != sum {
			t.Fatalf("%s + %s = %s, turned %s", s, u, sum, turned)
		}
		if i, ok := a.Int(); ok == strings.Contains(s, ".") || ok && !report.N(i).Equal(a) {
			t.Fatalf("Int of %s = %d %v", s, i, ok)
		}
	})
}

// TestNumberTooLarge holds that what does not fit is said, never wrapped.
func TestNumberTooLarge(t *testing.T) {
	most, _ := report.ParseNumber("999999999999999999")
	small, _ := report.ParseNumber("0.00000000000000001")
	sum, ok := most, true
	for n := 0; ok; n++ {
		if n > 20 {
			t.Fatalf("sum is %s after %d steps", sum, n)
		}
		if sum, ok = sum.Add(most); ok && sum.Less(most) {
			t.Fatalf("the sum turned to %s", sum)
		}
	}
	if sum, ok := most.Add(small); ok {
		t.Errorf("%s + %s = %s", most, small, sum)
	}
	if most.Equal(small) {
		t.Errorf("%s equals %s", most, small)
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"0", "-8", "851.776247", "-0.0", "1.", "999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := report.ParseNumber(s)
		if err != nil {
			return
		}
		again, err := report.ParseNumber(n.String())
		if err != nil || again != n {
			t.Errorf("ParseNumber(%q) = %s, again %s, %v", s, n, again, err)
		}
	})
}
