// Package selector is the one way to say which organs and which years are
// meant, on every command line:
//
//	350102          the organs of one division, by its code of 6, 9 or 12 digits
//	3501            the organs of all divisions whose codes begin so
//	350100+         a division and all below it
//	鼓楼区           a division by its name, with or without 区; or an organ by
//	                its name, or by a part of it that only one has
//	福建/福州        a name, in a division
//	*财政局          every organ of such a name; * is any text
//	site:a.gov.cn   the organs with a list on that host
//	tag:pilot       the organs that sites.csv tags so
//	@list.txt       the selectors in a file, one a line
//	-               the same on standard input
//
// Several are a union. A name that several divisions or organs have is
// ambiguous: an error that lists them, never a guess.
package selector

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Organ is what selectors tell organs by.
type Organ struct {
	Name     string
	Division string   // code, empty where none is known
	Level    string   // for people, in lists of candidates
	Sites    []string // hosts of its lists
	Tags     []string
}

// Selector is what a person selected: a union of words, less another.
type Selector struct {
	words, without []string
}

// ErrNone is in the error of a selector that selects nothing.
var ErrNone = errors.New("selects nothing")

// Ambiguous is the error of a name that several organs or divisions have.
type Ambiguous struct {
	Word  string
	Among []string // what would tell them apart, as selectors with a name behind each
}

// Error names the word and lists the candidates, one a line.
func (a Ambiguous) Error() string {
	list := a.Among
	more := ""
	if len(list) > mostListed {
		more = fmt.Sprintf("\n  and %d more", len(list)-mostListed)
		list = list[:mostListed]
	}
	return fmt.Sprintf("%q is ambiguous; it could be one of\n  %s%s", a.Word, strings.Join(list, "\n  "), more)
}

// mostListed are the candidates an error lists.
const mostListed = 20

// Parse reads selectors, and those to be left out of them. Files and standard
// input are opened by open, by name, - for the latter; each is read once.
// Whether a name is that of an organ is seen by Pick.
func Parse(words, without []string, open func(name string) (io.ReadCloser, error)) (Selector, error) {
	var s Selector
	var errs [2]error
	s.words, errs[0] = expand(words, open)
	s.without, errs[1] = expand(without, open)
	return s, errors.Join(errs[:]...)
}

// expand replaces files by the selectors in them.
func expand(words []string, open func(string) (io.ReadCloser, error)) (all []string, err error) {
	for _, w := range words {
		w = strings.TrimSpace(w)
		name, isFile := strings.CutPrefix(w, "@")
		switch {
		case w == "" || isFile && name == "":
			return nil, fmt.Errorf("%q is no selector", w)
		case w == "-":
			name, isFile = "-", true
		}
		if !isFile {
			all = append(all, w)
			continue
		}
		lines, err := read(name, open)
		if err != nil {
			return nil, err
		}
		all = append(all, lines...)
	}
	return all, nil
}

// read reads the selectors of a file: one a line, # begins a remark.
func read(name string, open func(string) (io.ReadCloser, error)) (list []string, err error) {
	f, err := open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // it was only read
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "\ufeff"), "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			continue
		case line == "-" || line[0] == '@':
			return nil, fmt.Errorf("%s:%d: %s: a list of selectors names no other list", name, n, line)
		}
		list = append(list, line)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s has no selectors in it: %w", name, ErrNone)
	}
	return list, nil
}

// Pick returns which of the organs are selected, as indexes in their order. No
// words select all. Each word that selects nothing is an error that is ErrNone;
// so is a selection of which nothing is left. A name that is not of one thing
// alone is Ambiguous.
//
// Divisions have the names that their organs bear: 鼓楼区人民政府 is in 鼓楼区. More
// of them are asked of name, by a code of 6 or 9 digits; it may be nil, and is
// asked only where a selector is no code and no organ's name.
func (s Selector) Pick(organs []Organ, name func(code string) string) ([]int, error) {
	p := &places{organs: organs, more: name}
	in := make([]bool, len(organs))
	for i := range in {
		in[i] = len(s.words) == 0
	}
	if err := p.mark(in, s.words, true); err != nil {
		return nil, err
	}
	if err := p.mark(in, s.without, false); err != nil {
		return nil, err
	}
	var list []int
	for i, ok := range in {
		if ok {
			list = append(list, i)
		}
	}
	if len(list) == 0 {
		return nil, s.none(organs)
	}
	return list, nil
}

func (s Selector) none(organs []Organ) error {
	if len(organs) == 0 {
		return fmt.Errorf("there are no organs yet: the selector %w", ErrNone)
	}
	return fmt.Errorf("nothing is left of %q without %q: the selector %w", strings.Join(s.words, " "), strings.Join(s.without, " "), ErrNone)
}

// mark sets what each word selects.
func (p *places) mark(in []bool, words []string, to bool) error {
	var errs []error
	for _, w := range words {
		list, err := p.pick(w)
		if err != nil {
			errs = append(errs, err)
		}
		for _, i := range list {
			in[i] = to
		}
	}
	return errors.Join(errs...)
}
