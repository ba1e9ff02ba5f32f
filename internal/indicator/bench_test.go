package indicator_test

import (
	"strings"
	"testing"

	"gongkai/internal/grid"
	"gongkai/internal/indicator"
)

// BenchmarkRead reads the table of 2014 from HTML and from lines, and a page
// that has none.
func BenchmarkRead(b *testing.B) {
	prose := strings.Repeat("指导各单位做好政府信息公开工作，全年主动公开政府信息1286条。\n", 400)
	for name, source := range map[string]string{"html": "html", "text": "one cell a line", "none": ""} {
		text, html := prose, false
		if source != "" {
			text, html = renderings[source](national)
			text += prose
		}
		parse := grid.Text
		if html {
			parse = grid.HTML
		}
		doc, err := parse(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, found := indicator.Read(doc)
				found.Table(2016)
			}
		})
	}
}
