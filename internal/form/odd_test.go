package form_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

var (
	numbered = regexp.MustCompile(`>([1-9])\.`)
	cellText = regexp.MustCompile(`>([^<>]+)<`)
)

// rowsOf are the rows of a page whose text matches, with their places.
func rowsOf(body, words string) [][]int {
	var rows [][]int
	for _, at := range tableRow.FindAllStringIndex(body, -1) {
		if strings.Contains(body[at[0]:at[1]], words) {
			rows = append(rows, at)
		}
	}
	return rows
}

// exchange puts the first row with some words in the place of the first with
// others, and that in its place.
func exchange(a, b string) func(string) string {
	return func(body string) string {
		x, y := rowsOf(body, a)[0], rowsOf(body, b)[0]
		return body[:x[0]] + body[y[0]:y[1]] + body[x[1]:y[0]] + body[x[0]:x[1]] + body[y[1]:]
	}
}

// tablesOf are the three tables of a page.
func tablesOf(body string) []string {
	return regexp.MustCompile(`(?s)<table.*?</table>`).FindAllString(body, -1)
}

// odd are pages as editors make them. What is whole must be read, whatever its
// order and numbers; of the rest nothing may be claimed.
var odd = []struct {
	name  string
	whole bool // every cell can be read
	make  func(body string) string
}{
	{"rows renumbered", true, func(b string) string { return numbered.ReplaceAllString(b, ">0$1.") }},
	{"rows without numbers", true, func(b string) string { return numbered.ReplaceAllString(b, ">") }},
	{"rows of a group in another order", true, exchange("2.其他法律行政法规禁止公开", "4.保护第三方合法权益")},
	{"rows of table 二 in another order", true, exchange("规章</p>", "规范性文件")},
	{"tables in another order", true, func(b string) string {
		t := tablesOf(b)
		return strings.NewReplacer(t[0], t[2], t[2], t[0]).Replace(b)
	}},
	{"tables in an appendix", true, func(b string) string {
		t := tablesOf(b)
		for _, x := range t {
			b = strings.Replace(b, x, "<p>详见附件。</p>", 1)
		}
		return strings.Replace(b, "</body>", "<p>附件1</p><p>附表</p>"+strings.Join(t, "<p>附件2</p>")+"</body>", 1)
	}},
	{"another table in an appendix", true, func(b string) string {
		return strings.Replace(b, "</body>", `<p>附件</p><table><tr><td>项目</td><td>总计</td><td>其他</td></tr><tr><td>规章</td><td>5</td><td>6</td></tr><tr><td>行政许可</td><td>7</td><td>8</td></tr></table></body>`, 1)
	}},
	{"a row 合计 added", true, func(b string) string {
		at := rowsOf(b, "行政强制")[0]
		return b[:at[1]] + `<tr><td>合计</td><td colspan="3">99</td></tr>` + b[at[1]:]
	}},
	{"a row missing", false, func(b string) string {
		at := rowsOf(b, "2.重复申请")[0]
		return b[:at[0]] + b[at[1]:]
	}},
	{"labels shortened", false, func(b string) string {
		return strings.NewReplacer("属于三类内部事务信息", "三类内部事务", "属于四类过程性信息", "四类过程性", "属于行政执法案卷", "执法案卷", "信访举报投诉类申请", "信访举报投诉", "重复申请", "重复").Replace(b)
	}},
	{"labels damaged", false, func(b string) string {
		return strings.NewReplacer("属于国家秘密", "属干国家秘蜜", "没有现成信息需要另行制作", "没有现成信息需要另行制", "予以公开", "予以公幵", "规章", "规草").Replace(b)
	}},
	{"header and values in one cell", false, func(b string) string {
		t := tablesOf(b)[0]
		var lines []string
		for _, m := range cellText.FindAllStringSubmatch(t, -1) {
			if s := strings.TrimSpace(m[1]); s != "" {
				lines = append(lines, s)
			}
		}
		return strings.Replace(b, t, "<table><tr><td>"+strings.Join(lines, "<br>")+"</td></tr></table>", 1)
	}},
	{"a column in one cell", false, func(b string) string {
		t := tablesOf(b)[0]
		return strings.Replace(b, t, `<table><tr><td>信息内容<br>规章<br>行政规范性文件</td><td>本年制发件数<br>1<br>2</td><td>本年废止件数<br>3<br>4</td><td>现行有效件数<br>5<br>6</td></tr></table>`, 1)
	}},
	{"label and value in one cell", false, func(b string) string {
		return regexp.MustCompile(`(?s)(行政许可|行政处罚)</p>\s*</td>\s*<td[^>]*>\s*<p[^>]*>(\d+)`).ReplaceAllString(b, "$1：$2")
	}},
}

// TestOdd reads tables that editors have made otherwise.
func TestOdd(t *testing.T) {
	for _, tt := range odd {
		for seed, e := range editions {
			v := fixtures.Sample(int64(seed), e[0], e[1])
			before := string(v.HTML("clean"))
			body := tt.make(before)
			if body == before {
				t.Errorf("%s: the page has not changed", tt.name)
			}
			r := readPage(t, tt.name, []byte(body), "text/html")
			if tt.whole || len(r.Doubts) == 0 {
				wantCells(t, tt.name, v, v.Cells, r)
				continue
			}
			if wrong := claimed(v, r); len(wrong) > 0 {
				t.Errorf("%s: wrong: %v", tt.name, wrong)
			}
		}
	}
}

// TestReviewOtherwise: table 四 in lines and bars as three rows of five, or
// turned, is read where every cell has its place, else doubted.
func TestReviewOtherwise(t *testing.T) {
	rows := [][]string{{"", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"},
		{"行政复议", "1", "2", "3", "4", "10"}, {"未经复议直接起诉", "5", "6", "7", "8", "26"}, {"复议后起诉", "9", "0", "1", "2", "12"}}
	var turned [][]string
	for j := range rows[0] {
		var line []string
		for i := range rows {
			line = append(line, rows[i][j])
		}
		turned = append(turned, line)
	}
	const want = "1 2 3 4 10 5 6 7 8 26 9 0 1 2 12"
	for name, table := range map[string][][]string{"three rows": rows, "turned": turned} {
		for form, join := range map[string]func([]string) string{
			"bars":  func(l []string) string { return strings.TrimLeft(strings.Join(l, " | ")+" |", " |") },
			"grid":  func(l []string) string { return "| " + strings.Join(l, " | ") + " |" },
			"tabs":  func(l []string) string { return strings.Join(l, "\t") },
			"lines": func(l []string) string { return strings.Trim(strings.Join(l, "\n"), "\n") },
		} {
			text := "清河区教育局2023年政府信息公开工作年度报告\n一、总体情况\n工作平稳。\n四、政府信息公开行政复议、行政诉讼情况\n"
			for _, l := range table {
				text += join(l) + "\n"
			}
			r := readPage(t, name, []byte(text+"五、存在的主要问题及改进情况\n无。\n"), "text/plain")
			got := "absent"
			if review := r.Tables[report.Review]; review != nil {
				got = strings.Join(values(review), " ")
			}
			if certain := form == "grid" || form == "tabs"; certain && got != want || !certain && got != want && !strings.Contains(fmt.Sprint(r.Doubts), "review") {
				t.Errorf("%s in %s: %s, %v", name, form, got, r.Doubts)
			}
		}
	}
}
