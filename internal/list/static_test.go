package list_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"gongkai/internal/list"
	"gongkai/internal/page"
)

// pages is a site of pages as they stand.
func pages(all map[string]string) site {
	return func(r *http.Request, _ string) string { return all[r.URL.RequestURI()] }
}

// listPage is a page of a list with a report for each year, and what follows it.
func listPage(organ string, after string, years ...int) string {
	var b strings.Builder
	b.WriteString(`<meta charset="utf-8"><title>政府信息公开年报</title><div class="nav"><a href="/">首页</a><a href="./">政府信息公开年报</a></div><ul class="list">`)
	for _, y := range years {
		fmt.Fprintf(&b, `<li><a href="./%d/t%d.html">%s%d年政府信息公开工作年度报告</a></li>`, y+1, y, organ, y)
	}
	return b.String() + "</ul>" + after
}

// yearsOf are the years of the reports that were found.
func yearsOf(w walked) string {
	var all []string
	for _, l := range w.Reports() {
		all = append(all, fmt.Sprint(l.Year))
	}
	return strings.Join(all, " ")
}

// The same index_2.html is the third page of a list of TRS and the second of
// one of UCAP. Both sites here have both, and one of the two is of elsewhere.
func TestWalkIndexTrap(t *testing.T) {
	trs := func(k int) string { return fmt.Sprintf(`<script>createPageHTML(3, %d, "index", "html");</script>`, k) }
	ucap := func(k int) string {
		return fmt.Sprintf(`<script>createPageHTML('page_div',3,%d,'index','html',6)</script>`, k)
	}
	for _, tt := range []struct {
		family string
		pages  map[string]string
		asked  int
	}{
		{"trs", map[string]string{
			"/nb/": listPage("青石区", trs(0), 2024, 2023), "/nb/index_1.html": listPage("青石区", trs(1), 2022, 2021), "/nb/index_2.html": listPage("青石区", trs(2), 2020, 2019),
			"/nb/index_3.html": listPage("旧区", "", 2010),
		}, 3},
		{"ucap", map[string]string{
			"/nb/": listPage("青石区", ucap(1), 2024, 2023), "/nb/index_2.html": listPage("青石区", ucap(2), 2022, 2021), "/nb/index_3.html": listPage("青石区", ucap(3), 2020, 2019),
			"/nb/index_1.html": listPage("旧区", "", 2010),
		}, 3},
		{"trs", map[string]string{ // as UCAP numbers them
			"/nb/": listPage("青石区", trs(0), 2024, 2023), "/nb/index_2.html": listPage("青石区", trs(1), 2022, 2021), "/nb/index_3.html": listPage("青石区", trs(2), 2020, 2019),
		}, 4},
		{"ucap", map[string]string{ // as TRS numbers them
			"/nb/": listPage("青石区", ucap(1), 2024, 2023), "/nb/index_2.html": listPage("青石区", ucap(3), 2022, 2021), "/nb/index_1.html": listPage("青石区", ucap(2), 2020, 2019),
		}, 4},
	} {
		w := walk(t, list.List{Address: "http://www.qingshi.example/nb/", Family: "auto"}, pages(tt.pages))
		if got := yearsOf(w); got != "2024 2023 2022 2021 2020 2019" || len(w.asked) != tt.asked || w.family != tt.family || w.Err() != nil {
			t.Errorf("%s: %s of %s after %d questions: %v", tt.family, got, w.family, len(w.asked), w.Err())
		}
	}
}

