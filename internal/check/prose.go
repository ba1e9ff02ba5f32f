package check

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gongkai/internal/report"
)

// ProseRule compares what the prose of a report states with the cells that
// mean the same. All of them are warnings: no form prints them, and the prose
// may count otherwise than the table. They never grade a cell.
type ProseRule struct {
	ID    string // n/rule, never renamed; a report has one finding at most for each rule and place
	Fact  string // key of the report.Fact that is stated; one that ends in _none states 0
	Table string // key of the table, requests, review or disclosure; or indicators
	Rows  string // keys of the rows added up; * stands for any words
	// Column is that of the cells, empty for indicators.
	Column string
	With   string // a row that may be added too, where the sentence says that it is counted: 含上年结转
}

// String is the rule as the codebook tells it: requests_received = requests.received.total.
func (r ProseRule) String() string {
	s := r.Fact + " = " + r.at()
	if strings.HasSuffix(r.Fact, "_none") {
		s = r.Fact + ": " + r.at() + " = 0"
	}
	if strings.Contains(r.Rows, "*") {
		s += " (added up)"
	}
	if r.With != "" {
		s += " (+ " + r.With + " where the sentence says so)"
	}
	return s
}

// at names the cells: requests.refused_*.total.
func (r ProseRule) at() string {
	return strings.TrimSuffix(r.Table+"."+r.Rows+"."+r.Column, ".")
}

// ProseRules are the comparisons of prose and tables, in their order. They are
// not to be changed.
func ProseRules() []ProseRule { return proseRules() }

var proseRules = sync.OnceValue(func() []ProseRule {
	requests := func(id, fact, rows string) ProseRule {
		return ProseRule{"n/" + id, fact, "requests", rows, "total", ""}
	}
	received := requests("received", "requests_received", "received")
	received.With = "carried_in"
	list := []ProseRule{
		received,
		requests("none", "requests_none", "received"),
		requests("carry", "carried_in", "carried_in"),
		requests("carry", "carried_out", "carried_out"),
		requests("none", "carried_in_none", "carried_in"),
		requests("none", "carried_out_none", "carried_out"),
		requests("outcomes", "answered", "outcomes_total"),
		requests("outcomes", "granted", "granted"),
		requests("outcomes", "partly_granted", "partly_granted"),
		requests("outcomes", "denied", "refused_*"),
		requests("outcomes", "unavailable", "unavailable_*"),
		requests("outcomes", "unprocessed", "rejected_*"),
		requests("outcomes", "otherwise", "other*"),
		{"n/review", "reconsiderations", "review", "reconsideration", "total", ""},
		{"n/review", "lawsuits", "review", "litigation_*", "total", ""},
		{"n/none", "reconsiderations_none", "review", "reconsideration", "total", ""},
		{"n/none", "lawsuits_none", "review", "litigation_*", "total", ""},
		{"n/t2", "normative_issued", "disclosure", "normative_documents", "issued", ""},
		{"n/t2", "normative_repealed", "disclosure", "normative_documents", "repealed", ""},
		{"n/t2", "normative_in_force", "disclosure", "normative_documents", "in_force", ""},
		{"n/t2", "permits", "disclosure", "permits", "decisions", ""},
		{"n/t2", "penalties", "disclosure", "penalties", "decisions", ""},
		{"n/t2", "coercive_measures", "disclosure", "coercive_measures", "decisions", ""},
		{"n/received", "requests_received", "indicators", "req_received", "", ""},
		{"n/none", "requests_none", "indicators", "req_received", "", ""},
		{"n/fee", "fees_none", "indicators", "fees_wan", "", ""},
		{"n/fee", "fees_none", "indicators", "fees_total", "", ""},
	}
	for _, pair := range restated {
		list = append(list, ProseRule{"n/" + pair[0], pair[1], "indicators", pair[2], "", ""})
	}
	return list
})

// restated are the rows of the tables of indicators that the prose above them
// restates: rule, fact, key of the row.
var restated = [][3]string{
	{"outcomes", "granted", "ans_granted"}, {"outcomes", "partly_granted", "ans_partial"}, {"outcomes", "denied", "ans_denied"},
	{"review", "reconsiderations", "recon_total"}, {"review", "lawsuits", "suit_total"},
	{"indicators", "proactive_total", "pub_total"}, {"indicators", "site_posts", "pub_website"}, {"indicators", "wechat_posts", "pub_wechat"},
	{"indicators", "weibo_posts", "pub_weibo"}, {"indicators", "gazette_posts", "pub_gazette"}, {"indicators", "responses", "resp_total"},
	{"indicators", "press_conferences", "resp_press"}, {"indicators", "interviews", "resp_interview"}, {"indicators", "interpretations", "resp_articles"},
	{"indicators", "requests_in_person", "req_in_person"}, {"indicators", "requests_fax", "req_fax"}, {"indicators", "requests_online", "req_online"},
	{"indicators", "requests_letter", "req_mail"}, {"indicators", "staff", "staff_total"}, {"indicators", "staff_full", "staff_full"},
	{"indicators", "staff_part", "staff_part"}, {"indicators", "trainings", "trainings"}, {"indicators", "trainees", "trainees"},
}

