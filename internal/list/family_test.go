package list_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/list"
)

// ajax tells questions that look like those of the page's own script.
func ajax(r *http.Request, referer string) bool {
	return r.Header.Get("X-Requested-With") == "XMLHttpRequest" && r.Referer() == referer
}

// world is a site of one family.
type world struct {
	family, address string
	options         map[string]string
	first           list.Link // report, as far as the list says
	least           int       // questions
	site            site
}

// worlds are sites of every family, each with six reports on two pages or
// more. A question that is not asked as the page's script asks it finds nothing.
var worlds = []world{
	{family: "fjdz", address: "http://czj.shiqiao.example/zfxxgk/zfxxgknb/", least: 2,
		first: list.Link{URL: "http://czj.shiqiao.example/zfxxgk/zfxxgknb/202501/t20250121_1971024.htm", Organ: "石桥市财政局", Date: "2025-01-20"},
		site: func(r *http.Request, body string) string {
			q := values(body)
			if r.URL.Path == "/zfxxgk/zfxxgknb/" {
				return file("fjdz.html")
			}
			if r.Method != "POST" || r.URL.Path != "/fjdzapp/search" || q.Get("channelid") != "210831" || q.Get("classsql") != "chnlid=20271" || q.Get("sortfield") != "-docorderpri,-docreltime" ||
				!ajax(r, "http://czj.shiqiao.example/zfxxgk/zfxxgknb/") {
				return ""
			}
			var data []map[string]any
			all := rows("石桥市财政局", "http://czj.shiqiao.example/zfxxgk/zfxxgknb/%d01/t_%d.htm")
			all[0].href, all[1].href = "http://czj.shiqiao.example/zfxxgk/zfxxgknb/202501/t20250121_1971024.htm", "http://czj.shiqiao.example/zfxxgk/zfxxgknb/202401/t20240119_1899623.htm"
			all[6].href = "http://czj.shiqiao.example/zfxxgk/zfxxgknb/202401/t20240125_1899700.htm"
			n := min(num(q.Get("prepage")), 4) // gives no more than four at once
			for _, r := range cut(all, (num(q.Get("page"))-1)*n, n) {
				data = append(data, map[string]any{"docpuburl": "", "chnldocurl": r.href, "url": r.href, "doctitle": r.title, "docreltime": strings.ReplaceAll(r.day, "-", ".") + " 14:48:00", "content": "　　一、总体情况"})
			}
			return asJSON(map[string]any{"error": false, "pageCount": 2, "recordCount": len(all), "data": data, "classes": nil})
		}},
	{family: "gkmlpt", address: "http://jyj.rongjiang.example/gkmlpt/annualreport#2629", least: 2,
		first: list.Link{URL: "http://jyj.rongjiang.example/gkmlpt/content/2025/post_2024.html", Organ: "榕江区教育局", Date: "2025-01-20"},
		site: func(r *http.Request, _ string) string {
			switch {
			case r.URL.Path == "/gkmlpt/annualreport":
				return file("gkmlpt.html")
			case r.URL.Path != "/gkmlpt/api/all/2629" || r.FormValue("sid") != "175":
				return ""
			}
			var articles []map[string]any
			all := rows("榕江区教育局", "http://jyj.rongjiang.example/gkmlpt/content/%d/post_%d.html")
			for _, r := range cut(all, (max(num(r.FormValue("page")), 1)-1)*5, 5) {
				articles = append(articles, map[string]any{"url": r.href, "post_url": "", "title": r.title, "display_publish_time": 1737331200, "publisher": "榕江区教育局"})
			}
			return asJSON(map[string]any{"total": len(all), "articles": articles})
		}},
	{family: "ucap", address: "http://www.baita.example/btq/gknb/xxgk_lists.shtml", least: 3,
		first: list.Link{URL: "http://www.baita.example/btq/c1/202501/2024.shtml", Organ: "白塔区教育局", Date: "2025-01-20"},
		site: func(r *http.Request, _ string) string {
			switch {
			case r.URL.Path == "/btq/gknb/xxgk_lists.shtml":
				return file("ucapsearch.html")
			case r.URL.Path != "/common/search/0a1b2c3d4e5f60718293a4b5c6d7e8f9" || r.FormValue("_isJson") != "true":
				return ""
			}
			var results []map[string]any
			all := rows("白塔区教育局", "/btq/c1/%d01/%d.shtml")
			for _, r := range cut(all, (num(r.FormValue("page"))-1)*3, 3) {
				results = append(results, map[string]any{"url": r.href, "title": "<em>" + r.title + "</em>", "publishedTimeStr": r.day + " 17:18:49"})
			}
			return asJSON(map[string]any{"data": map[string]any{"results": results, "rows": 3, "total": len(all)}})
		}},
	{family: "jpage", address: "http://www.songkou.example/col/col61490/index.html", least: 2,
		first: list.Link{URL: "http://www.songkou.example/art/2025/1/20/art_61490_2024.html", Organ: "松口市", Date: "2025-01-20"},
		site: func(r *http.Request, body string) string {
			if r.URL.Path == "/col/col61490/index.html" {
				return file("dataproxy.html")
			}
			if r.Method != "POST" || r.URL.Path != "/module/web/jpage/dataproxy.jsp" || !ajax(r, "http://www.songkou.example/col/col61490/index.html") ||
				body != "col=1&appid=1&webid=39&path=%2F&columnid=61490&sourceContentType=1&unitid=247686&webname=%E6%9D%BE%E5%8F%A3%E5%B8%82&permissiontype=0" {
				return ""
			}
			all := rows("松口市", "/art/%d/1/20/art_61490_%d.html")
			q := r.URL.Query()
			return asXML(len(all), cut(all, (num(q.Get("page"))-1)*4, min(num(q.Get("perpage")), 4)))
		}},
	{family: "jpaas", address: "http://www.heyuan.example/col/gknb/", least: 3,
		first: list.Link{URL: "http://www.heyuan.example/art/2025/art_2024.html", Organ: "禾原县", Date: "2025-01-20"},
		site: func(r *http.Request, _ string) string {
			if r.URL.Path == "/col/gknb/" {
				return file("jpaas.html")
			}
			if r.URL.Path != "/api-gateway/jpaas-publish-server/front/page/build/unit" || r.FormValue("tagId") != "当前栏目list" || r.FormValue("webId") != "2945" || r.Referer() == "" {
				return ""
			}
			var asked struct{ PageNo, PageSize int }
			if err := json.Unmarshal([]byte(r.FormValue("paramJson")), &asked); err != nil {
				return ""
			}
			all := rows("禾原县", "/art/%d/art_%d.html")
			html := asHTML(cut(all, (asked.PageNo-1)*5, 5)) + fmt.Sprintf(`<div class="pagination" count="%d"></div>`, len(all))
			return asJSON(map[string]any{"success": true, "data": map[string]any{"html": html}})
		}},
	{family: "truecms", address: "http://www.luoxi.example/lxq/zfxxgknb/zfxxgknb.html", least: 3,
		first: list.Link{URL: "http://www.luoxi.example/lxq/content/2025/2024.html", Organ: "罗溪区", Date: "2025-01-20"},
		site: func(r *http.Request, _ string) string {
			if strings.HasSuffix(r.URL.Path, "/zfxxgknb.html") {
				return file("truecms.html")
			}
			if r.URL.Path != "/truecms/messageController/getMessage.do" || r.FormValue("columnId") != "a3660f07-1d2c-4b5e-9f60-0c1d2e3f4a5b" || r.Referer() == "" {
				return ""
			}
			all := rows("罗溪区", "/lxq/content/%d/%d.html")
			return "cb(" + asJSON(map[string]string{"result": asXML(len(all), cut(all, num(r.FormValue("startrecord"))-1, min(num(r.FormValue("perpage")), 5)))}) + ")"
		}},
	{family: "epoint", address: "http://www.tanyuan.example/dynamic/zwgk/govInfoPub.html?deptcode=&categorynum=003001003", least: 4,
		first: list.Link{URL: "http://www.tanyuan.example/003001/2025/2024.html", Organ: "潭源县", Date: "2025-01-20"},
		site: func(r *http.Request, body string) string {
			switch r.URL.Path {
			case "/dynamic/zwgk/govInfoPub.html":
				return file("epoint.html")
			case "/js/webBuilderCommon.js":
				return `var siteInfo={"projectName":"/EWB-FRONT","siteGuid":"7eb5f7f1-9041-43ad-8e13-8fcb82ea831a","home":"a[href]"}`
			case "/EWB-FRONT/rest/lightfrontaction/getgovinfolist":
				return epointRows(r, body, "", 1)
			}
			return ""
		}},
	{family: "epoint-params", address: "http://www.tanyuan.example/dynamic/zwgk/govInfoPub.html?deptcode=&categorynum=003001003", least: 4,
		first: list.Link{URL: "http://www.tanyuan.example/003001/2025/2024.html", Organ: "潭源县", Date: "2025-01-20"},
		site: func(r *http.Request, body string) string {
			switch r.URL.Path {
			case "/dynamic/zwgk/govInfoPub.html":
				return file("epoint.html")
			case "/js/webBuilderCommon.js":
				return `var siteInfo={"projectName":"/EWB-FRONT","siteGuid":"7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"}`
			case "/EWB-FRONT/rest/lightfrontaction/getgovinfolist":
				return epointRows(r, body, "params", 0)
			}
			return ""
		}},
	{family: "xxgk-search", address: "http://www.kanglin.example/col/col13791/index.html", least: 4,
		first: list.Link{URL: "http://www.kanglin.example/art/2025/1/20/art_13791_2024.html", Organ: "康林县", Date: "2025-01-20"},
		site: func(r *http.Request, body string) string {
			if r.URL.Path == "/col/col13791/index.html" {
				return file("xxgksearch.html")
			}
			q, sent := r.URL.Query(), values(body)
			if r.Method != "POST" || r.URL.Path != "/module/xxgk/search.jsp" || q.Get("area") != "01130534-0" || sent.Get("jdid") != "2143" || sent.Get("divid") != "div13791" || q.Get("infotypeId") != "" ||
				!ajax(r, "http://www.kanglin.example/col/col13791/index.html") {
				return ""
			}
			all := rows("康林县", "/art/%d/1/20/art_13791_%d.html")
			all = append(rows("康林县教育局", "/art/%d/1/20/art_13702_%d.html")[:4], all...) // what else the organ has published
			return asTable(cut(all, (num(q.Get("currpage"))-1)*4, 4), (len(all)+3)/4)
		}},
	{family: "easttone", address: "http://www.jinghu.example/zhengwu/xxgknb/index.html", least: 3,
		first: list.Link{URL: "http://www.jinghu.example/zhengwu/2025/2024.html", Organ: "镜湖区", Date: "2025-01-20"},
		site: func(r *http.Request, body string) string {
			var q struct {
				ChannelList      []string
				PageNo, PageSize int
			}
			switch {
			case r.URL.Path == "/zhengwu/xxgknb/index.html":
				return file("easttone.html")
			case r.Method != "POST" || r.URL.Path != "/front/api/data/search" || json.Unmarshal([]byte(body), &q) != nil || fmt.Sprint(q.ChannelList) != "[1902 1903]" || q.PageSize == 0:
				return ""
			}
			var data []map[string]any
			all := rows("镜湖区", "http://www.jinghu.example/zhengwu/%d/%d.html")
			for _, r := range cut(all, (q.PageNo-1)*5, 5) {
				data = append(data, map[string]any{"id": "a", "title": r.title, "url": r.href, "display_date": 1737331200000})
			}
			return asJSON(map[string]any{"code": 0, "data": map[string]any{"pageNo": q.PageNo, "totalPage": 2, "totalCount": len(all), "list": data}})
		}},
	{family: "lonsun", address: "http://www.liuwan.example/public/column/7471?type=6", least: 3,
		first: list.Link{URL: "http://www.liuwan.example/public/7471/2025/2024.html", Organ: "柳湾县财政局", Date: "2025-01-20"},
		site: func(r *http.Request, _ string) string {
			if r.URL.Path == "/public/column/7471" {
				return file("lonsunlist.html")
			}
			if r.Method != "POST" || r.URL.Path != "/liuwanzwgk/site/label/8888" || r.Header.Get("Ls-Language") != "zh" || r.URL.Query().Get("organId") != "7001" {
				return ""
			}
			all := rows("柳湾县财政局", "/public/7471/%d/%d.html")
			return asHTML(cut(all, (num(r.URL.Query().Get("pageIndex"))-1)*3, 3)) + `<div id="page"></div><script>Ls.pagination("#page",{currPage:1,pageCount:3})</script>`
		}},
}

