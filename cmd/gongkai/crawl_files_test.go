package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestCrawlFiles crawls a site whose reports are partly files. Each file is kept
// once, named with its page, and a report that is but a file is never silence.
func TestCrawlFiles(t *testing.T) {
	pdf := "%PDF-1.4\n" + strings.Repeat("x", 2000)
	cover := `<title>清河区人民政府2022年政府信息公开工作年度报告</title><h1>清河区人民政府2022年政府信息公开工作年度报告</h1><div id="zoom"><p>附件：<a href="./P2022.pdf">清河区人民政府2022年政府信息公开工作年度报告.pdf</a></p></div><div class="footer"><a href="/guide.pdf">网站指南.pdf</a></div>`
	prose := `<title>清河区人民政府2021年政府信息公开工作年度报告</title><h1>清河区人民政府2021年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>2021年，本区认真贯彻条例。</p><h2>二、主动公开政府信息情况</h2><p>见附表。</p><h2>三、收到和处理政府信息公开申请情况</h2><p>见附表。</p>
<p><a href="/down.jsp?id=7&amp;name=table.xls">附件：统计表.xls</a><a href="gone.doc">说明.doc</a></p>`
	whole := strings.Replace(string(reportOf("清河区人民政府", 2023, "2021").HTML("clean")), "</body>", `<a href="2023.docx">下载：全文.docx</a></body>`, 1)
	l := &living{pages: map[string][]byte{
		"/nb/": []byte(`<ul><li><a href="2023.html">清河区人民政府2023年政府信息公开工作年度报告</a></li><li><a href="2022.html">清河区人民政府2022年政府信息公开工作年度报告</a></li>
			<li><a href="2021.html">清河区人民政府2021年政府信息公开工作年度报告</a></li><li><a href="2020.pdf">清河区人民政府2020年政府信息公开工作年度报告</a></li></ul>`),
		"/nb/2023.html": []byte(whole), "/nb/2022.html": []byte(cover), "/nb/2021.html": []byte(prose),
		"/nb/2020.pdf": []byte(pdf), "/nb/P2022.pdf": []byte(pdf + "2022"), "/nb/2023.docx": []byte("PK\x03\x04docx"), "/down.jsp": []byte("\xd0\xcf\x11\xe0xls"),
		"/nb/gone.doc": []byte("<title>404</title>页面不存在"),
	}, header: map[string]http.Header{}}
	s := httptest.NewServer(l)
	defer s.Close()
	dir := workspaceOf(t, "清河区人民政府,990100,,"+s.URL+"/nb/,,,\n")
	query := `SELECT year, state, title, replace(address, '` + s.URL + `', '') AS address, type, size, report IS NOT NULL AS stored, substr(reason, 1, 9) AS why FROM manifestations ORDER BY year, address`
	table := "year,state,title,address,type,size,stored,why\r\n" +
		"2020,kept,清河区人民政府2020年政府信息公开工作年度报告,/nb/2020.pdf,pdf,2009,0,\r\n" +
		"2021,kept,附件：统计表.xls,/down.jsp?id=7&name=table.xls,xls,7,1,\r\n" +
		"2021,failed,说明.doc,/nb/gone.doc,,,1,soft-404:\r\n" +
		"2022,kept,清河区人民政府2022年政府信息公开工作年度报告.pdf,/nb/P2022.pdf,pdf,2013,0,\r\n" +
		"2023,kept,下载：全文.docx,/nb/2023.docx,docx,8,1,\r\n"
	for _, step := range []struct {
		name   string
		change func()
		args   []string
		code   int
		asked  string
		want   string
	}{
		{"pages, then their files", nil, []string{"crawl"}, 3, "/robots.txt  2023 2022 2021 2020.pdf 2023.docx P2022.pdf /down.jsp gone.doc",
			"crawled 1 list: new 2, revised 0, same 0, failed 3, broken 0; 3 files kept\n"},
		{"each is named with its page", nil, []string{"query", query, "--format", "csv"}, 0, "", strings.ReplaceAll(table, "\r", "")},
		{"what is kept is not asked for again, what failed is", nil, []string{"crawl"}, 3, " gone.doc", "new 0, revised 0, same 0, failed 1, broken 0; 2 pages in already"},
		{"status says that a report is but a file", nil, []string{"status"}, 3, "", "  attachment-only (2): the report is a file (PDF, old Word, Excel …)"},
		{"and how many files there are", nil, []string{"status"}, 3, "", "2 of 4 stored (3 of 4 files kept, 2 failed, the list prints no count)"},
		{"coverage says so of the year", nil, []string{"query", "SELECT state || ': ' || reason AS x FROM coverage WHERE year = 2022", "--format", "csv"}, 0, "", "failed: attachment-only: the report is a file: 清河区人民政府2022年政府信息公开工作年度报告.pdf"},
		{"tables that are in a file only are a doubt", nil, []string{"query", "SELECT text FROM doubts WHERE code = 'attachment' AND year = 2021", "--format", "csv"}, 0, "", "统计表.xls"},
		{"show names the file", nil, []string{"show", "990100", "2023", "--lang", "en"}, 0, "", "/nb/2023.docx  (docx, 8 bytes, not read, archive "},
		{"a file that changed is kept beside the last", func() { l.set("/nb/2023.docx", []byte("PK\x03\x04docx2")) }, []string{"crawl", "--only", "changed", "--year", "2023"}, 0, "2023 2023.docx", "new 0, revised 0, same 1, failed 0, broken 0; 1 file kept"},
		{"both stay", nil, []string{"query", "SELECT count(DISTINCT hash) FROM manifestations WHERE type = 'docx'"}, 0, "", "1"},
		{"a file that a known page has new is found", func() {
			l.set("/nb/2023.html", []byte(strings.Replace(whole, "全文.docx</a>", "全文.docx</a><a href=\"2.pdf\">附表.pdf</a>", 1)))
			l.set("/nb/2.pdf", []byte(pdf))
		},
			[]string{"crawl", "--only", "changed", "--year", "2023"}, 0, "2023 2023.docx 2.pdf", "same 1, failed 0, broken 0; 1 file kept"},
		{"the pages read again say the same", nil, []string{"reparse"}, 0, "", "unchanged 4"},
		{"the archive has it all", nil, []string{"archive", "verify"}, 0, "", ", 0 wrong\n"},
	} {
		if step.change != nil {
			step.change()
		}
		said, code := runIn(t, dir, step.args...)
		if got := l.paths(); code != step.code || got != step.asked || !strings.Contains(said, step.want) {
			t.Errorf("%s: gongkai %s ends with %d, want %d; asks %q, want %q; says\n%s\nwant\n%s", step.name, strings.Join(step.args, " "), code, step.code, got, step.asked, said, step.want)
		}
	}
}

