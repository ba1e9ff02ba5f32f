package report

// State says what a cell holds.
type State uint8

const (
	Missing  State = iota // the page lacks the cell
	IsNumber              // nothing but one number; 0 is a number
	Noted                 // one number and words: 22（其中修订16件）, 减4, 43.788万元
	Blank                 // printed and empty
	Dash                  // / — - 无 不适用
	Words                 // printed, not a number: 约3
	Unplaced              // printed, but its position is not certain
	NotAsked              // this edition of the form has no such cell
	states
)

var stateNames = [states]string{"missing", "number", "noted", "blank", "dash", "text", "unplaced", "not_asked"}

// String is the state's key: missing, number, noted, blank, dash, text, unplaced or not_asked.
func (s State) String() string { return stateNames[s] }

// HasValue tells whether a cell in this state has a value.
func (s State) HasValue() bool { return s == IsNumber || s == Noted }

// Grade says how well what a cell says is confirmed.
type Grade uint8

const (
	Unverified Grade = iota // one reading, no sum that holds; or a sum that does not
	Consistent              // two readings agree, or every sum it stands in holds
	Verified                // two readings agree, and every sum it stands in holds
	grades
)

var gradeNames = [grades]string{"unverified", "consistent", "verified"}

// String is the grade's key: unverified, consistent or verified.
func (g Grade) String() string { return gradeNames[g] }

// Rule is how a cell came to its place in the form.
type Rule uint8

const (
	NoRule  Rule = iota // it has no place of its own: missing, unplaced
	Counted             // n-th box of its row, as many boxes as heads
	Below               // the one box below its head
	Tallied             // n-th box of its row in text, pads or heads agreeing
	Proved              // empty: the pads say that nothing is printed in its row
	rules
)

var ruleNames = [rules]string{"", "counted", "below", "tallied", "proved"}

// String is the rule's key: counted, below, tallied, proved, or empty.
func (r Rule) String() string { return ruleNames[r] }

// Place is where a cell stood in its source. All three count from 1; the zero
// Place is nowhere. In a document with tables, Table counts its tables in the
// order they begin and Row and Column are those of the grid; in plain text,
// Table is 1, Row is the line and Column the cell of that line.
type Place struct {
	Table, Row, Column int
}

// Cell is one box of the form. The zero Cell is one that the page lacks, which
// is not a blank one, and neither is 0.
type Cell struct {
	State State
	Rule  Rule   // how it came to its place
	Grade Grade  // by the readings and the sums; see check.Grade
	Twice bool   // a second reading, without the grid, says the same
	Value Number // when State.HasValue: the number as printed, in the printed unit
	Unit  string // 件, 元, 万元 …: where the cell or its header prints one
	Raw   string // the text as printed
	At    Place
}