// epointRows answers to JSON, bare or under a name, whose pages count from first.
func epointRows(r *http.Request, body, under string, first int) string {
	type question struct {
		Categorynum, SiteGuid string
		PageIndex, PageSize   int
	}
	var q question
	if under == "" {
		_ = json.Unmarshal([]byte(body), &q) // what is not asked for is not found
	} else {
		wrapped := map[string]question{}
		_ = json.Unmarshal([]byte(body), &wrapped)
		q = wrapped[under]
	}
	if r.Method != "POST" || r.Header.Get("Content-Type") != "application/json" || q.Categorynum != "003001003" || q.SiteGuid != "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a" {
		return ""
	}
	var data []map[string]string
	all := rows("潭源县", "/003001/%d/%d.html")
	for _, r := range cut(all, (q.PageIndex-first)*4, 4) {
		data = append(data, map[string]string{"infourl": r.href, "realtitle": r.title, "title": r.title[:12] + "…", "infodate": r.day})
	}
	return asJSON(map[string]any{"custom": map[string]any{"total": len(all), "data": data}})
}

// Every list that a script fills is read to its end, whether the registry
// names its family or not.
func TestFamilies(t *testing.T) {
	for _, tt := range worlds {
		for _, family := range []string{tt.family, "auto"} {
			if family == "auto" && tt.family == "epoint-params" {
				continue // it cannot be told from epoint by its pages
			}
			w := walk(t, list.List{Address: tt.address, Family: family, Options: tt.options}, tt.site)
			if err := w.Err(); err != nil {
				t.Errorf("%s as %s: %v", tt.family, family, err)
			}
			if w.family != tt.family || len(w.asked) < tt.least || len(w.Reports()) != 6 {
				t.Errorf("%s as %s: family %s, %d questions, %d reports, want %d or more and 6: %+v", tt.family, family, w.family, len(w.asked), len(w.Reports()), tt.least, w.asked)
				continue
			}
			for i, l := range w.Reports() {
				if l.Year != 2024-i || l.Why == "" {
					t.Errorf("%s as %s: report %d is of %d: %+v", tt.family, family, i, l.Year, l)
				}
			}
			if l := w.Reports()[0]; l.URL != tt.first.URL || l.Organ != tt.first.Organ || l.Date != tt.first.Date {
				t.Errorf("%s as %s: the first is %+v, want %+v", tt.family, family, l, tt.first)
			}
			if !slices.ContainsFunc(w.others, func(l list.Link) bool { return strings.Contains(l.Why, "解读") }) {
				t.Errorf("%s as %s: others are %+v, want the 解读", tt.family, family, w.others)
			}
		}
	}
}

// A list whose script cannot be asked is short, or empty, and says so.
func TestFamiliesRefused(t *testing.T) {
	for _, tt := range worlds {
		first := true
		w := walk(t, list.List{Address: tt.address, Family: tt.family}, func(r *http.Request, body string) string {
			if !first {
				return ""
			}
			first = false
			return tt.site(r, body)
		})
		if err := w.Err(); len(w.Reports()) == 0 && err == nil {
			t.Errorf("%s: nothing found, and no error", tt.family)
		}
	}
}
