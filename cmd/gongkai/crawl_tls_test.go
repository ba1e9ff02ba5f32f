package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/archive"
)

// A site whose certificate nobody vouches for fails as tls, and is read with the
// option of its own that says so. Its registry is as Excel saves it, with names
// whose characters take four bytes there; what was trusted stands in the archive.
func TestCrawlUntrusted(t *testing.T) {
	l := &living{pages: map[string][]byte{"/nb/2023.html": reportOf("𠮷清区人民政府", 2023, "2021").HTML("clean")}, header: map[string]http.Header{}}
	l.pages["/nb/"] = []byte(`<meta charset="utf-8"><ul><li><a href="2023.html">𠮷清区人民政府2023年政府信息公开工作年度报告</a></li></ul>`)
	s := httptest.NewTLSServer(l)
	defer s.Close()
	dir := workspaceOf(t, "")
	for _, step := range []struct {
		options string
		code    int
		want    string
	}{
		{"", exitSome, "/nb/: tls: "}, {"tls=legacy", exitSome, "/nb/: tls: "},
		{"tls=insecure", 0, "new 1, revised 0, same 0, failed 0, broken 0"},
	} {
		lines := sitesHeader + "𠮷清区人民政府,990100,,https://" + s.Listener.Addr().String() + "/nb/,," + step.options + ",㐀\r\n"
		if err := os.WriteFile(workspace(dir).sites(), fixtures.GBK([]byte(lines), "gb18030"), 0o666); err != nil {
			t.Fatal(err)
		}
		if said, code := runIn(t, dir, "crawl"); code != step.code || !strings.Contains(said, step.want) {
			t.Errorf("options %q: ends with %d, want %d; says %s", step.options, code, step.code, said)
		}
	}
	if said, _ := runIn(t, dir, "export", "reports"); !strings.Contains(said, "𠮷清区人民政府,") {
		t.Errorf("the reports are %s", said)
	}
	a, err := archive.In(workspace(dir).archive())
	if err != nil {
		t.Fatal(err)
	}
	answers := 0
	for r, err := range a.Records("") {
		if err != nil {
			t.Fatal(err)
		}
		if r.Kind != "response" {
			continue
		}
		answers++
		if e, err := r.Exchange(); err != nil || e.TLS != "insecure" {
			t.Errorf("%s: trust %q, %v", r.URL, e.TLS, err)
		}
	}
	if answers != 3 {
		t.Errorf("%d answers, want those of robots.txt, the list and the page", answers)
	}
}
