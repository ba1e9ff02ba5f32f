package statement

import (
	"sort"
	"strings"
	"unicode/utf8"

	"gongkai/internal/pattern"
	"gongkai/internal/words"
)

// cleaned is a text as the rules read it: widths folded, white space left out,
// what stands in quotation marks and titles of books left out, a newline only
// where a paragraph ends.
type cleaned struct {
	s      string
	jumps  []jump       // in order
	broken map[int]bool // places between two digits where white space was; nil where there are none
	source string
}

// jump is a place of the text from which on it stands elsewhere in the source,
// as far from there as before the next one.
type jump struct{ at, source int32 }

// longestName is how many bytes the name in quotation marks has at most.
const longestName = 180

// clean cleans a text.
func clean(source string) cleaned {
	c := cleaned{source: source, jumps: make([]jump, 0, len(source)/24)}
	var b strings.Builder
	b.Grow(len(source))
	gap, otherwise := false, false
	for i := 0; i < len(source); {
		if n := han(source[i:]); n > 0 {
			gap = false
			c.jump(b.Len(), i)
			b.WriteString(source[i : i+n])
			otherwise = otherwise || isUnlike(b.String())
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(source[i:])
		switch {
		case r == '\n' && ends(source, i):
			c.jump(b.Len(), i)
			b.WriteByte('\n')
			gap = false
		case words.IsSpace(r) || words.IsInvisible(r):
			gap = true
		default:
			r = folded(r)
			if n := b.Len(); gap && isDigit(r) && n > 0 && isDigit(rune(b.String()[n-1])) {
				c.tear(n)
			}
			gap = false
			c.jump(b.Len(), i)
			b.WriteRune(r)
			i += closing(source[i+size:], r)
		}
		i += size
	}
	c.jump(b.Len(), len(source))
	if c.s = b.String(); otherwise {
		c.s = unlike.Replace(c.s)
	}
	return c
}

// han is how many bytes of a text are Chinese characters, up to the first that
// may end a word of unlike.
func han(s string) (n int) {
	for n+2 < len(s) && s[n] >= 0xe4 && s[n] <= 0xe9 && (s[n] > 0xe4 || s[n+1] >= 0xb8) && s[n+1]&0xc0 == 0x80 && s[n+2]&0xc0 == 0x80 {
		n += 3
		if mayEndUnlike(s[n-3 : n]) {
			return n
		}
	}
	return n
}

// jump notes that the text goes on at a place of the source.
func (c *cleaned) jump(at, source int) {
	if n := len(c.jumps); n > 0 && source-at == int(c.jumps[n-1].source-c.jumps[n-1].at) || n == 0 && at == source {
		return
	}
	c.jumps = append(c.jumps, jump{int32(at), int32(source)})
}

// in is where in the source the character stands that begins at a place.
func (c *cleaned) in(at int) int {
	i := sort.Search(len(c.jumps), func(i int) bool { return int(c.jumps[i].at) > at })
	if i == 0 {
		return at
	}
	return at + int(c.jumps[i-1].source-c.jumps[i-1].at)
}

// unlikes are words that hold the name of another way of publishing, and as many
// bytes without it: 公开栏 is a board, 公开栏目 a part of a site.
var unlikes = []string{"公开栏目", "公开专目", "抖音公众号", "抖音抖音号", "微信视频号", "视频视频号",
	"局网上", "局线上", "委网上", "委线上", "厅网上", "厅线上"}

var unlike = strings.NewReplacer(unlikes...)

// mayEndUnlike tells whether such a word ends with a character.
func mayEndUnlike(char string) bool { return char == "目" || char == "号" || char == "上" }

// isUnlike tells whether a text of three bytes at least ends in such a word.
func isUnlike(s string) bool {
	if !mayEndUnlike(s[len(s)-3:]) {
		return false
	}
	for i := 0; i < len(unlikes); i += 2 {
		if strings.HasSuffix(s, unlikes[i]) {
			return true
		}
	}
	return false
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
	if end <= 0 || strings.Contains(rest[:end], "。") || strings.Contains(rest[:end], ";") || strings.Contains(rest[:end], "；") {
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
func (c *cleaned) ends(i int) int {
	if i == 0 {
		return 0
	}
	_, size := utf8.DecodeLastRuneInString(c.s[:i])
	at := c.in(i - size)
	_, size = utf8.DecodeRuneInString(c.source[at:])
	return at + size
}

// sentences are the parts of a paragraph, which begins at a place, between full
// stops and semicolons.
func sentences(line string, from int) []span {
	var list []span
	start := 0
	for i := 0; i < len(line); {
		size := 1
		switch c := line[i]; {
		case c >= 0xe4 && c < 0xf0: // of three bytes
			i += 3
			continue
		case c == ';', c == '!', c == '?':
		case strings.HasPrefix(line[i:], "。"):
			size = len("。")
		default:
			i++
			continue
		}
		if i > start {
			list = append(list, span{from + start, from + i})
		}
		i += size
		start = i
	}
	if start < len(line) {
		list = append(list, span{from + start, from + len(line)})
	}
	return list
}
