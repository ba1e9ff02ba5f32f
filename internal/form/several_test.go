package form_test

import (
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// onePage puts the reports on one page, each below its title.
func onePage(writing string, all ...fixtures.Values) string {
	var b strings.Builder
	if !isLayout(writing) {
		for _, v := range all {
			b.Write(v.Text(writing))
		}
		return b.String()
	}
	b.WriteString(`<html><head><meta name="ArticleTitle" content="各单位政府信息公开工作年度报告"></head><body><div class="nav">首页 &gt; 政府信息公开年报</div>`)
	for _, v := range all {
		page := string(v.HTML(writing))
		_, article, _ := strings.Cut(page, `id="zoom">`)
		article, _, _ = strings.Cut(article, `<div class="foot">`)
		b.WriteString("<h2>" + v.Title + "</h2>" + strings.TrimSuffix(strings.TrimSpace(article), "</div>"))
	}
	return b.String() + "</body></html>"
}

// renamed is a report of another organ on another year.
func renamed(v fixtures.Values, organ string, year int) fixtures.Values {
	v.Title = organ + string(report.DateOf(year, 1, 1))[:4] + "年政府信息公开工作年度报告"
	v.Organ, v.Year = organ, year
	v.Signed, v.Published = report.DateOf(year+1, 1, 4), report.DateOf(year+1, 1, 17)
	return v
}

// TestSeveral: several organs, or several years of one, on one page are read
// apart, each as it is read alone.
func TestSeveral(t *testing.T) {
	a, b, c := fixtures.Sample(1, "2021", "2021"), fixtures.Sample(2, "2021", "2021"), fixtures.Sample(3, "2021", "2019")
	for name, all := range map[string][]fixtures.Values{
		"organs": {renamed(a, "清河区教育局", 2023), renamed(b, "清河区民政局", 2023), renamed(c, "清河区水务局", 2023)},
		"years":  {renamed(a, "清河区教育局", 2023), renamed(b, "清河区教育局", 2022)},
	} {
		for _, writing := range []string{"clean", "word", "pieces", "merged-labels", "R1", "R2", "R4", "R7", "R12", "R14", "grid", "tabs"} {
			reports, err := form.Pages(page.Page{URL: writing, Body: []byte(onePage(writing, all...))})
			if err != nil {
				t.Fatalf("%s, %s: %v", name, writing, err)
			}
			if len(reports) != len(all) {
				t.Errorf("%s, %s: %d reports, want %d: %v", name, writing, len(reports), len(all), reports[0].Doubts)
				continue
			}
			for i, r := range reports {
				if r.Organ != all[i].Organ || r.Year != all[i].Year {
					t.Errorf("%s, %s: %s %d, want %s %d", name, writing, r.Organ, r.Year, all[i].Organ, all[i].Year)
				}
				wantCells(t, name+" "+writing, all[i], all[i].Cells, r)
			}
		}
	}
}

// TestSeveralUncertain: where titles and tables do not go together for certain,
// no value is told.
func TestSeveralUncertain(t *testing.T) {
	a := renamed(fixtures.Sample(1, "2021", "2021"), "清河区教育局", 2023)
	b := renamed(fixtures.Sample(2, "2021", "2021"), "清河区民政局", 2023)
	for _, writing := range []string{"clean", "R1", "R7"} {
		for name, text := range map[string]string{
			"only table 四 of the second": cutOut(onePage(writing, a, b), b.Title, "四、政府信息公开行政复议"),
			"the first has no title":     strings.Replace(onePage(writing, a, b, a), a.Title, "教育局", 1),
			"one report in two pieces":   onePage(writing, a, b, a),
		} {
			r := readPage(t, name, []byte(text), "")
			for _, table := range r.Tables {
				for _, got := range values(table) {
					if got != "-" {
						t.Errorf("%s, %s: a value is told: %v", name, writing, values(table))
						break
					}
				}
			}
			if !strings.Contains(r.Doubts[len(r.Doubts)-1].Text, "more than one report") {
				t.Errorf("%s, %s: %v", name, writing, r.Doubts)
			}
		}
	}
}

// cutOut drops what stands between the last begin and the last end.
func cutOut(s, begin, end string) string {
	from := strings.LastIndex(s, begin) + len(begin)
	if strings.HasPrefix(s[from:], "</h2>") {
		from += len("</h2>")
	}
	return s[:from] + "\n" + s[strings.LastIndex(s, end):]
}
