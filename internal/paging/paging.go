// Package paging reads how a list page says where its other pages are, and how
// many rows and pages there are: createPageHTML of TRS and UCAP, the records of
// jpage, 共N条.
package paging

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// call is createPageHTML in both signatures that are met:
//
//	createPageHTML(pages, current from 0, "index", "html")               trs: page 2 is index_1.html
//	createPageHTML(records, pages, current from 0, "index", "html")      trs, with a count of rows
//	createPageHTML('div', pages, current from 1, 'list', 'shtml', rows)  ucap: page 2 is list_2.shtml
//
// The same index_2.html is page 3 to the one and page 2 to the other.
var call = regexp.MustCompile(`createPageHTML\s*\(([^()]*)\)`)

// mostPages are named at most, whatever a page says.
const mostPages = 500

// Call is one such call, understood.
type Call struct {
	Total          int // rows, where it says how many
	count, first   int // how many pages; the number of page 2
	prefix, suffix string
}

// Names are the pages after the first.
func (p Call) Names() []string {
	var all []string
	for n := range min(p.count, mostPages) - 1 { // none when the count is 1 or less
		all = append(all, fmt.Sprintf("%s_%d.%s", p.prefix, p.first+n, p.suffix))
	}
	return all
}

// Other is the one of the names that no page has where the system numbers its
// pages the other way, and the name that a page has then. ok is false where
// there is but one page.
func (p Call) Other() (missing, instead string, ok bool) {
	if p.count < 2 || p.count > mostPages {
		return "", "", false
	}
	name := func(n int) string { return fmt.Sprintf("%s_%d.%s", p.prefix, n, p.suffix) }
	if p.first == 1 {
		return name(1), name(p.count), true
	}
	return name(p.count), name(1), true
}

// Read reads the first call of createPageHTML whose arguments make sense.
func Read(text string) (c Call, ok bool) {
	for _, m := range call.FindAllStringSubmatch(text, -1) {
		if p, ok := arguments(m[1], text); ok {
			return p, plausible(p)
		}
	}
	return Call{}, false
}

// arguments reads those of one call.
func arguments(list, text string) (Call, bool) {
	var numbers []int
	var words []string
	quotedFirst := false
	for i, arg := range strings.Split(list, ",") {
		word, n, isNumber := argument(strings.TrimSpace(arg), text)
		if isNumber {
			numbers = append(numbers, n)
		} else {
			words = append(words, word)
			quotedFirst = quotedFirst || i == 0
		}
	}
	switch {
	case quotedFirst && len(words) == 3 && len(numbers) >= 2:
		p := Call{count: numbers[0], first: 2, prefix: words[1], suffix: words[2]}
		if len(numbers) > 2 {
			p.Total = numbers[2]
		}
		return p, true
	case !quotedFirst && len(words) == 2 && len(numbers) == 2:
		return Call{count: numbers[0], first: 1, prefix: words[0], suffix: words[1]}, true
	case !quotedFirst && len(words) == 2 && len(numbers) >= 3:
		return Call{count: numbers[1], Total: numbers[0], first: 1, prefix: words[0], suffix: words[1]}, true
	}
	return Call{}, false
}

func plausible(p Call) bool {
	return p.prefix != "" && p.suffix != "" && !strings.ContainsAny(p.prefix+p.suffix, "?#:<>")
}

// argument is a quoted word, a number, or what a variable of that name is set
// to in the page.
func argument(arg, text string) (word string, number int, isNumber bool) {
	if n, err := strconv.Atoi(arg); err == nil {
		return "", n, true
	}
	if len(arg) >= 2 && strings.ContainsAny(arg[:1], `'"`) {
		return strings.Trim(arg, `'"`), 0, false
	}
	set, err := regexp.Compile(`\b` + regexp.QuoteMeta(arg) + `\s*=\s*['"]?([\w./-]+)`)
	if m := set.FindStringSubmatch(text); err == nil && m != nil && arg != "" {
		n, err := strconv.Atoi(m[1])
		return m[1], n, err == nil
	}
	return arg, 0, false
}

var (
	record    = regexp.MustCompile(`(?is)<record>\s*<!\[CDATA\[(.*?)\]\]>`)
	nextGroup = regexp.MustCompile(`(?is)<nextgroup>\s*<!\[CDATA\[(.*?)\]\]>`)
	reference = regexp.MustCompile(`(?i)href\s*=\s*["']?([^"'\s>]+)`)
)

// Records are the rows of a jpage list, which stand in XML inside a script, or
// are the whole answer.
func Records(text string) string {
	var b strings.Builder
	for _, m := range record.FindAllStringSubmatch(text, -1) {
		b.WriteString("<div>" + m[1] + "</div>\n")
	}
	return b.String()
}

// Groups are the addresses of the next rows of a jpage list, where it names them.
func Groups(text string) []string {
	var next []string
	for _, m := range nextGroup.FindAllStringSubmatch(text, -1) {
		if href := reference.FindStringSubmatch(m[1]); href != nil {
			next = append(next, strings.ReplaceAll(href[1], "&amp;", "&"))
		}
	}
	return next
}

// Ways in which a page says how many rows, or pages, the whole list has.
// Each begins with a word that is quickly found to be absent.
var (
	totals = []*regexp.Regexp{
		regexp.MustCompile(`<totalrecord>\s*(\d{1,7})\s*<`),
		regexp.MustCompile(`totalRecord\s*:\s*['"]?(\d{1,7})\b`),
		regexp.MustCompile(`recordCount\s*:\s*['"]?(\d{1,7})\b`),
		regexp.MustCompile(`共[有计]?(?:\s|&nbsp;|<[^>]*>)*(\d{1,7})(?:\s|&nbsp;|<[^>]*>)*[条篇]`),
		regexp.MustCompile(`记录总数(?:\s|&nbsp;|<[^>]*>|[:：])*(\d{1,7})\b`),
		regexp.MustCompile(`总记录数?(?:\s|&nbsp;|<[^>]*>|[:：])*(\d{1,7})\b`),
		regexp.MustCompile(`总条数(?:\s|&nbsp;|<[^>]*>|[:：])*(\d{1,7})\b`),
	}
	pageCounts = []*regexp.Regexp{
		regexp.MustCompile(`<totalpage>\s*(\d{1,4})\s*<`),
		regexp.MustCompile(`pageCount\s*[:=]\s*['"]?(\d{1,4})\b`),
		regexp.MustCompile(`共[有计]?(?:\s|&nbsp;|<[^>]*>)*(\d{1,4})(?:\s|&nbsp;|<[^>]*>)*页`),
		regexp.MustCompile(`第(?:\s|&nbsp;|<[^>]*>)*\d{1,4}(?:\s|&nbsp;|<[^>]*>)*/(?:\s|&nbsp;|<[^>]*>)*(\d{1,4})(?:\s|&nbsp;|<[^>]*>)*页`),
	}
)

func said(text string, ways []*regexp.Regexp) int {
	for _, w := range ways {
		if m := w.FindStringSubmatch(text); m != nil {
			n, _ := strconv.Atoi(m[1])
			return n
		}
	}
	return 0
}

// Size is how many rows and pages the list has in all, by the page itself; 0
// where it does not say.
func Size(text string) (rows, pages int) {
	rows, pages = said(text, totals), said(text, pageCounts)
	if c, ok := Read(text); ok {
		rows, pages = cmp.Or(rows, c.Total), max(pages, min(c.count, mostPages))
	}
	return rows, pages
}
