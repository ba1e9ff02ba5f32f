// Package pattern is regular expressions for Chinese prose, where hardly any
// place can begin a match: one is tried only where its first character stands,
// at a tenth of the cost.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"sync"
)

// Pattern is a regular expression. It finds just what regexp.Regexp finds.
type Pattern struct {
	text  string
	ready func() *compiled
	asked func() *question
}

// question is a pattern that is only asked whether it matches.
type question struct {
	*automaton      // nil: regexp must tell
	behind     bool // the text is read from its end
}

// questionOf is the question whether an expression matches. One for the end of
// a text is read from there.
func questionOf(text string) *question {
	tree := parsed(text)
	list := parts(nil, tree)
	behind := list[len(list)-1].Op == syntax.OpEndText && list[0].Op != syntax.OpBeginText
	a, _ := automatonOf([]choice{choiceOf(0, tree, behind)})
	return &question{a, behind}
}

// compiled is a pattern in use.
type compiled struct {
	*regexp.Regexp
	start *regexp.Regexp // the same at the beginning of the text; nil where every place must be tried, or no other
	here  *regexp.Regexp // and at a later place
	first firsts         // the characters that a match may begin with there
}

// firsts are characters by their last eight bits: one more that is tried in
// vain costs less than to tell it from the others.
type firsts [256]bool

// Of is the pattern of a regular expression, which is compiled when it is
// first looked for. A wrong one panics then.
func Of(text string) *Pattern {
	return &Pattern{text, sync.OnceValue(func() *compiled { return compile(text) }), sync.OnceValue(func() *question { return questionOf(text) })}
}

func compile(text string) *compiled {
	c := &compiled{Regexp: regexp.MustCompile(text)}
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil || c.Regexp.MatchString("") || looksBack(tree) {
		return c
	}
	begun := later(tree)
	if _, ok := begins(tree, &c.first); ok && c.first != (firsts{}) { // else it matches at the beginning only
		c.start = regexp.MustCompile(`^(?:` + text + `)`)
		if c.here = c.start; begun {
			c.here = regexp.MustCompile(`^(?:` + written(tree) + `)`)
		}
	}
	return c
}

// later makes of a pattern the one that matches behind the beginning of a text,
// and tells whether that is another.
func later(e *syntax.Regexp) (other bool) {
	if e.Op == syntax.OpBeginText {
		e.Op = syntax.OpNoMatch
		return true
	}
	for _, sub := range e.Sub {
		other = later(sub) || other
	}
	return other
}

// String is the regular expression.
func (p *Pattern) String() string { return p.text }

// ReplaceAllString is a text with a replacement for each match.
func (p *Pattern) ReplaceAllString(s, by string) string { return p.ready().ReplaceAllString(s, by) }

// looksBack tells whether a match depends on the character before it.
func looksBack(e *syntax.Regexp) bool {
	switch e.Op {
	case syntax.OpBeginLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return true
	}
	for _, sub := range e.Sub {
		if looksBack(sub) {
			return true
		}
	}
	return false
}

// most is how many characters a range of a class may have that is listed.
const most = 100

// begins lists the characters that a match may begin with, and tells whether
// it may be empty. ok is false where there are too many characters to list.
func begins(e *syntax.Regexp, first *firsts) (empty, ok bool) {
	switch e.Op {
	case syntax.OpLiteral:
		first[byte(e.Rune[0])] = true
		return false, e.Flags&syntax.FoldCase == 0
	case syntax.OpCharClass:
		return false, list(e.Rune, first)
	case syntax.OpEmptyMatch, syntax.OpEndText:
		return true, true
	case syntax.OpNoMatch:
		return false, true
	case syntax.OpCapture, syntax.OpPlus:
		return begins(e.Sub[0], first)
	case syntax.OpStar, syntax.OpQuest:
		_, ok = begins(e.Sub[0], first)
		return true, ok
	case syntax.OpRepeat:
		empty, ok = begins(e.Sub[0], first)
		return empty || e.Min == 0, ok
	case syntax.OpAlternate:
		for _, sub := range e.Sub {
			none, all := begins(sub, first)
			if empty = empty || none; !all {
				return empty, false
			}
		}
		return empty, true
	case syntax.OpConcat:
		for _, sub := range e.Sub {
			if empty, ok = begins(sub, first); !empty || !ok {
				return empty, ok
			}
		}
		return true, true
	}
	return false, false
}

