package report

// applicants are the columns of table 三: the six kinds of applicant and their total.
var applicants = []Column{
	{Key: "natural_person", Short: "natural", Label: "自然人", English: "natural persons", Unit: "件"},
	{Key: "enterprise", Label: "商业企业", English: "commercial enterprises", Unit: "件"},
	{Key: "research_institution", Short: "research", Label: "科研机构", English: "research institutions", Unit: "件"},
	{Key: "social_organization", Short: "social", Label: "社会公益组织", Variants: []string{"社会公益机构"}, English: "public-interest bodies", Unit: "件"},
	{Key: "legal_service", Short: "legal", Label: "法律服务机构", English: "legal service bodies", Unit: "件"},
	{Key: "other_organization", Short: "other_org", Label: "其他", English: "other organisations", Unit: "件"},
	{Key: "total", Label: "总计", Variants: []string{"合计"}, English: "total", Unit: "件"},
}

// Organisations is the heading over the columns of applicants between natural
// persons and the total.
const Organisations = "法人或其他组织"

const (
	outcomes    = "三、本年度办理结果"
	refused     = "(三)不予公开"
	unavailable = "(四)无法提供"
	rejected    = "(五)不予处理"
	otherwise   = "(六)其他处理"
)

func request(key, short, label, english string, parents []string, variants ...string) Row {
	return Row{Key: key, Short: short, Label: label, Variants: variants, Parents: parents, English: english, Article: articles[key], Columns: applicants}
}

// articles are those of the 条例 (国务院令第711号, 2019) that the rows answer to.
// A row that the form has and no article decides is not here.
var articles = map[string]string{
	"received":                    "第五十条第(二)项",
	"carried_in":                  "第五十条第(二)项",
	"granted":                     "第三十六条第(一)项、第(二)项",
	"partly_granted":              "第三十七条",
	"refused_state_secret":        "第十四条",
	"refused_by_law":              "第十四条",
	"refused_safety_stability":    "第十四条",
	"refused_third_party":         "第十五条",
	"refused_internal_affairs":    "第十六条第一款",
	"refused_process_information": "第十六条第二款",
	"refused_enforcement_file":    "第十六条第二款",
	"refused_enquiry":             "第三十六条第(七)项",
	"unavailable_not_held":        "第三十六条第(四)项、第(五)项",
	"unavailable_needs_creation":  "第三十八条",
	"unavailable_unclear":         "第三十条",
	"rejected_petition":           "第三十九条第一款",
	"rejected_repeated":           "第三十六条第(六)项",
	"rejected_publication":        "第三十九条第二款",
	"rejected_excessive":          "第三十五条",
	"other_overdue_correction":    "第三十条",
	"other_unpaid_fee":            "第四十二条",
	"outcomes_total":              "第五十条第(二)项",
	"carried_out":                 "第五十条第(二)项",
}

// requestsHead are the rows of table 三 before (六)其他处理, the same in both editions.
var requestsHead = []Row{
	request("received", "", "一、本年新收政府信息公开申请数量", "received this year", nil, "一、本年新收政府信息公开数量", "一、本年新收政府信息公开申请数"),
	request("carried_in", "", "二、上年结转政府信息公开申请数量", "carried over from last year", nil, "二、上年结转政府信息公开数量", "二、上年结转政府信息公开申请数"),
	request("granted", "", "(一)予以公开", "granted", []string{outcomes}),
	request("partly_granted", "", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "granted in part", []string{outcomes}, "(二)部分公开"),
	request("refused_state_secret", "ref_secret", "1.属于国家秘密", "refused: state secret", []string{outcomes, refused}),
	request("refused_by_law", "", "2.其他法律行政法规禁止公开", "refused: forbidden by other laws or regulations", []string{outcomes, refused}, "2.其他法律法规禁止公开"),
	request("refused_safety_stability", "ref_safety", "3.危及“三安全一稳定”", "refused: endangers security or social stability", []string{outcomes, refused}),
	request("refused_third_party", "ref_third", "4.保护第三方合法权益", "refused: lawful rights of third parties", []string{outcomes, refused}),
	request("refused_internal_affairs", "ref_internal", "5.属于三类内部事务信息", "refused: information on internal affairs", []string{outcomes, refused}),
	request("refused_process_information", "ref_process", "6.属于四类过程性信息", "refused: information on deliberations", []string{outcomes, refused}),
	request("refused_enforcement_file", "ref_enforce", "7.属于行政执法案卷", "refused: enforcement case file", []string{outcomes, refused}),
	request("refused_enquiry", "", "8.属于行政查询事项", "refused: matter of administrative enquiry", []string{outcomes, refused}),
	request("unavailable_not_held", "unav_held", "1.本机关不掌握相关政府信息", "unavailable: not held by the organ", []string{outcomes, unavailable}),
	request("unavailable_needs_creation", "unav_create", "2.没有现成信息需要另行制作", "unavailable: would have to be created", []string{outcomes, unavailable}),
	request("unavailable_unclear", "unav_unclear", "3.补正后申请内容仍不明确", "unavailable: request still unclear after correction", []string{outcomes, unavailable}),
	request("rejected_petition", "rej_petition", "1.信访举报投诉类申请", "not processed: petition, report or complaint", []string{outcomes, rejected}),
	request("rejected_repeated", "rej_repeat", "2.重复申请", "not processed: repeated request", []string{outcomes, rejected}),
	request("rejected_publication", "rej_public", "3.要求提供公开出版物", "not processed: asks for a publication", []string{outcomes, rejected}),
	request("rejected_excessive", "rej_excess", "4.无正当理由大量反复申请", "not processed: excessive requests without good reason", []string{outcomes, rejected}),
	request("rejected_reconfirmation", "rej_reconf", "5.要求行政机关确认或重新出具已获取信息", "not processed: asks to reissue information obtained", []string{outcomes, rejected}),
}

var requestsTail = []Row{
	request("outcomes_total", "outcomes", "(七)总计", "outcomes in total", []string{outcomes}, "(七)合计"),
	request("carried_out", "", "四、结转下年度继续办理", "carried over to next year", nil, "四、结转下年继续办理"),
}

// requests2021 is table 三 of 国办公开办函〔2021〕30号: (六)其他处理 has three rows.
var requests2021 = &Form{Kind: Requests, Edition: "2021", Rows: join(requestsHead, []Row{
	request("other_overdue_correction", "oth_overdue", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "otherwise: not corrected in time", []string{outcomes, otherwise}, "1.逾期不补正", "1.申请人无正当理由逾期不补正"),
	request("other_unpaid_fee", "oth_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "otherwise: fee not paid in time", []string{outcomes, otherwise}, "2.逾期未缴费", "2.申请人逾期未按收费通知要求缴纳费用"),
	request("other_remaining", "oth_remain", "3.其他", "otherwise: remaining", []string{outcomes, otherwise}),
}, requestsTail)}

// requests2019 is table 三 of 国办公开办函〔2019〕60号: (六)其他处理 is one row.
var requests2019 = &Form{Kind: Requests, Edition: "2019", Rows: join(requestsHead, []Row{
	request("other", "", "(六)其他处理", "otherwise", []string{outcomes}),
}, requestsTail)}

func join(parts ...[]Row) []Row {
	var rows []Row
	for _, p := range parts {
		rows = append(rows, p...)
	}
	return rows
}
