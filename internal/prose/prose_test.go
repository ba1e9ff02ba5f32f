package prose_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/internal/grid"
	"gongkai/internal/page"
	"gongkai/internal/prose"
	"gongkai/internal/report"

	"github.com/google/go-cmp/cmp"
)

const six = "一、总体情况\n2023年主动公开政府信息6条。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n"

func read(t *testing.T, text, address string) (prose.Said, *grid.Document) {
	t.Helper()
	parse := grid.Text
	if strings.HasPrefix(strings.TrimSpace(text), "<") {
		parse = grid.HTML
	}
	doc, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return prose.Read(doc, address, nil), doc
}

// One question, all the evidence: the first believed is the most trusted.
func TestWhoAndWhen(t *testing.T) {
	for _, tt := range []struct {
		name, text, address string
		organ               string
		year                int
		evidence            string // what=value where, in order
		doubts              string // codes
	}{
		{"title", "清河县教育局2023年政府信息公开工作年度报告\n" + six, "", "清河县教育局", 2023,
			"organ=清河县教育局 title|year=2023 title|year=2023 opening", ""},
		{"meta before the line", `<html><head><meta name="ArticleTitle" content="清河县教育局2023年政府信息公开工作年度报告"><meta name="ContentSource" content="清河县教育局"><meta name="PubDate" content="2024-01-19 09:30"><meta name="SiteIDCode" content="1305340001"></head><body><p>` +
			strings.ReplaceAll(six, "\n", "</p><p>") + `</p></body></html>`, "http://a.test/t20240120_1.html", "清河县教育局", 2023,
			"organ=清河县教育局 ArticleTitle|organ=清河县教育局 ContentSource|year=2023 ArticleTitle|year=2023 opening|year=2023 published|year=2023 date in the address|division=130534 SiteIDCode", ""},
		{"signature alone", six + "安泰街道办事处\n2024年1月4日", "antai-2023.txt", "安泰街道办事处", 2023,
			"organ=安泰街道办事处 signature|year=2023 signature|year=2023 opening|year=2023 address", ""},
		{"publisher before signature", "发布机构：清河县财政局\n" + six + "清河县财政局\n2024年1月4日", "", "清河县财政局", 2023,
			"organ=清河县财政局 publisher|organ=清河县财政局 signature|year=2023 signature|year=2023 opening", ""},
		{"publisher against signature", "发布机构：清河县人民政府办公室\n" + six + "清河县财政局\n2024年1月4日", "", "清河县人民政府办公室", 2023,
			"organ=清河县人民政府办公室 publisher|organ=清河县财政局 signature|year=2023 signature|year=2023 opening", "organ"},
		{"two lines", "柳溪乡2019年政府信息公开年度工作\n报 告\n" + six, "", "柳溪乡", 2019,
			"organ=柳溪乡 title|year=2019 title|year=2023 opening", ""},
		{"three lines, year and organ apart", "退役军人事务局\n政府信息公开工作年度报告\n（2019年度）\n" + strings.ReplaceAll(six, "2023", "2019"), "", "退役军人事务局", 2019,
			"organ=退役军人事务局 title|year=2019 title|year=2019 opening", ""},
		{"year twice", "【2019】马桥县交通运输局2019年政府信息公开工作年度报告\n" + six, "", "马桥县交通运输局", 2019,
			"organ=马桥县交通运输局 title|year=2019 title|year=2023 opening", ""},
		{"typed year", "中平镇202020年政府信息公开工作年度报告\n" + strings.ReplaceAll(six, "2023", "2020"), "", "中平镇", 2020,
			"organ=中平镇 title|year=2020 title|year=2020 opening", ""},
		{"half-stale title", "田庄镇2020年政府信息公开工作年度报告\n统计期限自2021年1月1日起至2021年12月31日止。\n" + six, "", "田庄镇", 2020,
			"organ=田庄镇 title|year=2020 title|year=2021 period|year=2023 opening", "year"},
		{"two years in the title", "2022年清河县财政局2021年政府信息公开工作年度报告\n统计期限自2021年1月1日起至2021年12月31日止。\n" + strings.ReplaceAll(six, "2023", "2021"), "", "清河县财政局", 2021,
			"organ=清河县财政局 title|year=2021 period|year=2021 opening", "year"},
		{"early signature", "建平镇政府信息公开工作年度报告\n一、主动公开情况\n公开信息22条。\n二、依申请公开情况\n无。\n建平镇人民政府\n2018年12月31日", "", "建平镇人民政府", 2018,
			"organ=建平镇人民政府 title|organ=建平镇人民政府 signature|year=2018 signature", ""},
		{"late signature", "清河县财政局2020年政府信息公开工作年度报告\n" + strings.ReplaceAll(six, "2023", "2020") + "清河县财政局\n2024年1月4日", "", "清河县财政局", 2020,
			"organ=清河县财政局 title|organ=清河县财政局 signature|year=2020 title|year=2023 signature|year=2020 opening", "year"},
		{"signed by another", "清河县财政局2023年政府信息公开工作年度报告\n" + six + "清河县民政局\n2024年1月4日", "", "清河县财政局", 2023,
			"organ=清河县财政局 title|organ=清河县民政局 signature|year=2023 title|year=2023 signature|year=2023 opening", "organ"},
		{"signed in full", "清河县住建局2023年政府信息公开工作年度报告\n" + six + "清河县住房和城乡建设局\n2024年1月4日", "", "清河县住建局", 2023,
			"organ=清河县住建局 title|organ=清河县住房和城乡建设局 signature|year=2023 title|year=2023 signature|year=2023 opening", ""},
		{"breadcrumb and address", "当前位置：首页>政府信息公开>清河县水务局>政府信息公开年报\n" + strings.ReplaceAll(six, "2023年", ""), "http://a.test/xxgkAnnualReport.jsp?area=1&fbtime=2021", "清河县水务局", 2021,
			"organ=清河县水务局 breadcrumb|year=2021 address", ""},
		{"file", strings.ReplaceAll(six, "2023年", ""), "saved/清河县水务局2021年政府信息公开工作年度报告.txt", "清河县水务局", 2021,
			"organ=清河县水务局 file|year=2021 address", ""},
		{"a table above the article", "<html><body><table><tr><td>索 引 号</td><td>0143/2024-1</td><td>分 类</td><td>政府信息公开年报</td></tr><tr><td>发布机构</td><td>清河县财政局</td><td>发文日期</td><td>2024-01-12</td></tr><tr><td>标 题</td><td colspan=3>清河县财政局2023年政府信息公开工作年度报告</td></tr></table><p>" +
			strings.ReplaceAll(six, "\n", "</p><p>") + "</body></html>", "", "清河县财政局", 2023, "organ=清河县财政局 title line|organ=清河县财政局 publisher|year=2023 title line|year=2023 opening|year=2023 published", ""},
		{"all in a table that lays out the page", "<html><head><title>清河县财政局2012年信息公开年度报告</title></head><body><table><tr><td><a href=1>首页</a> | <a href=2>信息公开指南</a></td></tr><tr><td><p>" +
			strings.ReplaceAll(strings.ReplaceAll(six, "2023", "2012"), "\n", "</p><p>") + "清河县财政局</p><p>2013年1月4日</p></td></tr></table></body></html>", "", "清河县财政局", 2012,
			"organ=清河县财政局 <title>|organ=清河县财政局 signature|year=2012 <title>|year=2012 signature", ""},
		{"a line of its own above the title", "正文\n2024年清河县教育局政府信息公开工作\n年度报告\n" + strings.ReplaceAll(six, "2023", "2024"), "", "清河县教育局", 2024,
			"organ=清河县教育局 title|year=2024 title|year=2024 opening", ""},
		{"a number above the title", "• 736900001/2023-02935\n清河县审计局\n2021年政府信息公开工作年度报告\n" + strings.ReplaceAll(six, "2023", "2021"), "", "清河县审计局", 2021,
			"organ=清河县审计局 title|year=2021 title|year=2021 opening", ""},
		{"a menu above the title", "河东街道\n河东街道办事处2023年政府信息公开工作年度报告\n" + six, "", "河东街道办事处", 2023,
			"organ=河东街道办事处 title|organ=河东街道 above the title|year=2023 title|year=2023 opening", ""},
		{"the name of the column above the title", "政府信息公开\n清河县水务局2023年政府信息公开工作年度报告\n" + six, "", "清河县水务局", 2023,
			"organ=清河县水务局 title|year=2023 title|year=2023 opening", ""},
		{"the place above the title", "清河县\n水务局2023年政府信息公开工作年度报告\n" + six, "", "清河县水务局", 2023,
			"organ=清河县水务局 title|year=2023 title|year=2023 opening", ""},
		{"a sentence is no title", "2023年,我乡高度重视政府信息公开工作,加强领导。\n" + six, "", "", 2023, "year=2023 opening", "organ"},
		{"the name of a class is no title", "索引号 0144/2024-1 | 分类 | 政府信息公开年报 综合政务\n现公布清河县人民政府2023年政府信息公开工作年度报告。\n" + six, "", "清河县人民政府", 2023,
			"organ=清河县人民政府 compiled by|year=2023 opening", ""},
		{"announced in brackets", "现公布《清河县审计局2023年政府信息公开工作报告》。\n" + six, "", "清河县审计局", 2023,
			"organ=清河县审计局 compiled by|year=2023 opening", ""},
		{"compiled, said in section one", strings.Replace(six, "2023年", "本报告由河东镇人民政府党政办公室编制。2023年", 1), "", "河东镇人民政府", 2023,
			"organ=河东镇人民政府 compiled by|year=2023 opening", ""},
		{"compiled without 由", "根据要求,河东镇政府编制2023年政府信息公开年度报告。\n" + six, "", "河东镇政府", 2023,
			"organ=河东镇政府 compiled by|year=2023 opening", ""},
		{"a label without a colon", "名称 清河县2017年政府信息公开年度报告\n索引号 0000/2018-42 分类 信息公开年报\n" + strings.ReplaceAll(six, "2023", "2017"), "", "清河县", 2017,
			"organ=清河县 title line|year=2017 title line|year=2017 opening", ""},
		{"a heading is no title", "引 言\n现编制并公布本单位2023年政府信息公开工作年度报告。\n一、政府信息公开工作的现状\n" + six, "", "", 2023, "year=2023 opening", "organ"},
		{"named in section one", strings.Replace(six, "2023年", "我镇认真编制了《河东镇2023年政府信息公开工作年度报告》。2023年", 1), "", "河东镇", 2023,
			"organ=河东镇 compiled by|year=2023 opening", ""},
		{"the first sentence begins with the title", "河东街道2023年政府信息公开工作年度报告是根据《中华人民共和国政府信息公开条例》编制的，全文分六个部分。\n" + six, "", "河东街道", 2023,
			"organ=河东街道 compiled by|year=2023 opening", ""},
		{"traditional script", "清河縣林業局2022年度政府信息公開工作年度報告\n一、總體情況\n公開信息3條。\n二、主動公開政府信息情況\n三、收到和處理政府信息公開申請情況\n", "", "清河縣林業局", 2022,
			"organ=清河縣林業局 title|year=2022 title", ""},
		{"traditional script without a title", "根據規定,現公布清河縣林業局2022年政府信息公開工作年度報告。\n一、總體情況\n二、主動公開政府信息情況\n", "", "清河縣林業局", 2022,
			"organ=清河縣林業局 compiled by|year=2022 opening", ""},
		{"a period left over", "现公布清河县财政局工作报告。统计期限自2022年1月1日起至2022年12月31日止。\n" + six, "", "", 2022,
			"year=2022 period|year=2023 opening", "year organ"},
		{"published by another", "发布机构：清河县政府办\n现公布清河县审计局2023年政府信息公开工作年度报告。\n" + six, "", "清河县政府办", 2023,
			"organ=清河县政府办 publisher|organ=清河县审计局 compiled by|year=2023 opening", "organ"},
		{"a school year", "清河师范大学2021—2022学年信息公开年度报告\n" + strings.ReplaceAll(six, "2023", "2021"), "", "清河师范大学", 2021,
			"organ=清河师范大学 title|year=2021 opening", "year"},
		{"a school year without a school", "2021-2022学年度信息公开工作年度报告\n" + strings.ReplaceAll(six, "2023", "2021"), "", "", 2021,
			"year=2021 opening", "year organ"},
		{"its name on both sides of the year", "清河海关2010年海关信息公开工作年度报告\n" + strings.ReplaceAll(six, "2023", "2010"), "", "清河海关", 2010,
			"organ=清河海关 title|year=2010 title|year=2010 opening", ""},
		{"compiled according to", "本报告由清河市财政局按照条例的要求编制。\n" + six, "", "清河市财政局", 2023,
			"organ=清河市财政局 compiled by|year=2023 opening", ""},
		{"compiled by a group", "本报告由清河市人民政府信息公开工作领导小组办公室根据条例编制。\n" + six, "", "", 2023, "year=2023 opening", "organ"},
		{"compiled by ourselves", "本报告由我局办公室编制。\n" + six, "", "", 2023, "year=2023 opening", "organ"},
		{"nothing", strings.ReplaceAll(six, "2023年", ""), "", "", 0, "", "year organ"},
	} {
		said, _ := read(t, tt.text, tt.address)
		var evidence, doubts []string
		for _, e := range said.Evidence {
			evidence = append(evidence, e.What+"="+e.Value+" "+e.Where)
		}
		for _, d := range said.Doubts {
			doubts = append(doubts, d.Code)
		}
		if said.Organ != tt.organ || said.Year != tt.year {
			t.Errorf("%s: %q %d, want %q %d", tt.name, said.Organ, said.Year, tt.organ, tt.year)
		}
		if diff := cmp.Diff(tt.evidence, strings.Join(evidence, "|")); diff != "" {
			t.Errorf("%s: evidence %s", tt.name, diff)
		}
		if got := strings.Join(doubts, " "); got != tt.doubts {
			t.Errorf("%s: doubts %q, want %q: %v", tt.name, got, tt.doubts, said.Doubts)
		}
	}
}

