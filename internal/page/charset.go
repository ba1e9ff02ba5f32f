package page

import (
	"bytes"
	"encoding/binary"
	"mime"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding/traditionalchinese"
)

// Charset says how the text of a page was decoded and why so.
type Charset struct {
	Name string // utf-8, gb18030 (which holds GBK and GB2312), big5, utf-16le or utf-16be
	By   string // what decided: bom, valid (the bytes are valid UTF-8), header, meta, or guess
	Bad  int    // how many U+FFFD stand in the text for bytes that mean nothing
}

// The charsets told apart. Everything else that a page may claim to be is not
// believed: among pages in Chinese, ISO-8859-1 is a server's default.
const (
	utf8Name    = "utf-8"
	gbName      = "gb18030"
	big5Name    = "big5"
	utf16leName = "utf-16le"
	utf16beName = "utf-16be"
)

// labels are the names under which pages declare a charset.
var labels = map[string]string{
	"utf-8": utf8Name, "utf8": utf8Name, "unicode-1-1-utf-8": utf8Name,
	"gb18030": gbName, "gb-18030": gbName, "gbk": gbName, "gb2312": gbName, "gb_2312-80": gbName, "gb_2312": gbName,
	"gb2312-80": gbName, "x-gbk": gbName, "cp936": gbName, "ms936": gbName, "windows-936": gbName, "euc-cn": gbName, "chinese": gbName,
	"big5": big5Name, "big-5": big5Name, "big5-hkscs": big5Name, "x-x-big5": big5Name, "cn-big5": big5Name,
}

// Text is the body in UTF-8, decoded here once and nowhere else, and how. It
// never fails: bytes that mean nothing become U+FFFD and are counted.
//
// Headers and meta tags may be wrong in either direction, so the bytes come
// first: a byte order mark decides; valid UTF-8 is UTF-8. What is left is
// broken UTF-8 or another charset, and of these the one that leaves the fewest
// bytes without a meaning is taken, GB18030 at worst.
//
// The text may share memory with the body.
func (p Page) Text() (string, Charset) {
	body := p.Body
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return utf16Text(body[2:], binary.LittleEndian, utf16leName)
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return utf16Text(body[2:], binary.BigEndian, utf16beName)
	}
	by := "valid"
	if rest, ok := bytes.CutPrefix(body, []byte("\xef\xbb\xbf")); ok {
		body, by = rest, "bom"
	}
	if utf8.Valid(body) {
		return unsafe.String(unsafe.SliceData(body), len(body)), Charset{Name: utf8Name, By: by}
	}
	label, from := p.declared()
	if by == "bom" {
		label, from = utf8Name, by
	}
	text, c := best(body, label)
	c.By = "guess"
	if c.Name == label {
		c.By = from
	}
	return text, c
}

// best decodes what is not valid UTF-8.
func best(body []byte, label string) (string, Charset) {
	triples, bad := weigh(body, 64)
	if triples > 2*bad {
		// A page of UTF-8 cut in the middle of a character, or with a few
		// bytes of something else pasted in. GB18030 has next to no sequences
		// of three bytes that are valid UTF-8.
		return mended(body, bad), Charset{Name: utf8Name, Bad: bad}
	}
	text, n := decodeGB(body)
	if label == big5Name {
		if t, m := decodeBig5(body); m <= n {
			return t, Charset{Name: big5Name, Bad: m}
		}
	}
	if bad <= n {
		_, bad = weigh(body, len(body))
	}
	if bad < n || bad == n && label == utf8Name {
		return mended(body, bad), Charset{Name: utf8Name, Bad: bad}
	}
	return text, Charset{Name: gbName, Bad: n}
}

// weigh reads the body as UTF-8 and counts the characters of three bytes and
// the bytes that mean nothing. It stops when more than enough of these are seen.
func weigh(body []byte, enough int) (triples, bad int) {
	for i := 0; i < len(body) && bad <= enough+triples; {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else if size == 3 {
			triples++
		}
		i += size
	}
	return triples, bad
}

// mended is the body as UTF-8 with U+FFFD for each byte that means nothing.
func mended(body []byte, bad int) string {
	out := make([]byte, 0, len(body)+2*bad)
	from := 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			out = append(out, body[from:i]...)
			out = utf8.AppendRune(out, utf8.RuneError)
			from = i + 1
		}
		i += size
	}
	out = append(out, body[from:]...)
	return unsafe.String(unsafe.SliceData(out), len(out))
}

func decodeBig5(body []byte) (string, int) {
	out, err := traditionalchinese.Big5.NewDecoder().Bytes(body)
	if err != nil {
		return "", len(body) + 1
	}
	return string(out), bytes.Count(out, []byte("\ufffd"))
}

func utf16Text(body []byte, order binary.ByteOrder, name string) (string, Charset) {
	units := make([]uint16, 0, len(body)/2+1)
	for ; len(body) >= 2; body = body[2:] {
		units = append(units, order.Uint16(body))
	}
	if len(body) == 1 {
		units = append(units, utf8.RuneError)
	}
	text := string(utf16.Decode(units))
	return text, Charset{Name: name, By: "bom", Bad: strings.Count(text, "\ufffd")}
}

// declared is the charset that the page claims, the header first, as far as it
// is one of ours.
func (p Page) declared() (name, by string) {
	if _, params, err := mime.ParseMediaType(p.Type); err == nil {
		if name, ok := labels[strings.ToLower(params["charset"])]; ok {
			return name, "header"
		}
	}
	start := bytes.ToLower(p.Body[:min(len(p.Body), 4<<10)])
	for at := start; ; {
		i := bytes.IndexByte(at, '<')
		if i < 0 {
			return "", ""
		}
		tag, rest, _ := bytes.Cut(at[i+1:], []byte(">"))
		if name, ok := labels[tagCharset(tag)]; ok {
			return name, "meta"
		}
		at = rest
		if bytes.IndexByte(tag, '<') >= 0 {
			at = start[len(start)-len(rest)-len(tag):] // a stray <: look inside
		}
	}
}

// tagCharset is the charset named in a meta tag or an XML declaration.
func tagCharset(tag []byte) string {
	word := "charset"
	switch {
	case bytes.HasPrefix(tag, []byte("?xml")):
		word = "encoding"
	case !bytes.HasPrefix(tag, []byte("meta")):
		return ""
	}
	for {
		_, rest, ok := bytes.Cut(tag, []byte(word))
		if !ok {
			return ""
		}
		tag = rest
		value, ok := bytes.CutPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("="))
		if !ok {
			continue
		}
		value = bytes.TrimLeft(value, " \t\r\n\"'")
		if i := bytes.IndexAny(value, " \t\r\n\"';/"); i >= 0 {
			value = value[:i]
		}
		return string(value)
	}
}