// A site that answers with its last page for ever is asked twice more, and one
// that shows all rows at once and pages none the less likewise.
func TestWalkEndless(t *testing.T) {
	w := walk(t, list.List{Address: "http://www.qinghe.example/nb/?page=1", Family: "auto"}, func(r *http.Request, _ string) string {
		n := num(r.FormValue("page"))
		next := fmt.Sprintf(`<a href="?page=%d">下一页</a>`, n+1)
		return listPage("清河县", next, 2024-min(n, 4), 2030-min(n, 4))
	})
	if got := len(w.Reports()); got != 8 || len(w.asked) != 5 || w.Err() != nil {
		t.Errorf("%d reports after %d questions, %v, want 8 after 5", got, len(w.asked), w.Err())
	}
	all := listPage("清河县", `<script>createPageHTML(40, 0, "index", "html");</script>`, 2024, 2023, 2022)
	w = walk(t, list.List{Address: "http://www.qinghe.example/nb/", Family: "auto"}, func(*http.Request, string) string { return all })
	if got := yearsOf(w); got != "2024 2023 2022" || len(w.asked) != 3 || w.Err() == nil || !strings.Contains(w.Err().Error(), "1 of the 40 pages") {
		t.Errorf("%s after %d questions, %v, want 3 reports after 3, and that they are of one page of 40", got, len(w.asked), w.Err())
	}
}

// A year of a menu is a list of its own: it has its own count, and two years
// without anything new do not end the walk.
func TestWalkYears(t *testing.T) {
	world := map[string]string{
		"/zfxxgk/nb/":                   file("years.html"),
		"/zfxxgk/nb/2024ndbg/":          listPage("清源区", `共1条 <ul><li><a href="../2024ndbg/">2024年</a></li><li><a href="../2023n/index.html">2023年</a></li><li><a href="../2021/">2021年</a></li></ul>`, 2024),
		"/zfxxgk/nb/2023n/index.html":   listPage("清源区", `<a href="index_2.html">下一页</a> 共3条`, 2023, 2020),
		"/zfxxgk/nb/2023n/index_2.html": listPage("清源区", `共3条`, 2019),
		"/zfxxgk/nb/2022ndbg/":          listPage("清源区", `<a href="szfgbm/">市政府各部门</a> <a href="../../zn/">指南</a> <a href="/zfxxgk/">返回</a>`),
		"/zfxxgk/nb/2022ndbg/szfgbm/":   listPage("清源区", ``, 2022),
		"/zfxxgk/nb/2021/":              listPage("清源区", ``, 2021),
	}
	w := walk(t, list.List{Address: "http://www.qingyuan.example/zfxxgk/nb/", Family: "auto"}, pages(world))
	if got := yearsOf(w); got != "2024 2023 2020 2021 2019 2022" || w.family != "years" || w.Err() != nil {
		t.Errorf("years: %s of %s, %v: %+v", got, w.family, w.Err(), w.asked)
	}
	for _, r := range w.asked {
		if strings.Contains(r.URL, "/zfgb/") || r.URL == "http://www.qingyuan.example/zfxxgk/" {
			t.Errorf("%s was asked, which is not of the list", r.URL)
		}
	}
	world["/zfxxgk/nb/2024ndbg/"] = listPage("清源区", `共2条`, 2024)
	w = walk(t, list.List{Address: "http://www.qingyuan.example/zfxxgk/nb/", Family: "years"}, pages(world))
	if err := w.Err(); !errors.Is(err, list.ErrShort) || !strings.Contains(err.Error(), "1 of the 2 rows") {
		t.Errorf("a year that is short: %v", err)
	}
}

// A page that is but a frame, or sends its reader on, leads to the list.
func TestWalkShell(t *testing.T) {
	inner := listPage("清源区", "", 2024, 2023)
	for _, tt := range []struct{ family, shell string }{
		{"iframe", file("iframe.html")},
		{"plain", `<meta http-equiv="refresh" content="0;url=/zwgk/inner/nblist.html">`},
	} {
		w := walk(t, list.List{Address: "http://www.qingyuan.example/zwgk/nb.html", Family: "auto"}, pages(map[string]string{"/zwgk/nb.html": tt.shell, "/zwgk/inner/nblist.html": inner}))
		if got := yearsOf(w); got != "2024 2023" || len(w.asked) != 2 || w.family != tt.family || w.Err() != nil {
			t.Errorf("%s: %s of %s, %v: %+v", tt.family, got, w.family, w.Err(), w.asked)
		}
	}
}

