// Package markup reads the links of an HTML page: where they lead, what they
// say and where they stand, and what else in it leads on.
package markup

import (
	"cmp"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/internal/report"
)

// Anchor is one link, its reference as written.
type Anchor struct {
	Href, Text, Title string
	Rel               string
	Menu              bool        // in a menu of years
	Shape             string      // where it stands; links of one list have one shape
	Day               report.Date // of a row that says so apart
	node              *html.Node  // nil when it came in no HTML
}

// Page is what a page has of links.
type Page struct {
	Name    string // its title, and that of its column
	Base    string // what its references are relative to, where it says so
	Refresh string // where the page itself sends its reader
	Anchors []Anchor
	Dead    []Dead   // links that lead nowhere
	Frames  []string // pages and files shown in it
	Choices []string // of the menus of its forms
}

// Dead is a link that leads nowhere, and why.
type Dead struct {
	Text, Why string
	Script    string // that it runs
}

// mostExpected is for how many links there is room at once: what looks like more
// may be none.
const mostExpected = 512

// Read reads a page, or a part of one.
func Read(text string) (Page, error) {
	var p Page
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return p, err
	}
	p.Anchors = make([]Anchor, 0, min(strings.Count(text, "<a "), mostExpected))
	var base, title, column *html.Node // the first of each, as browsers have it
	var chosen []Anchor
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.A:
			p.anchor(n)
		case atom.Base:
			if _, ok := valueOf(n, "href"); ok {
				base = cmp.Or(base, n)
			}
		case atom.Title:
			title = cmp.Or(title, n)
		case atom.Meta:
			if strings.EqualFold(attribute(n, "http-equiv"), "refresh") {
				p.Refresh = target(attribute(n, "content"))
			}
			if attribute(n, "name") == "ColumnName" {
				column = cmp.Or(column, n)
			}
		case atom.Iframe, atom.Frame, atom.Embed:
			p.frame(attribute(n, "src"))
		case atom.Object:
			p.frame(attribute(n, "data"))
		case atom.Option:
			chosen = p.choice(chosen, n)
		}
	}
	none := &html.Node{}
	p.Base = strings.TrimSpace(attribute(cmp.Or(base, none), "href"))
	p.Name = textOf(cmp.Or(title, none)) + " " + attribute(cmp.Or(column, none), "content")
	p.Anchors = append(p.Anchors, chosen...)
	return p, nil
}

// frame takes over what is shown in the page.
func (p *Page) frame(src string) {
	if src = strings.TrimSpace(src); usable(src) {
		p.Frames = append(p.Frames, src)
	}
}

// choice takes over one of a menu, and adds it to the anchors where it leads
// to a page.
func (p *Page) choice(to []Anchor, n *html.Node) []Anchor {
	value, ok := valueOf(n, "value")
	if !ok {
		return to
	}
	value = strings.TrimSpace(value)
	p.Choices = append(p.Choices, value)
	if strings.ContainsAny(value, "/.?") && usable(value) {
		to = append(to, Anchor{Href: value, Text: squeeze(textOf(n)), Shape: "option", node: n})
	}
	return to
}

func (p *Page) anchor(n *html.Node) {
	href, ok := valueOf(n, "href")
	if !ok {
		return
	}
	href = strings.TrimSpace(href)
	text, onclick := squeeze(textOf(n)), attribute(n, "onclick")
	leads := href
	if !usable(href) {
		leads = opened(href, onclick)
	}
	switch {
	case isTemplate(n):
		p.Dead = append(p.Dead, Dead{Text: text, Why: "a template that a script fills, not a row"})
	case !usable(leads):
		p.Dead = append(p.Dead, Dead{Text: text, Why: "its reference is no address of a web page", Script: href + " " + onclick})
	default:
		p.Anchors = append(p.Anchors, Anchor{
			Href: leads, Text: text, Title: squeeze(attribute(n, "title")), Rel: strings.ToLower(attribute(n, "rel")),
			Menu: within(n, "timeFrame"), Shape: shape(n), node: n,
		})
	}
}

