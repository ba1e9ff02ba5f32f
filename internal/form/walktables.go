package form

import (
	"gongkai/internal/report"
	"slices"
)

// mostRows is how many rows a table of the forms has at most, or nearly so.
const mostRows = 28

// disclosure reads table 二 from token i on and returns the token after it.
func (w *walker) disclosure(i int, s *sheet) int {
	d, from := &disclosureReader{x: w.x, sheet: s}, i
	rows := make([]printed, 0, mostRows)
	early := false
	stop := func(j int) bool {
		_, _, row := w.find(&w.x.disclosureRows, j)
		return row || w.isDisclosure(j) || w.ends(j, report.Disclosure)
	}
	for i < len(w.tokens) && !w.ends(i, report.Disclosure) {
		key, next, row := w.find(&w.x.disclosureRows, i)
		switch {
		case !w.words(i):
			early = early || len(rows) == 0 && w.tokens[i].value
			i++
		case w.itemEnd(i) > i:
			d.headed = false
			s.pass(w.text(i, w.itemEnd(i)), w.tokens[i].Line)
			i = w.itemEnd(i)
		case w.isContent(i):
			i = w.disclosureHead(d, i+1)
		case row && d.headed:
			r := printed{row: key, labels: 1, at: i, head: d.head}
			r.items, i = w.gather(next, len(d.head.keys), stop)
			r.next = i
			rows = append(rows, r)
			s.come(key, w.tokens[r.at].Line, false)
		default:
			if after := w.stranger(i, s, stop); after > i {
				i = after
				continue
			}
			w.place(s, rows, from, early)
			return i
		}
	}
	w.place(s, rows, from, early)
	return i
}

// disclosureHead reads the heads of a block from token i on.
func (w *walker) disclosureHead(d *disclosureReader, i int) int {
	var printed []string
	for i < len(w.tokens) {
		if _, _, row := w.find(&w.x.disclosureRows, i); row || w.tokens[i].value || w.itemEnd(i) > i || w.ends(i, report.Disclosure) {
			break
		}
		if w.tokens[i].Bars > 0 || len(printed) > 0 && !w.tokens[i].Closed && isNote(w.tokens[i].Text) {
			i++ // a bar, or a note to the head above: （2019年起）
			continue
		}
		_, next, ok := w.find(&w.x.disclosureColumns, i)
		if !ok {
			next = i + 1
		}
		printed = append(printed, w.text(i, next))
		i = next
	}
	d.sheet.begun = true
	if merged, _ := merge(printed, make([][]int, len(printed))); len(merged) == 1 {
		printed = merged
	}
	d.head, d.headed = d.heads(printed), true
	d.sheet.block(w.tokens[i-1].Line, anyLine)
	return i
}

// text is the text of the tokens from i to the one before next.
func (w *walker) text(i, next int) string {
	text := ""
	for _, t := range w.tokens[i:next] {
		text += t.Text
	}
	return text
}

// stranger passes over a row that the form does not have: cells in bars, or
// words with boxes. It returns i when the table has ended.
func (w *walker) stranger(i int, s *sheet, stop func(int) bool) int {
	items, next := w.gather(i+1, strangerBoxes, stop)
	if len(items) == 0 && !w.tokens[i].Closed {
		return i
	}
	texts := []box{{raw: w.tokens[i].Text}}
	for _, t := range items {
		texts = append(texts, box{raw: t.Text})
	}
	s.doubt("row", "", "the table has a row the form does not have: %q", join(texts))
	return next
}

// strangerBoxes is how many boxes a row may have that the form does not know.
const strangerBoxes = 40

// requests reads table 三 from token i on and returns the token after it.
func (w *walker) requests(i int, s *sheet) int {
	from := i
	h, i := w.requestsHead(i, s)
	rows := make([]printed, 0, mostRows)
	early := false
	stop := func(j int) bool {
		_, _, row := w.find(&w.x.requestsRows, j)
		_, _, group := w.find(&w.x.groups, j)
		return row || group || w.ends(j, report.Requests)
	}
	labels, under := 0, ""
	for i < len(w.tokens) && !w.ends(i, report.Requests) {
		key, next, row := w.find(&w.x.requestsRows, i)
		heading, after, group := w.find(&w.x.groups, i)
		row = row && (key != "other_remaining" || under == "" || w.x.under(key, under))
		switch {
		case !w.words(i):
			early = early || len(rows) == 0 && w.tokens[i].value
			i++
		case group && (!row || w.isGroup(after)):
			labels++
			i, under = after, heading
			s.pass(heading, w.tokens[i-1].Line)
		case row:
			r := printed{row: key, labels: labels + 1, at: i, head: h}
			r.items, i = w.gather(next, len(h.keys), stop)
			r.next = i
			rows = append(rows, r)
			s.come(key, w.tokens[r.at].Line, false)
			labels = 0
		default:
			after := w.stranger(i, s, stop)
			if after == i || len(rows) > 0 && rows[len(rows)-1].row == "carried_out" {
				w.place(s, rows, from, early)
				return i
			}
			i, labels = after, 0
		}
	}
	w.place(s, rows, from, early)
	return i
}

