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
	Key   string
	Label string // 中文
}

// Facts are what the prose is searched for, in the order of the report. Those
// that end in _none have no number: the report says that there was none, which
// is not the same as a printed 0.
var Facts = []Fact{
	{"proactive_total", "主动公开政府信息"},
	{"proactive_ever", "历年累计主动公开政府信息"},
	{"site_posts", "通过政府网站公开、发布"},
	{"wechat_posts", "通过微信公众号公开、发布"},
	{"weibo_posts", "通过微博公开、发布"},
	{"video_posts", "通过短视频号发布"},
	{"media_posts", "通过其他政务新媒体公开、发布"},
	{"gazette_posts", "通过政府公报公开"},
	{"board_posts", "通过公开栏、显示屏公开"},
	{"press_posts", "通过报刊、广播电视、新闻发布会公开"},
	{"followers", "粉丝、关注人数"},
	{"interpretations", "政策解读"},
	{"responses", "回应公众关注热点、舆情"},
	{"press_conferences", "举办、参加新闻发布会"},
	{"interviews", "在线访谈"},
	{"gazettes", "编发政府公报"},
	{"normative_issued", "制发行政规范性文件"},
	{"normative_repealed", "废止行政规范性文件"},
	{"normative_in_force", "现行有效行政规范性文件"},
	{"permits", "作出、办理行政许可"},
	{"penalties", "作出、办理行政处罚"},
	{"coercive_measures", "作出、办理行政强制"},
	{"suggestions", "人大代表建议办理、公开"},
	{"proposals", "政协提案办理、公开"},
	{"suggestions_proposals", "建议提案办理、公开（合计）"},
	{"requests_received", "收到、受理政府信息公开申请"},
	{"requests_ever", "历年累计受理政府信息公开申请"},
	{"requests_none", "未收到政府信息公开申请"},
	{"requests_online", "网络申请"},
	{"requests_letter", "信函、邮寄申请"},
	{"requests_email", "电子邮件申请"},
	{"requests_fax", "传真申请"},
	{"requests_in_person", "当面申请"},
	{"carried_in", "上年结转"},
	{"carried_in_none", "无上年结转"},
	{"answered", "办结、答复"},
	{"carried_out", "结转下年"},
	{"carried_out_none", "无结转下年"},
	{"granted", "予以公开"},
	{"partly_granted", "部分公开"},
	{"denied", "不予公开"},
	{"unavailable", "无法提供"},
	{"unprocessed", "不予处理"},
	{"otherwise", "其他处理"},
	{"reconsiderations", "行政复议"},
	{"reconsiderations_none", "未发生行政复议"},
	{"lawsuits", "行政诉讼"},
	{"lawsuits_none", "未发生行政诉讼"},
	{"fees", "收取信息处理费等"},
	{"fees_none", "未收取费用"},
	{"staff", "政府信息公开工作人员"},
	{"staff_full", "专职工作人员"},
	{"staff_part", "兼职工作人员"},
	{"trainings", "举办政务公开培训"},
	{"trainees", "培训人数、人次"},
}

func (s Statement) json() ([]byte, error) {
	return object("fact", s.Fact, "value", s.Value, "approximate", s.Approximate, "unit", s.Unit, "scope", s.Scope,
		"section", s.Section, "sentence", s.Sentence, "raw", s.Raw, "offset", s.Offset)
}
