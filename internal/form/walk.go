package form

import (
	"gongkai/internal/grid"
	"gongkai/internal/report"
	"gongkai/internal/words"
	"regexp"
	"slices"
	"strings"
)

// walker reads tables whose cells have lost their positions: it walks along
// the tokens of plain text and cuts them into rows by the words of the form.
// How many boxes a row has is counted; the pads that some converters leave
// behind are the checksum.
type walker struct {
	x       *lexica
	tokens  []token
	padded  bool         // converters left runs of pads for what they dropped
	unique  bool         // equal lines were removed: no two boxes are equal
	leading bool         // a lone bar opens each row
	ending  string       // the last line of the text
	taken   map[int]bool // the blocks that belong to a table, nil where nobody asks
	known   map[lookup]found
}

// token is a token and the block it stands in.
type token struct {
	grid.Token
	block int32
	value bool  // by itself it looks like the content of a box
	text  *text // what is known of it, nil until it is asked for
}

// stream are the tokens of all paragraphs. A bar at the beginning of a line is
// left out where most lines in bars begin so: else it stands for a blank cell.
func stream(blocks []grid.Block) []token {
	opened, closed, n := 0, 0, 0
	for _, b := range blocks {
		n += len(b.Tokens)
		for i, t := range b.Tokens {
			if t.Opens {
				opened++
			} else if i == 0 && t.Closed {
				closed++
			}
		}
	}
	list := make([]token, 0, n)
	for i, b := range blocks {
		for _, t := range b.Tokens {
			if !t.Closed && pageNumber.MatchString(t.Text) {
				continue
			}
			if !t.Opens || opened <= closed {
				list = append(list, token{Token: t, block: int32(i), value: isValue(t.Text)})
			}
		}
	}
	return list
}

// pageNumber is a line that a printed page leaves in the text: - 4 -.
var pageNumber = regexp.MustCompile(`^[-—–]\s*\d+\s*[-—–]$`)

// words tells whether token i is a text that is no value.
func (w *walker) words(i int) bool {
	return i < len(w.tokens) && w.tokens[i].Bars == 0 && !w.tokens[i].value
}

// longestWord is how many bytes the longest text may have that is still tried
// as a label.
const longestWord = 240

// find matches the words that begin at token i, broken over several tokens or
// not: the longest exact spelling, else one that is nearly the first token.
// next is the token after it.
func (w *walker) find(l *lexicon, i int) (key string, next int, ok bool) {
	if !w.words(i) || len(w.tokens[i].Text) > longestWord {
		return "", i, false
	}
	if w.tokens[i].Closed { // whole, as most are
		if key, ok = w.textAt(i).match(l); ok {
			next++
		}
		return key, i + next, ok
	}
	f, seen := w.known[lookup{l, i}]
	if !seen {
		f.key, f.next, f.ok = w.look(l, i)
		w.known[lookup{l, i}] = f
	}
	return f.key, f.next, f.ok
}

// textAt is what is known of the text of token i.
func (w *walker) textAt(i int) *text {
	t := &w.tokens[i]
	if t.text == nil {
		t.text = w.x.text(t.Text)
	}
	return t.text
}

// A lookup is a token and the lexicon it is looked up in.
type lookup struct {
	l *lexicon
	i int
}

// found is what a lookup found.
type found struct {
	key  string
	next int
	ok   bool
}

// look is find for the first time.
func (w *walker) look(l *lexicon, i int) (key string, next int, ok bool) {
	if key, next, ok = w.spelled(l, i); ok {
		return key, next, true
	}
	if key, ok = w.textAt(i).match(l); ok {
		return key, i + 1, true
	}
	return "", i, false
}

