package form

import (
	"slices"
	"unicode"

	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// requestsReader reads table 三 row by row. Its heads hold for every piece of
// the table that follows.
type requestsReader struct {
	x       *lexica
	sheet   *sheet
	head    head
	columns columns
	heading []row // rows of the head being gathered
	headed  bool
}

// begin takes a row of the head, and tells whether this is one.
func (q *requestsReader) begin(r row) bool {
	if !q.isHead(r) {
		return false
	}
	if q.headed {
		q.headed, q.heading = false, nil
	}
	q.heading = append(q.heading, r)
	return true
}

// leave hears that another table has begun.
func (q *requestsReader) leave() { q.headed, q.heading = false, nil }

// finish has nothing to do: every row was read when it came.
func (q *requestsReader) finish() {}

// isHead tells whether a row belongs to the head: two of its words, or one and
// nothing else.
func (q *requestsReader) isHead(r row) bool {
	known, other := 0, 0
	for _, c := range r.own {
		if c.Text == "" {
			continue
		}
		switch key, ok := q.x.match(&q.x.requestsColumns, c.Text); {
		case !ok:
			other++
		case key == "total" || key == "other_organization":
		default:
			known++
		}
	}
	return known > 1 || known == 1 && other == 0
}

// row reads one row of boxes and tells whether it is one of the form.
func (q *requestsReader) row(r row) bool {
	q.settle()
	if q.isGroup(r) {
		q.headings(r, len(r.own))
		return true
	}
	key, at := r.label(q.x, &q.x.requestsRows, q.columns)
	if at < 0 || key == "other_remaining" && !q.underOtherwise(r, at) {
		q.sheet.stranger(r)
		return false
	}
	boxes, rule, lost := r.boxes(at, q.columns)
	if len(q.head.lost) > 0 && lost == "" {
		lost = "the heads do not name all seven columns, so none of them is certain"
	}
	for _, why := range []string{wordy(boxes), short(r, boxes, true), astray(r, at, key)} {
		if lost == "" {
			lost = why
		}
	}
	h := q.head
	h.rule = rule
	over, spanned := q.headings(r, at)
	q.sheet.come(key, r.own[at].Line, spanned, over...)
	q.sheet.put(key, h, boxes, lost)
	return true
}

// isGroup tells whether a row holds nothing but the heading of a group, which
// some editors give a row of its own.
func (q *requestsReader) isGroup(r row) bool {
	return len(r.own) < len(q.columns.at) && !slices.ContainsFunc(r.own, func(c *grid.Cell) bool {
		_, group := q.x.match(&q.x.groups, c.Text)
		return c.Text != "" && !group
	})
}

// headings are the groups on the line of a row, before its label, bare, and whether
// one of them spans the row from above. Those that begin there are noted.
func (q *requestsReader) headings(r row, label int) (over []string, spanned bool) {
	for j, c := range r.g.Rows[r.i] {
		if c == nil || j > c.Col || label < len(r.own) && c.Col >= r.own[label].Col {
			continue
		}
		if _, group := q.x.match(&q.x.groups, c.Text); !group {
			continue
		}
		if c.Row == r.i {
			q.sheet.pass(c.Text, c.Line)
		}
		over, spanned = append(over, q.x.text(c.Text).Rest), spanned || c.Row < r.i
	}
	return over, spanned
}

// underOtherwise tells whether the group printed before a label is (六)其他处理,
// or none is: an organ may add a row 其他 to any group.
func (q *requestsReader) underOtherwise(r row, label int) bool {
	for j := r.own[label].Col; j >= 0; j-- {
		c := r.g.Rows[r.i][j]
		if c == nil {
			continue
		}
		if group, ok := q.x.match(&q.x.groups, c.Text); ok {
			return q.x.under("other_remaining", group)
		}
	}
	return true
}

// wordy says why a box holds words where only a number can stand: they may be
// the label of another row, and the boxes then belong to that.
func wordy(boxes []box) string {
	for _, b := range boxes {
		letters := 0
		for _, r := range b.raw {
			if unicode.Is(unicode.Han, r) {
				letters++
			}
		}
		if letters > 5 && readCell(b.raw).State == report.Words {
			return "a box holds words that may be the label of another row"
		}
	}
	return ""
}

// settle turns the rows of the head into columns, once.
func (q *requestsReader) settle() {
	if q.headed {
		return
	}
	q.headed = true
	q.sheet.begun = true
	q.head, q.columns = q.columnsOf(q.heading)
}

// columnsOf finds which columns of the grid stand for which applicants, by
// the words above them.
func (q *requestsReader) columnsOf(rows []row) (h head, at columns) {
	if len(rows) == 0 {
		return head{}, columns{}
	}
	width := rows[0].g.Width
	keys := make([]string, width)
	first, last := -1, -1
	for j := range width {
		keys[j] = q.columnAt(rows, j)
		if q.grouped(rows) && isOrganisation(keys[j]) != q.inGroup(rows, j) {
			keys[j] = "" // 其他 beside 法人或其他组织, or 总计 below it: a span is lost
		}
		if keys[j] != "" {
			last = j
			if first < 0 {
				first = j
			}
		}
	}
	for j := max(first, 0); j <= last; j++ {
		if n := len(h.keys); n > 0 && keys[j] != "" && keys[j] == h.keys[n-1] {
			at.at[n-1] = append(at.at[n-1], j)
			continue
		}
		h.keys = append(h.keys, keys[j])
		at.at = append(at.at, []int{j})
	}
	for _, r := range rows {
		at.edge = max(at.edge, r.reach())
	}
	h.units = make([]string, len(h.keys))
	q.check(&h)
	return h, at
}

// grouped tells whether the head prints 法人或其他组织.
func (q *requestsReader) grouped(rows []row) bool {
	for _, r := range rows {
		for _, c := range r.own {
			if key, _ := q.x.match(&q.x.requestsColumns, c.Text); key == organisations {
				return true
			}
		}
	}
	return false
}

// inGroup tells whether 法人或其他组织 stands over column j.
func (q *requestsReader) inGroup(rows []row, j int) bool {
	for _, r := range rows {
		if key, _ := q.x.match(&q.x.requestsColumns, wordAt(r, j)); key == organisations {
			return true
		}
	}
	return false
}

// columnAt is the key of the applicants that the words over column j name, ""
// when they name none or more than one.
func (q *requestsReader) columnAt(rows []row, j int) string {
	found := ""
	for _, r := range rows {
		if j >= len(r.g.Rows[r.i]) || r.g.Rows[r.i][j] == nil {
			continue
		}
		key, ok := q.x.match(&q.x.requestsColumns, r.g.Rows[r.i][j].Text)
		if !ok || key == applicantHead || key == balanceHead || key == organisations {
			continue
		}
		if found != "" && found != key {
			return ""
		}
		found = key
	}
	return found
}

// check takes away keys that stand twice and lists those that no head names.
func (q *requestsReader) check(h *head) {
	times := map[string]int{}
	for _, key := range h.keys {
		times[key]++
	}
	for i, key := range h.keys {
		if times[key] > 1 {
			h.keys[i] = ""
		}
	}
	for _, c := range report.FormOf(report.Requests, "2021").Rows[0].Columns {
		if !slices.Contains(h.keys, c.Key) {
			h.lost = append(h.lost, c.Key)
		}
	}
	if len(h.lost) > 0 {
		q.sheet.doubt("head", "", "no column head, or more than one, names %v", h.lost)
	}
}