// TestCrawlWord crawls a site whose reports are Word files: one that the list
// leads to, one behind a cover page that has moved, one beside a page that says
// all itself, and one of another year than its page.
func TestCrawlWord(t *testing.T) {
	for name, division := range map[string]string{"with a division": "990100", "without": ""} {
		t.Run(name, func(t *testing.T) { crawlWord(t, division) })
	}
}

func crawlWord(t *testing.T, division string) {
	const organ = "清河区人民政府"
	cover := func(year, file string) []byte {
		name := organ + year + "年政府信息公开工作年度报告"
		return []byte(`<title>` + name + `</title><h1>` + name + `</h1><div id="zoom"><p>附件：<a href="` + file + `">` + name + `.docx</a></p></div>`)
	}
	link := func(year, file string) string {
		return `<li><a href="` + file + `">` + organ + year + `年政府信息公开工作年度报告</a></li>`
	}
	whole := reportOf(organ, 2021, "2021")
	l := &living{pages: map[string][]byte{
		"/nb/":          []byte("<ul>" + link("2023", "2023.docx") + link("2022", "2022.html") + link("2021", "2021.html") + link("2020", "2020.html") + "</ul>"),
		"/nb/2023.docx": reportOf(organ, 2023, "2021").Docx(),
		"/nb/2022.html": []byte(`<meta http-equiv="refresh" content="0;url=cover.html">`), "/nb/cover.html": cover("2022", "a.docx"), "/nb/a.docx": reportOf(organ, 2022, "2021").Docx(),
		"/nb/2021.html": []byte(strings.Replace(string(whole.HTML("clean")), "</body>", `<a href="b.docx">下载：全文.docx</a></body>`, 1)), "/nb/b.docx": whole.Docx(),
		"/nb/2020.html": cover("2020", "c.docx"), "/nb/c.docx": reportOf(organ, 2018, "2021").Docx(),
	}, header: map[string]http.Header{}}
	s := httptest.NewServer(l)
	defer s.Close()
	dir := workspaceOf(t, organ+","+division+",,"+s.URL+"/nb/,,,\n")
	said, code := runIn(t, dir, "crawl")
	if want := "new 3, revised 0, same 0, failed 1, broken 0; 3 files kept\n"; code != 3 || !strings.Contains(said, want) || strings.Contains(said, "cover.html") || !strings.Contains(said, "/nb/2020.html: attachment only: ") {
		t.Errorf("crawl ends with %d and says %s, want 3, that of 2020 and %s", code, said, want)
	}
	query := `SELECT year, cells, replace(address, '` + s.URL + `', '') AS address FROM reports ORDER BY year`
	if said, _ := runIn(t, dir, "query", query, "--format", "csv"); said != "year,cells,address\n2021,200,/nb/2021.html\n2022,200,/nb/a.docx\n2023,200,/nb/2023.docx\n" {
		t.Errorf("the reports are\n%s", said)
	}
	for range 2 {
		if said, _ := runIn(t, dir, "status"); !strings.Contains(said, "attachment-only (1): ") || !strings.Contains(said, "/nb/2020.html") {
			t.Errorf("status says\n%s, want that of 2020 to be but a file, and no other", said)
		}
		if said, code := runIn(t, dir, "crawl", "--only", "all"); code != 3 || !strings.Contains(said, "new 0, revised 0, same 3, failed 1") {
			t.Errorf("a crawl of all ends with %d and says %s", code, said)
		}
	}
	if said, _ := runIn(t, dir, "reparse"); !strings.Contains(said, "changed 0 ") {
		t.Errorf("reparse says %s", said)
	}
}

