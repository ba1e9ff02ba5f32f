// Package check asks whether a report adds up: the arithmetic rules of the
// official form, as data; and whether its prose says what its tables say.
package check

import (
	"sync"

	"gongkai/internal/report"
)

// term is a cell that a rule counts, by the key that the rule does not run over.
type terms []string

// rule is an identity of the form. It is tried once for each key of over, and
// each of its terms names the other key of a cell.
type rule struct {
	id    string // table/rule, never renamed once stored
	kind  report.Kind
	over  axis
	left  terms
	right terms
}

// axis is what a rule runs over.
type axis int

const (
	columns axis = iota // once for each column; terms are rows
	rows                // once for each row or block; terms are columns
)

// outcomes stands for all rows of 三、本年度办理结果 before its total: 21 in the
// edition of 2021, 19 in that of 2019.
const outcomes = "outcomes"

// rules are the identities that the form prints or that its words define.
// requests/balance is printed on it: 第一项加第二项之和，等于第三项加第四项之和.
var rules = []rule{
	{id: "requests/balance", kind: report.Requests, over: columns, left: terms{"received", "carried_in"}, right: terms{"outcomes_total", "carried_out"}},
	{id: "requests/outcomes", kind: report.Requests, over: columns, left: terms{"outcomes_total"}, right: terms{outcomes}},
	{id: "requests/row", kind: report.Requests, over: rows, left: terms{"total"},
		right: terms{"natural_person", "enterprise", "research_institution", "social_organization", "legal_service", "other_organization"}},
	{id: "review/total", kind: report.Review, over: rows, left: terms{"total"}, right: terms{"upheld", "corrected", "other", "pending"}},
}

// identity is a rule at one place of a form.
type identity struct {
	rule, at    string
	left, right []operand
}

// operand is a cell that an identity adds up. One that the form does not have
// is in no row.
type operand struct {
	name        string
	row, column int
}

// identities are those of the forms that reports are read into.
var identities = sync.OnceValue(func() map[*report.Form][]identity {
	all := map[*report.Form][]identity{}
	for _, f := range report.Forms {
		all[f] = identitiesOf(f)
	}
	return all
})

// identitiesOf are those of a form, in the order of the rules and of the form.
func identitiesOf(f *report.Form) (list []identity) {
	for _, ru := range rules {
		if ru.kind == f.Kind {
			list = append(list, ru.on(f)...)
		}
	}
	return list
}

// on are the places of a form at which a rule is tried.
func (ru rule) on(f *report.Form) (list []identity) {
	if ru.over == rows {
		for _, row := range f.Rows {
			at := func(column string) (string, string) { return row.Key, column }
			list = append(list, identity{ru.id, row.Key, operands(f, ru.left, at), operands(f, ru.right, at)})
		}
		return list
	}
	for _, column := range f.Rows[0].Columns {
		at := func(row string) (string, string) { return row, column.Key }
		list = append(list, identity{ru.id, column.Key, operands(f, expand(ru.left, f), at), operands(f, expand(ru.right, f), at)})
	}
	return list
}

// operands are the cells of a form at which the terms stand.
func operands(f *report.Form, ts terms, at func(term string) (row, column string)) (list []operand) {
	for _, t := range ts {
		row, column := at(t)
		i, j := f.Find(row, column)
		if j < 0 {
			i = -1
		}
		list = append(list, operand{row + "." + column, i, j})
	}
	return list
}

// someOfProse is room for as many findings as Prose mostly has, which come after.
const someOfProse = 8

// Report tries every rule on every table that the report has, in the order of
// the rules and of the form. It never changes the report. A rule with an
// operand that is not a number is not assessable, and so is one whose operands
// are printed in different units.
func Report(r *report.Report) []report.Finding {
	n := someOfProse
	for _, t := range r.Tables {
		if t != nil {
			n += len(identities()[t.Form])
		}
	}
	findings := make([]report.Finding, 0, n)
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		for _, id := range identities()[t.Form] {
			findings = append(findings, id.try(func(o operand) report.Cell {
				if o.row < 0 {
					return report.Cell{State: report.NotAsked}
				}
				return t.Cells[o.row][o.column]
			}))
		}
	}
	return append(findings, indicators(r.Indicators)...)
}

// expand replaces outcomes by the rows it stands for in the form.
func expand(ts terms, f *report.Form) terms {
	if len(ts) != 1 || ts[0] != outcomes {
		return ts
	}
	var all terms
	for _, row := range f.Rows {
		if len(row.Parents) > 0 && row.Key != "outcomes_total" {
			all = append(all, row.Key)
		}
	}
	return all
}

// try compares both sides.
func (id identity) try(cell func(operand) report.Cell) report.Finding {
	f := report.Finding{Rule: id.rule, Result: report.NotAssessable, At: id.at}
	unit := ""
	left, why := sum(id.left, cell, &unit)
	if why == "" {
		var right report.Number
		if right, why = sum(id.right, cell, &unit); why == "" {
			sides := [2]report.Number{left, right}
			f.Left, f.Right = &sides[0], &sides[1]
			f.Result = report.Fail
			if left.Equal(right) {
				f.Result = report.Pass
			}
		}
	}
	f.Why = why
	return f
}

// sum adds the cells of one side; why says which operand is not a number.
func sum(side []operand, cell func(operand) report.Cell, unit *string) (total report.Number, why string) {
	for _, o := range side {
		c := cell(o)
		if !c.State.HasValue() {
			return total, o.name + " is " + c.State.String()
		}
		if !same(unit, c.Unit) {
			return total, o.name + " is in " + c.Unit
		}
		var ok bool
		if total, ok = total.Add(c.Value); !ok {
			return total, o.name + " is too large"
		}
	}
	return total, ""
}

// counted are the units of counts, which are the same quantity here.
var counted = map[string]bool{"件": true, "条": true, "宗": true, "起": true, "份": true, "个": true, "例": true, "次": true, "件次": true}

// same tells whether a unit goes with those before it, and remembers it.
func same(unit *string, u string) bool {
	if u == "" || counted[u] {
		u = "件"
	}
	if *unit == "" {
		*unit = u
	}
	return *unit == u
}
