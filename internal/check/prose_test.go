package check_test

import (
	"slices"
	"strings"
	"testing"

	"gongkai/internal/check"
	"gongkai/internal/report"
)

// stating is a sound report whose prose states a fact.
func stating(edition, fact, value string, s report.Statement) *report.Report {
	r := sound(1, edition)
	s.Fact = fact
	if value != "" {
		n, err := report.ParseNumber(value)
		if err != nil {
			panic(err)
		}
		s.Value = &n
	}
	r.Statements = []report.Statement{s}
	return r
}

// total is what the sound report has in a cell.
func total(t *testing.T, edition, row, column string) string {
	t.Helper()
	for _, table := range sound(1, edition).Tables {
		if i, _ := table.Form.Find(row, column); i >= 0 {
			return table.Cell(row, column).Value.String()
		}
	}
	t.Fatalf("no %s.%s in %s", row, column, edition)
	return ""
}

func TestProseAgreesWithTheTable(t *testing.T) {
	received := total(t, "2021", "received", "total")
	for _, tt := range []struct {
		name, fact, value string
		s                 report.Statement
		want              report.Result
		at, why           string
	}{
		{"the same number", "requests_received", received, report.Statement{Unit: "件"}, report.Pass, "requests.received.total", ""},
		{"another number", "requests_received", "123456", report.Statement{}, report.Fail, "requests.received.total", ""},
		{"of all the city", "requests_received", "123456", report.Statement{Scope: "2023年 全市"}, report.NotAssessable, "requests.received.total", "stated of 全市"},
		{"of all the city, though the same", "requests_received", received, report.Statement{Scope: "全市"}, report.NotAssessable, "requests.received.total", "stated of 全市"},
		{"of itself, by order of the city", "requests_received", received, report.Statement{Scope: "全市 我局"}, report.Pass, "requests.received.total", ""},
		{"this year is no organ", "requests_received", received, report.Statement{Scope: "全市 本年度"}, report.NotAssessable, "requests.received.total", "stated of 全市"},
		{"a town is itself", "requests_received", received, report.Statement{Scope: "全镇"}, report.Pass, "requests.received.total", ""},
		{"a place, of one of its organs", "requests_received", received, report.Statement{Scope: "我区"}, report.NotAssessable, "requests.received.total", "stated of 我区"},
		{"about so many", "requests_received", received, report.Statement{Approximate: true}, report.NotAssessable, "requests.received.total", "about so many"},
		{"in ten thousands", "requests_received", received, report.Statement{Unit: "万件"}, report.NotAssessable, "requests.received.total", "stated in 万件"},
		{"none, and there were", "requests_none", "", report.Statement{}, report.Fail, "requests.received.total", ""},
		{"carried in", "carried_in", total(t, "2021", "carried_in", "total"), report.Statement{}, report.Pass, "requests.carried_in.total", ""},
		{"carried out", "carried_out", "123456", report.Statement{}, report.Fail, "requests.carried_out.total", ""},
		{"answered", "answered", total(t, "2021", "outcomes_total", "total"), report.Statement{}, report.Pass, "requests.outcomes_total.total", ""},
		{"refused, eight rows", "denied", "123456", report.Statement{}, report.Fail, "requests.refused_*.total", ""},
		{"reconsiderations", "reconsiderations", total(t, "2021", "reconsideration", "total"), report.Statement{}, report.Pass, "review.reconsideration.total", ""},
		{"lawsuits, two blocks", "lawsuits", "123456", report.Statement{}, report.Fail, "review.litigation_*.total", ""},
		{"rules made", "normative_issued", total(t, "2021", "normative_documents", "issued"), report.Statement{}, report.Pass, "disclosure.normative_documents.issued", ""},
		{"licences", "permits", "123456", report.Statement{}, report.Fail, "disclosure.permits.decisions", ""},
	} {
		r := stating("2021", tt.fact, tt.value, tt.s)
		r.Statements[0].Sentence = "原句"
		got := check.Prose(r)
		if len(got) != 1 {
			t.Errorf("%s: %d findings, want 1: %v", tt.name, len(got), got)
			continue
		}
		f := got[0]
		if f.Result != tt.want || f.At != tt.at || !strings.Contains(f.Why, tt.why) || !strings.Contains(f.Why, "byte 0: 原句") || !f.OfProse() {
			t.Errorf("%s: got %+v, want %s at %s, %q", tt.name, f, tt.want, tt.at, tt.why)
		}
		if (f.Left == nil) != (tt.want == report.NotAssessable) || (f.Right == nil) != (f.Left == nil) {
			t.Errorf("%s: sides %v and %v of %s", tt.name, f.Left, f.Right, f.Result)
		}
	}
}

