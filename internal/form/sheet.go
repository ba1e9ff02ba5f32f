package form

import (
	"fmt"
	"strings"

	"gongkai/internal/prose"
	"gongkai/internal/report"
)

// sheet gathers what a page says in one statutory table, row by row, before
// its edition is known.
type sheet struct {
	kind   report.Kind
	rows   map[string]*boxed // by key
	doubts []report.Doubt
	begun  bool            // its heading words were seen
	came   map[string]bool // the rows among the steps
	steps  []step          // rows and headings in the order of the page
	closed bool            // a second walk over the page begins: its steps would come out of order
	second bool            // it is of a second reading, whose doubts and steps nobody asks for
}

// boxed is what the page says in one row.
type boxed struct {
	boxes []box // as printed, to tell a repeated one
	cells []keyed
}

// keyed is a cell and the key of its column.
type keyed struct {
	key string
	report.Cell
}

// cell is the cell of a column, nil when there is none.
func (b *boxed) cell(column string) *report.Cell {
	if b == nil {
		return nil
	}
	for i := range b.cells {
		if b.cells[i].key == column {
			return &b.cells[i].Cell
		}
	}
	return nil
}

// set gives a column its cell.
func (b *boxed) set(column string, c report.Cell) {
	if before := b.cell(column); before != nil {
		*before = c
		return
	}
	b.cells = append(b.cells, keyed{column, c})
}

func newSheet(kind report.Kind) *sheet {
	return &sheet{kind: kind, rows: map[string]*boxed{}, came: map[string]bool{}}
}

func newSheets() [3]*sheet {
	return [3]*sheet{newSheet(report.Disclosure), newSheet(report.Requests), newSheet(report.Review)}
}

// box is one printed box.
type box struct {
	raw string
	at  report.Place
}

// head is what the heads of the columns say, in the order of the boxes.
type head struct {
	rule  report.Rule // how boxes come below it
	keys  []string    // "" for a column the form does not have or whose words are lost
	units []string    // where the head prints one
	lost  []string    // keys that some head without words may stand for
}

// doubt notes a place of this table that could not be read.
func (s *sheet) doubt(code, row, format string, args ...any) {
	if s.second {
		return
	}
	for i, a := range args {
		if text, ok := a.(string); ok {
			args[i] = quote(text)
		}
	}
	s.doubts = append(s.doubts, report.Doubt{Code: code, Table: s.kind.String(), Row: row, Text: fmt.Sprintf(format, args...)})
}

// stranger notes a row that the form does not have. The title of a section
// that stands in the table is none.
func (s *sheet) stranger(r row) {
	var texts []string
	for _, c := range r.own {
		if c.Text != "" {
			texts = append(texts, c.Text)
		}
	}
	if _, title := prose.Titled(strings.Join(texts, "")); !title {
		s.doubt("row", "", "the table has a row the form does not have: %q", strings.Join(texts, " | "))
	}
}

// put places the boxes of a row below the heads. When lost says why their
// positions are not certain, every cell of the row is Unplaced.
func (s *sheet) put(row string, h head, boxes []box, lost string) {
	if lost == "" && len(boxes) != len(h.keys) {
		lost = fmt.Sprintf("%d boxes are printed for %d columns", len(boxes), len(h.keys))
	}
	if before := s.rows[row]; before != nil {
		s.again(row, h, join(before.boxes), join(boxes), lost)
		return
	}
	r := &boxed{boxes: boxes, cells: make([]keyed, 0, len(h.keys)+len(h.lost))}
	s.rows[row] = r
	if lost != "" {
		s.unplace(row, append(h.keys, h.lost...), join(boxes), boxes)
		s.doubt("positions", row, "%s: %s; printed: %q", row, lost, join(boxes))
		return
	}
	for i, key := range h.keys {
		if key == "" {
			continue
		}
		c := readCell(boxes[i].raw)
		c.At, c.Rule = boxes[i].at, h.rule
		if c.Unit == "" && c.State.HasValue() {
			c.Unit = h.units[i]
		}
		r.set(key, c)
	}
	s.weigh(row, r, h.keys)
	if len(h.lost) > 0 {
		s.unplace(row, h.lost, join(boxes), boxes)
	}
}

