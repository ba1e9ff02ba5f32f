package crawl

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"gongkai/internal/page"
)

// smallStub is how long a page may be that does nothing but send its reader on.
const smallStub = 4 << 10

var (
	refreshTag = regexp.MustCompile(`(?is)<meta[^>]*http-equiv\s*=\s*["']?refresh["']?[^>]*>`)
	refreshTo  = regexp.MustCompile(`(?is)\bcontent\s*=\s*["']?\s*[\d.]+\s*[;,]\s*url\s*=\s*['"]?([^"'>]+)`)
	scriptTo   = regexp.MustCompile(`(?is)<script[^>]*>\s*(?:window\.|self\.|top\.|document\.)*location(?:\.href\s*=\s*|\s*=\s*|\.replace\(\s*|\.assign\(\s*)["']([^"']+)["']\s*\)?\s*;?\s*</script>`)
	markup     = regexp.MustCompile(`(?is)<(script|style|title|noscript)\b.*?</\w+\s*>|<!--.*?-->|<[^>]*>`)
)

// onward is where a page without words of its own sends its reader, by a tag or
// by a script that does nothing else; "" when it does not. Old sites move their
// pages so.
func onward(p page.Page) string {
	if p.Status != http.StatusOK || len(p.Body) > smallStub || !p.IsHTML() || isChallenge(p) {
		return ""
	}
	text, _ := p.Text()
	if len([]rune(strings.Join(strings.Fields(html.UnescapeString(markup.ReplaceAllString(text, ""))), ""))) > 40 {
		return ""
	}
	to := scriptTo.FindStringSubmatch(text)
	if tag := refreshTag.FindString(text); tag != "" {
		to = refreshTo.FindStringSubmatch(tag)
	}
	if to == nil {
		return ""
	}
	return strings.TrimSpace(html.UnescapeString(to[1]))
}

// SendsOn tells whether the page does nothing but send its reader on: what was
// asked for stands elsewhere.
func (g Got) SendsOn() bool {
	at, err := url.Parse(g.Page.URL)
	return err == nil && leadsOn(at, onward(g.Page))
}

// leadsOn tells whether to is an address other than the one it stands at.
func leadsOn(at *url.URL, to string) bool {
	u, err := at.Parse(to)
	return err == nil && to != "" && u.String() != at.String()
}
