package statement

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gongkai/internal/pattern"
)

// rule is one way a fact is worded: the words that end right before the number
// (left) and those that follow its unit (right), as patterns. Both must match.
type rule struct {
	fact  string
	topic topic  // what the passage must be about; unknown: anything
	left  string // matches up to the number
	right string // matches from behind the unit
	not   string // what the words before the number must not be
	units string // the units it is counted in, parted by spaces
	whole bool   // a total: not inside 其中 …
	near  string // stands among the last characters before the number, or behind it where the rule looks there; empty: needs not
}

// ending is the words before the number, with those that make it less exact.
func (r *rule) ending() string { return `(?:` + r.left + `)(?:约|近|超过|超|逾)?` }

// Words that come again and again.
const (
	total   = `(?:的|了|共|共计|一共|累计|总计|合计|总数|总量|数量|件数|数|为|达到|达|有|计|:|\(|\))*`
	kinds   = `(?:的|了|各类|各项|各种|相关|有关|最新|原创|上述|本级|本机关|共|全部)*`
	kindsOf = `(?:的|了|全市|全区|全县|各类|各项|各种|最新|原创|本级|本机关|共|全部)*`
	news    = `(?:文字|图片|视频|、|政府文件|政府|政务|公开|工作|动态|宣传|新闻|公示|各类|主动|图文|文字|原创)*(?:信息|政务动态|动态|文章|稿件|推文|图文|消息|资讯|作品|短视频|视频|内容|微信|微博)`
	publish = `(?:主动公开|公开|推送或转发|发布和转发|发布或转发|发布|公布|推送|发送|刊发|刊登|更新|上传|推出|编发|录入|张贴|新增)`
	get     = `(?:收到|接到|接收到|接收|受理|新收|收悉|收取|接获|收)`
	askedOf = `(?:(?:政府|政务)?信息(?:依申请)?公开(?:的)?(?:书面)?(?:申请|请求)(?:表|书|件)?|(?:政府|政务)?信息(?:依申请|申请)公开(?:件|事项)?|依申请(?:政府|政务)?信息公开(?:申请|件|事项)*|(?:政府信息)?依申请公开(?:政府)?(?:信息)?(?:申请件|申请书|申请|办件|件|事项|请求|工作|来件)?|公开申请(?:件)?|申请公开(?:政府)?信息(?:的申请)?|申请公开(?:事项)?|公开(?:政府)?信息(?:的)?申请)`
	asked   = `(?:` + askedOf + `|申请(?:书|件|表)?)`
	handled = `(?:答复完毕|回复完毕|答复|办结|办理完毕|办理完成|办理|回复|处理|办毕|完成答复|完成)`
	before  = `(?:上年度|上年|上一年度|上一年|去年|往年|以前年度|\d{4}年度?)`
	after   = `(?:下一年度|下一年|下年度|下年|次年度|次年|明年|\d{4}年度?)`
	pieces  = "件 条 宗 起 份 次 项 例 个 批 件次"
	posts   = "条 篇 件 项 份 期 则 个 次 条次 篇次"
)

// rules are tried in order; the first that fits a number names its fact.
func rules() []rule {
	return slices.Concat(requestRules(), outcomeRules(), reviewRules(), officeRules(), postRules(), documentRules())
}

