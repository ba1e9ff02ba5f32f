package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/internal/report"
	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// prose writes reports as organs do: words that all of them use, in sentences,
// and now and then a word of one place alone.
type prose struct {
	r     *rand.Rand
	words []string
}

func newProse(seed uint64) *prose {
	p := &prose{r: rand.New(rand.NewPCG(seed, 7))}
	p.words = strings.Fields("政府信息 公开 工作 主动公开 依申请公开 政务 群众 部门 制度 平台 建设 本年度 条例 及时 完善 加强 监督 保障 领导小组 办理 答复 网站 公众号 重点领域 解读 回应 关切 培训 考核 落实 推进 规范 存在的主要问题 下一步 改进 措施 人员 力量 不足 质量 有待 提高")
	for range 3000 {
		word := ""
		for range 2 + p.r.IntN(2) {
			word += string(rune(0x4E00 + p.r.IntN(6000)))
		}
		p.words = append(p.words, word)
	}
	return p
}

// text is one of about n characters.
func (p *prose) text(n int) string {
	var b strings.Builder
	for b.Len() < 3*n {
		x := p.r.Float64()
		b.WriteString(p.words[int(x*x*x*float64(len(p.words)))])
		switch p.r.IntN(9) {
		case 0:
			b.WriteString("，")
		case 1:
			b.WriteString("。\n")
		case 2:
			fmt.Fprintf(&b, "%d件", p.r.IntN(500))
		}
	}
	return b.String()
}

// written are the six sections of a report of about n characters.
func (p *prose) written(n int) (list []report.Section) {
	for i, t := range report.Titles {
		length := n / 40
		if i == 0 || i == 4 {
			length = n * 9 / 20
		}
		list = append(list, report.Section{Number: i + 1, Heading: string([]rune("一二三四五六")[i]) + "、" + t.Label, Text: p.text(length)})
	}
	return list
}

