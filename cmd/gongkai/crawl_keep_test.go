package main

import (
	"path/filepath"
	"strings"
	"testing"

	"gongkai/internal/page"
	"gongkai/internal/store"
)

// A page whose table of indicators says another number is no page whose counter
// of visits has changed; what is stored of it says what was read.
func TestSameIndicators(t *testing.T) {
	const text = `<title>清河县人民政府2016年政府信息公开工作年度报告</title><h1>清河县人民政府2016年政府信息公开工作年度报告</h1>
<p>一、总体情况</p><p>2016年，本县主动公开政府信息。</p><p>二、统计表</p>
<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr><tr><td>（一）收到申请数</td><td>件</td><td>815</td></tr>
<tr><td>1.当面申请数</td><td>件</td><td>2</td></tr><tr><td>（三）申请答复数</td><td>件</td><td>7</td></tr></table>`
	read := func(text string) store.Entry {
		return reading(page.Page{URL: "http://a.example/2016.html", Status: 200, Type: "text/html", Body: []byte(text)}, claim{})
	}
	was := read(text)
	if was.Report == nil || was.Report.Indicators == nil {
		t.Fatalf("no table of indicators: %s", was.Reason)
	}
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Put(t.Context(), was); err != nil {
		t.Fatal(err)
	}
	stored, _, err := db.Version(t.Context(), 1)
	if err != nil || !sameReport(stored, read(text+"<p>浏览次数：7</p>").Report) {
		t.Errorf("the same table is another, or %v", err)
	}
	if sameReport(stored, read(strings.Replace(text, "815", "816", 1)).Report) {
		t.Error("another number is the same")
	}
}
