package site

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// auto is the family of sites whose lists are read by whatever family the page
// shows itself to be.
const auto = "auto"

// mostPages is how many pages of one list are named at most, whatever the page says.
const mostPages = 500

// family is a family of systems: how its list pages are recognised and how
// they say where the rest of the list is. In all of them the rows are links.
type family struct {
	name string
	sign func(text string) bool          // tells its pages by their text
	next func(d *document) []string      // references to the other pages of the list
	rows func(text string) (html string) // rows that stand elsewhere than in the HTML; may be nil
}

// families are in the order they are tried on a page of the family auto. The
// last takes every page.
var families = []family{
	{name: "jpage", sign: has("<nextgroup>", "<recordset>", "dataproxy.jsp"), next: groups, rows: records},
	{name: "ucap", sign: regexp.MustCompile(`createPageHTML\s*\(\s*['"]`).MatchString, next: calls},
	{name: "trs", sign: has("createPageHTML"), next: calls},
	{name: "lonsun", sign: has(`id="timeFrame"`, "id='timeFrame'", "id=timeFrame"), next: frames},
	{name: "plain", sign: has(""), next: arrows},
}

// has tells texts that hold one of some words.
func has(words ...string) func(text string) bool {
	return func(text string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
	}
}

func names() []string {
	all := []string{auto}
	for _, f := range families {
		all = append(all, f.name)
	}
	return all
}

func known(name string) bool { return slices.Contains(names(), name) }

// familyOf is the family to read a page by.
func familyOf(name, text string) family {
	i := slices.IndexFunc(families, func(f family) bool {
		return f.name == name || name == auto && f.sign(text)
	})
	if i < 0 {
		i = len(families) - 1
	}
	return families[i]
}

// arrows are the links to the next page.
func arrows(d *document) []string {
	var next []string
	for _, a := range d.anchors {
		switch word := strings.Trim(a.text, " []【】>›»&gt;"); {
		case a.rel == "next", word == "下一页", word == "下页", word == "后页", word == "后一页", word == "下一頁", strings.EqualFold(word, "next"):
			next = append(next, a.href)
		}
	}
	return next
}

// frames are the years of a menu of years, and the next page of the year.
func frames(d *document) []string {
	next := arrows(d)
	for _, a := range d.anchors {
		if a.menu {
			next = append(next, a.href)
		}
	}
	return next
}

// call is createPageHTML in both signatures that are met:
//
//	createPageHTML(pages, current from 0, "index", "html")               trs: page 2 is index_1.html
//	createPageHTML(records, pages, current from 0, "index", "html")      trs, with a count of rows
//	createPageHTML('div', pages, current from 1, 'list', 'shtml', rows)  ucap: page 2 is list_2.shtml
//
// The same index_2.html is page 3 to the one and page 2 to the other.
var call = regexp.MustCompile(`createPageHTML\s*\(([^()]*)\)`)

// pages is one such call, understood.
type pages struct {
	count, total, first int // how many pages; how many rows; the number of page 2
	prefix, suffix      string
}

func (p pages) names() []string {
	var all []string
	for n := range min(p.count, mostPages) - 1 { // none when the count is 1 or less
		all = append(all, fmt.Sprintf("%s_%d.%s", p.prefix, p.first+n, p.suffix))
	}
	return all
}

// calls are the pages after the first that createPageHTML makes.
func calls(d *document) []string {
	p, ok := paging(d.text)
	if !ok {
		return arrows(d)
	}
	return p.names()
}

// paging reads the first call of createPageHTML whose arguments make sense.
func paging(text string) (pages, bool) {
	for _, m := range call.FindAllStringSubmatch(text, -1) {
		var numbers []int
		var words []string
		quotedFirst := false
		for i, arg := range strings.Split(m[1], ",") {
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
			p := pages{count: numbers[0], first: 2, prefix: words[1], suffix: words[2]}
			if len(numbers) > 2 {
				p.total = numbers[2]
			}
			return p, plausible(p)
		case !quotedFirst && len(words) == 2 && len(numbers) == 2:
			p := pages{count: numbers[0], first: 1, prefix: words[0], suffix: words[1]}
			return p, plausible(p)
		case !quotedFirst && len(words) == 2 && len(numbers) >= 3:
			p := pages{count: numbers[1], total: numbers[0], first: 1, prefix: words[0], suffix: words[1]}
			return p, plausible(p)
		}
	}
	return pages{}, false
}

func plausible(p pages) bool {
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

// records are the rows of a jpage list, which stand in XML inside a script, or
// are the whole answer.
func records(text string) string {
	var b strings.Builder
	for _, m := range record.FindAllStringSubmatch(text, -1) {
		b.WriteString("<div>" + m[1] + "</div>\n")
	}
	return b.String()
}

// groups are the next rows of a jpage list. Where the page does not name them
// the links to the next page, if any, do.
func groups(d *document) []string {
	var next []string
	for _, m := range nextGroup.FindAllStringSubmatch(d.text, -1) {
		if href := reference.FindStringSubmatch(m[1]); href != nil {
			next = append(next, strings.ReplaceAll(href[1], "&amp;", "&"))
		}
	}
	if next == nil {
		return arrows(d)
	}
	return next
}

// totals are the ways in which a page says how many rows the whole list has.
// Each begins with a word that is quickly found to be absent.
var totals = []*regexp.Regexp{
	regexp.MustCompile(`<totalrecord>\s*(\d{1,7})\s*<`),
	regexp.MustCompile(`totalRecord\s*:\s*['"]?(\d{1,7})\b`),
	regexp.MustCompile(`recordCount\s*:\s*['"]?(\d{1,7})\b`),
	regexp.MustCompile(`共有?(?:\s|&nbsp;|<[^>]>)*(\d{1,7})(?:\s|&nbsp;|<[^>]>)*[条篇]`),
}

// total is how many rows the list has in all, by the page itself.
func total(text string) int {
	for _, t := range totals {
		if m := t.FindStringSubmatch(text); m != nil {
			n, _ := strconv.Atoi(m[1])
			return n
		}
	}
	if p, ok := paging(text); ok {
		return p.total
	}
	return 0
}

// sameHost tells whether two addresses are on one host, with or without TLS.
func sameHost(a, b *url.URL) bool { return strings.EqualFold(a.Hostname(), b.Hostname()) }
