package list

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strings"

	"gongkai/internal/markup"
	"gongkai/internal/page"
	"gongkai/internal/title"
)

// MostFiles is how many files of one page are asked for.
const MostFiles = 20

var (
	// fileName ends addresses and names of files that may hold a report, or a part of it.
	fileName = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|rtf)(?:$|[?#&])`)
	// fileEnding is such an ending, also before a quotation mark.
	fileEnding = regexp.MustCompile(`(?i)^(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|rtf)\b`)
	// fileWords begin links to files whose addresses do not say so.
	fileWords = regexp.MustCompile(`^(?:相关)?附件|(?:附件|文件|报告|年报|点击)下载|^下载(?:附件|文件|报告|年报|PDF)?$`)
	// fileGiver are programs that give out files.
	fileGiver = regexp.MustCompile(`(?i)down|attach|annex|file|fj`)
	// around is what stands around an article, not in it.
	around = regexp.MustCompile(`(?i)foot|header|nav|copyright|friend|crumb|\bside`)
)

// Files are the files that a page links to or shows: PDF, Word, Excel and
// their like, which may hold the report or a part of it. What stands around
// the article is left out. The title of each is its name, as far as the page
// gives one. There may be more than MostFiles.
func Files(p page.Page) []Link {
	base, err := url.Parse(p.URL)
	if err != nil || !p.IsHTML() {
		return nil
	}
	if !mayName(p.Body) {
		return nil // as most pages; reading their links again takes time
	}
	text, _ := p.Text()
	tree, err := markup.Read(text)
	if err != nil {
		return nil
	}
	base = tree.From(base)
	var all []Link
	seen := map[string]bool{}
	add := func(href, name string) {
		if address, ok := markup.Join(base, href); ok && !seen[address] && address != p.URL {
			seen[address] = true
			all = append(all, Link{URL: address, Title: name})
		}
	}
	for _, a := range tree.Anchors {
		if isFile(a) && !around.MatchString(a.Shape) {
			add(a.Href, nameOf(a))
		}
	}
	for _, src := range tree.Frames {
		if file := inFrame(src); file != "" {
			add(file, path.Base(file))
		}
	}
	return all
}

// mayName tells whether the ending of a file may stand in a body, or a word of
// links to files. Every page is asked, so none is decoded for it.
func mayName(body []byte) bool {
	if len(body) > 0 && body[0] >= 0xfe { // UTF-16
		return true
	}
	for _, word := range []string{"附件", "下载", "\xb8\xbd\xbc\xfe", "\xcf\xc2\xd4\xd8", "\xaa\xfe\xa5\xf3"} { // in UTF-8, GB18030 and Big5
		if bytes.Contains(body, []byte(word)) {
			return true
		}
	}
	for {
		_, rest, ok := bytes.Cut(body, []byte("."))
		if !ok {
			return false
		}
		if len(rest) > 0 && strings.IndexByte("pdxweozr", rest[0]|0x20) >= 0 && fileEnding.Match(rest[:min(len(rest), 7)]) {
			return true
		}
		body = rest
	}
}

func isFile(a markup.Anchor) bool {
	if fileName.MatchString(a.Href) || fileName.MatchString(a.Title) || fileName.MatchString(a.Text) {
		return true
	}
	return fileWords.MatchString(a.Text) && fileGiver.MatchString(a.Href)
}

// nameOf is the name of a file by its link.
func nameOf(a markup.Anchor) string {
	for _, name := range []string{a.Text, a.Title} {
		if name = title.Clean(name); name != "" {
			return name
		}
	}
	return path.Base(a.Href)
}

// inFrame is the file that a frame shows: itself, or the one that its address
// gives to a viewer.
func inFrame(src string) string {
	u, err := url.Parse(src)
	if err != nil {
		return ""
	}
	for _, key := range []string{"file", "url", "src"} {
		if file := u.Query().Get(key); fileName.MatchString(file) {
			return file
		}
	}
	if fileName.MatchString(u.Path) {
		return src
	}
	return ""
}
