package form_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

// htmlTable writes rows of cells as a table.
func htmlTable(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<h1>清河区人民政府2023年政府信息公开工作年度报告</h1><p>四、政府信息公开行政复议、行政诉讼情况</p><table>")
	for _, r := range rows {
		b.WriteString("<tr><td>" + strings.Join(r, "</td><td>") + "</td></tr>")
	}
	return b.String() + "</table>"
}

// TestReviewTurned: the fifteen boxes are the same printed as three rows of
// five, or turned.
func TestReviewTurned(t *testing.T) {
	results := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	for name, page := range map[string]string{
		"three rows": htmlTable(append([]string{""}, results...),
			[]string{"行政复议", "1", "2", "3", "4", "10"}, []string{"未经复议直接起诉", "5", "6", "7", "8", "26"}, []string{"复议后起诉", "9", "0", "1", "2", "12"}),
		"turned": htmlTable([]string{"", "行政复议", "未经复议直接起诉", "复议后起诉"},
			[]string{"结果维持", "1", "5", "9"}, []string{"结果纠正", "2", "6", "0"}, []string{"其他结果", "3", "7", "1"},
			[]string{"尚未审结", "4", "8", "2"}, []string{"总计", "10", "26", "12"}),
	} {
		r := readPage(t, name, []byte(page), "text/html")
		table := r.Tables[report.Review]
		if table == nil {
			t.Errorf("%s: no table; doubts %v", name, r.Doubts)
			continue
		}
		got := fmt.Sprint(values(table))
		if want := "[1 2 3 4 10 5 6 7 8 26 9 0 1 2 12]"; got != want {
			t.Errorf("%s: %s, want %s; doubts %v", name, got, want, r.Doubts)
		}
	}
}

// values are the values of a table in the order of its form, - where there is none.
func values(table *report.Table) []string {
	var list []string
	for _, row := range table.Cells {
		for _, c := range row {
			if !c.State.HasValue() {
				list = append(list, "-")
				continue
			}
			list = append(list, c.Value.String())
		}
	}
	return list
}

// TestBarsOnTheirOwn: the bar that ends a cell may stand on the next line, and
// other tables of the page may be written otherwise than the report's.
func TestBarsOnTheirOwn(t *testing.T) {
	v := fixtures.Sample(3, "2021", "2021")
	metadata := "| 索引号: | 公开形式: | ||\n||||||\n"
	for name, text := range map[string]string{
		"bar on the next line": strings.ReplaceAll(string(v.Text("R4-lines")), " |\n", "\n|\n"),
		"lines below pads":     metadata + string(v.Text("R7")),
		"bars below pads":      metadata + string(v.Text("R4")),
	} {
		wantCells(t, name, v, v.Cells, readPage(t, name, []byte(text), "text/plain"))
	}
}
