package statement

import (
	"strconv"
	"strings"

	"gongkai/internal/pattern"
)

// reach is how many characters before a number are looked at.
const reach = 70

var (
	comparisons = pattern.Of(`(?:同比|环比|比|较|与|相比|对比)(?:于)?(?:上年|上一年|去年|前年|往年|同期|20\d\d年)[^,。;]*`)
	whole       = pattern.Of(`(?:共|累计|总计|合计|全年|总共)`)
	someYear    = pattern.Of(`((?:19|20)\d\d)年|(上一?年度?|去年|前年)(结转|转|遗留|顺延|未办)?|(今年|本年|全年|年内|当年)`)
	rival       = pattern.Of(`^(?:[^,。;、]{0,10})(?:许可|处罚|咨询|来信|热线|12345|12315|投诉|举报|建议|提案|资格|证书|信访|留言|诉求|工单|审批|案卷)`)
)

// number tries the rules on number i of the sentence.
func (x *sentence) number(i int) {
	q := &x.pieces[i]
	last := x.last
	x.last = ""
	if x.tornApart(q) || x.isCompared(q.from) {
		return
	}
	s := x.in(x.span)
	start := 0
	if i > 0 {
		start = x.pieces[i-1].to
	}
	left, right := tail(s[start:q.from], reach), s[q.to:min(len(s), q.to+90)]
	book := ready()
	for n := range book.fitting(q, left, right).Each() {
		c := book.rules[n]
		if c.topic != unknown && c.topic != x.about(x.from+q.from) || !c.isNear(left, right) || c.not != nil && c.not.MatchString(left) || !x.allows(c, left, right, q, last) {
			continue
		}
		x.last = c.fact
		x.listing = x.listing || strings.HasSuffix(c.fact, "_posts")
		x.give(c.fact, q.from, q.to, q)
		return
	}
	x.both(left, q)
	x.same(left, q, last)
}

// both reads 行政复议、行政诉讼0件 and 行政复议和行政诉讼各1件: one number for two facts.
func (x *sentence) both(left string, q *quantity) {
	if !strings.Contains(left, "复议") {
		return
	}
	m := twoReviews.FindStringSubmatch(left)
	if m == nil || x.about(x.from+q.from) != review {
		return
	}
	if n, ok := q.value.Int(); !ok || n != 0 && m[1] == "" || !x.ours(q.from) || !x.thisYear(q.from) {
		return
	}
	x.give("reconsiderations", q.from, q.to, q)
	x.give("lawsuits", q.from, q.to, q)
}

var twoReviews = pattern.Of(`复议(?:案件|申请|案)?[、和及与或,](?:提起)?(?:行政)?(?:诉讼|应诉)(?:案件|案)?(?:均|都)?(?:为|共|:)*(各)?$`)

// tornApart tells whether white space stood between the digits: two numbers or one.
func (x *sentence) tornApart(q *quantity) bool {
	for i := q.from; i < q.to; i++ {
		if x.text.broken[x.from+i] {
			return true
		}
	}
	return false
}

func (x *sentence) isCompared(at int) bool {
	for _, c := range x.compared {
		if c[0] <= at && at < c[1] {
			return true
		}
	}
	return false
}

// allows tells whether a rule whose words fit may have the number, by what
// stands further off.
func (x *sentence) allows(c *compiled, left, right string, q *quantity, last string) bool {
	carried := strings.HasPrefix(c.fact, "carried_")
	if !carried && !strings.HasSuffix(c.fact, "_ever") && !x.thisYear(q.from) || carried && !x.rightYear(c.fact, left+"|"+right) {
		return false
	}
	before := x.before(q.from)
	if c.whole && before.Has(partly) && !whole.MatchString(left) || c.fact != "carried_out" && before.Has(planned) || before.Has(ofOthers) {
		return false
	}
	switch c.fact {
	case "requests_received", "answered", "requests_online", "requests_ever":
		trigger := rivals.MatchString(c.left.Find(left))
		return !untaken.MatchString(left) && !strings.HasPrefix(tail(left, 3), "每") && !rival.MatchString(right) && !trigger && !mailbox.MatchString(left)
	case "reconsiderations", "lawsuits":
		return x.ours(q.from)
	case "proactive_total":
		if !c.whole && !before.Has(made) {
			return false
		}
		return !x.toDate(q.from, &before) && (x.everywhere(q.from, left) || otherWays.MatchString(right) && strings.Contains(left, "公开平台"))
	case "interpretations":
		return !madeByForm.MatchString(left)
	case "fees":
		return !strings.HasPrefix(left, ",") && !strings.HasPrefix(left, "、") || last == "fees" || strings.Contains(left, "收取")
	}
	if strings.HasSuffix(c.fact, "_posts") {
		return !x.toDate(q.from, &before) && !x.partOfChannel(q.from) && x.published(c.fact, left, right)
	}
	return x.ownWork(c, left, last)
}

