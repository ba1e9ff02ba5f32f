package report

// results are the five boxes of each block of table 四.
var results = []Column{
	{Key: "upheld", Label: "结果维持", English: "upheld", Unit: "件"},
	{Key: "corrected", Label: "结果纠正", English: "corrected", Unit: "件"},
	{Key: "other", Label: "其他结果", English: "other result", Unit: "件"},
	{Key: "pending", Label: "尚未审结", English: "pending", Unit: "件"},
	{Key: "total", Label: "总计", Variants: []string{"合计"}, English: "total", Unit: "件"},
}

// item50 asks for the table; 第五十一条 opens both ways.
const item50 = "第五十条第(三)项、第五十一条"

// review2019 is table 四. It has not changed since 国办公开办函〔2019〕60号.
var review2019 = &Form{Kind: Review, Edition: "2019", Rows: []Row{
	{Key: "reconsideration", Label: "行政复议", English: "administrative reconsideration", Article: item50, Columns: results},
	{Key: "litigation_direct", Short: "lit_direct", Label: "未经复议直接起诉", Parents: []string{"行政诉讼"}, English: "litigation without reconsideration", Article: item50, Columns: results},
	{Key: "litigation_after_reconsideration", Short: "lit_after", Label: "复议后起诉", Parents: []string{"行政诉讼"}, English: "litigation after reconsideration", Article: item50, Columns: results},
}}
