package list_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gongkai/internal/list"
)

// Lists that stand behind other pages are found, and nothing else is asked for.
func TestWalkBehind(t *testing.T) {
	nav := `<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/zfxxgk/">政府信息公开</a><a href="/zfgb/">政府公报</a></div>`
	for _, tt := range []struct {
		name, want string
		asked      []string
		pages      map[string]string
	}{
		{"folders of years, and in them those of organs", "2022 2023 2023", []string{"/zfxxgk/nb/", "/zfxxgk/nb/2023nb/", "/zfxxgk/nb/2022nb/", "/zfxxgk/nb/2023nb/xzjd/", "/zfxxgk/nb/2023nb/szfgbm/"}, map[string]string{
			"/zfxxgk/nb/":               `<title>政府信息公开年报</title>` + nav + `<ul><li><a href="2023nb/">2023年</a></li><li><a href="2022nb/">2022年</a></li></ul>`,
			"/zfxxgk/nb/2023nb/":        `<title>2023年_清河区人民政府</title>` + nav + `<ul><li><a href="xzjd/">乡镇街道</a></li><li><a href="szfgbm/">区政府各部门</a></li></ul>`,
			"/zfxxgk/nb/2023nb/xzjd/":   listPage("青石镇", "", 2023),
			"/zfxxgk/nb/2023nb/szfgbm/": listPage("清河区教育局", "", 2023),
			"/zfxxgk/nb/2022nb/":        listPage("清河区", "", 2022),
		}},
		{"organs, each with a folder of its own", "2024 2023 2022", []string{"/zfxxgk/zfxxgknb/", "/jyj/zfxxgknb/", "/czj/gknb/index.html"}, map[string]string{
			"/zfxxgk/zfxxgknb/": `<title>政府信息公开年报</title>` + nav + `<ul><li><a href="/jyj/zfxxgknb/">清河区教育局</a></li><li><a href="/czj/gknb/index.html">清河区财政局</a></li></ul>`,
			"/jyj/zfxxgknb/":    listPage("清河区教育局", "", 2024, 2023), "/czj/gknb/index.html": listPage("清河区财政局", "", 2022),
		}},
		{"a column named by its link", "2024 2023", []string{"/zfxxgk/", "/col/col7/index.html"}, map[string]string{
			"/zfxxgk/":             `<title>清河区人民政府</title>` + nav + `<ul><li><a href="/col/col5/index.html">政府信息公开指南</a></li><li><a href="/col/col7/index.html">政府信息公开年报</a></li></ul>`,
			"/col/col7/index.html": listPage("清河区", "", 2024, 2023),
		}},
		{"the newest rows, and a link to all", "2024 2023 2022 2021", []string{"/zfxxgk/", "/zfxxgk/zfxxgknb/index.html"}, map[string]string{
			"/zfxxgk/": `<title>政府信息公开</title>` + nav + `<div class="box"><h3>通知公告</h3><a href="tzgg/">更多</a><ul><li><a href="tzgg/1.html">关于开展某项工作的通知</a></li><li><a href="tzgg/2.html">关于另一项工作的通知</a></li></ul></div>
				<div class="box"><div class="tit"><h3><a href="zfxxgknb/">政府信息公开年报</a></h3><a class="more" href="zfxxgknb/index.html?all">更多&gt;&gt;</a></div><ul>
				<li><a href="zfxxgknb/2025/t2024.html">清河区2024年政府信息公开工作年度报告</a></li><li><a href="zfxxgknb/2024/t2023.html">清河区2023年政府信息公开工作年度报告</a></li></ul></div>`,
			"/zfxxgk/zfxxgknb/index.html?all": listPage("清河区", "", 2024, 2023, 2022, 2021),
		}},
		{"a set of frames", "2024", []string{"/nb/", "/nb/main.html"}, map[string]string{
			"/nb/": `<frameset cols="200,*"><frame src="/share/menu.html"><frame src="main.html"></frameset>`, "/nb/main.html": listPage("清河区", "", 2024),
		}},
		{"numbers for the next pages", "2024 2023 2022", []string{"/nb/", "/nb/list2.html", "/nb/list3.html"}, map[string]string{
			"/nb/":           listPage("清河区", `<div><b>1</b><a href="list2.html">2</a> <a href="list3.html">[3]</a></div>`, 2024),
			"/nb/list2.html": listPage("清河区", `<a href="./">1</a> <a href="list3.html">3</a>`, 2023), "/nb/list3.html": listPage("清河区", `<a href="list2.html">2</a>`, 2022),
		}},
		{"an arrow for the next page", "2024 2023", []string{"/nb/", "/nb/p2.html"}, map[string]string{
			"/nb/": listPage("清河区", `<a href="p2.html">&raquo;</a>`, 2024), "/nb/p2.html": listPage("清河区", ``, 2023),
		}},
		{"rows that say but the year", "2024 2023 2022", []string{"/nb/"}, map[string]string{
			"/nb/": listPage("清河区", `<ul><li><a href="2023.html">2023年</a></li><li><a href="t2022.html">2022年度</a></li><li><a href="/zfgb/2021/">2021年</a></li></ul>`, 2024),
		}},
		{"rows that a script opens", "2024 2023 2022", []string{"/nb/"}, map[string]string{
			"/nb/": listPage("清河区", `<li><a href="javascript:window.open('/nb/2023.html')">清河区2023年政府信息公开工作年度报告</a></li><li><a href="#" onclick="location.href='2022.html';return false">清河区2022年政府信息公开工作年度报告</a></li>`, 2024),
		}},
		{"a menu to choose the year from", "2024 2023", []string{"/nb/2024/", "/nb/2023/"}, map[string]string{
			"/nb/2024/": listPage("清河区", `<select onchange="location=this.value"><option value="/nb/2024/">2024年</option><option value="/nb/2023/">2023年</option></select>`, 2024), "/nb/2023/": listPage("清河区", ``, 2023),
		}},
		{"the years before", "2024 2017", []string{"/nb/", "/nb/ls/"}, map[string]string{
			"/nb/": listPage("清河区", `<ul><li><a href="ls/">2018年以前</a></li></ul>`, 2024), "/nb/ls/": listPage("清河区", ``, 2017),
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := tt.asked[0]
			var asked []string
			w := walk(t, list.List{Address: "http://www.qinghe.example" + start, Family: "auto"}, func(r *http.Request, _ string) string {
				asked = append(asked, r.URL.Path)
				return tt.pages[r.URL.RequestURI()]
			})
			if got := yearsOf(w); got != tt.want || fmt.Sprint(asked) != fmt.Sprint(tt.asked) || w.Err() != nil {
				t.Errorf("%s of %v, %v, want %s of %v", got, asked, w.Err(), tt.want, tt.asked)
			}
		})
	}
}

