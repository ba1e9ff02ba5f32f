package form

import (
	"regexp"
	"strings"

	"gongkai/internal/grid"
	"gongkai/internal/prose"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// walk reads the tables that stand in plain text, for the sheets that no grid
// has filled, and marks the blocks that belong to one.
func walk(x *lexica, blocks []grid.Block, sheets [3]*sheet, taken map[int]bool) {
	if filled(sheets) {
		return
	}
	w := &walker{x: x, tokens: stream(blocks), taken: taken}
	if n := len(blocks); n > 0 {
		w.ending = blocks[n-1].Text
	}
	w.walk(sheets)
}

// walk reads the tables among the tokens.
func (w *walker) walk(sheets [3]*sheet) {
	for _, s := range sheets {
		s.closed = s.second || len(s.steps) > 0 && s.steps[0].line == 0
	}
	w.known = map[lookup]found{}
	w.unique = w.distinct()
	for i := 0; i < len(w.tokens); {
		next := i
		switch {
		case !w.words(i) || len(w.tokens[i].Text) > longestWord:
		case w.isDisclosure(i):
			next = w.disclosure(i, sheets[report.Disclosure])
		case w.isRequests(i):
			next = w.requests(i, sheets[report.Requests])
		case w.isReview(i):
			next = w.review(i, sheets[report.Review])
		}
		for j := i; j < next && w.taken != nil; j++ {
			w.taken[int(w.tokens[j].block)] = true
		}
		i = max(next, i+1)
	}
}

// filled tells whether grids have given every table.
func filled(sheets [3]*sheet) bool {
	for _, s := range sheets {
		if len(s.rows) == 0 {
			return false
		}
	}
	return true
}

// learn learns how the text of one table, from token i to the one before end,
// was made: whether runs of pads stand for what was dropped, and whether a lone
// bar opens each row. Other tables of the page may be made otherwise.
func (w *walker) learn(i, end int) {
	labels, opened := 0, 0
	w.padded = false
	for ; i < end; i++ {
		t := w.tokens[i]
		if t.Bars > 1 {
			w.padded = true
		}
		if i == 0 || !t.Closed || t.Bars > 0 || t.value || len(t.Text) > longestWord || !w.opensRow(i) {
			continue
		}
		labels++
		if before := w.tokens[i-1]; before.Bars == 1 && before.Line < t.Line && before.Column == 1 {
			opened++
		}
	}
	w.leading = labels > 0 && opened*10 >= labels*7
}

// opensRow tells whether token i is the label of a row, or 信息内容.
func (w *walker) opensRow(i int) bool {
	_, _, inDisclosure := w.spelled(&w.x.disclosureRows, i)
	_, _, inRequests := w.spelled(&w.x.requestsRows, i)
	return inDisclosure || inRequests || w.isContent(i)
}

// distinct tells whether equal lines were removed from a text with a cell a
// line: no two of the lines that hold one value are equal, or 信息内容 stands on
// a line over only one of its blocks. In bars a line without one is no cell.
func (w *walker) distinct() bool {
	barred := w.barred()
	blocks, heads := 0, 0
	seen, equal := map[string]bool{}, false
	for i, t := range w.tokens {
		if t.Bars > 0 || len(t.Text) > 60 || barred && !t.Closed {
			continue
		}
		line, alone := w.line(i)
		switch {
		case isItem(t.Text):
			blocks++
		case !alone:
		case t.value:
			equal = equal || seen[line]
			seen[line] = true
		case w.isContent(i):
			heads++
		}
	}
	return blocks > 1 && heads == 1 || len(seen) >= 8 && !equal
}

// line writes the line of token i, and tells whether no other text stands on it.
func (w *walker) line(i int) (text string, alone bool) {
	at := w.tokens[i]
	text, alone = at.Text, true
	if i > 0 && w.tokens[i-1].block == at.block {
		alone = w.tokens[i-1].Bars > 0
	}
	for _, t := range w.tokens[i+1:] {
		if t.block != at.block || !alone {
			break
		}
		text += strings.Repeat("|", t.Bars)
		alone = t.Bars > 0
	}
	return text, alone
}

// barred tells whether bars or tabs end any cell of the text.
func (w *walker) barred() bool {
	for _, t := range w.tokens {
		if t.Bars > 0 || t.Closed {
			return true
		}
	}
	return false
}

// isDisclosure tells whether table 二 or one of its blocks begins at token i.
func (w *walker) isDisclosure(i int) bool {
	return len(w.tokens[i].Text) <= 60 && w.isContent(i) || w.itemEnd(i) > i
}

// isContent tells whether token i is 信息内容, the head of the labels of a block.
func (w *walker) isContent(i int) bool {
	return w.textAt(i).All == contentHead
}

// itemEnd is the token after an item head that is broken over tokens, i when
// none begins there.
func (w *walker) itemEnd(i int) int {
	if !w.words(i) || len(w.tokens[i].Text) > 200 || !strings.Contains(w.tokens[i].Text, "第") {
		return i
	}
	if !strings.HasPrefix(w.textAt(i).All, "第二十") {
		return i
	}
	text := ""
	for j := i; j < len(w.tokens) && j < i+6 && w.tokens[j].Bars == 0; j++ {
		text += w.tokens[j].Text
		if isItem(text) {
			return j + 1
		}
	}
	return i
}

// isRequests tells whether table 三 begins at token i.
func (w *walker) isRequests(i int) bool {
	key, next, ok := w.spelled(&w.x.requestsColumns, i)
	switch {
	case ok && (key == applicantHead || key == balanceHead):
		return true
	case ok && key == "natural_person":
		key, _, ok = w.find(&w.x.requestsColumns, w.skip(next))
		return ok && (isOrganisation(key) || key == organisations)
	case ok:
		return false
	}
	key, _, ok = w.spelled(&w.x.requestsRows, i)
	return ok && key == "received"
}

// isReview tells whether table 四 begins at token i.
func (w *walker) isReview(i int) bool {
	key, next, ok := w.spelled(&w.x.blocks, i)
	if !ok || key != "reconsideration" {
		return false
	}
	key, next, ok = w.spelled(&w.x.blocks, w.skip(next))
	if !ok || key != litigation {
		return false
	}
	_, _, ok = w.find(&w.x.results, w.skip(next))
	return ok || w.cutResult(w.skip(next), "upheld")
}

// skip is the first token from i on that is no run of bars.
func (w *walker) skip(i int) int {
	for i < len(w.tokens) && w.tokens[i].Bars > 0 {
		i++
	}
	return i
}

// cutResult tells whether token i is the beginning of a head of table 四.
func (w *walker) cutResult(i int, key string) bool {
	if !w.words(i) {
		return false
	}
	return w.x.results.CutTo(key, words.Bare(w.tokens[i].Text))
}

// ends tells whether token i cannot belong to a table of the given kind: the
// title of a section, or the beginning of another table.
func (w *walker) ends(i int, kind report.Kind) bool {
	if !w.words(i) {
		return false
	}
	if !w.tokens[i].Closed {
		if _, title := prose.Titled(w.tokens[i].Text); title {
			return true
		}
	}
	return kind != report.Disclosure && w.isDisclosure(i) || kind != report.Requests && w.isRequests(i) || kind != report.Review && w.isReview(i)
}

// below is a line that stands below a table: a note, or the number that some
// provinces ask for.
var below = regexp.MustCompile(`^(?:备?注|说明)\s*[:：]|公开发布总数量.*[:：]\s*\d+$`)

// closes tells whether what follows the last row of a table in lines, without
// bars, ends the table for certain: a title, another table, or nothing.
func (w *walker) closes(r printed) bool {
	n := len(r.items)
	if n == 0 || r.items[n-1].Closed || r.items[n-1].Bars > 0 || r.next >= len(w.tokens) {
		return true
	}
	_, title := prose.Titled(w.tokens[r.next].Text)
	return title || below.MatchString(w.tokens[r.next].Text) || w.isDisclosure(r.next) || w.isRequests(r.next) || w.isReview(r.next)
}
