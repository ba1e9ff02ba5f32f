package kind_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/grid"
	"gongkai/internal/kind"
	"gongkai/internal/page"
)

// labelled is a page that a person has said the kind of.
type labelled struct {
	name   string
	kind   kind.Kind
	status int
	body   string
}

// The frames of four families of sites, with what stands on every page.
func trs(title, article string) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="SiteName" content="清河县人民政府"><meta name="ColumnName" content="政府信息公开年报"><meta name="ArticleTitle" content="` + title + `"><title>` + title + `_清河县人民政府</title>
<script src="/images/jquery.min.js"></script></head><body><div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/bsfw/">办事服务</a><a href="/hdjl/">互动交流</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/nb/">政府信息公开年报</a></div>
<h1>` + title + `</h1><div class="info">发布时间：2024-01-19 09:30 来源：清河县政府办 【字体：大 中 小】</div><div class="TRS_Editor">` + article + `</div>
<div class="share"><img src="/images/weixin.png"><img src="/images/share.png"></div><div class="foot">主办：清河县人民政府 网站标识码：1305340001 <img src="/images/beian.png"><a href="https://beian.miit.gov.cn">冀ICP备05000001号</a></div></body></html>`
}

func ucap(title, article string) string {
	return `<html><head><meta charset="utf-8"><title>` + title + `</title></head><body><table width="1000"><tr><td>索 引 号</td><td>014320144/2024-00056</td><td>分 类</td><td>政府信息公开年报</td></tr><tr><td>发布机构</td><td>望淮区财政局</td><td>发文日期</td><td>2024-01-12</td></tr><tr><td>标 题</td><td colspan="3">` + title + `</td></tr></table>
<div id="UCAP-CONTENT">` + article + `</div><p>扫一扫在手机打开当前页</p><a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a></body></html>`
}

func jpage(title, article string) string {
	return `<html><head><title>` + title + `</title></head><body><ul class="menu"><li><a href="/col/col1/index.html">走进望淮</a></li><li><a href="/col/col2/index.html">新闻中心</a></li><li><a href="/col/col3/index.html">政府信息公开指南</a></li><li><a href="/col/col4/index.html">政府信息公开年报</a></li></ul>
<div id="zoom"><!--ZJEG_RSS.content.begin-->` + article + `<!--ZJEG_RSS.content.end--></div><div>版权所有：望淮区人民政府</div></body></html>`
}

func old(title, article string) string {
	return `<html><head><title>` + title + `</title></head><body><table width=960><tr><td><img src="top.jpg"></td></tr><tr><td><a href="index.htm">首页</a> | <a href="zn.htm">信息公开指南</a> | <a href="nb.htm">年度报告</a></td></tr><tr><td>` + article + `</td></tr><tr><td>技术支持：县信息中心</td></tr></table></body></html>`
}

const prose6 = `<p>一、总体情况</p><p>2023年主动公开政府信息126条，收到政府信息公开申请3件，均已答复。</p><p>二、主动公开政府信息情况</p>` +
	`<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>1</td><td>0</td><td>4</td></tr></table>` +
	`<p>三、收到和处理政府信息公开申请情况</p><table><tr><td>一、本年新收政府信息公开申请数量</td><td>3</td><td>0</td><td>3</td></tr></table><p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</p><p>公开内容还不够全面，下一步将加强培训。</p><p>六、其他需要报告的事项</p><p>无。</p>`

const proseOld = `<p>根据《中华人民共和国政府信息公开条例》，现公布2012年度信息公开年度报告。统计期限自2012年1月1日至2012年12月31日。</p><p>一、概述</p><p>我局认真贯彻条例，稳步推进信息公开。</p><p>二、主动公开政府信息的情况</p><p>公开信息45条。</p><p>三、依申请公开政府信息办理情况</p><p>没有收到申请。</p><p>四、存在的主要问题和改进措施</p><p>宣传不够。</p>`

// links makes links to reports of so many years.
func links(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<li><a href="./%d01/t%d0119_%d.html">`+format+`</a><span>%d-01-19</span></li>`, 2024-i, 2024-i, 100+i, 2023-i, 2024-i)
	}
	return "<ul>" + b.String() + "</ul>"
}

