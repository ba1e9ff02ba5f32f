package prose

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gongkai/internal/grid"
	"gongkai/internal/pattern"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// longestTitle is how many characters the line of a title has at most.
const longestTitle = 60

// Titled tells which of the six sections a line is the title of, 1 to 6.
func Titled(line string) (number int, ok bool) {
	if len(line) < 6 || len(line) > longestTitle*3 || !mayBeTitle(line) || !hasAny(line, "情况", "情 况", "情況", "事项", "事項", "概述", "问题", "問題", "工作") {
		return 0, false
	}
	numeral, arabic, title := heading(words.Folded(line))
	if strings.HasPrefix(title, "(") {
		return 0, false
	}
	return titleOf(words.Squeeze(title), numeral, arabic)
}

// heading parts a folded line that has words of a title into those and the
// number before them: 一、 or 第一部分 or, in Arabic figures, 1、, or none. Numbers
// in brackets number what stands inside a section.
func heading(line string) (numeral int, arabic bool, title string) {
	after, part := strings.CutPrefix(line, "第")
	numeral = numeralOf(after)
	switch {
	case numeral > 0 && part:
		if title, ok := strings.CutPrefix(after[len("一"):], "部分"); ok {
			return numeral, false, cutAny(title, "、", ":", ",")
		}
	case numeral > 0:
		after = after[len("一"):]
		if title := strings.TrimLeft(after, "、.,:"); title != after {
			return numeral, false, title
		}
	case line[0] >= '1' && line[0] <= '9':
		if title := cutAny(line[1:], "、", "."); title != line[1:] {
			return 0, true, cutAny(title, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
		}
	}
	return 0, false, cutAny(line, "—、", "-、")
}

// cutAny is a text without the first of the words that it begins with, if any.
func cutAny(s string, words ...string) string {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest
		}
	}
	return s
}

// mayBeTitle tells by its first and last characters whether a line can be a
// title: without a Chinese numeral only the words of titles count, to the end.
func mayBeTitle(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	if words.IsSpace(first) || words.IsInvisible(first) {
		return true // what stands behind it may be anything
	}
	switch first {
	case '第', '一', '二', '三', '四', '五', '六', '七', '八', '九':
		return true
	}
	for len(line) > 0 {
		last, size := utf8.DecodeLastRuneInString(line)
		if last >= '一' && last <= '龥' || last > 0x7f && unicode.IsLetter(last) {
			r, _ := utf8.DecodeRuneInString(words.Simple(line[len(line)-size:]))
			return slices.Contains(titleEnds(), r)
		}
		line = line[:len(line)-size]
	}
	return false
}

// titleEnds are the last characters of titles, and those that are spelled for others.
var titleEnds = sync.OnceValue(func() []rune {
	ends := []rune("它钩")
	for _, titles := range titleWords() {
		for _, t := range titles {
			r, _ := utf8.DecodeLastRuneInString(t)
			if !slices.Contains(ends, r) {
				ends = append(ends, r)
			}
		}
	}
	return ends
})

func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// titleWords are the titles of the sections as they are compared, by section,
// the official one first.
var titleWords = sync.OnceValue(func() (all [6][]string) {
	for i, t := range report.Titles {
		for _, s := range append([]string{t.Label}, t.Variants...) {
			all[i] = append(all[i], words.Squeeze(s))
		}
	}
	return all
})

// titleOf finds the section that has the title. A wording other than
// the official one counts when its numeral agrees or when it is long enough to
// be nothing else; a damaged one only when its numeral agrees. Behind an Arabic
// number only the official title counts.
func titleOf(title string, numeral int, arabic bool) (number int, ok bool) {
	title = strings.TrimRight(title, "0123456789")
	titles := titleWords()
	for i, t := range titles {
		if title == t[0] {
			return i + 1, true
		}
	}
	if arabic {
		return 0, false
	}
	plain := undated(title)
	for i, t := range titles {
		for _, v := range t[1:] {
			if plain == v && (numeral == i+1 || words.Len(v) >= 11) {
				return i + 1, true
			}
		}
	}
	switch {
	case numeral > 0 && troubles.MatchString(plain):
		return 5, true
	case numeral < 1 || numeral > len(titles):
		return 0, false
	}
	for _, v := range titles[numeral-1] {
		if words.Len(v) >= 6 && words.Distance([]rune(title), []rune(v), 2) <= 2 {
			return numeral, true
		}
	}
	return 0, false
}