// isGroup tells whether (六)其他处理 only heads the rows that follow: other
// words come next.
func (w *walker) isGroup(next int) bool { return w.words(next) }

// requestsHead reads the head of table 三 and gives the columns in the order
// in which the boxes stand: 法人或其他组织 stands for those below it.
func (w *walker) requestsHead(i int, s *sheet) (head, int) {
	var top, below []string
	for i < len(w.tokens) {
		key, next, ok := w.find(&w.x.requestsColumns, i)
		if _, _, row := w.find(&w.x.requestsRows, i); !ok && row || w.tokens[i].value || w.ends(i, report.Requests) && len(top) > 0 {
			break
		}
		switch {
		case !ok && w.tokens[i].Bars == 0:
			if _, _, group := w.find(&w.x.groups, i); group {
				return w.columns(top, below, s), i
			}
			top = append(top, "")
			next = i + 1
		case !ok:
			next = i + 1
		case key == applicantHead || key == balanceHead:
		case isOrganisation(key):
			below = append(below, key)
		default:
			top = append(top, key)
		}
		i = next
	}
	return w.columns(top, below, s), i
}

// columns puts the heads below 法人或其他组织 in its place.
func (w *walker) columns(top, below []string, s *sheet) head {
	var h head
	for _, key := range top {
		if key == organisations {
			h.keys = append(h.keys, below...)
			below = nil
			continue
		}
		h.keys = append(h.keys, key)
	}
	if below != nil && slices.Contains(h.keys, "natural_person") {
		h.keys = nil // a head without 法人或其他组织: its order is not known
	}
	h.units = make([]string, len(h.keys))
	s.begun = true
	q := &requestsReader{x: w.x, sheet: s}
	q.check(&h)
	return h
}

// review reads table 四 from token i on and returns the token after it.
func (w *walker) review(i int, s *sheet) int {
	s.begun = true
	i, lost := w.reviewHead(i)
	form := report.FormOf(report.Review, "2019")
	lead := w.leading
	for i < len(w.tokens) && w.tokens[i].Bars > 0 && (w.tokens[i].Bars > 1 || lead) {
		lead = lead && w.tokens[i].Bars > 1
		i++
	}
	items, next := w.gather(i, reviewWidth, func(j int) bool { return w.ends(j, report.Review) })
	c := count(items)
	if lost == "" {
		lost = seams(items)
	}
	if lost == "" && len(items) > 0 {
		lost = w.strays(next, i)
	}
	if lost == "" && w.cutOff(items, next, reviewWidth) {
		lost = endsInside
	}
	if missing := reviewWidth - len(c.boxes); missing > 0 && w.blanksAtEnd(c, reviewWidth, 0, true) {
		for len(c.boxes) < reviewWidth {
			c.boxes = append(c.boxes, box{"", report.Place{Table: 1, Row: w.tokens[i-1].Line, Column: w.tokens[i-1].Column}})
		}
	}
	if lost == "" && len(c.boxes) != reviewWidth {
		lost = "fifteen boxes are asked for; blank ones were left out, or others were lost"
	}
	for b, block := range form.Rows {
		h := head{rule: report.Tallied, keys: columnKeys(block), units: make([]string, blockWidth)}
		switch {
		case c.printed == 0 && len(c.boxes) != reviewWidth:
			s.absent(block.Key, h)
		case lost != "":
			s.put(block.Key, h, c.boxes, lost)
		default:
			s.put(block.Key, h, c.boxes[b*blockWidth:(b+1)*blockWidth], "")
		}
	}
	return next
}

func columnKeys(r report.Row) []string {
	var keys []string
	for _, c := range r.Columns {
		keys = append(keys, c.Key)
	}
	return keys
}

// reviewHead reads the head of table 四 and says why the order of the columns
// is not certain: the words must come in the order of the form.
func (w *walker) reviewHead(i int) (next int, lost string) {
	results := columnKeys(report.FormOf(report.Review, "2019").Rows[0])
	want := append([]string{"reconsideration", litigation}, results...)
	want = append(want, "litigation_direct", "litigation_after_reconsideration")
	want = append(append(want, results...), results...)
	for _, key := range want {
		i = w.skip(i)
		block, after, isBlock := w.find(&w.x.blocks, i)
		result, end, isResult := w.find(&w.x.results, i)
		switch {
		case isBlock && block == key:
			i = after
		case isResult && result == key:
			i = end
		case w.cutResult(i, key):
			i++
		default:
			return w.pastHead(i), "the words of the head do not come in the order of the form"
		}
	}
	return i, ""
}

// pastHead is the first token after the words of a head of table 四.
func (w *walker) pastHead(i int) int {
	for i < len(w.tokens) && !w.tokens[i].value && !w.ends(i, report.Review) {
		i++
	}
	return i
}
