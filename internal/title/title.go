// Package title reads the titles of links: which are those of annual reports,
// of which year and of which organ, and why the others are not.
package title

import (
	"regexp"
	"strconv"
	"strings"
)

// Title is what the words of a link say.
type Title struct {
	Report bool
	Year   int    // the year reported on; 0 when none is named
	Organ  string // whose report it is, by the title; empty when it does not say
	Column bool   // it is the name of a column of annual reports
	Why    string // it is taken for a report, or is not
}

// What the title of an annual report looks like. Most are
// 〈organ〉2023年政府信息公开工作年度报告; the rest are its variations.
var (
	subject = regexp.MustCompile(`信息公开(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:[（(【\[]?20\d\d年?度?[)）】\]]?)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报)`)
	// brief is the whole of a title in a column that is said to hold nothing else.
	brief = regexp.MustCompile(`^.{0,20}20\d\d年?度?(?:工作)?(?:年报|年度报告|年度工作报告)$`)
	// yearOnly is one that says nothing but the year.
	yearOnly = regexp.MustCompile(`^20\d\d年(?:度)?$`)
	// column is how such a column is called.
	column = regexp.MustCompile(`信息公开(?:工作)?年度?(?:工作)?报告?`)

	before = regexp.MustCompile(`图解|解读|读懂|图说|视频|关于(?:印发|做好|编制|编写|报送|开展|征求|规范)|转发`)
	after  = regexp.MustCompile(`解读|图解|读懂|图片版|指南|通知|公告|统计|总结|要点|考核|评估|办法|格式|模板|样式|制度|规定|方案|汇总|通报`)

	year    = regexp.MustCompile(`(?:^|\D)(20\d\d)(?:\D|$)`)
	numeral = regexp.MustCompile(`二[〇○零Oo0ＯΟ][〇○零一二三四五六七八九Oo0]{2}`)
	figures = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "O", "0", "o", "0", "Ｏ", "0", "Ο", "0",
		"一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
	wide = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
		"資訊", "信息", "公開", "公开", "報告", "报告", "年報", "年报", "\u200b", "", "\ufeff", "")
)

// printed is a day before or after a title, in the same link.
var printed = regexp.MustCompile(`^[\[(（【\s]*20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\])）】\s]*|[\[(（【\s]*20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\])）】\s]*$`)

// Clean is a title without the day printed before or after it.
func Clean(text string) string { return printed.ReplaceAllString(text, "") }

// IsColumn tells whether the words are those of a page, or of a column, that
// holds annual reports.
func IsColumn(name string) bool { return column.MatchString(tidy(name)) }

// Read reads the words of a link. In a column that holds annual reports only,
// a shorter title will do.
func Read(text string, inColumn bool) Title {
	if !strings.ContainsAny(text, "报報") && (!inColumn || !strings.Contains(text, "年")) {
		return Title{Why: "no words of a report"} // as most links of a page
	}
	t := tidy(text)
	at := subject.FindStringIndex(t)
	if at == nil {
		return readBrief(t, inColumn)
	}
	if m := before.FindString(t[:at[0]]); m != "" {
		return Title{Why: "about a report, not one (" + m + ")"}
	}
	if m := after.FindString(t[at[1]:]); m != "" {
		return Title{Why: "about a report, not one (" + m + ")"}
	}
	y := yearOf(t, at)
	if y == 0 && isColumn(t[:at[0]]) {
		return Title{Column: true, Why: "the name of a column, not of a report"}
	}
	return Title{Report: true, Year: y, Organ: organ(t[:at[0]]), Why: why("its title is that of an annual report", y)}
}

// readBrief reads a title that does not name its subject.
func readBrief(t string, inColumn bool) Title {
	m := before.FindString(t) + after.FindString(t)
	switch {
	case inColumn && yearOnly.MatchString(t):
		return Title{Report: true, Year: yearOf(t, nil), Why: "it stands in a column of annual reports and is a year"}
	case !brief.MatchString(t):
		return Title{Why: "its title is not that of an annual report on disclosure"}
	case m != "":
		return Title{Why: "about a report, not one (" + m + ")"}
	case !inColumn:
		return Title{Why: "a report of a year, but neither it nor its column says on what"}
	}
	y := yearOf(t, nil)
	return Title{Report: true, Year: y, Organ: organ(strings.TrimRight(t, "年报度告工作")), Why: why("it stands in a column of annual reports and names a year", y)}
}

func why(what string, year int) string {
	if year == 0 {
		return what + "; it names no year"
	}
	return what
}

// Year is the year that a text names, which in the title of a report is the
// one reported on; 0 when there is none.
func Year(text string) int {
	t := tidy(text)
	return yearOf(t, subject.FindStringIndex(t))
}

// tidy is a title without white space, with figures for years.
func tidy(title string) string {
	title = wide.Replace(strings.Join(strings.Fields(title), ""))
	return numeral.ReplaceAllStringFunc(title, figures.Replace)
}

// isColumn tells whether the words before the subject, in a title without a
// year, are those of a column: 政府信息公开年报, 部门信息公开年度报告.
func isColumn(head string) bool {
	head = strings.TrimSuffix(strings.TrimSuffix(head, "政府"), "政务")
	switch strings.Trim(head, "·|>-—《【[") {
	case "", "法定", "历年", "部门", "乡镇", "街道", "本级", "本机关", "本部门", "各部门", "市级", "县级", "区级", "市", "县", "区", "镇", "政务公开":
		return true
	}
	return false
}

// stray are words and years around the name of an organ in a title.
var stray = regexp.MustCompile(`[（(【\[]?20\d\d(?:[-—–~至]+20\d\d)?(?:学年度?|年?度?)[)）】\]]?|关于|的$|^[·|>\-—《【\[“"]+|年?度$`)

// organ is the name in the words before the subject of a title.
func organ(head string) string {
	for _, word := range []string{"政府", "政务"} {
		if cut, ok := strings.CutSuffix(head, word); ok {
			head = cut
			break
		}
	}
	if head = stray.ReplaceAllString(head, ""); strings.HasSuffix(head, "人民") {
		head += "政府" // 清河县人民政府信息公开工作年度报告 says it once
	}
	return strings.Trim(head, "，,、：: ")
}

// yearOf is the last year up to the end of the subject, else the first after it.
func yearOf(t string, at []int) int {
	head := t
	if at != nil {
		head = t[:at[1]]
	}
	if all := years(head); len(all) > 0 {
		return all[len(all)-1]
	}
	if all := years(t); len(all) > 0 {
		return all[0]
	}
	return 0
}

// years are the years in a text: four figures that stand alone.
func years(text string) []int {
	var all []int
	for {
		m := year.FindStringSubmatchIndex(text)
		if m == nil {
			return all
		}
		n, _ := strconv.Atoi(text[m[2]:m[3]])
		all, text = append(all, n), text[m[3]:]
	}
}