// A report for each year that the option, the page or the address names.
func TestWalkXxgk(t *testing.T) {
	const address = "http://www.zhoushan.example/module/xxgk/xxgkAnnualReport.jsp?area=11370883004330"
	body := file("xxgk.html")
	for _, tt := range []struct{ years, query, want string }{
		{"", "", "2023 2022 2021"},
		{"", "&fbtime=2024", "2024 2023 2022 2021"},
		{"2024-", "", "2025 2024 2023 2022 2021"}, // the page was asked in 2026
		{"2018,2020", "", "2023 2022 2021 2020 2018"},
	} {
		w := walk(t, list.List{Address: address + tt.query, Family: "auto", Options: map[string]string{"years": tt.years}}, func(*http.Request, string) string { return body })
		if got := yearsOf(w); got != tt.want || w.family != "xxgk" || w.Err() != nil {
			t.Errorf("years=%s: %q of %s, %v, want %s", tt.years, got, w.family, w.Err(), tt.want)
		}
		if l := w.Reports()[0]; !strings.HasPrefix(l.URL, address+"&fbtime=20") {
			t.Errorf("years=%s: %s", tt.years, l.URL)
		}
	}
}

func TestWalkOpenness(t *testing.T) {
	w := walk(t, list.List{Address: "http://www.lishan.example/opennessAnnualReport/?branch_id=52aac26ad0ffb1706c7d6a3c", Family: "auto"}, pages(map[string]string{
		"/opennessAnnualReport/?branch_id=52aac26ad0ffb1706c7d6a3c":        file("openness.html"),
		"/opennessAnnualReport/?branch_id=52aac26ad0ffb1706c7d6a3c&page=2": `<ul class="is-list"><li><a href="/OpennessAnnualReport/show/1.html">2022年年度报告</a></li><li><a href="/OpennessAnnualReport/show/2.html">2021年年度报告</a></li></ul>共4条`,
	}))
	if got := yearsOf(w); got != "2024 2023 2022 2021" || w.family != "openness" || w.Err() != nil {
		t.Errorf("%s of %s, %v", got, w.family, w.Err())
	}
}

// What a list says of its size and does not show is a failure of the list.
func TestWalkShort(t *testing.T) {
	for _, tt := range []struct{ after, want string }{
		{"共 9 条", "2 of the 9 rows"},
		{"共有<b>9</b>篇", "2 of the 9 rows"},
		{"<script>var totalRecord: 5,</script>", "2 of the 5 rows"},
		{"第1页 共3页 <a href=\"javascript:go(2)\">下一页</a>", "1 of the 3 pages"},
		{"共1页", ""},
		{"共2条", ""},
	} {
		w := walk(t, list.List{Address: "http://www.qinghe.example/nb/", Family: "auto"}, pages(map[string]string{"/nb/": listPage("清河县", tt.after, 2024, 2023)}))
		if err := w.Err(); (err == nil) != (tt.want == "") || err != nil && (!strings.Contains(err.Error(), tt.want) || !errors.Is(err, list.ErrShort)) {
			t.Errorf("%s: %v, want %q", tt.after, err, tt.want)
		}
	}
	// One page that could not be had has been told of already.
	w := walk(t, list.List{Address: "http://www.qinghe.example/nb/", Family: "auto"}, pages(map[string]string{"/nb/": listPage("清河县", `共9条 <a href="2.html">下一页</a>`, 2024, 2023)}))
	if err := w.Err(); err != nil {
		t.Errorf("a list of which a page failed: %v", err)
	}
}

