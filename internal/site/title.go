package site

import (
	"regexp"
	"strconv"
	"strings"
)

// What the title of an annual report looks like. Most are
// 〈organ〉2023年政府信息公开工作年度报告; the rest are its variations.
var (
	subject = regexp.MustCompile(`信息公开(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:[（(【\[]?20\d\d年?度?[)）】\]]?)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报)`)
	// brief is the whole of a title in a column that is said to hold nothing else.
	brief = regexp.MustCompile(`^.{0,20}20\d\d年?度?(?:工作)?(?:年报|年度报告|年度工作报告)$`)
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

// tidy is a title without white space, with figures for years.
func tidy(title string) string {
	title = wide.Replace(strings.Join(strings.Fields(title), ""))
	return numeral.ReplaceAllStringFunc(title, figures.Replace)
}

// isReport tells whether a title is that of an annual report. In a column that
// holds annual reports only, shorter ones will do.
func isReport(title string, inColumn bool) bool {
	if !strings.ContainsAny(title, "报報") {
		return false // as most links of a page
	}
	t := tidy(title)
	at := subject.FindStringIndex(t)
	if at == nil {
		return inColumn && brief.MatchString(t) && !before.MatchString(t) && !after.MatchString(t)
	}
	return !before.MatchString(t[:at[0]]) && !after.MatchString(t[at[1]:])
}

// isColumn tells whether a title without a year is the name of a column rather
// than of a report: 政府信息公开年报, 部门信息公开年度报告.
func isColumn(title string) bool {
	t := tidy(title)
	at := subject.FindStringIndex(t)
	if at == nil || yearOf(title) != 0 {
		return false
	}
	head := strings.TrimSuffix(strings.TrimSuffix(t[:at[0]], "政府"), "政务")
	switch strings.Trim(head, "·|>-—《【[") {
	case "", "法定", "历年", "部门", "乡镇", "街道", "本级", "本机关", "本部门", "各部门", "市级", "县级", "区级", "市", "县", "区", "镇", "政务公开":
		return true
	}
	return false
}

// yearOf is the year that a title names, which is the year reported on: the
// last one up to the words of the title, else the first after them; 0 when
// there is none.
func yearOf(title string) int {
	t := tidy(title)
	head := t
	if at := subject.FindStringIndex(t); at != nil {
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
