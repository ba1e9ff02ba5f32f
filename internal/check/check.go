// Package check asks whether a report adds up: the arithmetic rules of the
// official form, as data; and whether its prose says what its tables say.
package check

import "gongkai/internal/report"

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

// Report tries every rule on every table that the report has, in the order of
// the rules and of the form. It never changes the report. A rule with an
// operand that is not a number is not assessable, and so is one whose operands
// are printed in different units.
func Report(r *report.Report) []report.Finding {
	findings := []report.Finding{}
	for _, rule := range rules {
		if t := r.Tables[rule.kind]; t != nil {
			findings = append(findings, rule.try(t)...)
		}
	}
	return append(findings, indicators(r.Indicators)...)
}

// try tries a rule at every place of its axis.
func (ru rule) try(t *report.Table) []report.Finding {
	var findings []report.Finding
	if ru.over == rows {
		for _, row := range t.Form.Rows {
			findings = append(findings, ru.at(row.Key, func(column string) (report.Cell, string) {
				return t.Cell(row.Key, column), row.Key + "." + column
			}))
		}
		return findings
	}
	expanded := rule{id: ru.id, left: expand(ru.left, t.Form), right: expand(ru.right, t.Form)}
	for _, column := range t.Form.Rows[0].Columns {
		findings = append(findings, expanded.at(column.Key, func(row string) (report.Cell, string) {
			return t.Cell(row, column.Key), row + "." + column.Key
		}))
	}
	return findings
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

// at compares both sides at one place.
func (ru rule) at(place string, cell func(string) (report.Cell, string)) report.Finding {
	f := report.Finding{Rule: ru.id, Result: report.NotAssessable, At: place}
	unit := ""
	left, why := sum(ru.left, cell, &unit)
	if why == "" {
		var right report.Number
		if right, why = sum(ru.right, cell, &unit); why == "" {
			f.Left, f.Right = &left, &right
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
func sum(ts terms, cell func(string) (report.Cell, string), unit *string) (total report.Number, why string) {
	for _, t := range ts {
		c, name := cell(t)
		if !c.State.HasValue() {
			return total, name + " is " + c.State.String()
		}
		if !same(unit, c.Unit) {
			return total, name + " is in " + c.Unit
		}
		var ok bool
		if total, ok = total.Add(c.Value); !ok {
			return total, name + " is too large"
		}
	}
	return total, ""
}

// counted are the units of counts, which are the same quantity here.
var counted = map[string]bool{"": true, "件": true, "条": true, "宗": true, "起": true, "份": true, "个": true, "例": true, "次": true, "件次": true}

// same tells whether a unit goes with those before it, and remembers it.
func same(unit *string, u string) bool {
	if counted[u] {
		u = "件"
	}
	if *unit == "" {
		*unit = u
	}
	return *unit == u
}
