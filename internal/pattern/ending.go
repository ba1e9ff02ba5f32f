package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
	"unicode/utf8"
)

// Ending is a regular expression for the end of a text. It is tried from there
// backwards, at one place, where a Pattern that ends with $ is tried at many.
type Ending struct{ turned func() *regexp.Regexp }

// EndingOf is the ending that a regular expression describes, as if it ended
// with $. It is compiled when it is first looked for; a wrong one panics then.
func EndingOf(text string) *Ending {
	return &Ending{sync.OnceValue(func() *regexp.Regexp {
		tree := parsed(text)
		turn(tree)
		longest := regexp.MustCompile(`^(?:` + written(tree) + `)`)
		longest.Longest()
		return longest
	})}
}

// Find is the longest end of a text that matches, "" when none does.
func (e *Ending) Find(text string) string {
	letters := []rune(text)
	slices.Reverse(letters)
	at := len(text)
	for range utf8.RuneCountInString(e.turned().FindString(string(letters))) {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return text[at:]
}

// turn makes of a pattern the one that matches the same texts from behind.
func turn(e *syntax.Regexp) {
	switch e.Op {
	case syntax.OpLiteral:
		slices.Reverse(e.Rune)
	case syntax.OpConcat:
		slices.Reverse(e.Sub)
	case syntax.OpBeginText:
		e.Op = syntax.OpEndText
	case syntax.OpEndText:
		e.Op = syntax.OpBeginText
	}
	for _, sub := range e.Sub {
		turn(sub)
	}
}
