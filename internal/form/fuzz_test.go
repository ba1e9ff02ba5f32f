package form_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/cell"
	"gongkai/internal/check"
	"gongkai/internal/form"
	"gongkai/internal/grid"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// FuzzPage holds that reading never panics and claims no number that is not
// printed.
func FuzzPage(f *testing.F) {
	v := fixtures.Sample(5, "2021", "2019").Odd(5)
	for _, layout := range fixtures.Layouts() {
		f.Add(v.HTML(layout))
	}
	for _, class := range fixtures.Classes() {
		f.Add(v.Text(class))
	}
	f.Add(fixtures.Together("clean", v.Of("清河区教育局", 2023), v.Of("清河区民政局", 2023)))
	f.Add(fixtures.Together("R7", v.Of("清河区教育局", 2023), v.Of("清河区教育局", 2022)))
	files, _ := filepath.Glob("testdata/pages/*.*")
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil && (strings.HasSuffix(file, ".html") || strings.HasSuffix(file, ".txt")) {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		all, err := form.Pages(page.Page{URL: "a", Body: body})
		if err != nil {
			if all != nil || !errors.Is(err, form.ErrNotReport) && !errors.Is(err, grid.ErrTooLarge) {
				t.Errorf("%v, with reports: %d", err, len(all))
			}
			return
		}
		for _, r := range all {
			sound(t, r)
		}
	})
}

// sound holds a reading to what is true of every one.
func sound(t *testing.T, r *report.Report) {
	check.Report(r)
	if _, err := (report.Reading{Report: r}).MarshalJSON(); err != nil {
		t.Error(err)
	}
	for k, table := range r.Tables {
		if table == nil {
			continue
		}
		for i, row := range table.Cells {
			for j, c := range row {
				if why := unprinted(c); why != "" {
					t.Errorf("%s %s %d: %s", report.Kinds[k], table.Form.Rows[i].Key, j, why)
				}
			}
		}
	}
}

// unprinted says what a cell claims that its text does not print: a value of
// other digits, a blank with a text, a value beside a state that has none.
func unprinted(c report.Cell) string {
	switch {
	case c.State.HasValue():
		if onlyDigits(c.Raw) == "" && strings.ContainsAny(c.Raw, "零〇一二三四五六七八九十百千") {
			return "" // in Chinese numerals
		}
		if !strings.Contains(onlyDigits(c.Raw), strings.TrimLeft(onlyDigits(c.Value.String()), "0")) {
			return "value " + c.Value.String() + " of " + c.Raw
		}
		return ""
	case c.State == report.Blank && words.Folded(c.Raw) != "":
		return "blank, but printed: " + c.Raw
	case !c.Value.Equal(report.N(0)):
		return c.State.String() + " with the value " + c.Value.String()
	}
	return ""
}

// onlyDigits are the digits of a text, full-width ones as ASCII.
func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, words.Folded(s))
}

// FuzzCell holds the same for the text of a single box: never a panic, never
// digits joined over a line or taken out of other words.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"", "0", "00", "1,113", "１２", "减4", "增-4", "约3", "3余", "43.788万元", "22（其中修订16件）", "1\n2", "3-5", "1.2.3", "/", "无", "12%", "3(1)", "-", "−8", "999999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := cell.Read(s)
		if why := unprinted(c); why != "" {
			t.Errorf("Read(%q): %s", s, why)
		}
		if c.Raw != s {
			t.Errorf("Read(%q) has the text %q", s, c.Raw)
		}
		if c.State == report.IsNumber {
			again := cell.Read(c.Value.String())
			if again.State != report.IsNumber || again.Value != c.Value {
				t.Errorf("Read(%q) = %s, and that is %s %s", s, c.Value, again.State, again.Value)
			}
		}
	})
}
