package codebook

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/report"
)

// law are the articles of the 条例 of 2019 that are cited, in its words. An
// article that is not here was not looked up.
var law = map[string]string{
	"第十四条":       "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，以及公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息，不予公开",
	"第十五条":       "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息",
	"第十六条第一款":    "内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息",
	"第十六条第二款":    "讨论记录、过程稿、磋商信函、请示报告等过程性信息以及行政执法案卷信息",
	"第二十条第(一)项":  "行政法规、规章和规范性文件",
	"第二十条第(五)项":  "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
	"第二十条第(六)项":  "实施行政处罚、行政强制的依据、条件、程序",
	"第二十条第(八)项":  "行政事业性收费项目及其依据、标准",
	"第二十条第(九)项":  "政府集中采购项目的目录、标准及实施情况",
	"第三十条":       "申请人无正当理由逾期不补正的，视为放弃申请",
	"第三十五条":      "申请公开政府信息的数量、频次明显超过合理范围",
	"第三十六条第(一)项": "已经主动公开的，告知申请人获取该政府信息的方式、途径",
	"第三十六条第(二)项": "可以公开的，向申请人提供该政府信息",
	"第三十六条第(四)项": "经检索没有所申请公开信息的",
	"第三十六条第(五)项": "不属于本行政机关负责公开的",
	"第三十六条第(六)项": "申请人重复申请公开相同政府信息的，告知申请人不予重复处理",
	"第三十六条第(七)项": "属于工商、不动产登记资料等信息",
	"第三十七条":      "能够作区分处理的，行政机关应当向申请人提供可以公开的政府信息内容",
	"第三十八条":      "需要行政机关对现有政府信息进行加工、分析的，行政机关可以不予提供",
	"第三十九条第一款":   "以政府信息公开申请的形式进行信访、投诉、举报等活动",
	"第三十九条第二款":   "要求行政机关提供政府公报、报刊、书籍等公开出版物",
	"第四十二条":      "行政机关可以收取信息处理费",
	"第四十九条":      "在每年1月31日前；在每年3月31日前",
	"第五十条":       "政府信息公开工作年度报告应当包括下列内容",
	"第五十条第(一)项":  "行政机关主动公开政府信息的情况",
	"第五十条第(二)项":  "行政机关收到和处理政府信息公开申请的情况",
	"第五十条第(三)项":  "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
	"第五十条第(四)项":  "政府信息公开工作存在的主要问题及改进情况",
	"第五十条第(五)项":  "其他需要报告的事项",
	"第五十一条":      "可以依法申请行政复议或者提起行政诉讼",
}

// cited are the articles of a text: 第三十六条第(一)项、第(二)项 are two.
func cited(text string) (list []string) {
	article := ""
	for _, part := range strings.Split(text, "、") {
		if i := strings.Index(part, "条"); i >= 0 {
			article = part[:i+len("条")]
		} else {
			part = article + part
		}
		list = append(list, part)
	}
	return list
}

// Every article that is cited was looked up, and every one that was is cited.
func TestArticles(t *testing.T) {
	seen := map[string]bool{}
	look := func(where, article string) {
		for _, one := range cited(article) {
			if one != "" && law[one] == "" {
				t.Errorf("%s answers to %s, which is no article that was looked up", where, one)
			}
			seen[one] = true
		}
	}
	for _, table := range Tables() {
		for _, v := range table.Variables {
			look(table.Name+"."+v.Name, v.Article)
		}
	}
	for _, v := range parts().Values {
		look("section "+v.Key, v.Where)
	}
	for article := range law {
		if !seen[article] {
			t.Errorf("nothing answers to %s", article)
		}
	}
	for where, words := range map[string][2]string{"requests.received_total": {"第五十条第(二)项", "申请"}, "requests.granted_total": {"第三十六条第(二)项", "公开"},
		"requests.refused_third_party_total": {"第十五条", "第三方合法权益"}, "review.reconsideration_upheld": {"第五十条第(三)项", "行政复议"}, "disclosure.fees_amount": {"第二十条第(八)项", "行政事业性收费"}} {
		table, name, _ := strings.Cut(where, ".")
		i := slices.IndexFunc(Tables(), func(t Table) bool { return t.Name == table })
		vs := Tables()[i].Variables
		v := vs[slices.IndexFunc(vs, func(v Variable) bool { return v.Name == name })]
		if !slices.Contains(cited(v.Article), words[0]) || !strings.Contains(law[words[0]], words[1]) {
			t.Errorf("%s answers to %s: %s", where, v.Article, law[words[0]])
		}
	}
}

// Every value of every list has a label in both languages, and each column
// that names a list has one.
func TestVocabularies(t *testing.T) {
	titles := map[string]bool{}
	for _, v := range vocabularies() {
		word, _, _ := strings.Cut(v.Title, " ")
		titles[word] = true
		table, column, _ := strings.Cut(v.Column, ".")
		i := slices.IndexFunc(Tables(), func(t Table) bool { return t.Name == table })
		if i < 0 || !slices.ContainsFunc(Tables()[i].Variables, func(v Variable) bool { return v.Name == column }) {
			t.Errorf("there is no %s", v.Column)
		}
		seen := map[string]bool{}
		for _, one := range v.Values {
			if one.Key == "" || one.Chinese == "" || one.English == "" || seen[one.Key] {
				t.Errorf("%s: %+v", v.Title, one)
			}
			seen[one.Key] = true
		}
	}
	for _, table := range Tables() {
		for _, v := range table.Variables {
			if _, list, ok := strings.Cut(v.English, ", see "); ok && !strings.HasPrefix(list, "the table ") && !titles[list] {
				t.Errorf("%s.%s: there is no list of %s", table.Name, v.Name, list)
			}
		}
	}
}

// Every rule between two years is in the codebook.
func TestContinuity(t *testing.T) {
	known := followed().Values
	for _, s := range report.Steps() {
		if !slices.ContainsFunc(known, func(n named) bool { return n.Key == s.Rule }) {
			t.Errorf("%s is not in the codebook", s.Rule)
		}
	}
}

// Every code of a doubt that a reader gives is in the codebook, and no other.
func TestDoubts(t *testing.T) {
	given := map[string]bool{}
	code := regexp.MustCompile(`(?:\.doubt\(|Doubt\{Code: |doubt[A-Z]\w* += )"([a-z_]+)"`)
	for _, pattern := range []string{"../*/*.go", "../../cmd/gongkai/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range code.FindAllStringSubmatch(string(text), -1) {
				given[m[1]] = true
			}
			if strings.Contains(string(text), "Code = report.NotAsked.String()") {
				given[report.NotAsked.String()] = true
			}
		}
	}
	var known []string
	for _, v := range doubted().Values {
		known = append(known, v.Key)
		if !given[v.Key] {
			t.Errorf("no reader gives the doubt %s", v.Key)
		}
		delete(given, v.Key)
	}
	if len(given) > 0 || !slices.IsSorted(known) {
		t.Errorf("not in the codebook: %v; or not in order: %s", given, fmt.Sprint(known))
	}
}
