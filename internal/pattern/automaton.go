package pattern

import (
	"math/bits"
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
)

// automaton reads a text character by character and knows after each which of
// its expressions have matched. Its states are made when they are first come
// to, and all forgotten when they are too many. Many may read at once.
type automaton struct {
	*classes
	insts []instruction
	start uint16
	all   Found // every expression
	now   atomic.Pointer[states]

	making sync.Mutex // held to make a state; guards seen, and states besides their edges
	anew   closure    // what begins behind any character
	seen   [2][]uint64
}

// instruction is one of a program, in the little room that it needs.
type instruction struct {
	op       syntax.InstOp
	out, arg uint16
	takes    uint16 // which characters it reads
}

// closure is what can be come to without reading another character.
type closure struct {
	found Found  // what matches up to here
	ended Found  // what matches besides if the text ends here
	insts string // the instructions that read the next character, two bytes each
}

// state is what may become of what was read.
type state struct {
	closure
	next []atomic.Pointer[leads] // by the class of the character
	none bool                    // nothing more is found, whatever follows
	hit  bool                    // found is not empty
}

// leads are the states that classes lead to which are numbered one after another.
type leads [wide]atomic.Pointer[state]

const wide = 16

// states are those there are.
type states struct {
	start *state
	known map[closure]*state
	size  int
	full  atomic.Bool
}

// automatonOf is the automaton of expressions, nil where a match depends on lines
// or words, or they are too long.
func automatonOf(list []choice) *automaton {
	prog, err := syntax.Compile(together(list).Simplify())
	if err != nil || len(prog.Inst) > 1<<16 {
		return nil
	}
	for _, i := range prog.Inst {
		if i.Op == syntax.InstEmptyWidth && syntax.EmptyOp(i.Arg)&^(syntax.EmptyBeginText|syntax.EmptyEndText) != 0 {
			return nil
		}
	}
	classes, takes := classesOf(prog)
	a := &automaton{classes: classes, start: uint16(prog.Start)}
	a.insts = make([]instruction, len(prog.Inst))
	for i, in := range prog.Inst {
		a.insts[i] = instruction{in.Op, uint16(in.Out), uint16(in.Arg), takes[i]}
	}
	for _, c := range list {
		a.all.add(c.number)
	}
	for i := range a.seen {
		a.seen[i] = make([]uint64, len(a.insts)/64+1)
	}
	a.follow(&a.anew, a.start, false, false)
	a.gather(&a.anew)
	a.now.Store(a.fresh())
	return a
}

// fresh is the states there are at first.
func (a *automaton) fresh() *states {
	s := &states{known: map[closure]*state{}}
	var c closure
	a.follow(&c, a.start, true, false)
	s.start = a.settle(s, c)
	return s
}

// states are those to read a text with.
func (a *automaton) states() *states {
	s := a.now.Load()
	if !s.full.Load() {
		return s
	}
	a.making.Lock()
	defer a.making.Unlock()
	if a.now.Load() == s {
		a.now.Store(a.fresh())
	}
	return a.now.Load()
}

// next is the state that a character leads to.
func (a *automaton) next(known *states, from *state, r rune) *state {
	class := a.of(r)
	if some := from.next[class/wide].Load(); some != nil {
		if to := some[class%wide].Load(); to != nil {
			return to
		}
	}
	return a.step(known, from, class)
}

// step is the same where nobody has come that way before.
func (a *automaton) step(known *states, from *state, class uint16) *state {
	a.making.Lock()
	defer a.making.Unlock()
	c := closure{found: a.anew.found, ended: a.anew.ended}
	for _, insts := range []string{from.insts, a.anew.insts} {
		for i := 0; i < len(insts); i += 2 {
			in := &a.insts[uint16(insts[i])|uint16(insts[i+1])<<8]
			if _, takes := slices.BinarySearch(a.takes[in.takes], class); takes {
				a.follow(&c, in.out, false, false)
			}
		}
	}
	to := a.settle(known, c)
	some := from.next[class/wide].Load()
	if some == nil {
		some = &leads{}
		from.next[class/wide].Store(some)
		known.size += 8 * wide
	}
	some[class%wide].Store(to)
	return to
}

// follow notes where an instruction leads without another character, at the
// beginning of the text or at its end.
func (a *automaton) follow(c *closure, pc uint16, begin, end bool) {
	seen, found := a.seen[0], &c.found
	if end {
		seen, found = a.seen[1], &c.ended
	}
	bit := uint64(1) << (pc % 64)
	if seen[pc/64]&bit != 0 {
		return
	}
	seen[pc/64] |= bit
	in := &a.insts[pc]
	switch in.op {
	case syntax.InstAlt, syntax.InstAltMatch:
		a.follow(c, in.arg, begin, end)
	case syntax.InstCapture:
		found.add(int(in.arg / 2))
	case syntax.InstEmptyWidth:
		if in.arg&uint16(syntax.EmptyBeginText) != 0 && !begin {
			return
		}
		end = end || in.arg&uint16(syntax.EmptyEndText) != 0
	case syntax.InstNop:
	default:
		return
	}
	a.follow(c, in.out, begin, end)
}

// gather lists the instructions that were followed and read a character.
func (a *automaton) gather(c *closure) {
	var list []byte
	for i, seen := range a.seen[0] {
		for ; seen != 0; seen &= seen - 1 {
			pc := i*64 + bits.TrailingZeros64(seen)
			if a.insts[pc].op >= syntax.InstRune {
				list = append(list, byte(pc), byte(pc>>8))
			}
		}
	}
	clear(a.seen[0])
	clear(a.seen[1])
	c.insts = string(list)
}

// settle is the state with a closure, a new one where there is none.
func (a *automaton) settle(s *states, c closure) *state {
	a.gather(&c)
	if known := s.known[c]; known != nil {
		return known
	}
	to := &state{closure: c, next: make([]atomic.Pointer[leads], a.count/wide+1), hit: c.found != Found{}, none: c.insts == "" && a.anew.insts == ""}
	s.known[c] = to
	s.size += len(c.insts) + sizeOfState + 8*a.count/wide
	if s.size > leastRoom+roomPerInst*len(a.insts) {
		s.full.Store(true)
	}
	return to
}

// How many bytes a state has, about, without what grows with the expressions;
// and how many the states of an automaton may have together.
const sizeOfState, leastRoom, roomPerInst = 256, 1 << 16, 128
