package kind

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"gongkai/internal/words"
)

var (
	picture  = regexp.MustCompile(`(?is)<img\b[^>]*>`)
	source   = regexp.MustCompile(`(?is)\b(?:src|data-src|_src)\s*=\s*["']?([^"'\s>]+)`)
	chrome   = regexp.MustCompile(`(?i)logo|icon|ico[_./-]|banner|bg[_.-]|button|btn|qrcode|ewm|erweima|weixin|wechat|weibo|share|red\.png|jiucuo|blue\.png|dzjg|arrow|space|blank|top[_.]|foot|nav|search|wza|dangzheng|sydw|ghs\.png|gongan|beian|close|print|/images/|/skin/|/static/|/template`)
	embedded = regexp.MustCompile(`(?is)<(?:embed|object|iframe)\b[^>]+(?:src|data|value)\s*=\s*["']?([^"'\s>]+)`)
	// fileWords are words of links to files whose address does not say so.
	fileWords = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$|^(?:附件|相关附件|点击下载|下载)|附件下载|文件下载|查看PDF|点击查看`)
)

// attachment is a page of the report's title and little text, on which the
// report is a file or a picture.
func attachment(l *look) (Verdict, bool) {
	title := words.Folded(l.title() + "\n" + l.said.Title + "\n" + l.doc.Title)
	if !reportLink.MatchString(title) && !strings.Contains(title, "年报") && !strings.Contains(title, "年度报告") && !fileNamed(l) {
		return Verdict{}, false
	}
	if n := words.Len(words.Folded(l.plain)); n > 900 {
		return Verdict{}, false
	}
	if names := l.files(); len(names) > 0 {
		return Verdict{Attachment, []string{"the report is a file: " + strings.Join(names, ", ")}}, true
	}
	if n := l.pictures(); n > 0 {
		return Verdict{Attachment, []string{fmt.Sprintf("the report is %d pictures", n)}}, true
	}
	return Verdict{}, false
}

// fileNamed tells whether a file is named as a report, whatever the page's title.
func fileNamed(l *look) bool {
	for _, a := range l.links {
		if file.MatchString(a.href) && reportLink.MatchString(words.Folded(a.words)) {
			return true
		}
	}
	return false
}

// files names the files that the page links or shows, three at most.
func (l *look) files() []string {
	var names []string
	seen := map[string]bool{}
	add := func(address, name string) {
		if !seen[address] && len(names) < 3 {
			seen[address] = true
			names = append(names, name)
		}
	}
	for _, a := range l.links {
		if file.MatchString(a.href) || a.href != "" && fileWords.MatchString(a.words) {
			name := a.words
			if name == "" {
				name = path.Base(a.href)
			}
			add(a.href, name)
		}
	}
	for _, m := range embedded.FindAllStringSubmatch(l.source, -1) {
		if file.MatchString(m[1]) || strings.Contains(m[1], "pdf") {
			add(m[1], path.Base(m[1]))
		}
	}
	return names
}

// pictures is how many pictures stand on the page that are not its furniture.
func (l *look) pictures() (n int) {
	for _, img := range picture.FindAllString(l.source, -1) {
		if m := source.FindStringSubmatch(img); m != nil && !chrome.MatchString(m[1]) && !strings.HasSuffix(strings.ToLower(m[1]), ".gif") {
			n++
		}
	}
	return n
}
