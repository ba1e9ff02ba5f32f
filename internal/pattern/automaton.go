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

	making sync.Mutex // held to make a state; guards seen, and all of states but what next holds
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

// state is what may become of what was read: where its row begins in the table
// of states, and two flags. 0 is one that is not known yet.
type state uint32

const (
	hit  state = 1 << 30 // something matches up to here
	idle state = 1 << 31 // nothing more is found, whatever follows
	row  state = 1<<30 - 1
)

// states are those there are, in one table: it is gone through for every
// character of a page.
type states struct {
	next     []atomic.Uint32 // a row for each state, the second for the start: where the classes lead
	closures []closure       // of the rows
	start    state
	known    map[closure]state
	size     int
	full     atomic.Bool
	larger   *states // what these were copied to when the table was too small
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
		a.all.Add(c.number)
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
	s := &states{next: make([]atomic.Uint32, firstRoom*a.count), closures: make([]closure, firstRoom), known: map[closure]state{}}
	var c closure
	a.follow(&c, a.start, true, false)
	_, s.start = a.settle(s, c)
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
	return a.instead(s)
}

// instead are the states to go on with where these are full.
func (a *automaton) instead(of *states) *states {
	if a.now.Load() == of {
		a.now.Store(a.fresh())
	}
	return a.now.Load()
}

// reader is how far a text is read.
type reader struct {
	*automaton
	*states
	at state
}

// reader is where a text is not yet read.
func (a *automaton) reader() reader {
	s := a.states()
	return reader{a, s, s.start}
}

// read reads a character of a class.
func (r *reader) read(class uint16) {
	from := r.at&row + state(class)
	if r.at = state(r.next[from].Load()); r.at == 0 {
		r.step(int(from))
	}
}

// matches tells whether anything matches in a text, which is read from its end
// or its beginning on.
func (a *automaton) matches(text string, behind bool) bool {
	r := a.reader()
	for done := false; len(text) > 0 && r.at&hit == 0 && !done; {
		done = r.at&idle != 0
		if behind {
			class, size := r.last(text)
			r.read(class)
			text = text[:len(text)-size]
		} else {
			class, size := r.first(text)
			r.read(class)
			text = text[size:]
		}
	}
	return r.at&hit != 0 || r.reached().ended != Found{}
}

// reached is what the text up to here comes to.
func (r *reader) reached() *closure { return &r.closures[int(r.at&row)/r.count] }

// step is read where nobody has come from that place of the table before.
func (r *reader) step(from int) {
	a := r.automaton
	a.making.Lock()
	defer a.making.Unlock()
	for r.larger != nil {
		r.states = r.larger
	}
	known, begun := r.states, r.closures[from/a.count].insts
	if r.full.Load() { // one long text could need more room than there is
		r.states = a.instead(r.states)
	}
	c := closure{found: a.anew.found, ended: a.anew.ended}
	for _, insts := range []string{begun, a.anew.insts} {
		for i := 0; i < len(insts); i += 2 {
			in := &a.insts[uint16(insts[i])|uint16(insts[i+1])<<8]
			if _, takes := slices.BinarySearch(a.takes[in.takes], uint16(from%a.count)); takes {
				a.follow(&c, in.out, false, false)
			}
		}
	}
	to, at := a.settle(r.states, c)
	if r.states == known { // from is a place in these
		to.next[from].Store(uint32(at))
	}
	r.states, r.at = to, at
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
		found.Add(int(in.arg / 2))
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

// settle is the state with a closure, a new one where there is none, and the
// states with it.
func (a *automaton) settle(s *states, c closure) (*states, state) {
	a.gather(&c)
	if to, ok := s.known[c]; ok {
		return s, to
	}
	n := len(s.known) + 1
	if n == len(s.closures) {
		s = a.enlarge(s)
	}
	to := state(n * a.count)
	if c.found != (Found{}) {
		to |= hit
	}
	if c.insts == "" && a.anew.insts == "" {
		to |= idle
	}
	s.closures[n], s.known[c] = c, to
	s.size += len(c.insts) + sizeOfState + 4*a.count
	if s.size > leastRoom+roomPerInst*len(a.insts) {
		s.full.Store(true)
	}
	return s, to
}

// enlarge copies states to a larger table. Who reads with the smaller one goes
// on until it is at its end there.
func (a *automaton) enlarge(s *states) *states {
	n := len(s.closures)*3/2 + firstRoom
	s.larger = &states{next: make([]atomic.Uint32, n*a.count), closures: make([]closure, n), start: s.start, known: s.known, size: s.size}
	copy(s.larger.next, s.next)
	copy(s.larger.closures, s.closures)
	a.now.CompareAndSwap(s, s.larger)
	return s.larger
}

// How many states there is room for at first; how many bytes one has, about,
// besides its row; and how many the states of an automaton may have together.
const firstRoom, sizeOfState, leastRoom, roomPerInst = 8, 192, 1 << 16, 256
