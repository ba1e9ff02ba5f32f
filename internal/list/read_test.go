package list_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/list"
	"gongkai/internal/page"
)

func fixture(t testing.TB, name, address string) page.Page {
	t.Helper()
	body, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return page.Page{URL: address, Status: 200, Type: "text/html", Body: body}
}

// read reads the answer to a plain question for its address.
func read(family string, p page.Page) (list.Found, error) {
	return list.List{Address: p.URL, Family: family}.Read(list.Request{URL: p.URL}, p)
}

// seen is what a page holds, in short.
type seen struct {
	Family  string
	Reports []list.Link
	Rows    []string
	Next    []string
	Total   int
}

func look(f list.Found) seen {
	s := seen{Family: f.Family, Rows: f.Rows, Total: f.Total}
	for _, l := range f.Reports {
		l.Organ, l.Why = "", ""
		s.Reports = append(s.Reports, l)
	}
	for _, r := range f.Next {
		s.Next = append(s.Next, r.Key())
	}
	return s
}

// Each family is read the same way when the registry names it and when it does not.
func TestLinks(t *testing.T) {
	for _, tt := range []struct {
		family, file, address string
		want                  seen
	}{
		{"plain", "plain.html", "http://www.qinghe.example/zwgk/nb/", seen{
			Reports: []list.Link{
				{URL: "http://www.qinghe.example/zwgk/nb/2024/1.html", Title: "清河县2023年政府信息公开工作年度报告", Year: 2023, Date: "2024-01-16"},
				{URL: "http://www.qinghe.example/zwgk/nb/2024/2.html", Title: "统计局2023年度政府信息公开工作年度报告", Year: 2023, Date: "2024-01-15"},
				{URL: "http://www.qinghe.example/zwgk/nb/2023/5.pdf", Title: "二〇二二年清河县政府信息公开年报", Year: 2022, Date: "2023-01-09"},
				{URL: "http://www.qinghe.example/zwgk/nb/2022/6.html", Title: "2021年年报", Year: 2021},
			},
			Rows: []string{
				"http://www.qinghe.example/zwgk/nb/2024/1.html", "http://www.qinghe.example/zwgk/nb/2024/2.html", "http://www.qinghe.example/zwgk/nb/2024/3.html",
				"http://www.qinghe.example/zwgk/nb/2024/4.html", "http://www.qinghe.example/zwgk/nb/2023/5.pdf", "http://www.qinghe.example/zwgk/nb/2022/6.html",
			},
			Next:  []string{"http://www.qinghe.example/zwgk/nb/index_2.html"},
			Total: 9,
		}},
		{"trs", "trs.html", "http://www.qingshi.example/nb/index.shtml", seen{
			Reports: []list.Link{
				{URL: "http://www.qingshi.example/nb/202401/t20240116_7794358.shtml", Title: "青石区2023年政府信息公开工作年度报告", Year: 2023, Date: "2024-01-16"},
				{URL: "http://www.qingshi.example/nb/202301/t20230112_7690001.shtml", Title: "青石区2022年政府信息公开工作年度报告", Year: 2022, Date: "2023-01-12"},
			},
			Rows: []string{"http://www.qingshi.example/nb/202401/t20240116_7794358.shtml", "http://www.qingshi.example/nb/202301/t20230112_7690001.shtml"},
			Next: []string{"http://www.qingshi.example/nb/index_1.shtml", "http://www.qingshi.example/nb/index_2.shtml", "http://www.qingshi.example/nb/index_3.shtml"},
		}},
		{"ucap", "ucap.html", "https://www.baita.example/baita/gknb/xlist.shtml", seen{
			Reports: []list.Link{
				{URL: "https://www.baita.example/baita/gknb/202401/2ecfb31a335f4d689220a3a23e24a986.shtml", Title: "白塔县教育局2023年政府信息公开年度报告", Year: 2023, Date: "2024-01-17"},
			},
			Rows: []string{"https://www.baita.example/baita/gknb/202401/2ecfb31a335f4d689220a3a23e24a986.shtml", "https://www.baita.example/baita/gknb/202401/9f0fb31a335f4d689220a3a23e24a101.shtml"},
			// The same names that in trs are the third page and the fourth.
			Next:  []string{"https://www.baita.example/baita/gknb/xlist_2.shtml", "https://www.baita.example/baita/gknb/xlist_3.shtml"},
			Total: 38,
		}},
		{"jpage", "jpage.html", "http://www.songkou.example/col/col61490/index.html", seen{
			Reports: []list.Link{
				{URL: "http://www.songkou.example/art/2024/1/22/art_61490_4107020.html", Title: "松口市2023年政府信息公开工作年度报告", Year: 2023, Date: "2024-01-22"},
				{URL: "http://www.songkou.example/art/2023/1/20/art_61490_3907020.html", Title: "松口市2022年度政府信息公开工作报告", Year: 2022, Date: "2023-01-20"},
			},
			Rows:  []string{"http://www.songkou.example/art/2024/1/22/art_61490_4107020.html", "http://www.songkou.example/art/2023/1/20/art_61490_3907020.html"},
			Next:  []string{"http://www.songkou.example/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid=39&path=/&columnid=61490&unitid=247686&webname=%E6%9D%BE&permissiontype=0"},
			Total: 89,
		}},
		{"lonsun", "lonsun.html", "http://www.liuwan.example/public/column/7471?type=3&nav=5&sub=4&timeFrame=2022&hasContent=true", seen{
			Reports: []list.Link{{URL: "http://www.liuwan.example/public/7471/900123.html", Title: "柳湾县财政局2022年政府信息公开工作年度报告", Year: 2022, Date: "2023-01-10"}},
			Rows:    []string{"http://www.liuwan.example/public/7471/900123.html"},
			Next:    []string{"http://www.liuwan.example/public/column/7471?type=3&nav=5&sub=4&timeFrame=2020&hasContent=true"},
		}},
		{"plain", "short.html", "http://czj.shiqiao.example/zfxxgk/zfxxgknb/", seen{
			Reports: []list.Link{
				{URL: "http://czj.shiqiao.example/zfxxgk/zfxxgknb/202601/t20260120_2077249.htm", Title: "石桥市财政局2025年政府信息公开工作年度报告", Year: 2025, Date: "2026-01-19"},
				{URL: "http://czj.shiqiao.example/zfxxgk/zfxxgknb/201803/t20180326_934571.htm", Title: "石桥市财政局2011年政府信息公开工作年度报告", Year: 2011},
			},
			Rows:  []string{"http://czj.shiqiao.example/zfxxgk/zfxxgknb/202601/t20260120_2077249.htm", "http://czj.shiqiao.example/zfxxgk/zfxxgknb/201803/t20180326_934571.htm"},
			Total: 18,
		}},
	} {
		for _, family := range []string{tt.family, "auto"} {
			tt.want.Family = tt.family
			got, err := read(family, fixture(t, tt.file, tt.address))
			if err != nil {
				t.Errorf("Links(%s) as %s: %v", tt.file, family, err)
			}
			if diff := cmp.Diff(tt.want, look(got)); diff != "" {
				t.Errorf("Links(%s) as %s (-want +got):\n%s", tt.file, family, diff)
			}
		}
	}
}

