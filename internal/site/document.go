package site

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"gongkai/internal/report"
)

// anchor is one link of a list page, its reference as written.
type anchor struct {
	href, text, title string
	rel               string
	menu              bool   // in a menu of years
	shape             string // where it stands; links of one list have one shape
	node              *html.Node
}

// document is a list page being read.
type document struct {
	text    string
	base    string // of <base href>
	column  bool   // the page says that it is a column of annual reports
	refresh string // where the page itself sends its reader
	anchors []anchor
}

// parse reads the HTML of a list page and the rows that its family keeps elsewhere.
func parse(text, rows string) (*document, error) {
	d := &document{text: text}
	for _, part := range []string{text, rows} {
		if part == "" {
			continue
		}
		tree, err := goquery.NewDocumentFromReader(strings.NewReader(part))
		if err != nil {
			return nil, err
		}
		d.read(tree)
	}
	return d, nil
}

func (d *document) read(tree *goquery.Document) {
	if base, ok := tree.Find("base[href]").First().Attr("href"); ok && d.base == "" {
		d.base = base
	}
	name := tree.Find("title").First().Text() + " " + tree.Find(`meta[name="ColumnName"]`).AttrOr("content", "")
	d.column = d.column || column.MatchString(tidy(name))
	tree.Find("meta[http-equiv]").Each(func(_ int, m *goquery.Selection) {
		if strings.EqualFold(m.AttrOr("http-equiv", ""), "refresh") {
			d.refresh = target(m.AttrOr("content", ""))
		}
	})
	tree.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		node := a.Get(0)
		if href := strings.TrimSpace(a.AttrOr("href", "")); usable(href) && !isTemplate(node) {
			d.anchors = append(d.anchors, anchor{
				href: href, text: squeeze(a.Text()), title: squeeze(a.AttrOr("title", "")), rel: strings.ToLower(a.AttrOr("rel", "")),
				menu: within(node, "timeFrame"), shape: shape(node), node: node,
			})
		}
	})
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
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
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

// date is the day printed in the row of a link.
func (a anchor) date() report.Date {
	for n, up := a.node, 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		row := goquery.NewDocumentFromNode(n).Selection
		if up > 0 && row.Find("a[href]").Length() > 1 {
			return ""
		}
		text := strings.Replace(row.Text(), a.title, "", 1)
		if m := day.FindAllStringSubmatch(text, -1); m != nil {
			last := m[len(m)-1]
			return report.DateOf(number(last[1]), number(last[2]), number(last[3]))
		}
	}
	return ""
}
