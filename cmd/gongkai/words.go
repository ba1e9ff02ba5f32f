package main

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/internal/report"
)

// rule is a rule of the form in words: where it is tried and what stands on
// its two sides.
type rule struct {
	kind        report.Kind
	byRow       bool // tried at each row, else at each column
	left, right string
	english     string // with both sides
}

var rules = map[string]rule{
	"requests/balance":  {report.Requests, false, "一＋二", "(七)＋四", "received + carried in make %s, but answered + carried out make %s"},
	"requests/outcomes": {report.Requests, false, "(七)总计", "各项结果之和", "(七)总计 says %s, but the outcomes above it add up to %s"},
	"requests/row":      {report.Requests, true, "总计", "六类申请人之和", "总计 says %s, but the six kinds of applicant add up to %s"},
	"review/total":      {report.Review, true, "总计", "四项结果之和", "总计 says %s, but the four results add up to %s"},
}

// findings writes the sums that fail and how many rules were tried, and then
// where the prose says otherwise than the tables.
func (p *printer) findings(r report.Reading) {
	var sums, prose []report.Finding
	for _, f := range r.Findings {
		if f.OfProse() {
			prose = append(prose, f)
			continue
		}
		sums = append(sums, f)
	}
	if len(sums) == 0 {
		p.printf("\n%s\n", p.of("no findings"))
	} else {
		p.counted("findings", sums)
	}
	for _, f := range sums {
		if f.Result == report.Fail {
			p.item("✗", p.finding(f, r.Report))
		}
	}
	if len(prose) == 0 {
		return
	}
	p.counted("prose", prose)
	for _, f := range prose {
		if f.Result == report.Fail {
			p.item("≠", p.otherwise(f, r.Report))
		}
	}
}

// item writes a text behind a mark, in lines that fit.
func (p *printer) item(mark, text string) {
	for i, line := range wrap(text, p.room()-4, closing) {
		p.printf("  %s %s\n", [2]string{mark, " "}[min(i, 1)], line)
	}
}

// counted writes how many findings hold, fail and cannot be tried, after what
// else the phrase says.
func (p *printer) counted(phrase string, list []report.Finding, more ...any) {
	count := map[report.Result]int{}
	for _, f := range list {
		count[f.Result]++
	}
	p.printf("\n"+p.of(phrase)+"\n", append(more, count[report.Pass], count[report.Fail], count[report.NotAssessable])...)
}

// otherwise says what the prose states and what the table has.
func (p *printer) otherwise(f report.Finding, r *report.Report) string {
	_, sentence, _ := strings.Cut(f.Why, ": ")
	cell, key := f.At, strings.Split(f.At, ".")
	for _, kind := range report.Kinds {
		if t := r.Tables[kind]; key[0] == kind.String() && len(key) == 3 && t != nil {
			cell = fmt.Sprintf(p.of("cell"), numeral(kind), group(t, key[1]), label(t, key[2]))
		}
	}
	return fmt.Sprintf(p.of("otherwise"), side(f.Left), cell, side(f.Right), sentence)
}

// group is the Chinese of rows added up, refused_*: that of the group they are
// in; of one row, its own.
func group(t *report.Table, key string) string {
	prefix, several := strings.CutSuffix(key, "*")
	for _, row := range t.Form.Rows {
		if several && row.Key != prefix && strings.HasPrefix(row.Key, prefix) && len(row.Parents) > 0 {
			return row.Parents[len(row.Parents)-1]
		}
	}
	return label(t, prefix)
}

// finding is a failing finding in the language of the reader.
func (p *printer) finding(f report.Finding, r *report.Report) string {
	if words, ok := indicatorWords(f, r.Indicators, p.tongue); ok {
		return words
	}
	if p.tongue == english {
		return inEnglish(f, r)
	}
	return inChinese(f, r)
}

