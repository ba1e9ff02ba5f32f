package form

import (
	"strings"
	"unicode"

	"gongkai/internal/grid"
)

// bare is the words of a label as they are compared: widths folded, white
// space, punctuation and a leading number left out. "（三）不予公开" and
// "3、不予公开" are both "不予公开".
func bare(s string) string { return squeeze(unnumbered(folded(s))) }

// full is bare with the leading number kept: "3.其他" is "3其他".
func full(s string) string { return squeeze(folded(s)) }

// folded folds full-width forms to ASCII and drops white space and what
// shows nothing.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x4e00 && r <= 0x9fff:
			return r
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xfee0
		case r == '〔' || r == '﹝' || r == '﹙':
			return '('
		case r == '〕' || r == '﹞' || r == '﹚':
			return ')'
		case grid.IsSpace(r) || grid.IsInvisible(r):
			return -1
		}
		return r
	}, s)
}

// squeeze keeps letters and digits only, and spells variants one way.
func squeeze(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x4e00 && r <= 0x9fff || r >= '0' && r <= '9' || r > 0x7f && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
	if strings.ContainsRune(s, '它') || strings.ContainsRune(s, '钩') {
		return spellings.Replace(s)
	}
	return s
}

// spellings are characters that editors use for one another.
var spellings = strings.NewReplacer("其它", "其他", "钩稽", "勾稽")

// unnumbered cuts a leading number off a folded label: "(三)", "1.", "二、".
// A number that nothing separates from the words stays.
func unnumbered(s string) string {
	rest := strings.TrimPrefix(s, "(")
	end := strings.IndexFunc(rest, func(r rune) bool { return !isNumeral(r) })
	if end <= 0 {
		return s
	}
	after := strings.TrimLeftFunc(rest[end:], func(r rune) bool { return strings.ContainsRune(").、．。,:-", r) })
	if len(after) == len(rest[end:]) {
		return s
	}
	return after
}

func isNumeral(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("一二三四五六七八九十", r)
}

// runes is the length of a text in characters.
func runes(s string) int { return len([]rune(s)) }

// distance is the edit distance between two texts, or more than most.
func distance(x, y []rune, most int) int {
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range y {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

// A lexicon knows the words of one part of a form.
type lexicon struct {
	words   []word
	exact   map[string]string // full and bare spellings → key; empty when two keys share one
	sorted  []string          // those spellings in order
	longest int               // bytes of the longest
}

// word is one label: its key and its spellings.
type word struct {
	key   string
	bare  []string // spellings without numbers, the official one first
	runes [][]rune // those spellings as characters
	loose bool     // may be matched when cut or slightly damaged
}

// add adds a label of the form: its key, its official words and its variants.
// A loose one may be matched when it is cut or damaged.
func (l *lexicon) add(key, label string, loose bool, variants ...string) {
	if l.exact == nil {
		l.exact = map[string]string{}
	}
	w := word{key: key, loose: loose}
	for _, s := range append([]string{label}, variants...) {
		w.bare = append(w.bare, bare(s))
		w.runes = append(w.runes, []rune(bare(s)))
		for _, spelling := range []string{full(s), bare(s)} {
			if taken, ok := l.exact[spelling]; ok && taken != key {
				l.exact[spelling] = ""
				continue
			}
			l.exact[spelling] = key
		}
	}
	l.words = append(l.words, w)
}

// match finds the word a text stands for: exactly, or cut short, or followed
// by a note in brackets, or with a character or two damaged. It tells whether
// exactly one word fits.
func (l *lexicon) match(text string) (key string, ok bool) {
	if text == "" || len(text) > 400 {
		return "", false
	}
	if key, ok = l.exactly(text); ok {
		return key, true
	}
	s := unnumbered(folded(text))
	if i := strings.IndexByte(s, '('); i > 0 {
		if key, ok = l.exactly(s[:i]); ok {
			return key, true
		}
		if j := strings.IndexByte(s[i:], ')'); j > 0 {
			if key, ok = l.exactly(s[:i] + s[i+j+1:]); ok {
				return key, true
			}
		}
	}
	return l.nearly(bare(text))
}

// exactly finds the word with just this spelling, its number included or not.
func (l *lexicon) exactly(text string) (key string, ok bool) {
	if key = l.exact[full(text)]; key == "" {
		key = l.exact[bare(text)]
	}
	return key, key != ""
}

// nearly finds the one loose word that is cut to s (four characters at least)
// or one edit away from it, two where it has eight characters.
func (l *lexicon) nearly(s string) (key string, ok bool) {
	if len(s) < 4*3 || len(s) > l.longest+6 {
		return "", false
	}
	chars := []rune(s)
	for _, w := range l.words {
		if w.loose && w.near(s, chars) {
			if ok && key != w.key {
				return "", false
			}
			key, ok = w.key, true
		}
	}
	return key, ok
}

func (w word) near(s string, chars []rune) bool {
	most := 1
	if len(chars) >= 8 {
		most = 2
	}
	for i, b := range w.bare {
		if strings.HasPrefix(b, s) || distance(w.runes[i], chars, most) <= most {
			return true
		}
	}
	return false
}