// The page's own link to its next rows is followed first. What it leads to is
// not asked for again, and what it does not lead to is asked of the script.
func TestWalkNextGroup(t *testing.T) {
	for _, tt := range []struct {
		gives int // rows that the link leads to
		asked []string
	}{
		{4, []string{"GET", "GET"}},
		{2, []string{"GET", "GET", "POST"}},
	} {
		all := rows("松口市", "/art/%d/1/20/art_61490_%d.html")
		var asked []string
		w := walk(t, list.List{Address: "http://www.songkou.example/col/col61490/index.html", Family: "auto"}, func(r *http.Request, _ string) string {
			asked = append(asked, r.Method)
			switch {
			case r.URL.Path == "/col/col61490/index.html":
				group := `<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;columnid=61490"></a>]]></nextgroup>` + asXML(7, all[:3]) + "</script>"
				return group + file("dataproxy.html")
			case r.Method == http.MethodGet:
				return asXML(7, cut(all, 3, tt.gives))
			}
			return asXML(7, all)
		})
		if fmt.Sprint(asked) != fmt.Sprint(tt.asked) || len(w.Reports()) != 6 || w.Err() != nil {
			t.Errorf("%d rows behind the link: asked %v, %d reports, %v, want %v", tt.gives, asked, len(w.Reports()), w.Err(), tt.asked)
		}
	}
}

// Lists of VSB count down: the second page has the highest number.
func TestWalkDown(t *testing.T) {
	next := func(n int) string {
		return fmt.Sprintf(`<a href="nb/%d.htm">下页</a> <a href="nb/1.htm">尾页</a>`, n)
	}
	w := walk(t, list.List{Address: "http://www.tonghe.example/xxgk/nb.htm", Family: "auto"}, pages(map[string]string{
		"/xxgk/nb.htm": listPage("通禾县", next(2), 2024, 2023), "/xxgk/nb/2.htm": listPage("通禾县", `<a href="1.htm">下页</a>`, 2022, 2021), "/xxgk/nb/1.htm": listPage("通禾县", `共5条`, 2020),
	}))
	if got := yearsOf(w); got != "2024 2023 2022 2021 2020" || w.Err() != nil {
		t.Errorf("%s, %v", got, w.Err())
	}
}

// Every candidate that is no report says why.
func TestOthers(t *testing.T) {
	const body = `<meta charset="utf-8"><title>清河县</title><ul>
<li><a href="/nb/">政府信息公开年报</a></li>
<li><a href="a.html">清河县2023年政府信息公开工作年度报告</a></li>
<li><a href="b.html">清河县2023年政府信息公开工作年度报告解读</a></li>
<li><a href="c.html">关于做好2023年政府信息公开工作年度报告编制工作的通知</a></li>
<li><a href="d.html">2023年法治政府建设年度报告</a></li>
<li><a href="javascript:open(5)">清河县2022年政府信息公开工作年度报告</a></li>
<li v-for="r in rows"><a href="x.html">清河县2021年政府信息公开工作年度报告</a></li>
<li><a href="./">清河县2020年政府信息公开工作年度报告</a></li></ul><p><a href="/about.html">联系我们</a></p>`
	found, err := read("auto", page.Page{URL: "http://www.qinghe.example/zwgk/", Body: []byte(body), Type: "text/html"})
	if err != nil || len(found.Reports) != 1 || found.Reports[0].Organ != "清河县" {
		t.Fatalf("%+v, %v", found.Reports, err)
	}
	want := []string{"the name of a column", "about a report, not one (解读)", "about a report, not one (关于做好)", "not that of an annual report on disclosure",
		"it leads to the list itself", "no address of a web page", "a template that a script fills"}
	if len(found.Others) != len(want) {
		t.Fatalf("%d others, want %d: %+v", len(found.Others), len(want), found.Others)
	}
	for i, l := range found.Others {
		if !strings.Contains(l.Why, want[i]) {
			t.Errorf("%s: %q, want %q", l.Title, l.Why, want[i])
		}
	}
}

// real are the stored pages of real lists, where there are any.
const real = "../../../shared/lists/"

