package form

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"gongkai/internal/page"
	"gongkai/internal/paging"
	"gongkai/internal/report"
)

// turning is a link to the next or the page before of a text that is cut into
// pages.
var turning = regexp.MustCompile(`(?is)<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))[^>]*>(?:\s|&nbsp;|<[^>]*>|[<>«»&;lgt]){0,9}((?:下|上)一?[页頁])`)

// continued says, of a report that lacks a table, that its page goes on
// elsewhere: the table may stand there.
func continued(r *report.Report, p page.Page) {
	if r.Indicators != nil || !slices.Contains(r.Tables[:], nil) || !p.IsHTML() {
		return
	}
	text, _ := p.Text()
	if !strings.ContainsAny(text, "页頁") && !strings.Contains(text, "createPageHTML") {
		return
	}
	for _, where := range elsewhere(p, text) {
		r.Doubts = append(r.Doubts, report.Doubt{Code: "continued",
			Text: fmt.Sprintf("a table is not on this page, and the page goes on at %s, which is not read with it", quote(where))})
	}
}

// elsewhere are the addresses of the pages before and after, each once.
func elsewhere(p page.Page, text string) []string {
	var found []string
	seen := map[string]bool{p.URL: true}
	add := func(href string) {
		if href = strings.TrimSpace(html.UnescapeString(href)); href == "" || href[0] == '#' || strings.HasPrefix(strings.ToLower(href), "javascript:") {
			return
		}
		if at := absolute(p.URL, href); !seen[at] && len(found) < 3 {
			found, seen[at] = append(found, at), true
		}
	}
	for _, m := range turning.FindAllStringSubmatch(text, 20) {
		add(m[1] + m[2] + m[3])
	}
	if call, ok := paging.Read(text); ok {
		for _, name := range call.Names() {
			add(name)
		}
	}
	return found
}

// absolute is an address as a page means it; as it stands where the page has
// none itself.
func absolute(base, href string) string {
	b, err := url.Parse(base)
	if err != nil || b.Host == "" {
		return href
	}
	to, err := b.Parse(href)
	if err != nil {
		return href
	}
	return to.String()
}
