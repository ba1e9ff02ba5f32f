package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/report"
)

func TestSameOrgan(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"洪泽区教育局", "洪泽区教育局", true},
		{"洪泽区教育局", "淮安市洪泽区教育局", true},
		{"洪泽区人民政府", "洪泽区人民政府办公室", true},
		{"洪泽区教育局", "洪泽区 教育局", true},
		{"清河市(新区)", "清河市新区", true},
		{"洪泽区教育局", "清河区教育局", false},
		{"清河区", "清河区教育局", false},
		{"清河区人民政府", "清河区教育局", false},
		{"清河区人民政府办公室", "清河区", true},
		{"淮安市人民政府", "淮安市洪泽区人民政府", false},
		{"福州市鼓楼区人民政府安泰街道办事处", "鼓楼区安泰街道", true},
		{"清河区应急管理局", "清河区应急管理局（清河区地震局）", true},
		{"人民政府", "清河区教育局", false},
		{"洪泽区教育局", "", false},
		{"", "", false},
	} {
		if got := sameOrgan(tt.a, tt.b); got != tt.want {
			t.Errorf("sameOrgan(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestClaimHold(t *testing.T) {
	sites := claim{organ: "洪泽区教育局", organBy: "sites.csv", year: 2023, yearBy: "the link “2023年年报”"}
	for _, tt := range []struct {
		name   string
		report report.Report
		want   []string // codes of the doubts
	}{
		{"agrees", report.Report{Organ: "淮安市洪泽区教育局", Year: 2023}, nil},
		{"prints nothing", report.Report{}, nil},
		{"another organ", report.Report{Organ: "清河区教育局", Year: 2023}, []string{"organ"}},
		{"another year", report.Report{Organ: "洪泽区教育局", Year: 2022}, []string{"year"}},
		{"both", report.Report{Organ: "清河区教育局", Year: 2022}, []string{"organ", "year"}},
	} {
		r := tt.report
		sites.hold(&r)
		var got []string
		for _, d := range r.Doubts {
			got = append(got, d.Code)
		}
		if !cmp.Equal(got, tt.want) || r.Year != tt.report.Year || r.Organ != tt.report.Organ {
			t.Errorf("%s: hold gives doubts %q, organ %q, year %d; want doubts %q, the rest as printed", tt.name, got, r.Organ, r.Year, tt.want)
		}
	}
}

func TestClaimLendsTheYear(t *testing.T) {
	r := report.Report{Doubts: []report.Doubt{{Code: "absent"}, {Code: "year", Text: "the page does not say which year it reports on"}}}
	claim{year: 2023, yearBy: "the link “2023年年报”"}.hold(&r)
	want := "the page does not say which year it reports on; it is filed under 2023, as the link “2023年年报” says"
	if got := r.Doubts[1].Text; got != want || r.Year != 0 || len(r.Doubts) != 2 {
		t.Errorf("hold gives %q, year %d, want %q and no printed year", got, r.Year, want)
	}
}
