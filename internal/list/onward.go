package list

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"gongkai/internal/markup"
	"gongkai/internal/page"
	"gongkai/internal/paging"
	"gongkai/internal/title"
)

// Onward are the pages on which the article of a page goes on, as far as it leads
// to them: the next, and those with a number. The title of each says so, with its
// number; that of the page itself is given, 1 for an article's own.
func Onward(p page.Page, number int) []Link {
	here, err := url.Parse(p.URL)
	text, _ := p.Text()
	if err != nil || !p.IsHTML() || !strings.ContainsAny(text, "页頁") && !strings.Contains(text, "createPageHTML") {
		return nil
	}
	tree, err := markup.Read(text)
	if err != nil {
		return nil
	}
	base := tree.From(here)
	var all []Link
	seen := map[string]bool{p.URL: true}
	add := func(href string, near func(a, b *url.URL) bool) {
		address, ok := markup.Join(base, href)
		at, err := url.Parse(address)
		if !ok || err != nil || seen[address] || !near(here, at) || number+len(all) >= MostFiles {
			return
		}
		seen[address] = true
		all = append(all, Link{URL: address, Title: fmt.Sprintf("%s %d", continuation, number+len(all)+1)})
	}
	for _, a := range tree.Anchors {
		switch words := closed(a.Text); {
		case title.Read(a.Title, false).Report: // the next report
		case strings.ContainsAny(words, "页頁") && onward.MatchString(words):
			add(a.Href, isBeside)
		case pageNumber.MatchString(words):
			add(a.Href, isNumbered)
		}
	}
	if call, ok := paging.Read(text); ok {
		for _, name := range call.Names() {
			add(name, isNumbered)
		}
	}
	return all
}

// continuation begins the title of a page on which an article goes on.
const continuation = "续页"

// IsOnward tells whether a title is that of a page on which an article goes on,
// and which one.
func IsOnward(title string) (number int, ok bool) {
	_, err := fmt.Sscanf(title, continuation+" %d", &number)
	return number, err == nil
}

// isBeside tells whether a page is in the folder of another, or is the same
// asked for otherwise.
func isBeside(a, b *url.URL) bool {
	return strings.EqualFold(a.Host, b.Host) && folder(a.Path) == folder(b.Path) && path.Base(a.Path) != "/" && !isFolder(b.String())
}

// page2 ends the names of the pages after the first.
var page2 = regexp.MustCompile(`[_-]?\d{1,2}$`)

// isNumbered tells whether the names of two pages differ in a number at their end.
func isNumbered(a, b *url.URL) bool {
	if !isBeside(a, b) {
		return false
	}
	if a.Path == b.Path {
		return a.RawQuery != b.RawQuery
	}
	ext := path.Ext(a.Path)
	one, two := strings.TrimSuffix(a.Path, ext), strings.TrimSuffix(b.Path, path.Ext(b.Path))
	return ext == path.Ext(b.Path) && page2.MatchString(two) && (strings.HasPrefix(two, one) || page2.ReplaceAllString(one, "") == page2.ReplaceAllString(two, ""))
}