// Prose compares the statements of a report with its tables. What is not
// stated, or has no cell in the edition of the form, makes no finding. Where
// several statements are about a place, one that agrees is enough; a statement
// of a wider scope than the organ, or of about so many, is not assessable. Why
// says where the sentence stands and what it says.
func Prose(r *report.Report) []report.Finding {
	var findings []report.Finding
	for _, rule := range proseRules() {
		var f *report.Finding
		var cells map[string]report.Cell
		for _, s := range r.Statements {
			if s.Fact != rule.Fact {
				continue
			}
			if cells == nil {
				cells = rule.cells(r, rule.Rows)
			}
			if len(cells) == 0 {
				break
			}
			if next := rule.compare(r, s, cells); f == nil || weight(next) > weight(*f) {
				f = &next
			}
		}
		if f != nil {
			findings = append(findings, *f)
		}
	}
	return findings
}

// weight orders the findings of several statements: what agrees tells most,
// what cannot be assessed least.
func weight(f report.Finding) int {
	return slices.Index([]report.Result{report.NotAssessable, report.Fail, report.Pass}, f.Result)
}

// cells are the cells of a report that the rows name, by name; none where the
// report has not that table.
func (r ProseRule) cells(x *report.Report, rows string) map[string]report.Cell {
	cells := map[string]report.Cell{}
	if r.Table == "indicators" {
		if x.Indicators != nil {
			if row, ok := x.Indicators.Row(rows); ok {
				cells[rows] = row.Value
			}
		}
		return cells
	}
	for _, t := range x.Tables {
		if t == nil || t.Form.Kind.String() != r.Table {
			continue
		}
		for _, row := range t.Form.Rows {
			if ok, _ := path.Match(rows, row.Key); !ok { // the patterns are ours
				continue
			}
			if c := t.Cell(row.Key, r.Column); c.State != report.NotAsked {
				cells[row.Key+"."+r.Column] = c
			}
		}
	}
	return cells
}

// compare compares one statement.
func (r ProseRule) compare(x *report.Report, s report.Statement, cells map[string]report.Cell) report.Finding {
	where := fmt.Sprintf("section %d, byte %d: %s", s.Section, s.Offset, s.Sentence)
	f := report.Finding{Rule: r.ID, Result: report.NotAssessable, At: r.at(), Why: where}
	right, why := added(cells)
	if why == "" {
		why = beyond(s, x.Organ)
	}
	if why != "" {
		f.Why = why + "; " + where
		return f
	}
	left := report.N(0)
	if s.Value != nil {
		left = *s.Value
	}
	f.Left, f.Right, f.Result = &left, &right, report.Fail
	switch {
	case left.Equal(right):
		f.Result = report.Pass
	case r.With != "" && strings.Contains(s.Sentence, "结转") && including.MatchString(s.Sentence):
		if more, why := added(r.cells(x, r.With)); why == "" {
			if sum, ok := right.Add(more); ok && left.Equal(sum) {
				f.Result, f.Right = report.Pass, &sum
			}
		}
	}
	return f
}

// including are the words that say that requests carried in are counted too.
var including = regexp.MustCompile(`(?:含|包括|加上)[^，,。；;]{0,12}结转`)

// added adds cells up; why names one that is no number.
func added(cells map[string]report.Cell) (total report.Number, why string) {
	names := make([]string, 0, len(cells))
	for name := range cells {
		names = append(names, name)
	}
	slices.Sort(names)
	unit := ""
	return sum(named(names...), func(o operand) report.Cell { return cells[o.name] }, &unit)
}

// Words of the scope of a statement: of more than the organ, and of it alone.
var (
	wider = regexp.MustCompile(`^(?:全[省市区县州旗]|全系统|各.*|.本级|下属.*|历年|以来)$`)
	place = regexp.MustCompile(`^我[省市区县]$`) // the organ itself where it is the government of the place
	alone = regexp.MustCompile(`^(?:本.*|我[局委厅办镇乡].*|我街道|全[镇乡街])$`)
)

// beyond says why a statement is not about what the table of an organ counts:
// its last word of whom, an estimate, a scaled unit.
func beyond(s report.Statement, organ string) string {
	of := ""
	for _, w := range strings.Fields(s.Scope) {
		switch {
		case wider.MatchString(w), place.MatchString(w) && !strings.HasSuffix(organ, "人民政府"):
			of = w
		case place.MatchString(w), alone.MatchString(w) && !strings.HasPrefix(w, "本年"):
			of = ""
		}
	}
	switch {
	case of != "":
		return "stated of " + of
	case s.Approximate:
		return "stated of about so many"
	case strings.HasPrefix(s.Unit, "万") || strings.HasPrefix(s.Unit, "亿"):
		return "stated in " + s.Unit
	}
	return ""
}
