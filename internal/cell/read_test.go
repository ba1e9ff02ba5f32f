package cell_test

import (
	"testing"

	"gongkai/internal/cell"
	"gongkai/internal/report"
)

// TestRead: each text as organs print it, its state, its value and its unit.
func TestRead(t *testing.T) {
	for _, c := range []struct{ raw, state, value, unit string }{
		{"0", "number", "0", ""}, {"7", "number", "7", ""}, {"-8", "number", "-8", ""}, {"+1036", "number", "1036", ""}, {"－8", "number", "-8", ""},
		{"１２", "number", "12", ""}, {"1,113", "number", "1113", ""}, {"1，113", "number", "1113", ""}, {"１，２３４，５６７", "number", "1234567", ""}, {"12 345", "number", "12345", ""},
		{"851.776247", "number", "851.776247", ""}, {"３．５", "number", "3.5", ""}, {"0.50", "number", "0.50", ""},
		{"", "blank", "", ""}, {"　", "blank", "", ""}, {"/", "dash", "", ""}, {"无", "dash", "", ""}, {"不适用", "dash", "", ""}, {"——", "dash", "", ""},
		{"22（其中修订16件）", "noted", "22", ""}, {"减4", "noted", "-4", ""}, {"增7", "noted", "7", ""}, {"481714587.29元", "noted", "481714587.29", "元"},
		{"12件", "noted", "12", "件"}, {"35 条", "noted", "35", "条"}, {"43.788万元", "noted", "43.788", "万元"}, {"11批", "noted", "11", "批"}, {"共3件", "noted", "3", "件"}, {"126人次", "noted", "126", "人次"},
		{"1.2万", "noted", "1.2", "万"}, {"13.6万条", "noted", "13.6", "万条"}, {"1.64亿次", "noted", "1.64", "亿次"}, {"3亿元", "noted", "3", "亿元"},
		{"100%", "noted", "100", "%"}, {"42.21％", "noted", "42.21", "%"}, {"¥1,200.50", "noted", "1200.50", "元"}, {"人民币3万元", "noted", "3", "万元"}, {"500元整", "noted", "500", "元"},
		{"三", "number", "3", ""}, {"十二", "number", "12", ""}, {"二十", "number", "20", ""}, {"一百零五", "number", "105", ""}, {"三百四十五", "number", "345", ""}, {"一千零二十", "number", "1020", ""},
		{"一万二千", "number", "12000", ""}, {"零", "number", "0", ""}, {"叁", "number", "3", ""}, {"两", "number", "2", ""},
		{"三件", "noted", "3", "件"}, {"一件", "noted", "1", "件"}, {"两项", "noted", "2", "项"}, {"共十二条", "noted", "12", "条"}, {"三（含上年2件）", "noted", "3", ""}, {"三万元", "noted", "3", "万元"}, {"三万", "noted", "3", "万"},
		{"12（元）", "noted", "12", "元"}, {"3 (件)", "noted", "3", "件"}, {"12（单位：万元）", "noted", "12", "万元"}, {"三（件）", "noted", "3", "件"},
		{"一千零二", "number", "1002", ""}, {"一万零二", "number", "10002", ""}, {"一千二", "text", "", ""}, {"二百五", "text", "", ""}, {"一万二", "text", "", ""}, {"一百一十", "number", "110", ""},
		{"一", "text", "", ""}, {"一二", "text", "", ""}, {"十百", "text", "", ""}, {"二〇二三", "text", "", ""}, {"三、", "text", "", ""}, {"三类", "text", "", ""}, {"第三", "text", "", ""},
		{"约3", "text", "", ""}, {"3余", "text", "", ""}, {"300余条", "text", "", ""}, {"四十余", "text", "", ""}, {"四十余条", "text", "", ""}, {"百余条", "text", "", ""}, {"近百", "text", "", ""}, {"3左右", "text", "", ""},
		{"3件以上", "text", "", ""}, {"1.2万余", "text", "", ""}, {"十几", "text", "", ""}, {"3-5", "text", "", ""}, {"3；5", "text", "", ""}, {"007", "text", "", ""}, {"12,34", "text", "", ""}, {"1\n2", "text", "", ""},
		{"百分之十五", "text", "", ""}, {"人民币3件", "text", "", ""}, {"减-4", "text", "", ""}, {"本单位未制作规章", "text", "", ""}, {"12345678901234567890", "text", "", ""},
	} {
		got := cell.Read(c.raw)
		value := ""
		if got.State.HasValue() {
			value = got.Value.String()
		}
		if got.State.String() != c.state || value != c.value || got.Unit != c.unit || got.Raw != c.raw {
			t.Errorf("%q: %s %s %q, want %s %s %q", c.raw, got.State, value, got.Unit, c.state, c.value, c.unit)
		}
	}
}

// TestIsValue: what may be the content of a box by itself. Chinese numerals
// may as well number a row, so they count only in a box that is known.
func TestIsValue(t *testing.T) {
	for text, want := range map[string]bool{"3": true, "1，113": true, "/": true, "无": true, "12件": true, "1.2万": true, "15%": true,
		"三": false, "十二": false, "三、": false, "约3": false, "规章": false, "": false} {
		if got := cell.IsValue(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// FuzzRead: a value is there exactly where the state says so.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"1，113", "一万二千", "减4", "22（其中16）", "三百四十五件", "¥3", "1\n2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		c := cell.Read(raw)
		if c.Raw != raw || !c.State.HasValue() && (c.Unit != "" || c.Value != (report.Number{})) {
			t.Errorf("%q: %+v", raw, c)
		}
		cell.IsValue(raw)
	})
}