const pagerHTML = `<div class="page"><a href="index_1.html">下一页</a> <a href="index_9.html">尾页</a></div>`

func pages() []labelled {
	title := "清河县财政局2023年政府信息公开工作年度报告"
	return slices.Concat([]labelled{
		{"report trs", kind.Report, 200, trs(title, prose6)},
		{"report ucap", kind.Report, 200, ucap("望淮区财政局2023年政府信息公开工作年度报告", prose6)},
		{"report jpage", kind.Report, 200, jpage("望淮区水务局2023年度政府信息公开工作报告", "<h2>望淮区水务局2023年度政府信息公开工作报告</h2>"+prose6)},
		{"report old", kind.Report, 200, old(title, prose6)},
		{"report without a title", kind.Report, 200, jpage("政府信息公开", prose6)},
		{"report before 2019, prose only", kind.Report, 200, old("清河县地税局2012年信息公开年度报告", proseOld)},
		{"report with a PDF of itself", kind.Report, 200, trs(title, prose6+`<p><a href="./P020240119.pdf">附件：清河县财政局2023年政府信息公开工作年度报告.pdf</a></p>`)},
		{"report with a list of others beside it", kind.Report, 200, trs(title, prose6) + links("清河县财政局%d年政府信息公开工作年度报告", 6)},
		{"report that mentions its interpretation", kind.Report, 200, trs(title, prose6+`<p>相关解读：<a href="/jd/1.html">图解：2023年政府信息公开年报</a></p>`)},
		{"report whose last section says 暂无", kind.Report, 200, trs(title, strings.Replace(prose6, "<p>无。</p>", "<p>暂无相关内容。</p>", 1))},
		{"report that mentions a firewall", kind.Report, 200, trs(title, strings.Replace(prose6, "下一步将加强培训", "下一步将加强网站防火墙建设和安全检测", 1))},
		{"report as text", kind.Report, 0, "清河县财政局2023年政府信息公开工作年度报告\n一、总体情况\n2023年公开信息3条。\n二、主动公开政府信息情况\n现行有效件数 |\n行政规范性文件 |\n1 |\n六、其他需要报告的事项\n无。\n"},
		{"report on the knowledge of 指南", kind.Report, 200, trs(title, strings.Replace(prose6, "公开内容还不够全面", "公开指南更新不及时", 1))},
		{"report of a bureau whose name has 办法", kind.Report, 200, trs("清河县考核评估中心2023年政府信息公开工作年度报告", prose6)},

		{"summary of a province", kind.Summary, 200, trs("某某省2023年政府信息公开工作年度报告", `<p>本报告由省政府办公厅综合各市人民政府和省政府各部门政府信息公开年度报告编制。</p>`+prose6)},
		{"summary of a city", kind.Summary, 200, ucap("望淮市2018年政府信息公开工作年度报告", `<p>本报告根据条例要求，汇总全市各县（区）人民政府、市政府各部门政府信息公开工作情况编制而成。</p>`+strings.ReplaceAll(prose6, "2023", "2018"))},
		{"summary of a county", kind.Summary, 200, trs("清河县人民政府2022年政府信息公开工作年度报告", `<p>现综合县政府各部门和各乡镇人民政府的年度报告，公布如下。</p>`+prose6)},
		{"a county of its own", kind.Report, 200, trs("清河县人民政府2022年政府信息公开工作年度报告", `<p>本报告由县政府办公室编制。</p>`+prose6)},
		{"a bureau that adds up its stations", kind.Report, 200, trs(title, `<p>本报告汇总各科室情况编制而成。</p>`+prose6)},

		{"list trs", kind.List, 200, trs("政府信息公开年报", links("清河县财政局%d年政府信息公开工作年度报告", 8)+pagerHTML)},
		{"list jpage", kind.List, 200, jpage("政府信息公开年报", links("望淮区水务局%d年度政府信息公开工作年度报告", 5))},
		{"list of years", kind.List, 200, old("年度报告", links("%d年", 10))},
		{"list of years, bare", kind.List, 200, trs("信息公开年报", links("%d", 6))},
		{"list of one report", kind.List, 200, trs("政府信息公开年报", links("清河县审计局%d年政府信息公开工作年度报告", 1)+`<script>createPageHTML(1, 0, "index", "html");</script>`)},
		{"list with the notice among them", kind.List, 200, trs("政府信息公开年报", links("清河县%d年政府信息公开工作年度报告", 6)+`<li><a href="/tz.html">关于编制2023年政府信息公开年度报告的通知</a></li>`)},
		{"list of organs", kind.List, 200, jpage("2023年部门年报", `<ul><li><a href="/art/2024/1/19/art_1_1.html">县教育局2023年政府信息公开工作年度报告</a></li><li><a href="/art/2024/1/19/art_1_2.html">县民政局2023年政府信息公开工作年度报告</a></li><li><a href="/art/2024/1/19/art_1_3.html">县水务局2023年政府信息公开工作年度报告</a></li></ul>`)},
		{"list with titles cut short", kind.List, 200, trs("年报", `<li><a href="./202401/t20240119_1.html" title="清河县财政局2023年政府信息公开工作年度报告">清河县财政局2023年政…</a></li><li><a href="./202301/t20230119_1.html" title="清河县财政局2022年政府信息公开工作年度报告">清河县财政局2022年政…</a></li><li><a href="./202201/t20220119_1.html" title="清河县财政局2021年政府信息公开工作年度报告">清河县财政局2021年政…</a></li>`)},
		{"list in a page called 年报解读 elsewhere", kind.List, 200, trs("政府信息公开年报", links("望淮区%d年政府信息公开年报", 7)+`<a href="/jd/">年报解读</a>`)},

		{"a PDF", kind.Attachment, 200, trs(title, `<p><a href="./P020240119.pdf">清河县财政局2023年政府信息公开工作年度报告.pdf</a></p>`)},
		{"a Word file", kind.Attachment, 200, ucap(title, `<p>附件：<a href="/upload/2023nb.docx">2023年年报</a></p>`)},
		{"an Excel file and a sentence", kind.Attachment, 200, jpage(title, `<p>根据条例要求，现将我局2023年政府信息公开工作年度报告予以公布，请下载附件查看。</p><a href="/attach/0/abc.xls">附件1</a>`)},
		{"a file behind a number", kind.Attachment, 200, trs(title, `<a href="/module/download/downfile.jsp?classid=0&filename=2401191.pdf">点击下载</a>`)},
		{"a file named by its words", kind.Attachment, 200, trs(title, `<a href="/download?id=8871">清河县财政局2023年政府信息公开工作年度报告.doc</a>`)},
		{"a PDF in a frame", kind.Attachment, 200, trs(title, `<iframe src="/pdfjs/web/viewer.html?file=/u/2023nb.pdf" width="100%"></iframe>`)},
		{"a PDF that is shown", kind.Attachment, 200, old(title, `<embed src="2023nb.pdf" type="application/pdf">`)},
		{"pictures", kind.Attachment, 200, trs(title, `<p><img src="./W020240119350001.png"></p><p><img src="./W020240119350002.png"></p><p><img src="./W020240119350003.jpg"></p>`)},
		{"one long picture", kind.Attachment, 200, jpage(title, `<img src="/picture/0/2401191020304.jpg">`)},
		{"a flip-book file", kind.Attachment, 200, trs(title, `<p>请点击附件查看全文。</p><a href="./P020240119.zip">附件</a>`)},
		{"an OFD file", kind.Attachment, 200, trs(title, `<a href="./P020240119.ofd">2023年政府信息公开工作年度报告（OFD版）</a>`)},

		{"瑞数", kind.Challenge, 412, `<!DOCTYPE html><html><head><meta charset="UTF-8"><meta content="0M2f" r="m"><script type="text/javascript" charset="iso-8859-1" src="/8GTi5lm/Kwtw.js" r="m"></script><script type="text/javascript" r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=81234;$_ts.cd="qrxUrqAqhc";if($_ts.lcd)$_ts.lcd();</script></head><body></body></html>`},
		{"瑞数 with 200", kind.Challenge, 200, `<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.cd="qtqk";</script></head><body onload="_$x()"></body></html>`},
		{"加速乐", kind.Challenge, 521, `<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('clearance')+'=1705';location.href=location.pathname+location.search</script>`},
		{"加速乐, second step", kind.Challenge, 521, `<script>var go=function(a){};go({"bts":["1705|0|kU"],"chars":"Xyz","ct":"9c1","ha":"md5","tn":"__jsl_clearance_s","vt":"3600","wt":"1500"})</script>`},
		{"acw", kind.Challenge, 200, `<html><script>var arg1='6D2C0E3D8F7A';var _0x4818=['csKHwqMI'];function setCookie(name,value){document.cookie=name+'='+value}function reload(x){setCookie("acw_sc__v2",x);document.location.reload();}</script></html>`},
		{"wzws", kind.Challenge, 200, `<html><head><title>请稍候</title><script>var dynamicurl="/WZWSRELx3p6";var wzwschallenge="RANDOMSTR14";var wzwschallengex="STRRANDOM14";</script></head><body><noscript><h1>请开启JavaScript并刷新该页</h1></noscript></body></html>`},
		{"js is off", kind.Challenge, 202, `<html><body><noscript>您的浏览器不支持JavaScript，请开启JavaScript后访问</noscript><script>eval(function(p,a,c,k){}('0 1'))</script></body></html>`},
		{"blocked", kind.Challenge, 200, `<html><head><title>访问被拦截</title></head><body><h1>很抱歉，您的访问请求已被拦截</h1><p>您的请求疑似攻击行为，事件编号：20240119-1f2e，如有疑问请联系网站管理员。</p></body></html>`},
		{"F5", kind.Challenge, 200, `<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 1234567890<br></body></html>`},
		{"slider", kind.Challenge, 200, `<html><head><title>安全验证</title></head><body><div>为了您的访问安全，请拖动滑块完成验证</div><script src="/captcha.js"></script></body></html>`},
		{"just a moment", kind.Challenge, 403, `<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={cvId:'3'};</script></body></html>`},
		{"too often", kind.Challenge, 200, `<html><body><p>您的访问过于频繁，请稍后再试或输入验证码继续访问。</p></body></html>`},
		{"云防护", kind.Challenge, 405, `<html><head><title>网站防火墙</title></head><body>您所提交的请求含有不合法的参数，已被网站管理员设置拦截！</body></html>`},

		{"script to elsewhere", kind.Redirect, 200, `<script>window.location.href="/zwgk/nb/index.html";</script>`},
		{"tag to elsewhere", kind.Redirect, 200, `<html><head><meta http-equiv="refresh" content="0;url=http://www.new.example.gov.cn/nb/"></head><body></body></html>`},
		{"a frame only", kind.Redirect, 200, `<html><head><title>年报</title></head><frameset><frame src="main.asp?id=5"></frameset></html>`},
		{"a page of the server behind a frame", kind.Redirect, 200, `<html><body style="margin:0"><iframe src="/xxgk/nb.jsp?y=2023" width="100%" height="2000"></iframe></body></html>`},

		{"404 trs", kind.Missing, 200, trs("404", `<p>很抱歉，您要访问的页面不存在或已被删除！</p><p><a href="/">返回首页</a></p>`)},
		{"404 short", kind.Missing, 200, `<html><head><title>404</title></head><body><h1>404</h1></body></html>`},
		{"gone", kind.Missing, 200, `<html><body><div class="err">抱歉，您访问的文章已被删除。</div><a href="/">首页</a></body></html>`},
		{"not found", kind.Missing, 200, `<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body></html>`},
		{"no right", kind.Missing, 200, jpage("提示", `<p>该信息不存在或您无权访问该页面，3秒后自动返回首页。</p>`)},
		{"cannot be found", kind.Missing, 200, old("出错了", `<b>无法找到该页</b><p>您正在搜索的页面可能已经删除、更名或暂时不可用。找不到该页面。</p>`)},
		{"lost", kind.Missing, 200, trs("出错啦", `<p>哎呀，页面走丢了…</p>`)},

		{"being built", kind.Building, 200, trs("政府信息公开年报", `<p>栏目正在建设中，敬请期待……</p>`)},
		{"nothing yet", kind.Building, 200, jpage("政府信息公开年报", `<div class="list">暂无数据</div>`)},
		{"being rebuilt", kind.Building, 200, `<html><head><title>清河县人民政府</title></head><body><img src="/images/logo.png"><p>网站正在改版升级，给您带来不便敬请谅解。</p></body></html>`},
		{"no rows", kind.Building, 200, old("年度报告", `<p>共 0 条记录 第1页</p>`)},
		{"being kept up", kind.Building, 200, `<html><head><title>系统维护</title></head><body><h2>系统维护中</h2><p>系统正在维护，预计1月20日恢复访问。</p></body></html>`},
		{"no content", kind.Building, 200, ucap("政府信息公开年报", `<p>没有相关内容</p>`)},

		{"an application", kind.Shell, 200, `<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>清河区政府信息公开</title><script defer src="/js/app.4f21.js"></script></head><body><noscript><strong>We're sorry but this site doesn't work properly without JavaScript enabled.</strong></noscript><div id="app"></div></body></html>`},
		{"an application with an element of its own", kind.Shell, 200, `<html><head><title>清河区2023年政府信息公开工作年度报告</title></head><body><app-root></app-root><script src="main.js" type="module"></script></body></html>`},
		{"an application that says that it loads", kind.Shell, 200, `<html><body><div id=root></div><p>加载中，请稍候…</p><script src="/static/js/main.js"></script></body></html>`},
		{"a template whose places are empty", kind.Shell, 200, trs("信息公开", `<div ng-controller="detail"><h2>{{info.title}}</h2><p>{{ info.dept }} {{info.date | date}}</p><div ng-bind-html="info.content"></div></div>`)},
		{"a template of attributes", kind.Shell, 200, trs("信息公开", `<div class="art"><h2 v-text="art.title"></h2><div v-html="art.body"></div></div>`)},
		{"a template within a script is none", kind.Other, 200, trs("信息公开", `<script type="text/html"><p>{{title}}</p></script>`)},
		{"a picture in an application", kind.Other, 200, `<html><body><div id="app"></div><img src="/u/240119.jpg"><script src="/js/app.js"></script></body></html>`},
		{"an empty element without a script", kind.Other, 200, `<html><body><div id="app"></div></body></html>`},
		{"news beside what a script fills", kind.Other, 200, trs("县委常委会召开会议", `<span>{{weather.city}}</span><div v-html="ad"></div><p>1月19日，县委常委会召开会议，传达学习全省经济工作会议精神，研究部署一季度经济运行、安全生产、信访稳定等工作，县委书记主持会议并讲话，强调要坚定信心、真抓实干，确保开好局起好步，为全年工作打下坚实基础，奋力谱写高质量发展新篇章，不断开创各项工作新局面。</p>`)},
		{"report beside what a script fills", kind.Report, 200, `<div id="app"></div><span>{{weather.city}}</span>` + trs(title, prose6)},
		{"list in a template", kind.List, 200, trs("政府信息公开年报", `<span>{{total}}</span>`+links("清河县财政局%d年政府信息公开工作年度报告", 4))},
		{"a PDF in a template", kind.Attachment, 200, trs(title, `<span>{{hits}}</span><a href="./P020240119.pdf">清河县财政局2023年政府信息公开工作年度报告.pdf</a>`)},
		{"a challenge with an empty element", kind.Challenge, 200, `<html><body><div id="app"></div><p>请拖动滑块</p><script src="/captcha.js"></script></body></html>`},

		{"no title, six sections", kind.Report, 200, "<html><body><p>一、总体情况</p><p>我局认真做好政府信息公开工作，没有收到申请。</p><p>二、主动公开政府信息情况</p><p>见附表。</p><p>三、收到和处理政府信息公开申请情况</p><p>没有。</p><p>四、政府信息公开行政复议、行政诉讼情况</p><p>没有。</p><p>五、存在的主要问题及改进情况</p><p>内容不够全面，将加强培训。</p></body></html>"},
		{"traditional script", kind.Report, 200, "<html><body><p>清河縣林業局2022年度政府信息公開工作年度報告</p><p>一、總體情況</p><p>公開信息3條。</p><p>二、主動公開政府信息情況</p><p>沒有。</p><p>三、收到和處理政府信息公開申請情況</p><p>沒有。</p></body></html>"},
		{"notice with six titles", kind.Notice, 200, trs("关于印发政府信息公开工作年度报告格式的通知", "<p>现将格式印发给你们，请遵照执行。</p><p>一、总体情况</p><p>写明总体情况。</p><p>二、主动公开政府信息情况</p><p>填写下表。</p><p>三、收到和处理政府信息公开申请情况</p><p>填写下表。</p><p>四、政府信息公开行政复议、行政诉讼情况</p><p>填写下表。</p><p>五、存在的主要问题及改进情况</p><p>写明问题。</p>")},
		{"template with six titles", kind.Notice, 200, trs("政府信息公开工作年度报告模板", "<p>一、总体情况</p><p>XX年，本单位……</p><p>二、主动公开政府信息情况</p><p>……</p><p>三、收到和处理政府信息公开申请情况</p><p>……</p><p>四、政府信息公开行政复议、行政诉讼情况</p><p>……</p>")},
		{"notice of the format", kind.Notice, 200, trs("国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知", `<p>各省、自治区、直辖市人民政府办公厅：现将修订后的格式印发给你们。</p><p>一、总体情况</p><p>这一项报告本机关政府信息公开工作总体情况。</p><p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>行政规范性文件</td><td></td><td></td><td></td></tr></table>`)},
		{"notice on writing them", kind.Notice, 200, ucap("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", `<p>各乡镇人民政府、县直各部门：为做好2023年度政府信息公开工作年度报告编制和发布工作，现将有关事项通知如下：</p><p>一、高度重视。各单位要按照条例要求，认真编制。</p><p>二、按时报送。请于2024年1月15日前报送。</p>`)},
		{"interpretation", kind.Notice, 200, trs("清河县2023年政府信息公开工作年度报告解读", `<p>2023年，清河县主动公开政府信息5120条，收到政府信息公开申请31件，现就年度报告有关情况解读如下。一是主动公开更加全面，二是依申请公开更加规范，三是平台建设更加有力。</p>`)},
		{"in pictures", kind.Notice, 200, trs("一图读懂清河县2023年政府信息公开工作年度报告", `<p><img src="./W020240119.png"></p>`)},
		{"图解", kind.Notice, 200, jpage("【图解】2023年望淮区政府信息公开年报", `<h2>【图解】2023年望淮区政府信息公开年报</h2><img src="/picture/0/240119.jpg">`)},
		{"guide", kind.Notice, 200, trs("清河县财政局政府信息公开指南", `<p>为方便公民、法人和其他组织获取政府信息，根据条例编制本指南。</p><p>一、公开的范围和形式</p><p>本机关主动公开机构职能、规范性文件、财政预决算等政府信息。</p><p>二、依申请公开</p><p>申请人可以当面、信函、网络方式提出申请，收到申请后20个工作日内答复。</p>`)},
		{"rules", kind.Notice, 200, ucap("清河县政府信息公开工作年度报告制度", `<p>第一条 为规范年度报告的编制和公布，根据条例制定本制度。</p><p>第二条 各行政机关应当于每年1月31日前公布上一年度政府信息公开工作年度报告。</p><p>第三条 年度报告包括主动公开、依申请公开、复议诉讼等情况。</p>`)},
		{"points of the year", kind.Notice, 200, trs("清河县2023年政务公开工作要点", `<p>2023年全县政务公开工作的总体要求是：坚持以习近平新时代中国特色社会主义思想为指导，深化重点领域公开，规范依申请公开，强化平台建设，做好年度报告编制发布工作，提升公开质量和实效。</p>`)},
		{"assessment", kind.Notice, 200, trs("关于2023年度政府信息公开工作考核情况的通报", `<p>根据县政务公开领导小组安排，对各乡镇、各部门2023年度政府信息公开工作进行了考核，优秀等次10个，良好等次25个，现将考核结果予以通报，请各单位认真对照整改，切实做好下一步工作。</p>`)},

		{"news", kind.Other, 200, trs("县委常委会召开会议研究部署一季度工作", `<p>1月19日，县委常委会召开会议，传达学习全省经济工作会议精神，研究部署一季度经济运行、安全生产、信访稳定等工作，县委书记主持会议并讲话，强调要坚定信心、真抓实干，确保开好局起好步。</p>`)},
		{"home page", kind.Other, 200, jpage("望淮区人民政府", `<p>今日望淮</p><p>望淮区位于淮河之滨，总面积860平方公里，辖8个镇、4个街道，户籍人口52万，是历史文化名城，也是重要的交通枢纽和商贸中心。</p>`)},
		{"budget", kind.Other, 200, trs("清河县财政局2023年部门预算", `<p>一、部门基本情况</p><p>二、收入预算说明 2023年收入预算1200万元。</p><p>三、支出预算说明 2023年支出预算1200万元，其中基本支出800万元，项目支出400万元，三公经费预算10万元，与上年持平，无政府性基金安排的支出。</p>`)},
		{"search page", kind.Other, 200, old("站内搜索", `<form><input name="q"><input type="submit" value="搜索"></form><p>请输入您要查询的关键字，多个关键字用空格隔开，系统将在全站范围内为您检索相关文件、新闻和办事指南。</p>`)},
		{"empty", kind.Other, 200, `<html><head></head><body></body></html>`},
	}, shared())
}

