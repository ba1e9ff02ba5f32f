package indicator_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/internal/grid"
	"gongkai/internal/indicator"
	"gongkai/internal/report"

	"github.com/google/go-cmp/cmp"
)

// national is the table of 2014 as it is printed, with rows a province added:
// label, unit, number, the key that the row has.
var national = [][4]string{
	{"一、主动公开情况", "——", "", ""},
	{"（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "1,286", "pub_total"},
	{"其中：主动公开规范性文件数", "条", "12", "pub_normative"},
	{"制发规范性文件总数", "件", "12", "normative_made"},
	{"主动公开机构领导、机构设置及人事信息", "条", "45", ""},
	{"（二）通过不同渠道和方式公开政府信息的情况", "——", "", ""},
	{"1.政府公报公开政府信息数", "条", "0", "pub_gazette"},
	{"2.政府网站公开政府信息数", "条", "1286", "pub_website"},
	{"3.政务微博公开政府信息数", "条", "35", "pub_weibo"},
	{"4.政务微信公开政府信息数", "条", "210", "pub_wechat"},
	{"5.其他方式公开政府信息数", "条", "/", "pub_other"},
	{"二、回应解读情况", "——", "", ""},
	{"（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "31", "resp_total"},
	{"（二）通过不同渠道和方式回应解读的情况", "——", "", ""},
	{"1.参加或举办新闻发布会总次数", "次", "2", "resp_press"},
	{"其中：主要负责同志参加新闻发布会次数", "次", "1", "resp_press_chief"},
	{"三、依申请公开情况", "——", "", ""},
	{"（一）收到申请数", "件", "26", "req_received"},
	{"1.当面申请数", "件", "3", "req_in_person"},
	{"2.传真申请数", "件", "0", "req_fax"},
	{"3.网络申请数", "件", "20", "req_online"},
	{"4.信函申请数", "件", "3", "req_mail"},
	{"（二）申请办结数", "件", "26", "req_closed"},
	{"（三）申请答复数", "件", "26", "ans_total"},
	{"1.属于已主动公开范围数", "件", "9", "ans_already_public"},
	{"2.同意公开答复数", "件", "8", "ans_granted"},
	{"4.不同意公开答复数", "件", "5", "ans_denied"},
	{"其中：涉及国家秘密", "件", "1", "den_state_secret"},
	{"不是《条例》所指政府信息", "件", "4", "den_not_gov_info"},
	{"8.告知通过其他途径办理数", "件", "4", "ans_other_channel"},
	{"四、行政复议数量", "件", "2", "recon_total"},
	{"（一）维持具体行政行为数", "件", "1", "recon_upheld"},
	{"（二）被依法纠错数", "件", "0", "recon_corrected"},
	{"（三）其他情形数", "件", "1", "recon_other"},
	{"五、行政诉讼数量", "件", "3", "suit_total"},
	{"（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "2", "suit_upheld"},
	{"（二）被依法纠错数", "件", "1", "suit_corrected"},
	{"（三）其他情形数", "件", "0", "suit_other"},
	{"六、举报投诉数量", "件", "0", "complaints"},
	{"七、依申请公开信息收取的费用", "万元", "0.35", "fees_wan"},
	{"八、机构建设和保障经费情况", "——", "", ""},
	{"1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "4", "staff_full"},
	{"2.兼职人员数", "人", "13", "staff_part"},
	{"（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元", "18.5", "budget_wan"},
	{"（三）接受培训人员数", "人次", "126", "trainees"},
}

const people = "单位负责人：张某　审核人：李某　填报人：王某　联系电话：0598-1234567　填报日期：2017年1月9日"

// renderings are the ways a table of label, unit and number comes to us.
var renderings = map[string]func(rows [][4]string) (string, bool){
	"html": func(rows [][4]string) (string, bool) {
		s := "<p>附表</p><table><tr><td colspan=3>政府信息公开情况统计表</td></tr><tr><td colspan=3>（2016年度）填报单位（盖章）：某局</td></tr><tr><td>统&nbsp;计&nbsp;指&nbsp;标</td><td>单位</td><td>统计数</td></tr>"
		for _, r := range rows {
			s += fmt.Sprintf("<tr><td><p>%s</p></td><td>%s</td><td>%s</td></tr>", r[0], r[1], r[2])
		}
		return s + "<tr><td colspan=3>" + people + "</td></tr></table><p>后文</p>", true
	},
	"html, cut in two, headings outside": func(rows [][4]string) (string, bool) {
		s := "<table><tr><th>统计指标</th><th>单位</th><th>统计数</th></tr>"
		for i, r := range rows {
			if i > 2 && r[1] == "——" && strings.HasPrefix(r[0], "三") {
				s += "</table><p>" + r[0] + "</p><table>"
				continue
			}
			s += fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%s</td></tr>", r[0], r[1], r[2])
		}
		return s + "</table><p>" + people + "</p><p>后文</p>", true
	},
	"one cell a line": func(rows [][4]string) (string, bool) {
		s := "附表\n统计指标\n单位\n统计\n数\n"
		for _, r := range rows {
			s += r[0] + "\n" + r[1] + "\n"
			if r[2] != "" {
				s += r[2] + "\n"
			}
		}
		return s + strings.ReplaceAll(people, "　", "\n") + "\n后文\n", false
	},
	"words broken over lines": func(rows [][4]string) (string, bool) {
		s := "附表\n统计指标\n单位\n统计数\n"
		for _, r := range rows {
			label := []rune(r[0])
			s += string(label[:len(label)-2]) + "\n" + string(label[len(label)-2:]) + "\n" + r[1] + "\n"
			if r[2] != "" {
				s += r[2] + "\n"
			}
		}
		return s + people + "\n后文\n", false
	},
	"bars and pads, a row a line": func(rows [][4]string) (string, bool) {
		s := "附表\n统计指标 | 单位 | 统计数 |\n"
		for _, r := range rows {
			if s += r[0] + " | " + r[1] + " | "; r[2] != "" {
				s += r[2]
			}
			s += " |\n"
		}
		return s + people + "\n后文\n", false
	},
	"bars and pads, a cell a line, ordinals": func(rows [][4]string) (string, bool) {
		s := "附表\n序号 |\n统计指标 |\n单位 |\n统计数 |\n"
		for i, r := range rows {
			s += fmt.Sprintf("%d |\n%s |\n%s |\n", i+1, r[0], r[1])
			if r[2] != "" {
				s += r[2] + " |\n"
			} else {
				s += "|\n"
			}
		}
		return s + people + "\n后文\n", false
	},
	"markdown": func(rows [][4]string) (string, bool) {
		s := "附表\n\n| 统计指标 | 单位 | 统计数 |\n| --- | --- | --- |\n"
		for _, r := range rows {
			s += fmt.Sprintf("| %s | %s | %s |\n", r[0], r[1], r[2])
		}
		return s + "\n" + people + "\n\n后文\n", false
	},
}

func read(t *testing.T, source string, html bool, year int) (*grid.Document, *report.Indicators, []report.Doubt) {
	t.Helper()
	parse := grid.Text
	if html {
		parse = grid.HTML
	}
	doc, err := parse(source)
	if err != nil {
		t.Fatal(err)
	}
	rest, found := indicator.Read(doc)
	table, doubts := found.Table(year)
	return rest, table, doubts
}

// TestNational reads the table of 2014 in every rendering: the same rows with
// the same numbers, nothing of the people, and nothing left in the text.
func TestNational(t *testing.T) {
	for name, render := range renderings {
		t.Run(name, func(t *testing.T) {
			source, html := render(national)
			rest, table, doubts := read(t, source, html, 2016)
			if table == nil || table.Form != "2014" {
				t.Fatalf("table = %+v", table)
			}
			var got, want [][4]string
			for _, r := range table.Rows {
				value := r.Value.Raw
				if r.Value.State == report.Missing {
					value = ""
				}
				unit := r.Unit
				if unit == "" {
					unit = "——"
				}
				got = append(got, [4]string{r.Label, unit, value, r.Key})
				if r.Cumulative.State != report.NotAsked {
					t.Errorf("%s: cumulative %+v", r.Label, r.Cumulative)
				}
			}
			for _, r := range national {
				want = append(want, r)
			}
			if d := cmp.Diff(narrow(want), narrow(got)); d != "" {
				t.Error(d)
			}
			if len(doubts) > 0 {
				t.Errorf("doubts: %v", doubts)
			}
			left := ""
			for _, b := range rest.Blocks {
				left += b.Text
				if b.Grid != nil {
					left += b.Grid.String()
				}
			}
			if strings.Contains(left, "当面") || strings.Contains(left, "张某") || strings.Contains(left, "1234567") || !strings.Contains(left, "后文") {
				t.Errorf("left in the text: %q", left)
			}
		})
	}
}

// narrow writes full-width forms as ASCII, as some sources do.
func narrow(rows [][4]string) [][4]string {
	for i := range rows {
		for j := range rows[i] {
			rows[i][j] = strings.Map(func(r rune) rune {
				if r >= 0xff01 && r <= 0xff5e {
					return r - 0xfee0
				}
				return r
			}, rows[i][j])
		}
	}
	return rows
}

// coded renders a table with codes and two columns of numbers.
func coded(table *report.IndicatorTable, heads string, value func(i int) (string, string)) string {
	s := "<table><tr>"
	for _, h := range strings.Fields(heads) {
		s += "<td>" + h + "</td>"
	}
	s += "</tr><tr><td>甲</td><td>乙</td><td>丙</td><td>1</td><td>2</td></tr>"
	for i, r := range table.Rows {
		v, c := value(i)
		s += fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%02d</td><td>%s</td><td>%s</td></tr>", r.Label, r.Unit, i+1, v, c)
	}
	return s + "</table>"
}

// TestCodedTables reads the tables of 54 and of 35 codes: every row has its
// key, also 邮寄费 and 复制费, which stand in the first of them twice.
func TestCodedTables(t *testing.T) {
	for _, c := range []struct{ name, heads, values string }{
		{"shanghai", "指标名称 计算单位 代码 本年度 本年累计", "number number"},
		{"dingxi", "指标名称 计量单位 代码 本期实际 本年累计", "number number"},
	} {
		for _, known := range report.IndicatorTables {
			if known.Name != c.name {
				continue
			}
			_, table, doubts := read(t, coded(known, c.heads, func(i int) (string, string) {
				return fmt.Sprint(i * 3), fmt.Sprint(i*30 + 1)
			}), true, 2010)
			if table == nil || table.Form != "2008" || len(table.Rows) != len(known.Rows) || len(doubts) > 0 || table.Table() != known {
				t.Fatalf("%s: %+v, doubts %v", c.name, table, doubts)
			}
			for i, r := range table.Rows {
				if r.Key != known.Rows[i].Key || r.Unit != known.Rows[i].Unit || r.Value.Raw != fmt.Sprint(i*3) || r.Cumulative.Raw != fmt.Sprint(i*30+1) {
					t.Errorf("%s: row %d = %+v, want %s", c.name, i+1, r, known.Rows[i].Key)
				}
			}
		}
	}
}

// TestDoubts: what cannot be placed has no value and is named.
func TestDoubts(t *testing.T) {
	row := func(cells ...string) string { return "<tr><td>" + strings.Join(cells, "</td><td>") + "</td></tr>" }
	lines := func(cells ...string) string { return strings.Join(cells, "\n") + "\n" }
	known := []string{"（一）收到申请数", "件", "7"}
	cases := []struct {
		name, source string
		html         bool
		code         string
		want         string // values of the rows by key
	}{
		{"several reporters", "<table>" + row("序号", "统计指标", "单位", "区政府统计数", "区直单位统计数", "乡镇街道统计数") + row("1", "（一）收到申请数", "件", "7", "2", "5") +
			row("2", "1.当面申请数", "件", "7", "2", "5") + row("3", "（三）申请答复数", "件", "", "", "") + "</table>", true, "columns", "req_received=unplaced req_in_person=unplaced ans_total=blank"},
		{"a merged number", "<table>" + row("指标名称", "计量单位", "2013年度", "历年累计") + row(known[0], "件", "7", "9") + row("当面申请数", "件", "1", "2") +
			"<tr><td>申请答复数</td><td>件</td><td colspan=2>7</td></tr></table>", true, "positions", "req_received=7/9 req_in_person=1/2 ans_total=unplaced"},
		{"a row without its unit", "<table>" + row("指标名称", "计量单位", "2013年度", "历年累计") + row(known[0], "件", "7", "9") + row("当面申请数", "件", "1", "2") +
			row("申请答复数", "7", "9") + "</table>", true, "positions", "req_received=7/9 req_in_person=1/2 ans_total=unplaced"},
		{"a number lost in text", "指标名称\n计量单位\n2013年度\n历年累计\n" + lines(known[0], "件", "7", "9") + lines("当面申请数", "件", "1") + lines("网络申请数", "件", "6", "7") + lines("申请答复数", "件", "7", "9"),
			false, "positions", "req_received=7/9 req_in_person=unplaced req_online=6/7 ans_total=7/9"},
		{"a digit split in text", "统计指标\n单位\n统计数\n" + lines(known...) + lines("当面申请数", "件", "1", "2") + lines("网络申请数", "件", "6") + lines("申请答复数", "件", "7"),
			false, "positions", "req_received=7 req_in_person=unplaced req_online=6 ans_total=7"},
		{"equal lines removed", "统计指标\n单位\n统计数\n" + lines("收到申请数", "件", "7") + lines("当面申请数", "1") + lines("网络申请数", "6") + lines("申请答复数"),
			false, "positions", "req_received=unplaced req_in_person=unplaced req_online=unplaced ans_total=unplaced"},
		{"a blank dropped from bars", "统计指标 | 单位 | 2015年 | 历年累计 |\n收到申请数 | 件 | 7 | 9 |\n当面申请数 | 件 | 1 | |\n网络申请数 | 件 | |||\n申请答复数 | 件 | 7 | 9 |\n",
			false, "", ""},
		{"a row that comes twice", "<table>" + row("统计指标", "单位", "统计数") + row(known...) + row("当面申请数", "件", "1") + row("网络申请数", "件", "6") + row("当面申请数", "件", "2") + "</table>", true,
			"repeated", "req_received=7 req_in_person=unplaced req_online=6"},
		{"another year", "<table>" + row("指标名称", "单位", "2012年度") + row(known...) + row("当面申请数", "件", "1") + row("网络申请数", "件", "6") + "</table>", true,
			"year", "req_received=7 req_in_person=1 req_online=6"},
		{"two years, one of the report", "<table>" + row("指标名称", "单位", "2012年度", "2013年度") + row("收到申请数", "件", "5", "7") + row("当面申请数", "件", "0", "1") + row("网络申请数", "件", "5", "6") + "</table>", true,
			"", "req_received=7 req_in_person=1 req_online=6"},
		{"本年累计 alone is the year", "<table>" + row("指标名称", "单位", "本年累计") + row(known...) + row("当面申请数", "件", "1") + row("网络申请数", "件", "6") + "</table>", true,
			"", "req_received=7 req_in_person=1 req_online=6"},
		{"a month", "<table>" + row("指标名称", "单位", "本月累计", "本年累计") + row(known[0], "件", "7", "70") + row("当面申请数", "件", "1", "2") + row("网络申请数", "件", "6", "60") + "</table>", true,
			"period", "req_received=7/70 req_in_person=1/2 req_online=6/60"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, table, doubts := read(t, c.source, c.html, 2013)
			if table == nil {
				t.Fatal("no table")
			}
			var list []string
			for _, r := range table.Rows {
				if r.Key != "" {
					list = append(list, r.Key+"="+said(r))
				}
			}
			got := strings.Join(list, " ")
			if c.want != "" && got != c.want {
				t.Errorf("rows = %s\nwant   %s", got, c.want)
			}
			codes := map[string]bool{}
			for _, d := range doubts {
				codes[d.Code] = true
			}
			if c.want != "" && (c.code != "" && !codes[c.code] || c.code == "" && len(doubts) > 0) {
				t.Errorf("doubts = %v, want %q", doubts, c.code)
			}
			if c.want == "" { // a number without a place has no value
				for _, r := range table.Rows {
					if r.Key == "req_in_person" && (r.Value.State.HasValue() || r.Cumulative.State.HasValue()) {
						t.Errorf("%+v", r)
					}
				}
			}
		})
	}
}

// said is what the cells of a row say, in short.
func said(r report.IndicatorRow) string {
	one := func(c report.Cell) string {
		if c.State.HasValue() {
			return c.Value.String()
		}
		return c.State.String()
	}
	if r.Cumulative.State == report.NotAsked || r.Value.State == report.Unplaced {
		return one(r.Value)
	}
	return one(r.Value) + "/" + one(r.Cumulative)
}

// TestOtherTables: a table that is none of ours stays where it is.
func TestOtherTables(t *testing.T) {
	for _, source := range []string{
		"<table><tr><td>指标名称</td><td>单位</td><td>数量</td></tr><tr><td>地区生产总值</td><td>亿元</td><td>12</td></tr><tr><td>人口</td><td>万人</td><td>7</td></tr></table>",
		"<table><tr><td>项目</td><td>数量</td></tr><tr><td>当面申请数</td><td>3</td></tr></table>",
		"<p>统计指标如下</p>",
	} {
		rest, table, doubts := read(t, source, true, 2015)
		if table != nil || len(doubts) > 0 || len(rest.Blocks) == 0 {
			t.Errorf("%s: %+v %v", source, table, doubts)
		}
	}
}

// FuzzRead: reading never fails, and every row has a label.
func FuzzRead(f *testing.F) {
	f.Add("<tABle><td>指标<td>数<tr><td><td>0<tr><td>政务微博公开政府信息<tr><td>政务微信公开政府信息<tr><td>其他方式公开政府信息")
	for _, render := range renderings {
		source, _ := render(national[:12])
		f.Add(source)
	}
	f.Add("指标名称\n计量单位\n2013年度\n历年累计\n当面申请数\n件\n1\n2\n")
	f.Fuzz(func(t *testing.T, source string) {
		for _, parse := range []func(string) (*grid.Document, error){grid.Text, grid.HTML} {
			doc, err := parse(source)
			if err != nil {
				continue
			}
			rest, found := indicator.Read(doc)
			table, _ := found.Table(2015)
			if len(rest.Blocks) > len(doc.Blocks) {
				t.Error("blocks were added")
			}
			if table == nil {
				continue
			}
			for _, r := range table.Rows {
				if r.Label == "" {
					t.Errorf("a row without a label: %+v", r)
				}
			}
		}
	})
}

// TestBarBeforeEachCell: 54 and 35 codes as one converter leaves them, each
// cell but the first on a line of its own behind a bar, 计量单位 broken in two.
func TestBarBeforeEachCell(t *testing.T) {
	for _, known := range report.IndicatorTables[1:3] {
		s := "附件3\n政府信息公开情况统计报表\n02 单位负责人:张某\n指 标 名 称\n| 计量\n单位\n| 代码\n| 本期实际\n| 本年累计\n|\n甲\n| 乙\n| 丙\n| 1\n| 2\n|\n"
		for i, r := range known.Rows {
			s += fmt.Sprintf("%s\n| %s\n| %02d\n", r.Label, r.Unit, i+1)
			if i%4 == 3 {
				s += "|\n|\n|\n"
				continue
			}
			s += fmt.Sprintf("| %d\n| %d\n|\n", i, i*2)
		}
		rest, table, doubts := read(t, s+"后文\n", false, 2010)
		if table == nil || len(table.Rows) != len(known.Rows) || len(doubts) > 0 {
			t.Fatalf("%s: %+v %v", known.Name, table, doubts)
		}
		for i, r := range table.Rows {
			want := fmt.Sprintf("%d/%d", i, i*2)
			if i%4 == 3 {
				want = "blank/blank"
			}
			if r.Key != known.Rows[i].Key || said(r) != want {
				t.Errorf("%s: row %d = %s %s, want %s %s", known.Name, i+1, r.Key, said(r), known.Rows[i].Key, want)
			}
		}
		for _, b := range rest.Blocks {
			if strings.Contains(b.Text, "张某") {
				t.Errorf("left: %q", b.Text)
			}
		}
	}
}

// TestLayouts: a label in two columns, ordinals, remarks, a table within the
// table of the page, notes below.
func TestLayouts(t *testing.T) {
	want := "req_received=26 req_in_person=3 req_fax=0 req_online=20 ans_total=26"
	rows := "<tr><td>2</td><td rowspan=3>其中</td><td>当面申请数</td><td>件</td><td>3</td><td></td></tr>" +
		"<tr><td>3</td><td>传真申请数</td><td>件</td><td>0</td><td></td></tr><tr><td>4</td><td>网络<br>申请数</td><td>件</td><td>2<span>0</span></td><td>含电子邮件</td></tr>"
	table := "<table><tr><td>序号</td><td colspan=2>统&nbsp;计&nbsp;指&nbsp;标</td><td>单&nbsp;位</td><td>统计数</td><td>备注</td></tr>" +
		"<tr><td>1</td><td colspan=2>（一）收到申请数</td><td>件</td><td>26</td><td></td></tr>" + rows +
		"<tr><td>5</td><td colspan=2>（三）申请答复数</td><td>件</td><td>26</td><td></td></tr>" +
		"<tr><td colspan=6>注：本表由各单位填写，数字应当与年度报告一致。</td></tr></table>"
	for name, source := range map[string]string{
		"alone": table, "in the table of the page": "<table><tr><td>导航</td></tr><tr><td><p>附表</p>" + table + "</td></tr></table>",
	} {
		_, got, doubts := read(t, source, true, 2016)
		if got == nil || len(doubts) > 0 {
			t.Fatalf("%s: %+v %v", name, got, doubts)
		}
		var list []string
		for _, r := range got.Rows {
			list = append(list, r.Key+"="+said(r))
		}
		if s := strings.Join(list, " "); s != want {
			t.Errorf("%s: %s\nwant %s", name, s, want)
		}
	}
}

// TestTwoAbreast: a long table printed in two halves side by side.
func TestTwoAbreast(t *testing.T) {
	s := "<table><tr><td>统计指标</td><td>单位</td><td>统计数</td><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
	half := (len(national) + 1) / 2
	for i := range half {
		s += "<tr>"
		for _, n := range []int{i, i + half} {
			row := [4]string{}
			if n < len(national) {
				row = national[n]
			}
			s += "<td>" + strings.Join(row[:3], "</td><td>") + "</td>"
		}
		s += "</tr>"
	}
	_, table, doubts := read(t, s+"</table>", true, 2016)
	if table == nil || len(table.Rows) != len(national) || len(doubts) > 0 {
		t.Fatalf("%+v %v", table, doubts)
	}
	for i, r := range table.Rows {
		if r.Key != national[i][3] || r.Label != national[i][0] || r.Value.Raw != national[i][2] {
			t.Errorf("row %d = %+v, want %v", i+1, r, national[i])
		}
	}
}

// TestEmptyRow: a row without a cell of its own, as a page that was cut off in
// it leaves one, is no row of heads.
func TestEmptyRow(t *testing.T) {
	for _, page := range []string{
		"<table><tr></tr><tr><td>信息内容</td><td>1</td></tr></table>",
		"<table><tr><td rowspan=3>信息内容</td></tr><tr></tr><tr><td>1</td></tr></table>",
		"<table><tr><td rowspan=2>信息内容</td><td rowspan=2>数量</td></tr><tr>",
	} {
		doc, err := grid.HTML("<p>清河县财政局2016年政府信息公开工作年度报告</p>" + page)
		if err != nil {
			t.Fatal(err)
		}
		if _, found := indicator.Read(doc); found.Filled() {
			t.Errorf("%s: a table of indicators", page)
		}
	}
}

// TestCutOff: a text that breaks off in a number has no value there.
func TestCutOff(t *testing.T) {
	text := "统计指标\n单位\n统计数\n收到申请数\n件\n128\n1.当面申请数\n件\n67\n2.传真申请数\n件\n16\n3.网络申请数\n件\n39\n（二）申请办结数\n件\n115"
	for cut, want := range map[string]report.State{text + "\n": report.IsNumber, text[:len(text)-1]: report.Unplaced} {
		_, table, _ := read(t, cut, false, 2016)
		if c := table.Rows[len(table.Rows)-1].Value; c.State != want {
			t.Errorf("…%q: %s %q, want %s", cut[len(cut)-6:], c.State, c.Raw, want)
		}
	}
}
