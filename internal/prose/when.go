package prose

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"gongkai/internal/pattern"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

var (
	anyDate     = pattern.Of(`((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})`)
	publishLine = pattern.Of(`(?:发布时间|发布日期|公开日期|公开时间|发文日期|成文日期|生成日期|(?:^|[\s|])(?:日\s*期|时\s*间)\s*[：:|])\s*[：:|]?\s*((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})`)
	addressLine = pattern.Of(`^(?:原始链接|链接|来源|网址|原文地址)\s*[：:]\s*(https?://\S+)`)
	addressDate = pattern.Of(`(?:/t|/)((?:19|20)\d\d)[-/]?(\d{1,2})[-/]?(\d{1,2})[_/.]`)
	period      = pattern.Of(`((?:19|20)\d\d)年1月1日(?:起)?(?:至|到|—|-|~)`)
	yearReport  = pattern.Of(`(?:19|20)\d\d年.{0,40}信息公开.{0,10}(?:报告|年报)|统计[期时]限|本(?:年度)?报告.{0,20}政府信息公开条例`)
	proseYear   = pattern.Of(`((?:19|20)\d\d)年(?:度)?(?:,|，)?(?:[^\d。]{0,12})(?:主动公开|政府信息公开|收到|共收到)`)
)

// dates are the three dates of a report.
func (e *evidence) dates(signed report.Date) report.Dates {
	d := report.Dates{Signed: signed}
	for _, text := range []string{e.doc.Meta["pubdate"], e.line(publishLine, "19", "20")} {
		if m := anyDate.FindStringSubmatch(text); m != nil {
			if d.Published = report.DateOf(number(m[1]), number(m[2]), number(m[3])); d.Published != "" {
				break
			}
		}
	}
	for _, address := range []string{e.address, e.doc.Meta["url"], e.line(addressLine, "http")} {
		if m := addressDate.FindStringSubmatch(address); m != nil {
			if d.Address = report.DateOf(number(m[1]), number(m[2]), number(m[3])); d.Address != "" {
				break
			}
		}
	}
	return d
}

// year is the year reported on, with all the evidence there is, in the order
// of trust: the title, the period of the statistics, the signature (the year
// before), what the first sentences speak of, the publication (the year
// before), the date in the address, a year in the address. Title, period and
// signature that differ are doubts.
func (e *evidence) year(title line, d report.Dates) (year int, all []report.Evidence, doubts []report.Doubt) {
	add := func(where string, y int) {
		if y == 0 {
			return
		}
		year = cmp.Or(year, y)
		all = append(all, report.Evidence{What: "year", Value: strconv.Itoa(y), Where: where})
	}
	doubt := func(format string, args ...any) {
		doubts = append(doubts, report.Doubt{Code: "year", Text: fmt.Sprintf(format, args...)})
	}
	inTitle, inPeriod := titleYear(title.text), 0
	if said := e.opened + words.Folded(strings.Join(e.last, "")); strings.Contains(said, "年1月1日") {
		if m := period.FindStringSubmatch(said); m != nil {
			inPeriod = number(m[1])
		}
	}
	switch {
	case inTitle != 0 && inPeriod != 0 && inTitle != inPeriod:
		doubt("the title says %d, the period of the statistics begins in %d", inTitle, inPeriod)
	case inTitle == 0 && len(yearIn.FindAllString(words.Folded(title.text), -1)) > 1:
		doubt("the title names more than one year: %s", title.text)
	}
	add(cmp.Or(title.where, "title"), inTitle)
	add("period", inPeriod)
	if s := d.Signed.Year(); year != 0 && s != 0 && (s < year || s > year+1) {
		doubt("the report is on %d, but signed in %d", year, s)
	}
	add("signature", before(d.Signed))
	spoken := e.prose(title.text)
	if inTitle == 0 && inPeriod != 0 && spoken != 0 && inPeriod != spoken {
		doubt("the period of the statistics begins in %d, the text speaks of %d", inPeriod, spoken)
	}
	add("opening", spoken)
	add("published", before(d.Published))
	add("date in the address", before(d.Address))
	add("address", addressYear(e.address))
	if year == 0 {
		doubt("the page does not say which year it reports on")
	}
	return year, all, doubts
}

// namedYear is a year in the address of a report or in the name of its file
// that means the year reported on, not that of publication.
var namedYear = pattern.Of(`(?:fbtime=|nb|nianbao|ndbg|nd|-|_)((?:19|20)\d\d)(?:[^\d]|$)|/((?:19|20)\d\d)(?:n|nb|nd|nian|年)(?:[^\d]|$)|((?:19|20)\d\d)年`)

// addressYear is the one year that an address names, 0 when there is none.
func addressYear(address string) int {
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	found := 0
	for _, m := range namedYear.FindAllStringSubmatch(address, -1) {
		y := number(m[1] + m[2] + m[3])
		if found != 0 && found != y {
			return 0
		}
		found = y
	}
	return found
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

// before is the year before a date, 0 when there is none. What is signed or
// published in the last days of a year is on that year: the reports are due in
// January, and some are early.
func before(d report.Date) int {
	y := d.Year()
	switch {
	case y == 0:
		return 0
	case d[5:7] == "12" && d[8:] >= "15":
		return y
	}
	return y - 1
}

// prose is the year that the first sentences behind the title speak of.
func (e *evidence) prose(title string) int {
	for _, b := range e.doc.Blocks {
		if !strings.Contains(b.Text, "年") || !hasAny(b.Text, "公开", "公開", "收到") {
			continue
		}
		if len(b.Text) <= 240 && isTitle(b.Text) || title != "" && strings.Contains(title, b.Text) {
			continue
		}
		text := plain(b.Text)
		if !hasAny(text, "19", "20") {
			continue
		}
		if m := proseYear.FindStringSubmatch(text); m != nil {
			return number(m[1])
		}
	}
	return 0
}
