package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A page that holds no text before its script has run is not said to be no
// report: it cannot be read. Saved from a browser and imported as what came from
// its address, it is in, and no crawl asks for it again.
func TestShell(t *testing.T) {
	whole := reportOf("清河区人民政府", 2022, "2021").HTML("clean")
	l := &living{pages: map[string][]byte{"/robots.txt": nil, "/nb/2023.html": reportOf("清河区人民政府", 2023, "2021").HTML("clean"),
		"/nb/2022.html": []byte(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>信息公开</title></head><body><app-root></app-root><script src="/main.js"></script></body></html>`)}}
	l.list(2023, 2022)
	s := httptest.NewServer(http.Handler(l))
	defer s.Close()
	dir := workspaceOf(t, "清河区人民政府,990100,,"+s.URL+"/nb/,,,\n")
	saved := filepath.Join(t.TempDir(), "saved.html")
	for name, text := range map[string]string{saved: string(whole), saved + ".csv": "file,address\n" + saved + "," + s.URL + "/nb/2022.html\n"} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		args string
		code int
		says string
	}{
		{"crawl", exitSome, "/nb/2022.html: unreadable: the page holds no text before its script has run: nothing but an empty element, app-root\n"},
		{"status", exitSome, "\n  unreadable (1): open it in a browser: what only a script makes into a text can be saved from there and imported (gongkai archive import, with its address in a manifest)"},
		{"archive import " + saved + " --manifest " + saved + ".csv", 0, "archived 1 answer, 0 were there: reports: new 1, revised 0, same 0, failed 0; 0 no reports\n"},
		{"status", 0, "2 of 2 stored"},
		{"crawl", 0, "failed 0, broken 0; 2 pages in already, not asked for again"},
	} {
		if said, code := runIn(t, dir, strings.Fields(step.args)...); code != step.code || !strings.Contains(said, step.says) {
			t.Errorf("%s ends with %d and says\n%s", step.args, code, said)
		}
	}
}

// A page with little more than a title, beside an empty element that a script
// fills, may be the first of several: those it leads to are kept and named.
func TestShellGoesOn(t *testing.T) {
	l := &living{pages: map[string][]byte{"/robots.txt": nil, "/nb/2023.html": reportOf("清河区人民政府", 2023, "2021").HTML("clean"),
		"/nb/2022.html":   []byte(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>信息公开</title></head><body><h1>信息公开年报</h1><div id="share"></div><p>1 <a href="2022_2.html">2</a> 下一页</p><script src="/main.js"></script></body></html>`),
		"/nb/2022_2.html": []byte(`<html><title>信息公开</title><p>` + strings.Repeat("本机关认真做好各项工作。", 30) + `</p></html>`)}}
	l.list(2023, 2022)
	s := httptest.NewServer(http.Handler(l))
	defer s.Close()
	dir := workspaceOf(t, "清河区人民政府,990100,,"+s.URL+"/nb/,,,\n")
	said, code := runIn(t, dir, "crawl")
	if want := "; it goes on at " + s.URL + "/nb/2022_2.html, which is kept and not read"; code != exitSome || !strings.Contains(said, want) || !strings.Contains(said, "1 file kept") {
		t.Errorf("crawl ends with %d and says\n%s\nwant %s", code, said, want)
	}
}
