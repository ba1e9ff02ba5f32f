package grid

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Text reads plain text in UTF-8: one block a line. Lines that form a table
// whose cells have certain positions (all with the same number of bars or
// tabs, no pad runs) become a Grid; every other line keeps its tokens.
func Text(text string) (*Document, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("%w: %d MiB, the most is %d", ErrTooLarge, len(text)>>20, MaxSize>>20)
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Contains(text, "&") {
		text = spaceNames.Replace(text)
	}
	if n := strings.Count(text, "\n"); n > maxLines {
		return nil, fmt.Errorf("%w: %d lines, the most is %d", ErrTooLarge, n, maxLines)
	}
	if err := bounded(len(text), bars(text)); err != nil {
		return nil, err
	}
	if inNumber.MatchString(text[max(0, len(text)-maxNumber):]) {
		text += cutOff
	}
	lines := strings.Split(text, "\n")
	t := &texter{doc: &Document{Meta: map[string]string{}}, lines: lines}
	for i := 0; i < len(lines); {
		next := t.table(i)
		if next == i {
			t.paragraph(i)
			next = i + 1
		}
		i = next
	}
	if in := setIn(lines); in && loose(lines) || trailing(lines) {
		t.tighten(in)
	}
	return t.doc, nil
}

// inNumber is the end of a text that no line ends: a number by itself, which may
// have gone on.
var inNumber = regexp.MustCompile(`(?:^|[\n|\t])[ \x{3000}]*[0-9０-９][0-9０-９,，.．]*$`)

// maxNumber is how many bytes of the end of a text are looked at.
const maxNumber = 60

// bounded says why paragraphs hold more than any report does.
func bounded(size, cells int) error {
	switch {
	case size > maxText:
		return fmt.Errorf("%w: more than %d MiB of text", ErrTooLarge, maxText>>20)
	case cells > maxTokens:
		return fmt.Errorf("%w: more than %d cells in its paragraphs", ErrTooLarge, maxTokens)
	}
	return nil
}

// bars counts what may end a token.
func bars(text string) int { return strings.Count(text, "|") + strings.Count(text, "\t") }

type texter struct {
	doc   *Document
	lines []string
	grids int
	slots int
	tried int  // up to this line it is known that no table begins
	open  bool // the cell at the end of the line above may go on
}

// paragraph adds line i as a block.
func (t *texter) paragraph(i int) {
	text := fold(t.lines[i])
	if text == "" {
		return
	}
	tokens := cut(t.lines[i], i+1)
	leading := strings.HasPrefix(text, "|")
	if t.open && !leading && len(tokens) > 0 && tokens[0].Bars == 0 {
		tokens = t.resume(tokens)
		leading = true
	}
	t.doc.Blocks = append(t.doc.Blocks, Block{Text: text, Line: i + 1, Tokens: tokens})
	t.open = leading && isOpen(t.doc.Blocks)
}

// resume gives the first text of a line to the cell that the line above left
// open, and returns the other tokens.
func (t *texter) resume(tokens []Token) []Token {
	last := lastToken(t.doc.Blocks)
	last.Text += "\n" + tokens[0].Text
	last.Closed = tokens[0].Closed
	return tokens[1:]
}

// isOpen tells whether the last cell is words that no bar has ended. A number
// is not taken to go on: two numbers would become one.
func isOpen(blocks []Block) bool {
	last := lastToken(blocks)
	return last != nil && last.Bars == 0 && !last.Closed && strings.ContainsFunc(last.Text, unicode.IsLetter)
}

func lastToken(blocks []Block) *Token {
	for b := len(blocks) - 1; b >= 0; b-- {
		if n := len(blocks[b].Tokens); n > 0 {
			return &blocks[b].Tokens[n-1]
		}
	}
	return nil
}

// cut cuts a line at its bars, or at its tabs when it has no bars. The bar
// that ends a text belongs to it, the bar that opens a line before a text to
// nothing; all others are runs. Between tabs an empty cell is a run of one.
func cut(line string, number int) []Token {
	if strings.Contains(line, "|") {
		return cutBars(line, number)
	}
	if strings.Contains(strings.Trim(line, "\t \u3000"), "\t") {
		return cutTabs(line, number)
	}
	return []Token{{Text: fold(line), Line: number, Column: 1}}
}

func cutBars(line string, number int) []Token {
	var tokens []Token
	parts := strings.Split(line, "|")
	column := 0
	run := func(glued bool) {
		if last := len(tokens) - 1; glued && last >= 0 && tokens[last].Bars > 0 {
			tokens[last].Bars++
			return
		}
		column++
		tokens = append(tokens, Token{Bars: 1, Line: number, Column: column})
	}
	rule := isRule(line)
	for i, p := range parts {
		text, closed := fold(p), i < len(parts)-1
		switch {
		case text != "" && !rule:
			column++
			tokens = append(tokens, Token{Text: text, Closed: closed, Line: number, Column: column})
		case closed && !rule && opens(parts, i):
			tokens = append(tokens, Token{Bars: 1, Opens: true, Line: number})
		case closed && !rule:
			run(p == "" && !(i == 1 && opens(parts, 0)))
		}
	}
	return tokens
}

// opens tells whether the bar after part i only opens the line: nothing before
// it, a text after it.
func opens(parts []string, i int) bool {
	return i == 0 && fold(parts[0]) == "" && len(parts) > 1 && strings.TrimSpace(strings.Join(parts[1:], "")) != ""
}

// isRule tells whether a line is the rule under the head of a markdown table.
func isRule(line string) bool {
	return strings.Contains(line, "-") && strings.Contains(line, "|") && strings.Trim(line, "|-: \t\r") == "" && strings.Contains(line, "--")
}

func cutTabs(line string, number int) []Token {
	var tokens []Token
	parts := strings.Split(line, "\t")
	for i, p := range parts {
		if text := fold(p); text != "" {
			tokens = append(tokens, Token{Text: text, Closed: true, Line: number, Column: i + 1})
		} else if i < len(parts)-1 || i > 0 {
			tokens = append(tokens, Token{Bars: 1, Line: number, Column: i + 1})
		}
	}
	return tokens
}