// spelled matches the words that begin at token i by their spelling alone,
// broken over several tokens or not: the longest of the lexicon.
func (w *walker) spelled(l *lexicon, i int) (key string, next int, ok bool) {
	if w.words(i) && w.tokens[i].Closed {
		key, ok = l.Exactly(w.textAt(i).Spelling)
		return key, i + 1, ok
	}
	plain := ""
	for j := i; w.words(j) && len(plain) < longestWord; j++ {
		plain += w.tokens[j].Text
		s := w.spelling(i, j, plain)
		if !l.Begins(s.All) && !l.Begins(s.Rest) {
			break
		}
		if k, exact := l.Exactly(s); exact {
			key, next, ok = k, j+1, true
		}
		if w.tokens[j].Closed {
			break
		}
	}
	return key, next, ok
}

// spelling is how the text of tokens i to j is spelled.
func (w *walker) spelling(i, j int, plain string) words.Spelling {
	if i == j {
		return w.textAt(i).Spelling
	}
	return words.Spell(plain)
}

// printed is a row as it is printed: its words, its boxes and the runs of bars
// among and after them.
type printed struct {
	row    string
	labels int // cells its words take, those of its group included
	items  []token
	at     int // token of its label
	next   int // token after its boxes
	head   head
	lost   string // why its positions are not certain, whatever the count
}

// mostItems is how many boxes and runs of bars a row may have.
const mostItems = 400

// gather collects what follows a label until the row ends: at other words of
// the form, at words after the last box, at a new line after a run of pads.
func (w *walker) gather(i, n int, stop func(int) bool) (items []token, next int) {
	from, boxes, ended := i, 0, 0
	for ; i < len(w.tokens); i++ {
		t := &w.tokens[i]
		switch {
		case t.Bars > 0 && i-from > mostItems:
			return w.tokens[from:i], i
		case t.Bars > 0:
			if t.Bars > 1 {
				ended = t.Line
			}
		case ended > 0 && t.Line != ended, stop(i):
			return w.tokens[from:i], i
		case !t.value && (boxes >= n || !t.Closed && !isStatement(t.Text)), boxes > n+strangerBoxes:
			return w.tokens[from:i], i
		default:
			boxes++
		}
	}
	return w.tokens[from:], i
}

// seams says why the boxes of a row, its label before them, may not be its own:
// in bars, a number on a line of its own that no bar ends belongs to no cell.
func seams(items []token) string {
	for i := 1; i < len(items); i++ {
		t, before := items[i], items[i-1]
		if t.Bars == 0 && !t.Closed && before.Closed && before.Line != t.Line {
			return "a number without a bar stands on a line after its boxes"
		}
	}
	return ""
}

// width is how many cells and pads a row of the table has in all: the count
// that most rows with pads agree on, of equally many the greater; 0 when no row
// has any.
func (w *walker) width(rows []printed, counts []tally) int {
	votes := map[int]int{}
	best := 0
	for i, r := range rows {
		c := counts[i]
		if w.leading {
			c = c.led()
		}
		if c.bars == 0 {
			continue
		}
		n := r.labels + len(c.boxes) + c.bars
		votes[n]++
		if votes[n] > votes[best] || votes[n] == votes[best] && n > best {
			best = n
		}
	}
	return best
}

// place puts the printed rows of one table on its sheet.
//
// from is the token at which the table begins; early tells that values stand before the first label: then values come
// before their labels everywhere.
func (w *walker) place(s *sheet, rows []printed, from int, early bool) {
	if len(rows) == 0 {
		return
	}
	w.learn(from, rows[len(rows)-1].next)
	counts, wide := make([]tally, len(rows)), false
	for i, r := range rows {
		c := count(r.items)
		counts[i] = c
		wide = wide || len(c.boxes) > len(r.head.keys) && c.printed < len(c.boxes)
	}
	width := w.width(rows, counts)
	switch last := &rows[len(rows)-1]; {
	case w.cutOff(last.items, last.next, len(last.head.keys)):
		last.lost = endsInside
	case !w.closes(*last):
		last.lost = "what follows it is neither a title nor another table, so its boxes may not be its own"
	default:
		last.lost = w.strays(last.next, from)
	}
	for i, r := range rows {
		c := counts[i]
		if w.leading && i < len(rows)-1 {
			c = c.led()
		}
		if wide && c.printed < len(c.boxes)+len(c.trailing) && r.lost == "" {
			r.lost = "other rows have blank cells that are no boxes, and so may this one"
		}
		if r.lost == "" {
			r.lost = seams(w.tokens[r.next-len(r.items)-1 : r.next])
		}
		if early {
			r.lost = "values stand before the labels (class R13): which row they belong to is not known"
		}
		w.settle(s, r, c, width, i == len(rows)-1)
	}
}

