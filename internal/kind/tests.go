package kind

import (
	"fmt"
	"regexp"
	"strings"

	"gongkai/internal/prose"
	"gongkai/internal/words"
)

// firewalls are marks of pages that ask whether a browser or a person is there.
var firewalls = []struct{ mark, why string }{
	{`$_ts=window['$_ts']`, "瑞数: a script computes a cookie"}, {`$_ts.cd`, "瑞数: a script computes a cookie"}, {`$_ts.nsd`, "瑞数: a script computes a cookie"},
	{`__jsl_clearance`, "加速乐: a script sets a cookie"}, {`acw_sc__v2`, "a script sets the cookie acw_sc__v2"}, {`var arg1=`, "a script sets a cookie from arg1"},
	{`aliyun_waf`, "a firewall checks the browser"}, {`wzwschallenge`, "a firewall sets a cookie (wzws)"}, {`wzwsconfirm`, "a firewall sets a cookie (wzws)"}, {`wzws-waf-cgi`, "a firewall checks the browser (wzws)"},
	{`cf-browser-verification`, "a firewall checks the browser"}, {`/cdn-cgi/challenge-platform`, "a firewall checks the browser"}, {`_cf_chl_opt`, "a firewall checks the browser"},
	{`safeline`, "a firewall checks the browser"}, {`yundun`, "a firewall checks the browser"}, {`knownsec`, "a firewall checks the browser"},
	{`tencentcaptcha`, "a captcha"}, {`geetest`, "a captcha"}, {`slidercaptcha`, "a captcha"},
	{`your support id is`, "a firewall refused the question"}, {`web application firewall`, "a firewall refused the question"}, {`request blocked`, "a firewall refused the question"},
}

// asksForPerson are the words of such pages.
var asksForPerson = regexp.MustCompile(`安全验证|安全检[测查]|人机验证|滑动验证|拖动滑块|请输入验证码|(?:访问|请求|操作)(?:已)?被(?:拦截|阻断|拒绝|禁止)|访问(?:过于|太)频繁|网站防火墙|网站卫士|创宇盾|云防护|云锁|安全狗|(?:开启|启用|不支持)\s*(?i:javascript)|(?i:enable javascript|checking your browser|just a moment)|非法(?:访问|请求)|恶意(?:访问|请求)`)

// challenge is a firewall that asks: its marks or words, and next to no text.
func challenge(l *look) (Verdict, bool) {
	n := words.Len(words.Folded(l.text))
	if n > 400 || len(l.said.Sections) >= 2 {
		return Verdict{}, false
	}
	lower := strings.ToLower(l.source)
	for _, f := range firewalls {
		if strings.Contains(lower, f.mark) {
			return Verdict{Challenge, []string{f.why}}, true
		}
	}
	if m := asksForPerson.FindString(l.text + l.doc.Title + noscript(lower)); m != "" {
		return Verdict{Challenge, []string{fmt.Sprintf("it says %q and little else", m)}}, true
	}
	switch s := l.page.Status; {
	case (s == 412 || s == 521 || s == 202) && strings.Contains(lower, "<script") && n < 80:
		return Verdict{Challenge, []string{fmt.Sprintf("status %d with a script and no text", s)}}, true
	case strings.Contains(lower, "document.cookie") && strings.Contains(lower, "location") && n < 40 && len(l.source) < 20_000:
		return Verdict{Challenge, []string{"a script that sets a cookie and asks again, and no text"}}, true
	}
	return Verdict{}, false
}

var noscripts = regexp.MustCompile(`(?is)<noscript[^>]*>(.*?)</noscript`)

func noscript(source string) string {
	if m := noscripts.FindStringSubmatch(source); m != nil {
		return tag.ReplaceAllString(m[1], "")
	}
	return ""
}

