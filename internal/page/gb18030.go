package page

import (
	"encoding/binary"
	"sync"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// pairs is the part of GB18030 with two bytes, which is GBK: the character of
// lead byte l and trail byte t at [l-0x81][t-0x40], 0 where there is none. It
// is made from the tables of x/text on the first page that needs it; looking a
// character up here is several times faster than the transformer there.
var pairs = sync.OnceValue(func() *[126][191]uint16 {
	var table [126][191]uint16
	decoder := simplifiedchinese.GB18030.NewDecoder()
	for l := range table {
		for t := range table[l] {
			out, err := decoder.Bytes([]byte{byte(l + 0x81), byte(t + 0x40)})
			if r, size := utf8.DecodeRune(out); err == nil && size == len(out) && r != utf8.RuneError {
				table[l][t] = uint16(r) // none lies beyond
			}
		}
	}
	return &table
})

// decodeGB decodes GB18030 and counts the bytes that mean nothing.
func decodeGB(body []byte) (text string, bad int) {
	table := pairs()
	out := make([]byte, 0, len(body)+len(body)/2+utf8.UTFMax)
	for i := 0; i < len(body); {
		c := body[i]
		if c < utf8.RuneSelf {
			j := i + 1
			for j+8 <= len(body) && binary.LittleEndian.Uint64(body[j:])&0x8080808080808080 == 0 {
				j += 8
			}
			for j < len(body) && body[j] < utf8.RuneSelf {
				j++
			}
			out = append(out, body[i:j]...)
			i = j
			continue
		}
		r, size := rune(0), 2
		if c > 0x80 && c < 0xff && i+1 < len(body) && body[i+1] >= 0x40 && body[i+1] < 0xff {
			r = rune(table[c-0x81][body[i+1]-0x40])
		}
		if r == 0 {
			r, size = rare(body[i:])
			if r == utf8.RuneError {
				bad++
			}
		}
		if 0x800 <= r && r <= 0xffff { // as nearly all
			out = append(out, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
		} else {
			out = utf8.AppendRune(out, r)
		}
		i += size
	}
	return unsafe.String(unsafe.SliceData(out), len(out)), bad
}

// rare decodes what is no pair: the euro sign of code page 936, four bytes, or
// nothing. A byte that means nothing is passed over alone, so that an ASCII
// character after half a character is kept.
func rare(body []byte) (rune, int) {
	if body[0] == 0x80 {
		return '€', 1
	}
	if len(body) >= 4 && body[1] >= '0' && body[1] <= '9' {
		out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(body[:4])
		if r, size := utf8.DecodeRune(out); err == nil && size == len(out) && r != utf8.RuneError {
			return r, 4
		}
	}
	if len(body) >= 2 && body[1] >= utf8.RuneSelf && body[0] != 0xff {
		return utf8.RuneError, 2 // a pair without a character
	}
	return utf8.RuneError, 1
}
