package prose

import (
	"cmp"
	"net/url"
	"strings"
	"unicode/utf8"

	"gongkai/internal/grid"
	"gongkai/internal/pattern"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// evidence is what a page says about who reports and when, outside the tables.
type evidence struct {
	doc      *grid.Document
	address  string
	opening  []string // paragraphs before the first section
	begun    []string // the first paragraphs of the first section
	last     []string // paragraphs from the last section on
	opened   string   // the opening and how the first section begins, without any white space
	simple   string   // the same in simplified script
	titled   []int    // the section that each paragraph is the title of, 0 for none
	sections int
}

// gather splits the paragraphs at the first and the last section.
func gather(doc *grid.Document, address string, taken map[int]bool) *evidence {
	n := len(doc.Blocks)
	e := &evidence{doc: doc, address: address, titled: make([]int, n), opening: make([]string, 0, n), last: make([]string, 0, n)}
	var cells []string
	for i, b := range doc.Blocks {
		if taken[i] {
			continue
		}
		switch {
		case b.Grid == nil:
			cells = tokens(b, cells[:0])
			e.titled[i], _ = Titled(b.Text)
			e.paragraph(b.Text, e.titled[i], labelled(cells))
		case isLayout(b.Grid):
			for _, l := range gridText(b.Grid) {
				number, _ := Titled(l)
				e.paragraph(l, number, nil)
			}
		case e.sections == 0:
			for i := range b.Grid.Rows {
				cells = cells[:0]
				for c := range b.Grid.Own(i) {
					cells = append(cells, strings.ReplaceAll(c.Text, "\n", " "))
				}
				if pairs := labelled(cells); pairs != nil {
					e.opening = append(e.opening, pairs...)
					continue
				}
				if l := strings.Join(strings.Fields(strings.Join(cells, " ")), " "); l != "" {
					e.opening = append(e.opening, l)
				}
			}
		}
	}
	if e.sections == 0 && len(e.opening) > 40 {
		e.opening = e.opening[:40]
	}
	e.opened = words.Folded(strings.Join(append(append(e.opening, "。"), e.begun...), ""))
	e.simple = words.Simple(e.opened)
	return e
}

// paragraph adds a paragraph, or what it says as labels with values. One with a
// number is the title of a section.
func (e *evidence) paragraph(text string, number int, pairs []string) {
	if number > 0 {
		e.sections++
		e.last = e.last[:0]
	}
	switch {
	case e.sections == 0 && pairs != nil:
		e.opening = append(e.opening, pairs...)
	case e.sections == 0:
		e.opening = append(e.opening, text)
	case e.sections == 1 && len(e.begun) < 3:
		e.begun = append(e.begun, text)
	}
	e.last = append(e.last, text)
}

// tokens adds the cells of a paragraph of plain text to a list.
func tokens(b grid.Block, list []string) []string {
	for _, t := range b.Tokens {
		if t.Bars == 0 {
			list = append(list, t.Text)
		}
	}
	return list
}

// joins tells whether lines together may be a title that was broken: they name
// a year or begin with an organ. 法定主动公开内容 above 政府信息公开年报 is a menu.
// Where the lines below the first are a title with its organ and year, only the
// place they leave out stands above them.
func joins(lines []string) bool {
	first, whole, n := lines[0], words.Simple(strings.Join(lines, "")), len(lines)
	if !strings.Contains(whole, "信息公开") || !isTitle(whole) || notice.MatchString(whole) {
		return false
	}
	if rest := strings.Join(lines[1:], ""); isTitle(rest) && yearIn.MatchString(rest) && organInTitle(rest) != "" {
		return isPlace(first) && !strings.Contains(rest, first) && !columnOfPlaces.MatchString(first)
	}
	return yearIn.MatchString(words.Folded(whole)) || n == 2 && (isOrgan(first) && first != "新闻中心" || strings.Contains(first, "信息公开"))
}

// columnOfPlaces ends the name of a column that holds those of many places.
var columnOfPlaces = pattern.Of(`乡镇|镇街|街镇|各[省市县区乡镇]`)

// reportTitle is the shape of the title of an annual report.
var reportTitle = pattern.Of(`信息公开(工作)?(情况)?(的)?((20\d\d)年)?(年度|年)?(度)?(工作)?(情况)?(的)?(年度)?(报告|年报)$|信息公开年报$`)

// notice are words in a title that make it something about annual reports.
var notice = pattern.Of(`解读|图解|一图|指南|通知|公告$|要点|考核|评估|办法|格式|工作总结|模板|培训|目录`)

// A line that may be the title, and where it stands.
type line struct {
	text  string
	where string
	at, n int // its first line in the opening and how many there are; -1 elsewhere
}

// title is the title in the best evidence: the meta tag, a 标题 line, a
// heading, a paragraph of its own, the <title> of the page. Without any of the
// shape of a report's title, it is the first of them that there is.
func (e *evidence) title() line {
	first, bare := line{at: -1}, line{at: -1}
	for _, t := range e.titles() {
		t.text = strings.TrimSpace(t.text)
		switch {
		case isTitle(t.text) && !isMenu(t.text):
			return e.dated(t)
		case isTitle(t.text) && bare.text == "":
			bare = t
		}
		if first.text == "" {
			first = t
		}
	}
	if bare.text != "" {
		return e.dated(bare)
	}
	if strings.Contains(plain(first.text), "信息公开") {
		return first
	}
	return line{at: -1}
}

// Headed tells whether a block is the title of a report that names its organ or
// its year, and which.
func Headed(b grid.Block) (organ string, year int, ok bool) {
	if b.Grid != nil || !strings.Contains(b.Text, "信息公开") {
		return "", 0, false
	}
	t := strings.TrimSpace(b.Text)
	t = cmp.Or(named(t), t)
	if len(t) > longestTitle*3 || !strings.Contains(t, "信息公开") || strings.ContainsAny(t, "，,。；;：:>»") || !isTitle(t) || isMenu(t) || notice.MatchString(t) {
		return "", 0, false
	}
	return organInTitle(t), titleYear(t), true
}

// named is the title in a line that names it, 标题：…; "" in any other.
func named(line string) string {
	if r, _ := utf8.DecodeRuneInString(strings.TrimSpace(line)); !strings.ContainsRune("标名信文", r) {
		return ""
	}
	if m := titleLine.FindStringSubmatch(line); m != nil {
		return m[1]
	}
	return ""
}

// isMenu tells whether the words of a title name neither organ nor year: the
// name of a column, or several of them side by side.
func isMenu(t string) bool {
	return !yearIn.MatchString(words.Folded(t)) && (organInTitle(t) == "" || strings.Count(plain(t), "信息公开") > 1)
}

// plain is a text as it is compared: folded, and in simplified script.
func plain(s string) string { return words.Simple(words.Folded(s)) }

func isTitle(t string) bool {
	s := plain(t)
	return strings.Contains(s, "报") && (reportTitle.MatchString(strings.TrimRight(s, "()（）")) || reportTitle.MatchString(brackets.ReplaceAllString(s, "")))
}

// bareYear is a year on a line of its own under a title: (2019年度).
var bareYear = pattern.Of(`^[(【\[]?(?:19|20)\d\d年?度?[)】\]]?$`)

// dated adds the year that stands by itself on the next line to a title.
func (e *evidence) dated(t line) line {
	if t.at < 0 || yearIn.MatchString(words.Folded(t.text)) || t.at+t.n >= len(e.opening) {
		return t
	}
	if next := e.opening[t.at+t.n]; bareYear.MatchString(words.Folded(next)) {
		t.text += strings.TrimSpace(next)
	}
	return t
}

// bracketless is a folded title without what stands in brackets in it.
func bracketless(t string) string { return brackets.ReplaceAllString(plain(t), "") }

var brackets = pattern.Of(`\([^()]*\)|【[^【】]*】`)

// titles are the lines that may be the title, the most trusted first. One in
// the opening may be broken over two or three.
func (e *evidence) titles() []line {
	var list []line
	add := func(t, where string, at, n int) {
		if t != "" {
			list = append(list, line{t, where, at, n})
		}
	}
	add(e.doc.Meta["articletitle"], "ArticleTitle", -1, 0)
	for _, l := range e.opening {
		add(named(l), "title line", -1, 0)
	}
	for _, b := range e.doc.Blocks {
		if b.Heading {
			add(b.Text, "heading", -1, 0)
		}
	}
	for _, t := range list {
		if isTitle(t.text) && !isMenu(t.text) {
			return list // the rest is weaker
		}
	}
	for i, l := range e.opening {
		if words.Len(l) > 60 || hasAny(l, ">", "»", "位置") {
			continue
		}
		sentence := strings.ContainsAny(l, "，,。；;：:")
		if strings.Contains(words.Simple(l), "信息公开") && (!sentence || isTitle(l)) && !numbered.MatchString(l) {
			add(l, "title", i, 1)
		}
		if sentence || isTitle(l) {
			continue
		}
		for n := 2; n <= 3 && i+n <= len(e.opening); n++ {
			lines := e.opening[i : i+n]
			if whole := strings.Join(lines, ""); words.Len(lines[n-1]) <= 30 && words.Len(whole) <= 80 && joins(lines) {
				add(whole, "title", i, n)
			}
		}
	}
	for _, part := range strings.FieldsFunc(e.doc.Title, func(r rune) bool { return strings.ContainsRune("_|-—–", r) }) {
		add(strings.TrimSpace(part), "<title>", -1, 0)
	}
	return list
}

var (
	titleLine = pattern.Of(`^\s*(?:标\s*题|名\s*称|信息名称|文件名称)\s*[：:\s]\s*(\S.*)$`)
	numbered  = pattern.Of(`^\s*[一二三四五六七八九]、`)
	yearIn    = pattern.Of(`(?:19|20)\d\d`)
	yearWord  = pattern.Of(`[(【\[]?(?:20)?(?:19|20)\d\d(?:[-—–~至]+(?:19|20)\d\d)?[)】\]]?(?:学年度?|年?度?)`)
)

// organInTitle is what stands before 信息公开 in a title, the year and the
// words of the form left out.
func organInTitle(title string) string {
	s := words.Folded(title)
	at := max(strings.Index(words.Simple(s), "信息公开"), 0)
	if at == 0 {
		at = max(strings.Index(words.Simple(s), "政务公开"), 0)
	}
	s = s[:at]
	for _, word := range []string{"政府", "政务", "政務"} {
		if cut := strings.TrimSuffix(s, word); cut != s && !strings.HasSuffix(cut, "人民") {
			s = cut
			break
		}
	}
	s = aroundYear(s)
	s = strings.TrimPrefix(s, "关于")
	s = strings.TrimSuffix(s, "关于")
	return strings.Trim(s, " 《》<>\"“”、,:：-—·|的")
}

// aroundYear is a text without its years. What stands on both sides of one, as
// in 海关总署2010年海关, is said once.
func aroundYear(s string) string {
	at := yearWord.FindStringIndex(s)
	if at == nil {
		return s
	}
	before, after := s[:at[0]], yearWord.ReplaceAllString(s[at[1]:], "")
	switch {
	case after != "" && strings.Contains(before, after):
		return before
	case before != "" && strings.HasPrefix(after, before):
		return after
	}
	return before + after
}

// organ is the organ's name as printed in the best evidence, with all the
// evidence there is, in the order of trust: the title (and the line above one
// that names no organ), the publisher, the meta tag of the source, the
// sentence on who compiled it, the signature, the line of the source, the
// breadcrumb, the name of the site, the name of the file. A title that names
// only the place takes the longer name of its organ where the opening or the
// signature prints it.
func (e *evidence) organ(title line, compiler, signed string) (organ string, all []report.Evidence) {
	add := func(where, name string, sure bool) {
		if name = strings.TrimSpace(name); name != "" && (sure || isOrgan(name)) {
			all = append(all, report.Evidence{What: "organ", Value: name, Where: where})
		}
	}
	add(cmp.Or(title.where, "title"), e.inFull(organInTitle(title.text), signed), true)
	if title.at > 0 {
		add("above the title", e.opening[title.at-1], false)
	}
	add("publisher", e.line(publisherLine, ":", "：", "|"), false)
	add("ContentSource", e.doc.Meta["contentsource"], false)
	add("compiled by", compiler, false)
	add("signature", signed, false)
	add("source", e.line(sourceLine, ":", "："), false)
	add("breadcrumb", e.crumb(), false)
	add("SiteName", e.doc.Meta["sitename"], false)
	add("file", organInTitle(fileName(e.address)), false)
	if len(all) > 0 {
		organ = all[0].Value
	}
	return organ, all
}

// inFull is the name in a title, or the longer one that the page prints of it.
func (e *evidence) inFull(name, signed string) string {
	for _, body := range bodies {
		if long := name + body; isPlace(name) && (signed == long || strings.Contains(e.opened, long)) {
			return long
		}
	}
	return name
}

// bodies are the organs that a place by itself may stand for.
var bodies = []string{"人民政府", "街道办事处", "办事处", "管理委员会", "管委会"}

var place = pattern.Of(`(省|市|县|区|旗|州|盟|乡|镇|街道|新区|开发区|苏木)$`)

func isPlace(name string) bool { return place.MatchString(name) }

var (
	publisherLine = pattern.Of(`(?:发布机构|发布单位|公开主体|发文机关|发文单位|制作单位)\s*[：:|]\s*([^\s|：:，。]{3,40})`)
	sourceLine    = pattern.Of(`(?:信息来源|来\s*源|单\s*位)\s*[：:]\s*([^\s|：:，。]{3,40})`)
	crumbs        = pattern.Of(`(?:当前|所在|现在)(?:的)?位置\s*[：:]?(.+)$`)
)

// crumb is the last organ of the breadcrumb.
func (e *evidence) crumb() string {
	crumbs := strings.ReplaceAll(e.line(crumbs, "位置"), "->", ">")
	parts := strings.FieldsFunc(crumbs, func(r rune) bool { return strings.ContainsRune(">»›→/", r) })
	for i := len(parts) - 1; i >= 0; i-- {
		if p := strings.TrimSpace(parts[i]); isOrgan(p) {
			return p
		}
	}
	return ""
}

// fileName is the last part of an address without its ending.
func fileName(address string) string {
	name := address[strings.LastIndexAny(address, `/\\`)+1:]
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return name
}

// longestLine is how many bytes a line has at most that names a source or a
// date beside the text.
const longestLine = 900

// line is what a pattern finds first in the lines of the opening, tried on those
// that have one of the words.
func (e *evidence) line(pattern *pattern.Pattern, with ...string) string {
	for _, l := range e.opening {
		if len(l) > longestLine || len(with) > 0 && !hasAny(l, with...) {
			continue
		}
		if m := pattern.FindStringSubmatch(l); m != nil {
			return m[1]
		}
	}
	return ""
}