// library is a file with n reports of 4,000 characters each.
func library(t testing.TB, n int) *store.DB {
	t.Helper()
	db, _ := open(t)
	p := newProse(1)
	err := db.Batch(context.Background(), func(put func(store.Entry) (store.Change, error)) error {
		for i := range n {
			e := page1(fmt.Sprintf("第%d街道办事处", i/5), fmt.Sprint(110000000+i/5), 2019+i%5, fmt.Sprint("http://a.test/", i), fmt.Sprint(i))
			e.Report = &report.Report{Organ: e.Organ.Name, Year: e.Year, Sections: p.written(4000)}
			if i%5000 == 7 {
				e.Report.Sections[0].Text += "朱坝地区设公开栏。"
			}
			if _, err := put(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// What a crawl that goes on, or was killed, has settled is found, and once.
func TestSearchUnfinished(t *testing.T) {
	db, file := open(t)
	other, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for year := 2020; year < 2024; year++ {
		e := entry(organ, division, year, fmt.Sprint(year), "1")
		e.Report.Sections = []report.Section{{Number: 1, Text: "朱坝"}}
		if _, err := db.Settle(t.Context(), store.Outcome{Organ: e.Organ, List: "http://a.test/", Address: e.Page.URL, Time: day, Entry: &e}); err != nil {
			t.Fatal(err)
		}
		for _, db := range []*store.DB{other, db}[year%2:] {
			hits, _, _, err := db.Search(t.Context(), store.Search{Text: "朱坝"})
			if want := year - 2019; len(hits) != want || err != nil {
				t.Errorf("%d hits in %d reports: %v", len(hits), want, err)
			}
		}
	}
	if got := column(t, raw(t, file), `SELECT count(*) || ' of ' || (SELECT count(*) FROM version) FROM search WHERE search MATCH '"朱 坝"'`); got[0] != "4 of 4" {
		t.Error("the index has", got)
	}
}

// questions are what people look for: rare, common, one character, long.
var questions = []string{"朱坝", "公开", "政府", "人", "设公开栏", "及时", "工作，", "存在的主要问题", "政府信息公开工作存在"}

func TestSearch(t *testing.T) {
	db, _ := open(t)
	say := func(o, d string, year int, number int, heading, text string) {
		e := entry(o, d, year, o+fmt.Sprint(year), "1")
		e.Report.Sections = []report.Section{{Number: number, Heading: heading, Text: text}, {Number: 6, Heading: "六、其他需要报告的事项", Text: "无。"}}
		put(t, db, e)
	}
	say("朱坝街道办事处", "320813001", 2023, 1, "一、总体情况", "依申请，公开。\n朱 坝\u3000街道新增ＷＴＯ通报 ２０２３ 条，\n“公开”栏")
	say("朱坝街道办事处", "320813001", 2022, 5, "五、存在的主要问题", "依申请公开不足50%;人手少")
	say("东街街道办事处", "350102001", 2023, 1, "一、总体情况", "公开公开公开")
	for _, tt := range []struct {
		s    store.Search
		want string
	}{
		{store.Search{Text: "朱坝"}, "320813001 2023 1×1 [|朱 坝|\u3000街道新增ＷＴＯ通报 ２０２３ 条，]"},
		{store.Search{Text: "依申请公开"}, "320813001 2022 5×1 [|依申请公开|不足50%;人手少]"},
		{store.Search{Text: "依申请，公开"}, "320813001 2023 1×1 [|依申请，公开|。]"},
		{store.Search{Text: "依申请, 公开"}, "320813001 2023 1×1 [|依申请，公开|。]"},
		{store.Search{Text: "wto"}, "320813001 2023 1×1 [朱 坝\u3000街道新增|ＷＴＯ|通报 ２０２３ 条，]"},
		{store.Search{Text: "2023条"}, "320813001 2023 1×1 [朱 坝\u3000街道新增ＷＴＯ通报 |２０２３ 条|，]"},
		{store.Search{Text: "02"}, "320813001 2023 1×1 [朱 坝\u3000街道新增ＷＴＯ通报 ２|０２|３ 条，]"},
		{store.Search{Text: "50%;"}, "320813001 2022 5×1 [依申请公开不足|50%;|人手少]"},
		{store.Search{Text: "“公开”"}, "320813001 2023 1×1 [|“公开”|栏]"},
		{store.Search{Text: "公开公开"}, "350102001 2023 1×1 [|公开公开|公开]"},
		{store.Search{Text: "总体"}, "320813001 2023 1×1 [一、|总体|情况] 350102001 2023 1×1 [一、|总体|情况]"},
		{store.Search{Text: "情况依"}, ""}, // not across a heading and its text
		{store.Search{Text: "无", Year: func(y int) bool { return y == 2022 }}, "320813001 2022 6×1 [|无|。]"},
		{store.Search{Text: "公开", Section: 5}, "320813001 2022 5×1 [依申请|公开|不足50%;人手少]"},
		{store.Search{Text: "公开", Limit: 1}, "320813001 2022 5×1 [依申请|公开|不足50%;人手少]"},
		{store.Search{Text: "公开", Organs: []store.Organ{{Name: "东街街道办事处", Division: "350102001"}}}, "350102001 2023 1×3 [|公开|公开公开]"},
		{store.Search{Text: "公开", Organs: []store.Organ{}}, ""},
		{store.Search{Text: "没有的话"}, ""},
	} {
		hits, _, _, err := db.Search(context.Background(), tt.s)
		if err != nil {
			t.Errorf("%q: %v", tt.s.Text, err)
		}
		var got []string
		for _, h := range hits {
			got = append(got, fmt.Sprintf("%s %d %d×%d [%s]", h.Organ.Division, h.Year, h.Section.Number, h.Times, strings.Join(h.Parts[:], "|")))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", tt.s.Text, diff)
		}
	}
	for _, text := range []string{"", " \t\u3000\n", "\u200b"} {
		if _, _, _, err := db.Search(context.Background(), store.Search{Text: text}); !errors.Is(err, store.ErrNothing) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Only the current version of a report is found, and the one before again when it comes back.
func TestSearchFindsCurrentVersions(t *testing.T) {
	db, _ := open(t)
	e := entry(organ, division, 2023, "a", "1")
	e.Report.Sections[0].Text = "旧稿"
	again := e
	again.Page.Body, again.Page.Fetched = []byte("2"), day.AddDate(0, 0, 1)
	fresh := *e.Report
	fresh.Sections = []report.Section{{Number: 1, Heading: "一", Text: "新稿"}}
	again.Report = &fresh
	back := e
	back.Page.Fetched = day.AddDate(0, 0, 2)
	for i, step := range []struct {
		e    store.Entry
		want string
	}{{e, "旧稿"}, {again, "新稿"}, {back, "旧稿"}} {
		put(t, db, step.e)
		for _, text := range []string{"旧稿", "新稿"} {
			_, n, _, err := db.Search(context.Background(), store.Search{Text: text})
			if err != nil || (n == 1) != (text == step.want) {
				t.Errorf("step %d: %s is in %d reports, %v", i, text, n, err)
			}
		}
	}
}

// What the index finds is what reading every section finds.
func TestSearchIsReading(t *testing.T) {
	db, _ := open(t)
	var texts []string
	n := 0
	letters := rapid.SampledFrom([]rune("公开，。 ,.\"*-(abAＡ1１\n《\u200b𬭚é“"))
	rapid.Check(t, func(t *rapid.T) {
		n++
		e := entry(fmt.Sprint("街道", n), division, 2023, fmt.Sprint("a", n), "1")
		text := rapid.StringOfN(letters, 0, 12, -1).Draw(t, "text")
		e.Report.Sections = []report.Section{{Number: 1 + n%6, Heading: "", Text: text}}
		if _, err := db.Put(context.Background(), e); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, bare(text))
		want := rapid.StringOfN(letters, 1, 4, -1).Draw(t, "want")
		count := 0
		for _, text := range texts {
			if strings.Contains(text, bare(want)) {
				count++
			}
		}
		hits, got, _, err := db.Search(context.Background(), store.Search{Text: want})
		if bare(want) == "" {
			if !errors.Is(err, store.ErrNothing) {
				t.Fatal(err)
			}
			return
		}
		if err != nil || got != count || len(hits) != count {
			t.Fatalf("%q: %d reports, %d hits, want %d, %v", want, got, len(hits), count, err)
		}
	})
}

// bare is a text without what does not count in a search.
func bare(text string) string {
	return strings.NewReplacer(" ", "", "\n", "", "\u200b", "", "，", ",", "（", "(", "Ａ", "a", "A", "a", "１", "1").Replace(text)
}

func BenchmarkSearch(b *testing.B) {
	db := library(b, 2000)
	for _, text := range questions {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if _, n, _, err := db.Search(context.Background(), store.Search{Text: text, Limit: 20}); err != nil || n == 0 {
					b.Fatal(n, err)
				}
			}
		})
	}
}