// The answer to the request for more rows is XML and nothing else.
func TestLinksXML(t *testing.T) {
	const address = "http://www.songkou.example/module/web/jpage/dataproxy.jsp?page=1"
	body := `<datastore><totalrecord>3</totalrecord><nextgroup><![CDATA[<a href="./dataproxy.jsp?page=2&amp;appid=1"></a>]]></nextgroup>
<recordset><record><![CDATA[<li><a href="/art/1.html"><span>松口市2014年政府信息公开年度报告</span><i>2015-03-14</i></a></li>]]></record></recordset></datastore>`
	got, err := read("auto", page.Page{URL: address, Body: []byte(body), Type: "text/xml"})
	want := seen{
		Family: "jpage", Total: 3,
		Reports: []list.Link{{URL: "http://www.songkou.example/art/1.html", Title: "松口市2014年政府信息公开年度报告", Year: 2014, Date: "2015-03-14"}},
		Rows:    []string{"http://www.songkou.example/art/1.html"},
		Next:    []string{"http://www.songkou.example/module/web/jpage/dataproxy.jsp?page=2&appid=1"},
	}
	if diff := cmp.Diff(want, look(got)); diff != "" || err != nil {
		t.Errorf("Links: %v (-want +got):\n%s", err, diff)
	}
}

