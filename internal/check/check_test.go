package check_test

import (
	"fmt"
	"reflect"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/check"
	"gongkai/internal/report"
)

// sound is a report in which every rule holds, as a reader gives it.
func sound(seed int64, edition string) *report.Report {
	v := fixtures.Sample(seed, edition, edition)
	r := &report.Report{}
	for _, k := range report.Kinds {
		r.Tables[k] = report.NewTable(v.Form(k))
	}
	for b, c := range v.Cells {
		i, j := v.Form(b.Table).Find(b.Row, b.Column)
		r.Tables[b.Table].Cells[i][j] = c
	}
	return r
}

// at is the cell of a report.
func at(t *testing.T, r *report.Report, k report.Kind, row, column string) *report.Cell {
	t.Helper()
	i, j := r.Tables[k].Form.Find(row, column)
	if i < 0 || j < 0 {
		t.Fatalf("no cell %s.%s", row, column)
	}
	return &r.Tables[k].Cells[i][j]
}

// results are the findings that are not pass, by rule and place.
func results(r *report.Report) map[string]report.Result {
	odd := map[string]report.Result{}
	for _, f := range check.Report(r) {
		if f.Result != report.Pass {
			odd[f.Rule+" "+f.At] = f.Result
		}
	}
	return odd
}

func TestSound(t *testing.T) {
	for edition, want := range map[string]int{"2021": 7 + 7 + 25 + 3, "2019": 7 + 7 + 23 + 3} {
		for seed := range int64(5) {
			r := sound(seed, edition)
			findings := check.Report(r)
			if len(findings) != want || len(results(r)) != 0 {
				t.Errorf("edition %s, seed %d: %d findings, want %d; not pass: %v", edition, seed, len(findings), want, results(r))
			}
			for _, f := range findings {
				if f.Left == nil || f.Right == nil || !f.Left.Equal(*f.Right) || f.Why != "" {
					t.Errorf("%+v", f)
				}
			}
		}
	}
	if f := check.Report(&report.Report{}); f == nil || len(f) != 0 {
		t.Errorf("findings of a report without tables = %v, want none, not nil", f)
	}
}

// breaks are the rules that each cell stands in.
var breaks = []struct {
	kind        report.Kind
	row, column string
	rules       []string
}{
	{report.Requests, "received", "natural_person", []string{"requests/balance natural_person", "requests/row received"}},
	{report.Requests, "received", "total", []string{"requests/balance total", "requests/row received"}},
	{report.Requests, "carried_in", "enterprise", []string{"requests/balance enterprise", "requests/row carried_in"}},
	{report.Requests, "granted", "legal_service", []string{"requests/outcomes legal_service", "requests/row granted"}},
	{report.Requests, "refused_enquiry", "total", []string{"requests/outcomes total", "requests/row refused_enquiry"}},
	{report.Requests, "rejected_repeated", "other_organization", []string{"requests/outcomes other_organization", "requests/row rejected_repeated"}},
	{report.Requests, "outcomes_total", "research_institution", []string{"requests/balance research_institution", "requests/outcomes research_institution", "requests/row outcomes_total"}},
	{report.Requests, "carried_out", "social_organization", []string{"requests/balance social_organization", "requests/row carried_out"}},
	{report.Review, "reconsideration", "upheld", []string{"review/total reconsideration"}},
	{report.Review, "litigation_direct", "total", []string{"review/total litigation_direct"}},
	{report.Review, "litigation_after_reconsideration", "pending", []string{"review/total litigation_after_reconsideration"}},
	{report.Disclosure, "permits", "", nil},
}

// TestBreakOneThing changes one cell at a time: exactly the rules it stands in
// fail when it is one more, and are not assessable when it is no number.
func TestBreakOneThing(t *testing.T) {
	spoil := map[string]func(*report.Cell){
		"blank":    func(c *report.Cell) { *c = report.Cell{State: report.Blank} },
		"dash":     func(c *report.Cell) { *c = report.Cell{State: report.Dash, Raw: "/"} },
		"text":     func(c *report.Cell) { *c = report.Cell{State: report.Words, Raw: "约3"} },
		"unplaced": func(c *report.Cell) { c.State = report.Unplaced },
		"missing":  func(c *report.Cell) { *c = report.Cell{} },
		"unit":     func(c *report.Cell) { c.State, c.Unit = report.Noted, "万件" },
	}
	for _, edition := range []string{"2021", "2019"} {
		for _, tt := range breaks {
			column := tt.column
			if column == "" {
				column = report.FormOf(tt.kind, edition).Rows[2].Columns[0].Key
			}
			name := fmt.Sprintf("%s %s.%s of %s", tt.kind, tt.row, column, edition)
			r := sound(7, edition)
			c := at(t, r, tt.kind, tt.row, column)
			c.Value, _ = c.Value.Add(report.N(1))
			wantAll(t, name+" one more", results(r), tt.rules, report.Fail)
			for how, do := range spoil {
				r := sound(7, edition)
				do(at(t, r, tt.kind, tt.row, column))
				wantAll(t, name+" "+how, results(r), tt.rules, report.NotAssessable)
			}
		}
	}
}

func wantAll(t *testing.T, name string, got map[string]report.Result, rules []string, want report.Result) {
	t.Helper()
	if len(got) != len(rules) {
		t.Errorf("%s: not pass are %v, want %v %s", name, got, rules, want)
		return
	}
	for _, rule := range rules {
		if got[rule] != want {
			t.Errorf("%s: %s is %q, want %s", name, rule, got[rule], want)
		}
	}
}

// TestNoted counts numbers with words and units of counts like plain ones.
func TestNoted(t *testing.T) {
	r := sound(7, "2021")
	for _, unit := range []string{"件", "条", "宗", "份"} {
		c := at(t, r, report.Requests, "granted", "natural_person")
		c.State, c.Unit = report.Noted, unit
		if odd := results(r); len(odd) != 0 {
			t.Errorf("a cell in %s: %v", unit, odd)
		}
	}
}

// TestBlankIsNotZero: a cell that is blank where 0 would make the sum hold is
// not assessable, and the finding names it.
func TestBlankIsNotZero(t *testing.T) {
	r := sound(7, "2021")
	c := at(t, r, report.Review, "reconsideration", "upheld")
	total := at(t, r, report.Review, "reconsideration", "total")
	total.Value, _ = total.Value.Add(negative(t, c.Value))
	*c = report.Cell{State: report.Blank}
	for _, f := range check.Report(r) {
		if f.Rule == "review/total" && f.At == "reconsideration" && (f.Result != report.NotAssessable || f.Left != nil || f.Right != nil || f.Why == "") {
			t.Errorf("%+v", f)
		}
	}
}

func negative(t *testing.T, n report.Number) report.Number {
	t.Helper()
	m, err := report.ParseNumber("-" + n.String())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestUnchanged holds that checking never changes the report, and gives the
// same findings twice.
func TestUnchanged(t *testing.T) {
	a, b := sound(3, "2019"), sound(3, "2019")
	first, second := check.Report(a), check.Report(a)
	if !reflect.DeepEqual(a, b) {
		t.Error("the report has changed")
	}
	if !reflect.DeepEqual(first, second) {
		t.Error("the findings have changed")
	}
}
