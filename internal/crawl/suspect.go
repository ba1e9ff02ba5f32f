package crawl

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"gongkai/internal/page"
)

// Suspect tells what a page is that came in place of the one asked for, where
// nothing of what was wanted can be found on it: a challenge, a soft 404 or the
// front page of a site. nil is that it looks like a page of its own.
func Suspect(asked string, p page.Page) *Failure {
	switch text, _ := p.Text(); {
	case isChallenge(p):
		return &Failure{Kind: challenge, Address: asked, Err: errors.New("the page is a script that wants a browser to prove itself")}
	case isFront(asked, p.URL):
		return &Failure{Kind: moved, Address: asked, Err: fmt.Errorf("it leads to the front page %s", p.URL)}
	case isAbove(asked, p.URL):
		return &Failure{Kind: moved, Address: asked, Err: fmt.Errorf("it leads to the folder above it, %s", p.URL)}
	case p.IsHTML() && saysGone(text):
		return &Failure{Kind: soft404, Address: asked, Err: fmt.Errorf("the page says that there is none, with the status %d", p.Status)}
	}
	return nil
}

// challenges are the marks of pages that guards put before others: names of
// their cookies and scripts, and what they say to people.
var challenges = regexp.MustCompile(`(?i)__jsl_clearance|wzws_sessionid|wzwsconfirm|\$_ts\b|_waf_|waf_captcha|acw_sc__v2|cf-browser-verification|cf_chl_|yunsuo_session|` +
	`安全验证|人机验证|访问验证|滑动验证|请开启javascript|请启用javascript|正在进行安全检查|checking your browser`)

// smallPage is how long a page may be to be nothing but a challenge or an apology.
const smallPage = 16 << 10

func isChallenge(p page.Page) bool {
	if len(p.Body) == 0 || len(p.Body) > smallPage {
		return false
	}
	text, _ := p.Text()
	return challenges.MatchString(text)
}

var (
	titles = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	gone   = regexp.MustCompile(`(?i)\b404\b|not found|页面不存在|页面没有找到|找不到(?:该|此|您|你|相关)?.{0,8}页|页面已(?:被)?删除|(?:内容|文章|信息|网页|页面).{0,6}(?:不存在|已删除|已被删除|已下线)`)
)

// saysGone tells whether a page says that there is none: in its title, or
// anywhere when it says little else.
func saysGone(text string) bool {
	if m := titles.FindStringSubmatch(text); m != nil && gone.MatchString(m[1]) {
		return true
	}
	return len(text) <= smallPage/4 && gone.MatchString(text)
}

// fronts are the names of front pages.
var fronts = regexp.MustCompile(`(?i)^(?:index|default|main|home)\.\w{2,5}$`)

// isFront tells whether a page was asked for and the front page of a site came.
func isFront(asked, got string) bool {
	from, err := url.Parse(asked)
	to, err2 := url.Parse(got)
	if err != nil || err2 != nil || asked == got {
		return false
	}
	return bare(to) && !bare(from)
}

// isAbove tells whether a page was asked for and a folder came that it is in,
// as when a deleted page sends its reader back to the list.
func isAbove(asked, got string) bool {
	from, err := url.Parse(asked)
	to, err2 := url.Parse(got)
	return err == nil && err2 == nil && asked != got && from.Host == to.Host && to.RawQuery == "" &&
		strings.HasSuffix(to.Path, "/") && !strings.HasSuffix(from.Path, "/") && strings.HasPrefix(from.Path, to.Path) &&
		!fronts.MatchString(path.Base(from.Path))
}

func bare(u *url.URL) bool {
	p := strings.TrimPrefix(u.Path, "/")
	return u.RawQuery == "" && (p == "" || path.Dir(p) == "." && fronts.MatchString(p))
}
