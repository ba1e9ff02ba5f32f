package cell

import (
	"regexp"
	"strings"
)

// digits and scales are Chinese numerals, those of cheques included.
var (
	digits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '壹': 1, '二': 2, '两': 2, '贰': 2, '三': 3, '叁': 3, '四': 4, '肆': 4, '五': 5, '伍': 5,
		'六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9}
	scales = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}
)

// numeral is the number that Chinese numerals write: 十二, 一百零五, 一万二千.
// Digits in a row without a scale (一二) are none: they may be two numbers. Nor
// is 一千二, which is said for 1200 and written for 1002.
func numeral(s string) (n int64, ok bool) {
	if s == "" || len(s) > 15*3 {
		return 0, false
	}
	var myriads, section, digit int64  // of 一万二千三百四十五: 10000, 2340, 5
	open, limit := false, int64(10000) // a digit waits for its scale; scales fall
	zero := false                      // 零 stands before the digit
	for _, r := range s {
		scale := scales[r]
		d, isDigit := digits[r]
		switch {
		case isDigit && open:
			return 0, false
		case isDigit:
			digit, open, zero = d, d != 0, zero || d == 0
		case scale > 0 && scale < limit && (open || scale == 10 && section == 0 && digit == 0):
			section, limit = section+max(digit, b2i(!open))*scale, scale
			digit, open, zero = 0, false, false
		case r == '万' && myriads == 0 && section+digit > 0:
			myriads = (section + digit) * 10000
			section, digit, open, zero, limit = 0, 0, false, false, 10000
		default:
			return 0, false
		}
	}
	skips := limit > 10 && (section > 0 || myriads > 0) // the last digit has no scale, and more than one lies between
	return myriads + section + digit, !open || zero || !skips
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// written finds a number in Chinese numerals, a unit and a note: 十二件(含上年2件).
var written = regexp.MustCompile(`^(?:共计|合计|共|计|)([零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+)` + unit + note + `$`)

// isWritten tells quickly whether a folded text may hold Chinese numerals.
func isWritten(s string) bool {
	return len(s) < 90 && strings.ContainsAny(s, "零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾")
}
