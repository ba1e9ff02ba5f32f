package form

import (
	"gongkai/internal/report"
	"slices"
)

// Some editors print table 四 as three rows of five, a block a row, or turned:
// the blocks side by side and a row for each result. Both have words at both
// edges, and every box stands where a row and a column cross.

// turned reads a row that begins with the words of a block or of a result, and
// tells whether the head above it fits.
func (v *reviewReader) turned(r row) bool {
	block, result, label := v.edge(r)
	switch {
	case block != "":
		return v.blockRow(r, block, label)
	case result != "":
		return v.resultRow(r, result, label)
	}
	return false
}

// edge is the block or the result that the last words before the boxes name.
func (v *reviewReader) edge(r row) (block, result string, label int) {
	label = -1
	for i, c := range r.own {
		if r.is.values[i] {
			break
		}
		if c.Text == "" {
			continue
		}
		label = i
		block, _ = v.x.match(&v.x.blocks, c.Text)
		result, _ = v.x.match(&v.x.results, c.Text)
	}
	if block == litigation {
		block = ""
	}
	return block, result, label
}

// blockRow reads the five boxes of a block below five results.
func (v *reviewReader) blockRow(r row, block string, label int) bool {
	keys, heads := v.across(func(j int) string {
		key, _ := v.x.match(&v.x.results, v.lastWord(j))
		return key
	})
	if len(keys) != blockWidth {
		return false
	}
	boxes, rule, lost := r.boxes(label, heads)
	v.sheet.put(block, head{rule: rule, keys: keys, units: make([]string, len(keys))}, boxes, lost)
	return true
}

// resultRow keeps the boxes of a result below the three blocks, until all five
// results have come.
func (v *reviewReader) resultRow(r row, result string, label int) bool {
	form := report.FormOf(report.Review, "2019")
	blocks, heads := v.across(func(j int) string {
		if b := v.blockAt(j); b >= 0 {
			return form.Rows[b].Key
		}
		return ""
	})
	if len(blocks) != len(form.Rows) {
		return false
	}
	boxes, rule, lost := r.boxes(label, heads)
	v.crossed = append(v.crossed, crossing{result, blocks, boxes, rule, lost})
	if len(v.crossed) == blockWidth {
		v.uncross()
	}
	return true
}

// crossing is a row of a turned table.
type crossing struct {
	result string
	blocks []string
	boxes  []box
	rule   report.Rule
	lost   string
}

// uncross puts the rows of a turned table on the sheet, block by block.
func (v *reviewReader) uncross() {
	rows := v.crossed
	v.crossed = nil
	for b := range report.FormOf(report.Review, "2019").Rows {
		h := head{}
		var boxes []box
		lost := ""
		for _, c := range rows {
			h.keys, h.units, h.rule = append(h.keys, c.result), append(h.units, ""), c.rule
			if c.lost != "" || len(c.boxes) != len(c.blocks) {
				lost = "a row of the turned table has lost its positions: " + c.lost
				continue
			}
			boxes = append(boxes, c.boxes[b])
		}
		v.sheet.put(rows[0].blocks[b], h, boxes, lost)
	}
}

// across lists the keys that the head has over its columns, each once, and
// where; nothing when one stands over two columns apart.
func (v *reviewReader) across(key func(j int) string) (keys []string, heads columns) {
	for j := range v.heading[0].g.Width {
		k := key(j)
		n := len(keys)
		switch {
		case k == "":
		case n > 0 && keys[n-1] == k && v.lastCell(j) == v.lastCell(j-1):
			heads.at[n-1] = append(heads.at[n-1], j)
		case slices.Contains(keys, k):
			return nil, columns{}
		default:
			keys, heads.at = append(keys, k), append(heads.at, []int{j})
		}
	}
	for _, r := range v.heading {
		heads.edge = max(heads.edge, r.reach())
	}
	return keys, heads
}

func (v *reviewReader) lastCell(j int) any {
	r := v.heading[len(v.heading)-1]
	return r.g.Rows[r.i][j]
}

// lastWord is the text over column j in the last row of the head.
func (v *reviewReader) lastWord(j int) string {
	r := v.heading[len(v.heading)-1]
	if c := r.g.Rows[r.i][j]; c != nil {
		return c.Text
	}
	return ""
}