func TestLinksNone(t *testing.T) {
	const address = "http://www.qinghe.example/nb/"
	for _, tt := range []struct{ body, why string }{
		{"", "no links at all"},
		{`<a href="/a.html">清河县召开政府信息公开工作会议</a>`, "none of its 1 links"},
		{`<ul><li ms-repeat="list"><a ms-attr-href="el.url" href="#">{{el.title}}</a></li></ul>`, "filled by a script of the page (ms-repeat)"},
		{`<a href="/zfxxgknb/">清河县政府信息公开年报</a><a href="/x.html">政府信息公开年报</a>`, "none of its 2 links"},
		{`<meta http-equiv="Refresh" content="0;URL='/zfxxgk/nb/'">`, "sends its reader on to /zfxxgk/nb/"},
	} {
		found, err := read("auto", page.Page{URL: address, Body: []byte(tt.body), Type: "text/html"})
		if !errors.Is(err, list.ErrEmpty) || !strings.Contains(err.Error(), address) || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("Links(%q) = %v, want ErrEmpty with %s and %q", tt.body, err, address, tt.why)
		}
		if moved := strings.Contains(tt.body, "Refresh"); moved && len(found.Next) != 1 {
			t.Errorf("Links(%v).Next = %v, want the address it sends to", tt.body, found.Next)
		}
	}
}

// createPageHTML in all the ways it is called.
func TestLinksPaging(t *testing.T) {
	for _, tt := range []struct {
		call, first, last string
		n, total          int
	}{
		{`createPageHTML(12,3,"index","shtml")`, "index_1.shtml", "index_11.shtml", 11, 0},
		{`createPageHTML(1, 0, "index", "html")`, "", "", 0, 0},
		{`createPageHTML(0, 0, "index", "html")`, "", "", 0, 0},
		{`createPageHTML(31, 3, 0, "index", "htm")`, "index_1.htm", "index_2.htm", 2, 31},
		{`createPageHTML('paging',25,1,'index','html',500)`, "index_2.html", "index_25.html", 24, 500},
		{`createPageHTML('page_div', 8, 1, 'list', 'shtml')`, "list_2.shtml", "list_8.shtml", 7, 0},
		{`var currentPage = 0; var countPage = 3; createPageHTML(countPage, currentPage, "index", "html")`, "index_1.html", "index_2.html", 2, 0},
		{`createPageHTML(99999, 0, "index", "html")`, "index_1.html", "index_499.html", 499, 0},
	} {
		body := `<a href="1.html">清河县2023年政府信息公开工作年度报告</a><script>` + tt.call + `</script>`
		found, err := read("auto", page.Page{URL: "http://www.qinghe.example/nb/", Body: []byte(body), Type: "text/html"})
		if err != nil || len(found.Next) != tt.n || found.Total != tt.total {
			t.Errorf("%s: %d pages, %d rows, %v, want %d, %d", tt.call, len(found.Next), found.Total, err, tt.n, tt.total)
			continue
		}
		if tt.n > 0 && (!strings.HasSuffix(found.Next[0].URL, "/nb/"+tt.first) || !strings.HasSuffix(found.Next[tt.n-1].URL, "/nb/"+tt.last)) {
			t.Errorf("%s: from %s to %s, want %s to %s", tt.call, found.Next[0].URL, found.Next[tt.n-1].URL, tt.first, tt.last)
		}
	}
}

