// Package statement finds the facts that the prose of a report states: typed,
// with their unit and the sentence they stand in. It reads clause by clause
// and would rather miss a fact than invent one.
//
// A text is cleaned (clean.go), cut into sentences, its numbers found
// (quantity.go), and each number tried by the rules (rule.go): the words
// before it and after it must be those of one fact. Words that say there was
// nothing have rules of their own (none.go).
package statement

import (
	"slices"
	"strings"

	"gongkai/internal/pattern"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// Read lists what the sections of the report of a year state, in their order.
// A year of 0 is one that is not known.
func Read(sections []report.Section, year int) []report.Statement {
	var list []report.Statement
	for _, s := range sections {
		if s.Text != "" {
			list = append(list, read(s, year)...)
		}
	}
	return list
}

// read reads one section.
func read(s report.Section, year int) []report.Statement {
	c := clean(s.Text)
	r := reader{text: c, source: s.Text, section: s.Number, year: year, heading: sectionTopic(s.Number)}
	for line := range strings.SplitSeq(c.s, "\n") {
		r.paragraph(line)
		r.begin += len(line) + 1
	}
	slices.SortStableFunc(r.found, func(a, b report.Statement) int { return a.Offset - b.Offset })
	return r.found
}

// reader reads the paragraphs of a section one after another.
type reader struct {
	text    cleaned
	source  string
	section int
	year    int
	heading topic // of the heading or the section that we are under
	found   []report.Statement
	begin   int    // of the paragraph that is read
	line    string // the paragraph
	turned  bool   // turns are those of this paragraph
	turns   []turn
	pieces  []quantity // the numbers of the sentence that is read
}

// span is a part of the cleaned text.
type span struct{ from, to int }

func (r *reader) in(p span) string { return r.text.s[p.from:p.to] }

// paragraph reads the sentences of a paragraph. A short one without any number
// is a heading: it says what the next ones are about.
func (r *reader) paragraph(line string) {
	if t, ok := headingTopic(line); ok {
		r.heading = t
		return
	}
	r.line, r.turned = line, false
	for _, s := range sentences(line, r.begin) {
		r.sentence(s)
	}
}

// sentence reads one sentence of the paragraph.
func (r *reader) sentence(p span) {
	s := r.in(p)
	var denies, compares bool
	r.pieces, denies, compares = quantities(s, r.pieces[:0])
	if len(r.pieces) == 0 && !denies {
		return
	}
	x := sentence{reader: r, span: p}
	if compares {
		x.compared = comparisons.FindAllStringIndex(s, -1)
	}
	for i := range x.pieces {
		x.number(i)
	}
	if denies {
		x.none()
	}
}

// sentence is what is found in a sentence.
type sentence struct {
	*reader
	span
	compared [][]int // comparisons with another year: what stands in them is not this year's
	last     string  // fact of the number before
	listing  bool    // a channel with its number stands before

	// what is found out when it is first asked for
	printed string          // the sentence as it stands in the source
	reading pattern.Reading // of what stands before a number
	years   [][]int         // the years that it names
	narrow  [][]int         // the words that narrow what is counted, up to a place
	upTo    int             // that place
	known   struct{ before, years bool }
}

// give adds a statement about the bytes from and to of the sentence.
func (x *sentence) give(fact string, from, to int, q *quantity) {
	if x.printed == "" {
		x.printed = x.source[x.text.in(x.from):x.text.ends(x.to)]
		if strings.ContainsFunc(x.printed, words.IsSpace) {
			x.printed = strings.Join(strings.Fields(x.printed), " ")
		}
	}
	at, end := x.text.in(x.from+from), x.text.ends(x.from+to)
	s := report.Statement{Fact: fact, Scope: x.scope(from), Section: x.section, Offset: at, Raw: x.source[at:end], Sentence: x.printed}
	if q != nil {
		value := q.value
		s.Value, s.Approximate, s.Unit = &value, q.approximate, q.unit
	}
	x.found = append(x.found, s)
}
