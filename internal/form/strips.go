package form

import (
	"strings"

	"gongkai/internal/grid"
	"gongkai/internal/report"
)

// walk reads the tables that stand in plain text, for the sheets that no grid
// has filled. consumed hears of every block that belongs to a table.
func walk(x *lexica, blocks []grid.Block, sheets [3]*sheet, consumed func(int)) {
	w := &walker{x: x, tokens: stream(blocks), consumed: consumed}
	w.habits()
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
		for j := i; j < next; j++ {
			consumed(w.tokens[j].block)
		}
		i = max(next, i+1)
	}
}

// habits learns how the text was made: whether runs of pads stand for what was
// dropped, and whether a lone bar opens each row.
func (w *walker) habits() {
	labels, opened := 0, 0
	for i, t := range w.tokens {
		if t.Bars > 1 {
			w.padded = true
		}
		if i == 0 || !t.Closed || t.Bars > 0 || t.value {
			continue
		}
		_, inDisclosure := w.x.disclosureRows.exactly(t.Text)
		_, inRequests := w.x.requestsRows.exactly(t.Text)
		if !inDisclosure && !inRequests && bare(t.Text) != contentHead {
			continue
		}
		labels++
		if before := w.tokens[i-1]; before.Bars == 1 && before.Line < t.Line && before.Column == 1 {
			opened++
		}
	}
	w.leading = labels > 0 && opened*10 >= labels*7
}

func (w *walker) isDisclosure(i int) bool {
	text := w.tokens[i].Text
	return isItem(text) || squeeze(folded(text)) == contentHead || w.itemEnd(i) > i
}

// itemEnd is the token after an item head that is broken over tokens, i when
// none begins there.
func (w *walker) itemEnd(i int) int {
	if !w.words(i) || !strings.HasPrefix(squeeze(folded(w.tokens[i].Text)), "第二十") {
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

func (w *walker) isRequests(i int) bool {
	key, next, ok := w.find(&w.x.requestsColumns, i)
	if ok && (key == applicantHead || key == balanceHead) {
		return true
	}
	if ok && key == "natural_person" {
		key, _, ok = w.find(&w.x.requestsColumns, w.skip(next))
		return ok && (isOrganisation(key) || key == organisations)
	}
	row, ok := w.x.requestsRows.exactly(w.tokens[i].Text)
	return ok && row == "received"
}

func (w *walker) isReview(i int) bool {
	key, next, ok := w.find(&w.x.blocks, i)
	if !ok || key != "reconsideration" {
		return false
	}
	key, next, ok = w.find(&w.x.blocks, w.skip(next))
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
	s := bare(w.tokens[i].Text)
	for _, known := range w.x.results.words {
		if known.key == key && s != "" && strings.HasPrefix(known.bare[0], s) {
			return true
		}
	}
	return false
}

// ends tells whether token i cannot belong to a table of the given kind: the
// title of a section, or the beginning of another table.
func (w *walker) ends(i int, kind report.Kind) bool {
	if !w.words(i) {
		return false
	}
	if _, title := titled(w.tokens[i].Text); title && !w.tokens[i].Closed {
		return true
	}
	return kind != report.Disclosure && w.isDisclosure(i) || kind != report.Requests && w.isRequests(i) || kind != report.Review && w.isReview(i)
}
