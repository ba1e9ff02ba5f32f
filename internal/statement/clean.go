package statement

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/internal/words"
)

// cleaned is a text as the rules read it: widths folded, white space left out,
// what stands in quotation marks and titles of books left out, a newline only
// where a paragraph ends. at tells where each byte stands in the source.
type cleaned struct {
	s      string
	at     []int        // one more than s has bytes
	broken map[int]bool // places between two digits where white space was
	source string
}

// quotes are marks whose inside is a name, not a statement.
var quotes = map[rune]rune{'《': '》', '〈': '〉', '“': '”', '「': '」', '"': '"'}

// longestName is how many bytes the name in quotation marks has at most.
const longestName = 180

// clean cleans a text.
func clean(source string) cleaned {
	c := cleaned{broken: map[int]bool{}, source: source}
	var b strings.Builder
	put := func(s string, at int) {
		for range len(s) {
			c.at = append(c.at, at)
		}
		b.WriteString(s)
	}
	gap := false
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRuneInString(source[i:])
		switch {
		case r == '\n' && ends(source, i):
			put("\n", i)
			gap = false
		case words.IsSpace(r) || words.IsInvisible(r):
			gap = true
		default:
			s := folded(r)
			if gap && isDigit(s) && b.Len() > 0 && isDigit(b.String()[b.Len()-1:]) {
				c.broken[b.Len()] = true
			}
			gap = false
			put(s, i)
			if end := closing(source[i+size:], r); end > 0 {
				if strings.HasSuffix(source[:i+size+end], "公报") {
					end -= len("公报")
				}
				i += end
			}
		}
		i += size
	}
	c.at = append(c.at, len(source))
	c.s = b.String()
	return c
}

// closing is how many bytes of a quotation stand between its marks.
func closing(rest string, open rune) int {
	shut, ok := quotes[open]
	if !ok {
		return 0
	}
	end := strings.IndexRune(rest, shut)
	if end > longestName || end >= 0 && strings.ContainsAny(rest[:end], "。;；") {
		return 0
	}
	return end
}

// folded is a character as the rules spell it.
func folded(r rune) string {
	switch {
	case r >= 0xff01 && r <= 0xff5e:
		r -= 0xfee0
	case r == '〔' || r == '﹝' || r == '【':
		r = '('
	case r == '〕' || r == '﹞' || r == '】':
		r = ')'
	}
	return string(r)
}

func isDigit(s string) bool { return len(s) == 1 && s[0] >= '0' && s[0] <= '9' }

// enumerator begins a paragraph that goes on with none before it.
var enumerator = regexp.MustCompile(`^\s*(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、.．是]|第[一二三四五六]|\d{1,2}[、.．][^\d]|[●•◆■★])`)

// ends tells whether the newline at i ends a paragraph. One in the middle of a
// sentence does not: editors break words and numbers over lines.
func ends(source string, i int) bool {
	before := strings.TrimRight(source[:i], " \t\u3000\u00a0\n")
	after := source[i+1:]
	if before == "" || enumerator.MatchString(after) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune("。;；!！?？", last) {
		return true
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return enumerator.MatchString(line) && !strings.ContainsAny(line, "，,、") && words.Len(line) >= 4
}

// ends is where in the source the cleaned byte before i ends.
func (c cleaned) ends(i int) int {
	if i == 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(c.source[c.at[i-1]:])
	return c.at[i-1] + size
}

// paragraphs are the parts between newlines.
func (c cleaned) paragraphs() []span { return parts(c.s, 0, "\n") }

// sentences are the parts of a paragraph between full stops and semicolons.
func sentences(line string, from int) []span { return parts(line, from, "。;!?！？") }

func parts(s string, from int, stops string) []span {
	var list []span
	start := 0
	for i, r := range s + "\x00" {
		if i == len(s) || strings.ContainsRune(stops, r) {
			if i > start {
				list = append(list, span{from + start, from + i})
			}
			if i < len(s) {
				start = i + utf8.RuneLen(r)
			}
		}
	}
	return list
}