// Nothing stated, or nothing in the table, is no finding.
func TestProseOfNothing(t *testing.T) {
	for name, r := range map[string]*report.Report{
		"nothing stated":           sound(1, "2021"),
		"no table":                 {Statements: stating("2021", "requests_received", "1", report.Statement{}).Statements},
		"not asked by the edition": stating("2019", "normative_issued", "1", report.Statement{}),
		"no rule":                  stating("2021", "followers", "265", report.Statement{}),
	} {
		if f := check.Prose(r); len(f) != 0 {
			t.Errorf("%s: %v", name, f)
		}
	}
}

// One of several statements that agrees is enough; requests carried in count
// where the sentence says so; a cell that is no number is not assessable.
func TestProseOfSeveralSentences(t *testing.T) {
	r := stating("2021", "requests_received", "123456", report.Statement{})
	n, _ := report.ParseNumber(total(t, "2021", "received", "total"))
	r.Statements = append(r.Statements, report.Statement{Fact: "requests_received", Value: &n, Sentence: "这一句"})
	if f := check.Prose(r); len(f) != 1 || f[0].Result != report.Pass || !strings.Contains(f[0].Why, "这一句") {
		t.Errorf("one of two agrees: %+v", f)
	}

	in, _ := report.ParseNumber(total(t, "2021", "carried_in", "total"))
	sum, _ := n.Add(in)
	with := stating("2021", "requests_received", sum.String(), report.Statement{Sentence: "受理申请若干件（含上年结转）"})
	if f := check.Prose(with); len(f) != 1 || f[0].Result != report.Pass || !f[0].Right.Equal(sum) {
		t.Errorf("with those carried in: %+v", f)
	}

	blank := stating("2021", "denied", "3", report.Statement{})
	table := blank.Tables[report.Requests]
	i, j := table.Form.Find("refused_by_law", "total")
	table.Cells[i][j] = report.Cell{State: report.Blank}
	if f := check.Prose(blank); len(f) != 1 || f[0].Result != report.NotAssessable || !strings.HasPrefix(f[0].Why, "refused_by_law.total is blank; ") {
		t.Errorf("a blank cell: %+v", f)
	}
}

// A place that speaks of itself is its government, and none of its organs.
func TestProseOfAPlace(t *testing.T) {
	r := stating("2021", "requests_received", "123456", report.Statement{Scope: "2023年 我区"})
	for organ, want := range map[string]report.Result{"清河区人民政府": report.Fail, "清河区人民政府办公室": report.NotAssessable, "清河区教育局": report.NotAssessable} {
		r.Organ = organ
		if f := check.Prose(r); len(f) != 1 || f[0].Result != want {
			t.Errorf("%s: %v, want %s", organ, f, want)
		}
	}
}

// A statement never grades a cell and never counts among the sums of the form.
func TestProseGradesNothing(t *testing.T) {
	r := stating("2021", "requests_received", "123456", report.Statement{})
	sums := check.Report(r)
	check.Grade(r, sums)
	before := r.Tables[report.Requests].Cell("received", "total").Grade
	check.Grade(r, append(sums, check.Prose(r)...))
	if after := r.Tables[report.Requests].Cell("received", "total").Grade; after != before {
		t.Errorf("grade %s became %s", before, after)
	}
	for _, f := range sums {
		if f.OfProse() {
			t.Errorf("%s among the sums", f.Rule)
		}
	}
}

// Every rule is about a fact that is read and cells that a form has.
func TestProseRulesAreOfTheForm(t *testing.T) {
	facts := map[string]bool{}
	for _, f := range report.Facts {
		facts[f.Key] = true
	}
	for _, r := range check.ProseRules() {
		if !facts[r.Fact] || !strings.HasPrefix(r.ID, "n/") {
			t.Errorf("%s: no fact %q", r.ID, r.Fact)
		}
		if r.Table == "indicators" {
			if !slices.ContainsFunc(report.IndicatorTables, func(x *report.IndicatorTable) bool {
				return slices.ContainsFunc(x.Rows, func(row report.Indicator) bool { return row.Key == r.Rows })
			}) {
				t.Errorf("%s: no indicator %q", r.ID, r.Rows)
			}
			continue
		}
		if f := check.Prose(stating("2021", r.Fact, "1", report.Statement{})); len(f) == 0 {
			t.Errorf("%s: %s is compared with no cell", r.ID, r.Fact)
		}
	}
}
