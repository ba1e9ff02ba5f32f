package main

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/internal/report"
)

// tongue is the language a report is shown in.
type tongue int

const (
	chinese tongue = iota
	english
)

// tongues are the words of --lang.
var tongues = []string{"zh", "en"}

// tongueOf is the language of a word of --lang.
func tongueOf(word string) (tongue, error) {
	i := slices.Index(tongues, word)
	if i < 0 {
		return 0, wrong("there is no language %q; there are %s", word, strings.Join(tongues, ", "))
	}
	return tongue(i), nil
}

// phrases are what is said around a report, in both languages.
var phrases = map[string][2]string{
	"no organ":        {"（未印机关名称）", "(no organ printed)"},
	"no year":         {"（未印年度）", "(no year printed)"},
	"year":            {"%d年", "%d"},
	"source":          {"来源：", "source: "},
	"title":           {"标题：%s", "title: %s"},
	"published":       {"发布", "published"},
	"signed":          {"落款", "signed"},
	"address":         {"网址日期", "dated in the address"},
	"length":          {"%d字", "%d characters"},
	"disclosure":      {"二、主动公开政府信息情况", "二 Proactive disclosure"},
	"requests":        {"三、收到和处理政府信息公开申请情况", "三 Requests received and handled"},
	"review":          {"四、政府信息公开行政复议、行政诉讼情况", "四 Reconsideration and litigation"},
	"absent":          {"：页面没有这张表", ": the page has no such table"},
	"edition":         {"（%s年格式）", " (form of %s)"},
	"blank":           {"空 = 原文未填", "empty = left empty on the page"},
	"missing":         {" = 原文缺此格", " = the page lacks the cell"},
	"unplaced":        {" = 有内容而位置不能确定", " = printed, but where it belongs is not certain"},
	"no findings":     {"勾稽：没有可核对的表", "sums: there is no table to check"},
	"findings":        {"勾稽：%d条相符，%d条不符，%d条无法核对（有的格不是数字）", "sums: %d hold, %d fail, %d cannot be checked (a cell is no number)"},
	"prose":           {"正文与表：%d处一致，%d处不一致，%d处无法比较（口径不同，或是约数）", "prose and tables: %d agree, %d disagree, %d cannot be compared (another scope, or about so many)"},
	"cell":            {"表%s“%s”%s", "table %s, row “%s”, column “%s”"},
	"otherwise":       {"正文称%s，%s为%s：“%s”", "the prose says %s, %s says %s: “%s”"},
	"continuity":      {"衔接：与%d年的报告对照，%d条相符，%d条不符，%d条无法核对", "year on year, with the report on %d: %d hold, %d fail, %d cannot be checked"},
	"doubts":          {"存疑：%d处", "doubts: %d"},
	"grades":          {"核验：已核实%d格，相符%d格，未核实%d格", "grades: %d cells verified, %d consistent, %d unverified"},
	"organ":           {"机关", "organ"},
	"page":            {"网页", "page"},
	"asked":           {"原网址", "asked for"},
	"hash":            {"SHA-256", "SHA-256"},
	"archive":         {"存档", "archive"},
	"file":            {"附件", "file"},
	"kept":            {"（%s，%d字节，未读取，存档 %s）", "(%s, %d bytes, not read, archive %s)"},
	"not kept":        {"（未存档）", "(not kept)"},
	"fetched":         {"抓取", "fetched"},
	"reader":          {"读取", "read"},
	"by reader":       {"%s，读取程序%s", "%s by reader %s"},
	"cells":           {"单元格", "cells"},
	"value":           {"值", "value"},
	"state":           {"状态", "state"},
	"grade":           {"核验", "grade"},
	"printed":         {"原文", "printed"},
	"place":           {"位置", "place"},
	"nowhere":         {"无", "none"},
	"table and cell":  {"表%d 行%d 列%d", "table %d row %d column %d"},
	"place explained": {"位置：网页中第几张表、第几行、第几列，均从1起；文本页为第几行、第几格", "place: table, row and column on the page, from 1; in plain text the line and the cell of it"},
}

// of is a phrase; one that is not there is a mistake of the program, and shows.
func (t tongue) of(key string) string {
	p, ok := phrases[key]
	if !ok {
		return "{" + key + "}"
	}
	return p[t]
}

// row is the label of a row, with the headings it stands under.
func (t tongue) row(r report.Row) (label string, above []string) {
	if t == english {
		return r.English, nil // says what it stands under itself
	}
	return r.Label, r.Parents
}

// column is the head of a column.
func (t tongue) column(c report.Column) string {
	if t == english {
		return c.English
	}
	return c.Label
}

// room is how many columns of a terminal a table takes: English heads are long.
func (t tongue) room() int {
	if t == english {
		return 120
	}
	return screen
}

// grades tells how many cells are confirmed how well.
func (p *printer) grades(r *report.Report) {
	n := map[report.Grade]int{}
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		for _, row := range t.Cells {
			for _, c := range row {
				n[c.Grade]++
			}
		}
	}
	if len(n) > 0 {
		p.printf("\n%s\n", fmt.Sprintf(p.of("grades"), n[report.Verified], n[report.Consistent], n[report.Unverified]))
	}
}
