package main

import (
	"bytes"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/check"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// Of every page, whatever it looks like, every cell is explained once, by its
// full key, and no line is longer than a screen is wide.
func TestExplain(t *testing.T) {
	for i, name := range append(fixtures.Layouts(), fixtures.Classes()...) {
		v := reportOf("清河区人民政府", 2021+i%3, "2021")
		body := v.Text
		if i < len(fixtures.Layouts()) {
			body = v.HTML
		}
		p := page.Page{URL: name, Body: body(name)}
		all, err := form.Pages(p)
		if err != nil {
			continue // said to be none
		}
		r := all[0]
		findings := check.Report(r)
		check.Grade(r, findings)
		var out bytes.Buffer
		if err := writeExplained(&out, p, report.Reading{Source: name, Report: r, Findings: findings}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if n := narrow.StringWidth(strings.TrimRight(line, "\n")); n > wide+1 { // a closing mark may hang
				t.Errorf("%s: %d columns: %s", name, n, line)
			}
		}
		for _, table := range r.Tables {
			if table == nil {
				continue
			}
			for _, row := range table.Form.Rows {
				for _, c := range row.Columns {
					key := "\n  " + table.Form.Kind.String() + "." + row.Key + "." + c.Key + " "
					if n := strings.Count(out.String(), key); n != 1 {
						t.Errorf("%s: %s stands %d times", name, strings.TrimSpace(key), n)
					}
				}
			}
		}
		for _, d := range r.Doubts {
			if !strings.Contains(out.String(), "\n  "+d.Code) {
				t.Errorf("%s: the doubt %s is not there", name, d.Code)
			}
		}
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 111: "111th"} {
		if got := ordinal(n); got != want {
			t.Errorf("ordinal(%d) = %q, want %q", n, got, want)
		}
	}
}
