package codebook

func indicators() Table {
	return Table{"indicators", "统计指标", "a line is a row of a table of indicators (政府信息公开情况统计表), of years before 2019", filed(
		Variable{Name: "form", Type: Code, Chinese: "格式版本", English: "2014: the national table; 2008: a local one"},
		Variable{Name: "row", Type: Integer, Chinese: "行", English: "place of the row in the table as printed, from 1"},
		Variable{Name: "key", Type: Code, Chinese: "指标代码", English: "key of the indicator; empty for a row that no known table has"},
		Variable{Name: "label", Chinese: "指标名称", English: "label as printed"},
		Variable{Name: "unit", Chinese: "计量单位", English: "unit as printed"},
		Variable{Name: "value", Type: Decimal, State: "state", Chinese: "本年数", English: "number of the year as printed"},
		Variable{Name: "state", Type: State, Chinese: "本年数状态", English: "what the cell of the year holds"},
		Variable{Name: "raw", Chinese: "本年数原文", English: "text of the cell of the year"},
		Variable{Name: "cumulative", Type: Decimal, State: "cumulative_state", Chinese: "累计数", English: "cumulative number as printed"},
		Variable{Name: "cumulative_state", Type: State, Chinese: "累计数状态", English: "what the cumulative cell holds"},
		Variable{Name: "cumulative_raw", Chinese: "累计数原文", English: "text of the cumulative cell"},
		Variable{Name: "grade", Type: Code, Chinese: "本年数核对等级", English: "how well the cell of the year is confirmed, see Grades"},
		Variable{Name: "cumulative_grade", Type: Code, Chinese: "累计数核对等级", English: "how well the cumulative cell is confirmed, see Grades"})}
}

func panel() Table {
	return Table{"panel", "面板", "a line is a report and a series that several editions of the form give", filed(
		Variable{Name: "variable", Type: Code, Chinese: "序列", English: "key of the series, see Series"},
		Variable{Name: "value", Type: Decimal, State: "state", Chinese: "数值", English: "number, or sum of the cells named in source"},
		Variable{Name: "state", Type: State, Chinese: "状态", English: "what the cells hold: of a sum, that of the part that lacks a number"},
		Variable{Name: "unit", Chinese: "单位", English: "unit printed, of amounts only"},
		Variable{Name: "value_wan", Type: Decimal, Chinese: "折合万元", English: "amount in 万元, where its unit is known"},
		Variable{Name: "form", Type: Code, Chinese: "格式版本", English: "edition of the form it comes from"},
		Variable{Name: "source", Type: Code, Chinese: "来源单元格", English: "cells it is made of"})}
}

func statements() Table {
	return Table{"statements", "正文所述事实", "a line is a fact that the prose of a report states", filed(
		Variable{Name: "fact", Type: Code, Chinese: "事实", English: "key of the fact, see Facts"},
		Variable{Name: "value", Type: Decimal, Chinese: "数值", English: "number as printed, before the scale of its unit; empty where none is"},
		Variable{Name: "approximate", Type: Integer, Chinese: "约数", English: "1 where the words say about (余, 多, 约, 近)"},
		Variable{Name: "unit", Chinese: "单位", English: "unit with its scale, as printed: 件, 万条"},
		Variable{Name: "scope", Chinese: "范围", English: "words that narrow what is counted"},
		Variable{Name: "section", Type: Integer, Chinese: "第几部分", English: "section it stands in, 1 to 6, see Sections"},
		Variable{Name: "sentence", Chinese: "原句", English: "the sentence"},
		Variable{Name: "raw", Chinese: "原文", English: "the words read"},
		Variable{Name: "offset", Type: Integer, Chinese: "位置", English: "where they begin in the text of the section, in bytes"})}
}

// coverage is of organs and years, not of reports: its state is another.
func coverage() Table {
	return Table{"coverage", "覆盖", "a line is an organ and a year: found, failed, not found or not looked", filed(
		Variable{Name: "level", Chinese: "层级", English: "level of the organ, as the registry has it"},
		Variable{Name: "state", Type: Code, Chinese: "情况", English: "found, failed, not found or not looked, see Coverage"},
		Variable{Name: "reason", Chinese: "原因", English: "why there is no report"},
		Variable{Name: "cells", Type: Integer, Chinese: "有数的格", English: "cells with a value"},
		Variable{Name: "doubts", Type: Integer, Chinese: "存疑处", English: "doubts, see the table doubts"},
		Variable{Name: "failed", Type: Integer, Chinese: "不符的勾稽", English: "sums that fail, see the table findings; n/… is not counted"},
		Variable{Name: "versions", Type: Integer, Chinese: "版本数", English: "versions of the report that were stored"})}
}

func sources() Table {
	return Table{"sources", "来源", "a line is a page that was stored, whatever was on it", filed(
		Variable{Name: "state", Type: Code, Chinese: "情况", English: "current, superseded or no report, see Pages"},
		Variable{Name: "title", Chinese: "链接标题", English: "title of the link that led here"},
		Variable{Name: "address", Chinese: "网址", English: "address that answered"},
		Variable{Name: "asked", Chinese: "所请求的网址", English: "address asked for, where another answered"},
		Variable{Name: "hash", Type: Code, Chinese: "网页的SHA-256", English: "SHA-256 of the page as it came; empty when nothing came"},
		Variable{Name: "status", Type: Integer, Chinese: "HTTP状态", English: "HTTP status"},
		Variable{Name: "type", Type: Code, Chinese: "媒体类型", English: "media type the site gave"},
		Variable{Name: "first", Type: Time, Chinese: "首次抓取时间", English: "when these bytes first came"},
		Variable{Name: "fetched", Type: Time, Chinese: "抓取时间", English: "when they last came in place of others"},
		Variable{Name: "ref", Type: Code, Chinese: "存档位置", English: "place in the archive, or the file"},
		Variable{Name: "reader", Type: Code, Chinese: "读取程序版本", English: "newest reader that read it"},
		Variable{Name: "reason", Chinese: "原因", English: "why that reader found no report"})}
}

func manifestations() Table {
	return Table{"manifestations", "附件", "a line is a file (PDF, Word, Excel …) that holds a report, or a part of it; files are kept, not read", filed(
		Variable{Name: "state", Type: Code, Chinese: "情况", English: "kept, failed or not asked, see Files"},
		Variable{Name: "title", Chinese: "文件名", English: "name of the file, by its link"},
		Variable{Name: "page", Chinese: "所在网页", English: "address of the page that links to it; its own where a list does"},
		Variable{Name: "address", Chinese: "网址", English: "address of the file"},
		Variable{Name: "type", Type: Code, Chinese: "文件类型", English: "type of the file: pdf, doc, docx, xls …"},
		Variable{Name: "size", Type: Integer, Chinese: "字节数", English: "size in bytes"},
		Variable{Name: "hash", Type: Code, Chinese: "文件的SHA-256", English: "SHA-256 of the file as it came"},
		Variable{Name: "ref", Type: Code, Chinese: "存档位置", English: "place in the archive"},
		Variable{Name: "first", Type: Time, Chinese: "首次抓取时间", English: "when these bytes first came"},
		Variable{Name: "fetched", Type: Time, Chinese: "抓取时间", English: "when they last came in place of others"},
		Variable{Name: "reason", Chinese: "原因", English: "why it could not be had"})}
}