func requestRules() []rule {
	return []rule{
		{fact: "carried_out", topic: requests, units: pieces,
			left: `(?:结转|顺延|转|延|留|推迟)(?:至|到|入|结|往)?(?:结转)?` + after + `(?:度)?(?:继续)?(?:办理|答复|办结|处理)*(?:的)?(?:政府信息公开)?(?:申请|件)?` + total},
		{fact: "carried_out", topic: requests, units: pieces,
			right: `^(?:申请|因[^,。;]{0,10}|尚在办理中|正在办理中|未到期|已)?[^,。;]{0,8}?(?:结转|顺延|转结|转|延)(?:至|到|入|往)?` + after},
		{fact: "carried_in", topic: requests, units: pieces,
			left: before + `(?:度)?(?:结转|转入|转结|遗留|顺延|转|未办结|未办理完)(?:至本年|到本年|至今年|本年度?)?(?:来|下)?(?:继续)?(?:办理|答复|办结|处理)?(?:的)?(?:政府信息公开)?(?:申请|件)?` + total},
		{fact: "carried_in", topic: requests, units: pieces,
			left: `(?:结转|接收|办理)(?:自|了)?(?:上年度|上年|上一年度|上一年|去年)(?:度)?(?:结转)?(?:的)?(?:政府信息公开)?(?:申请|件)?` + total},
		{fact: "carried_in", topic: requests, units: pieces,
			right: `^(?:申请)?(?:为|系|是|由|属|从)?(?:于)?` + before + `(?:度)?(?:结转|转入|顺延|遗留)`},
		{fact: "requests_online", topic: requests, units: pieces,
			left: `(?:网上|网络|互联网|在线|网站|平台|线上|依申请公开系统|依申请公开平台)+(?:系统|平台|渠道|方式|途径)?(?:政府信息依申请公开|政府信息公开|依申请公开|信息公开)?(?:提交|申请|接收|受理|收到|递交|接到|提出)*(?:的)?(?:申请)?(?:件)?` + total, not: `公开(?:政府|政务|各类)*信息|发布|推送`},
		{fact: "requests_email", topic: requests, units: pieces,
			left: `(?:电子邮件|电子邮箱|邮件|邮箱)(?:方式|渠道)?(?:提交|申请|接收|受理|收到|递交|接到|提出)*(?:的)?(?:申请)?(?:件)?` + total},
		{fact: "requests_letter", topic: requests, units: pieces,
			left: `(?:信函|邮寄|信件|书信|快递|来函|通过来信)(?:方式|渠道)?(?:提交|申请|接收|受理|收到|递交|接到|提出|送达)*(?:的)?(?:申请)?(?:件)?` + total, not: `[^,。;)][、和及与或](?:信函|邮寄|信件|书信|快递|来函)`},
		{fact: "requests_fax", topic: requests, units: pieces,
			left: `传真(?:方式|渠道)?(?:提交|申请|接收|受理|收到|递交|接到|提出)*(?:的)?(?:申请)?(?:件)?` + total, not: `[^,。;)][、和及与或]传真`},
		{fact: "requests_in_person", topic: requests, units: pieces,
			left: `(?:当面|现场|窗口|上门)(?:方式|渠道)?(?:提交|申请|接收|受理|收到|递交|接到|提出)*(?:的)?(?:申请)?(?:件)?` + total},
		{fact: "requests_online", topic: requests, units: pieces, right: cameBy + `(?:网上|网络|互联网|在线|线上)(?:方式|渠道|途径|平台)?(?:提交|申请|递交)`},
		{fact: "requests_letter", topic: requests, units: pieces, right: cameBy + `(?:信函|邮寄|信件|快递)(?:方式|渠道|途径)?(?:提交|申请|递交)`},
		{fact: "requests_email", topic: requests, units: pieces, right: cameBy + `(?:电子邮件|邮件|邮箱)(?:方式|渠道|途径)?(?:提交|申请|递交)`},
		{fact: "requests_in_person", topic: requests, units: pieces, right: cameBy + `(?:当面|现场|窗口)(?:方式|渠道|途径)?(?:提交|申请|递交)`},
		{fact: "requests_received", units: pieces, whole: true, left: `(?:收到|接到|新收)(?:和|及|并)[^,。;\d]{0,4}(?:处理|办理|答复)` + asked + `(?:信息)?` + total},
		{fact: "answered", topic: requests, units: pieces,
			left: handled + kinds + `(?:` + asked + `)?` + total,
			not:  `(?:收到|接到|新收)(?:和|及|并)[^,。;]{0,6}` + handled + `|(?:线上|线下|网上|网络|在线|书面|信函|邮寄|当面|现场|窗口)` + handled + `|(?:延期|延长|逾期|超期|未|不予|无法|拟|需|同意公开|公开|正在|继续|其他|其它|当场|协助[^,。;]{0,14}|组织|途径|渠道|告知[^,。;]*)(?:的)?` + handled},
		{fact: "answered", topic: requests, units: pieces, right: `^(?:申请)?(?:均|都|全部)?(?:已|已经)?(?:在[^,。;]{0,12}[期时]限内)?(?:全部|按时|按期|依法|及时)*(?:办结|答复|办理完毕|办毕)`, not: `(?:其中|余|剩余|另|除)[^,。;]{0,6}`},
		{fact: "requests_ever", units: pieces, whole: true,
			left: `` + ever + `[^。;\d]{0,16}` + get + `[^,。;\d]{0,20}` + asked + `(?:信息)?` + total},
		{fact: "requests_received", units: pieces, whole: true,
			left: get + `(?:到|了)?[^,。;\d]{0,45}?` + askedOf + `(?:信息)?` + total, not: channelAsked},
		{fact: "requests_received", topic: requests, units: pieces, whole: true,
			left: get + `(?:到|了)?(?:` + kinds + `|公民|群众|公众|自然人|法人|企业|其他组织|、|和|及|提出|提交)*申请(?:书|件|表)?` + total, not: channelAsked},
		{fact: "requests_received", topic: requests, units: pieces, whole: true, left: get + `(?:到|了)?(?:` + kinds + `|` + total + `)`, right: `^(?:` + asked + `|其|$|[,)])`},
		{fact: "requests_received", units: pieces, whole: true,
			left: get + `(?:到|了)?(?:来自)?(?:社会公众|公民|群众|自然人|法人|企业|、|和|及|其他组织|申请人|提出|的|通过|网络|共|各类)*`, right: `^(?:的)?(?:要求)?(?:政府|政务)?(?:信息)?(?:依申请公开|公开申请|信息公开申请|信息公开的申请)`},
		{fact: "requests_received", topic: requests, units: pieces, whole: true, left: get + `(?:到|了)?(?:共)?`, right: `^(?:公众|群众|市民|公民|自然人|网民|申请人)[^,。;]{0,14}(?:提交|提出)的(?:政府信息公开|信息公开|公开)?申请`},
		{fact: "requests_received", topic: requests, units: pieces, whole: true, left: `(?:新收|收到)(?:政府)?信息公开(?:事项|案件)?` + total},
	}
}

