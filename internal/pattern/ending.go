package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
)

// Ending is a regular expression for the end of a text. It is tried from there
// backwards, at one place, where a Pattern that ends with $ is tried at many.
type Ending struct {
	text    string
	ready   func() *regexp.Regexp
	longest func() *regexp.Regexp
}

// EndingOf is the ending that a regular expression describes, as if it ended
// with $. It is compiled when it is first looked for; a wrong one panics then.
func EndingOf(text string) *Ending {
	turned := func() *regexp.Regexp {
		tree, err := syntax.Parse(text, syntax.Perl)
		if err != nil {
			panic(err)
		}
		turn(tree)
		return regexp.MustCompile(`^(?:` + written(tree) + `)`)
	}
	return &Ending{text, sync.OnceValue(turned), sync.OnceValue(func() *regexp.Regexp {
		longest := turned()
		longest.Longest()
		return longest
	})}
}

// String is the regular expression.
func (e *Ending) String() string { return e.text }

// Matches tells whether a text ends so. The text is given from behind, as
// Reverse gives it, since it will be tried for many endings.
func (e *Ending) Matches(reversed string) bool { return e.ready().MatchString(reversed) }

// Find is the longest end of a text that matches, "" when none does. The text
// is given from behind; what is found is not.
func (e *Ending) Find(reversed string) string {
	return Reverse(e.longest().FindString(reversed))
}

// Reverse is a text from its last character to its first.
func Reverse(s string) string {
	letters := []rune(s)
	slices.Reverse(letters)
	return string(letters)
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
