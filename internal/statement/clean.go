package statement

import (
	"strings"
	"unicode/utf8"

	"gongkai/internal/pattern"
	"gongkai/internal/words"
)

// cleaned is a text as the rules read it: widths folded, white space left out,
// what stands in quotation marks and titles of books left out, a newline only
// where a paragraph ends. at tells where each byte stands in the source.
type cleaned struct {
	s      string
	at     []int32      // one more than s has bytes
	broken map[int]bool // places between two digits where white space was; nil where there are none
	source string
}

// the characters that are neither folded nor left out
const firstHan, lastHan = 0x4e00, 0x9fff

// longestName is how many bytes the name in quotation marks has at most.
const longestName = 180

// clean cleans a text.
func clean(source string) cleaned {
	c := cleaned{source: source, at: make([]int32, 0, len(source)+1)}
	b := make([]byte, 0, len(source))
	gap := false
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRuneInString(source[i:])
		switch {
		case r >= firstHan && r <= lastHan:
			gap = false
			b, c.at = append(b, source[i:i+size]...), append(c.at, int32(i), int32(i), int32(i))
			if r == '目' || r == '号' || r == '上' {
				tell(b)
			}
		case r == '\n' && ends(source, i):
			b, c.at = append(b, '\n'), append(c.at, int32(i))
			gap = false
		case words.IsSpace(r) || words.IsInvisible(r):
			gap = true
		default:
			r = folded(r)
			if gap && isDigit(r) && len(b) > 0 && isDigit(rune(b[len(b)-1])) {
				c.tear(len(b))
			}
			gap = false
			b = utf8.AppendRune(b, r)
			for len(c.at) < len(b) {
				c.at = append(c.at, int32(i))
			}
			i += closing(source[i+size:], r)
		}
		i += size
	}
	c.at = append(c.at, int32(len(source)))
	c.s = string(b)
	return c
}

// unlike are words that hold the name of another way of publishing, and as many
// bytes without it: 公开栏 is a board, 公开栏目 a part of a site.
var unlike = [...][2]string{{"公开栏目", "公开专目"}, {"抖音公众号", "抖音抖音号"}, {"微信视频号", "视频视频号"},
	{"局网上", "局线上"}, {"委网上", "委线上"}, {"厅网上", "厅线上"}}

// tell writes such a word at the end of a text otherwise.
func tell(b []byte) {
	for _, u := range unlike {
		if from := len(b) - len(u[0]); from >= 0 && string(b[from:]) == u[0] {
			copy(b[from:], u[1])
		}
	}
}

// tear notes that white space stood between two digits.
func (c *cleaned) tear(at int) {
	if c.broken == nil {
		c.broken = map[int]bool{}
	}
	c.broken[at] = true
}

// closing is how many bytes of a quotation stand between its marks; the word
// 公报 at its end is left standing, because it is a way of publishing.
func closing(rest string, open rune) int {
	shut := shutting(open)
	if shut == 0 {
		return 0
	}
	end := strings.IndexRune(rest[:min(len(rest), longestName)], shut)
	if end <= 0 || strings.ContainsAny(rest[:end], "。;；") {
		return 0
	}
	if strings.HasSuffix(rest[:end], "公报") {
		end -= len("公报")
	}
	return end
}

// shutting is the mark that ends what a mark opens, 0 for all other characters.
func shutting(open rune) rune {
	switch open {
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '“':
		return '”'
	case '「':
		return '」'
	case '"':
		return '"'
	}
	return 0
}

// folded is a character as the rules spell it.
func folded(r rune) rune {
	switch {
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xfee0
	case r == '〔' || r == '﹝' || r == '【':
		return '('
	case r == '〕' || r == '﹞' || r == '】':
		return ')'
	}
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// enumerator begins a paragraph that goes on with none before it.
var enumerator = pattern.Of(`^\s*(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、.．是]|第[一二三四五六]|\d{1,2}[、.．][^\d]|[●•◆■★])`)

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
	at := int(c.at[i-1])
	_, size := utf8.DecodeRuneInString(c.source[at:])
	return at + size
}

// sentences are the parts of a paragraph, which begins at a place, between full
// stops and semicolons.
func sentences(line string, from int) []span {
	var list []span
	start := 0
	for i, r := range line {
		switch r {
		case '。', ';', '!', '?':
			if i > start {
				list = append(list, span{from + start, from + i})
			}
			start = i + utf8.RuneLen(r)
		}
	}
	if start < len(line) {
		list = append(list, span{from + start, from + len(line)})
	}
	return list
}