// cameBy begins what follows a number of requests that came one way.
const cameBy = `^(?:申请)?(?:是|为|系|通过|以|属)(?:到[^,。;]{0,4})?`

// ever begins what is counted over all years: not 今年以来.
const ever = `(?:(?:实施|施行|颁布|成立|开展|开通|建立|运行|设立|制度|工作)以来|历年(?:以来)?|至今)`

// channelAsked is a request that came one way: a part, not the whole.
const channelAsked = get + `(?:到|了)?(?:通过)?(?:网上|网络|互联网|在线|线上|当面|现场|窗口|信函|邮寄|信件|传真|电子邮件|邮件|书面)[^、,]{0,12}$`

func outcomeRules() []rule {
	of := func(fact, words string) []rule {
		return []rule{
			{fact: fact, topic: requests, units: pieces, left: `(?:^|[^不及和或与分涉密])(?:` + words + `)(?:答复|决定)?(?:的)?(?:政府信息)?(?:申请)?` + total, not: `(?:及|和|或|与|、)(?:予以)?(?:` + words + `)|(?:涉密|文件|属性)[^,。;]{0,4}(?:` + words + `)`},
			{fact: fact, topic: requests, units: pieces, right: `^(?:申请)?(?:已|为|属于|作|作出|予以)?(?:` + words + `)(?:决定|答复|处理|$|[,、)])`},
		}
	}
	return slices.Concat(of("partly_granted", "予以部分公开|部分公开"), of("denied", "不予公开|不同意公开"), of("granted", "予以公开|全部公开|同意公开"),
		of("unavailable", "无法提供"), of("unprocessed", "不予处理"), of("otherwise", "其他处理|其它处理|作其他处理"))
}

