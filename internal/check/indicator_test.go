package check_test

import (
	"testing"

	"gongkai/internal/check"
	"gongkai/internal/report"
)

// filled is a table of indicators with a number in every row.
func filled(known *report.IndicatorTable, number func(key string) int64) *report.Indicators {
	x := &report.Indicators{Form: known.Form}
	for _, r := range known.Rows {
		n := report.N(number(r.Key))
		x.Rows = append(x.Rows, report.IndicatorRow{Key: r.Key, Label: r.Label, Unit: r.Unit,
			Value: report.Cell{State: report.IsNumber, Value: n, Raw: n.String()}, Cumulative: report.Cell{State: report.NotAsked}})
	}
	return x
}

// TestIndicatorRules: in every known table each rule passes where its sum
// holds, fails where one number is changed, and has rows for its operands.
func TestIndicatorRules(t *testing.T) {
	tried := 0
	for _, known := range report.IndicatorTables {
		var mine []check.IndicatorRule
		for _, r := range check.IndicatorRules() {
			if r.Table == known.Name && r.When != "req_mail" && r.Column != "cumulative" {
				mine = append(mine, r)
			}
			for _, key := range append(append([]string{}, r.Left...), r.Right...) {
				if r.Table == known.Name && !known.Has(key) {
					t.Errorf("%s: %s has no row %s", r.ID, known.Name, key)
				}
			}
		}
		numbers := solve(known, mine)
		x := filled(known, func(key string) int64 { return numbers[key] })
		for _, f := range check.Report(&report.Report{Indicators: x}) {
			if f.Result != report.Pass || f.At != "value" {
				t.Errorf("%s: %s at %s is %s: %v, %v %s", known.Name, f.Rule, f.At, f.Result, f.Left, f.Right, f.Why)
			}
		}
		for _, r := range mine {
			broken := filled(known, func(key string) int64 {
				if key == r.Left[0] {
					return numbers[key] + 1000
				}
				return numbers[key]
			})
			if got := result(broken, r.ID); got != report.Fail {
				t.Errorf("%s: %s with %s changed is %s", known.Name, r.ID, r.Left[0], got)
			}
			tried++
		}
	}
	if tried < 20 {
		t.Errorf("%d rules tried", tried)
	}
}

// solve gives every row of a table a number such that all rules hold: parts
// first, then the totals they make.
func solve(known *report.IndicatorTable, rules []check.IndicatorRule) map[string]int64 {
	numbers := map[string]int64{}
	for i, r := range known.Rows {
		numbers[r.Key] = int64(i%5 + 1)
	}
	for range 4 {
		for _, r := range rules {
			left, right := r.Left, r.Right
			if r.AtMost {
				left, right = r.Right, r.Left
			}
			var sum int64
			for _, key := range right {
				sum += numbers[key]
			}
			numbers[left[0]] = sum
		}
	}
	return numbers
}

func result(x *report.Indicators, rule string) report.Result {
	for _, f := range check.Report(&report.Report{Indicators: x}) {
		if f.Rule == rule {
			return f.Result
		}
	}
	return ""
}

// TestIndicatorRulesAreNotForOthers: a report with the three tables alone has
// no finding of an indicator, and a table with no known row none at all.
func TestIndicatorRulesAreNotForOthers(t *testing.T) {
	for _, f := range check.Report(sound(1, "2021")) {
		if len(f.Rule) > 10 && f.Rule[:10] == "indicators" {
			t.Errorf("%+v", f)
		}
	}
	x := &report.Indicators{Form: "2008", Rows: []report.IndicatorRow{{Label: "宣传工作"}}}
	if f := check.Report(&report.Report{Indicators: x}); len(f) != 0 {
		t.Errorf("%+v", f)
	}
}

// TestNotAssessable: what is blank or lacks is no zero.
func TestIndicatorsNotAssessable(t *testing.T) {
	known := report.IndicatorTables[0]
	x := filled(known, func(string) int64 { return 0 })
	for i := range x.Rows {
		if x.Rows[i].Key == "req_fax" {
			x.Rows[i].Value = report.Cell{State: report.Blank}
		}
	}
	if got := result(x, "indicators/received"); got != report.NotAssessable {
		t.Errorf("received is %s", got)
	}
}
