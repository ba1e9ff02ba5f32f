package list

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"gongkai/internal/report"
	"gongkai/internal/title"
)

// anchor is one link of a list page, its reference as written.
type anchor struct {
	href, text, title string
	rel               string
	menu              bool        // in a menu of years
	shape             string      // where it stands; links of one list have one shape
	day               report.Date // of a row that says so apart
	node              *html.Node  // nil when it came in no HTML
}

// document is a list page being read.
type document struct {
	asked   Request
	options map[string]string
	text    string
	about   string   // the addresses of the page, and its text
	base    *url.URL // of its references
	based   bool     // by <base href>
	self    string
	column  bool   // the page says that it is a column of annual reports
	refresh string // where the page itself sends its reader
	anchors []anchor
	dropped []Link   // rows that lead nowhere
	frames  []string // pages shown in it
	choices []string // of the menus of a form
	last    int      // year that can have a report
	total   int      // of rows, from an answer that says so apart
	count   int      // of pages, likewise
	lacks   string   // what its family needs and it does not say
}

// hasReport tells whether one of the links has the title of a report.
func (d *document) hasReport() bool {
	return slices.ContainsFunc(d.anchors, func(a anchor) bool {
		t := title.Read(a.text, d.column)
		return t.Report && t.Organ != ""
	})
}

// read takes over the links of some HTML: of the page, or of rows that it
// keeps elsewhere.
func (d *document) read(text string) error {
	if text == "" {
		return nil
	}
	tree, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		return err
	}
	if base, ok := tree.Find("base[href]").First().Attr("href"); ok && !d.based {
		if at, err := d.base.Parse(strings.TrimSpace(base)); err == nil {
			d.base, d.based = at, true
		}
	}
	name := tree.Find("title").First().Text() + " " + tree.Find(`meta[name="ColumnName"]`).AttrOr("content", "")
	d.column = d.column || title.IsColumn(name)
	tree.Find("meta[http-equiv]").Each(func(_ int, m *goquery.Selection) {
		if strings.EqualFold(m.AttrOr("http-equiv", ""), "refresh") {
			d.refresh = target(m.AttrOr("content", ""))
		}
	})
	tree.Find("a[href]").Each(func(_ int, a *goquery.Selection) { d.anchor(a) })
	tree.Find("iframe[src]").Each(func(_ int, f *goquery.Selection) { d.frames = append(d.frames, f.AttrOr("src", "")) })
	tree.Find("option[value]").Each(func(_ int, o *goquery.Selection) { d.choices = append(d.choices, o.AttrOr("value", "")) })
	return nil
}

func (d *document) anchor(a *goquery.Selection) {
	node, href := a.Get(0), strings.TrimSpace(a.AttrOr("href", ""))
	text, name := squeeze(a.Text()), squeeze(a.AttrOr("title", ""))
	why := ""
	switch {
	case isTemplate(node):
		why = "a template that a script fills, not a row"
	case !usable(href):
		why = "its reference is no address of a web page"
	default:
		d.anchors = append(d.anchors, anchor{
			href: href, text: text, title: name, rel: strings.ToLower(a.AttrOr("rel", "")),
			menu: within(node, "timeFrame"), shape: shape(node), node: node,
		})
		return
	}
	if t := title.Read(text, false); t.Report {
		d.dropped = append(d.dropped, Link{Title: title.Clean(text), Year: t.Year, Organ: t.Organ, Why: why})
	}
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
	if a.node == nil {
		return a.day
	}
	for n, up := a.node, 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		row := goquery.NewDocumentFromNode(n).Selection
		if up > 0 && row.Find("a[href]").Length() > 1 {
			return ""
		}
		if when := dayIn(strings.Replace(row.Text(), a.title, "", 1)); when != "" {
			return when
		}
	}
	return ""
}

// dayIn is the last day that a text names.
func dayIn(text string) report.Date {
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

// isFolder tells whether an address is that of a column rather than of a page in it.
func isFolder(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	name := path.Base(u.Path)
	return strings.HasSuffix(u.Path, "/") || u.Path == "" || strings.HasPrefix(name, "index") || strings.HasPrefix(name, "list")
}

// slips are what browsers pass over in a reference.
var slips = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/")

// join resolves a reference as browsers do, without its fragment.
func join(base *url.URL, href string) (string, bool) {
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
