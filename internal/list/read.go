package list

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/internal/markup"
	"gongkai/internal/page"
	"gongkai/internal/source"
	"gongkai/internal/title"
)

// Read reads the answer to a request: the links to annual reports, what to ask
// for next, and how many rows there should be. A page without a link to a
// report is an error that is ErrEmpty and names the address; what else was
// found is returned with it.
func (l List) Read(asked Request, p page.Page) (Found, error) {
	text, _ := p.Text()
	base, err := url.Parse(p.URL)
	if err != nil {
		return Found{}, fmt.Errorf("list %s: %w", p.URL, err)
	}
	d := &document{asked: asked, options: l.Options, text: text, base: base, self: p.URL,
		about: asked.URL + "\n" + p.URL + "\n" + text, last: p.Fetched.Year() - 1}
	f, err := d.open(l.familyOf(asked))
	if err != nil {
		return Found{}, fmt.Errorf("list %s: %w", p.URL, err)
	}
	found := Found{Family: f.name}
	d.column = d.column || f.column || asked.Part != ""
	if from, ok := source.Of(f.name); ok && asked.Turn > 0 {
		d.within = from.Within(asked.With)
	}
	d.links(&found)
	if len(found.Reports) == 0 && asked.Turn == 0 && isReport(text) {
		found.Reports = []Link{{URL: p.URL, Title: strings.TrimSpace(d.Name), Year: title.Year(d.Name), Why: "the page of the list is itself a report, or several"}}
		return found, nil
	}
	found.Total, found.Pages = d.size()
	if asked.Turn == 0 {
		found.Pages = max(found.Pages, d.turned())
	}
	d.follow(f, &found)
	if len(found.Reports) == 0 {
		return found, fmt.Errorf("list %s: %w%s", p.URL, ErrEmpty, d.hint(f, found))
	}
	return found, nil
}

func (l List) familyOf(asked Request) string {
	if asked.Family != "" {
		return asked.Family
	}
	return l.Family
}

// itself are the heads of parts of a report of every year, two of which no list
// shows.
var itself = regexp.MustCompile(`总体情况|概述|主动公开(?:政府)?信息(?:的)?情况|(?:收到和处理|依申请公开)政府信息(?:公开申请)?(?:的)?情况|行政复议、?(?:提起)?行政诉讼(?:的)?情况|存在的?(?:主要)?问题及改进(?:情况|措施)`)

// isReport tells whether a page without links to reports says what reports say:
// some sites put those of all years on one page.
func isReport(text string) bool {
	heads := make(map[string]bool)
	for _, m := range itself.FindAllString(text, 50) {
		heads[m] = true
	}
	return len(heads) >= 3 && strings.Contains(text, "信息公开")
}

// links finds the links to reports, those that are none though they stand with
// them or have their words, and the addresses of all rows of the list: the
// links that stand where those to reports stand.
func (d *document) links(found *Found) {
	var reports, others []Link
	shapes := make(map[string]bool)
	at := make(map[string]int) // of a report's address in reports
	for _, a := range d.Anchors {
		link, ok := d.link(a)
		if !ok {
			continue
		}
		shapes[a.Shape] = true
		if i, twice := at[link.URL]; !twice {
			at[link.URL] = len(reports)
			reports = append(reports, link)
		} else if reports[i].Year == 0 && link.Year != 0 {
			reports[i] = link // first the picture of a report, then its title
		}
	}
	seen := make(map[string]bool)
	for _, a := range d.Anchors {
		row := shapes[a.Shape] || len(shapes) == 0 && max(utf8.RuneCountInString(a.Text), utf8.RuneCountInString(a.Title)) >= 6
		other := row && len(shapes) > 0 || disclosing(a.Text) || disclosing(a.Title)
		if !row && !other {
			continue
		}
		address, ok := markup.Join(d.base, a.Href)
		if !ok || seen[address] {
			continue
		}
		seen[address] = true
		if row {
			found.Rows, found.where = append(found.Rows, address), append(found.where, a.Shape)
		}
		if _, taken := at[address]; !taken && other {
			link, _ := d.link(a)
			link.URL = address
			others = append(others, link)
		}
	}
	found.dead = d.dead()
	found.Reports, found.Others = reports, append(others, found.dead...)
}

var disclosure = regexp.MustCompile(`公开.*(?:报告|年报)|年度报告|年报$`)

// disclosing tells links that may be thought to lead to reports.
func disclosing(text string) bool {
	return strings.ContainsAny(text, "报報") && disclosure.MatchString(text)
}

// link reads an anchor; ok when its words are those of an annual report. The
// title attribute goes before the text, which is often cut with dots.
func (d *document) link(a markup.Anchor) (link Link, ok bool) {
	t, words := title.Read(a.Title, d.column), a.Title
	if u := title.Read(a.Text, d.column); u.Report && (!t.Report || t.Year == 0 && u.Year != 0) || words == "" {
		t, words = u, a.Text
	}
	if !t.Report {
		return Link{Title: words, Year: t.Year, Organ: t.Organ, Why: t.Why}, false // as most links of a page
	}
	link = Link{Title: title.Clean(words), Year: t.Year, Organ: t.Organ, Why: t.Why}
	address, usable := markup.Join(d.base, a.Href)
	link.URL = address
	switch {
	case !usable:
		link.Why = "its reference is no address of a web page"
	case (address == d.base.String() || address == d.self) && a.Shape != "year":
		link.Why = "it leads to the list itself"
	case !strings.Contains(address, d.within):
		link.Why = "it stands in another column of the site (" + d.within + " is not in its address)"
	case justYear.MatchString(words) && (isFolder(address) || d.isMenu(a, address)):
		link.Why = "it leads to the list of a year, not to a report"
	case isFolder(address) && (t.Year == 0 || t.Organ == "" && d.isMenu(a, address)):
		link.Why = "it leads to a list, not to a report"
	default:
		link.Date = a.Date()
		return link, true
	}
	return link, false
}

// justYear is a link that says nothing but a year.
var justYear = regexp.MustCompile(`^20\d\d年度?$`)

// scripts are the marks of lists whose rows are fetched by a script.
var scripts = regexp.MustCompile(`ms-repeat|v-for=|ng-repeat|\{\{|new CMS\(|/front/api/data|jpaas-publish-server|messageController/getMessage|/gkmlpt/|EWB-FRONT|webBuilderCommon|listModel\(|dataproxy\.jsp`)

// hint is what the page shows of why it holds no report.
func (d *document) hint(f family, found Found) string {
	switch {
	case d.Refresh != "":
		return "; the page sends its reader on to " + d.Refresh
	case d.lacks != "" && len(found.Rows) == 0:
		return fmt.Sprintf("; it is a list of the family %s, but the page does not say its %s", f.name, d.lacks)
	case d.asked.Turn > 0 && len(d.Anchors) == 0:
		return "; the answer to the list's script has no rows"
	case d.within != "" && slices.ContainsFunc(found.Others, func(l Link) bool { return l.Year > 0 }):
		return "; the annual reports on it stand in other columns of the site (option column=any takes them)"
	case scripts.MatchString(d.text) && d.asked.Turn == 0:
		return "; the list is filled by a script of the page (" + scripts.FindString(d.text) + ")"
	case len(d.Anchors) == 0:
		return "; the page has no links at all"
	}
	return fmt.Sprintf("; none of its %d links has the title of one", len(d.Anchors))
}
