package form_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// TestContinued: a report that goes on at another address says so where one of
// its tables is not there.
func TestContinued(t *testing.T) {
	v := fixtures.Sample(6, "2021", "2021")
	whole := string(v.HTML("clean"))
	first := whole[:strings.Index(whole, "四、政府信息公开行政复议")]
	const address = "http://www.example.gov.cn/nb/t20240104_7.html"
	for name, tt := range map[string]struct{ body, want string }{
		"next page":       {first + `<div class="page"><a href="t20240104_7_1.html">下一页</a></div>`, "http://www.example.gov.cn/nb/t20240104_7_1.html"},
		"with an arrow":   {first + `<a class=n href='/nb/t20240104_7_1.html'><span>&gt;</span>下页</a>`, "http://www.example.gov.cn/nb/t20240104_7_1.html"},
		"by script":       {first + `<script>createPageHTML(2, 0, "t20240104_7", "html");</script>`, "http://www.example.gov.cn/nb/t20240104_7_1.html"},
		"page before":     {first + `<a href="t20240104_6.html">上一页</a>`, "http://www.example.gov.cn/nb/t20240104_6.html"},
		"next article":    {first + `<a href="t20240105_8.html">下一篇</a>`, ""},
		"nowhere":         {first + `<a href="#">下一页</a><a href="javascript:;">下一页</a>`, ""},
		"all tables here": {whole + `<a href="t20240104_7_1.html">下一页</a>`, ""},
	} {
		r, err := firstOn(page.Page{URL: address, Body: []byte(tt.body)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range r.Doubts {
			if d.Code == "continued" {
				got += d.Text
			}
		}
		if (got == "") != (tt.want == "") || !strings.Contains(got, " "+tt.want+",") && tt.want != "" {
			t.Errorf("%s: %q, want one that names %q", name, got, tt.want)
		}
	}
}

// TestSecondPage: the second page of a report has what it prints and no more.
func TestSecondPage(t *testing.T) {
	v := fixtures.Sample(6, "2021", "2021")
	whole := string(v.HTML("clean"))
	second := "<h1>" + v.Title + "</h1>" + whole[strings.Index(whole, "四、政府信息公开行政复议"):]
	r := readPage(t, "second", []byte(second), "text/html")
	if r.Tables[report.Disclosure] != nil || r.Tables[report.Requests] != nil || r.Tables[report.Review] == nil {
		t.Error("tables:", r.Tables)
	}
	var want []string
	for _, b := range v.Boxes() {
		if b.Table == report.Review {
			want = append(want, v.Cells[b].Raw)
		}
	}
	if got := values(r.Tables[report.Review]); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("review = %v, want %v", got, want)
	}
	if n := strings.Count(fmt.Sprint(r.Doubts), "absent"); n != 2 {
		t.Errorf("doubts: %v", r.Doubts)
	}
}