// A report that stands there and leads nowhere is a shortfall, unless it stands
// there again.
func TestWalkDead(t *testing.T) {
	for _, tt := range []struct{ after, want string }{
		{`<a href="javascript:show(7)">清河区2023年政府信息公开工作年度报告</a>`, "“清河区2023年政府信息公开工作年度报告” stands there, but its reference is no address"},
		{`<a href="javascript:show(7)">清河区2024年政府信息公开工作年度报告</a>`, ""},
		{`<li v-for="r in list"><a href="#">清河区2023年政府信息公开工作年度报告</a></li>`, ""},
	} {
		w := walk(t, list.List{Address: "http://www.qinghe.example/nb/", Family: "auto"}, pages(map[string]string{"/nb/": listPage("清河区", tt.after, 2024)}))
		if err := w.Err(); (err == nil) != (tt.want == "") || err != nil && (!errors.Is(err, list.ErrShort) || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.after, err, tt.want)
		}
	}
}

// Folders without end are given up at a number of pages, and it is said.
func TestWalkBounded(t *testing.T) {
	w := list.List{Address: "http://www.qinghe.example/nb/", Family: "auto"}.Walk()
	n := 0
	for asked, ok := w.Next(); ok; asked, ok = w.Next() {
		n++
		body := `<title>政府信息公开年报</title><a href="a/">甲</a><a href="b/">乙</a>`
		if n == 1 {
			body += `<a href="1.html">清河区2023年政府信息公开工作年度报告</a><a href="2022/">2022年</a><a href="2021/">2021年</a>`
		}
		if _, _, err := w.Read(asked, pageOf(asked.URL, body)); err != nil && !errors.Is(err, list.ErrEmpty) {
			t.Fatal(err)
		}
	}
	if err := w.Err(); n != 500 || !errors.Is(err, list.ErrShort) || !strings.Contains(err.Error(), "500 pages of the list were asked for") {
		t.Errorf("%d pages, %v", n, err)
	}
}

