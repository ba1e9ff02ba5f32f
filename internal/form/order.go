package form

import (
	"cmp"
	"slices"
	"sync"

	"gongkai/internal/report"
	"gongkai/internal/words"
)

// step is a row of a table, or a heading over rows, as the page prints them
// one after another.
type step struct {
	heading string   // spelled bare, "" for a row
	row     string   // its key
	line    int      // of plain text, else 0
	over    []string // headings on the line of a row, bare
	spanned bool     // one of them reaches down from a line above
	near    int      // of the heads of a block: how many lines above them its item may stand
}

// anyItem stands for the item of a block whose heads no item stands above.
const anyItem = "?"

// anyLine is near for heads that are read one after another with their items.
const anyLine = 1 << 30

// block notes the heads of a block of table 二.
func (s *sheet) block(line, near int) {
	if !s.closed && len(s.steps) <= mostSteps {
		s.note(step{heading: contentHead, line: line, near: near})
	}
}

// mostSteps is how many headings a table may have.
const mostSteps = 1000

// note adds a step.
func (s *sheet) note(p step) {
	if s.steps == nil {
		s.steps = make([]step, 0, mostRows)
	}
	s.steps = append(s.steps, p)
}

// pass notes a heading.
func (s *sheet) pass(heading string, line int) {
	if s.closed || len(s.steps) > mostSteps {
		return
	}
	s.note(step{heading: words.Bare(heading), line: line})
}

// come notes a row that has come for the first time, with the headings on its line.
func (s *sheet) come(row string, line int, spanned bool, over ...string) {
	if s.closed || s.came[row] {
		return
	}
	s.came[row] = true
	s.note(step{row: row, line: line, over: over, spanned: spanned})
}

// parents are the headings under which a row stands in any edition, outermost
// first. A heading that is a row of its own in one edition may be printed so.
func parents(kind report.Kind, key string) []string { return headings()[kind][key] }

// headings are the parents of all rows by their key.
var headings = sync.OnceValue(func() (all [3]map[string][]string) {
	for _, f := range report.Forms {
		if all[f.Kind] == nil {
			all[f.Kind] = map[string][]string{}
		}
		for _, row := range f.Rows {
			list := all[f.Kind][row.Key]
			for _, p := range append(slices.Clone(row.Parents), row.Label) {
				if p = words.Bare(p); !slices.Contains(list, p) {
					list = append(list, p)
				}
			}
			all[f.Kind][row.Key] = list
		}
	}
	return all
})

// doubtOrder takes the values from rows that do not stand where the form has
// them: under another heading than theirs, not under theirs where it is
// printed, or on the wrong side of rows that no heading tells apart. Their
// words may be those of another row.
func (s *sheet) doubtOrder() {
	slices.SortStableFunc(s.steps, func(a, b step) int { return cmp.Compare(a.line, b.line) })
	printed := map[string]bool{}
	spans := false
	for _, p := range s.steps {
		printed[p.heading] = true
		spans = spans || p.spanned
	}
	passed, last := map[string]bool{}, ""
	for n, p := range s.steps {
		if p.heading == contentHead {
			if n == 0 || s.steps[n-1].row != "" || p.line-s.steps[n-1].line > p.near {
				last = anyItem
			}
			continue
		}
		if p.heading != "" {
			last, passed[p.heading] = p.heading, true
			continue
		}
		loose := (!spans || len(p.over) == 0) && s.crossed(n)
		if loose || s.apart(p, last, printed, passed) {
			s.misplaced(p.row)
		}
		if last != anyItem && !slices.Contains(parents(s.kind, p.row), last) {
			last = "" // the group has ended
		}
	}
}

// apart tells whether a row does not stand under its own headings.
func (s *sheet) apart(p step, last string, printed, passed map[string]bool) bool {
	own := parents(s.kind, p.row)
	inner, depth := "", 0
	for _, heading := range own {
		if printed[heading] {
			inner, depth = heading, depth+1
		}
	}
	for _, heading := range p.over {
		if !slices.Contains(own, heading) {
			return true
		}
	}
	if inner == "" || inner == last || last == anyItem || slices.Contains(p.over, inner) {
		return false
	}
	return s.kind == report.Disclosure || depth > 1 || !passed[inner]
}

// crossed tells whether row n stands above a row that belongs above it, or
// below one that belongs below it, whatever group they are of.
func (s *sheet) crossed(n int) bool {
	own := rank(s.steps[n].row)
	for i, p := range s.steps {
		if p.heading == "" && (i < n && rank(p.row) > own || i > n && rank(p.row) < own) {
			return true
		}
	}
	return false
}

// rank is the place of a row of table 三 among the parts of the table: what
// came in, what was granted, the groups, the group that is one row in the
// edition of 2019, their total, what is left.
func rank(row string) int {
	switch row {
	case "received", "carried_in":
		return 1
	case "granted", "partly_granted":
		return 2
	case "other":
		return 4
	case "outcomes_total":
		return 5
	case "carried_out":
		return 6
	}
	return 3
}

// misplaced takes the values from a row.
func (s *sheet) misplaced(row string) {
	var keys []string
	r := s.rows[row]
	if r == nil {
		return
	}
	for _, c := range r.cells {
		if c.State != report.Unplaced {
			keys = append(keys, c.key)
		}
	}
	if len(keys) == 0 {
		return
	}
	slices.Sort(keys)
	raw := join(r.boxes)
	s.unplace(row, keys, raw, []box{{at: r.cell(keys[0]).At}})
	s.doubt("positions", row, "%s does not stand where the form has it, and its words may be those of another row; printed: %q", row, raw)
}
