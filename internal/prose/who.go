package prose

import (
	"regexp"
	"strings"

	"gongkai/internal/grid"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// evidence is what a page says about who reports and when, outside the tables.
type evidence struct {
	doc      *grid.Document
	address  string
	opening  []string // paragraphs before the first section
	last     []string // paragraphs from the last section on
	opened   string   // the opening without any white space
	sections int
}

// gather splits the paragraphs at the first and the last section.
func gather(doc *grid.Document, address string, taken map[int]bool) *evidence {
	e := &evidence{doc: doc, address: address}
	for i, b := range doc.Blocks {
		if taken[i] {
			continue
		}
		if b.Grid != nil {
			if e.sections == 0 {
				e.opening = append(e.opening, gridText(b.Grid)...)
			}
			continue
		}
		if _, ok := Titled(b.Text); ok {
			e.sections++
			e.last = nil
		}
		if e.sections == 0 {
			e.opening = append(e.opening, b.Text)
		}
		e.last = append(e.last, b.Text)
	}
	if e.sections == 0 && len(e.opening) > 40 {
		e.opening = e.opening[:40]
	}
	e.opened = words.Folded(strings.Join(e.opening, ""))
	return e
}

// reportTitle is the shape of the title of an annual report.
var reportTitle = regexp.MustCompile(`信息公开(工作)?(情况)?(的)?((20\d\d)年)?(年度|年)?(度)?(工作)?(情况)?(的)?(年度)?(报告|年报)$|信息公开年报$`)

// notice are words in a title that make it something about annual reports.
var notice = regexp.MustCompile(`解读|图解|一图|指南|通知|公告$|要点|考核|评估|办法|格式|工作总结|模板|培训|目录`)

// title is the title in the best evidence: the meta tag, a 标题 line, a
// heading, a paragraph of its own, the <title> of the page. Without any of the
// shape of a report's title, it is the first of them that there is.
func (e *evidence) title() string {
	first := ""
	for _, t := range e.titles() {
		t = strings.TrimSpace(t)
		if reportTitle.MatchString(strings.TrimRight(words.Folded(t), "()（）")) || reportTitle.MatchString(bracketless(t)) {
			return t
		}
		if first == "" {
			first = t
		}
	}
	if first != "" && strings.Contains(first, "信息公开") {
		return first
	}
	return ""
}

// bracketless is a folded title without what stands in brackets in it.
func bracketless(t string) string { return brackets.ReplaceAllString(words.Folded(t), "") }

var brackets = regexp.MustCompile(`\([^()]*\)|【[^【】]*】`)

func (e *evidence) titles() []string {
	var list []string
	add := func(t string) {
		if t != "" {
			list = append(list, t)
		}
	}
	add(e.doc.Meta["articletitle"])
	for _, l := range e.opening {
		if m := titleLine.FindStringSubmatch(l); m != nil {
			add(m[1])
		}
	}
	for _, b := range e.doc.Blocks {
		if b.Heading {
			add(b.Text)
		}
	}
	for i, l := range e.opening {
		if words.Len(l) <= 60 && strings.Contains(l, "信息公开") {
			add(l)
			continue
		}
		if i+1 < len(e.opening) && words.Len(l) <= 40 && words.Len(e.opening[i+1]) <= 30 && strings.Contains(l+e.opening[i+1], "信息公开") && !strings.ContainsAny(l, "，。：:") {
			add(l + e.opening[i+1])
		}
	}
	for _, part := range siteName.Split(e.doc.Title, -1) {
		add(strings.TrimSpace(part))
	}
	return list
}

var (
	titleLine = regexp.MustCompile(`^\s*(?:标\s*题|名\s*称|信息名称)\s*[：:]\s*(\S.*)$`)
	siteName  = regexp.MustCompile(`[_|]|\s*[-—–]{1,2}\s*`)
	yearIn    = regexp.MustCompile(`(?:19|20)\d\d`)
	yearWord  = regexp.MustCompile(`[(【\[]?((?:19|20)\d\d)[)】\]]?年?度?`)
)

// organInTitle is what stands before 信息公开 in a title, the year and the
// words of the form left out.
func organInTitle(title string) string {
	s := words.Folded(title)
	at := strings.Index(s, "信息公开")
	if at < 0 {
		at = strings.Index(s, "政务公开")
	}
	if at < 0 {
		return ""
	}
	s = s[:at]
	for _, word := range []string{"政府", "政务"} {
		if cut := strings.TrimSuffix(s, word); cut != s && !strings.HasSuffix(cut, "人民") {
			s = cut
			break
		}
	}
	s = yearWord.ReplaceAllString(s, "")
	s = strings.TrimPrefix(s, "关于")
	s = strings.TrimSuffix(s, "关于")
	return strings.Trim(s, " 《》<>\"“”、,:：-—·|的")
}

// organ is the organ's name as printed in the best evidence: title, meta tags
// and lines about the source, the opening, the signature. A title that names
// only the place takes the longer name of its organ where the opening or the
// signature prints it.
func (e *evidence) organ(title, signed string) string {
	if name := organInTitle(title); name != "" {
		for _, body := range bodies {
			if long := name + body; isPlace(name) && (signed == long || strings.Contains(e.opened, long)) {
				return long
			}
		}
		return name
	}
	for _, name := range []string{signed, e.doc.Meta["contentsource"], e.line(sourceLine), e.opener(), e.doc.Meta["sitename"]} {
		if name = strings.TrimSpace(name); name != "" && isOrgan(name) {
			return name
		}
	}
	return ""
}

// bodies are the organs that a place by itself may stand for.
var bodies = []string{"人民政府", "街道办事处", "办事处", "管理委员会", "管委会"}

var place = regexp.MustCompile(`(省|市|县|区|旗|州|盟|乡|镇|街道|新区|开发区|苏木)$`)

func isPlace(name string) bool { return place.MatchString(name) }

var (
	sourceLine = regexp.MustCompile(`(?:发布机构|发布单位|公开主体|信息来源|来\s*源|单\s*位)\s*[：:]\s*([^\s|：:，。]{3,40})`)
	opener     = regexp.MustCompile(`(?:现公布|现将|由|发布《?)([^，。《》]{3,40}?)(?:编制|(?:19|20)\d\d年)`)
)

func (e *evidence) line(pattern *regexp.Regexp) string {
	for _, l := range e.opening {
		if m := pattern.FindStringSubmatch(l); m != nil {
			return m[1]
		}
	}
	return ""
}

func (e *evidence) opener() string {
	if m := opener.FindStringSubmatch(e.opened); m != nil {
		return m[1]
	}
	return ""
}

// signed is the organ and the day of the signature at the end.
func (e *evidence) signed() (organ string, day report.Date) {
	at, date := signature(e.last)
	if at < 0 {
		return e.brokenSignature()
	}
	organ, day = signedLine(e.last[date])
	if at < date {
		organ = e.last[at]
	}
	return strings.TrimSpace(organ), day
}

// brokenSignature reads a date that is broken over the last lines.
func (e *evidence) brokenSignature() (organ string, day report.Date) {
	lines := e.last
	if len(lines) > 12 {
		lines = lines[len(lines)-12:]
	}
	for i := range lines {
		if _, day := signedLine(strings.Join(lines[i:], "")); day != "" {
			return "", day
		}
	}
	return "", ""
}
