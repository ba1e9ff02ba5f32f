package grid

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"gongkai/internal/words"
)

// kept are the tags that shape text and tables, with the attributes that
// matter in them. All others are dropped before the tree is built: a page
// pasted from Word is nine tenths <span>, an unclosed <font> is reopened in
// every paragraph after it, and the parser gives up at 512 open elements.
var kept = map[string][]string{
	"html": nil, "head": nil, "title": nil, "body": nil, "meta": {"name", "content"},
	"table": nil, "caption": nil, "thead": nil, "tbody": nil, "tfoot": nil, "tr": nil,
	"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
	"p": nil, "div": nil, "br": nil, "hr": nil, "pre": nil, "blockquote": nil, "center": nil,
	"h1": nil, "h2": nil, "h3": nil, "h4": nil, "h5": nil, "h6": nil,
	"ul": nil, "ol": nil, "li": nil, "dl": nil, "dt": nil, "dd": nil,
	"section": nil, "article": nil, "header": nil, "footer": nil, "main": nil, "aside": nil, "nav": nil,
}

// silent are the elements whose text is not part of the page.
var silent = map[string]bool{"script": true, "style": true, "noscript": true, "textarea": true, "iframe": true, "select": true, "template": true, "button": true, "svg": true}

// reduce rewrites a document to the tags in kept. Text stays as it is.
func reduce(text string) ([]byte, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("%w: %d MiB, the most is %d", ErrTooLarge, len(text)>>20, MaxSize>>20)
	}
	var out bytes.Buffer
	out.Grow(len(text)/2 + 64)
	z := html.NewTokenizer(strings.NewReader(text))
	tags, quiet := 0, ""
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			if z.Err() == io.EOF {
				return out.Bytes(), nil
			}
			return nil, fmt.Errorf("HTML: %w", z.Err())
		case html.TextToken:
			if quiet == "" {
				out.Write(z.Raw())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			quiet = hush(quiet, name, kind)
			attributes, keep := kept[string(name)]
			if !keep || quiet != "" {
				continue
			}
			if tags++; tags > maxTags {
				return nil, fmt.Errorf("%w: more than %d tags", ErrTooLarge, maxTags)
			}
			rewrite(&out, z, name, kind == html.EndTagToken, more, attributes)
		}
	}
}

// hush tracks the silent element that is open, by its name.
func hush(open string, name []byte, kind html.TokenType) string {
	switch {
	case open == "" && kind == html.StartTagToken && silent[string(name)]:
		return string(name)
	case open != "" && kind == html.EndTagToken && open == string(name):
		return ""
	}
	return open
}

// rewrite writes one tag with the attributes that matter.
func rewrite(out *bytes.Buffer, z *html.Tokenizer, name []byte, end, more bool, attributes []string) {
	out.WriteByte('<')
	if end {
		out.WriteByte('/')
	}
	out.Write(name)
	for more && len(attributes) > 0 && !end {
		var key, value []byte
		key, value, more = z.TagAttr()
		for _, a := range attributes {
			if a == string(key) {
				out.WriteString(" " + a + `="`)
				out.WriteString(html.EscapeString(string(value)))
				out.WriteByte('"')
			}
		}
	}
	out.WriteByte('>')
}

// fold folds white space of every kind to single spaces and trims it, and
// drops characters that show nothing.
func fold(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case words.IsSpace(r):
			space = b.Len() > 0
			continue
		case words.IsInvisible(r):
			continue
		case space:
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plain tells whether there is nothing to fold.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}
