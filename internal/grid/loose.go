package grid

import "strings"

// loose tells whether the text is markdown whose cells stand in paragraphs of
// their own, the bars between them on lines of their own:
//
//	|
//
//	规章
//
//	 |
func loose(lines []string) bool {
	n := 0
	for i := 0; i+1 < len(lines) && n < 3; i++ {
		if strings.TrimSpace(lines[i]) == "|" && strings.TrimSpace(lines[i+1]) == "" {
			n++
		}
	}
	return n == 3
}

// tighten gives each cell of loose markdown the bar that ends it: the first of
// a line of bars that is set in. A line of bars that is not set in opens a row.
func (t *texter) tighten() {
	var last *Token
	for b := range t.doc.Blocks {
		block := &t.doc.Blocks[b]
		if block.Grid != nil || len(block.Tokens) == 0 {
			continue
		}
		first := &block.Tokens[0]
		if first.Bars == 0 {
			last = &block.Tokens[len(block.Tokens)-1]
			continue
		}
		switch {
		case !strings.HasPrefix(t.lines[first.Line-1], " "):
			first.Opens = true
		case last != nil && !last.Closed:
			last.Closed = true
			if first.Bars--; first.Bars == 0 {
				block.Tokens = block.Tokens[1:]
			}
		}
		last = nil
	}
}