// inChinese is a failing finding as the form would put it.
func inChinese(f report.Finding, r *report.Report) string {
	known, ok := rules[f.Rule]
	if !ok {
		return fmt.Sprintf("%s（%s）：%s ≠ %s", f.Rule, f.At, side(f.Left), side(f.Right))
	}
	part := "列"
	if known.byRow {
		part = "行"
	}
	return fmt.Sprintf("表%s“%s”%s：%s＝%s，%s＝%s", numeral(known.kind), label(r.Tables[known.kind], f.At), part,
		known.left, side(f.Left), known.right, side(f.Right))
}

// inEnglish is a failing finding in a sentence.
func inEnglish(f report.Finding, r *report.Report) string {
	known, ok := rules[f.Rule]
	if !ok {
		return fmt.Sprintf("%s at %s: %s is not %s", f.Rule, f.At, side(f.Left), side(f.Right))
	}
	part := "column"
	if known.byRow {
		part = "row"
	}
	return fmt.Sprintf("table %s, %s “%s”: ", numeral(known.kind), part, label(r.Tables[known.kind], f.At)) +
		fmt.Sprintf(known.english, side(f.Left), side(f.Right))
}

func side(n *report.Number) string {
	if n == nil {
		return "?"
	}
	return n.String()
}

// label is the Chinese of a row or column key of a table; the key itself
// where the table does not have it.
func label(t *report.Table, key string) string {
	if t == nil {
		return key
	}
	for _, row := range t.Form.Rows {
		if row.Key == key {
			return row.Label
		}
		for _, c := range row.Columns {
			if c.Key == key {
				return c.Label
			}
		}
	}
	return key
}

// doubts writes what could not be read for certain.
func (p *printer) doubts(r *report.Report) {
	doubts := slices.DeleteFunc(slices.Clone(r.Doubts), func(d report.Doubt) bool { return d.Code == report.NotAsked.String() })
	if len(doubts) == 0 {
		return
	}
	p.printf("\n"+p.of("doubts")+"\n", len(doubts))
	for _, d := range doubts {
		words := doubtWords(d, r)
		if p.tongue == english {
			words = tableOf(d) + d.Text
		}
		p.item("?", words)
	}
}

// doubtNames are the kinds of doubt in Chinese. What the page printed follows
// them; a kind that is not here is shown in the words of the doubt.
var doubtNames = map[string]string{
	"absent":     "页面没有这张表",
	"charset":    "有的字不能解码",
	"attachment": "此页无表，附件未读取",
	"continued":  "此页缺表，正文另有续页",
	"edition":    "此格属于另一年的格式，未取",
	"files":      "附件过多，未全部取回",
	"head":       "表头与格式不符",
	"missing":    "缺此行，或此行没有数",
	"organ":      "机关名称",
	"positions":  "各数的位置不能确定",
	"repeated":   "此行出现不止一次，各不相同",
	"several":    "同页有几份报告，不能分开",
	"row":        "有格式以外的行",
	"year":       "年度",
}

// doubtWords is a doubt in Chinese: where it is, what kind it is, what stands there.
func doubtWords(d report.Doubt, r *report.Report) string {
	parts := []string{}
	for _, kind := range report.Kinds {
		if d.Table != kind.String() {
			continue
		}
		where := "表" + numeral(kind)
		if d.Row != "" {
			where += "“" + label(r.Tables[kind], d.Row) + "”"
		}
		parts = append(parts, where)
	}
	name, known := doubtNames[d.Code]
	_, printed, quoted := strings.Cut(d.Text, "printed: ")
	switch {
	case known && d.Table != "" && quoted:
		parts = append(parts, name+"，原文 "+printed)
	case known && d.Table != "" && !strings.Contains(d.Text, `"`):
		parts = append(parts, name)
	case known:
		parts = append(parts, name, d.Text)
	default:
		parts = append(parts, d.Text)
	}
	return strings.Join(parts, "：")
}
