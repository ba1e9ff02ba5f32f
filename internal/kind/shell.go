package kind

import (
	"fmt"
	"regexp"
	"strings"

	"gongkai/internal/words"
)

// What a page may hold that is filled by its script: no text, or next to none.
const (
	mostOfShell = 40  // characters of a page that is but an empty element
	mostAround  = 120 // and around the places where a script puts a text, beside links
)

var (
	scripts = regexp.MustCompile(`(?is)<script\b[^>]*>.*?</script\s*>`)
	// root is an element that a script fills: one with a name, or of a kind of
	// its own, and nothing in it.
	root = regexp.MustCompile(`(?is)<(?:div|main|section|article)\b[^>]*\bid\s*=\s*["']?([\w-]+)[^>]*>\s*</|<([a-z]+(?:-[a-z]+)+)\b[^>]*>\s*</`)
	// slot is a place in a text where a script puts another.
	slot = regexp.MustCompile(`\{\{\s*[$\w][^{}]*\}\}`)
	// bound is an element without text into which a script puts one.
	bound = regexp.MustCompile(`(?is)<\w[^>]*\s((?:data-)?ng-bind(?:-html)?|v-html|v-text)\s*=[^>]*>\s*</`)
)

// shell is a page that holds no text before its script has run.
func shell(l *look) (Verdict, bool) {
	if !l.page.IsHTML() || l.leadsTo() > 0 || len(l.said.Sections) > 0 || !strings.Contains(strings.ToLower(l.source), "<script") {
		return Verdict{}, false
	}
	source := scripts.ReplaceAllString(l.source, "")
	if m := root.FindStringSubmatch(source); m != nil && words.Len(words.Folded(l.text)) <= mostOfShell && l.pictures() == 0 {
		return Verdict{Shell, []string{fmt.Sprintf("nothing but an empty element, %s", m[1]+m[2])}}, true
	}
	if words.Len(words.Folded(slot.ReplaceAllString(l.plain, ""))) > mostAround {
		return Verdict{}, false
	}
	if m := slot.FindString(l.plain); m != "" {
		return Verdict{Shell, []string{fmt.Sprintf("%s stands where the text would", m)}}, true
	}
	if m := bound.FindStringSubmatch(source); m != nil {
		return Verdict{Shell, []string{"an empty element with " + m[1]}}, true
	}
	return Verdict{}, false
}
