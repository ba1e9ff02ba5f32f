package form_test

import (
	"os"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/page"
)

// BenchmarkPage reads one page of each kind, from bytes to report.
func BenchmarkPage(b *testing.B) {
	v := fixtures.Sample(1, "2021", "2021")
	for _, bench := range []struct {
		name string
		body []byte
	}{
		{"html-clean", v.HTML("clean")}, {"html-word", v.HTML("word")}, {"html-gbk", fixtures.GBK(v.HTML("nested"), "gb2312")},
		{"text-R1", v.Text("R1")}, {"text-R2", v.Text("R2")}, {"text-R7", v.Text("R7")}, {"text-grid", v.Text("grid")},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(bench.body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := firstOn(page.Page{URL: bench.name, Body: bench.body}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRealPage reads a page of 90 KB as a government site served it.
func BenchmarkRealPage(b *testing.B) {
	body, err := os.ReadFile(shared(b, "reports/shuyang-fgj-2023.html"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := firstOn(page.Page{URL: "shuyang", Body: body}); err != nil {
			b.Fatal(err)
		}
	}
}
