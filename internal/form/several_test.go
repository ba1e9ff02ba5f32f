package form_test

import (
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/form"
	"gongkai/internal/page"
)

// TestSeveral: several organs, or several years of one, on one page are read
// apart, each as it is read alone.
func TestSeveral(t *testing.T) {
	a, b, c := fixtures.Sample(1, "2021", "2021"), fixtures.Sample(2, "2021", "2021"), fixtures.Sample(3, "2021", "2019")
	for name, all := range map[string][]fixtures.Values{
		"organs": {a.Of("清河区教育局", 2023), b.Of("清河区民政局", 2023), c.Of("清河区水务局", 2023)},
		"years":  {a.Of("清河区教育局", 2023), b.Of("清河区教育局", 2022)},
	} {
		for _, writing := range []string{"clean", "word", "pieces", "merged-labels", "R1", "R2", "R4", "R7", "R12", "R14", "grid", "tabs"} {
			reports, err := form.Pages(page.Page{URL: writing, Body: fixtures.Together(writing, all...)})
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
	a := fixtures.Sample(1, "2021", "2021").Of("清河区教育局", 2023)
	b := fixtures.Sample(2, "2021", "2021").Of("清河区民政局", 2023)
	for _, writing := range []string{"clean", "R1", "R7"} {
		for name, text := range map[string]string{
			"only table 四 of the second": cutOut(string(fixtures.Together(writing, a, b)), b.Title, "四、政府信息公开行政复议"),
			"the first has no title":     strings.Replace(string(fixtures.Together(writing, a, b, a)), a.Title, "教育局", 1),
			"one report in two pieces":   string(fixtures.Together(writing, a, b, a)),
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
