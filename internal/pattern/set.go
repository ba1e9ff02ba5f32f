package pattern

import (
	"iter"
	"math/bits"
	"regexp/syntax"
	"sync"
)

// Set is several regular expressions of which one pass over a text tells which
// match. They know no lines and no words: neither (?m) nor \b.
type Set struct {
	behind bool // the text is read from its end
	ready  func() *automaton
}

// SetOf is the set of expressions, which are compiled when they are first
// looked for. A wrong one panics then.
func SetOf(texts ...string) *Set { return setOf(texts, false) }

// EndingsOf is the set of expressions for the end of a text, as if each ended
// with $. The text is read backwards, no further than one of them may reach.
func EndingsOf(texts ...string) *Set { return setOf(texts, true) }

func setOf(texts []string, behind bool) *Set {
	return &Set{behind, sync.OnceValue(func() *automaton {
		list := make([]choice, len(texts))
		for i, text := range texts {
			list[i] = choiceOf(i, parsed(text), behind)
		}
		a := automatonOf(list)
		if a == nil {
			panic("pattern: a set of lines, of words, or of too much: " + texts[0])
		}
		return a
	})}
}

func parsed(text string) *syntax.Regexp {
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		panic(err)
	}
	return tree
}

// choice is an expression of a set, as the parts that follow one another.
type choice struct {
	number int
	parts  []*syntax.Regexp
}

func choiceOf(number int, tree *syntax.Regexp, behind bool) choice {
	ungroup(tree)
	if behind {
		turn(tree)
		tree = &syntax.Regexp{Op: syntax.OpConcat, Sub: []*syntax.Regexp{{Op: syntax.OpBeginText}, tree}}
	}
	return choice{number, parts(nil, tree)}
}

// ungroup takes the groups out of an expression.
func ungroup(e *syntax.Regexp) {
	for e.Op == syntax.OpCapture {
		*e = *e.Sub[0]
	}
	for _, sub := range e.Sub {
		ungroup(sub)
	}
}

// parts are the parts of an expression that follow one another.
func parts(list []*syntax.Regexp, e *syntax.Regexp) []*syntax.Regexp {
	if e.Op != syntax.OpConcat {
		return append(list, e)
	}
	for _, sub := range e.Sub {
		list = parts(list, sub)
	}
	return list
}

// together is one expression for all. What several begin with is there once;
// the groups at the ends tell which they are.
func together(list []choice) *syntax.Regexp {
	all := &syntax.Regexp{Op: syntax.OpAlternate}
	for len(list) > 0 {
		first := list[0]
		if len(first.parts) == 0 {
			all.Sub = append(all.Sub, &syntax.Regexp{Op: syntax.OpCapture, Cap: first.number, Sub: []*syntax.Regexp{{Op: syntax.OpEmptyMatch}}})
			list = list[1:]
			continue
		}
		var same, others []choice
		for _, c := range list {
			if len(c.parts) > 0 && c.parts[0].Equal(first.parts[0]) {
				same = append(same, choice{c.number, c.parts[1:]})
			} else {
				others = append(others, c)
			}
		}
		all.Sub = append(all.Sub, &syntax.Regexp{Op: syntax.OpConcat, Sub: []*syntax.Regexp{first.parts[0], together(same)}})
		list = others
	}
	return all
}

// Found are the expressions of a set that match, by their places in it.
type Found [3]uint64

// Has tells whether expression n matches.
func (f Found) Has(n int) bool { return f[n/64]>>(n%64)&1 != 0 }

// Add notes that expression n matches.
func (f *Found) Add(n int) { f[n/64] |= 1 << (n % 64) }

// And is what matches in both.
func (f Found) And(g Found) Found {
	for i := range f {
		f[i] &= g[i]
	}
	return f
}

// Each is the expressions that match, in order.
func (f Found) Each() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, some := range f {
			for ; some != 0; some &= some - 1 {
				if !yield(i*64 + bits.TrailingZeros64(some)) {
					return
				}
			}
		}
	}
}

func (f *Found) join(g *Found) {
	for i := range f {
		f[i] |= g[i]
	}
}

// In is which expressions match in a text.
func (s *Set) In(text string) Found {
	a := s.ready()
	if s.behind {
		return a.before(text)
	}
	return a.in(text)
}

// Each is the places of a text behind which expressions match, with those of
// which a match ends there.
func (s *Set) Each(text string) iter.Seq2[int, Found] {
	return func(yield func(int, Found) bool) {
		r := s.ready().reader()
		for i := 0; i < len(text); {
			class, size := r.first(text[i:])
			i += size
			r.read(class)
			if r.at&hit != 0 && !yield(i, r.reached().found) {
				return
			}
		}
	}
}

// Reading is a text that is read with a set, from its beginning on.
type Reading struct {
	reader
	found Found
	text  string
	read  int // how much of it
}

// Read begins to read a text.
func (s *Set) Read(text string) Reading { return s.ready().reading(text) }

func (a *automaton) reading(text string) Reading {
	r := a.reader()
	return Reading{r, r.reached().found, text, 0}
}

// To is which expressions match in the text up to a place, which is no earlier
// than that before.
func (r *Reading) To(to int) Found {
	reader, found := r.reader, r.found
	for i := r.read; i < to; {
		done := reader.at&idle != 0
		class, size := reader.first(r.text[i:to])
		i += size
		if reader.read(class); reader.at&hit != 0 {
			found.join(&reader.reached().found)
			done = done || found == reader.all
		}
		if done {
			break // what follows changes nothing
		}
	}
	r.reader, r.read, r.found = reader, to, found
	found.join(&reader.reached().ended)
	return found
}

// in is what matches in a text.
func (a *automaton) in(text string) Found {
	r := a.reading(text)
	return r.To(len(text))
}

// before is what matches in a text that is read from its end.
func (a *automaton) before(text string) Found {
	r := a.reader()
	found := r.reached().found
	for i := len(text); i > 0 && found != a.all; {
		done := r.at&idle != 0
		class, size := r.last(text[:i])
		i -= size
		if r.read(class); r.at&hit != 0 {
			found.join(&r.reached().found)
		}
		if done {
			break
		}
	}
	found.join(&r.reached().ended)
	return found
}