func reviewRules() []rule {
	return []rule{
		{fact: "reconsiderations", topic: review, units: pieces, whole: true,
			left: `(?:行政)?复议(?:案件|申请|案|数|事项)?` + total,
			not:  `(?:审理|审结|纠正|维持|撤销|作出|作为|复议机关)[^,。;]{0,12}复议|(?:诉讼|应诉)[、和及与或](?:行政)?复议`},
		{fact: "reconsiderations", units: pieces, right: `^(?:因)?(?:政府)?(?:信息公开|依申请公开)?(?:类|的|引发的|引起的)?(?:行政)?复议(?:案件|申请|案)?(?:$|[,、。)])`, left: `(?:发生|引发|收到|产生|涉及|被申请|有)` + total},
		{fact: "reconsiderations", topic: requests, units: pieces, right: `^(?:政府信息公开)?申请(?:进入|被提起|被申请)(?:行政)?复议`},
		{fact: "lawsuits", topic: review, units: pieces, whole: true,
			left: `(?:行政)?(?:诉讼|应诉)(?:案件|案|数|事项)?` + total, not: `(?:败诉|胜诉|纠正|维持|撤销)[^,。;]{0,12}诉讼|复议(?:案件|申请|案)?[、和及与或](?:提起)?(?:行政)?诉讼`},
		{fact: "lawsuits", units: pieces, right: `^(?:因)?(?:政府)?(?:信息公开|依申请公开)?(?:类|的|引发的|引起的)?(?:行政)?(?:诉讼|应诉)(?:案件|案)?(?:$|[,、。)])`, left: `(?:发生|引发|收到|产生|涉及|被提起|有)` + total},
		{fact: "fees", units: "元", left: `(?:收取|收费)[^。;]{0,30}(?:信息处理费|邮寄费|复印费|复制费|检索费|信息公开费用?|公开费用?|公开收费|费用)(?:金额)?(?:人民币)?` + total, not: `事业性收费|罚款|采购|诉讼费|预算|罚没`},
		{fact: "fees", units: "元", left: `^[,、和及](?:信息处理费|邮寄费|复印费|复制费|检索费|其他费用)(?:人民币)?` + total},
	}
}

