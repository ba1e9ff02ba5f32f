package codebook

import "gongkai/internal/report"

// Tables are all tables for researchers, in the order they are listed.
func Tables() []Table {
	return []Table{reports(), facts(), wide(report.Disclosure), wide(report.Requests), wide(report.Review), indicators(), panel(),
		sections(), statements(), findings(), continuity(), doubts(), coverage(), sources(), manifestations()}
}

// head are the columns every table begins with.
func head() []Variable {
	return []Variable{
		{Name: "organ", Chinese: "机关", English: "organ that reports, as the registry names it"},
		{Name: "division", Type: Code, Chinese: "行政区划代码", English: "code of the administrative division"},
		{Name: "year", Type: Integer, Chinese: "报告年度", English: "year reported on"},
	}
}

// filed are the columns of a table with its report at the end.
func filed(more ...Variable) []Variable { return short(append(append(head(), more...), numbered)) }

// short gives the variables that lack a short name their own, which is short.
func short(list []Variable) []Variable {
	for i := range list {
		if list[i].Short == "" {
			list[i].Short = list[i].Name
		}
	}
	return list
}

// numbered is the report that a line belongs to.
var numbered = Variable{Name: "report", Type: Integer, Chinese: "报告序号", English: "number of the report: the same in every table of one export"}

func reports() Table {
	return Table{"reports", "报告", "a line is a report", filed(
		Variable{Name: "level", Chinese: "层级", English: "level of the organ, as the registry has it"},
		Variable{Name: "title", Chinese: "标题", English: "title of the report"},
		Variable{Name: "printed", Chinese: "报告所印机关名称", English: "organ as printed in the report"},
		Variable{Name: "published", Type: Date, Chinese: "发布日期", English: "date of publication by the page", Article: "第四十九条"},
		Variable{Name: "signed", Type: Date, Chinese: "落款日期", English: "date under the text"},
		Variable{Name: "dated", Type: Date, Chinese: "网址中的日期", English: "date in the address of the page"},
		Variable{Name: "disclosure", Type: Code, Chinese: "表二格式版本", English: "edition of table 二 (主动公开); empty where it is absent"},
		Variable{Name: "requests", Type: Code, Chinese: "表三格式版本", English: "edition of table 三 (依申请公开); empty where it is absent"},
		Variable{Name: "review", Type: Code, Chinese: "表四格式版本", English: "edition of table 四 (复议、诉讼); empty where it is absent"},
		Variable{Name: "indicators", Type: Code, Chinese: "统计指标表版本", English: "edition of the table of indicators, of years before 2019"},
		Variable{Name: "cells", Type: Integer, Chinese: "有数的格", English: "cells with a value"},
		Variable{Name: "doubts", Type: Integer, Chinese: "存疑处", English: "doubts, see the table doubts"},
		Variable{Name: "failed", Type: Integer, Chinese: "不符的勾稽", English: "sums that fail, see the table findings; n/… is not counted"},
		Variable{Name: "versions", Type: Integer, Chinese: "版本数", English: "versions of the report that were stored"},
		Variable{Name: "address", Chinese: "网址", English: "address of the page"},
		Variable{Name: "hash", Type: Code, Chinese: "网页的SHA-256", English: "SHA-256 of the page as it came"},
		Variable{Name: "ref", Type: Code, Chinese: "存档位置", English: "place in the archive, or the file"},
		Variable{Name: "fetched", Type: Time, Chinese: "抓取时间", English: "when the page was fetched"},
		Variable{Name: "read", Type: Time, Chinese: "读取时间", English: "when the page was read"},
		Variable{Name: "reader", Type: Code, Chinese: "读取程序版本", English: "version of the reader"})}
}

func facts() Table {
	return Table{"facts", "单元格", "a line is a cell of a report", filed(
		Variable{Name: "form", Type: Code, Chinese: "格式版本", English: "edition of the form"},
		Variable{Name: "indicator", Type: Code, Chinese: "指标", English: "table, row and column of the cell"},
		Variable{Name: "value", Type: Decimal, State: "state", Chinese: "数值", English: "number as printed, in the unit printed; empty where there is none"},
		Variable{Name: "state", Type: State, Chinese: "状态", English: "what the cell holds"},
		Variable{Name: "raw", Chinese: "原文", English: "text as printed"},
		Variable{Name: "unit", Chinese: "所印单位", English: "unit, where the cell or its header prints one"},
		Variable{Name: "grade", Type: Code, Chinese: "核对等级", English: "how well the cell is confirmed, see Grades"})}
}

func sections() Table {
	return Table{"sections", "正文", "a line is a section of a report", filed(
		Variable{Name: "number", Type: Integer, Chinese: "第几部分", English: "place of the section in the form, 1 to 6, see Sections", Article: "第五十条"},
		Variable{Name: "heading", Chinese: "标题", English: "heading as printed"},
		Variable{Name: "text", Chinese: "正文", English: "what follows, tables left out"})}
}

func findings() Table {
	return Table{"findings", "勾稽", "a line is a rule tried on a report", filed(
		Variable{Name: "rule", Type: Code, Chinese: "规则", English: "rule of the form; n/…: what the prose states against the table, a warning"},
		Variable{Name: "result", Type: Code, Chinese: "结果", English: "pass, fail, or na, see Results"},
		Variable{Name: "at", Type: Code, Chinese: "所在行或列", English: "column, row or block it was tried at; of n/… the cell"},
		Variable{Name: "left", Type: Decimal, Chinese: "左边", English: "sum of the left side; of n/… the number stated"},
		Variable{Name: "right", Type: Decimal, Chinese: "右边", English: "sum of the right side"},
		Variable{Name: "why", Chinese: "无法核对的原因", English: "why it could not be tried; of n/… the section, the byte and the sentence"})}
}

func continuity() Table {
	return Table{"continuity", "年际衔接", "a line is a rule tried between a report and that of the year before", filed(
		Variable{Name: "rule", Type: Code, Chinese: "规则", English: "rule, see Continuity"},
		Variable{Name: "result", Type: Code, Chinese: "结果", English: "pass, fail, or na, see Results"},
		Variable{Name: "at", Type: Code, Chinese: "所在行或列", English: "column or row it was tried at"},
		Variable{Name: "left", Type: Decimal, Chinese: "左边", English: "what the report says"},
		Variable{Name: "right", Type: Decimal, Chinese: "右边", English: "what follows from the report of the year before"})}
}

func doubts() Table {
	return Table{"doubts", "存疑", "a line is a place that could not be read for certain", filed(
		Variable{Name: "code", Type: Code, Chinese: "种类", English: "kind of doubt, see Doubts"},
		Variable{Name: "table", Type: Code, Chinese: "表", English: "table it is about"},
		Variable{Name: "row", Chinese: "行", English: "row it is about: its key, or its words"},
		Variable{Name: "text", Chinese: "说明", English: "what the doubt is, quoting the page"})}
}