// troubles is the title of the section on problems, in any words.
var troubles = pattern.Of(`^(?:政府信息公开工作|政务公开工作|信息公开工作)?中?(?:当前|目前)?存在的?(?:主要|突出)?(?:问题|困难|不足)(?:和|及|与|以及).{0,12}(?:改进|整改|措施|打算|计划|安排|思路|方向|建议)[^的]{0,4}$`)

// undated drops a year in front: 2019年政府信息公开工作的总体情况.
func undated(s string) string { return yearAhead.ReplaceAllString(s, "") }

var yearAhead = pattern.Of(`^20\d\d年度?`)

// runIn is a title that its text follows on the same line.
var runIn = pattern.Of(`^([一二三四五六][、．.][^。：:；;]{4,40})[。：:]\s*(.+)$`)

func runInTitle(line string) []string {
	if r, _ := utf8.DecodeRuneInString(line); !strings.ContainsRune("一二三四五六", r) {
		return nil
	}
	return runIn.FindStringSubmatch(line)
}

// splitter collects the text of the sections.
type splitter struct {
	list []report.Section
	text []string
	at   int // where the block that is read begins in the text of the document
}

// end ends the section that is being collected.
func (s *splitter) end() {
	if n := len(s.list); n > 0 {
		s.list[n-1].Text = strings.Join(s.text, "\n")
	}
	s.text = s.text[:0]
}

// begin begins a section under a heading that ends at a place of the document.
func (s *splitter) begin(number int, heading string, at int) {
	s.end()
	s.list = append(s.list, report.Section{Number: number, Heading: heading, Offset: at})
}

// add adds lines of text that begin at a place of the document.
func (s *splitter) add(at int, lines ...string) {
	n := len(s.list)
	if n == 0 {
		return // above the first section
	}
	if len(s.text) == 0 && len(lines) > 0 {
		s.list[n-1].Offset = at
	}
	s.text = append(s.text, lines...)
}

// sections splits the paragraphs at the titles of the six sections. Blocks
// that a table took are left out; titled says which of the others are titles.
func sections(blocks []grid.Block, taken map[int]bool, titled []int) []report.Section {
	var s splitter
	for i, b := range blocks {
		switch {
		case b.Grid != nil && taken[i]:
			at := s.at
			for _, l := range gridText(b.Grid) {
				at += len(l) + 1
				if number, ok := Titled(l); ok {
					s.begin(number, l, at-1)
				}
			}
			s.at = at
			continue
		case b.Grid != nil && isLayout(b.Grid):
			for _, l := range gridText(b.Grid) {
				number, _ := Titled(l)
				s.paragraph(l, number)
				s.at += len(l) + 1
			}
			continue
		case b.Grid != nil:
			lines := gridText(b.Grid)
			s.add(s.at, lines...)
			for _, l := range lines {
				s.at += len(l) + 1
			}
			continue
		case !taken[i] && !onlyBars(b):
			s.paragraph(b.Text, titled[i])
		}
		s.at += len(b.Text) + 1
	}
	if n := len(s.list); n > 0 {
		s.text = s.text[:tail(s.text)]
	}
	s.end()
	return settled(s.list)
}

