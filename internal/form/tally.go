package form

import "gongkai/internal/report"

// tally is the count of a printed row.
type tally struct {
	boxes    []box // the boxes up to the last that is printed, kept blanks among them
	printed  int   // boxes that are not blank
	trailing []int // lengths of the runs after them
	bars     int   // their sum
}

// count counts a row.
func count(items []token) tally {
	last := len(items) - 1
	for last >= 0 && items[last].Bars > 0 {
		last--
	}
	c := tally{boxes: make([]box, 0, last+1)}
	inline := last > 0 && items[0].Line == items[last].Line
	for i := range items {
		t := &items[i]
		if inline && t.Line > items[last].Line {
			break // bars on the next line are of the next row
		}
		at := report.Place{Table: 1, Row: t.Line, Column: t.Column}
		switch {
		case t.Bars == 0:
			c.boxes = append(c.boxes, box{t.Text, at})
			c.printed++
		case i < last:
			for range t.Bars {
				c.boxes = append(c.boxes, box{"", at})
			}
		default:
			c.trailing = append(c.trailing, t.Bars)
			c.bars += t.Bars
		}
	}
	return c
}

// led is the count of a row without the bar that opens the next row.
func (c tally) led() tally {
	if n := len(c.trailing); n > 0 && c.trailing[n-1] == 1 {
		c.trailing, c.bars = c.trailing[:n-1], c.bars-1
	}
	return c
}