// endsInside says why the last row of a text that breaks off is not certain.
const endsInside = "the text ends in this row: its last box may be cut off"

// cutOff tells whether the text ends with the boxes of a row of n, before next:
// in a number that nothing closes, or before the last of them.
func (w *walker) cutOff(items []token, next, n int) bool {
	if next < len(w.tokens) || len(items) == 0 {
		return false
	}
	last := items[len(items)-1]
	return last.Bars == 0 && strings.HasSuffix(w.ending, last.Text) || len(count(items).boxes) < n && last.Bars == 1
}

// settle decides whether the positions of one row are certain.
func (w *walker) settle(s *sheet, r printed, c tally, width int, last bool) {
	r.head.rule = report.Tallied
	n := len(r.head.keys)
	spare := width - r.labels - n // pads of a row that has all its boxes
	has := len(c.boxes)
	at := report.Place{Table: 1, Row: w.tokens[r.at].Line, Column: w.tokens[r.at].Column}
	lost := ""
	switch {
	case r.lost != "":
		lost = r.lost
	case !complete(s.kind, r.row, r.head.keys):
		lost = "the heads above it are not those of the form, and nothing else tells the columns"
	case w.unique:
		lost = "equal lines were removed from this text (class R8), boxes among them"
	case has == n && (!w.padded || last || c.bars <= spare || width == 0):
	case has == n:
		lost = "its pads say that more boxes were left out than are missing"
	case has > n:
		lost = "more boxes are printed than the head has columns"
	case c.printed == 0 && w.padded && !last && r.labels+c.bars == width:
		s.blank(r.row, r.head, at)
		return
	case c.printed == 0 && has+c.bars == 0:
		s.absent(r.row, r.head)
		return
	case w.blanksAtEnd(c, n, spare, last):
		for len(c.boxes) < n {
			c.boxes = append(c.boxes, box{"", at})
		}
	case w.padded && r.labels+has+c.bars == width:
		lost = "blank boxes were left out of the text, and which ones is not known"
	default:
		lost = "boxes are missing from the text"
	}
	s.put(r.row, r.head, c.boxes, lost)
}

// complete tells whether the heads are all those of the row in some edition.
func complete(kind report.Kind, row string, keys []string) bool {
	for _, f := range report.Forms {
		if f.Kind != kind {
			continue
		}
		i, _ := f.Find(row, "")
		if i < 0 {
			continue
		}
		all := len(keys) == len(f.Rows[i].Columns)
		for _, c := range f.Rows[i].Columns {
			all = all && slices.Contains(keys, c.Key)
		}
		if all {
			return true
		}
	}
	return false
}

// blanksAtEnd tells whether the boxes that are missing are blank ones kept at
// the end of the row, each as a lone bar.
func (w *walker) blanksAtEnd(c tally, n, spare int, last bool) bool {
	missing := n - len(c.boxes)
	runs := c.trailing
	if w.padded && !last {
		if spare <= 0 || len(runs) == 0 || runs[len(runs)-1] != spare {
			return false
		}
		runs = runs[:len(runs)-1]
	}
	for _, r := range runs {
		if r != 1 {
			return false
		}
	}
	return len(runs) == missing
}