var (
	refresh = regexp.MustCompile(`(?is)<meta[^>]+http-equiv\s*=\s*["']?refresh["']?[^>]+url\s*=`)
	jump    = regexp.MustCompile(`(?is)(?:window\.|self\.|top\.|document\.)?location(?:\.href)?\s*=\s*["'][^"']+["']|location\.replace\(\s*["']`)
	frame   = regexp.MustCompile(`(?is)<i?frame\b[^>]+src\s*=`)
)

// redirect is a page of next to no text that leads elsewhere.
func redirect(l *look) (Verdict, bool) {
	if words.Len(words.Folded(l.text)) > 60 {
		return Verdict{}, false
	}
	switch {
	case refresh.MatchString(l.source):
		return Verdict{Redirect, []string{"a tag leads elsewhere"}}, true
	case jump.MatchString(l.source) && len(l.source) < 4000:
		return Verdict{Redirect, []string{"a script leads elsewhere"}}, true
	case frame.MatchString(l.source) && !file.MatchString(l.source) && len(l.links) == 0:
		return Verdict{Redirect, []string{"an empty page around a frame"}}, true
	}
	return Verdict{}, false
}

// tableWords stand in the statutory tables of every year and nowhere else together.
var tableWords = [][]string{
	{"现行有效件数", "行政规范性文件"}, {"本年新制作数量", "对外公开总数量"}, {"本年新", "对外公开总数量", "规范性文件"}, {"本年处理决定数量", "行政许可"},
	{"本年新收政府信息公开申请数量"}, {"结果维持", "结果纠正", "尚未审结"}, {"结果维持", "未经复议直接起诉"},
	{"收到申请数", "申请办结数"}, {"主动公开文件数", "对申请的答复总数"}, {"主动公开政府信息数", "行政复议数"},
}

// tables is how many of the statutory tables the text shows.
func tables(text string) (n int) {
	text = words.Folded(text)
	for _, all := range tableWords {
		found := true
		for _, w := range all {
			found = found && strings.Contains(text, w)
		}
		if found {
			n++
		}
	}
	return n
}

var (
	manyOrgans = regexp.MustCompile(`(?:综合|汇总)(?:了)?(?:全|各|本|区|市|县|省|我)[^。]{0,60}(?:年度报告|情况|数据|统计|部门|单位)[^。]{0,40}|(?:汇总|综合)[^。]{0,40}(?:编制|而成)`)
	aPlace     = regexp.MustCompile(`(?:省|市|县|区|旗|州|盟|自治区|地区)(?:人民政府)?$`)
)

// report is the report itself: two sections and its title or a statutory
// table, more sections than anything else has, or a statutory table with numbers and a title.
func report(l *look) (Verdict, bool) {
	n, sections := tables(l.text), len(l.said.Sections)
	if l.said.Notice && (aboutReports.MatchString(l.said.Title) || n == 0) {
		return Verdict{}, false
	}
	filled := n > 0 && numbers.MatchString(words.Folded(l.text))
	switch {
	case sections >= 2 && (l.said.Announced || filled), sections >= prose.Telling && !l.said.Notice:
	case filled && l.said.Announced:
	default:
		return Verdict{}, false
	}
	why := []string{fmt.Sprintf("%d sections of a report, %d statutory tables", sections, n)}
	opening := cut(words.Folded(l.text), 3000)
	if m := manyOrgans.FindString(opening); m != "" && aPlace.MatchString(l.said.Organ) {
		return Verdict{Summary, append(why, "it adds up many organs: "+m)}, true
	}
	return Verdict{Report, why}, true
}

// numbers are the numbers of a table that was filled in.
var numbers = regexp.MustCompile(`\d`)

// aboutReports are the words in a title of what is about annual reports.
var aboutReports = regexp.MustCompile(`解读|图解|一图|读懂|指南|通知|要点|考核|评估|办法|格式|模板|培训|总结|说明|问答|制度|规定|目录|统计表?$`)