// The titles are those of wild lists, and what stands beside them there.
func TestTitles(t *testing.T) {
	for _, tt := range []struct {
		title string
		ok    bool
		year  int
	}{
		{"周湾镇2021年政府信息公开工作年度报告", true, 2021},
		{"某州公安局2023年度政府信息公开工作年度报告", true, 2023},
		{"2022年清河县卫生健康委员会政府信息公开工作年度报告", true, 2022},
		{"2020年度政府信息公开工作年度报告", true, 2020},
		{"清河县公安局2024年度政府信息公开工作报告", true, 2024},
		{"驼铃街道办事处政府信息公开工作年度报告", true, 0},
		{"退役军人事务局 政府信息公开工作年度报告 (2019年度)", true, 2019},
		{"柳湾市2017年政府信息公开年度报告", true, 2017},
		{"长桥乡2019年政府信息公开年度工作 报 告", true, 2019},
		{"经济发展局2021年政府信息公开工作年报", true, 2021},
		{"清河县卫生健康委关于2022年政府信息公开工作的年度报告", true, 2022},
		{"青石县自然资源局关于2021年度政府信息公开情况的报告", true, 2021},
		{"【2019】白塔县交通运输局2019年政府信息公开工作年度报告", true, 2019},
		{"石桥局政府信息公开工作2024年度报告", true, 2024},
		{"松口市2016年政务信息公开年度报告", true, 2016},
		{"小关乡2018年信息公开工作年度报告", true, 2018},
		{"清河县２０２２年政府信息公开工作年度报告", true, 2022},
		{"清河县二○一九年政府信息公开年度报告.doc", true, 2019},
		{"统计局2023年政府信息公开工作年度报告", true, 2023},
		{"卫生和计划生育局2015年政府信息公开工作年度报告", true, 2015},
		{"绩效考核评估中心2015年政府信息公开工作年度报告", true, 2015},
		{"清河县202020年政府信息公开工作年度报告", true, 0},
		{"2024-01-16 清河县2023年政府信息公开工作年度报告", true, 2023},
		{"清河县2023年政府信息公开工作年度报告解读", false, 0},
		{"【图解】清河县2023年政府信息公开工作年度报告", false, 0},
		{"一图读懂2023年政府信息公开工作年度报告", false, 0},
		{"关于印发《政府信息公开工作年度报告格式》的通知", false, 0},
		{"关于做好2023年政府信息公开工作年度报告编制的通知", false, 0},
		{"2023年政府信息公开工作年度报告统计表", false, 0},
		{"清河县政府信息公开指南", false, 0},
		{"2023年政府信息公开工作要点", false, 0},
		{"2023年政府工作报告", false, 0},
		{"2023年法治政府建设年度报告", false, 0},
		{"政府信息公开年报", false, 0},
		{"部门政府信息公开年度报告", false, 0},
		{"2023年年报", false, 0},
	} {
		body := `<title>清河县</title><a href="a.html">` + tt.title + `</a>`
		found, _ := read("auto", page.Page{URL: "http://www.qinghe.example/nb/", Body: []byte(body), Type: "text/html"})
		if ok := len(found.Reports) == 1; ok != tt.ok || ok && found.Reports[0].Year != tt.year {
			t.Errorf("%q: %+v, want %v of %d", tt.title, found.Reports, tt.ok, tt.year)
		}
	}
}

// Whatever the page, Links neither panics nor gives an address that is no web page's.
func FuzzLinks(f *testing.F) {
	for _, name := range []string{"plain.html", "jpage.html", "ucap.html"} {
		f.Add(fixture(f, name, "").Body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		found, _ := read("auto", page.Page{URL: "http://www.qinghe.example/nb/", Body: body, Type: "text/html"})
		addresses := append([]string(nil), found.Rows...)
		for _, r := range found.Next {
			addresses = append(addresses, r.URL)
		}
		for _, l := range found.Reports {
			addresses = append(addresses, l.URL)
		}
		for _, a := range addresses {
			if !strings.HasPrefix(a, "http://") && !strings.HasPrefix(a, "https://") {
				t.Errorf("address %q", a)
			}
		}
	})
}

func BenchmarkLinks(b *testing.B) {
	var page bytes.Buffer
	page.WriteString("<html><title>政府信息公开年报</title><body><ul class=list>")
	for i := range 20 {
		fmt.Fprintf(&page, `<li><a href="./2024%02d/t20240116_%d.html" title="清河县第%d局2023年政府信息公开工作年度报告">清河县…</a><span>2024-01-16</span></li>`, i, i, i)
	}
	page.WriteString("</ul>" + strings.Repeat(`<div class="nav"><a href="/a/b/">政务公开</a><a href="/c/">互动交流</a></div>`, 150) + `<script>createPageHTML(5, 0, "index", "html")</script>`)
	p := fixture(b, "plain.html", "http://www.qinghe.example/nb/")
	p.Body = page.Bytes()
	b.SetBytes(int64(len(p.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if found, err := read("auto", p); err != nil || len(found.Reports) != 20 {
			b.Fatal(len(found.Reports), err)
		}
	}
}
