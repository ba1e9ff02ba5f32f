package prose

import (
	"strconv"
	"strings"

	"gongkai/internal/pattern"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

var (
	signedDate = pattern.Of(`^(.{0,60}?)[（(]?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})[日号]?[）)]?$`)
	signedHan  = pattern.Of(`^(.{0,60}?)[（(]?([一二][〇○零ＯO一二三四五六七八九0]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日[）)]?$`)
	hanDigits  = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "O", "0", "Ｏ", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
	organEnd   = pattern.Of(`(人民政府|政府|办公室|办公厅|办事处|委员会|管委会|管理处|委|局|厅|部|办|院|站|所|中心|总队|支队|大队|集团|公司|银行|法院|学校|大学|协会|联合会|组|处|镇|乡|街道)$`)
)

// signature finds where the signature begins in the lines of the last
// section: the line of the organ before the last line that is a date, or that
// line itself. at is -1 when there is none; date is the index of the date.
func signature(lines []string) (at, date int) {
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-12; i-- {
		organ, day := signedLine(lines[i])
		if day == "" {
			continue
		}
		if organ != "" {
			return i, i
		}
		if i > 0 && isOrgan(lines[i-1]) {
			return i - 1, i
		}
		return i, i
	}
	return -1, -1
}

// signedLine reads a line that is a date, with an organ before it or without.
func signedLine(line string) (organ string, day report.Date) {
	if len(line) > 300 || !strings.Contains(line, "月") {
		return "", ""
	}
	s := words.Folded(line)
	if m := signedDate.FindStringSubmatch(s); m != nil {
		if m[1] == "" || isOrgan(m[1]) {
			return m[1], report.DateOf(number(m[2]), number(m[3]), number(m[4]))
		}
		return "", ""
	}
	m := signedHan.FindStringSubmatch(s)
	if m == nil || m[1] != "" && !isOrgan(m[1]) {
		return "", ""
	}
	return m[1], report.DateOf(number(hanDigits.Replace(m[2])), hanNumber(m[3]), hanNumber(m[4]))
}

// ourselves begins the words for an organ by which it means itself: 我局办公室.
var ourselves = pattern.Of(`^(?:我|本(?:局|厅|委|办|镇|乡|街道|单位|机关|部门|区|县|市|院|所|中心|行政))`)

// isOrgan tells whether a line by itself is the name of an organ.
func isOrgan(line string) bool {
	s := plain(line)
	n := words.Len(s)
	return n >= 3 && n <= 40 && !ourselves.MatchString(s) && organEnd.MatchString(s) && !strings.ContainsAny(s, "。,;:、!?") && !strings.HasSuffix(s, "网站") && !strings.HasSuffix(s, "本站")
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// hanNumber reads 一 to 三十一.
func hanNumber(s string) int {
	tens, ones, ten := strings.Cut(s, "十")
	if !ten {
		return number(hanDigits.Replace(s))
	}
	n := 10
	if tens != "" {
		n = 10 * number(hanDigits.Replace(tens))
	}
	if ones != "" {
		n += number(hanDigits.Replace(ones))
	}
	return n
}

// signed is the organ and the day of the signature at the end.
func (e *evidence) signed() (organ string, day report.Date) {
	at, date := signature(e.last)
	if at < 0 {
		return e.brokenSignature()
	}
	organ, day = signedLine(e.last[date])
	if at < date {
		organ = e.last[at]
	}
	return strings.TrimSpace(organ), day
}

// brokenSignature reads a date that is broken over the last lines.
func (e *evidence) brokenSignature() (organ string, day report.Date) {
	lines := e.last
	if len(lines) > 12 {
		lines = lines[len(lines)-12:]
	}
	for i := range lines {
		if _, day := signedLine(strings.Join(lines[i:], "")); day != "" {
			return "", day
		}
	}
	return "", ""
}
