package grid

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"gongkai/internal/words"
)

// kept are the tags that shape text and tables, with the attributes that
// matter in them. All others are dropped before the tree is built: a page
// pasted from Word is nine tenths <span>, an unclosed <font> is reopened in
// every paragraph after it, and the parser gives up at 512 open elements.
var kept = map[string][]string{
	"html": nil, "head": nil, "title": nil, "body": nil, "meta": {"name", "content"},
	"table": nil, "caption": nil, "thead": nil, "tbody": nil, "tfoot": nil, "tr": {"hidden"},
	"td": {"colspan", "rowspan", "hidden"}, "th": {"colspan", "rowspan", "hidden"},
	"p": nil, "div": nil, "br": nil, "hr": nil, "pre": nil, "blockquote": nil, "center": nil,
	"h1": nil, "h2": nil, "h3": nil, "h4": nil, "h5": nil, "h6": nil,
	"ul": nil, "ol": nil, "li": nil, "dl": nil, "dt": nil, "dd": nil,
	"section": nil, "article": nil, "header": nil, "footer": nil, "main": nil, "aside": nil, "nav": nil,
}

// silent are the elements whose text is not part of the page. What stands in
// those that are true is text, not tags, up to their end tag.
var silent = map[string]bool{
	"script": true, "style": true, "textarea": true, "iframe": true, "noscript": true, "noembed": true, "noframes": true, "xmp": true,
	"select": false, "template": false, "button": false, "svg": false,
}

// reduce rewrites a document to the tags in kept, without comments and without
// what is silent. Text stays as it is. It reads tags as the HTML tokenizer
// does, at a fifth of the cost, since it need not look into most of them.
func reduce(text string) ([]byte, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("%w: %d MiB, the most is %d", ErrTooLarge, len(text)>>20, MaxSize>>20)
	}
	r := reducer{text: text}
	r.out.Grow(len(text)/3 + 64)
	for r.at < len(text) {
		next := strings.IndexByte(text[r.at:], '<')
		if next < 0 {
			next = len(text) - r.at
		}
		if r.quiet == "" {
			r.words(text[r.at : r.at+next])
		}
		if r.at += next; r.at < len(text) {
			r.markup()
		}
		if r.tags > maxTags {
			return nil, fmt.Errorf("%w: more than %d tags", ErrTooLarge, maxTags)
		}
	}
	if r.cell {
		r.out.WriteString(cutOff)
	}
	return r.out.Bytes(), nil
}

// reducer is a place in a document and what is kept of it so far.
type reducer struct {
	text  string
	at    int
	out   bytes.Buffer
	tags  int
	quiet string // the silent element that is open
	cell  bool   // a cell is open
	texts bool   // what was kept last is text
	gap   bool   // white space came after it
}

// words keeps a text. White space alone is kept between two texts only: beside
// a tag it shows nothing, as all that are kept break lines.
func (r *reducer) words(text string) {
	if strings.Trim(text, " \t\r\n") == "" {
		r.gap = r.gap || text != ""
		return
	}
	if r.gap && r.texts {
		r.out.WriteByte(' ')
	}
	r.out.WriteString(text)
	r.gap, r.texts = false, true
}

// markup passes over the "<" at the place and what belongs to it.
func (r *reducer) markup() {
	rest := r.text[r.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		r.comment(rest[4:])
	case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"):
		r.after(rest, ">", 0)
	case len(rest) > 1 && isLetter(rest[1]):
		r.tag(1)
	case len(rest) > 2 && rest[1] == '/' && isLetter(rest[2]):
		r.tag(2)
	case strings.HasPrefix(rest, "</"):
		r.after(rest, ">", 0)
	default:
		if r.quiet == "" {
			r.words("&lt;")
		}
		r.at++
	}
}

// comment passes over a comment whose text begins rest: it ends at "-->" or
// "--!>", and at once where ">" or "->" comes first.
func (r *reducer) comment(rest string) {
	for _, short := range []string{">", "->"} {
		if strings.HasPrefix(rest, short) {
			r.at += 4 + len(short)
			return
		}
	}
	for i := 0; ; i += 2 {
		n := strings.Index(rest[i:], "--")
		if n < 0 {
			r.at = len(r.text)
			return
		}
		i += n
		dashes := len(rest[i:]) - len(strings.TrimLeft(rest[i:], "-"))
		tail := rest[i+dashes:]
		if strings.HasPrefix(tail, ">") || strings.HasPrefix(tail, "!>") {
			r.at += 4 + i + dashes + strings.IndexByte(tail, '>') + 1
			return
		}
		i += dashes - 2
	}
}

