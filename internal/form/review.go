package form

import (
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// The fifteen boxes of table 四 stand in three blocks of five.
const blockWidth, reviewWidth = 5, 15

// reviewReader reads table 四: a head of two or three rows and one row of
// fifteen boxes.
type reviewReader struct {
	x       *lexica
	sheet   *sheet
	heading []row
	blank   *row // an empty row below the head
	crossed []crossing
	done    bool
}

// begin takes a row of the head, and tells whether this is one.
func (v *reviewReader) begin(r row) bool {
	if !v.isHead(r) {
		return false
	}
	if v.done {
		v.heading, v.done = nil, false
	}
	v.heading, v.blank = append(v.heading, r), nil
	return true
}

// finish reads an empty row as the row of boxes when no other came.
func (v *reviewReader) finish() {
	if v.blank != nil && !v.done {
		v.boxes(*v.blank)
	}
	v.blank = nil
	if len(v.crossed) > 0 {
		v.uncross()
	}
}

// isHead tells whether a row belongs to the head.
func (v *reviewReader) isHead(r row) bool {
	known, other := 0, 0
	for _, c := range r.own {
		if c.Text == "" {
			continue
		}
		_, block := v.x.match(&v.x.blocks, c.Text)
		key, result := v.x.match(&v.x.results, c.Text)
		switch {
		case block || result && key != "total":
			known++
		case !result && v.resultCut(c.Text) == "":
			other++
		}
	}
	return known > 1 && known > other || known == 1 && other == 0
}

// resultCut is the first label that a cut head begins, "" when there is none.
func (v *reviewReader) resultCut(text string) string {
	keys := v.x.results.Beginning(words.Bare(text))
	if len(keys) == 0 {
		return ""
	}
	return keys[0]
}

// row takes a row below the head and tells whether it is the row of boxes.
func (v *reviewReader) row(r row) bool {
	switch {
	case v.heading == nil || v.done && !r.is.boxed:
		return false
	case !r.is.empty && v.turned(r):
		v.sheet.begun = true
	case !r.is.empty && !r.is.boxed && len(r.own) < reviewWidth:
		return false // 单位:件
	case r.is.empty:
		v.blank = &r
	default:
		v.boxes(r) // a second row of boxes makes both doubtful
	}
	return true
}

// labels is how many of a row's first cells are words before its boxes.
func (v *reviewReader) labels(r row) int {
	n := 0
	for n < len(r.own) && r.own[n].Text != "" && !r.is.values[n] && !isStatement(r.own[n].Text) {
		n++
	}
	return n
}

// leave hears that another table has begun.
func (v *reviewReader) leave() { v.heading, v.done, v.blank = nil, false, nil }

// boxes reads the row of boxes.
func (v *reviewReader) boxes(r row) {
	heads, keys, why := v.columnsOf()
	labels := v.labels(r)
	boxes, rule, lost := r.boxes(labels-1, heads)
	if labels > 0 && len(r.own)-labels != reviewWidth {
		lost = "it has words before its boxes, and not fifteen boxes after them"
	}
	if why != "" {
		lost = why
	}
	if lost == "" {
		lost = short(r, boxes[2*blockWidth:], true)
	}
	v.done, v.sheet.begun = true, true
	form := report.FormOf(report.Review, "2019")
	for b, block := range form.Rows {
		h := head{rule: rule, keys: keys[b*blockWidth : (b+1)*blockWidth], units: make([]string, blockWidth)}
		part := boxes
		if lost == "" {
			part = boxes[b*blockWidth : (b+1)*blockWidth]
		}
		v.sheet.put(block.Key, h, part, lost)
	}
}

// columnsOf gives the fifteen columns of the grid below the blocks and the key
// of each, and why they are not certain. The words of a head may be cut: then
// the place in its block counts, as long as the words do not speak against it.
func (v *reviewReader) columnsOf() (heads columns, keys []string, why string) {
	form := report.FormOf(report.Review, "2019")
	keys = make([]string, reviewWidth)
	for i := range keys {
		keys[i] = form.Rows[0].Columns[i%blockWidth].Key
	}
	lost := func(why string) (columns, []string, string) {
		return columns{at: make([][]int, reviewWidth)}, keys, why
	}
	n := [3]int{}
	for j := range v.heading[0].g.Width {
		b := v.blockAt(j)
		if b < 0 {
			continue
		}
		if n[b]++; n[b] > blockWidth {
			return lost("a block of the head has more than five columns")
		}
		heads.at = append(heads.at, []int{j})
		at := b*blockWidth + n[b] - 1
		if len(heads.at) != at+1 {
			return lost("the blocks of the head do not stand in the order of the form")
		}
		key, ok := v.resultAt(j, keys[at])
		if !ok {
			return lost("the words of the head do not stand in the order of the form")
		}
		keys[at] = key
	}
	if len(heads.at) != reviewWidth {
		return lost("the head does not have fifteen columns below its three blocks")
	}
	for _, r := range v.heading {
		heads.edge = max(heads.edge, r.reach())
	}
	return heads, keys, twiceInBlock(keys)
}

func twiceInBlock(heads []string) string {
	for b := 0; b < reviewWidth; b += blockWidth {
		seen := map[string]bool{}
		for _, key := range heads[b : b+blockWidth] {
			if seen[key] {
				return "a block of the head has the same column twice"
			}
			seen[key] = true
		}
	}
	return ""
}

// wordAt is the text over column j in a row of the head. Plain text has no
// spans: there a word reaches to the next one on its right.
func wordAt(r row, j int) string {
	line := r.g.Rows[r.i]
	if r.g.Line > 0 {
		for j > 0 && line[j].Text == "" {
			j--
		}
	}
	if j >= len(line) || line[j] == nil {
		return ""
	}
	return line[j].Text
}

// blockAt is the block that the words over column j name, -1 for none.
func (v *reviewReader) blockAt(j int) int {
	block := -1
	for _, r := range v.heading {
		if key, ok := v.x.match(&v.x.blocks, wordAt(r, j)); ok && key != litigation {
			i, _ := report.FormOf(report.Review, "2019").Find(key, "total")
			block = i
		}
	}
	return block
}

// resultAt is the column that the words over column j name, where want stands
// in the form. Words that are cut to the beginning of want name it.
func (v *reviewReader) resultAt(j int, want string) (key string, ok bool) {
	for n := len(v.heading) - 1; n >= 0; n-- {
		r := v.heading[n]
		if r.g.Rows[r.i][j] == nil {
			return "", false
		}
		text := r.g.Rows[r.i][j].Text
		if key, ok := v.x.match(&v.x.results, text); ok {
			return key, true
		}
		if text != "" {
			return want, v.x.results.CutTo(want, words.Bare(text))
		}
	}
	return "", false
}
