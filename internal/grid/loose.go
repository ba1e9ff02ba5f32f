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

// trailing tells whether the bar that ends a cell stands on the line after its
// text, for nearly every bar that stands alone:
//
//	规章
//	|
//	0
//	|
func trailing(lines []string) bool {
	alone, ending := 0, 0
	before := ""
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if l == "|" {
			alone++
			if before != "" && !strings.Contains(before, "|") {
				ending++
			}
		}
		if l != "" {
			before = l
		}
	}
	return ending >= 8 && ending*10 >= alone*7
}

// setIn tells whether some bar that stands alone is set in, as in loose
// markdown.
func setIn(lines []string) bool {
	for _, l := range lines {
		if strings.HasPrefix(l, " ") && strings.TrimSpace(l) == "|" {
			return true
		}
	}
	return false
}

// tighten gives each cell the bar on a later line that ends it. Where bars are
// set in, one that is not opens a row.
func (t *texter) tighten(in bool) {
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
		case in && !strings.HasPrefix(t.lines[first.Line-1], " "):
			first.Opens = true
		case last != nil && !last.Closed:
			last.Closed = true
			if first.Bars--; first.Bars == 0 {
				block.Tokens = block.Tokens[1:]
			}
		}
		if last = nil; len(block.Tokens) > 0 && block.Tokens[len(block.Tokens)-1].Bars == 0 {
			last = &block.Tokens[len(block.Tokens)-1]
		}
	}
}
