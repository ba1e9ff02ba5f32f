// Package cell reads the text of one box of a form: a number, a number with
// words, a blank, a dash, or words.
package cell

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/internal/report"
	"gongkai/internal/words"
)

// Read reads the text of a box. Nothing is derived: a text that is not
// plainly one number has no value.
func Read(raw string) report.Cell {
	c := report.Cell{Raw: raw}
	if n, ok := plainDigits(raw); ok {
		c.State, c.Value = report.IsNumber, report.N(n)
		return c
	}
	s := words.Folded(raw)
	switch {
	case s == "":
		c.State = report.Blank
	case dashes[s]:
		c.State = report.Dash
	default:
		return readNumber(c, s)
	}
	return c
}

// plainDigits reads the text of nine boxes in ten: a few digits and nothing else.
func plainDigits(s string) (n int64, ok bool) {
	if s == "" || len(s) > 15 || s[0] == '0' && len(s) > 1 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// mayBeValue tells by how it begins whether a text can be a value.
func mayBeValue(text string) bool {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	if rest := text[n:]; n > 0 && len(rest) > 4 && (rest[0] == '.' && rest[1] > '9' || strings.HasPrefix(rest, "、")) {
		return false // 1.属于国家秘密
	}
	switch r, _ := utf8.DecodeRuneInString(text); r {
	case '(', '（':
		return false // （一）予以公开
	case '无', '不', '增', '减', '新', '共', '合', '计':
		return true
	default:
		return r < 0x4e00 || r > 0x9fff
	}
}

// dashes are what organs print for "nothing to report".
var dashes = map[string]bool{
	"/": true, `\`: true, "-": true, "--": true, "---": true, "–": true, "—": true, "――": true, "―": true, "——": true, "─": true, "──": true, "−": true,
	"无": true, "不适用": true,
}

// unit is the unit after a number, with the scale it counts in: 万元, 万件, %.
// note is what may follow: words in brackets, or after a mark.
const (
	unit = `((?:万|亿)?(?:元整|元|件次|人次|条次|篇次|场次|件|条|项|批次|批|次|宗|起|个|份|例|家|篇|期|场|人|名|处|户)|万|亿|%|)`
	note = `((?:\(.*\)|[;,。].*|))`
)

var (
	plainNumber = regexp.MustCompile(`^([+−-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$`)
	notedNumber = regexp.MustCompile(`^(增加|新增|增|减少|减|共计|合计|共|计|人民币|[¥￥]|)([+−-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?` + unit + note + `$`)
	onlyUnit    = regexp.MustCompile(`^\((?:单位:)?` + unit + `\)$`)
	digit       = regexp.MustCompile(`\d`)
)

// readNumber reads the one number in the folded text s of a box, with the
// words around it where they are a sign, a unit or a note. A scale belongs to
// the unit, since no number is converted: 1.2万件 is 1.2 in 万件.
func readNumber(c report.Cell, s string) report.Cell {
	c.State = report.Words
	if Apart(c.Raw) {
		return c
	}
	if m := plainNumber.FindStringSubmatch(s); m != nil {
		return valued(c, report.IsNumber, m[1] == "-" || m[1] == "−", m[2], m[3])
	}
	m := notedNumber.FindStringSubmatch(s)
	if m == nil && isWritten(s) {
		return readNumeral(c, s)
	}
	if m == nil || inexact.MatchString(m[6]) || !strings.HasPrefix(m[6], "(") && digit.MatchString(m[6]) {
		return c
	}
	fewer := m[1] == "减" || m[1] == "减少"
	minus := m[2] == "-" || m[2] == "−"
	if fewer && m[2] != "" {
		return c
	}
	c.Unit = strings.TrimSuffix(cmp.Or(m[5], bracketed(m[6])), "整")
	if money := m[1] == "人民币" || m[1] == "¥" || m[1] == "￥"; money {
		if c.Unit = strings.TrimSuffix(c.Unit, "元") + "元"; c.Unit != "元" && c.Unit != "万元" && c.Unit != "亿元" {
			c.Unit = ""
			return c
		}
	}
	return valued(c, report.Noted, fewer || minus, m[3], m[4])
}

// bracketed is the unit that a note is and nothing else: 12（万元）.
func bracketed(note string) string {
	if m := onlyUnit.FindStringSubmatch(note); m != nil {
		return m[1]
	}
	return ""
}

// readNumeral reads a number in Chinese numerals. Alone it is a number like
// any other, written with other digits; only 一 alone is none, since people
// type it for a dash.
func readNumeral(c report.Cell, s string) report.Cell {
	m := written.FindStringSubmatch(s)
	if m == nil || s == "一" || inexact.MatchString(m[3]) || !strings.HasPrefix(m[3], "(") && digit.MatchString(m[3]) {
		return c
	}
	body, scale := m[1], ""
	if short, ok := strings.CutSuffix(body, "万"); ok {
		body, scale = short, "万"
	}
	n, ok := numeral(body)
	if !ok {
		return c
	}
	c.State, c.Value, c.Unit = report.Noted, report.N(n), scale+strings.TrimSuffix(cmp.Or(m[2], bracketed(m[3])), "整")
	if s == m[1] && scale == "" {
		c.State = report.IsNumber
	}
	return c
}

// inexact are words after a number that take its exactness away.
var inexact = regexp.MustCompile(`^[(,;:、。]*(余|多|左右|以上|以下|以内|上下|约|近|不足|超过)`)

// valued gives the cell its value. A number that starts with 0 and goes on
// ("00", "007") is not read: it may be two cells in one.
func valued(c report.Cell, state report.State, minus bool, whole, fraction string) report.Cell {
	whole = strings.ReplaceAll(whole, ",", "")
	if len(whole) > 1 && whole[0] == '0' {
		c.Unit = ""
		return c
	}
	if minus {
		whole = "-" + whole
	}
	n, err := report.ParseNumber(whole + fraction)
	if err != nil {
		c.Unit = ""
		return c
	}
	c.State, c.Value = state, n
	return c
}

// Apart tells whether digits stand in two paragraphs of the box: nobody can
// say whether they are one number.
func Apart(raw string) bool {
	lines := strings.Split(raw, "\n")
	for i := 1; i < len(lines); i++ {
		if digit.MatchString(lines[i-1]) && digit.MatchString(lines[i]) && !strings.ContainsAny(lines[i], "(（") {
			return true
		}
	}
	return false
}

// IsValue tells whether a text by itself looks like the content of a box: a
// number, a noted one, a dash, or digits that may be part of a number.
func IsValue(text string) bool {
	if _, ok := plainDigits(text); ok {
		return true
	}
	if text == "" || len(text) > 200 || !mayBeValue(text) {
		return false
	}
	if onlyDigits.MatchString(text) {
		return true
	}
	switch Read(text).State {
	case report.IsNumber, report.Noted, report.Dash:
		return true
	}
	return false
}

var onlyDigits = regexp.MustCompile(`^\d[\d,]*(\.\d+)?$|^\.\d+$`)
