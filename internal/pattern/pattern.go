// Package pattern is regular expressions for Chinese prose, of which hardly any
// matches. An automaton tells whether one does and where its matches begin, at
// a tenth of the cost; only there is package regexp asked what they are.
package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
)

// Pattern is a regular expression. It finds just what regexp.Regexp finds.
type Pattern struct {
	text  string
	whole func() *regexp.Regexp
	asked func() question
	parts func() *finder
}

// Of is the pattern of a regular expression, which is compiled when it is
// first looked for. A wrong one panics then.
func Of(text string) *Pattern {
	p := &Pattern{text: text}
	p.whole = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
	p.asked = sync.OnceValue(func() question { return questionOf(text) })
	p.parts = sync.OnceValue(p.finder)
	return p
}

// question is whether a pattern matches.
type question struct {
	*automaton      // nil where regexp must tell
	behind     bool // the text is read from its end
}

// questionOf is the question whether an expression matches. One that is for the
// end of a text is read from there.
func questionOf(text string) question {
	tree := parsed(text)
	list := parts(nil, tree)
	behind := list[len(list)-1].Op == syntax.OpEndText && list[0].Op != syntax.OpBeginText
	return question{automatonOf([]choice{choiceOf(0, tree, behind)}), behind}
}

// finder finds the matches of a pattern.
type finder struct {
	begins *automaton     // tells, in a text that is read from its end, where matches begin
	first  *regexp.Regexp // is one at the beginning of a text
	later  *regexp.Regexp // and one behind it
}

// finder is nil where regexp must look for the matches: where they are at the
// beginning only, may be empty, or depend on lines or words.
func (p *Pattern) finder() *finder {
	tree := parsed(p.text)
	if parts(nil, tree)[0].Op == syntax.OpBeginText || p.MatchString("") {
		return nil
	}
	f := &finder{first: regexp.MustCompile(`^(?:` + p.text + `)`)}
	if f.later = f.first; later(tree) {
		f.later = regexp.MustCompile(`^(?:` + written(tree) + `)`)
	}
	tree = parsed(p.text)
	ungroup(tree)
	turn(tree)
	if f.begins = automatonOf([]choice{{0, parts(nil, tree)}}); f.begins == nil {
		return nil
	}
	return f
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

// places adds to a list where matches begin, in order.
func (f *finder) places(s string, list []int) []int {
	r := f.begins.reader()
	for i := len(s); i > 0; {
		class, size := r.last(s[:i])
		i -= size
		if r.read(class); r.at&hit != 0 || i == 0 && r.reached().ended.Has(0) {
			list = append(list, i)
		}
	}
	slices.Reverse(list)
	return list
}

// ReplaceAllString is a text with a replacement for each match.
func (p *Pattern) ReplaceAllString(s, by string) string {
	all := p.FindAllStringSubmatchIndex(s, -1)
	if all == nil {
		return s
	}
	var b []byte
	end := 0
	for _, m := range all {
		b = p.whole().ExpandString(append(b, s[end:m[0]]...), by, s, m)
		end = m[1]
	}
	return string(append(b, s[end:]...))
}

// MatchString tells whether a text holds a match.
func (p *Pattern) MatchString(s string) bool {
	if q := p.asked(); q.automaton != nil {
		return q.matches(s, q.behind)
	}
	return p.whole().MatchString(s)
}

// FindAllStringSubmatchIndex are the first n matches, one after another, with
// their groups; all of them where n is negative.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) (all [][]int) {
	f := p.parts()
	if f == nil {
		switch {
		case !p.MatchString(s):
			return nil
		case n == 1:
			return [][]int{p.whole().FindStringSubmatchIndex(s)}
		}
		return p.whole().FindAllStringSubmatchIndex(s, n)
	}
	var room [16]int
	end := 0
	for _, i := range f.places(s, room[:0]) {
		if i < end || len(all) == n {
			continue
		}
		one := f.later
		if i == 0 {
			one = f.first
		}
		m := one.FindStringSubmatchIndex(s[i:])
		for k := range m {
			if m[k] >= 0 {
				m[k] += i
			}
		}
		all, end = append(all, m), m[1]
	}
	return all
}

// FindStringSubmatchIndex is the first match and its groups.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	for _, m := range p.FindAllStringSubmatchIndex(s, 1) {
		return m
	}
	return nil
}

// FindStringIndex is where the first match stands.
func (p *Pattern) FindStringIndex(s string) []int {
	m := p.FindStringSubmatchIndex(s)
	return m[:min(len(m), 2)]
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
