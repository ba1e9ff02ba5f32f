package statement

import (
	"strings"

	"gongkai/internal/pattern"
)

// nothing are the wordings that say there was none of a thing.
var nothing = []struct {
	fact    string
	need    string
	words   *pattern.Pattern
	not     *pattern.Pattern // in the clause, or right behind it
	context *pattern.Pattern // must stand in the paragraph, unless the passage is about it
}{
	{"requests_none", "申请", noRequests, pattern.Of(`^(?:的)?(?:引起|引发|产生|导致|而|的?(?:行政)?(?:复议|诉讼|投诉|举报|费)|被|费)|^的(?:行政|复议|诉讼|费|收费|投诉|举报|答复)`), nil},
	{"reconsiderations_none", "复议", pattern.Of(none + `[^,。;]{0,40}?复议`), spoilt, disclosed},
	{"lawsuits_none", "诉", pattern.Of(none + `[^。;]{0,50}?(?:诉讼|应诉)`), spoilt, disclosed},
	{"carried_in_none", "结转", pattern.Of(`(?:无|没有)(?:上年度|上年|上一年度|上一年|20\d\d年)(?:度)?结转`), nil, nil},
	{"carried_out_none", "结转", pattern.Of(`(?:无|没有)(?:需|须)?(?:(?:下年度|下年|下一年度|下一年|次年)(?:度)?结转|结转(?:至|到|入)?(?:下年|下一年|次年|20\d\d年))|(?:无|没有)(?:上年度|上年|20\d\d年)结转[^,。;]{0,12}(?:和|及|、)结转(?:至|到)?(?:下年|下一年|次年|20\d\d年)`), nil, nil},
	{"fees_none", "费", pattern.Of(`(?:未|没有|从未|均未|暂未|无|没)(?:曾|有)?(?:对[^,。;]{0,30}?|向[^,。;]{0,30}?|因[^,。;]{0,20}?)?(?:收取|收过|产生|发生|收)(?:过)?[^,。;]{0,30}?(?:费用|费|收费)|(?:没有|无)(?:关于)?[^,。;]{0,12}收费(?:及|和|、)减免(?:的)?情况`),
		pattern.Of(`^(?:减免|标准|清单)`), pattern.Of(`信息公开|依申请|信息处理费|政府信息|检索|公开信息`)},
}

const none = `(?:未|没有|无|从未|尚未|暂未|均未|没)(?:曾|有)?(?:因|出现|发生|产生|引发|引起|收到|接到|受理|涉及|被|提起|有|公民|任何|针对|关于|行政|信息公开|政府信息公开|申请)`

var (
	noRequests = pattern.Of(`(?:(?:未|没有|尚未|暂未|从未|均未|未曾|没)(?:有)?(?:收到|接到|接收到?|受理|发生|产生|接获|收)(?:过|到)?[^,。;]{0,40}?|(?:^|[^有如若并])(?:无|没有)(?:任何|新收|新增|新|公民|单位|个人|群众|社会公众)?[^,。;]{0,12}?)` +
		`(?:信息(?:依申请)?公开(?:的)?(?:书面)?(?:申请|请求)(?:表|书|件)?|依申请公开(?:政府)?(?:信息)?(?:申请件|申请书|申请|请求|件|事项)?|公开(?:政府|主动公开以外)?[^,。;、]{0,8}信息(?:的)?申请|申请(?:政府)?信息公开|申请公开(?:相关|有关|本机关)*(?:政府)?信息|信息的申请|公开申请(?:件)?)`)
	spoilt  = pattern.Of(`^(?:案件|案|申请)?(?:被|败诉|纠错|中|结果|、[^,。;]{0,8}败诉|[^,。;]{0,8}(?:纠错|败诉|撤销|责令))`)
	whether = pattern.Of(`(?:如|若|凡|对|假如|对于)$`)
)

// none looks for words that say there was nothing.
func (x *sentence) none() {
	s := x.in(x.span)
	for _, w := range nothing {
		if !strings.Contains(s, w.need) {
			continue
		}
		for _, m := range w.words.FindAllStringIndex(s, -1) {
			if w.not != nil && w.not.MatchString(s[m[1]:]) || whether.MatchString(s[:m[0]]) || x.isCompared(m[0]) || !x.thisYear(m[0]) {
				continue
			}
			if !x.speaksOf(w.fact, w.context, m) {
				continue
			}
			x.give(w.fact, x.skip(s, m[0]), m[1], nil)
			break
		}
	}
}

// skip leaves out a character that the pattern needed before the first word.
func (x *sentence) skip(s string, at int) int {
	if m := firstNo.FindStringIndex(s[at:]); m != nil {
		return at + m[0]
	}
	return at
}

var (
	firstNo    = pattern.Of(`未|没|无|从未|尚未|暂未|均未`)
	notOurs    = pattern.Of(`执法|行政处罚|行政许可|复议机关|事业性收费|采购`)
	anyReview  = pattern.Of(`复议|诉讼`)
	refusesOne = pattern.Of(`不予公开|不符合|逾期|超期|补正`)
)

// speaksOf tells whether words that say there was nothing are about disclosure.
func (x *sentence) speaksOf(fact string, context *pattern.Pattern, m []int) bool {
	s := x.in(x.span)
	words := s[m[0]:m[1]]
	if strings.HasPrefix(fact, "carried_") {
		return disclosed.MatchString(x.line) || x.section == 3 || x.heading == requests
	}
	if fact == "requests_none" {
		return !anyReview.MatchString(words) && !refusesOne.MatchString(words)
	}
	if notOurs.MatchString(s) {
		return false
	}
	if fact == "fees_none" {
		return x.section == 6 || x.heading == requests || context.MatchString(x.text.s[x.begin:x.to])
	}
	return x.section == 4 || x.heading == review || x.heading == requests || context.MatchString(x.text.s[x.begin:x.to])
}
