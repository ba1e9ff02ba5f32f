package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A mapping rewrites the characters of texts, most of which stay as they are.
type mapping struct {
	ascii [utf8.RuneSelf]bool // what stays of ASCII
	han   *hanSet             // what may not stay of Chinese characters
	to    func(rune) rune     // what becomes of a character, less than 0 for nothing
}

// hanSet is a set of characters between firstHan and lastHan.
type hanSet [(lastHan-firstHan)/64 + 1]uint64

func (h *hanSet) add(r rune)      { h[(r-firstHan)/64] |= 1 << ((r - firstHan) % 64) }
func (h *hanSet) has(r rune) bool { return h[(r-firstHan)/64]&(1<<((r-firstHan)%64)) != 0 }

const firstHan, lastHan = 0x4e00, 0x9fff

func newMapping(han *hanSet, to func(rune) rune) *mapping {
	m := &mapping{han: han, to: to}
	for r := range rune(utf8.RuneSelf) {
		m.ascii[r] = to(r) == r
	}
	return m
}

// of is a text rewritten: the text itself where nothing changes.
func (m *mapping) of(s string) string {
	var b strings.Builder
	from := 0 // what stands before it is written
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && m.ascii[c] {
			i++
			continue
		}
		if c >= 0xe4 && c <= 0xe9 && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 {
			block := (uint(c&0xf)<<6 | uint(s[i+1]&0x3f)) - firstHan/64
			if block < uint(len(m.han)) && m.han[block]>>(s[i+2]&0x3f)&1 == 0 {
				i += 3
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		to := m.to(r)
		if to == r && (r != utf8.RuneError || size > 1) {
			i += size
			continue
		}
		if b.Cap() == 0 {
			b.Grow(len(s))
		}
		b.WriteString(s[from:i])
		if to >= 0 {
			b.WriteRune(to)
		}
		i += size
		from = i
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// folding is the mapping of Folded.
var folding = sync.OnceValue(func() *mapping {
	return newMapping(&hanSet{}, func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xfee0
		case r == '〔' || r == '﹝' || r == '﹙':
			return '('
		case r == '〕' || r == '﹞' || r == '﹚':
			return ')'
		case IsSpace(r) || IsInvisible(r):
			return -1
		}
		return r
	})
})

// squeezing is the mapping of Squeeze, but for spellings.
var squeezing = sync.OnceValue(func() *mapping {
	script := simplified()
	return newMapping(&script.set, func(r rune) rune {
		if r >= firstHan && r <= lastHan {
			return script.simple(r)
		}
		if r >= '0' && r <= '9' || r > 0x7f && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	})
})

// simplifying is the mapping of Simple.
var simplifying = sync.OnceValue(func() *mapping {
	script := simplified()
	return newMapping(&script.set, func(r rune) rune {
		if r >= firstHan && r <= lastHan {
			return script.simple(r)
		}
		return r
	})
})
