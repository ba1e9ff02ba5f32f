package export

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// gb18030 is the encoding of that name. The library's gives other characters
// for those of private use, which pages take from old fonts.
type gb18030 struct{ transform.Transformer }

func newGB18030() gb18030 { return gb18030{simplifiedchinese.GB18030.NewEncoder()} }

// own are the rows that GB 18030 gives to private use: the first character, the
// first of its two bytes, the first of its second bytes and how many there are,
// 0x7F left out.
var own = [...]struct {
	from, to    rune
	lead, trail byte
	cells       rune
}{
	{0xE000, 0xE233, 0xAA, 0xA1, 94},
	{0xE234, 0xE4C5, 0xF8, 0xA1, 94},
	{0xE4C6, 0xE765, 0xA1, 0x40, 96},
}

// lastPrivate is the last character of private use that has no code of its own
// in every edition of the standard: such a text cannot be written for certain.
const lastPrivate = 0xE864

// Transform encodes, an error where a character cannot be written for certain.
func (g gb18030) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		rest := src[nSrc:]
		n := bytes.IndexByte(rest, 0xEE) // the first byte of all that are private
		if n < 0 {
			n = len(rest)
		}
		if n == 0 && !utf8.FullRune(rest) && !atEOF {
			return nDst, nSrc, transform.ErrShortSrc
		}
		r, size := utf8.DecodeRune(rest)
		if n == 0 && r >= own[0].from && r <= lastPrivate {
			code, ok := private(r)
			switch {
			case !ok:
				return nDst, nSrc, fmt.Errorf("the character %U has no certain place in GB 18030; write UTF-8", r)
			case len(dst)-nDst < len(code):
				return nDst, nSrc, transform.ErrShortDst
			}
			nDst += copy(dst[nDst:], code[:])
			nSrc += size
			continue
		}
		more := n < len(rest)
		if n == 0 {
			n = size
		}
		d, s, err := g.Transformer.Transform(dst[nDst:], rest[:n], atEOF || more)
		nDst, nSrc = nDst+d, nSrc+s
		if err != nil {
			return nDst, nSrc, err
		}
	}
	return nDst, nSrc, nil
}

// private is the code of a character of private use.
func private(r rune) (code [2]byte, ok bool) {
	for _, row := range own {
		if r < row.from || r > row.to {
			continue
		}
		at := r - row.from
		code = [2]byte{row.lead + byte(at/row.cells), row.trail + byte(at%row.cells)}
		if row.trail < 0x7F && code[1] >= 0x7F {
			code[1]++
		}
		return code, true
	}
	return code, false
}
