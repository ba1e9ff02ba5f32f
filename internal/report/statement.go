package report

// A Statement is one fact that the prose of a report states: a number, or that
// there was none. It is what the sentence says and no more: a statement is
// never put into a table, nor a cell into the statements.
type Statement struct {
	Fact        string  // key of one of Facts
	Value       *Number // as printed, before the scale of its unit; nil for a fact whose key ends in _none
	Approximate bool    // 余, 多, 约, 近 …: the page does not claim to be exact
	Unit        string  // as printed, with its scale: 件, 条, 万条, 元; empty where none is printed
	Scope       string  // words that narrow what is counted, parted by spaces: 2023年, 全市, 其中, 网站 …
	Section     int     // number of the section, 1 to 6
	Sentence    string  // the sentence, white space folded
	Raw         string  // the number with its unit, or the words that say none, as they stand in the section
	Offset      int     // of Raw in the text of the section, in bytes of UTF-8
}

// A Fact is what a statement may be about.
type Fact struct {
	Key     string
	Label   string // 中文
	English string
}

// Facts are what the prose is searched for, in the order of the report. Those
// that end in _none have no number: the report says that there was none, which
// is not the same as a printed 0.
var Facts = []Fact{
	{"proactive_total", "主动公开政府信息", "items disclosed proactively"},
	{"proactive_ever", "历年累计主动公开政府信息", "items disclosed proactively in all years so far"},
	{"site_posts", "通过政府网站公开、发布", "items on government websites"},
	{"wechat_posts", "通过微信公众号公开、发布", "items on WeChat accounts"},
	{"weibo_posts", "通过微博公开、发布", "items on Weibo"},
	{"video_posts", "通过短视频号发布", "items on short-video accounts"},
	{"media_posts", "通过其他政务新媒体公开、发布", "items on other new media of government"},
	{"gazette_posts", "通过政府公报公开", "items in the government gazette"},
	{"board_posts", "通过公开栏、显示屏公开", "items on notice boards and screens"},
	{"press_posts", "通过报刊、广播电视、新闻发布会公开", "items in the press, on radio and television, at press conferences"},
	{"followers", "粉丝、关注人数", "followers"},
	{"interpretations", "政策解读", "interpretations of policy"},
	{"responses", "回应公众关注热点、舆情", "responses to matters of public concern"},
	{"press_conferences", "举办、参加新闻发布会", "press conferences held or attended"},
	{"interviews", "在线访谈", "online interviews"},
	{"gazettes", "编发政府公报", "issues of the government gazette"},
	{"normative_issued", "制发行政规范性文件", "normative documents issued"},
	{"normative_repealed", "废止行政规范性文件", "normative documents repealed"},
	{"normative_in_force", "现行有效行政规范性文件", "normative documents in force"},
	{"permits", "作出、办理行政许可", "administrative permits decided"},
	{"penalties", "作出、办理行政处罚", "administrative penalties decided"},
	{"coercive_measures", "作出、办理行政强制", "coercive measures decided"},
	{"suggestions", "人大代表建议办理、公开", "suggestions of people's deputies dealt with or made public"},
	{"proposals", "政协提案办理、公开", "proposals of political consultative members dealt with or made public"},
	{"suggestions_proposals", "建议提案办理、公开（合计）", "suggestions and proposals together"},
	{"requests_received", "收到、受理政府信息公开申请", "requests received"},
	{"requests_ever", "历年累计受理政府信息公开申请", "requests received in all years so far"},
	{"requests_none", "未收到政府信息公开申请", "no request was received"},
	{"requests_online", "网络申请", "requests online"},
	{"requests_letter", "信函、邮寄申请", "requests by letter"},
	{"requests_email", "电子邮件申请", "requests by e-mail"},
	{"requests_fax", "传真申请", "requests by fax"},
	{"requests_in_person", "当面申请", "requests in person"},
	{"carried_in", "上年结转", "requests carried in from the year before"},
	{"carried_in_none", "无上年结转", "none carried in"},
	{"answered", "办结、答复", "requests closed or answered"},
	{"carried_out", "结转下年", "requests carried out to the next year"},
	{"carried_out_none", "无结转下年", "none carried out"},
	{"granted", "予以公开", "granted"},
	{"partly_granted", "部分公开", "partly granted"},
	{"denied", "不予公开", "denied"},
	{"unavailable", "无法提供", "cannot be provided"},
	{"unprocessed", "不予处理", "not dealt with"},
	{"otherwise", "其他处理", "ended otherwise"},
	{"reconsiderations", "行政复议", "administrative reconsiderations"},
	{"reconsiderations_none", "未发生行政复议", "no reconsideration took place"},
	{"lawsuits", "行政诉讼", "administrative lawsuits"},
	{"lawsuits_none", "未发生行政诉讼", "no lawsuit took place"},
	{"fees", "收取信息处理费等", "information handling fees and other fees charged"},
	{"fees_none", "未收取费用", "no fees were charged"},
	{"staff", "政府信息公开工作人员", "staff who work on disclosure"},
	{"staff_full", "专职工作人员", "full-time staff"},
	{"staff_part", "兼职工作人员", "part-time staff"},
	{"trainings", "举办政务公开培训", "trainings held"},
	{"trainees", "培训人数、人次", "people trained"},
}

func (s Statement) json() ([]byte, error) {
	return object("fact", s.Fact, "value", s.Value, "approximate", s.Approximate, "unit", s.Unit, "scope", s.Scope,
		"section", s.Section, "sentence", s.Sentence, "raw", s.Raw, "offset", s.Offset)
}