func TestRealLists(t *testing.T) {
	if os.Getenv("CI") == "true" {
		t.Skip("CI has no stored pages of real lists")
	}
	for _, tt := range []struct {
		file, address, family string
		reports, total        int
		last                  string // question
	}{
		{"putian_czj_list.html", "http://czj.putian.gov.cn/zfxxgk/zfxxgknb/", "fjdz", 15, 18,
			"POST http://czj.putian.gov.cn/fjdzapp/search\nchannelid=210831&classsql=chnlid%3D20271&sortfield=-docorderpri%2C-docreltime&page=1&prepage=100"},
		{"pingtan_list.html", "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/", "fjdz", 10, 20,
			"POST https://www.pingtan.gov.cn/fjdzapp/search\nchannelid=200210&classsql=chnlid%3D1813&sortfield=-docorderpri%2C-docreltime&page=1&prepage=100"},
		{"sanming_api_p001.json", "https://www.sm.gov.cn/fjdzapp/search", "fjdz", 13, 13, ""},
		{"gkmlpt_SHAPE.json", "http://example.gov.cn/gkmlpt/api/all/1?page=1&sid=1", "gkmlpt", 1, 2, ""},
		{"jpage_dataproxy_SHAPE.xml", "http://example.gov.cn/module/web/jpage/dataproxy.jsp?page=1", "jpage", 1, 0, ""},
		{"ucap_list_SHAPE.html", "http://example.gov.cn/sygfj/gknb/xlist.shtml", "ucap", 1, 189, "http://example.gov.cn/sygfj/gknb/xlist_10.shtml"},
	} {
		body, err := os.ReadFile(real + tt.file)
		if err != nil {
			t.Skipf("no stored pages of real lists: %v", err)
		}
		found, err := read("auto", page.Page{URL: tt.address, Body: body})
		if err != nil || found.Family != tt.family || len(found.Reports) != tt.reports || found.Total != tt.total {
			t.Errorf("%s: %s with %d reports of %d rows, %v, want %s, %d, %d", tt.file, found.Family, len(found.Reports), found.Total, err, tt.family, tt.reports, tt.total)
			continue
		}
		for _, l := range found.Reports {
			if l.Year < 2011 || l.Organ == "" {
				t.Errorf("%s: %+v", tt.file, l)
			}
		}
		last := ""
		if n := len(found.Next); n > 0 {
			last = found.Next[n-1].Key()
		}
		if last != tt.last {
			t.Errorf("%s: the last question is %s, want %s", tt.file, last, tt.last)
		}
	}
}

// Whether a list says how much it has, in whatever words, in all its parts: only
// then can it be seen to be short.
func TestCounted(t *testing.T) {
	years := func(count string) map[string]string {
		return map[string]string{"/nb/": file("years.html"), "/nb/2024ndbg/": listPage("清源区", "共1条", 2024), "/nb/2023n/index.html": listPage("清源区", "共1条", 2023), "/nb/2022ndbg/": listPage("清源区", count, 2022)}
	}
	for _, tt := range []struct {
		name  string
		pages map[string]string
		want  bool
	}{
		{"rows", map[string]string{"/nb/": listPage("青石区", "共2条", 2024, 2023)}, true},
		{"pages", map[string]string{"/nb/": listPage("青石区", `<script>createPageHTML(2, 0, "index", "html");</script>`, 2024), "/nb/index_1.html": listPage("青石区", "", 2023)}, true},
		{"one page", map[string]string{"/nb/": listPage("青石区", `<script>createPageHTML(1, 0, "index", "html");</script>`, 2024)}, true},
		{"nothing", map[string]string{"/nb/": listPage("青石区", "", 2024, 2023)}, false},
		{"only that it goes on", map[string]string{"/nb/": listPage("青石区", `<a href="index_2.html">下一页</a>`, 2024), "/nb/index_2.html": listPage("青石区", "", 2023)}, false},
		{"no report", map[string]string{"/nb/": "<p>本栏目正在建设。</p>"}, false},
		{"each year", years("共1条"), true},
		{"all years but one", years(""), false},
	} {
		w := walk(t, list.List{Address: "http://www.qingshi.example/nb/", Family: "auto"}, pages(tt.pages))
		if w.Counted() != tt.want {
			t.Errorf("a list that counts %s: counted is %v after %d questions to %s", tt.name, w.Counted(), len(w.asked), w.family)
		}
	}
}