var (
	madeByForm = pattern.Of(`(?:文字|图文|图解|图片|音视频|视频|动漫)(?:政策)?解读[^,。;]{0,4}$`)
	hasPublish = pattern.Of(publish)
	rivals     = pattern.Of(`许可|处罚|咨询|来信|热线|12345|投诉|举报|建议|提案|资格|证书|信访|留言|诉求|审批|复议|诉讼`)
	disclosed  = pattern.Of(`信息公开|依申请|公开申请|政务公开`)
	untaken    = pattern.Of(`(?:不予|不|未|未予)(?:受理|接收)[^,。;]*$`)
	mailbox    = pattern.Of(`(?:信箱|邮箱留言|热线|平台留言)[^,。;]{0,6}$`)
	elsewhere  = pattern.Of(`执法|处罚|许可|复议机关|审理|征收|登记`)
)

// ours tells whether reconsiderations or lawsuits are those about disclosure:
// its words stand in the paragraph, or the section or heading is about them.
func (x *sentence) ours(at int) bool {
	if elsewhere.MatchString(x.in(x.span)) {
		return false
	}
	return x.section == 4 || x.heading == review || x.heading == requests || disclosed.MatchString(x.text.s[x.begin:x.from+at])
}

// thisYear tells whether the last year named before a place is the report's.
func (x *sentence) thisYear(at int) bool {
	s := x.in(x.span)[:at]
	var m []int
	for _, next := range x.yearsBefore(at) {
		if !x.isCompared(next[0]) && next[6] < 0 && !strings.HasPrefix(s[next[1]:], "结转") {
			m = next
		}
	}
	switch {
	case m == nil || m[8] >= 0:
		return true
	case m[4] >= 0:
		return false
	}
	y, _ := strconv.Atoi(s[m[2]:m[3]]) // four digits
	return x.year == 0 || y == x.year
}

// yearsBefore are the years named before a place.
func (x *sentence) yearsBefore(at int) [][]int {
	if !x.known.years {
		x.years, x.known.years = someYear.FindAllStringSubmatchIndex(x.in(x.span), -1), true
	}
	for i, m := range x.years {
		switch {
		case m[0] >= at:
			return x.years[:i]
		case m[1] > at: // of 上年度 only 上年 stands before
			return someYear.FindAllStringSubmatchIndex(x.in(x.span)[:at], -1)
		}
	}
	return x.years
}

var yearNamed = pattern.Of(`(20\d\d)年`)

// rightYear tells whether the years named in what is carried over are the ones
// next to the report's on the right side.
func (x *sentence) rightYear(fact, near string) bool {
	want := x.year + 1
	if fact == "carried_in" {
		want = x.year - 1
	}
	for _, m := range yearNamed.FindAllStringSubmatch(near, -1) {
		if y, _ := strconv.Atoi(m[1]); x.year == 0 || y != want && y != x.year {
			return false
		}
	}
	return true
}

// toDate tells whether a number behind such words is one up to a day, summed up
// since nobody says when: 截至2022年底,累计公开345条.
func (x *sentence) toDate(at int, before *pattern.Found) bool {
	return before.Has(upTo) && strings.Contains(x.in(x.span)[:at], "累计") && !before.Has(inYear) || before.Has(grown)
}

// what may stand anywhere before a number in its sentence
const (
	partly = iota
	planned
	ofOthers
	made
	grown // 新增公开311条,累计公开3174条
	upTo
	inYear
	through // how a channel is named that is a means and not the subject
)

var beforeWords = pattern.SetOf([]string{
	partly:   `其中|包括|包含|分别|如下|比如|例如`,
	planned:  `下一步|下步|力争|争取|预计|拟于|明年|(?:年|我们|我局|还|也)将|将(?:继续|进一步|举办|组织|开展|发布|召开)|计划(?:于|在|举办|组织|开展|召开|发布|公开|下)`,
	ofOthers: `(?:^|[^含及和与])(?:下属|所属)(?:各|事业)*(?:单位|机构)[^,。;]{0,24}$|(?:指导|督促|推动|推进|协调)[^,。;]{0,6}(?:各|个|有关|相关)[^,。;]{0,2}(?:单位|部门|镇|乡|街道|科室)[^,。;]{0,30}$|近(?:[两二三四五六七八九十\d]+年|年来)|[两二三四五]年来`,
	made:     `(?:制作|产生|生成|形成|获取)[^。;]*信息[^。;]*其中[^。;]{0,16}$`,
	grown:    `新增[^。;]*\d[^。;]*,累计[^,。;]*$`,
	upTo:     `截[至止到]|[至到](?:(?:19|20)\d\d年)?(?:\d{1,2}月)?底`,
	inYear:   `今年|全年|本年|年内|\d月\d{1,2}日(?:起)?(?:至|到|-|—)`,
	through:  throughWords,
}...)

// before is which of them stand before a place, that is not before the last
// that was asked about.
func (x *sentence) before(at int) pattern.Found {
	if !x.known.before {
		x.reading, x.known.before = beforeWords.Read(x.in(x.span)), true
	}
	return x.reading.To(at)
}
