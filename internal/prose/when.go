package prose

import (
	"fmt"
	"regexp"
	"strings"

	"gongkai/internal/report"
	"gongkai/internal/words"
)

var (
	anyDate     = regexp.MustCompile(`((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})`)
	publishLine = regexp.MustCompile(`(?:发布时间|发布日期|公开日期|公开时间|发文日期|成文日期|生成日期|(?:^|[\s|])(?:日\s*期|时\s*间)\s*[：:|])\s*[：:|]?\s*((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})`)
	addressLine = regexp.MustCompile(`^(?:原始链接|链接|来源|网址|原文地址)\s*[：:]\s*(https?://\S+)`)
	addressDate = regexp.MustCompile(`(?:/t|/)((?:19|20)\d\d)[-/]?(\d{1,2})[-/]?(\d{1,2})[_/.]`)
	period      = regexp.MustCompile(`((?:19|20)\d\d)年1月1日(?:起)?(?:至|到|—|-|~)`)
	yearReport  = regexp.MustCompile(`(?:19|20)\d\d年.{0,40}信息公开.{0,10}(?:报告|年报)|统计期限`)
	proseYear   = regexp.MustCompile(`((?:19|20)\d\d)年(?:度)?(?:,|，)?(?:[^\d。]{0,12})(?:主动公开|政府信息公开|收到|共收到)`)
)

// dates are the three dates of a report.
func (e *evidence) dates(signed report.Date) report.Dates {
	d := report.Dates{Signed: signed}
	for _, text := range []string{e.doc.Meta["pubdate"], e.line(publishLine)} {
		if m := anyDate.FindStringSubmatch(text); m != nil {
			if d.Published = report.DateOf(number(m[1]), number(m[2]), number(m[3])); d.Published != "" {
				break
			}
		}
	}
	for _, address := range []string{e.address, e.doc.Meta["url"], e.line(addressLine)} {
		if m := addressDate.FindStringSubmatch(address); m != nil {
			if d.Address = report.DateOf(number(m[1]), number(m[2]), number(m[3])); d.Address != "" {
				break
			}
		}
	}
	return d
}

// year is the year reported on, by the first of: the title, the period of the
// statistics, the signature (the year before), the publication (the year
// before). A title and a period that differ are a doubt.
func (e *evidence) year(title string, d report.Dates) (year int, doubts []report.Doubt) {
	inTitle, inPeriod := titleYear(title), 0
	body := e.opened + words.Folded(strings.Join(e.last, ""))
	if m := period.FindStringSubmatch(body); m != nil {
		inPeriod = number(m[1])
	}
	if inTitle != 0 && inPeriod != 0 && inTitle != inPeriod {
		doubts = append(doubts, report.Doubt{Code: "year", Text: fmt.Sprintf("the title says %d, the period of the statistics begins in %d", inTitle, inPeriod)})
	}
	for _, y := range []int{inTitle, inPeriod, before(d.Signed)} {
		if y != 0 {
			return y, doubts
		}
	}
	for _, y := range []int{e.prose(), before(d.Published), before(d.Address)} {
		if y != 0 {
			return y, doubts
		}
	}
	return 0, append(doubts, report.Doubt{Code: "year", Text: "the page does not say which year it reports on"})
}

// titleYear is the one year in a title, 0 when there is none or when two differ.
func titleYear(title string) int {
	found := 0
	for _, y := range yearIn.FindAllString(words.Folded(title), -1) {
		if found != 0 && number(y) != found {
			return 0
		}
		found = number(y)
	}
	return found
}

// before is the year before a date, 0 when there is none.
func before(d report.Date) int {
	if y := d.Year(); y > 0 {
		return y - 1
	}
	return 0
}

// prose is the year that the first sentences speak of.
func (e *evidence) prose() int {
	for _, b := range e.doc.Blocks {
		if m := proseYear.FindStringSubmatch(words.Folded(b.Text)); m != nil {
			return number(m[1])
		}
	}
	return 0
}