// again marks a row that is printed twice with different boxes.
func (s *sheet) again(row string, h head, before, raw, lost string) {
	if before != raw || lost != "" {
		raw = before + " ⏎ " + raw
		s.unplace(row, append(h.keys, h.lost...), raw, nil)
		s.doubt("repeated", row, "%s stands more than once on the page, with different boxes: %q", row, raw)
	}
}

// unplace marks cells as printed somewhere in the row.
func (s *sheet) unplace(row string, keys []string, raw string, boxes []box) {
	var at report.Place
	if len(boxes) > 0 {
		at = boxes[0].at
	}
	for _, key := range keys {
		if key != "" {
			s.rows[row].set(key, report.Cell{State: report.Unplaced, Raw: raw, At: at})
		}
	}
}

// blank places a row whose boxes are all known to be empty.
func (s *sheet) blank(row string, h head, at report.Place) {
	boxes := make([]box, len(h.keys))
	for i := range boxes {
		boxes[i].at = at
	}
	h.rule = report.Proved
	s.put(row, h, boxes, "")
}

// absent notes a row that is printed without any box, where nothing proves
// that they were empty.
func (s *sheet) absent(row string, h head) {
	if s.rows[row] == nil {
		s.rows[row] = &boxed{}
		s.unplace(row, append(h.keys, h.lost...), "", nil)
		s.doubt("positions", row, "%s is printed without any box: blank ones, or ones that were lost", row)
	}
}

// table is the table in the edition that holds most of what was found, nil
// when no row was found, and the doubts.
func (s *sheet) table() (*report.Table, []report.Doubt) {
	if len(s.rows) == 0 {
		return nil, s.doubts
	}
	s.doubtOrder()
	form, left := s.edition(), s.found()
	t := report.NewTable(form)
	for i, row := range form.Rows {
		its := s.rows[row.Key]
		for j, column := range row.Columns {
			if c := its.cell(column.Key); c != nil {
				t.Cells[i][j] = *c
				left--
			}
		}
		if its == nil {
			s.doubt("missing", row.Key, "the page has no row %q", row.Label)
		}
	}
	if left != 0 {
		s.strangers(form)
	}
	return t, s.doubts
}

// edition is the form that has most of the cells found; of two that have as
// many, the one that lacks fewer of its rows; else the newer.
func (s *sheet) edition() *report.Form {
	var best *report.Form
	most := 0
	for _, f := range report.Forms {
		if f.Kind != s.kind {
			continue
		}
		if n := s.fits(f); best == nil || n > most {
			best, most = f, n
		}
	}
	return best
}

// fits weighs how well an edition fits: cells found first, then rows lacking.
func (s *sheet) fits(f *report.Form) int {
	n := 0
	for _, row := range f.Rows {
		its := s.rows[row.Key]
		if its == nil {
			n--
			continue
		}
		for _, c := range row.Columns {
			if its.cell(c.Key) != nil {
				n += 100
			}
		}
	}
	return n
}

// found counts the cells that were found.
func (s *sheet) found() (n int) {
	for _, r := range s.rows {
		n += len(r.cells)
	}
	return n
}

// strangers notes cells that were found but that the edition does not have.
func (s *sheet) strangers(form *report.Form) {
	for _, b := range report.Boxes(s.kind) {
		row, column := b.Row.Key, b.Column.Key
		c := s.rows[row].cell(column)
		if c == nil {
			continue
		}
		if i, j := form.Find(row, column); i < 0 || j < 0 {
			s.doubt("edition", row, "%s.%s belongs to another edition than the rest of the table (%s) and is left out; printed: %q",
				row, column, form.Edition, c.Raw)
		}
	}
}

// longestQuote is how many bytes a doubt quotes of a row.
const longestQuote = 400

// quote is a text cut to what a doubt quotes.
func quote(s string) string {
	if len(s) <= longestQuote {
		return s
	}
	return strings.ToValidUTF8(s[:longestQuote], "") + " …"
}

func join(boxes []box) string {
	raws := make([]string, len(boxes))
	for i, b := range boxes {
		raws[i] = b.raw
	}
	return strings.Join(raws, " | ")
}
