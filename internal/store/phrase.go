package store

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"gongkai/internal/report"
)

// The index of search has one character a token. What a text and a phrase are
// to it is told here once: white space counts for nothing, since pages wrap and
// pad at will; full-width letters, digits and marks are their ASCII; letters
// are lower case; every mark is a character like others.

// barrier stands between texts that no phrase runs across.
const barrier = '\uE000'

// fold is what a character is to a search; ok is false for one that does not count.
func fold(r rune) (folded rune, ok bool) {
	switch {
	case r < utf8.RuneSelf && r > ' ' && r != 0x7F:
	case r >= 0x4E00 && r <= 0x9FFF:
		return r, true
	case unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
		return 0, false
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFEE0
	}
	return unicode.ToLower(r), true
}

// token writes a folded character as FTS4 takes it. ASCII marks would divide
// tokens, so they go by private characters.
func token(b []byte, r rune) []byte {
	if r < utf8.RuneSelf && !('a' <= r && r <= 'z' || '0' <= r && r <= '9') {
		r += barrier
	}
	return append(utf8.AppendRune(b, r), ' ')
}

// tokens adds the tokens of a text. Most characters of a Chinese text are
// their own tokens, byte for byte.
func tokens(b []byte, text string) []byte {
	for i := 0; i < len(text); {
		if c := text[i]; c > 0xE4 && c < 0xEA && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80 { // U+5000 to U+9FFF
			b = append(b, c, text[i+1], text[i+2], ' ')
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r, ok := fold(r); ok {
			b = token(b, r)
		}
		i += size
	}
	return b
}

// needle is a text as a search compares it.
func needle(text string) (folded []rune) {
	for _, r := range text {
		if r, ok := fold(r); ok {
			folded = append(folded, r)
		}
	}
	return folded
}

// span is a part of a text, in bytes.
type span struct{ start, end int }

// find returns where a folded phrase stands in a text.
func find(text string, want []rune) (spans []span) {
	var folded []rune
	var at []int
	for i, r := range text {
		if r, ok := fold(r); ok {
			folded, at = append(folded, r), append(at, i)
		}
	}
	for i := 0; i+len(want) <= len(folded); i++ {
		if !equal(folded[i:], want) {
			continue
		}
		last := at[i+len(want)-1]
		_, size := utf8.DecodeRuneInString(text[last:])
		spans = append(spans, span{at[i], last + size})
		i += len(want) - 1
	}
	return spans
}

func equal(text, want []rune) bool {
	for j, r := range want {
		if text[j] != r {
			return false
		}
	}
	return true
}

// match is the FTS4 condition for a phrase, in one column or in all. Nothing in
// it is ours to quote: the tokens of ASCII marks are no ASCII marks.
func match(want []rune, section int) (condition, phrase string) {
	b := []byte{'"'}
	for _, r := range want {
		b = token(b, r)
	}
	column := "search"
	if section >= 1 && section <= len(report.Titles) {
		column = "s" + strconv.Itoa(section)
	}
	return column + " MATCH ?", string(b) + `"`
}

// late is how many versions may wait to be put into the index: what FTS4 writes
// at each commit, and then merges, costs as much as cutting their texts.
const late = 64

// index puts into the index the versions that wait for it, where there are so
// many: those after the last one in it. A crawl that is killed leaves some to
// whoever comes next, who is the one that searches at the latest.
func (w *pen) index(least int64) error {
	var first, last int64
	_, err := w.one(`SELECT (SELECT coalesce(max(docid), 0) + 1 FROM search_docsize), (SELECT coalesce(max(id), 0) FROM version)`, nil, &first, &last)
	if err != nil || last-first+1 < least {
		return err
	}
	if !w.down { // asked again when nobody else can put them in
		if err := w.begin(); err != nil {
			return err
		}
		return w.index(least)
	}
	var texts [len(report.Titles)][]byte
	for ; first <= last; first++ {
		if err := w.texts(first, &texts); err != nil {
			return err
		}
		values := []any{first}
		for _, b := range texts {
			values = append(values, b)
		}
		if err := w.exec(`INSERT INTO search (docid, s1, s2, s3, s4, s5, s6) VALUES (?, ?, ?, ?, ?, ?, ?)`, values...); err != nil {
			return err
		}
	}
	return nil
}

// texts are those of a version for the index, one for each section number. A
// number that the form does not have goes with the last.
func (w *pen) texts(version int64, into *[len(report.Titles)][]byte) error {
	for n := range into {
		into[n] = into[n][:0]
	}
	var s report.Section
	return w.each(`SELECT number, heading, text FROM section WHERE version = ? ORDER BY n`, []any{version}, []any{&s.Number, &s.Heading, &s.Text}, func() {
		b := &into[min(max(s.Number, 1), len(into))-1]
		*b = token(tokens(*b, s.Heading), barrier)
		*b = token(tokens(*b, s.Text), barrier)
	})
}