func postRules() []rule {
	list := []rule{
		{fact: "proactive_ever", units: posts, whole: true,
			left: ever + `[^。;\d]{0,16}(?:主动)?公开` + kinds + `(?:政府|政务)?(?:公开)?(?:信息|文件)` + total},
		{fact: "proactive_total", units: posts, whole: true,
			left: `主动公开` + kinds + `(?:政府|政务)?(?:公开)?信息` + total, not: someWhere},
		{fact: "proactive_total", units: posts, left: `^,?其中[,:]?主动公开(?:政府)?信息` + total},
		{fact: "proactive_total", units: posts, whole: true, near: `公开|发布|政府信息`, left: `主动公开涉及[^。;\d]{0,60}等(?:方面|领域|内容)?(?:的)?(?:政府|政务)?信息` + total, not: someWhere},
		{fact: "proactive_total", units: posts, whole: true, near: `公开|发布|政府信息`, left: `主动(?:向社会|向公众|对外)?公开[^。;\d]{0,60}等(?:方面|领域|内容)?(?:的|各类)*(?:政府|政务)?信息` + total, not: someWhere},
		{fact: "proactive_total", units: posts, whole: true, left: `公开[^。;\d]{0,60}(?:等(?:方面|领域|内容)?(?:的|各类)*|和各类)政府信息` + total, not: someWhere + `|依申请公开`},
		{fact: "proactive_total", units: posts, whole: true, left: `(?:公开|发布)` + kinds + `(?:政府|政务)(?:公开)?信息` + total, not: someWhere + `|转发|依申请公开`},
		{fact: "proactive_total", units: posts, whole: true, left: `(?:我[^,。;我\d]{1,3}|本[^,。;本\d]{1,3})(?:共|累计|全年)*公开(?:各类|各项)?信息` + total, not: someWhere},
		{fact: "proactive_total", units: posts, whole: true, left: `主动公开(?:了|共)*`, right: `^(?:各类|各项)?(?:政府|政务)?信息`, not: someWhere},
		{fact: "proactive_total", units: posts, whole: true, left: `(?:政府|政务)信息(?:主动)?公开` + total, not: someWhere + `|申请|目录|栏目|指南`},
	}
	for _, c := range channels {
		list = append(list,
			rule{fact: c.fact, units: posts, near: c.words, left: `(?:` + c.words + `)` + between + `(?:` + publish + kindsOf + `(?:` + news + `)?|推文|发文)` + total, not: publish + `[^,。;\d]*(?:转发|征集|留言)`},
			rule{fact: c.fact, units: posts, near: c.words, left: `(?:` + c.words + `)` + between + publish + kinds, right: `^` + kinds + `(?:` + news + `)`},
			rule{fact: c.fact, units: posts, near: c.words, left: `(?:` + c.words + `)` + between + publish + `[^,。;\d]{0,40}(?:[^,。;\d]、[^,。;\d]+|文件)等[^,。;\d]{0,10}信息` + total, not: publish + `[^,。;\d]*(?:转发|征集|留言)`},
			rule{fact: c.fact, units: posts, near: c.words, left: `(?:` + c.words + `)` + between + `,(?:全年|年内|今年|本年度|共|累计)*(?:` + publish + kindsOf + news + `|推文|发文)` + total, not: throughWords + `|转发|征集|留言`},
			rule{fact: c.fact, units: posts, near: c.words, left: `(?:通过|依托|利用)[^,。;\d]{0,24}(?:` + c.words + `)[^,。;\d]{0,12},(?:及时|全年|共|累计|向社会)*` + publish + kindsOf + news + total, not: `转发|征集|留言`},
			rule{fact: c.fact, units: "条 篇", near: c.words, left: `^[“”"]*(?:官方|政务)*(?:` + c.words + `)+` + total},
			rule{fact: c.fact, units: posts, near: c.words, left: `^\)?[,、](?:官方|政务|今日|政府)?(?:` + c.words + `)(?:号|平台|网站)?` + total, not: `^$`},
		)
	}
	return append(list,
		rule{fact: "followers", units: "人 个 名 次 -", left: `(?:粉丝|关注|订阅)(?:总)?(?:人数|用户数|用户|数量|量|数)?(?:已)?(?:达到|达|为|突破|共有|有|共|:)*`})
}

// between are the words between the name of a channel and what it did.
const between = `(?:[^,。;\d]|20\d\d年){0,24}?`

// someWhere are words that make public information something else than what
// the organ made public itself.
const someWhere = `(?:送交|移送|报送|送达|移交|应主动公开|未主动公开|拟|转为主动公开|转主动公开|属性|档案馆|图书馆|审核|制作|其他(?:渠道|方式|途径|平台))`