// shared are the real documents, where they are: reports all of them, but for
// those that add up many organs.
func shared() (list []labelled) {
	files, _ := filepath.Glob("../../../shared/reports/*.json")
	for _, f := range files {
		for _, ext := range []string{".html", ".txt"} {
			name := strings.TrimSuffix(f, ".json") + ext
			body, err := os.ReadFile(name)
			if err != nil {
				continue
			}
			var label struct{ Organ string }
			if b, err := os.ReadFile(f); err == nil {
				_ = json.Unmarshal(b, &label) // the kind does not hang on it
			}
			list = append(list, labelled{filepath.Base(name), kind.Report, 200, string(body)})
		}
	}
	return list
}

func of(t testing.TB, l labelled) kind.Verdict {
	t.Helper()
	p := page.Page{URL: "http://www.example.gov.cn/nb/t20240119_1.html", Status: l.status, Body: []byte(l.body)}
	if strings.HasPrefix(l.body, "<") {
		p.Type = "text/html"
	}
	text, _ := p.Text()
	read := grid.Text
	if p.IsHTML() {
		read = grid.HTML
	}
	doc, err := read(text)
	if err != nil {
		t.Fatal(err)
	}
	return kind.Of(p, doc)
}

// Every kind is told, and what is no report is never called one. When the pages
// were first read, 90 of 101 were told.
func TestLabelledPages(t *testing.T) {
	list := pages()
	if len(list) < 60 {
		t.Errorf("%d pages, want 60 at least", len(list))
	}
	type score struct{ right, wrong, missed int }
	scores := map[kind.Kind]*score{}
	at := func(k kind.Kind) *score {
		if scores[k] == nil {
			scores[k] = &score{}
		}
		return scores[k]
	}
	bad := 0
	for _, l := range list {
		v := of(t, l)
		if len(v.Why) == 0 {
			t.Errorf("%s: %s without a reason", l.name, v.Kind)
		}
		same := v.Kind == l.kind || l.kind == kind.Report && v.Kind == kind.Summary && strings.HasPrefix(l.name, "sanming")
		if same {
			at(l.kind).right++
			continue
		}
		bad++
		at(v.Kind).wrong++
		at(l.kind).missed++
		t.Logf("%s: %s %v, want %s", l.name, v.Kind, v.Why, l.kind)
		if v.Kind == kind.Report {
			t.Errorf("%s is no report", l.name)
		}
	}
	for _, k := range []kind.Kind{kind.Report, kind.Summary, kind.List, kind.Attachment, kind.Challenge, kind.Redirect, kind.Missing, kind.Building, kind.Notice, kind.Other} {
		s := at(k)
		t.Logf("%-18s %2d pages, precision %5.1f%% recall %5.1f%%", k, s.right+s.missed, 100*float64(s.right)/float64(max(1, s.right+s.wrong)), 100*float64(s.right)/float64(max(1, s.right+s.missed)))
	}
	t.Logf("%d of %d pages told", len(list)-bad, len(list))
	if bad > 0 {
		t.Errorf("%d pages of %d are not told", bad, len(list))
	}
}

// A page of nothing, of noise, and without a document is some kind.
func TestNothingIsSomeKind(t *testing.T) {
	for _, body := range []string{"", "\x00\xff", "<", "%PDF-1.4", strings.Repeat("<a>", 1000)} {
		p := page.Page{Body: []byte(body)}
		if v := kind.Of(p, nil); v.Kind == "" || v.Kind == kind.Report {
			t.Errorf("%.20q: %+v", body, v)
		}
	}
}
