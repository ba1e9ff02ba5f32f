package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gongkai": main})
}

// TestStories runs every story of testdata through the real main, each in a
// folder of its own. UPDATE=1 rewrites the files that cmp compares with.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			// with -race each program would sleep a second before it ends
			e.Setenv("GORACE", "atexit_sleep_ms=0")
			live := httptest.NewServer(liveSite())
			e.Defer(live.Close)
			offices := fixtures.Together("clean", fixtures.Sample(1, "2021", "2021").Of("清河区教育局", 2023), fixtures.Sample(2, "2021", "2021").Of("清河区民政局", 2023))
			docx := reportOf("清河区人民政府", 2023, "2021").Docx()
			return errors.Join(savePages(filepath.Join(e.WorkDir, "pages")), saveSites(e.WorkDir, live.URL),
				os.WriteFile(filepath.Join(e.WorkDir, "qinghe-2023.docx"), docx, 0o666),
				os.WriteFile(filepath.Join(e.WorkDir, "offices-2023.html"), offices, 0o666))
		},
	})
}

// savePages saves reports as a researcher would have them, for the stories.
func savePages(dir string) error {
	qinghe := reportOf("清河区人民政府", 2023, "2021")
	received := fixtures.Box{Table: report.Requests, Row: "received", Column: "total"}
	person := fixtures.Box{Table: report.Requests, Row: "received", Column: "natural_person"}
	pages := map[string][]byte{
		"qinghe-2023.html": qinghe.HTML("clean"),
		"qinghe-2023.txt":  qinghe.Text("R1-kept"),
		"liuxi-2019.html":  fixtures.GBK(reportOf("柳溪镇人民政府", 2019, "2019").HTML("word"), "gb2312"),
		"sums-2022.html":   reportOf("石桥区教育局", 2022, "2021").With(received, "99999").HTML("clean"),
		"odd-2023.html":    qinghe.With(person, "约3").HTML("clean"),
		"none-2023.html":   []byte("<html><head><title>通知公告</title></head><body><p>关于放假的通知。</p></body></html>"),
		"scan-2023.pdf":    []byte("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"),
		"empty-2023.html":  []byte(" \n"),
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return err
	}
	for name, body := range pages {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// liveSite is a small site on this machine: a list with two reports, one of them with a
// wrong sum, a page that is none and a link that leads nowhere; and an empty list.
func liveSite() http.Handler {
	pages := map[string][]byte{
		"/nb/": []byte(`<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><div class="list"><ul>
<li><a href="t2023.html" title="清河区人民政府2023年政府信息公开工作年度报告">清河区人民政府2023年政府信息公开工作年度报告</a><span>2024-01-17</span></li>
<li><a href="t2022.html">清河区人民政府2022年政府信息公开工作年度报告</a><span>2023-01-17</span></li>
<li><a href="t2021.html">清河区人民政府2021年政府信息公开工作年度报告</a><span>2022-01-17</span></li>
<li><a href="t2020.html">清河区人民政府2020年政府信息公开工作年度报告</a><span>2021-01-17</span></li>
</ul></div></body></html>`),
		"/nb/t2023.html": reportOf("清河区人民政府", 2023, "2021").HTML("clean"),
		"/nb/t2022.html": reportOf("清河区人民政府", 2022, "2021").With(fixtures.Box{Table: report.Requests, Row: "received", Column: "total"}, "99999").HTML("clean"),
		"/nb/t2021.html": []byte("<html><head><meta charset=utf-8><title>通知</title></head><body><p>本页正在建设。</p></body></html>"),
		"/void/":         []byte("<html><head><meta charset=utf-8><title>政府信息公开年报</title></head><body><p>本栏目正在建设。</p></body></html>"),
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write(body) // the program went away
	})
}

// saveSites saves a list of the site, and settings that allow to ask it.
func saveSites(dir, address string) error {
	files := map[string]string{
		"live.csv":  sitesHeader + "清河区人民政府,990100,district," + address + "/nb/,,,\n",
		"void.csv":  sitesHeader + "青山区人民政府,990200,district," + address + "/void/,,,\n",
		"live.yaml": "contact: demo@example.org\ndelay: 0s\nallow_private: true\n",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// reportOf is a report of an invented organ with numbers that add up.
func reportOf(organ string, year int, edition string) fixtures.Values {
	v := fixtures.Sample(int64(year), edition, edition)
	v.Organ, v.Year = organ, year
	v.Title = fmt.Sprintf("%s%d年政府信息公开工作年度报告", organ, year)
	v.Published, v.Signed = report.DateOf(year+1, 1, 17), report.DateOf(year+1, 1, 4)
	return v
}