func documentRules() []rule {
	return []rule{
		{fact: "interpretations", units: "篇 条 件 个 份 次 期 项 则",
			left: `政策(?:文件)?(?:图文)?解读(?:类)?(?:信息|材料|文件|稿件|文章|文|稿|作品|产品|图文)?(?:发布|公开)?` + total, not: `(?:建立|制度|方案|机制)[^,。;]{0,6}解读`},
		{fact: "interpretations", units: "篇 条 件 个 份 次 期 项 则", left: `(?:发布|公开|配发|配套|制作|编发|推出)(?:相关|有关|各类|各种|了)*解读(?:信息|材料|文件|稿件|文章|稿|图文)` + total},
		{fact: "interpretations", units: "篇 条 件 个 份", right: `^(?:政策|文件|文字|图文|图片|视频)*解读`, left: `(?:发布|公开|编发|制作|推出|转发|撰写)` + kinds},
		{fact: "responses", units: "次 条 件 篇", left: `回应(?:了)?(?:公众|社会|群众|网民)?(?:关注|关切|重大)?(?:的)?(?:热点|舆情|关切|重大|政务|或|和|及|、|问题)+` + total},
		{fact: "normative_in_force", units: "件 份 部 个 篇", left: `(?:现行|继续)有效(?:的)?[^,。;\d有]{0,5}(?:行政)?规范性文件` + total},
		{fact: "normative_repealed", units: "件 份 部 个 篇", left: `废止(?:的|了)?(?:本机关|本部门)?(?:行政)?规范性文件` + total},
		{fact: "normative_in_force", topic: normative, units: "件 份 部 个 篇", left: `^[,、](?:现行|继续)有效(?:的)?` + total},
		{fact: "normative_repealed", topic: normative, units: "件 份 部 个 篇", left: `^[,、](?:本年度?)?废止(?:的)?` + total},
		{fact: "normative_issued", topic: normative, units: "件 份 部 个 篇", left: `(?:^|[,、])(?:本年度?|全年|共|新)*制发(?:的)?` + total},
		{fact: "normative_issued", units: "件 份 部 个 篇", left: `(?:制发|制定|出台|印发|新制定|新发布|制定出台|制定印发)(?:的|了)?(?:行政)?规范性文件` + total},
	}
}

// compiled is a rule with its patterns.
type compiled struct {
	rule
	left      *pattern.Ending
	not, near *pattern.Pattern // nil: nothing is asked
}

// book is the rules, ready to be asked.
type book struct {
	rules         []*compiled
	byUnit        map[string]pattern.Found // those that count in it
	lefts, rights *pattern.Set             // of all rules, by their numbers; where a rule has no words, all fit
}

var ready = sync.OnceValue(func() *book {
	b := &book{byUnit: map[string]pattern.Found{}}
	var lefts, rights []string
	for i, r := range rules() {
		c := &compiled{rule: r, left: pattern.EndingOf(r.ending())}
		if r.not != "" {
			c.not = pattern.Of(r.not)
		}
		if r.near != "" {
			c.near = pattern.Of(r.near)
		}
		lefts, rights = append(lefts, r.ending()), append(rights, r.right)
		for _, unit := range strings.Fields(r.units) {
			counting := b.byUnit[unit]
			counting.Add(i)
			b.byUnit[unit] = counting
		}
		b.rules = append(b.rules, c)
	}
	b.lefts, b.rights = pattern.EndingsOf(lefts...), pattern.SetOf(rights...)
	return b
})

// fitting are the rules whose words stand on both sides of a number and that
// count in its unit, ten thousand of it or not.
func (b *book) fitting(q *quantity, left, right string) pattern.Found {
	unit := strings.TrimPrefix(strings.TrimPrefix(q.unit, "万"), "亿")
	counting, ok := b.byUnit[cmp.Or(unit, "-")]
	if !ok {
		return counting
	}
	return counting.And(b.lefts.In(left)).And(b.rights.In(right))
}

// isNear tells whether what must stand near a number stands there.
func (c *compiled) isNear(left, right string) bool {
	return c.near == nil || c.near.MatchString(tail(left, near)) || c.right != "" && c.near.MatchString(right)
}

// near is how many characters before a number are near it.
const near = 40

// tail is the last n characters of a cleaned text.
func tail(s string, n int) string {
	for i := len(s) - 1; i >= 0; i-- {
		if utf8.RuneStart(s[i]) {
			if n--; n == 0 {
				return s[i:]
			}
		}
	}
	return s
}
