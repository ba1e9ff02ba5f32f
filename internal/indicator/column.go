package indicator

import (
	"strconv"
	"strings"

	"gongkai/internal/pattern"
	"gongkai/internal/words"
)

// role is what stands in a column.
type role int

const (
	label role = iota
	unit
	code
	ordinal
	remark
	period     // the number of the year, or of the time the table is for
	cumulative // 历年累计, 本年累计
	share      // the number of one of several reporters: 区直单位统计数
)

// column is one column by its head.
type column struct {
	role role
	head string // as compared
	year int    // that the head names, 0 for none
}

func (c column) isNumber() bool { return c.role >= period }

// heads are the words over columns.
var heads = map[string]role{
	"统计指标": label, "指标名称": label, "统计指标名称": label, "指标": label, "统计项目": label, "项目": label, "项目名称": label, "统计内容": label, "指标内容": label, "内容": label, "指标项目": label, "统计事项": label,
	"单位": unit, "计量单位": unit, "计算单位": unit, "数量单位": unit, "统计单位": unit,
	"代码": code, "指标代码": code, "编码": code, "编号": code,
	"序号": ordinal,
	"备注": remark, "说明": remark, "指标说明": remark,
	"统计数": period, "统计数据": period, "统计数值": period, "统计数量": period, "统计数字": period, "统计结果": period, "数据": period, "数量": period, "数值": period, "数字": period,
	"本年": period, "本年度": period, "本年数": period, "本年度数": period, "本年度统计数": period, "本年统计数": period, "本年度数据": period, "本年实际": period, "本年合计": period, "本年总计": period,
	"本期": period, "本期数": period, "本期实际": period, "本月": period, "本月数": period, "本月累计": period, "本季": period, "本季度": period, "本季累计": period, "本季度累计": period, "本期累计": period,
	"全年": period, "全年数": period, "全年统计数": period, "年度": period, "年度数": period, "当年": period, "当年数": period, "填报数": period, "填报数据": period, "合计": period, "总计": period, "总数": period,
}

var (
	yearHead  = pattern.Of(`^(20[0-4]\d)年?度?(全年)?(数|数量|数据|统计数|统计数据|情况)?$`)
	sumHead   = pattern.Of(`^(历年|历史|历年来|本年|本年度|全年|年度|总|年)?累计(数|数量|总数|数据|统计数)?$|^(自?20\d\d年(\d+月)?(\d+日)?(以来|起|至今)|截[至止到].{1,12}|条例(实施|施行)以来).{0,4}累计.{0,3}$`)
	shareHead = pattern.Of(`(统计数|数量|数)$`)
)

// mostOfHead is how many bytes the words over a column have at most.
const mostOfHead = 90

// headOf reads the words over a column.
func headOf(text string) (c column, ok bool) {
	if text == "" || len(text) > mostOfHead {
		return c, false
	}
	text = words.Folded(text)
	if strings.Contains(text, "(") {
		text = bracket.ReplaceAllString(text, "")
	}
	c.head = words.Squeeze(text)
	if c.role, ok = heads[c.head]; ok {
		return c, true
	}
	if m := yearHead.FindStringSubmatch(c.head); m != nil {
		c.year, _ = strconv.Atoi(m[1])
		c.role = period
		return c, c.head != m[1] // 2013 alone is a number too
	}
	if strings.Contains(c.head, "累计") && sumHead.MatchString(c.head) {
		c.role = cumulative
		return c, true
	}
	return c, false
}

// shareOf reads the words over a column that holds a part: 乡镇街道统计数.
func shareOf(text string) (c column, ok bool) {
	c.role, c.head = share, words.Squeeze(words.Folded(text))
	return c, len(c.head) <= 60 && shareHead.MatchString(c.head) && !isKnown(text)
}

// isTable tells whether columns are those of a table of indicators: one for
// labels, and numbers after it.
func isTable(columns []column) bool {
	labels, numbers := 0, 0
	for _, c := range columns {
		switch {
		case c.role == label && numbers > 0:
			return false
		case c.role == label:
			labels++
		case c.isNumber():
			numbers++
		}
	}
	return labels == 1 && numbers > 0
}

// isLettered tells whether the texts of a row only letter its columns: 甲 乙 丙 1 2.
func isLettered(texts []string) bool {
	some := false
	for _, t := range texts {
		s := words.Folded(t)
		if s != "" && !strings.Contains("甲乙丙丁戊12345", s) {
			return false
		}
		some = some || s != "" && strings.Contains("甲乙丙", s)
	}
	return some
}