// notice is a page about annual reports or about disclosure.
func notice(l *look) (Verdict, bool) {
	title := words.Folded(l.title())
	if !strings.Contains(title, "公开") && !strings.Contains(title, "年报") && !strings.Contains(title, "年度报告") {
		return Verdict{}, false
	}
	m := aboutReports.FindString(title)
	if m == "" || l.leadsTo() >= 5 {
		return Verdict{}, false
	}
	if words.Len(words.Folded(l.plain)) < 60 && l.pictures() == 0 {
		return Verdict{}, false // the name of a column
	}
	return Verdict{Notice, []string{fmt.Sprintf("its title has %q: %s", m, l.title())}}, true
}

// title is the title of the article, or of the page.
func (l *look) title() string {
	if t := l.doc.Meta["articletitle"]; t != "" {
		return t
	}
	page := siteParts.Split(l.doc.Title, 2)[0]
	headings := []string{page}
	for _, b := range l.doc.Blocks {
		if b.Heading {
			headings = append(headings, b.Text)
		}
	}
	for _, t := range headings {
		if strings.Contains(t, "公开") || strings.Contains(t, "年报") || strings.Contains(t, "年度报告") {
			return t
		}
	}
	if l.said.Announced || page == "" {
		return l.said.Title
	}
	return page
}

var siteParts = regexp.MustCompile(`[_|]|\s+[-—–]+\s+|-{1,2}`)

var (
	gone  = regexp.MustCompile(`(?:页面|网页|文章|信息|内容|文件|栏目|稿件|地址|资源|链接)[^。，,]{0,8}(?:不存在|已(?:被)?(?:删除|移除|下线|撤销)|丢失|找不到|无法找到|走丢|失效|未找到)|(?:找不到|未找到|没有找到|无法找到)[^。]{0,12}(?:页面|网页|内容|信息|资源|文件)|(?i:404\s*(?:-|–|:|not|page|错误)|error\s*404|page not found|not found)|无权(?:访问|查看)|没有权限|^404$|抱歉[^。]{0,12}(?:不存在|删除|找不到)`)
	empty = regexp.MustCompile(`(?:正在|尚在|网站|栏目|页面|系统)[^。，,]{0,6}(?:建设中|改版|升级|维护|完善|整理)|建设中|敬请期待|(?:暂无|没有)(?:相关)?(?:内容|信息|数据|记录|文章|资料)|资料整理中|内容(?:正在)?(?:更新|整理)中|暂未(?:公开|发布)|共\s*0\s*条|(?i:under construction|coming soon)`)
)

// missing is an error that is called a success.
func missing(l *look) (Verdict, bool) {
	return says(l, gone, Missing, 500)
}

// building is a column or a site with nothing in it yet.
func building(l *look) (Verdict, bool) {
	return says(l, empty, Building, 700)
}

// says tells whether a page with at most so many characters beside its links
// says something.
func says(l *look, what *regexp.Regexp, kind Kind, most int) (Verdict, bool) {
	if words.Len(words.Folded(l.plain)) > most || l.leadsTo() > 2 {
		return Verdict{}, false
	}
	for _, line := range append(strings.Split(l.plain, "\n"), l.doc.Title) {
		if m := what.FindString(strings.TrimSpace(line)); m != "" {
			return Verdict{kind, []string{fmt.Sprintf("it says %q and little else", m)}}, true
		}
	}
	return Verdict{}, false
}

var pager = regexp.MustCompile(`下一页|上一页|尾页|末页|createPageHTML|共\s*\d+\s*(?:条|页|篇)`)

// list is links to reports.
func list(l *look) (Verdict, bool) {
	n := l.leadsTo()
	paged := pager.MatchString(l.source)
	switch {
	case n >= 3, n >= 1 && paged && words.Len(words.Folded(l.plain)) < 900:
		return Verdict{List, []string{fmt.Sprintf("%d links to reports", n)}}, true
	}
	return Verdict{}, false
}
