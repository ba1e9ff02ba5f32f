package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongkai/internal/report"
)

// claim is what a person's list says of a report: the organ of sites.csv or of
// a manifest, the year of a manifest or of a link's title. Zero fields claim
// nothing.
type claim struct {
	organ   string
	also    []string // other names of that organ
	organBy string   // who says so, for doubts: "sites.csv", "the manifest"
	year    int
	link    string // the title of the link that led there
	yearBy  string // "the manifest", "the link “…”"
}

// Codes of the doubts about who a report is by and for which year.
const (
	doubtOrgan = "organ"
	doubtYear  = "year"
)

// hold sets what the report prints against the claim. The organ claimed is
// the identity, and the printed name is evidence: an equal name, or one that
// is part of the other, is another way to write it; anything else is a doubt.
// So are two years that differ: then the printed one counts.
func (c claim) hold(r *report.Report) {
	if c.organ != "" && r.Organ != "" && !c.names(r.Organ) {
		filed := ""
		if c.otherOrgan(r) {
			filed = "; it is filed under the name that it prints"
		}
		r.Doubts = append(r.Doubts, report.Doubt{Code: doubtOrgan,
			Text: fmt.Sprintf("the report names “%s” as its organ, %s says “%s”%s", r.Organ, c.organBy, c.organ, filed)})
	}
	if c.year != 0 && r.Year != 0 && c.year != r.Year {
		r.Doubts = append(r.Doubts, report.Doubt{Code: doubtYear,
			Text: fmt.Sprintf("the report names the year %d, %s says %d", r.Year, c.yearBy, c.year)})
	}
	if c.year != 0 && r.Year == 0 {
		c.lend(r)
	}
}

// names tells whether a name is one of the organ claimed.
func (c claim) names(name string) bool {
	return sameOrgan(c.organ, name) || slices.ContainsFunc(c.also, func(other string) bool { return sameOrgan(other, name) })
}

// around are the places of a page that name whoever publishes it.
var around = []string{"above the title", "publisher", "ContentSource", "source", "breadcrumb", "SiteName", "file"}

// otherOrgan tells whether a report is clearly that of another organ than claimed: it
// names that one, and not the one claimed, in two of its title, its signature,
// the sentence on who compiled it, and the link that led to it. A manifest,
// which has no links, is believed.
func (c claim) otherOrgan(r *report.Report) bool {
	if c.link == "" || c.organ == "" || r.Organ == "" || c.names(r.Organ) {
		return false
	}
	witnesses := b2i(strings.Contains(squeeze(c.link), squeeze(r.Organ)))
	for _, e := range r.Evidence {
		if e.What != "organ" || slices.Contains(around, e.Where) {
			continue
		}
		if c.names(e.Value) {
			return false
		}
		witnesses += b2i(sameOrgan(e.Value, r.Organ))
	}
	return witnesses >= 2
}

// meant are the reports on a page that the claim can be of, the likeliest
// first: those of the organ claimed, and among them that on the year claimed.
func (c claim) meant(all []*report.Report) []*report.Report {
	var its []*report.Report
	for _, r := range all {
		if c.organ == "" || r.Organ == "" || c.names(r.Organ) {
			its = append(its, r)
		}
	}
	if len(its) == 0 {
		return all[:1] // of another organ, which is a doubt
	}
	slices.SortStableFunc(its, func(a, b *report.Report) int { return cmp.Compare(b2i(b.Year == c.year), b2i(a.Year == c.year)) })
	return its
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lend says, in the doubt about a year that the page does not print, where the
// year comes from that the report is filed under.
func (c claim) lend(r *report.Report) {
	for i, d := range r.Doubts {
		if d.Code == doubtYear {
			r.Doubts[i].Text = fmt.Sprintf("%s; it is filed under %d, as %s says", d.Text, c.year, c.yearBy)
			return
		}
	}
}

// sameOrgan tells whether two names are those of one organ, one of them with
// the place before it or an office behind it, as 洪泽区教育局 is
// 淮安市洪泽区教育局 and 某某区人民政府 is 某某区人民政府办公室. A place is not
// every organ of it: 洪泽区 is its government, and 洪泽区教育局 is another.
func sameOrgan(a, b string) bool {
	a, b = core(a), core(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a != "" && (strings.HasSuffix(b, a) || strings.Contains(b, a) && !aPlace.MatchString(a))
}

var (
	aPlace  = regexp.MustCompile(`[省市区县旗州盟镇乡道]$`)
	offices = regexp.MustCompile(`(?:政府|(?:党政|综合)?办公[室厅]|办事处|管理委员会|管委会)+$`)
)

// core is a name without what names of governments and of their offices end in.
func core(name string) string {
	return offices.ReplaceAllString(strings.ReplaceAll(squeeze(name), "人民政府", ""), "")
}

// squeeze leaves out white space and brackets, which organs print at will.
func squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\u00a0\u3000()（）", r) {
			return -1
		}
		return r
	}, name)
}