// after moves behind the next end in rest, which begins skipped bytes after
// the place; to the end of the document where there is none.
func (r *reducer) after(rest, end string, skipped int) {
	i := strings.Index(rest, end)
	if i < 0 {
		r.at = len(r.text)
		return
	}
	r.at += skipped + i + len(end)
}

// tag passes over a tag whose name begins at offset begin.
func (r *reducer) tag(begin int) {
	from := r.at + begin
	end := from
	for end < len(r.text) && !isGap(r.text[end]) && r.text[end] != '/' && r.text[end] != '>' {
		end++
	}
	name := strings.ToLower(r.text[from:end])
	closing := begin == 2
	r.at = end
	attributes, keep := kept[name]
	if r.quiet != "" && tabular[name] {
		r.quiet = "" // a button or a list that nobody closed
	}
	keep = keep && r.quiet == ""
	if mark, shows := marks[name]; shows && r.quiet == "" {
		r.words(mark)
	}
	if keep {
		r.tags++
		r.gap, r.texts = false, false
		if tabular[name] {
			r.cell = !closing && (name == "td" || name == "th")
		}
		r.out.WriteByte('<')
		if closing {
			r.out.WriteByte('/')
			attributes = nil
		}
		r.out.WriteString(name)
	}
	for r.attribute(attributes, keep) {
	}
	if keep {
		r.out.WriteByte('>')
	}
	r.hush(name, closing)
}

// hush opens and closes silent elements.
func (r *reducer) hush(name string, closing bool) {
	if r.quiet != "" {
		if closing && r.quiet == name {
			r.quiet = ""
		}
		return
	}
	raw, quiet := silent[name]
	if !quiet || closing {
		return
	}
	if !raw {
		r.quiet = name
		return
	}
	end := endTag(r.text[r.at:], name)
	if end < 0 {
		r.at = len(r.text)
		return
	}
	r.at += end
}

// endTag is where the end tag of a raw text element begins, -1 for nowhere.
func endTag(text, name string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], "</")
		if i < 0 {
			return -1
		}
		from += i
		tail := text[from+2:]
		if len(tail) >= len(name) && strings.EqualFold(tail[:len(name)], name) {
			return from
		}
		from += 2
	}
}

// attribute passes over one attribute, writes it when it is wanted, and tells
// whether the tag goes on.
func (r *reducer) attribute(wanted []string, keep bool) bool {
	for r.at < len(r.text) && (isGap(r.text[r.at]) || r.text[r.at] == '/') {
		r.at++
	}
	if r.at == len(r.text) {
		return false
	}
	if r.text[r.at] == '>' {
		r.at++
		return false
	}
	begin := r.at
	for r.at++; r.at < len(r.text) && !isGap(r.text[r.at]) && r.text[r.at] != '/' && r.text[r.at] != '=' && r.text[r.at] != '>'; r.at++ {
	}
	key, value := r.text[begin:r.at], r.value()
	if keep && len(wanted) > 0 && isUnseen(key, value) {
		key, value = "hidden", ""
	}
	for _, w := range wanted {
		if keep && strings.EqualFold(w, key) {
			r.out.WriteString(" " + w + `="`)
			r.out.WriteString(strings.ReplaceAll(value, `"`, "&quot;"))
			r.out.WriteByte('"')
		}
	}
	return true
}

// value passes over the value of an attribute, if "=" stands next.
func (r *reducer) value() string {
	at := r.at
	for at < len(r.text) && isGap(r.text[at]) {
		at++
	}
	if at == len(r.text) || r.text[at] != '=' {
		return ""
	}
	for at++; at < len(r.text) && isGap(r.text[at]); at++ {
	}
	r.at = at
	if at == len(r.text) || r.text[at] == '>' {
		return ""
	}
	if quote := r.text[at]; quote == '"' || quote == '\'' {
		begin := at + 1
		r.after(r.text[begin:], string(quote), 1)
		return r.text[begin:max(begin, r.at-1)]
	}
	for r.at < len(r.text) && !isGap(r.text[r.at]) && r.text[r.at] != '>' {
		r.at++
	}
	return r.text[at:r.at]
}

func isGap(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' && c != '\v' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// fold folds white space of every kind to single spaces and trims it, and
// drops characters that show nothing.
func fold(s string) string {
	if s = strings.TrimFunc(s, words.IsSpace); folded(s) {
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
		case words.IsInvisible(r) || r == 0xfffc:
			continue
		case space:
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// folded tells whether there is nothing to fold in a trimmed text.
func folded(s string) bool {
	before := ' '
	for _, r := range s {
		switch {
		case r >= 0x4e00 && r <= 0x9fff, r > ' ' && r < 0x7f:
		case r == ' ' && before == ' ', r != ' ' && words.IsSpace(r), words.IsInvisible(r), r == 0xfffc, r == utf8.RuneError:
			return false
		}
		before = r
	}
	return true
}
