// Package words compares Chinese labels: white space, widths, punctuation and
// numbering left out, cut, annotated and slightly damaged ones recognised.
package words

import (
	"math/bits"
	"sort"
	"strings"
)

// Bare is the words of a label as they are compared: widths folded, white
// space, punctuation and a leading number left out. "（三）不予公开" and
// "3、不予公开" are both "不予公开".
func Bare(s string) string { return Squeeze(Unnumbered(Folded(s))) }

// Folded folds full-width forms to ASCII and drops white space and what
// shows nothing.
func Folded(s string) string { return folding().of(s) }

// Squeeze keeps letters and digits only, and spells variants one way: those of
// traditional script as in the form.
func Squeeze(s string) string {
	s = squeezing().of(s)
	if strings.Contains(s, "它") || strings.Contains(s, "钩") {
		return spellings.Replace(s)
	}
	return s
}

// Simple is a text in simplified script, as far as the words of reports go. It
// has as many bytes as the text: what stands at a place of one stands there in
// the other.
func Simple(s string) string { return simplifying().of(s) }

// spellings are characters that editors use for one another.
var spellings = strings.NewReplacer("其它", "其他", "钩稽", "勾稽")

// Unnumbered cuts a leading number off a folded label: "(三)", "1.", "二、".
// A number that nothing separates from the words stays.
func Unnumbered(s string) string {
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

// Len is the length of a text in characters.
func Len(s string) int { return len([]rune(s)) }

// Distance is the edit distance between two texts, or more than most.
func Distance(x, y []rune, most int) int {
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	var short [64]int
	row := append(short[:0], make([]int, len(y)+1)...)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		diagonal, least := row[0], i+1
		row[0] = least
		for j, s := range y {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least > most {
			return least // it never falls again
		}
	}
	return row[len(y)]
}

// A Spelling is a text as it is compared with the words of lexicons.
type Spelling struct {
	All, Rest string // its words with the number before them and without it
	folded    string // the text without the number
	long      bool   // it is no label
}

// Spell spells a text.
func Spell(text string) Spelling {
	whole := Folded(text)
	s := Unnumbered(whole)
	rest := Squeeze(s)
	all := rest
	if len(s) < len(whole) {
		all = Squeeze(whole)
	}
	return Spelling{All: all, Rest: rest, folded: s, long: len(text) > longestLabel}
}

// longestLabel is how many bytes a label may have.
const longestLabel = 400

// A Lexicon knows the words of one part of a form.
type Lexicon struct {
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
	marks []uint64 // of those characters
	turns []string // the characters in them that turn the meaning
	loose bool     // may be matched when cut or slightly damaged
}

// Add adds a label of the form: its key, its official words and its variants.
// A loose one may be matched when it is cut or damaged.
func (l *Lexicon) Add(key, label string, loose bool, variants ...string) {
	if l.exact == nil {
		l.exact = map[string]string{}
	}
	w := word{key: key, loose: loose}
	for _, s := range append([]string{label}, variants...) {
		spelled := Spell(s)
		w.bare = append(w.bare, spelled.Rest)
		w.runes = append(w.runes, []rune(spelled.Rest))
		w.marks = append(w.marks, marks(spelled.Rest))
		w.turns = append(w.turns, turns(spelled.Rest))
		for _, spelling := range []string{spelled.All, spelled.Rest} {
			if taken, ok := l.exact[spelling]; ok && taken != key {
				l.exact[spelling] = ""
				continue
			}
			l.exact[spelling] = key
		}
	}
	l.words = append(l.words, w)
}

// Match finds the word a text stands for: exactly, or cut short, or followed
// by a note in brackets, or with a character or two damaged. It tells whether
// exactly one word fits.
func (l *Lexicon) Match(s Spelling) (key string, ok bool) {
	if s.All == "" || s.long {
		return "", false
	}
	if key, ok = l.Exactly(s); ok {
		return key, true
	}
	if i := strings.IndexByte(s.folded, '('); i > 0 {
		if key, ok = l.Exactly(Spell(s.folded[:i])); ok {
			return key, true
		}
		if j := strings.IndexByte(s.folded[i:], ')'); j > 0 {
			if key, ok = l.Exactly(Spell(s.folded[:i] + s.folded[i+j+1:])); ok {
				return key, true
			}
		}
	}
	return l.nearly(s.Rest)
}

// Exactly finds the word with just this spelling, its number included or not.
func (l *Lexicon) Exactly(s Spelling) (key string, ok bool) {
	if key = l.exact[s.All]; key == "" && s.Rest != s.All {
		key = l.exact[s.Rest]
	}
	return key, key != ""
}

// turns are the characters of a text that turn its meaning: with another of
// them, or without one, it is another label (上年制发件数, 本机关掌握).
func turns(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("不非未无上去前下本今", r) {
			return r
		}
		return -1
	}, s)
}

