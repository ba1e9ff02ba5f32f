package list_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/list"
	"gongkai/internal/page"
)

func pageOf(address, body string) page.Page {
	return page.Page{URL: address, Status: 200, Type: "text/html; charset=utf-8", Body: []byte("<html><body>" + body + "</body></html>")}
}

// Files of a page are those of its article, each once, whatever leads to them.
func TestFiles(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"a link to a name", `<p><a href="./P020240117.pdf">2023年年报.pdf</a></p>`, "http://a.example/nb/P020240117.pdf 2023年年报.pdf"},
		{"a program that gives it out", `<p><a href="/module/download/downfile.jsp?classid=0&amp;filename=9.doc">附件1</a></p>`, "http://a.example/module/download/downfile.jsp?classid=0&filename=9.doc 附件1"},
		{"a program, by the words", `<p><a href="/attachment/12/34">附件：统计表</a></p>`, "http://a.example/attachment/12/34 附件：统计表"},
		{"a name in the title", `<p><a href="/f?id=1" title="年报.docx">年报</a></p>`, "http://a.example/f?id=1 年报"},
		{"a viewer", `<iframe src="/pdfjs/web/viewer.html?file=/nb/1.pdf"></iframe>`, "http://a.example/nb/1.pdf 1.pdf"},
		{"embedded", `<embed src="1.pdf"><object data="1.pdf"></object>`, "http://a.example/nb/1.pdf 1.pdf"},
		{"twice", `<p><a href="1.xls">表.xls</a> <a href="1.xls">下载</a></p>`, "http://a.example/nb/1.xls 表.xls"},
		{"around the article", `<div class="footer"><a href="/guide.pdf">指南.pdf</a></div>`, ""},
		{"words alone", `<p><a href="/list/">附件</a> <a href="2.html">下载中心</a></p>`, ""},
		{"the web of another scheme", `<p><a href="ftp://a.example/1.pdf">年报.pdf</a></p>`, ""},
	} {
		var got []string
		for _, f := range list.Files(pageOf("http://a.example/nb/1.html", tt.body)) {
			got = append(got, f.URL+" "+f.Title)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// The words of links to files are seen in every charset.
func TestFilesCharsets(t *testing.T) {
	body := "<html><a href=\"/attachment/12/34\">%s</a></html>"
	wide := "\xff\xfe"
	for _, r := range utf16.Encode([]rune(fmt.Sprintf(body, "附件"))) {
		wide += string([]byte{byte(r), byte(r >> 8)})
	}
	for name, body := range map[string]string{"utf-8": fmt.Sprintf(body, "附件"), "gbk": fmt.Sprintf(body, "\xb8\xbd\xbc\xfe"), "big5": fmt.Sprintf(body, "\xaa\xfe\xa5\xf3"), "utf-16": wide} {
		p := page.Page{URL: "http://a.example/nb/1.html", Status: 200, Type: "text/html; charset=" + name, Body: []byte(body)}
		if got := list.Files(p); len(got) != 1 || got[0].Title != "附件" {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Pages on which an article goes on are those beside it, each once; the next
// article is none.
func TestOnward(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"numbers and the next", `<a href="1_2.html">2</a> <a href="1_3.html">3</a> <a href="1_2.html">下一页</a>`, "1_2.html 续页 2; 1_3.html 续页 3"},
		{"a call", `共3页<script>createPageHTML(3, 0, "1", "html")</script>`, "1_1.html 续页 2; 1_2.html 续页 3"},
		{"the same page asked for otherwise", `<a href="?page=2">下一页</a>`, "1.html?page=2 续页 2"},
		{"another report", `<a href="2.html" title="清河县2022年政府信息公开工作年度报告">下一页</a>`, ""},
		{"elsewhere", `<a href="/zwgk/2.html">下一页</a> <a href="../">下一页</a> <a href="7.pdf">2</a> <a href="http://b.example/nb/1_2.html">下一页</a>`, ""},
		{"an arrow, an article's number", `上一页 <a href="9.html">&gt;</a> <a href="20.shtml">20</a>`, ""},
		{"a base", `<base href="http://a.example/"><a href="nb/1_2.html">下一页</a>`, "1_2.html 续页 2"},
		{"nothing", `<a href="1_2.html">2</a>`, ""},
	} {
		var got []string
		for _, l := range list.Onward(pageOf("http://a.example/nb/1.html", tt.body), 1) {
			got = append(got, strings.TrimPrefix(l.URL, "http://a.example/nb/")+" "+l.Title)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	if n, ok := list.IsOnward("续页 3"); n != 3 || !ok {
		t.Errorf("IsOnward = %d, %v", n, ok)
	}
	if more := list.Onward(pageOf("http://a.example/nb/1_20.html", `<a href="1_21.html">下一页</a>`), 20); more != nil {
		t.Errorf("after 20 pages: %v", more)
	}
}