// The titles of the sections in words met in reports, and lines that are none.
func TestTitlesOfSections(t *testing.T) {
	for line, want := range map[string]int{
		"一、2023年政务公开总体情况": 1, "一、政府信息公开工作的基本概况": 1, "一、基本工作情况": 1, "一、主要工作概述": 1,
		"二、依申请公开和不予公开政府信息情况": 3, "五、存在的主要问题及下步工作安排": 5, "六、当前存在的问题和下一步打算": 5,
		"五、存在的问题": 0, "二是存在的主要问题及改进情况": 0, "（一）存在的主要问题及下步工作安排": 0, "一、组织机构建设情况": 0, "1、存在的问题及整改措施": 0,
		"总体情况": 1, "　2023年政府信息公开工作总体情况：": 1, "主动公开政府信息情况2": 2, "收到和處理政府信息公開申請情況。": 3, "4.政府信息公开行政复议、行政诉讼情况": 4, "—、存在的主要问题及改进情况": 5,
		"其他需要报告的事项（": 6, "总体情况表": 0, "总体情况如下": 0, "总体情况A": 0, "一、总体情况表": 0, "二、主动公开政府信息情况表": 2,
	} {
		if got, _ := prose.Titled(line); got != want {
			t.Errorf("%s: section %d, want %d", line, got, want)
		}
	}
}

