package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

// TestCrawlOthers crawls a list that also leads to reports of other organs. None
// of their numbers is ever given as one of the organ of the list.
func TestCrawlOthers(t *testing.T) {
	received := fixtures.Box{Table: report.Requests, Row: "received", Column: "total"}
	l := &living{pages: map[string][]byte{}, header: map[string]http.Header{}}
	var rows strings.Builder
	for i, r := range []struct {
		organ string
		year  int
	}{{"清河区人民政府", 2023}, {"清河区教育局", 2023}, {"清河区教育局", 2022}, {"南山市清河区人民政府", 2021}} {
		page := fmt.Sprintf("%d.html", i)
		l.pages["/nb/"+page] = reportOf(r.organ, r.year, "2021").With(received, fmt.Sprint(7000+i)).HTML("clean")
		fmt.Fprintf(&rows, `<li><a href="%s">%s%d年政府信息公开工作年度报告</a></li>`, page, r.organ, r.year)
	}
	l.pages["/nb/"] = []byte("<ul>" + rows.String() + "</ul>")
	s := httptest.NewServer(l)
	defer s.Close()
	dir := workspaceOf(t, "清河区,990100,,"+s.URL+"/nb/,,,\n")
	if said, code := runIn(t, dir, "crawl"); code != 0 || !strings.Contains(said, "new 4, revised 0, same 0, failed 0") {
		t.Fatalf("crawl ends with %d and says %q", code, said)
	}
	want := "organ,division,year,received_total,doubt\n" +
		"清河区教育局,,2022,7002,the report names “清河区教育局” as its organ, sites.csv says “清河区”; it is filed under the name that it prints\n" +
		"清河区教育局,,2023,7001,the report names “清河区教育局” as its organ, sites.csv says “清河区”; it is filed under the name that it prints\n" +
		"清河区,990100,2021,7003,\n清河区,990100,2023,7000,\n"
	query := `SELECT organ, division, year, received_total, (SELECT text FROM doubts d WHERE d.report = r.report AND code = 'organ') AS doubt FROM requests r ORDER BY division, year`
	if said, code := runIn(t, dir, "query", query, "--format", "csv"); code != 0 || strings.ReplaceAll(said, `"`, "") != want {
		t.Errorf("query says\n%s\nwant\n%s", said, want)
	}
	if said, code := runIn(t, dir, "reparse"); code != 0 || !strings.Contains(said, "pages 4, unchanged 4") {
		t.Errorf("reparse ends with %d and says %q", code, said)
	}
	if said, code := runIn(t, dir, "crawl", "--only", "all"); code != 0 || !strings.Contains(said, "new 0, revised 0, same 4, failed 0") {
		t.Errorf("a second crawl ends with %d and says %q", code, said)
	}
}

// TestCrawlRenamed crawls a list of an organ that had another name, and says so in
// the registry before and after: its reports are those of one organ.
func TestCrawlRenamed(t *testing.T) {
	const now, before = "清河区卫生健康委员会", "清河区卫生和计划生育局"
	l := &living{pages: map[string][]byte{}, header: map[string]http.Header{}}
	var rows strings.Builder
	for year, organ := range map[int]string{2023: now, 2022: now, 2021: before, 2020: before} {
		l.pages[fmt.Sprintf("/nb/%d.html", year)] = reportOf(organ, year, "2021").HTML("clean")
		fmt.Fprintf(&rows, `<li><a href="%d.html">%s%d年政府信息公开工作年度报告</a></li>`, year, organ, year)
	}
	l.pages["/nb/"] = []byte("<ul>" + rows.String() + "</ul>")
	s := httptest.NewServer(l)
	defer s.Close()
	query := []string{"query", `SELECT r.organ, count(*) AS n, (SELECT count(*) FROM doubts d WHERE d.code = 'organ' AND d.organ = r.organ) AS doubts FROM reports r GROUP BY r.organ ORDER BY n, r.organ`, "--format", "csv"}
	one := "organ,n,doubts\n" + now + ",4,0\n"
	for _, division := range []string{"990100", ""} {
		dir := workspaceOf(t, now+","+division+",,"+s.URL+"/nb/,,,\n")
		for _, step := range []struct {
			args []string
			want string
		}{
			{[]string{"crawl"}, "new 4, revised 0, same 0, failed 0"},
			{query, "organ,n,doubts\n" + now + ",2,0\n" + before + ",2,2\n"},
			{[]string{"sites", "edit", now, "options", "alias=" + before}, ""},
			{[]string{"crawl"}, before + ": now those of " + now + ", as sites.csv says: 2 reports"},
			{query, one},
			{[]string{"query", "SELECT DISTINCT organ FROM coverage", "--format", "csv"}, "organ\n" + now + "\n"},
			{[]string{"reparse"}, "pages 4, unchanged 4"},
			{[]string{"crawl", "--only", "all"}, "new 0, revised 0, same 4, failed 0"},
			{query, one},
		} {
			if said, code := runIn(t, dir, step.args...); code != 0 || !strings.Contains(said, step.want) {
				t.Errorf("%q: gongkai %s ends with %d and says\n%s\nwant\n%s", division, strings.Join(step.args, " "), code, said, step.want)
			}
		}
		dir = workspaceOf(t, now+","+division+",,"+s.URL+"/nb/,,alias="+before+",\n")
		if said, _ := runIn(t, dir, "crawl"); !strings.Contains(said, "new 4, revised 0, same 0, failed 0") {
			t.Errorf("said beforehand: crawl says %s", said)
		}
		if said, _ := runIn(t, dir, query...); said != one {
			t.Errorf("said beforehand:\n%s\nwant\n%s", said, one)
		}
	}
}
