package report

// A Series is one quantity that reports of several editions give, so that it
// may stand in one column over the years.
type Series struct {
	Key     string
	Label   string
	English string
	Amount  bool     // money: its unit may be another in each report
	Note    string   // what does not mean the same, where something does not
	Sources []Source // at most one for each form, tables of years since 2019 all of one kind
}

// A Source says which cells of a form give a series. Of more than one, their
// sum does: it counts only where every one of them is a number.
type Source struct {
	Table string   // disclosure, requests, review or indicators
	Form  string   // "2021", "2019", "2014" or "2008"
	Cells []string // row.column of a table, key of an indicator
}

// since2019 are the sources in a table that both of its editions have alike.
func since2019(table string, cells ...string) []Source {
	return []Source{{table, "2021", cells}, {table, "2019", cells}}
}

// before2019 are the sources in both kinds of tables of indicators.
func before2019(key string) []Source {
	return []Source{{"indicators", "2014", []string{key}}, {"indicators", "2008", []string{key}}}
}

func sources(lists ...[]Source) (all []Source) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// Panel is the crosswalk: the series that may be compared over the editions,
// and those that look alike and may not, each with what it is made of. A form
// that is not among the sources of a series does not ask for it.
//
// Three quantities of table 二 and its forerunners are never one series:
// 主动公开政府信息数 (items, 2014), 对外公开总数量 (documents ever made public,
// 2019) and 现行有效件数 (documents in force, 2021). 主动公开文件数 and
// 主动公开信息数 of the local tables are two more.
var Panel = []Series{
	{Key: "requests_received", Label: "收到申请", English: "requests received in the year", Note: "without what was carried in from the year before",
		Sources: sources(since2019("requests", "received.total"), before2019("req_received"))},
	{Key: "requests_carried_in", Label: "上年结转", English: "requests carried in", Sources: since2019("requests", "carried_in.total")},
	{Key: "requests_carried_out", Label: "结转下年", English: "requests carried out", Sources: since2019("requests", "carried_out.total")},
	{Key: "requests_answered", Label: "答复", English: "requests answered", Note: "since 2019 every outcome, also what was not dealt with (不予处理) or ended otherwise; before, answers only",
		Sources: sources(since2019("requests", "outcomes_total.total"), before2019("ans_total"))},
	{Key: "granted", Label: "予以公开", English: "granted", Note: "2014 counts 属于已主动公开范围 apart; since 2019 it is counted as granted; local tables have no row for it",
		Sources: sources(since2019("requests", "granted.total"), before2019("ans_granted"))},
	{Key: "partly_granted", Label: "部分公开", English: "partly granted",
		Sources: sources(since2019("requests", "partly_granted.total"), before2019("ans_partial"))},
	{Key: "denied", Label: "不予公开", English: "denied", Note: "since 2019 the sum of the eight reasons; 2014 includes what is not government information, which is not a reason since 2019; 否决公开 of the table of 35 codes is wider and not meant",
		Sources: sources(since2019("requests", "refused_state_secret.total", "refused_by_law.total", "refused_safety_stability.total", "refused_third_party.total",
			"refused_internal_affairs.total", "refused_process_information.total", "refused_enforcement_file.total", "refused_enquiry.total"), before2019("ans_denied"))},
	{Key: "other_handling", Label: "其他处理", English: "handled otherwise", Note: "one row in 2019, the sum of three in 2021",
		Sources: []Source{{"requests", "2021", []string{"other_overdue_correction.total", "other_unpaid_fee.total", "other_remaining.total"}}, {"requests", "2019", []string{"other.total"}}}},

	{Key: "reconsideration", Label: "行政复议", English: "administrative reconsiderations",
		Sources: sources(reviewed("reconsideration.total"), before2019("recon_total"))},
	{Key: "reconsideration_upheld", Label: "行政复议维持", English: "reconsiderations upheld", Sources: sources(reviewed("reconsideration.upheld"), before2019("recon_upheld"))},
	{Key: "reconsideration_corrected", Label: "行政复议纠正", English: "reconsiderations corrected", Sources: sources(reviewed("reconsideration.corrected"), before2019("recon_corrected"))},
	{Key: "reconsideration_other", Label: "行政复议其他", English: "reconsiderations with another result", Note: "before 2019 what is pending may be among them",
		Sources: sources(reviewed("reconsideration.other"), before2019("recon_other"))},
	{Key: "reconsideration_pending", Label: "行政复议未结", English: "reconsiderations pending", Sources: reviewed("reconsideration.pending")},
	{Key: "litigation", Label: "行政诉讼", English: "administrative litigation", Note: "since 2019 the sum of suits without and after reconsideration",
		Sources: sources(litigated("total"), before2019("suit_total"))},
	{Key: "litigation_upheld", Label: "行政诉讼维持", English: "suits upheld or dismissed", Sources: sources(litigated("upheld"), before2019("suit_upheld"))},
	{Key: "litigation_corrected", Label: "行政诉讼纠正", English: "suits corrected", Sources: sources(litigated("corrected"), before2019("suit_corrected"))},
	{Key: "litigation_other", Label: "行政诉讼其他", English: "suits with another result", Note: "before 2019 what is pending may be among them",
		Sources: sources(litigated("other"), before2019("suit_other"))},
	{Key: "litigation_pending", Label: "行政诉讼未结", English: "suits pending", Sources: litigated("pending")},

	{Key: "permits", Label: "行政许可", English: "administrative permits decided", Sources: since2019("disclosure", "permits.decisions")},
	{Key: "penalties", Label: "行政处罚", English: "administrative penalties decided", Sources: since2019("disclosure", "penalties.decisions")},
	{Key: "coercive_measures", Label: "行政强制", English: "coercive measures decided", Sources: since2019("disclosure", "coercive_measures.decisions")},
	{Key: "normative_made", Label: "制发规范性文件", English: "normative documents made in the year", Note: "制发 in 2014 and 2021, 新制作 in 2019",
		Sources: []Source{{"disclosure", "2021", []string{"normative_documents.issued"}}, {"disclosure", "2019", []string{"normative_documents.newly_made"}}, {"indicators", "2014", []string{"normative_made"}}}},
	{Key: "normative_in_force", Label: "规范性文件现行有效件数", English: "normative documents in force", Note: "no counterpart: 对外公开总数量 is another quantity",
		Sources: []Source{{"disclosure", "2021", []string{"normative_documents.in_force"}}}},
	{Key: "normative_total_public", Label: "规范性文件对外公开总数量", English: "normative documents ever made public", Note: "no counterpart: 现行有效件数 is another quantity",
		Sources: []Source{{"disclosure", "2019", []string{"normative_documents.total_public"}}}},
	{Key: "items_public", Label: "主动公开政府信息数", English: "items disclosed proactively, each counted once", Note: "no counterpart",
		Sources: []Source{{"indicators", "2014", []string{"pub_total"}}}},
	{Key: "documents_public", Label: "主动公开文件数", English: "documents disclosed proactively", Note: "no counterpart; local tables only",
		Sources: []Source{{"indicators", "2008", []string{"pub_documents"}}}},
	{Key: "information_public", Label: "主动公开信息数", English: "information disclosed proactively", Note: "no counterpart; local tables only",
		Sources: []Source{{"indicators", "2008", []string{"pub_information"}}}},

	{Key: "request_fees", Label: "依申请公开收取的费用", English: "fees charged for requests", Amount: true,
		Sources: []Source{{"indicators", "2014", []string{"fees_wan"}}, {"indicators", "2008", []string{"fees_req"}}}},
	{Key: "budget", Label: "政府信息公开专项经费", English: "funds for disclosure", Amount: true, Note: "2014 leaves out gazette and websites", Sources: before2019("budget_wan")},
	{Key: "administrative_fees", Label: "行政事业性收费", English: "administrative fees charged by the organ", Amount: true, Note: "in 2019 the table counts items, not money",
		Sources: []Source{{"disclosure", "2021", []string{"fees.amount"}}}},
	{Key: "procurement", Label: "政府集中采购", English: "centralised government procurement", Amount: true, Note: "the form of 2019 prints no unit",
		Sources: []Source{{"disclosure", "2019", []string{"procurement.amount"}}}},
}

// reviewed are the sources in table 四, whose form has not changed.
func reviewed(cells ...string) []Source { return []Source{{"review", "2019", cells}} }

// litigated sums a result over both kinds of suits.
func litigated(result string) []Source {
	return reviewed("litigation_direct."+result, "litigation_after_reconsideration."+result)
}
