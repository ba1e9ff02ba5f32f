package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/internal/report"
)

// claim is what a person's list says of a report: the organ of sites.csv or of
// a manifest, the year of a manifest or of a link's title. Zero fields claim
// nothing.
type claim struct {
	organ   string
	organBy string // who says so, for doubts: "sites.csv", "the manifest"
	year    int
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
	if c.organ != "" && r.Organ != "" && !sameOrgan(c.organ, r.Organ) {
		r.Doubts = append(r.Doubts, report.Doubt{Code: doubtOrgan,
			Text: fmt.Sprintf("the report names “%s” as its organ, %s says “%s”", r.Organ, c.organBy, c.organ)})
	}
	if c.year != 0 && r.Year != 0 && c.year != r.Year {
		r.Doubts = append(r.Doubts, report.Doubt{Code: doubtYear,
			Text: fmt.Sprintf("the report names the year %d, %s says %d", r.Year, c.yearBy, c.year)})
	}
	if c.year != 0 && r.Year == 0 {
		c.lend(r)
	}
}

// meant are the reports on a page that the claim can be of, the likeliest
// first: those of the organ claimed, and among them that on the year claimed.
func (c claim) meant(all []*report.Report) []*report.Report {
	var its []*report.Report
	for _, r := range all {
		if c.organ == "" || r.Organ == "" || sameOrgan(c.organ, r.Organ) {
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

// sameOrgan tells whether one name is the other or a part of it, as
// 洪泽区教育局 is of 淮安市洪泽区教育局 and 某某区人民政府 of 某某区人民政府办公室.
func sameOrgan(a, b string) bool {
	a, b = squeeze(a), squeeze(b)
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
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
