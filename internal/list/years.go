package list

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"gongkai/internal/markup"
	"gongkai/internal/source"
)

// fbtimes are the reports of xxgkAnnualReport.jsp?area=…&fbtime=2023, which
// has one address for each year: those of the option years, of the links of
// the page, of its menu, and of the address itself.
func fbtimes(d *document) []markup.Anchor {
	all := make(map[int]bool)
	for _, y := range yearsOf(d.options["years"], d.last) {
		all[y] = true
	}
	for _, a := range d.Anchors {
		if m := fbtime.FindStringSubmatch(a.Href); m != nil {
			all[number(m[1])] = true
		}
	}
	for _, c := range d.Choices {
		if aYear.MatchString(c) {
			all[number(c)] = true
		}
	}
	if m := fbtime.FindStringSubmatch(d.self); m != nil {
		all[number(m[1])] = true
	}
	var reports []markup.Anchor
	for _, y := range slices.Backward(slices.Sorted(maps.Keys(all))) {
		reports = append(reports, markup.Anchor{Href: withYear(d.self, y), Text: fmt.Sprintf("%d年年报", y), Shape: "year"})
	}
	return reports
}

var (
	fbtime = regexp.MustCompile(`[?&]fbtime=(20\d\d)\b`)
	aYear  = regexp.MustCompile(`^20\d\d$`)
)

// withYear is the address of the report of a year.
func withYear(address string, year int) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	var rest []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		if part != "" && !strings.HasPrefix(part, "fbtime=") {
			rest = append(rest, part)
		}
	}
	u.RawQuery = strings.Join(append(rest, fmt.Sprintf("fbtime=%d", year)), "&")
	return u.String()
}

var span = regexp.MustCompile(`^(20\d\d)(?:(-)(20\d\d)?)?$`)

// yearsOf are the years of 2019-2023, 2019,2021 or 2021-, the last of which
// goes up to the last year that can have a report.
func yearsOf(text string, last int) []int {
	var all []int
	for part := range strings.SplitSeq(text, ",") {
		m := span.FindStringSubmatch(part)
		if m == nil {
			continue
		}
		from, to := number(m[1]), number(m[1])
		if m[2] != "" {
			to = last
		}
		if m[3] != "" {
			to = number(m[3])
		}
		for y := from; y <= min(to, from+99); y++ {
			all = append(all, y)
		}
	}
	return all
}

// CheckOption checks an option of the registry that is for lists; known is
// false where it is none.
func CheckOption(name, value string) (known bool, err error) {
	if name == "years" {
		for part := range strings.SplitSeq(value, ",") {
			if !span.MatchString(part) {
				return true, errors.New("want years such as 2019-2023, 2019- or 2019,2021")
			}
		}
		return true, nil
	}
	return source.Needs(name), nil
}