// marks is a set of the characters of a text, in which some share a place.
func marks(s string) (set uint64) {
	for _, r := range s {
		set |= 1 << (r % 64)
	}
	return set
}

// nearly finds the one loose word that is cut to s (four characters at least),
// or one edit away from it, two where s has eight characters. A word of four
// characters is not looked for by edits: 行政处分 is not 行政处罚.
func (l *Lexicon) nearly(s string) (key string, ok bool) {
	if len(s) < 4*3 || len(s) > l.longest+6 {
		return "", false
	}
	t := damaged{text: s, begins: l.Begins(s), length: Len(s), marks: marks(s), most: 1}
	if t.length >= 8 {
		t.most = 2
	}
	for i := range l.words {
		if w := &l.words[i]; w.loose && w.near(&t) {
			if ok && key != w.key {
				return "", false
			}
			key, ok = w.key, true
		}
	}
	return key, ok
}

// damaged is a text that may be a word with at most so many edits.
type damaged struct {
	text   string
	begins bool // some word
	length int  // in characters
	marks  uint64
	most   int
}

// near tells whether a word may have become the text. An edit takes one
// character away and brings one at most: where more differ, edits are not counted.
func (w *word) near(t *damaged) bool {
	for i, b := range w.bare {
		if t.begins && strings.HasPrefix(b, t.text) {
			return true
		}
		if n := len(w.runes[i]) - t.length; n > t.most || n < -t.most {
			continue
		}
		if bits.OnesCount64(w.marks[i]&^t.marks) > t.most || bits.OnesCount64(t.marks&^w.marks[i]) > t.most {
			continue
		}
		if len(w.runes[i]) > 4 && w.turns[i] == turns(t.text) && Distance(w.runes[i], []rune(t.text), t.most) <= t.most {
			return true
		}
	}
	return false
}

// CutTo tells whether the official label of a key begins with the words s.
func (l *Lexicon) CutTo(key, s string) bool {
	for _, w := range l.words {
		if w.key == key {
			return s != "" && strings.HasPrefix(w.bare[0], s)
		}
	}
	return false
}

// Beginning lists the keys whose official label begins with the words s.
func (l *Lexicon) Beginning(s string) []string {
	var keys []string
	for _, w := range l.words {
		if s != "" && strings.HasPrefix(w.bare[0], s) {
			keys = append(keys, w.key)
		}
	}
	return keys
}

// Sort readies the Lexicon for Begins and for words that are cut or damaged.
func (l *Lexicon) Sort() {
	for spelling := range l.exact {
		l.sorted = append(l.sorted, spelling)
		l.longest = max(l.longest, len(spelling))
	}
	sort.Strings(l.sorted)
}

// Begins tells whether some spelling begins with s.
func (l *Lexicon) Begins(s string) bool {
	i := sort.SearchStrings(l.sorted, s)
	return i < len(l.sorted) && strings.HasPrefix(l.sorted[i], s)
}

// IsSpace tells whether a character is white space: also the ideographic, the
// no-break and the fixed-width ones.
func IsSpace(r rune) bool {
	return r <= 0x3000 && (r == ' ' || r >= '\t' && r <= '\r' || r == 0x85 || r == 0xa0 || r == 0x1680 || r >= 0x2000 && r <= 0x200a || r == 0x2028 || r == 0x2029 || r == 0x202f || r == 0x205f || r == 0x3000)
}

// IsInvisible tells whether a character has no width: zero-width spaces and
// joiners, soft hyphen, byte order mark.
func IsInvisible(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x2060 && r <= 0x2064 || r == 0xfeff || r == 0xad || r < ' ' && !IsSpace(r)
}
