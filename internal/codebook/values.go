package codebook

import (
	"fmt"

	"gongkai/internal/report"
)

// named is a key with its labels: a value that a column may have.
type named struct {
	Key     string `json:"key"`
	Chinese string `json:"zh"`
	English string `json:"en,omitempty"`
	Unit    string `json:"unit,omitempty"`
	Where   string `json:"where,omitempty"` // the cells it is made of, or the article it answers to
}

// vocabulary is the list of values of a column.
type vocabulary struct {
	Column string  `json:"column"`
	Title  string  `json:"title"`
	Values []named `json:"values"`
}

// vocabularies are those of every column whose values are a list.
func vocabularies() []vocabulary {
	list := []vocabulary{series(), parts(), stated(), grades(), results(), followed(), doubted(), covered(), kept(), fileStates()}
	for _, t := range report.IndicatorTables {
		v := vocabulary{Column: "indicators.key", Title: "Indicators 指标 " + t.Form + " " + t.Title}
		for _, r := range t.Rows {
			if r.Key != "" {
				v.Values = append(v.Values, named{r.Key, r.Label, r.English, r.Unit, ""})
			}
		}
		list = append(list, v)
	}
	return list
}

func series() vocabulary {
	v := vocabulary{Column: "panel.variable", Title: "Series 序列"}
	for _, s := range report.Panel {
		where := ""
		for i, from := range s.Sources {
			if i > 0 {
				where += "; "
			}
			where += from.Form + ": " + from.Table + "." + Join(from.Cells)
		}
		v.Values = append(v.Values, named{s.Key, s.Label, s.English + note(s.Note), "", where})
	}
	return v
}

func note(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

func stated() vocabulary {
	v := vocabulary{Column: "statements.fact", Title: "Facts 事实"}
	for _, f := range report.Facts {
		v.Values = append(v.Values, named{Key: f.Key, Chinese: f.Label, English: f.English})
	}
	return v
}

// asked are what the articles of the 条例 ask of the six sections; the first
// is the form's own.
var asked = [len(report.Titles)]struct{ english, article string }{
	{"overview", ""},
	{"proactive disclosure, with table 二", "第五十条第(一)项"},
	{"requests received and dealt with, with table 三", "第五十条第(二)项"},
	{"reconsideration and litigation, with table 四", "第五十条第(三)项"},
	{"problems and improvement", "第五十条第(四)项"},
	{"other matters", "第五十条第(五)项"},
}

func parts() vocabulary {
	v := vocabulary{Column: "sections.number", Title: "Sections 六个部分"}
	for i, t := range report.Titles {
		v.Values = append(v.Values, named{fmt.Sprint(i + 1), t.Label, asked[i].english, "", asked[i].article})
	}
	return v
}

func grades() vocabulary {
	return vocabulary{"facts.grade", "Grades 核对等级", []named{
		{Key: report.Unverified.String(), Chinese: "未核对：只有一种读法，且没有相符的勾稽；或有勾稽不符", English: "one reading, and no sum that holds; or a sum that does not"},
		{Key: report.Consistent.String(), Chinese: "一致：两种读法相同，或所在勾稽都相符", English: "two readings agree, or every sum it stands in holds"},
		{Key: report.Verified.String(), Chinese: "已核对：两种读法相同，且所在勾稽都相符", English: "two readings agree, and every sum it stands in holds"}}}
}

func results() vocabulary {
	return vocabulary{"findings.result", "Results 勾稽结果", []named{
		{Key: string(report.Pass), Chinese: "相符", English: "both sides are equal"},
		{Key: string(report.Fail), Chinese: "不符", English: "they are not"},
		{Key: string(report.NotAssessable), Chinese: "无法核对", English: "a cell of the rule has no number, or what the prose states is of a wider scope or an estimate, see why"}}}
}

func followed() vocabulary {
	v := vocabulary{Column: "continuity.rule", Title: "Continuity 年际衔接"}
	for _, r := range report.StepRules {
		v.Values = append(v.Values, named{Key: r.Rule, Chinese: r.Label, English: r.English})
	}
	return v
}

func doubted() vocabulary {
	return vocabulary{"doubts.code", "Doubts 存疑的种类", []named{
		{Key: "absent", Chinese: "页面没有这张表", English: "the page does not have the table"},
		{Key: "attachment", Chinese: "此页没有三张表，另有附件，未读取", English: "the page has none of the tables and leads to a file, which is kept and not read"},
		{Key: "charset", Chinese: "有的字不能解码", English: "some characters cannot be decoded"},
		{Key: "columns", Chinese: "数列的含义不能确定", English: "which column of numbers is meant is not certain"},
		{Key: "continued", Chinese: "此页没有这张表，正文另有续页", English: "the page lacks a table and goes on at another address"},
		{Key: "digits", Chinese: "一格里的数字分在几行，可能是一个数，也可能是几个", English: "the digits of a cell stand on several lines: one number or more"},
		{Key: "edition", Chinese: "此格属于另一年的格式，未取", English: "the cell belongs to another edition than its table and is left out"},
		{Key: "files", Chinese: "附件过多，未全部取回", English: "the page leads to more files than are asked for"},
		{Key: "head", Chinese: "表头与格式不符", English: "a head that the form does not have"},
		{Key: "missing", Chinese: "缺此行，或此行没有数", English: "the page lacks the row"},
		{Key: "not_asked", Chinese: "这一年的报告还没有这张表，不算存疑", English: "reports of the year had no such table yet; not counted as a doubt"},
		{Key: "organ", Chinese: "机关名称不能确定", English: "who reports is not certain"},
		{Key: "period", Chinese: "数列可能不是全年的", English: "the numbers may not be those of the whole year"},
		{Key: "positions", Chinese: "各数的位置不能确定", English: "which cell a number belongs to is not certain"},
		{Key: "repeated", Chinese: "此行出现不止一次，各不相同", English: "the row stands more than once, and differs"},
		{Key: "row", Chinese: "有格式以外的行", English: "a row that the form does not have"},
		{Key: "several", Chinese: "同页有几份报告，不能分开", English: "several reports stand on the page and cannot be told apart"},
		{Key: "tables", Chinese: "另有一张统计表，未读", English: "another table of indicators, which is not read"},
		{Key: "year", Chinese: "年度不能确定", English: "which year it is about is not certain"}}}
}

func covered() vocabulary {
	return vocabulary{"coverage.state", "Coverage 覆盖情况", []named{
		{Key: "found", Chinese: "有报告", English: "there is a report"},
		{Key: "failed", Chinese: "有网页或列表，但没有读出报告", English: "a page was there and no report could be read, or its list could not"},
		{Key: "not found", Chinese: "列表读完了，没有这一年的", English: "the list was read to its end and has none for the year"},
		{Key: "not looked", Chinese: "没有查过", English: "nobody looked"}}}
}

func fileStates() vocabulary {
	return vocabulary{"manifestations.state", "Files 附件情况", []named{
		{Key: "kept", Chinese: "已存档", English: "it is in the archive"},
		{Key: "failed", Chinese: "没有取到", English: "it could not be had, see reason"},
		{Key: "not asked", Chinese: "没有请求", English: "nobody asked for it"}}}
}

func kept() vocabulary {
	return vocabulary{"sources.state", "Pages 网页情况", []named{
		{Key: "current", Chinese: "现用的报告出自此页", English: "the report that counts was read from it"},
		{Key: "superseded", Chinese: "已被另一网页取代", English: "another page took its place"},
		{Key: "no report", Chinese: "页上没有报告", English: "no report was found on it"}}}
}
