package title_test

import (
	"strings"
	"testing"

	"gongkai/internal/title"
)

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		text   string
		column bool
		want   title.Title
	}{
		{"清河县财政局2023年政府信息公开工作年度报告", false, title.Title{Report: true, Year: 2023, Organ: "清河县财政局"}},
		{"2022年清河县卫生健康委员会政府信息公开工作年度报告", false, title.Title{Report: true, Year: 2022, Organ: "清河县卫生健康委员会"}},
		{"清河县卫生健康委关于2022年政府信息公开工作的年度报告", false, title.Title{Report: true, Year: 2022, Organ: "清河县卫生健康委"}},
		{"【2019】白塔县交通运输局2019年政府信息公开工作年度报告", false, title.Title{Report: true, Year: 2019, Organ: "白塔县交通运输局"}},
		{"清河县人民政府2023年政府信息公开工作年度报告", false, title.Title{Report: true, Year: 2023, Organ: "清河县人民政府"}},
		{"清河师范大学2021—2022学年信息公开年度报告", false, title.Title{Report: true, Year: 2022, Organ: "清河师范大学"}},
		{"清河县人民政府信息公开工作年度报告（2023年）", false, title.Title{Report: true, Year: 2023, Organ: "清河县人民政府"}},
		{"2020年度政府信息公开工作年度报告", false, title.Title{Report: true, Year: 2020}},
		{"松口市2016年政务信息公开年度报告", false, title.Title{Report: true, Year: 2016, Organ: "松口市"}},
		{"二〇二二年清河县政府信息公开年报", false, title.Title{Report: true, Year: 2022, Organ: "清河县"}},
		{"2021年年报", true, title.Title{Report: true, Year: 2021}},
		{"清河县2021年度报告", true, title.Title{Report: true, Year: 2021, Organ: "清河县"}},
		{"2021年年报", false, title.Title{}},
		{"清河县2023年政府信息公开工作年度报告解读", true, title.Title{}},
		{"联系我们", true, title.Title{}},
	} {
		got := title.Read(tt.text, tt.column)
		if got.Why == "" {
			t.Errorf("Read(%q) says no reason", tt.text)
		}
		if got.Why = ""; got != tt.want {
			t.Errorf("Read(%q, %v) = %+v, want %+v", tt.text, tt.column, got, tt.want)
		}
	}
}

// A day before or after a title is no part of it.
func TestClean(t *testing.T) {
	const want = "清河县2023年政府信息公开工作年度报告"
	for _, text := range []string{want, "2024-01-16 " + want, want + "[2024年1月16日]", "（2024.1.16）" + want} {
		if got := title.Clean(text); got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
	}
}

// Whatever the words, reading them does not fail, and a report has a reason.
func FuzzRead(f *testing.F) {
	f.Add("清河县二○一九年政府信息公开年度报告.doc")
	f.Fuzz(func(t *testing.T, text string) {
		if got := title.Read(text, true); got.Why == "" || got.Report && got.Year != 0 && (got.Year < 2000 || got.Year > 2099) {
			t.Errorf("Read(%q) = %+v", text, got)
		}
		if strings.Contains(title.Read("", true).Why, "title is that") {
			t.Error("nothing is a report")
		}
	})
}