// textOf is the text in an element.
func textOf(n *html.Node) string {
	if n = n.FirstChild; n != nil && n.Type == html.TextNode && n.NextSibling == nil {
		return n.Data
	} else if n == nil {
		return ""
	}
	var b strings.Builder
	for d := range n.Parent.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// opens is a script that does nothing but lead to an address.
var opens = regexp.MustCompile(`^\s*(?:javascript:)?\s*(?:return\s+)?(?:window\.|self\.|top\.|document\.)*(?:open\(|location(?:\.href)?\s*=|location\.(?:assign|replace)\()\s*['"]([^'"\s]*[/.?][^'"\s]*)['"]`)

// opened is the address that the script of a link leads to, empty when it is none.
func opened(scripts ...string) string {
	for _, script := range scripts {
		if m := opens.FindStringSubmatch(script); m != nil {
			return m[1]
		}
	}
	return ""
}

// Block counts the links that a link stands with, in the nearest element around
// it that holds one that is wanted: those wanted, and the others.
func (a Anchor) Block(wanted func(href string) bool) (many, others int) {
	for n, up := a.node, 0; n != nil && up < 6 && many == 0; n, up = n.Parent, up+1 {
		others = 0
		goquery.NewDocumentFromNode(n).Find("a[href]").Each(func(_ int, l *goquery.Selection) {
			if wanted(strings.TrimSpace(l.AttrOr("href", ""))) {
				many++
			} else {
				others++
			}
		})
	}
	return many, others
}

// From is the address that the references of a page start from which came from
// another.
func (p Page) From(address *url.URL) *url.URL {
	if at, err := address.Parse(p.Base); err == nil && p.Base != "" {
		return at
	}
	return address
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// target is the address in the content of a refresh: 0;url=/zfxxgk/.
func target(content string) string {
	i := strings.Index(strings.ToLower(content), "url=")
	if i < 0 {
		return ""
	}
	return strings.Trim(content[i+len("url="):], ` '"`)
}

// usable tells whether a reference may be one to a page. Others are not worth
// resolving.
func usable(href string) bool {
	if href == "" || href[0] == '#' || strings.Contains(href, "{{") || strings.Contains(href, "${") || strings.Contains(href, "<%") {
		return false
	}
	scheme, _, ok := strings.Cut(href, ":")
	if !ok || strings.ContainsAny(scheme, "/?#.") {
		return true
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// templates are attributes that repeat an element for rows still to be fetched.
var templates = []string{"ms-repeat", "v-for", "ng-repeat", "ms-for", ":for", "wx:for", "ms-attr-href", "v-bind:href", ":href"}

func isTemplate(n *html.Node) bool {
	for range 4 {
		if n == nil || n.Type != html.ElementNode {
			return false
		}
		for _, a := range n.Attr {
			for _, t := range templates {
				if a.Key == t {
					return true
				}
			}
		}
		n = n.Parent
	}
	return false
}

func within(n *html.Node, id string) bool {
	for range 5 {
		if n == nil {
			return false
		}
		if attribute(n, "id") == id {
			return true
		}
		n = n.Parent
	}
	return false
}

func attribute(n *html.Node, key string) string {
	value, _ := valueOf(n, key)
	return value
}

// valueOf is an attribute, which may be empty, where there is one.
func valueOf(n *html.Node, key string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// shape is the elements above a link, with the names of those that hold lists.
// Rows differ in their own classes (odd, even, last), not in those of the list.
func shape(n *html.Node) string {
	var b strings.Builder
	for range 6 {
		if n = n.Parent; n == nil || n.Type != html.ElementNode || n.Data == "body" {
			break
		}
		b.WriteString(n.Data)
		switch n.Data {
		case "ul", "ol", "table", "section":
			b.WriteString("." + attribute(n, "class"))
		case "div":
			b.WriteString("." + attribute(n, "class") + "#" + attribute(n, "id"))
		}
		b.WriteByte('<')
	}
	return b.String()
}

var day = regexp.MustCompile(`(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})`)

// Date is the day printed in the row of a link.
func (a Anchor) Date() report.Date {
	if a.node == nil {
		return a.Day
	}
	for n, up := a.node, 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		row := goquery.NewDocumentFromNode(n).Selection
		if up > 0 && isCrowded(n) {
			return ""
		}
		if when := DayIn(strings.Replace(row.Text(), a.Title, "", 1)); when != "" {
			return when
		}
	}
	return ""
}

// isCrowded tells whether an element holds more than one link. It looks no
// further than to the second: an element may hold all links of a page.
func isCrowded(n *html.Node) bool {
	links := 0
	for d := range n.Descendants() {
		if _, leads := valueOf(d, "href"); leads && d.DataAtom == atom.A {
			links++
		}
		if links > 1 {
			return true
		}
	}
	return false
}

// DayIn is the last day that a text names.
func DayIn(text string) report.Date {
	m := day.FindAllStringSubmatch(text, -1)
	if m == nil {
		return ""
	}
	last := m[len(m)-1]
	return report.DateOf(number(last[1]), number(last[2]), number(last[3]))
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// slips are what browsers pass over in a reference.
var slips = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/")

// Join resolves a reference as browsers do, without its fragment.
func Join(base *url.URL, href string) (string, bool) {
	u, err := base.Parse(slips.Replace(strings.TrimSpace(href)))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", false
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), true
}
