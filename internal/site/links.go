package site

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/internal/page"
)

// Links reads one page of the site's list: the links to annual reports, the
// other pages of the list, and how many rows it should have. A page without a
// link to a report is an error that is ErrEmpty and names the address; what
// else was found is returned with it.
func (s Site) Links(p page.Page) (Found, error) {
	text, _ := p.Text()
	f := familyOf(s.Family, text)
	rows := ""
	if f.rows != nil {
		rows = f.rows(text)
	}
	d, err := parse(text, rows)
	if err != nil {
		return Found{}, fmt.Errorf("list %s: %w", p.URL, err)
	}
	base, err := url.Parse(p.URL)
	if err == nil && d.base != "" {
		base, err = base.Parse(d.base)
	}
	if err != nil {
		return Found{}, fmt.Errorf("list %s: %w", p.URL, err)
	}
	found := Found{Family: f.name, Total: total(text)}
	found.Reports, found.Rows = d.reports(base)
	found.Next = resolve(base, p.URL, f.next(d))
	if d.refresh != "" && len(text) < 1<<10 {
		found.Next = resolve(base, p.URL, append(found.Next, d.refresh))
	}
	if len(found.Reports) == 0 {
		return found, fmt.Errorf("list %s: %w%s", p.URL, ErrEmpty, d.hint())
	}
	return found, nil
}

// reports are the links to reports, and the addresses of all rows of the list:
// the links that stand where those to reports stand.
func (d *document) reports(base *url.URL) (reports []Link, rows []string) {
	shapes := make(map[string]bool)
	at := make(map[string]int) // of a report's address in reports
	for _, a := range d.anchors {
		link, ok := d.report(base, a)
		if !ok {
			continue
		}
		shapes[a.shape] = true
		if i, twice := at[link.URL]; !twice {
			at[link.URL] = len(reports)
			reports = append(reports, link)
		} else if reports[i].Year == 0 && link.Year != 0 {
			reports[i] = link // first the picture of a report, then its title
		}
	}
	seen := make(map[string]bool)
	for _, a := range d.anchors {
		if !shapes[a.shape] && (len(shapes) > 0 || utf8.RuneCountInString(a.text) < 6) {
			continue
		}
		if address, ok := join(base, a.href); ok && !seen[address] {
			seen[address] = true
			rows = append(rows, address)
		}
	}
	return reports, rows
}

// report is the link of an anchor whose words are those of an annual report.
// The title attribute goes before the text, which is often cut with dots.
func (d *document) report(base *url.URL, a anchor) (Link, bool) {
	title := a.title
	if !isReport(title, d.column) || yearOf(title) == 0 && yearOf(a.text) != 0 && isReport(a.text, d.column) {
		title = a.text
	}
	if !isReport(title, d.column) || isColumn(title) {
		return Link{}, false
	}
	address, ok := join(base, a.href)
	if !ok || address == base.String() {
		return Link{}, false
	}
	year := yearOf(title)
	if year == 0 && isFolder(address) {
		return Link{}, false
	}
	return Link{URL: address, Title: printed.ReplaceAllString(title, ""), Year: year, Date: a.date()}, true
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

// resolve are the addresses of references to pages of the same list, each
// once, without that of the page itself.
func resolve(base *url.URL, self string, hrefs []string) []string {
	var next []string
	seen := map[string]bool{self: true, base.String(): true}
	for _, href := range hrefs {
		address, ok := join(base, href)
		if !ok || seen[address] || len(next) == mostPages {
			continue
		}
		if u, err := url.Parse(address); err != nil || !sameHost(u, base) {
			continue
		}
		seen[address] = true
		next = append(next, address)
	}
	return next
}

// scripts are the marks of lists whose rows are fetched by a script.
var scripts = regexp.MustCompile(`ms-repeat|v-for=|ng-repeat|\{\{|new CMS\(|/front/api/data|jpaas-publish-server|messageController/getMessage|/gkmlpt/|EWB-FRONT|webBuilderCommon|listModel\(|dataproxy\.jsp`)

// hint is what the page shows of why it holds no report.
func (d *document) hint() string {
	switch {
	case d.refresh != "":
		return "; the page sends its reader on to " + d.refresh
	case scripts.MatchString(d.text):
		return "; the list is filled by a script of the page (" + scripts.FindString(d.text) + ")"
	case len(d.anchors) == 0:
		return "; the page has no links at all"
	}
	return fmt.Sprintf("; none of its %d links has the title of one", len(d.anchors))
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
