package list_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/list"
)

// lost is the row of the report on 2021, which is held back.
var lost = regexp.MustCompile(`(?s)<record><!\[CDATA\[<li>[^\]]*?2021年[^\]]*?\]\]></record>|<(li|tr)\b(?:[^>]*)><(?:td|a)[^<]*?(?:>\d</td><td><a[^<]*?)?2021年.*?</(?:li|tr)>`)

var allRows = regexp.MustCompile(`(?s)<(?:li|tr) class=.*</(?:li|tr)>`)

// without leaves the report on 2021 out of an answer, which says the same of how
// many there are as before.
func without(text string) string {
	prefix, inner, called := strings.Cut(text, "(")
	if !called || prefix != "cb" {
		prefix, inner = "", text
	}
	var v any
	if err := json.Unmarshal([]byte(strings.TrimSuffix(inner, ")")), &v); err != nil {
		return lost.ReplaceAllString(text, "")
	}
	if text = asJSON(leaveOut(v)); called && prefix == "cb" {
		return "cb(" + text + ")"
	}
	return text
}

func leaveOut(v any) any {
	switch v := v.(type) {
	case string:
		return lost.ReplaceAllString(v, "")
	case map[string]any:
		for k := range v {
			v[k] = leaveOut(v[k])
		}
	case []any:
		var kept []any
		for _, row := range v {
			if !strings.Contains(asJSON(row), "2021年") {
				kept = append(kept, leaveOut(row))
			}
		}
		return kept
	}
	return v
}

// counted are lists of every family in which one thing is missing of what they
// say they have: a row, a page, or the list of a year.
func counted() map[string]struct {
	address string
	site    site
	want    string
} {
	all := map[string]struct {
		address string
		site    site
		want    string
	}{}
	add := func(family, address, want string, s site) {
		all[family] = struct {
			address string
			site    site
			want    string
		}{address, s, want}
	}
	for _, w := range worlds {
		add(w.family, w.address, "6 of the 7 rows", func(r *http.Request, body string) string { return without(w.site(r, body)) })
	}
	for family, last := range map[string]string{"xxgk-search": "currpage=3", "lonsun": "pageIndex=3"} { // they say how many pages, not rows
		i := slices.IndexFunc(worlds, func(w world) bool { return w.family == family })
		add(family, worlds[i].address, "2 of the 3 pages", func(r *http.Request, body string) string {
			if strings.Contains(r.URL.RawQuery, last) {
				return allRows.ReplaceAllString(worlds[i].site(r, body), "")
			}
			return worlds[i].site(r, body)
		})
	}
	const nb = "http://www.qinghe.example/nb/"
	trs := func(k int) string { return fmt.Sprintf(`<script>createPageHTML(3, %d, "index", "html");</script>`, k) }
	add("trs", nb, "2 of the 3 pages", pages(map[string]string{
		"/nb/": listPage("清河县", trs(0), 2024, 2023), "/nb/index_1.html": listPage("清河县", trs(1), 2022, 2021), "/nb/index_2.html": listPage("清河县", trs(2), 2022, 2021)}))
	add("trs with records", nb, "3 of the 4 rows", pages(map[string]string{
		"/nb/": listPage("清河县", `<script>createPageHTML(4, 2, 0, "index", "html");</script>`, 2024, 2023), "/nb/index_1.html": listPage("清河县", "", 2022)}))
	add("ucap by pages", nb, "3 of the 4 rows", pages(map[string]string{
		"/nb/": listPage("清河县", `<script>createPageHTML('p',2,1,'index','html',4)</script>`, 2024, 2023), "/nb/index_2.html": listPage("清河县", "", 2022)}))
	add("plain", nb, "3 of the 4 rows", pages(map[string]string{
		"/nb/": listPage("清河县", `共计 4 条 <a href="2.html">下一页</a>`, 2024, 2023), "/nb/2.html": listPage("清河县", "", 2022)}))
	add("plain by pages", nb, "2 of the 3 pages", pages(map[string]string{
		"/nb/": listPage("清河县", `第 1 / 3 页 <a href="2.html">下一页</a>`, 2024, 2023), "/nb/2.html": listPage("清河县", "第2/3页", 2022)}))
	add("a script turns", nb, "1 of the 2 pages", pages(map[string]string{
		"/nb/": listPage("清河县", `<a href="javascript:void(0)" onclick="go(2)">下一页</a>`, 2024, 2023)}))
	add("openness", "http://www.lishan.example/opennessAnnualReport/?branch_id=1", "2 of the 3 rows", pages(map[string]string{
		"/opennessAnnualReport/?branch_id=1": `<ul><li><a href="/OpennessAnnualReport/show/1.html">2022年年度报告</a></li><li><a href="/OpennessAnnualReport/show/2.html">2021年年度报告</a></li></ul>共3条`}))
	add("iframe", nb, "2 of the 3 rows", pages(map[string]string{
		"/nb/": `<iframe src="in.html"></iframe>`, "/nb/in.html": listPage("清河县", "共3条", 2024, 2023)}))
	add("years", nb, "no report of 2022 was seen at http://www.qinghe.example/nb/2022n/", pages(map[string]string{
		"/nb/": `<title>年报</title><ul><li><a href="2023n/">2023年</a></li><li><a href="2022n/">2022年</a></li></ul>`, "/nb/2023n/": listPage("清河县", "", 2023), "/nb/2022n/": `<ul v-for="a in list"></ul>`}))
	menu := `<ul id="timeFrame"><li><a href="/public/column/7?timeFrame=2023">2023年</a></li><li><a href="/public/column/7?timeFrame=2022">2022年</a></li></ul>`
	add("lonsun by years", "http://www.liuwan.example/public/column/7", "no report of 2022 was seen", pages(map[string]string{
		"/public/column/7": menu + listPage("柳湾县", "", 2023), "/public/column/7?timeFrame=2023": menu + listPage("柳湾县", "", 2023), "/public/column/7?timeFrame=2022": menu}))
	return all
}

// A list of any family that says it has more than was found is a failure, and
// says how much is missing.
func TestWithheld(t *testing.T) {
	for name, tt := range counted() {
		t.Run(name, func(t *testing.T) {
			family := "auto"
			if name == "epoint-params" {
				family = name // it cannot be told from epoint by its pages
			}
			w := walk(t, list.List{Address: tt.address, Family: family}, tt.site)
			if err := w.Err(); !errors.Is(err, list.ErrShort) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%d reports, %v, want %q", len(w.Reports()), err, tt.want)
			}
		})
	}
}
