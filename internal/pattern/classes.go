package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// classes parts the characters into those that no instruction of a program
// tells from one another.
type classes struct {
	count int
	begin []rune     // where a stretch of characters of one class begins, in order
	class []uint16   // of each stretch
	takes [][]uint16 // the classes that instructions take, in order, alike ones once
	page  [firstBeyond / pageSize]uint16
	pages [][pageSize]uint16 // the classes of the characters up to firstBeyond, alike pages once
}

const pageSize, firstBeyond = 64, 0x10000

// of is the class of a character.
func (c *classes) of(r rune) uint16 {
	if r := uint32(r); r < firstBeyond {
		return c.pages[c.page[r/pageSize]][r%pageSize]
	}
	return c.beyond(r)
}

// first is the class of the first character of a text, and how many bytes that has.
func (c *classes) first(s string) (class uint16, size int) {
	if len(s) >= 3 && isWide(s[0], s[1], s[2]) {
		return c.wide(s[0], s[1], s[2]), 3
	}
	r, size := utf8.DecodeRuneInString(s)
	return c.of(r), size
}

// last is the same of the last one.
func (c *classes) last(s string) (class uint16, size int) {
	if n := len(s); n >= 3 && isWide(s[n-3], s[n-2], s[n-1]) {
		return c.wide(s[n-3], s[n-2], s[n-1]), 3
	}
	r, size := utf8.DecodeLastRuneInString(s)
	return c.of(r), size
}

// isWide tells whether three bytes are a character, as most are here.
func isWide(x, y, z byte) bool {
	return x >= 0xe1 && x != 0xed && x < 0xf0 && y&0xc0 == 0x80 && z&0xc0 == 0x80
}

// wide is the class of such a character: the first two bytes tell its page.
func (c *classes) wide(x, y, z byte) uint16 {
	return c.pages[c.page[uint(x&0xf)<<6|uint(y&0x3f)]][z&0x3f]
}

func (c *classes) beyond(r rune) uint16 {
	i, found := slices.BinarySearch(c.begin, r)
	if !found {
		i--
	}
	return c.class[i]
}

// classesOf are the classes of the characters in a program, and which of takes
// each of its instructions has.
func classesOf(p *syntax.Prog) (*classes, []uint16) {
	c := &classes{begin: []rune{0}}
	known := map[string]uint16{}
	var lists [][]rune // the ranges of the instructions that differ
	takers := make([]uint16, len(p.Inst))
	for i := range p.Inst {
		list := ranges(&p.Inst[i])
		n, ok := known[string(list)]
		if !ok {
			n = uint16(len(lists))
			known[string(list)], lists = n, append(lists, list)
			for k := 0; k < len(list); k += 2 {
				c.begin = append(c.begin, list[k], list[k+1]+1)
			}
		}
		takers[i] = n
	}
	slices.Sort(c.begin)
	c.begin = slices.Clip(slices.Compact(c.begin))
	c.part(lists)
	c.fill()
	return c, takers
}

// part gives stretches that the same lists take one class.
func (c *classes) part(lists [][]rune) {
	by := make([][]byte, len(c.begin)) // who takes each stretch, two bytes each
	for n, list := range lists {
		for k := 0; k < len(list); k += 2 {
			from, _ := slices.BinarySearch(c.begin, list[k])
			for i := from; i < len(c.begin) && c.begin[i] <= list[k+1]; i++ {
				by[i] = binary.LittleEndian.AppendUint16(by[i], uint16(n))
			}
		}
	}
	c.class, c.takes = make([]uint16, len(c.begin)), make([][]uint16, len(lists))
	known := map[string]uint16{}
	for i, takers := range by {
		class, ok := known[string(takers)]
		if !ok {
			class = uint16(len(known))
			known[string(takers)] = class
			for ; len(takers) > 0; takers = takers[2:] {
				n := binary.LittleEndian.Uint16(takers)
				c.takes[n] = append(c.takes[n], class)
			}
		}
		c.class[i] = class
	}
	c.count = len(known)
}

// fill writes the pages. Those of one class all through are written once.
func (c *classes) fill() {
	alike, at := map[uint16]uint16{}, 0
	for p := range c.page {
		first := rune(p * pageSize)
		for at+1 < len(c.begin) && c.begin[at+1] <= first {
			at++
		}
		whole := at+1 == len(c.begin) || c.begin[at+1] >= first+pageSize
		n, ok := alike[c.class[at]]
		if !whole || !ok {
			n = uint16(len(c.pages))
			c.pages = append(c.pages, c.written(first, at))
		}
		if whole {
			alike[c.class[at]] = n
		}
		c.page[p] = n
	}
	c.pages = slices.Clone(c.pages) // without the room they grew in
}

// written is the page that begins with a character in a stretch.
func (c *classes) written(first rune, at int) (page [pageSize]uint16) {
	for i := range page {
		for at+1 < len(c.begin) && c.begin[at+1] <= first+rune(i) {
			at++
		}
		page[i] = c.class[at]
	}
	return page
}

// ranges are the characters that an instruction takes, from and to in turn.
func ranges(i *syntax.Inst) []rune {
	switch i.Op {
	case syntax.InstRuneAny:
		return []rune{0, unicode.MaxRune}
	case syntax.InstRuneAnyNotNL:
		return []rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}
	case syntax.InstRune, syntax.InstRune1:
	default:
		return nil
	}
	if len(i.Rune) > 1 {
		return i.Rune
	}
	list := []rune{i.Rune[0], i.Rune[0]}
	if syntax.Flags(i.Arg)&syntax.FoldCase != 0 {
		for r := unicode.SimpleFold(i.Rune[0]); r != i.Rune[0]; r = unicode.SimpleFold(r) {
			list = append(list, r, r)
		}
	}
	return list
}