// Titles with another's number stand inside a section when they come again
// with their own.
func TestTitlesInsideASection(t *testing.T) {
	said, _ := read(t, "清河县档案局2021年政府信息公开工作年度报告\n一、总体情况\n工作正常。\n三、主动公开政府信息情况。2021年没有。\n四、依申请公开政府信息情况。没有申请。\n二、主动公开政府信息情况\n公开3条。\n三、收到和处理政府信息公开申请情况\n收到1件。\n", "")
	var got []string
	for _, s := range said.Sections {
		got = append(got, s.Heading)
	}
	if want := "一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况"; strings.Join(got, " ") != want {
		t.Errorf("sections %q, want %q", got, want)
	}
	if text := said.Sections[0].Text; !strings.Contains(text, "没有申请") || !strings.Contains(text, "2021年没有") {
		t.Errorf("section one is %q", text)
	}
}

// A section stands in the text of its document where it says.
func TestSectionsStandWhereTheySay(t *testing.T) {
	check := func(name string, sections []report.Section, text string) {
		t.Helper()
		for _, s := range sections {
			first, _, _ := strings.Cut(s.Text, "\n")
			if s.Offset > len(text) || !strings.HasPrefix(text[s.Offset:], first) {
				t.Errorf("%s: section %d at %d: %.40q, want %.40q", name, s.Number, s.Offset, text[min(s.Offset, len(text)):], first)
			}
		}
	}
	for _, text := range []string{
		six, "标题\n\n" + six + "清河县财政局\n2024年1月4日",
		"一、总体情况。本报告由局办公室编制。\n二、主动公开政府信息情况：公开信息3条\n还有1条\n",
		"<html><body><p>一、总体情况</p><table><tr><td>项目</td><td>数</td></tr><tr><td>公开信息<p>主动</p></td><td>6条</td></tr></table><p>六、其他需要报告的事项</p><table><tr><td>a</td><td>b</td></tr></table></body></html>",
	} {
		said, doc := read(t, text, "")
		if len(said.Sections) < 2 {
			t.Errorf("%q: %d sections", text, len(said.Sections))
		}
		check(text, said.Sections, prose.Text(doc))
	}
	files, _ := filepath.Glob("../../../shared/reports/*.txt")
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := page.Page{URL: f, Body: body}.Text()
		said, doc := read(t, text, f)
		check(f, said.Sections, prose.Text(doc))
	}
}

func BenchmarkRead(b *testing.B) {
	text := "首页 > 政府信息公开 > 年报\n发布机构：清河县教育局\n清河县教育局2023年政府信息公开工作年度报告\n根据《中华人民共和国政府信息公开条例》编制。\n" +
		strings.ReplaceAll(six, "\n", "\n全县各单位认真贯彻条例，及时回应社会关切，公开渠道不断完善。\n") + "清河县教育局\n2024年1月4日"
	doc, err := grid.Text(text)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		prose.Read(doc, "", nil)
	}
}
