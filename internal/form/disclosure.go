package form

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/internal/grid"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// item is the head of a block of table 二: 第二十条第(一)项.
var item = regexp.MustCompile(`^第?二十条第?[一五六八九]项`)

func isItem(text string) bool {
	return len(text) < 200 && strings.Contains(text, "二") && item.MatchString(words.Squeeze(words.Folded(text)))
}

// disclosureReader reads table 二 row by row. The heads of a block hold until
// the next block begins.
type disclosureReader struct {
	x       *lexica
	sheet   *sheet
	head    head
	columns columns
	headed  bool
	inside  *grid.Grid // the grid in which a block of the table was seen last
}

// begin takes a row that begins a block or heads its columns, and tells
// whether this is one.
func (d *disclosureReader) begin(r row) bool {
	switch {
	case isItem(firstText(r.own)):
		d.headed = false
		d.sheet.pass(firstText(r.own), r.own[0].Line)
	case d.isHead(r):
		d.setHead(r)
	default:
		return false
	}
	d.inside = r.g
	return true
}

// leave hears that another table has begun.
func (d *disclosureReader) leave() { d.headed, d.inside = false, nil }

// finish has nothing to do: every row was read when it came.
func (d *disclosureReader) finish() {}

// isHead tells whether a row holds the heads of a block: 信息内容, or two
// columns, or one inside the table. One word alone may head any statistics.
func (d *disclosureReader) isHead(r row) bool {
	heads := 0
	for i, c := range r.own {
		if c.Text == "" {
			continue
		}
		if i > 0 || len(r.own) == 1 {
			if _, ok := d.x.match(&d.x.disclosureColumns, c.Text); ok {
				heads++
			}
		}
	}
	return d.x.text(firstText(r.own)).All == contentHead || heads > 1 || heads > 0 && d.inside == r.g
}

func firstText(cells []*grid.Cell) string {
	for _, c := range cells {
		if c.Text != "" {
			return c.Text
		}
	}
	return ""
}

// setHead reads the heads of a block. Equal heads side by side are one that
// spans columns, unless all of them are needed.
func (d *disclosureReader) setHead(r row) {
	d.sheet.begun = true
	d.sheet.block(r.own[0].Line, 2)
	var printed []string
	d.columns = columns{edge: r.reach()}
	var last *grid.Cell
	for j, c := range r.g.Rows[r.i] {
		first := c != nil && d.x.text(c.Text).All == contentHead
		switch {
		case c == nil || first || len(printed) == 0 && (c.Row != r.i || c.Text == ""):
		case c == last || c.Text == "":
			d.columns.at[len(printed)-1] = append(d.columns.at[len(printed)-1], j)
			d.columns.blanks = d.columns.blanks || c != last
		default:
			printed = append(printed, c.Text)
			d.columns.at = append(d.columns.at, []int{j})
		}
		last = c
	}
	if merged, at := merge(printed, d.columns.at); len(merged) == 1 {
		printed, d.columns.at = merged, at
	}
	d.head, d.headed = d.heads(printed), true
}

// merge makes one of equal heads side by side.
func merge(printed []string, columns [][]int) (merged []string, at [][]int) {
	for i, w := range printed {
		if i > 0 && words.Bare(w) == words.Bare(printed[i-1]) {
			at[len(at)-1] = append(at[len(at)-1], columns[i]...)
			continue
		}
		merged = append(merged, w)
		at = append(at, append([]int(nil), columns[i]...))
	}
	return merged, at
}

// heads finds the columns of a block by their printed, in the order printed.
func (d *disclosureReader) heads(printed []string) head {
	h := head{keys: make([]string, len(printed)), units: make([]string, len(printed))}
	times := map[string]int{}
	for i, w := range printed {
		if key, ok := d.x.match(&d.x.disclosureColumns, w); ok {
			h.keys[i] = key
			times[key]++
		}
		h.units[i] = unitOf(w)
	}
	d.twice(&h, printed, times)
	d.cut(&h, printed)
	for i, key := range h.keys {
		if key == "" && len(h.lost) == 0 {
			d.sheet.doubt("head", "", "column %d of a block of table 二 has the head %q, which the form does not have", i+1, printed[i])
		}
	}
	return h
}

// twice takes the key from heads that are printed twice: nobody can say which
// of the two is meant. The block's other columns may hide behind them.
func (d *disclosureReader) twice(h *head, printed []string, times map[string]int) {
	for i, key := range h.keys {
		if times[key] > 1 {
			h.keys[i] = ""
			h.lost = d.x.blockOf(key)
			d.sheet.doubt("head", "", "the head %q stands over two columns", printed[i])
		}
	}
	for _, key := range h.keys {
		h.lost = without(h.lost, key)
	}
}

// cut gives heads that were cut short, 本年新 for 本年新制作数量, their keys in
// the order of the form, when just as many keys of the form begin so.
func (d *disclosureReader) cut(h *head, printed []string) {
	var at []int
	var keys []string
	for i, w := range printed {
		s := words.Bare(w)
		if h.keys[i] != "" || words.Len(s) < 3 {
			continue
		}
		at = append(at, i)
		for _, key := range d.x.disclosureColumns.Beginning(s) {
			if !slices.Contains(keys, key) && !slices.Contains(h.keys, key) {
				keys = append(keys, key)
			}
		}
	}
	if len(keys) != len(at) {
		return
	}
	for n, i := range at {
		if !d.x.disclosureColumns.CutTo(keys[n], words.Bare(printed[i])) {
			return
		}
	}
	for n, i := range at {
		h.keys[i] = keys[n]
	}
}

// row reads one row of a block and tells whether it is one.
func (d *disclosureReader) row(r row) bool {
	if !d.headed {
		return false
	}
	key, at := r.label(d.x, &d.x.disclosureRows, d.columns)
	if at < 0 {
		d.sheet.stranger(r)
		return false
	}
	boxes, rule, lost := r.boxes(at, d.columns)
	if lost == "" {
		lost = short(r, boxes, false)
	}
	h := d.head
	h.rule = rule
	d.sheet.come(key, r.own[at].Line, false)
	d.sheet.put(key, h, boxes, lost)
	return true
}

// blockOf lists the keys that stand beside a column in its block.
func (x *lexica) blockOf(key string) []string {
	for _, f := range report.Forms {
		for _, row := range f.Rows {
			var keys []string
			for _, c := range row.Columns {
				keys = append(keys, c.Key)
			}
			if f.Kind == report.Disclosure && slices.Contains(keys, key) {
				return keys
			}
		}
	}
	return nil
}

func without(list []string, s string) []string {
	var kept []string
	for _, x := range list {
		if x != s {
			kept = append(kept, x)
		}
	}
	return kept
}
