package kind

import (
	"html"
	"regexp"
	"strings"

	"gongkai/internal/words"
)

// link is a link with its words.
type link struct{ href, words string }

var (
	anchor = regexp.MustCompile(`(?is)<a\b([^>]*)>(.*?)</a\s*>`)
	href   = regexp.MustCompile(`(?is)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))`)
	titled = regexp.MustCompile(`(?is)\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	tag    = regexp.MustCompile(`(?s)<[^>]*>`)
	// reportLink is a link to the report of one organ or year.
	reportLink = regexp.MustCompile(`信息公开.{0,14}(?:年度报告|年报|工作报告|的报告)|(?:19|20)\d\d年?度?.{0,12}(?:年度报告|年报)$|^(?:19|20)\d\d年?度?$`)
)

// linksOf lists the links of a page, and its text without their words.
func linksOf(source, text string) (links []link, plain string) {
	lines := map[string]bool{}
	for _, m := range anchor.FindAllStringSubmatch(source, -1) {
		l := link{words: strings.TrimSpace(html.UnescapeString(tag.ReplaceAllString(m[2], "")))}
		if h := href.FindStringSubmatch(m[1]); h != nil {
			l.href = html.UnescapeString(h[1] + h[2] + h[3])
		}
		if t := titled.FindStringSubmatch(m[1]); t != nil && words.Len(t[1]+t[2]) > words.Len(l.words) {
			l.words = html.UnescapeString(t[1] + t[2])
		}
		links = append(links, l)
		lines[words.Folded(l.words)] = true
	}
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		if !lines[words.Folded(line)] {
			kept = append(kept, line)
		}
	}
	return links, strings.Join(kept, "\n")
}

// leadsTo are the links to reports, each address once.
func (l *look) leadsTo() (n int) {
	seen := map[string]bool{}
	for _, a := range l.links {
		w := words.Folded(a.words)
		if a.href == "" || strings.HasPrefix(a.href, "#") || seen[a.href] || !reportLink.MatchString(w) || aboutOne.MatchString(w) {
			continue
		}
		if file.MatchString(a.href) && !yearly.MatchString(w) {
			continue
		}
		seen[a.href] = true
		if yearly.MatchString(w) || strings.Contains(a.href, "t20") || pageLike.MatchString(a.href) {
			n++
		}
	}
	return n
}

var (
	yearly   = regexp.MustCompile(`(?:19|20)\d\d`)
	pageLike = regexp.MustCompile(`(?i)(?:art_|content_|post_|doc_|/show/|id=)\w*\d+`)
	aboutOne = regexp.MustCompile(`解读|图解|通知|指南|下载`)
	file     = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|rtf)(?:$|[?#&])`)
)
