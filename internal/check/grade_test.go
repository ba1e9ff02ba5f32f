package check_test

import (
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/check"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// graded reads one set of values as a page or as text, and grades it.
func graded(t *testing.T, body []byte) *report.Report {
	t.Helper()
	all, err := form.Pages(page.Page{URL: "graded", Body: body})
	if err != nil {
		t.Fatal(err)
	}
	check.Grade(all[0], check.Report(all[0]))
	return all[0]
}

// TestGrade: two readings and sums that hold verify; text has one reading, so
// only its sums speak for it; one wrong total takes the grade from every cell
// it is summed with, and from no other.
func TestGrade(t *testing.T) {
	v := fixtures.Sample(3, "2021", "2021")
	total := fixtures.Box{Table: report.Requests, Row: "granted", Column: "total"}
	html, text := graded(t, v.HTML("clean")), graded(t, v.Text("R2"))
	wrong := graded(t, v.With(total, "98765").HTML("clean"))
	for _, tt := range []struct {
		r           *report.Report
		kind        report.Kind
		row, column string
		want        report.Grade
		what        string
	}{
		{html, report.Disclosure, "permits", "decisions", report.Verified, "two readings, no sum"},
		{html, report.Requests, "granted", "total", report.Verified, "two readings and sums"},
		{html, report.Review, "reconsideration", "upheld", report.Verified, "two readings and a sum"},
		{text, report.Disclosure, "permits", "decisions", report.Unverified, "one reading, no sum"},
		{text, report.Requests, "granted", "total", report.Consistent, "one reading and sums"},
		{wrong, report.Requests, "granted", "total", report.Unverified, "its row and its column fail"},
		{wrong, report.Requests, "granted", "enterprise", report.Unverified, "its row fails"},
		{wrong, report.Requests, "partly_granted", "total", report.Unverified, "its column fails"},
		{wrong, report.Requests, "partly_granted", "enterprise", report.Verified, "untouched"},
	} {
		if got := tt.r.Tables[tt.kind].Cell(tt.row, tt.column).Grade; got != tt.want {
			t.Errorf("%s.%s.%s: %s, want %s (%s)", tt.kind, tt.row, tt.column, got, tt.want, tt.what)
		}
	}
}

// TestEveryLayoutIsVerified: a sound page gives the same cells twice.
func TestEveryLayoutIsVerified(t *testing.T) {
	v := fixtures.Sample(5, "2021", "2019")
	for _, layout := range fixtures.Layouts() {
		r := graded(t, v.HTML(layout))
		n := map[report.Grade]int{}
		for _, table := range r.Tables {
			for _, row := range table.Cells {
				for _, c := range row {
					n[c.Grade]++
				}
			}
		}
		if n[report.Unverified]+n[report.Consistent] > 0 {
			t.Errorf("%s: %v, want every cell verified", layout, n)
		}
	}
}

// TestGradeIndicators: the tables of years before 2019 are graded likewise.
func TestGradeIndicators(t *testing.T) {
	rows := [][]string{{"统计指标", "单位", "统计数"}, {"（一）收到申请数", "件", "26"}, {"1.当面申请数", "件", "3"}, {"2.传真申请数", "件", "0"},
		{"3.网络申请数", "件", "20"}, {"4.信函申请数", "件", "3"}, {"四、行政复议数量", "件", "2"}, {"（一）维持具体行政行为数", "件", "1"},
		{"（二）被依法纠错数", "件", "0"}, {"（三）其他情形数", "件", "0"}, {"六、举报投诉数量", "件", "4"}}
	const title = "清河区人民政府2016年政府信息公开工作年度报告"
	html, text := "<h1>"+title+"</h1><table>", title+"\n"
	for _, r := range rows {
		html += "<tr><td>" + strings.Join(r, "</td><td>") + "</td></tr>"
		text += strings.Join(r, "\n") + "\n"
	}
	page, lines := graded(t, []byte(html+"</table>")), graded(t, []byte(text))
	for _, tt := range []struct {
		r    *report.Report
		key  string
		want report.Grade
		what string
	}{
		{page, "req_received", report.Verified, "two readings and a sum"},
		{page, "complaints", report.Verified, "two readings, no sum"},
		{page, "recon_total", report.Unverified, "a sum that fails"},
		{lines, "req_mail", report.Consistent, "one reading and a sum"},
		{lines, "complaints", report.Unverified, "one reading, no sum"},
	} {
		if tt.r.Indicators == nil {
			t.Fatalf("%s: no table", tt.what)
		}
		if got := tt.r.Indicators.Cell(tt.key).Grade; got != tt.want {
			t.Errorf("%s, %s: %s, want %s", tt.key, tt.what, got, tt.want)
		}
	}
}