// paragraph adds a paragraph, which is the title of a section where that has a
// number, or begins with one that its text follows.
func (s *splitter) paragraph(line string, number int) {
	title, rest := line, ""
	if number == 0 {
		if m := runInTitle(line); m != nil {
			number, _ = Titled(m[1])
			title, rest = strings.TrimSpace(m[1]), m[2]
		}
	}
	if number == 0 {
		s.add(s.at, line)
		return
	}
	s.begin(number, title, s.at+len(line)-len(rest))
	if rest != "" {
		s.add(s.at+len(line)-len(rest), rest)
	}
}

// Text is the text of a document, in which a section says where it stands: its
// paragraphs and the rows of its tables, a line each; of a table that only lays
// out the page, the paragraphs in its cells.
func Text(doc *grid.Document) string {
	var lines []string
	for _, b := range doc.Blocks {
		if b.Grid != nil {
			lines = append(lines, gridText(b.Grid)...)
			continue
		}
		lines = append(lines, b.Text)
	}
	return strings.Join(lines, "\n")
}

// onlyBars tells whether a line holds nothing but bars.
func onlyBars(b grid.Block) bool {
	if strings.Trim(b.Text, "| :-") == "" {
		return true
	}
	for _, t := range b.Tokens {
		if t.Bars == 0 {
			return false
		}
	}
	return true
}

// isLayout tells whether a table only lays out the page: some cell holds four
// paragraphs or more, the first of which are not numbers.
func isLayout(g *grid.Grid) bool {
	for i := range g.Rows {
		for c := range g.Own(i) {
			if len(c.Text) > 240 && strings.Count(c.Text, "\n") >= 3 {
				return true
			}
		}
	}
	return false
}

// gridText is the text of a table that is none of the three, a line a row, or
// a line a paragraph where it only lays out the page.
func gridText(g *grid.Grid) []string {
	lines := make([]string, 0, len(g.Rows))
	layout := isLayout(g)
	var words []string
	for i := range g.Rows {
		words = words[:0]
		for c := range g.Own(i) {
			switch {
			case c.Text == "":
			case layout:
				lines = append(lines, strings.Split(c.Text, "\n")...)
			default:
				words = append(words, strings.ReplaceAll(c.Text, "\n", " "))
			}
		}
		if len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return lines
}

// settled drops the entries of a list of contents (titles with nothing between
// them, that come again) and titles that stand inside an earlier section: one
// with another's number, where the same title comes later with its own.
func settled(list []report.Section) []report.Section {
	again, counted := map[int]int{}, map[int]int{}
	for i, s := range list {
		again[s.Number] = i
		if numeralOf(s.Heading) == s.Number {
			counted[s.Number] = i
		}
	}
	var kept []report.Section
	for i, s := range list {
		if again[s.Number] > i && s.Text == "" {
			continue
		}
		if n := len(kept); n > 0 && s.Number != 0 && (s.Number <= kept[n-1].Number || counted[s.Number] > i && numeralOf(s.Heading) != s.Number) {
			inner := s.Heading
			if s.Text != "" {
				inner += "\n" + s.Text
			}
			kept[n-1].Text = strings.TrimPrefix(kept[n-1].Text+"\n"+inner, "\n")
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// numeralOf is the Chinese number in front of a title, 0 when there is none.
func numeralOf(title string) int {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(title))
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return i/3 + 1
	}
	return 0
}

// chrome begins what follows the report on a page.
var chrome = pattern.Of(`^[\s|【\[(（]*(扫一扫|附件下载|相关附件|打印|关闭|分享|上一篇|下一篇|主办[:：单]|承办[:：单]|版权所有|网站标识码|责任编辑|信息来源|此件(主动)?公开|相关(文档|链接|阅读)|Copyright|©|您是第|访问量|浏览次数)`)

// tail is how many lines of the last section belong to the report: up to the
// signature, or to the chrome of the page.
func tail(lines []string) int {
	end := len(lines)
	for i, l := range lines {
		if chrome.MatchString(l) {
			end = i
			break
		}
	}
	if at, n := signature(lines[:end]); at >= 0 {
		return min(at, n)
	}
	return end
}