// Of what an organ has published the rows of the column are taken, unless the
// server chooses by a type or the registry says otherwise.
func TestWalkColumn(t *testing.T) {
	shell := file("xxgksearch.html")
	for _, tt := range []struct {
		name, shell string
		options     map[string]string
		want        string
		err         string
	}{
		{"its column", shell, nil, "2023", ""},
		{"another", shell, map[string]string{"column": "9"}, "2022", ""},
		{"any", shell, map[string]string{"column": "any"}, "2023 2022", ""},
		{"a type", strings.Replace(shell, "infotypeId='+a+'", "infotypeId=A0102'+a+'", 1), nil, "2023 2022", ""},
		{"none of its own", strings.ReplaceAll(shell, "01130534-0", "77"), nil, "", "stand in other columns of the site"},
	} {
		w := list.List{Address: "http://www.kanglin.example/col/col13791/index.html", Family: "auto", Options: tt.options}.Walk()
		for asked, ok := w.Next(); ok; asked, ok = w.Next() {
			body := tt.shell
			if asked.Turn > 0 {
				own := "13791"
				if strings.Contains(asked.URL, "area=77") {
					own = "8"
				}
				body = asTable([]row{{"/art/2024/art_" + own + "_1.html", "康林县2023年政府信息公开工作年度报告", ""}, {"/art/2023/art_9_2.html", "康林县2022年政府信息公开工作年度报告", ""}}, 1)
			}
			if _, _, err := w.Read(asked, pageOf(asked.URL, body)); err != nil && !errors.Is(err, list.ErrEmpty) {
				t.Fatal(err)
			}
		}
		if got, err := yearsOf(walked{Walk: w}), w.Err(); got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: %s, %v, want %s, %q", tt.name, got, err, tt.want, tt.err)
		}
	}
}

// A page that holds the reports itself is one, not an empty list.
func TestWalkItself(t *testing.T) {
	const address = "http://www.qinghe.example/nb.html"
	body := `<title>清河区人民政府2023年政府信息公开工作年度报告</title><a href="/">首页</a><h2>一、总体情况</h2><p>略</p><h2>二、主动公开政府信息情况</h2><h2>三、收到和处理政府信息公开申请情况</h2>`
	for _, tt := range []struct {
		body string
		want int
	}{
		{body, 1},
		{`<title>政府信息公开年报</title><a href="/">首页</a><p>主动公开政府信息情况见各单位</p>`, 0},
	} {
		w := walk(t, list.List{Address: address, Family: "auto"}, pages(map[string]string{"/nb.html": tt.body}))
		if n := len(w.Reports()); n != tt.want || (w.Err() == nil) != (n > 0) || n > 0 && (w.Reports()[0].URL != address || w.Reports()[0].Year != 2023) {
			t.Errorf("%d reports, %v, want %d: %+v", n, w.Err(), tt.want, w.Reports())
		}
	}
}

// A source under a folder is asked there; one that counts its pages from 0 though
// most count from 1 is asked for that page when rows are missing.
func TestWalkSource(t *testing.T) {
	govInfo := func(first int, script string) site {
		return func(r *http.Request, body string) string {
			switch r.URL.Path {
			case "/dynamic/zwgk/govInfoPub.html":
				return `<script src="/js/` + script + `"></script>`
			case "/js/webBuilderCommon.js":
				return `var siteInfo={"projectName":"/EWB_TY_Mid","siteGuid":"7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"}`
			case "/js/ajaxReq.js":
				return `var p={"siteGuid":"7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"}`
			case map[string]string{"webBuilderCommon.js": "/EWB_TY_Mid", "ajaxReq.js": "/EWB-FRONT"}[script] + "/rest/lightfrontaction/getgovinfolist":
				return epointRows(r, body, "", first)
			}
			return ""
		}
	}
	articles := func(path string) site {
		return func(r *http.Request, _ string) string {
			switch r.URL.Path {
			case path + "/gkmlpt/index":
				return "<div id=app></div>"
			case path + "/gkmlpt/api/all/2972":
				var all []map[string]any
				for _, r := range rows("石碣镇", "http://www.shijie.example"+path+"/gkmlpt/content/%d/post_%d.html")[:6] {
					all = append(all, map[string]any{"url": r.href, "title": r.title})
				}
				return asJSON(map[string]any{"total": 6, "articles": all})
			}
			return ""
		}
	}
	for _, tt := range []struct {
		address, family string
		site            site
	}{
		{"http://www.tanyuan.example/dynamic/zwgk/govInfoPub.html?deptcode=&categorynum=003001003", "epoint", govInfo(1, "webBuilderCommon.js")},
		{"http://www.tanyuan.example/dynamic/zwgk/govInfoPub.html?deptcode=&categorynum=003001003", "epoint", govInfo(0, "webBuilderCommon.js")},
		{"http://www.tanyuan.example/dynamic/zwgk/govInfoPub.html?deptcode=&categorynum=003001003", "epoint", govInfo(0, "ajaxReq.js")},
		{"http://www.shijie.example/sjz/gkmlpt/index#2972", "gkmlpt", articles("/sjz")},
		{"http://www.shijie.example/gkmlpt/index#2972", "gkmlpt", articles("")},
	} {
		w := walk(t, list.List{Address: tt.address, Family: "auto"}, tt.site)
		if len(w.Reports()) != 6 || w.family != tt.family || w.Err() != nil {
			t.Errorf("%s: %d reports of %s after %d questions, %v", tt.address, len(w.Reports()), w.family, len(w.asked), w.Err())
		}
	}
}
