package statement

import (
	"strings"
	"sync"

	"gongkai/internal/pattern"
)

// channels are the ways of publishing and their facts.
var channels = []struct{ fact, words string }{
	{"wechat_posts", `微信|公众号|订阅号|服务号`},
	{"weibo_posts", `微博`},
	{"video_posts", `抖音|快手|视频号`},
	{"media_posts", `新媒体|头条|客户端|移动端|APP`},
	{"gazette_posts", `政府公报|公报`},
	{"board_posts", `公开栏|公示栏|宣传栏|公告栏|显示屏|电子屏|橱窗`},
	{"press_posts", `报刊|报纸|电视|广播|新闻发布会|新闻媒体`},
	{"site_posts", `网站|[局委厅]网|门户网|门户|政务网|官网|公开平台|公开专栏|政府网|信息网|公开网`},
}

// wayWords is the set of their words.
var wayWords = sync.OnceValue(func() *pattern.Set {
	var list []string
	for _, c := range channels {
		list = append(list, c.words)
	}
	return pattern.SetOf(list...)
})

// published tells whether the words around a number are of what one channel
// published, as far as the rule does not say it.
func (x *sentence) published(fact, left, right string) bool {
	switch {
	case otherOrgans.MatchString(left):
		return false
	case fact == "site_posts" && otherWays.MatchString(right), fact == "press_posts" && aboutUs.MatchString(left):
		return false
	case fact == "media_posts" && newMedia.MatchString(left):
		return !notMedia.MatchString(left)
	}
	begin := strings.TrimPrefix(left, ")")
	isList := strings.HasPrefix(begin, "、") || strings.HasPrefix(begin, ",")
	return !x.manyWays(left) && (!isList || hasPublish.MatchString(left) || x.listing)
}

var (
	// what is published elsewhere or is a part
	otherOrgans = pattern.Of(`小程序|微信群|企业微信|图书馆|档案馆|采购网|招标网|信用|原创`)
	// a total of the site that others have a part in
	otherWays = pattern.Of(`^[,(;:]*其中[^。;]*(?:微信|公众号|微博|抖音|公开栏)`)
	// what the press wrote is not what the organ published there
	aboutUs  = pattern.Of(`刊发|刊登|播发|报道|稿件|宣传`)
	newMedia = pattern.Of(`等(?:政务|官方|各类)*新媒体`)
	notMedia = pattern.Of(`网站|网、|公报|报纸|电视|公开栏|公示栏`)
)

// same reads 公众号关注数265,发布信息422条: what the channel just spoken of
// published, where it is the one the sentence speaks of.
func (x *sentence) same(left string, q *quantity, last string) {
	if !goesOn().MatchString(left) {
		return
	}
	words, before := x.before(q.from), x.in(x.span)[:q.from]
	if last != "followers" && (words.Has(through) || words.Has(partly)) || !x.thisYear(q.from) {
		return
	}
	fact, named := "", wayWords().In(before)
	for i := range channels {
		if !named.Has(i) {
			continue
		}
		if fact != "" {
			return
		}
		fact = channels[i].fact
	}
	if fact != "" {
		x.give(fact, q.from, q.to, q)
	}
}

// throughWords name a channel that is a means and not the subject.
const throughWords = `通过|依托|利用|运用|借助|在[^,。;]{0,20}(?:网|号|微博|公报|栏)`

var goesOn = sync.OnceValue(func() *pattern.Pattern {
	return pattern.Of(`^[,、](?:全年|共|累计)*` + publish + kinds + news + total + `$`)
})

// partOfChannel tells whether a number stands among the parts of what one
// channel published.
func (x *sentence) partOfChannel(at int) bool {
	before := x.in(x.span)[:at]
	i := strings.LastIndex(before, "其中")
	return i >= 0 && strings.HasSuffix(x.headBefore(i), "_posts")
}

// headBefore is the fact of the last statement in the sentence before a place.
func (x *sentence) headBefore(at int) string {
	limit, begin := x.text.in(x.from+at), x.text.in(x.from)
	for i := len(x.found) - 1; i >= 0; i-- {
		if s := x.found[i]; s.Offset < limit {
			if s.Offset < begin {
				return ""
			}
			return s.Fact
		}
	}
	return ""
}

// everywhere tells whether a number of published items is not that of one channel.
func (x *sentence) everywhere(at int, left string) bool {
	named, here := x.ways(x.in(x.span)[:at]), x.ways(left)
	return named == 0 || here > 1 || here == 0 && whole.MatchString(left) || andOthers.MatchString(left) && strings.Contains(left, "主动公开")
}

// manyWays tells whether several channels are named together.
func (x *sentence) manyWays(left string) bool {
	if andOthers.MatchString(left) {
		return true
	}
	n := x.ways(left[strings.LastIndexByte(left, ',')+1:])
	return n > 1 || n == 0 && x.ways(left) > 1
}

var andOthers = pattern.Of(`等(?:多种|多个|各种|各类|网络|线上线下|新闻|公开|不同|其他|平台)*(?:渠道|平台|方式|途径|载体|形式|媒体)`)

// ofSite is the name of a channel with that of a site in it: 政府网微信公众号.
var ofSite = pattern.Of(`(?:政府网|门户网|网站|官网)(?:官方|政务)*(微信|公众号|微博|抖音|视频号)`)

// ways is how many different channels are named.
func (x *sentence) ways(s string) (n int) {
	named := wayWords().In(ofSite.ReplaceAllString(s, "$1"))
	for i := range channels {
		if named.Has(i) {
			n++
		}
	}
	return n
}