// TestCrawlOnward crawls a report that goes on on other pages, one with more files
// than are asked for, and a cover with as many. What is not read is kept and named,
// what is not kept is said.
func TestCrawlOnward(t *testing.T) {
	const organ = "清河区人民政府"
	title := func(year string) string { return organ + year + "年政府信息公开工作年度报告" }
	html := string(reportOf(organ, 2023, "2021").HTML("clean"))
	first, second, cut := strings.Cut(html, "<b>三、")
	if !cut {
		t.Fatal("the report has no section 三")
	}
	var many strings.Builder
	for n := range 23 {
		fmt.Fprintf(&many, `<p><a href="f%d.pdf">附表%d.pdf</a></p>`, n, n)
	}
	l := &living{pages: map[string][]byte{
		"/nb/":            []byte(`<ul><li><a href="2023.html">` + title("2023") + `</a></li><li><a href="2022.html">` + title("2022") + `</a></li><li><a href="2021.html">` + title("2021") + `</a></li><li><a href="2020.html">` + title("2020") + `</a></li></ul>`),
		"/nb/2020.html":   []byte(`<title>` + title("2020") + `</title><h1>` + title("2020") + `</h1><p>一、总体情况</p><p>` + strings.Repeat("本机关认真做好各项工作。", 30) + `</p><p>1 <a href="2020_2.html">2</a> 下一页</p>`),
		"/nb/2020_2.html": []byte(`<title>` + title("2020") + `</title><p>二、主动公开政府信息情况</p><p>` + strings.Repeat("略。", 90) + `</p>`),
		"/nb/2023.html":   []byte(first + `</p><div class="page">1 <a href="2023_2.html">2</a> <a href="2023_2.html">下一页</a> <a href="2022.html" title="` + title("2022") + `">下一页</a></div></body></html>`),
		"/nb/2023_2.html": []byte(`<title>` + title("2023") + `</title><p><b>三、` + strings.Replace(second, "</body>", `<a href="2023.html">上一页</a> <a href="2023_3.html">下一页</a></body>`, 1)),
		"/nb/2023_3.html": []byte(`<title>` + title("2023") + `</title><p>六、其他需要报告的事项</p><p>无。</p>`),
		"/nb/2022.html":   []byte(strings.Replace(string(reportOf(organ, 2022, "2021").HTML("clean")), "</body>", many.String()+"</body>", 1)),
		"/nb/2021.html":   []byte(`<title>` + title("2021") + `</title><h1>` + title("2021") + `</h1><div id="zoom">` + many.String() + `</div>`),
	}, header: map[string]http.Header{}}
	for n := range 23 {
		l.pages[fmt.Sprintf("/nb/f%d.pdf", n)] = []byte("%PDF-1.4 " + fmt.Sprint(n))
	}
	s := httptest.NewServer(l)
	defer s.Close()
	dir := workspaceOf(t, organ+",990100,,"+s.URL+"/nb/,,,\n")
	said, code := runIn(t, dir, "crawl")
	if want := "new 2, revised 0, same 0, failed 2, broken 0; 23 files kept"; code != 3 || !strings.Contains(said, want) || !strings.Contains(said, "the page leads to 23 files, of which the first 20 are asked for") || !strings.Contains(said, "; it goes on at "+s.URL+"/nb/2020_2.html, which is kept and not read") {
		t.Errorf("crawl ends with %d and says %s, want %s", code, said, want)
	}
	for _, tt := range []struct{ args, want string }{
		{"query SELECT title || ' ' || replace(address, '" + s.URL + "', '') || ' ' || type || ' ' || (ref <> '') AS x FROM manifestations WHERE year = 2023 --format csv", "x\n续页 2 /nb/2023_2.html html 1\n续页 3 /nb/2023_3.html html 1\n"},
		{"show 990100 2023", "续页 2  " + s.URL + "/nb/2023_2.html"},
		{"query SELECT year, text FROM doubts WHERE code = 'files' --format csv", "2022,\"the page leads to 23 files, of which the first 20 are asked for\"\n"},
		{"query SELECT count(*) > 0 AS n FROM doubts WHERE code = 'continued' AND year = 2023 --format csv", "n\n1\n"},
		{"archive verify", ", 0 wrong"},
	} {
		args := strings.Fields(tt.args)
		if question, csv, ok := strings.Cut(strings.TrimPrefix(tt.args, "query "), " --format "); ok {
			args = []string{"query", question, "--format", csv}
		}
		if said, _ := runIn(t, dir, args...); !strings.Contains(said, tt.want) {
			t.Errorf("gongkai %s says\n%s\nwant\n%s", tt.args, said, tt.want)
		}
	}
	l.paths()
	said, _ = runIn(t, dir, "crawl")
	if asked := l.paths(); !strings.Contains(said, "failed 1") || strings.Contains(asked, "_2") || strings.Contains(asked, "2023") {
		t.Errorf("a second crawl asks for %s and says %s", asked, said)
	}
}
