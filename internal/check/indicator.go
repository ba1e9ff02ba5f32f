package check

import (
	"cmp"

	"gongkai/internal/report"
)

// IndicatorRule is a sum that a table of indicators from before 2019 is made
// to obey. It holds only for the table it was written for: the same words mean
// other things in another table. All of them are warnings: the forms do not
// print them.
type IndicatorRule struct {
	ID          string // table/rule, never renamed; its operands are those of the table
	Table       string // name of the report.IndicatorTable it was written for
	When        string // key of a row without which it is not tried, empty for none
	Column      string // the column it is tried on, value or cumulative; empty for both
	Left, Right []string
	AtMost      bool // the left side is at most the right one, else equal to it
}

// IndicatorRules are the rules of all known tables, in their order. That of
// 54 codes has them from its own program. 三明's answers stop adding up in
// 2015, when most of them were 属于已主动公开范围, which its table has no row
// for: a finding, since its own heading calls the rows the parts of the whole.
func IndicatorRules() []IndicatorRule {
	equal := func(table, id, total string, parts ...string) IndicatorRule {
		return IndicatorRule{ID: "indicators/" + id, Table: table, Left: []string{total}, Right: parts}
	}
	atMost := func(table, id, most string, parts ...string) IndicatorRule {
		return IndicatorRule{ID: "indicators/" + id, Table: table, Left: parts, Right: []string{most}, AtMost: true}
	}
	when := func(key, column string, r IndicatorRule) IndicatorRule {
		r.When, r.Column = key, column
		return r
	}
	return []IndicatorRule{
		atMost("national", "normative_public", "pub_total", "pub_normative"),
		atMost("national", "normative_made", "normative_made", "pub_normative"),
		equal("national", "received", "req_received", "req_in_person", "req_fax", "req_online", "req_mail"),
		equal("national", "closed", "req_closed", "req_on_time", "req_extended"),
		equal("national", "answers", "ans_total", "ans_already_public", "ans_granted", "ans_partial", "ans_denied", "ans_not_ours", "ans_not_exist", "ans_amend", "ans_other_channel"),
		equal("national", "denied", "ans_denied", "den_state_secret", "den_trade_secret", "den_privacy", "den_safety", "den_not_gov_info", "den_law"),
		equal("national", "reconsideration", "recon_total", "recon_upheld", "recon_corrected", "recon_other"),
		equal("national", "litigation", "suit_total", "suit_upheld", "suit_corrected", "suit_other"),
		equal("national", "staff", "staff_total", "staff_full", "staff_part"),

		atMost("shanghai", "information", "pub_information", "pub_electronic", "pub_official"),
		atMost("shanghai", "normative_new", "pub_official", "normative_new"),
		equal("shanghai", "received", "req_received", "req_in_person", "req_fax", "req_email", "req_online", "req_mail", "req_other_form"),
		equal("shanghai", "answers", "ans_total", "ans_granted", "ans_partial", "ans_not_gov_info", "ans_not_exist", "ans_not_ours", "ans_unclear", "ans_repeated", "ans_denied"),
		equal("shanghai", "denied", "ans_denied", "den_state_secret", "den_trade_secret", "den_privacy", "den_process", "den_safety", "den_law"),
		equal("shanghai", "fees", "fees_total", "fees_pub", "fees_req"),
		equal("shanghai", "fees_public", "fees_pub", "fees_pub_postage", "fees_pub_paper", "fees_pub_disc", "fees_pub_floppy"),
		equal("shanghai", "fees_requests", "fees_req", "fees_req_search", "fees_req_postage", "fees_req_paper", "fees_req_disc", "fees_req_floppy"),
		equal("shanghai", "staff", "staff_named", "staff_named_full", "staff_named_part"),

		equal("dingxi", "received", "req_received", "req_in_person", "req_fax", "req_email", "req_online", "req_mail", "req_other_form"),
		equal("dingxi", "answers", "ans_total", "ans_granted", "ans_partial", "ans_refused"),
		equal("dingxi", "refused", "ans_refused", "ans_not_gov_info", "ans_not_exist", "ans_not_ours", "ans_unclear",
			"exempt_1", "exempt_2", "exempt_3", "exempt_4", "exempt_5", "exempt_6", "refused_other"),

		// Fax and e-mail had no row until 2014, and are in no cumulative number since.
		when("req_mail_fax", "value", equal("fujian", "received", "req_received", "req_in_person", "req_online", "req_mail_fax")),
		when("req_mail_fax", "cumulative", atMost("fujian", "received", "req_received", "req_in_person", "req_online", "req_mail_fax")),
		when("req_mail", "", atMost("fujian", "received", "req_received", "req_in_person", "req_online", "req_mail")),
		equal("fujian", "answers", "ans_total", "ans_granted", "ans_partial", "ans_denied", "ans_other"),
	}
}

// indicators tries the rules of the table that the rows come from, on the
// numbers of the year and on the cumulative ones.
func indicators(x *report.Indicators) []report.Finding {
	var findings []report.Finding
	each(x, func(r IndicatorRule, column string) { findings = append(findings, r.try(x, column)) })
	return findings
}

// each gives the rules of the table that the rows come from, with the column to
// try them on.
func each(x *report.Indicators, give func(r IndicatorRule, column string)) {
	if x == nil || x.Table() == nil {
		return
	}
	for _, column := range []string{"value", "cumulative"} {
		if column == "cumulative" && !cumulates(x) {
			continue
		}
		for _, r := range IndicatorRules() {
			_, there := x.Row(r.When)
			if r.Table == x.Table().Name && (r.When == "" || there) && (r.Column == "" || r.Column == column) {
				give(r, column)
			}
		}
	}
}

// cumulates tells whether a table has a cumulative column.
func cumulates(x *report.Indicators) bool {
	for _, r := range x.Rows {
		if r.Cumulative.State != report.NotAsked {
			return true
		}
	}
	return false
}

// try tries a rule on one column.
func (r IndicatorRule) try(x *report.Indicators, column string) report.Finding {
	f := identity{r.ID, column, named(r.Left...), named(r.Right...)}.try(func(o operand) report.Cell {
		row, _ := x.Row(o.name)
		c := row.Value
		if column == "cumulative" {
			c = row.Cumulative
		}
		c.Unit = cmp.Or(c.Unit, row.Unit)
		return c
	})
	if r.AtMost && f.Result == report.Fail && f.Left.Less(*f.Right) {
		f.Result = report.Pass
	}
	return f
}

// named are operands that have a name alone.
func named(names ...string) (list []operand) {
	for _, name := range names {
		list = append(list, operand{name: name})
	}
	return list
}
