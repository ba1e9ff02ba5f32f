package form

import (
	"gongkai/internal/report"
	"gongkai/internal/words"
	"slices"
)

// short says why the boxes of a row may stand one place too far left. Converters fill up a row that lacks a cell at its end, and then every
// box after the gap is under the wrong head: the row ends in a blank, and the
// last number is what its total could be.
func short(r row, boxes []box, total bool) string {
	if len(boxes) < 2 || boxes[len(boxes)-1].raw != "" || r.g.Line == 0 && !(total && fullBut(boxes)) {
		return ""
	}
	const why = "it ends in a blank box, and may be a short row that was filled up"
	last := len(boxes) - 1
	for last >= 0 && boxes[last].raw == "" {
		last--
	}
	if last < 0 {
		return ""
	}
	if !total {
		return why
	}
	sum := report.N(0)
	for _, b := range boxes[:last] {
		c := readCell(b.raw)
		next, ok := sum.Add(c.Value)
		if !ok {
			return why
		}
		sum = next
	}
	c := readCell(boxes[last].raw)
	if c.State.HasValue() && c.Value.Less(sum) {
		return ""
	}
	return why
}

// fullBut tells whether every box but the last is printed, and the last of
// them is not 0. In HTML an editor may have lost a cell and added an empty one
// at the end.
func fullBut(boxes []box) bool {
	for _, b := range boxes[:len(boxes)-1] {
		if b.raw == "" {
			return false
		}
	}
	c := readCell(boxes[len(boxes)-2].raw)
	return c.State.HasValue() && !c.Value.Equal(report.N(0))
}

// astray says why a row of plain text may be shifted: it belongs at the left
// edge and does not stand there.
func astray(r row, label int, key string) string {
	if r.g.Line == 0 {
		return ""
	}
	for _, row := range report.FormOf(report.Requests, "2021").Rows {
		if row.Key == key && len(row.Parents) == 0 && r.own[0].Text != r.lastWords(label+1) {
			return "it does not stand at the left edge, where the form has it"
		}
	}
	return ""
}

// under tells whether a row of table 三 stands under a heading in any edition,
// or is that heading's own row.
func (x *lexica) under(key, group string) bool {
	for _, f := range report.Forms {
		i, _ := f.Find(key, "")
		if f.Kind != report.Requests || i < 0 {
			continue
		}
		if slices.Contains(f.Rows[i].Parents, group) || words.Bare(f.Rows[i].Label) == words.Bare(group) {
			return true
		}
	}
	return false
}
