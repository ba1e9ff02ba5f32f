package list

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"gongkai/internal/paging"
	"gongkai/internal/source"
)

// follow is what to ask for next: the other pages of the list, the lists of
// other years, and what is shown inside the page or instead of it.
func (d *document) follow(f family, found *Found) {
	from, hasSource := source.Of(f.name)
	if hasSource && d.asked.Turn > 0 {
		if q, ok := from.After(d.sourced(), cmp.Or(len(found.Rows), len(d.Anchors)), found.Total, found.Pages); ok {
			found.Next = []Request{d.request(f.name, q)}
		} else if q, ok := from.Before(d.sourced()); ok {
			found.before = []Request{d.request(f.name, q)}
		}
		return
	}
	if d.asked.Turn == 0 {
		found.Next = d.pages(f.next(d))
		d.numbered(found.Next)
	}
	if hasSource && (d.asked.Turn < 0 || found.Total > len(found.Rows) || found.Total == 0 && len(found.Next) == 0) {
		q, missing := from.Begin(d.sourced())
		if d.lacks = missing; missing == "" {
			found.Next = append(found.Next, d.request(f.name, q))
		} else if f.script {
			found.blind = fmt.Sprintf("the page does not say its %s, which its family %s asks for the other rows by", missing, f.name)
		}
	}
	d.leads = d.column && len(found.Reports) == 0
	found.Next = append(found.Next, d.menu()...)
	if len(found.Reports) > 0 {
		found.Next = append(found.Next, d.rest(found.Reports)...)
		return
	}
	found.Next = append(found.Next, d.pages(d.shown())...)
	if d.Refresh != "" && len(d.text) < 1<<10 {
		found.Next = append(found.Next, d.pages([]string{d.Refresh})...)
	}
	if len(found.Next) == 0 {
		found.Next = d.behind()
	}
	found.quiet = nothing.MatchString(d.text)
}

// nothing is what a list says that has no rows yet.
var nothing = regexp.MustCompile(`暂无|没有(?:相关|任何|找到|符合)|无相关|未找到|共\s*0\s*[条篇]|敬请期待|(?:正在|尚在)(?:建设|整理|更新|完善)|尚未`)

// pages are requests for pages of the same part of the list, each once,
// without that for the page itself.
func (d *document) pages(hrefs []string) []Request {
	var next []Request
	seen := map[string]bool{d.self: true, d.base.String(): true}
	for _, href := range hrefs {
		address, ok := d.near(href)
		if !ok || seen[address] || len(next) == mostPages {
			continue
		}
		seen[address] = true
		next = append(next, Request{URL: address, Part: d.asked.Part})
	}
	return next
}

// numbered says what to ask for where the pages of createPageHTML are not there
// under the names that they should have.
func (d *document) numbered(next []Request) {
	c, ok := paging.Read(d.text)
	missing, instead, many := c.Other()
	if !ok || !many {
		return
	}
	at, _ := d.near(missing)
	for i, r := range next {
		if r.URL == at {
			next[i].Else, _ = d.near(instead)
		}
	}
}

// sourced is the page for the source of its rows.
func (d *document) sourced() source.Page {
	return source.Page{Address: d.self, Text: d.about, Options: d.options, With: d.asked.With, Turn: d.asked.Turn}
}

// request is a question to a source, for the same part of the list.
func (d *document) request(family string, q source.Question) Request {
	return Request{Method: q.Method, URL: q.URL, Body: q.Body, Header: q.Header, Family: family, Part: d.asked.Part, Turn: q.Turn, With: q.With}
}

// arrows are the links to the next page or, where there is none, to those with a
// number.
func arrows(d *document) []string {
	var next, numbers []string
	for _, a := range d.Anchors {
		switch word := strings.ToLower(closed(a.Text)); {
		case a.Rel == "next", isNext(word), word == "" && isNext(a.Title):
			next = append(next, a.Href)
		case onward.MatchString(word) && d.isBelow(a.Href):
			next = append(next, a.Href)
		case pageNumber.MatchString(word) && d.isBelow(a.Href):
			numbers = append(numbers, a.Href)
		}
	}
	if next == nil && len(numbers) < 50 { // more are days, or seats
		return numbers
	}
	return next
}

var (
	onward     = regexp.MustCompile(`^[\[【]?(?:(?:下一?|后一?)[页頁]|next|[>›»]{1,2})[\]】>›»]*$`)
	pageNumber = regexp.MustCompile(`^\[?(?:[2-9]|[1-9]\d)\]?$`)
	// turning is a script that turns to a page: go(2), __doPostBack('pager','2').
	turning = regexp.MustCompile(`\w\(\s*['"]?(\d{1,3})['"]?\s*\)|__doPostBack\([^,]*,\s*['"](\d{1,3})['"]`)
)

// isNext tells words for the next page from arrows, which may lead elsewhere.
func isNext(word string) bool {
	return onward.MatchString(word) && strings.ContainsAny(word, "页頁n")
}

// isBelow tells whether a reference is one to the page itself, asked for
// otherwise, or to its folder or one below.
func (d *document) isBelow(href string) bool {
	address, ok := d.near(href)
	u, err := url.Parse(address)
	return ok && err == nil && strings.HasPrefix(u.Path, folder(d.base.Path))
}

// turned is the greatest page that a script of the page leads to by the words
// for the next one and by their numbers; 0 when there is none.
func (d *document) turned() int {
	most, words := 0, make([]string, len(d.Dead))
	for i, l := range d.Dead {
		words[i] = strings.ToLower(closed(l.Text))
	}
	if !slices.ContainsFunc(words, isNext) {
		return 0 // the numbers may be days
	}
	for i, l := range d.Dead {
		if !isNext(words[i]) && !pageNumber.MatchString(words[i]) {
			continue
		}
		for _, m := range turning.FindAllStringSubmatch(l.Script, -1) {
			most = max(most, number(m[1]+m[2]))
		}
	}
	return most
}

// calls are the pages after the first that createPageHTML makes.
func calls(d *document) []string {
	if c, ok := paging.Read(d.text); ok {
		return c.Names()
	}
	return arrows(d)
}

// groups are the next rows of a jpage list.
func groups(d *document) []string {
	if next := paging.Groups(d.text); next != nil {
		return next
	}
	return arrows(d)
}

// chrome are pages shown in every page of a site.
var chrome = regexp.MustCompile(`(?i)visit|count|login|share|foot|header|tree\.jsp|banner|search|weather|player|video|about:`)

// shown are pages shown inside the page, which is then but their frame.
func (d *document) shown() []string {
	var next []string
	for _, src := range d.Frames {
		if !chrome.MatchString(src) && !fileName.MatchString(src) {
			next = append(next, src)
		}
	}
	return next
}
