package report

// The columns of table 二. Units stand where the form prints or implies one:
// it prints 万元 for the fees of 2021 and none for the procurement of 2019.
var (
	issued     = Column{Key: "issued", Label: "本年制发件数", Variants: []string{"本年发件", "本年制发数", "制发件数"}, English: "issued this year", Unit: "件"}
	repealed   = Column{Key: "repealed", Label: "本年废止件数", Variants: []string{"本年废止数", "废止件数"}, English: "repealed this year", Unit: "件"}
	inForce    = Column{Key: "in_force", Label: "现行有效件数", Variants: []string{"现行有效件", "现行有效数"}, English: "in force", Unit: "件"}
	decided    = Column{Key: "decisions", Label: "本年处理决定数量", Variants: []string{"本年处理绝对数量", "处理决定数量"}, English: "decisions this year", Unit: "件"}
	feeAmount  = Column{Key: "amount", Label: "本年收费金额(单位:万元)", Variants: []string{"本年收费金额", "上一年项目本年收费金额(单位:万元)", "上一年项目本年收费金额"}, English: "fees charged this year", Unit: "万元", Ten: true}
	newlyMade  = Column{Key: "newly_made", Label: "本年新制作数量", Variants: []string{"本年新制作数"}, English: "newly made this year", Unit: "件"}
	newlyOpen  = Column{Key: "newly_public", Label: "本年新公开数量", Variants: []string{"本年新公开数"}, English: "newly disclosed this year", Unit: "件"}
	totalOpen  = Column{Key: "total_public", Label: "对外公开总数量", Variants: []string{"对外公开总数", "对外公开数量"}, English: "disclosed in total", Unit: "件"}
	lastYear   = Column{Key: "items_last_year", Short: "last_year", Label: "上一年项目数量", Variants: []string{"上年项目数量", "上一年度项目数量"}, English: "items of last year", Unit: "项"}
	change     = Column{Key: "change", Label: "本年增/减", Variants: []string{"本年增减", "本年增/"}, English: "change this year", Unit: "项", Signed: true}
	oldDecided = Column{Key: "decisions", Label: "处理决定数量", Variants: []string{"本年处理决定数量"}, English: "decisions this year", Unit: "件"}
	purchases  = Column{Key: "items", Label: "采购项目数量", Variants: []string{"采购项目数"}, English: "procurement items", Unit: "项"}
	spent      = Column{Key: "amount", Label: "采购总金额", Variants: []string{"采购总金额(万元)", "采购总金额(元)", "采购金额"}, English: "procurement amount, unit as printed", Ten: true}
)

const (
	item1 = "第二十条第(一)项"
	item5 = "第二十条第(五)项"
	item6 = "第二十条第(六)项"
	item8 = "第二十条第(八)项"
	item9 = "第二十条第(九)项"
)

var (
	documents2021 = []Column{issued, repealed, inForce}
	documents2019 = []Column{newlyMade, newlyOpen, totalOpen}
	services2019  = []Column{lastYear, change, oldDecided}
)

// disclosure2021 is table 二 of 国办公开办函〔2021〕30号.
var disclosure2021 = &Form{Kind: Disclosure, Edition: "2021", Rows: []Row{
	{Key: "regulations", Label: "规章", Parents: []string{item1}, Article: item1, English: "government rules", Columns: documents2021},
	{Key: "normative_documents", Short: "normative", Label: "行政规范性文件", Variants: []string{"规范性文件"}, Parents: []string{item1}, Article: item1, English: "administrative normative documents", Columns: documents2021},
	{Key: "permits", Label: "行政许可", Parents: []string{item5}, Article: item5, English: "administrative permits", Columns: []Column{decided}},
	{Key: "penalties", Label: "行政处罚", Parents: []string{item6}, Article: item6, English: "administrative penalties", Columns: []Column{decided}},
	{Key: "coercive_measures", Short: "coercive", Label: "行政强制", Parents: []string{item6}, Article: item6, English: "administrative coercive measures", Columns: []Column{decided}},
	{Key: "fees", Label: "行政事业性收费", Parents: []string{item8}, Article: item8, English: "administrative fees", Columns: []Column{feeAmount}},
}}

// disclosure2019 is table 二 of 国办公开办函〔2019〕60号.
var disclosure2019 = &Form{Kind: Disclosure, Edition: "2019", Rows: []Row{
	{Key: "regulations", Label: "规章", Parents: []string{item1}, Article: item1, English: "government rules", Columns: documents2019},
	{Key: "normative_documents", Short: "normative", Label: "规范性文件", Variants: []string{"行政规范性文件"}, Parents: []string{item1}, Article: item1, English: "normative documents", Columns: documents2019},
	{Key: "permits", Label: "行政许可", Parents: []string{item5}, Article: item5, English: "administrative permits", Columns: services2019},
	{Key: "other_services", Short: "oth_services", Label: "其他对外管理服务事项", Parents: []string{item5}, Article: item5, English: "other external administrative services", Columns: services2019},
	{Key: "penalties", Label: "行政处罚", Parents: []string{item6}, Article: item6, English: "administrative penalties", Columns: services2019},
	{Key: "coercive_measures", Short: "coercive", Label: "行政强制", Parents: []string{item6}, Article: item6, English: "administrative coercive measures", Columns: services2019},
	{Key: "fees", Label: "行政事业性收费", Parents: []string{item8}, Article: item8, English: "administrative fees", Columns: []Column{lastYear, change}},
	{Key: "procurement", Label: "政府集中采购", Parents: []string{item9}, Article: item9, English: "centralised government procurement", Columns: []Column{purchases, spent}},
}}
