package indicator

import (
	"slices"
	"strings"

	"gongkai/internal/cell"
	"gongkai/internal/grid"
	"gongkai/internal/pattern"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// ribbon reads a table that has become plain text: cells one after another,
// with bars or without. Each row is a label, its unit and as many numbers as
// the heads name; a row that has another count is not placed.
type ribbon struct {
	tokens  []token
	columns []column
	n       int      // columns of numbers
	last    int      // the ordinal of the row before
	passed  []string // what was passed over between rows
}

type token struct {
	grid.Token
	block int
}

// inText reads the table of indicators from paragraphs.
func inText(blocks []grid.Block, used map[int]bool) (found Found) {
	if !mayHold(blocks) {
		return found
	}
	return inTokens(flat(blocks), used)
}

// inTokens reads the table from the tokens of a text.
func inTokens(tokens []token, used map[int]bool) (found Found) {
	r := &ribbon{tokens: tokens}
	for i := range r.tokens {
		columns, next, ok := r.heads(i)
		if !ok {
			continue
		}
		r.columns, r.last, r.passed = columns, 0, nil
		found = Found{columns: columns}
		r.n = len(found.numbers())
		end := 0
		if found.entries, end = r.rows(next); known(found.entries) < leastKnown {
			continue
		}
		for _, p := range r.passed {
			found.doubt("row", "", "the table has something that is no row: %q", strings.TrimSpace(p))
		}
		for _, t := range r.tokens[i:r.people(end)] {
			used[t.block] = true
		}
		return found
	}
	return Found{}
}

// mayHold tells whether some text may begin the heads of a table.
func mayHold(blocks []grid.Block) bool {
	for _, b := range blocks {
		if b.Grid != nil && b.Grid.Line > 0 || slices.ContainsFunc(b.Tokens, func(t grid.Token) bool { return mayHead(t.Text) }) {
			return true
		}
	}
	return false
}

// flat are the tokens of all paragraphs and of grids made of text.
func flat(blocks []grid.Block) []token {
	var list []token
	for i, b := range blocks {
		for _, t := range b.Tokens {
			if !t.Opens {
				list = append(list, token{t, i})
			}
		}
		if b.Grid == nil || b.Grid.Line == 0 {
			continue
		}
		for row := range b.Grid.Rows {
			for c := range b.Grid.Own(row) {
				t := grid.Token{Text: c.Text, Closed: true, Line: c.Line, Column: c.Col + 1}
				if c.Text == "" {
					t.Bars, t.Closed = 1, false
				}
				list = append(list, token{t, i})
			}
		}
	}
	return list
}

// mayHead tells by its first character whether a text may begin the heads.
func mayHead(text string) bool {
	if len(text) < 3 || len(text) > 60 {
		return false
	}
	switch text[:3] {
	case "统", "指", "序", "项", "内", "代":
		return true
	}
	return false
}

// longestHead is how many lines a head may be broken over.
const longestHead = 4

// heads reads the heads that begin at token i.
func (r *ribbon) heads(i int) (columns []column, next int, ok bool) {
	if !mayHead(r.tokens[i].Text) {
		return nil, i, false
	}
	for i < len(r.tokens) {
		if r.tokens[i].Bars > 0 {
			i++
			continue
		}
		c, after := r.head(i, len(columns) > 0)
		if after == i {
			break
		}
		columns, i = append(columns, c), after
	}
	return columns, r.lettered(i), isTable(columns)
}

// lettered is the token after the letters and numbers of columns: 甲 乙 丙 1 2.
func (r *ribbon) lettered(i int) int {
	for some := false; i < len(r.tokens); i++ {
		t := r.tokens[i]
		letter := isLetter(t.Text)
		if t.Bars == 0 && !letter && !(some && len(t.Text) == 1 && isOrdinal(t.Text)) {
			return i
		}
		some = some || letter
	}
	return i
}

func isLetter(text string) bool {
	s := words.Folded(text)
	return s == "甲" || s == "乙" || s == "丙" || s == "丁"
}

// head reads the longest head that begins at token i; next is i when there is none.
func (r *ribbon) head(i int, more bool) (c column, next int) {
	text := ""
	next = i
	for j := i; j < min(i+longestHead, len(r.tokens)); j++ {
		t := r.tokens[j]
		if t.Bars > 0 {
			break
		}
		text += t.Text
		found, ok := headOf(text)
		if !ok && more && j == i {
			found, ok = shareOf(text)
		}
		if ok {
			c, next = found, j+1
		}
		if t.Closed {
			break
		}
	}
	return c, next
}

// rows reads rows from token i on until something else comes; end is the
// token after the last of them.
func (r *ribbon) rows(i int) (list []entry, end int) {
	ends := []int{i}
	for {
		e, next, ok := r.row(i)
		if !ok {
			if i, ok = r.resume(i); !ok {
				break
			}
			continue
		}
		list, ends, i = append(list, e), append(ends, next), next
	}
	for len(list) > 0 && !isKnown(list[len(list)-1].label) && list[len(list)-1].unit == "" {
		list, ends = list[:len(list)-1], ends[:len(ends)-1]
	}
	return list, ends[len(ends)-1]
}

// astray is how many tokens are passed over to find the next row of a table
// that is damaged.
const astray = 8

// resume finds the next known row after something that is none, and notes
// what was passed over.
func (r *ribbon) resume(i int) (next int, ok bool) {
	passed := ""
	for j := i; j < min(i+astray, len(r.tokens)); j++ {
		if t := r.tokens[j]; j > i && t.Bars == 0 && isKnown(t.Text) && !isHeading(t.Text) {
			r.passed = append(r.passed, passed)
			return j, true
		}
		if t := r.tokens[j]; t.Bars == 0 {
			if isPerson(t.Text) || len(t.Text) > 150 {
				return i, false
			}
			passed += t.Text + " "
		}
	}
	return i, false
}

// row reads one row from token i on.
func (r *ribbon) row(i int) (e entry, next int, ok bool) {
	i = r.bars(i)
	if r.has(ordinal) && i < len(r.tokens) && isOrdinal(r.tokens[i].Text) {
		i++
		r.last++
	}
	start := i
	if e.label, i = r.label(i); e.label == "" || isPerson(e.label) {
		return e, start, false
	}
	e.at = r.place(start)
	whole := false
	if r.has(unit) {
		if i < len(r.tokens) && r.tokens[i].Bars == 0 {
			e.unit, whole = unitOf(r.tokens[i].Text)
		}
		if !whole {
			return r.unitless(e, i)
		}
		i++
	}
	coded := !r.has(code)
	if !coded && i < len(r.tokens) && isCode(r.tokens[i].Text) {
		coded, i = true, i+1
	}
	next = r.numbers(&e, i)
	if !coded && printed(e.boxes) {
		e.lost, e.raw = "its code is not printed, and may be one of the numbers that are", join(e.boxes)
	}
	return e, next, true
}

// unitless settles a row without its unit: a heading, a row of the form that
// has lost its boxes, or the end of the table.
func (r *ribbon) unitless(e entry, i int) (entry, int, bool) {
	if isHeading(e.label) {
		return e, i, true
	}
	if !isKnown(e.label) {
		return e, i, false
	}
	next := r.numbers(&e, i)
	e.lost, e.raw = "its unit is not printed, so boxes were lost from the text", join(e.boxes)
	return e, next, true
}

// label reads a label that begins at token i, broken over several or not.
func (r *ribbon) label(i int) (text string, next int) {
	for parts := 0; i < len(r.tokens) && parts < 12 && len(text) < 400; parts++ {
		t := r.tokens[i]
		_, isUnit := unitOf(t.Text)
		switch {
		case t.Bars > 0, text == "" && isUnit && r.has(unit):
			return text, i
		case text == "":
		case isUnit && r.has(unit), r.isBox(i), isPerson(t.Text), isHeading(text) && numbered.MatchString(t.Text):
			return text, i
		}
		text += strings.ReplaceAll(t.Text, "\n", "")
		i++
		if t.Closed {
			break
		}
	}
	return text, i
}

// isBox tells whether token i is the content of a box, and not the number of
// the label that follows.
func (r *ribbon) isBox(i int) bool {
	t := r.tokens[i]
	if t.Bars > 0 || !cell.IsValue(t.Text) && !isAbout(t) && !restOfNumber.MatchString(t.Text) {
		return false
	}
	return i+1 >= len(r.tokens) || !afterNumber.MatchString(r.tokens[i+1].Text)
}

// isAbout tells whether a token is a number but not quite: 约3, 300余.
func isAbout(t token) bool {
	return len(t.Text) <= 24 && !numbered.MatchString(t.Text) && approximate.MatchString(words.Folded(t.Text))
}

var (
	restOfNumber = pattern.Of(`^[,，.．]\d+$`)
	afterNumber  = pattern.Of(`^[.．、]`)
	approximate  = pattern.Of(`^(约|近|超)?\d[\d,.]*(余|多|以上|左右)?$`)
)

// numbers reads the boxes of a row from token i on.
func (r *ribbon) numbers(e *entry, i int) (next int) {
	var boxes []box
	pads, line := 0, 0
	for ; i < len(r.tokens) && (r.tokens[i].Bars > 0 || r.isBox(i)); i++ {
		t := r.tokens[i]
		if t.Bars > 0 {
			pads, line = pads+t.Bars, t.Line
			continue
		}
		if pads > 0 && t.Line != line { // the pads ended a row
			if r.has(ordinal) {
				break
			}
			e.lost = "bars stand before one of its numbers"
		}
		for ; pads > 0 && len(boxes) < r.n; pads-- {
			boxes = append(boxes, box{at: r.place(i)})
		}
		boxes, pads = append(boxes, box{raw: t.Text, at: r.place(i)}), 0
	}
	boxes, i = r.giveBack(boxes, i)
	e.boxes = boxes
	switch {
	case len(boxes) == r.n && e.lost == "":
		return i
	case e.lost != "":
	case len(boxes) == 0 && (isHeading(e.label) || e.unit == "" && !isKnown(e.label)):
		return i
	case len(boxes) == 0 && pads >= r.n:
		for range r.n {
			e.boxes = append(e.boxes, box{at: e.at})
		}
		return i
	case len(boxes) == 0:
		e.lost = "no number is printed: a blank, or one that was lost"
	default:
		e.lost = "another count of numbers is printed than the table has columns"
	}
	e.raw = join(boxes)
	return i
}

// giveBack returns the last box to the next row when it is that row's ordinal.
func (r *ribbon) giveBack(boxes []box, i int) ([]box, int) {
	n := len(boxes)
	if !r.has(ordinal) || n == 0 || i >= len(r.tokens) || r.tokens[i-1].Bars > 0 || !isOrdinal(boxes[n-1].raw) || n == r.n && isPerson(r.tokens[i].Text) {
		return boxes, i
	}
	return boxes[:n-1], i - 1
}

var number3 = pattern.Of(`^\d{1,3}$`)

func isOrdinal(text string) bool { return number3.MatchString(words.Folded(text)) }

func isCode(text string) bool { return number3.MatchString(words.Folded(text)) }

func (r *ribbon) has(want role) bool {
	for _, c := range r.columns {
		if c.role == want {
			return true
		}
	}
	return false
}

func (r *ribbon) bars(i int) int {
	for i < len(r.tokens) && r.tokens[i].Bars > 0 {
		i++
	}
	return i
}

func (r *ribbon) place(i int) report.Place {
	return report.Place{Table: 1, Row: r.tokens[i].Line, Column: r.tokens[i].Column}
}

// people is the token after the lines that follow the table and name people:
// 填报人：王某, or 填报人： and the name on the line after.
func (r *ribbon) people(i int) int {
	end := i
	for n := i; n < min(i+12, len(r.tokens)); n++ {
		t := r.tokens[n]
		asked := n > i && end == n && strings.HasSuffix(words.Folded(r.tokens[n-1].Text), ":")
		if isPerson(t.Text) || t.Bars == 0 && asked && len(t.Text) <= 45 {
			end = n + 1
		}
	}
	return end
}