// list lists the characters of a class, given as ranges.
func list(class []rune, first *firsts) bool {
	for i := 0; i < len(class); i += 2 {
		if class[i+1]-class[i] > most {
			return false
		}
		for r := class[i]; r <= class[i+1]; r++ {
			first[byte(r)] = true
		}
	}
	return true
}

// next is the first match at or behind a place of a text, nil when there is none.
func (c *compiled) next(s string, from int) []int {
	for i, r := range s[from:] {
		i += from
		if i > 0 && !c.first[byte(r)] {
			continue
		}
		if m := c.at(i).FindStringSubmatchIndex(s[i:]); m != nil {
			for k := range m {
				if m[k] >= 0 {
					m[k] += i
				}
			}
			return m
		}
	}
	return nil
}

// at is the pattern as it is tried at a place.
func (c *compiled) at(i int) *regexp.Regexp {
	if i == 0 {
		return c.start
	}
	return c.here
}

// MatchString tells whether a text holds a match.
func (p *Pattern) MatchString(s string) bool {
	q := p.asked()
	if q.automaton == nil {
		return p.ready().Regexp.MatchString(s)
	}
	found := Found{}
	if q.behind {
		found = q.before(s)
	} else {
		found = q.in(s)
	}
	return found.Has(0)
}

// FindStringSubmatchIndex is the first match and its groups.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.MatchString(s) {
		return nil
	}
	c := p.ready()
	if c.start == nil {
		return c.Regexp.FindStringSubmatchIndex(s)
	}
	return c.next(s, 0)
}

// FindStringIndex is where the first match stands.
func (p *Pattern) FindStringIndex(s string) []int {
	m := p.FindStringSubmatchIndex(s)
	return m[:min(len(m), 2)]
}

// FindString is the first match.
func (p *Pattern) FindString(s string) string {
	if m := p.FindStringSubmatchIndex(s); m != nil {
		return s[m[0]:m[1]]
	}
	return ""
}

// FindStringSubmatch is the first match and what its groups hold.
func (p *Pattern) FindStringSubmatch(s string) []string {
	return groups(s, p.FindStringSubmatchIndex(s))
}

// groups are the texts at the places of a match.
func groups(s string, m []int) []string {
	if m == nil {
		return nil
	}
	list := make([]string, len(m)/2)
	for k := range list {
		if m[2*k] >= 0 {
			list[k] = s[m[2*k]:m[2*k+1]]
		}
	}
	return list
}

// FindAllStringSubmatchIndex are the first n matches, one after another, with
// their groups; all of them where n is negative.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) (all [][]int) {
	if !p.MatchString(s) {
		return nil
	}
	c := p.ready()
	if c.start == nil {
		return c.Regexp.FindAllStringSubmatchIndex(s, n)
	}
	for m := c.next(s, 0); m != nil && len(all) != n; m = c.next(s, m[1]) {
		all = append(all, m)
	}
	return all
}

// FindAllStringIndex is where the first n matches stand.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	all := p.FindAllStringSubmatchIndex(s, n)
	for i := range all {
		all[i] = all[i][:2]
	}
	return all
}

// FindAllStringSubmatch are the first n matches and what their groups hold.
func (p *Pattern) FindAllStringSubmatch(s string, n int) (all [][]string) {
	for _, m := range p.FindAllStringSubmatchIndex(s, n) {
		all = append(all, groups(s, m))
	}
	return all
}

// FindAllString are the first n matches.
func (p *Pattern) FindAllString(s string, n int) (all []string) {
	for _, m := range p.FindAllStringSubmatchIndex(s, n) {
		all = append(all, s[m[0]:m[1]])
	}
	return all
}
