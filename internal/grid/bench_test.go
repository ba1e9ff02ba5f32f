package grid_test

import (
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/grid"
)

// BenchmarkDocument makes paragraphs and tables of one page of each kind.
func BenchmarkDocument(b *testing.B) {
	v := fixtures.Sample(1, "2021", "2021")
	for _, bench := range []struct {
		name, text string
		read       func(string) (*grid.Document, error)
	}{
		{"html-clean", string(v.HTML("clean")), grid.HTML}, {"html-word", string(v.HTML("word")), grid.HTML}, {"html-nested", string(v.HTML("nested")), grid.HTML},
		{"html-long", string(v.HTML("clean")) + strings.Repeat("<div class='menu'><a href='/'>首页</a><img src=x></div>\n", 1000), grid.HTML},
		{"text-R1", string(v.Text("R1")), grid.Text}, {"text-grid", string(v.Text("grid")), grid.Text},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(bench.text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := bench.read(bench.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUnroll writes the tables of a page as rows without columns.
func BenchmarkUnroll(b *testing.B) {
	v := fixtures.Sample(1, "2021", "2021")
	doc, err := grid.HTML(string(v.HTML("clean")))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, block := range doc.Blocks {
			if block.Grid != nil {
				for range block.Grid.Unroll(0) {
				}
			}
		}
	}
}
