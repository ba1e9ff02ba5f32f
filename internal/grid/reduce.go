package grid

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/internal/words"
)

// reduce makes the tree of a document of the tags that shape it, without
// comments and without what is silent. It reads tags as the HTML tokenizer
// does, at a fifth of the cost, since it need not look into most of them.
func reduce(text string) (*tree, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("%w: %d MiB, the most is %d", ErrTooLarge, len(text)>>20, MaxSize>>20)
	}
	r := reducer{text: text, tree: newTree()}
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
		switch {
		case r.count > maxTags:
			return nil, fmt.Errorf("%w: more than %d tags", ErrTooLarge, maxTags)
		case r.tree.deep:
			return nil, fmt.Errorf("%w: elements nested too deep", ErrTooLarge)
		}
	}
	if r.cell {
		r.run.add(cutOff)
	}
	r.flush()
	return r.tree, nil
}

// reducer is a place in a document and what is kept of it so far.
type reducer struct {
	text  string
	at    int
	tree  *tree
	count int    // of the tags kept
	quiet string // the silent element that is open
	cell  bool   // a cell is open
	run   run    // the text after the last tag kept
	gap   bool   // white space came after it
}

// run is a text made of pieces, mostly of one.
type run struct {
	text string // the first of them
	more []byte // all, where there are more
}

func (r *run) add(text string) {
	if r.text == "" {
		r.text = text
		return
	}
	if len(r.more) == 0 {
		r.more = append(r.more, r.text...)
	}
	r.more = append(r.more, text...)
}

// take gives the text and begins another.
func (r *run) take() string {
	text := r.text
	if len(r.more) > 0 {
		text = string(r.more)
	}
	r.text, r.more = "", r.more[:0]
	return text
}

// words keeps a text. White space alone is kept between two texts only: beside
// a tag it shows nothing, as all that are kept break lines.
func (r *reducer) words(text string) {
	if isBlank(text) {
		r.gap = r.gap || text != ""
		return
	}
	if r.gap && r.run.text != "" {
		r.run.add(" ")
	}
	r.run.add(text)
	r.gap = false
}

// flush gives the text after the last tag to the tree.
func (r *reducer) flush() {
	text := r.run.take()
	if strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	if text != "" {
		r.tree.write(text)
	}
	r.gap = false
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
	from := r.at
	r.at += begin
	r.to(endsName)
	name, closing := strings.ToLower(r.text[from+begin:r.at]), begin == 2
	t := tagOf(name)
	if r.quiet != "" && t.tabular {
		r.quiet = "" // a button or a list that nobody closed
	}
	if t.mark != "" && r.quiet == "" {
		r.words(t.mark)
	}
	if t.name == 0 || r.quiet != "" {
		r.attributes(nil)
		r.hush(name, t, closing)
		return
	}
	r.count++
	if t.tabular {
		r.cell = !closing && isCell(t.name)
	}
	if title := r.tree.top().name == atom.Title; title && !(closing && t.name == atom.Title) {
		r.attributes(nil)
		r.words(r.text[from:r.at]) // a title has no tags in it
		return
	}
	r.flush()
	if closing {
		r.attributes(nil)
		r.tree.end(t.name)
		return
	}
	r.tree.start(t.name, r.attributes(t.wanted))
}

// hush opens and closes silent elements.
func (r *reducer) hush(name string, t *tag, closing bool) {
	switch {
	case r.quiet != "":
		if closing && r.quiet == name {
			r.quiet = ""
		}
	case !t.silent || closing:
	case !t.raw:
		r.quiet = name
	default:
		end := endTag(r.text[r.at:], name)
		if end < 0 {
			end = len(r.text) - r.at
		}
		r.at += end
	}
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

// attributes passes over the rest of a tag and gives the attributes wanted.
func (r *reducer) attributes(wanted []string) (list *attribute) {
	for {
		if r.to(begins); r.at == len(r.text) {
			return list
		}
		begin := r.at
		if r.at++; r.text[begin] == '>' {
			return list
		}
		r.to(endsKey)
		key := r.text[begin:r.at]
		value := r.value()
		if len(wanted) > 0 && isUnseen(key, value) {
			key, value = "hidden", ""
		}
		for _, w := range wanted {
			if strings.EqualFold(w, key) {
				list = list.and(w, meant(value))
			}
		}
	}
}

// meant is what the value of an attribute means.
func meant(value string) string {
	if !strings.ContainsAny(value, "&\r\x00") {
		return value
	}
	z := html.NewTokenizer(strings.NewReader(`<a a="` + strings.ReplaceAll(value, `"`, "&quot;") + `">`))
	z.Next()
	_, v, _ := z.TagAttr()
	return string(v)
}

// value passes over the value of an attribute, if "=" stands next.
func (r *reducer) value() string {
	if r.to(filled); r.at == len(r.text) || r.text[r.at] != '=' {
		return ""
	}
	r.at++
	if r.to(filled); r.at == len(r.text) || r.text[r.at] == '>' {
		return ""
	}
	begin := r.at
	if quote := r.text[begin]; quote == '"' || quote == '\'' {
		begin++
		r.at = len(r.text)
		if n := strings.IndexByte(r.text[begin:], quote); n >= 0 {
			r.at = begin + n + 1
		}
		return r.text[begin:max(begin, r.at-1)]
	}
	r.to(endsValue)
	return r.text[begin:r.at]
}

// to moves to the next byte of a kind; to the end of the document where there
// is none.
func (r *reducer) to(kind byte) {
	for r.at < len(r.text) && kinds[r.text[r.at]]&kind == 0 {
		r.at++
	}
}

// The kinds of bytes in a tag.
const (
	endsName  = 1 << iota // the name of the tag
	endsKey               // that of an attribute
	endsValue             // a value without quotes
	filled                // no white space
	begins                // nor a slash: an attribute or the end of the tag
)

// kinds are those of each byte.
var kinds = func() (kinds [256]byte) {
	for c := range kinds {
		switch byte(c) {
		case ' ', '\t', '\n', '\f', '\r':
			kinds[c] = endsName | endsKey | endsValue
		case '/':
			kinds[c] = endsName | endsKey | filled
		case '>':
			kinds[c] = endsName | endsKey | endsValue | filled | begins
		case '=':
			kinds[c] = endsKey | filled | begins
		default:
			kinds[c] = filled | begins
		}
	}
	return kinds
}()

// isBlank tells whether a text is white space, or nothing.
func isBlank(text string) bool {
	for i := range len(text) {
		if c := text[i]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

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
	for i := 0; i < len(s); {
		if c := s[i]; c >= 0xe4 && c <= 0xe9 && i+2 < len(s) && s[i+1]&s[i+2]&0xc0 == 0x80 { // 一 to 龥 and their like
			before, i = '一', i+3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r > ' ' && r < 0x7f:
		case r == ' ' && before == ' ', r != ' ' && words.IsSpace(r), words.IsInvisible(r), r == 0xfffc, r == utf8.RuneError:
			return false
		}
		before, i = r, i+size
	}
	return true
}
