package form

import (
	"regexp"
	"strings"

	"gongkai/internal/report"
)

// Digits of one number may stand apart in a box, broken by an editor or set
// wide; two numbers may stand in one box where a cell was lost. The sum that
// the form prints for the row tells which.

// spaced are digits with a space between them that sets no thousands apart.
var (
	spaced    = regexp.MustCompile(`\d[ \x{a0}\x{3000}]+\d`)
	thousands = regexp.MustCompile(`^\D*\d{1,3}([ \x{a0}]\d{3})+(\D|$)`)
)

func isSpaced(raw string) bool {
	gap := len(raw) > 2 && (strings.Contains(raw, " ") || strings.Contains(raw, "\u00a0") || strings.Contains(raw, "\u3000"))
	return gap && spaced.MatchString(raw) && !thousands.MatchString(raw)
}

// weigh looks at the boxes of a row with digits apart. On one line they are
// one number unless the row's sum, or a box beside them, speaks against it; on
// several lines only where the sum says so.
func (s *sheet) weigh(row string, r *boxed, keys []string) {
	var wide, broken []string
	blank := false
	for _, key := range keys {
		c := r.cell(key)
		if c == nil {
			continue
		}
		spaced := isSpaced(c.Raw)
		switch {
		case c.State == report.Words && apart(c.Raw):
			broken = append(broken, key)
		case spaced:
			wide = append(wide, key)
		}
		blank = blank || c.State == report.Blank || spaced && !c.State.HasValue()
	}
	if len(broken) == 1 && len(wide) == 0 {
		at := r.cell(broken[0])
		c := *at
		joined := readCell(strings.ReplaceAll(c.Raw, "\n", ""))
		joined.Raw, joined.At, joined.Rule = c.Raw, c.At, c.Rule
		*at = joined
		if sum, ok := r.sums(); ok && sum && joined.State == report.IsNumber {
			return
		}
		*at = c
	}
	for _, key := range broken {
		s.doubt("digits", row, "%s.%s holds digits on more than one line, which may be one number or two: %q", row, key, r.cell(key).Raw)
	}
	if len(wide) == 0 {
		return
	}
	if sum, ok := r.sums(); ok && sum || !ok && !blank && len(broken) == 0 {
		return
	}
	for _, key := range wide {
		c := r.cell(key)
		*c = report.Cell{State: report.Words, Raw: c.Raw, At: c.At, Rule: c.Rule}
		s.doubt("digits", row, "%s.%s holds digits with a space between them, and nothing says that they are one number: %q", row, key, c.Raw)
	}
}

// sums tells whether the total of a row is that of its other boxes; ok is
// false where the row has no total or a box without a number.
func (b *boxed) sums() (holds, ok bool) {
	total := b.cell("total")
	if total == nil || !total.State.HasValue() {
		return false, false
	}
	sum := report.N(0)
	for _, c := range b.cells {
		if c.key == "total" {
			continue
		}
		next, fits := sum.Add(c.Value)
		if !c.State.HasValue() || !fits {
			return false, false
		}
		sum = next
	}
	return sum.Equal(total.Value), true
}
