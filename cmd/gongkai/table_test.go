package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/report"
)

// everyState is a reading with a cell in every state and every kind of
// trouble, for the eyes.
func everyState(t *testing.T) report.Reading {
	t.Helper()
	r := &report.Report{Organ: "清河市公开局", Year: 2023, Title: "清河市公开局2023年政府信息公开工作年度报告",
		Dates:    report.Dates{Published: "2024-01-17", Signed: "2024-01-10"},
		Sections: []report.Section{{Number: 1, Heading: "一、总体情况", Text: "本年度主动公开信息一百条。"}, {Number: 2, Heading: "二、主动公开政府信息情况"}},
		Doubts: []report.Doubt{{Code: "positions", Table: "requests", Row: "granted", Text: "3 of 7 cells printed: 1 | 2 | 3"},
			{Code: "year", Text: "the report names the year 2023, the link says 2022"}}}
	d := report.NewTable(report.FormOf(report.Disclosure, "2021"))
	q := report.NewTable(report.FormOf(report.Requests, "2021"))
	n := int64(0)
	for _, table := range []*report.Table{d, q} {
		for i := range table.Cells {
			for j := range table.Cells[i] {
				n = (n*7 + 3) % 101
				table.Cells[i][j] = report.Cell{State: report.IsNumber, Value: report.N(n)}
			}
		}
	}
	d.Cells[1][2] = report.Cell{State: report.Noted, Value: report.N(22), Raw: "22（其中修订16件）"}
	fee, err := report.ParseNumber("481714587.29")
	if err != nil {
		t.Fatal(err)
	}
	d.Cells[5][0] = report.Cell{State: report.IsNumber, Value: fee, Unit: "元"}
	q.Cells[0][0] = report.Cell{State: report.IsNumber, Value: report.N(123456)}
	q.Cells[0][1] = report.Cell{State: report.Blank}
	q.Cells[0][2] = report.Cell{State: report.Dash, Raw: "/"}
	q.Cells[0][3] = report.Cell{State: report.Words, Raw: "约3件"}
	q.Cells[1][0] = report.Cell{}
	for j := range q.Cells[2] {
		q.Cells[2][j] = report.Cell{State: report.Unplaced}
	}
	r.Tables[report.Disclosure], r.Tables[report.Requests] = d, q
	left, right := report.N(3), report.N(2)
	return report.Reading{Source: "qinghe-2023.html", Report: r, Findings: []report.Finding{
		{Rule: "requests/balance", Result: report.Fail, At: "total", Left: &left, Right: &right},
		{Rule: "requests/row", Result: report.Fail, At: "refused_by_law", Left: &left, Right: &right},
		{Rule: "requests/row", Result: report.NotAssessable, At: "received"},
		{Rule: "requests/row", Result: report.Pass, At: "carried_out", Left: &left, Right: &left},
	}}
}

func TestTables(t *testing.T) {
	var b bytes.Buffer
	if err := writeTables(&b, everyState(t)); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(b.String(), "\n") {
		if w := narrow.StringWidth(line); w > screen && !strings.Contains(line, "：") {
			t.Errorf("line %d is %d columns wide, at most %d: %s", i+1, w, screen, line)
		}
	}
	golden(t, "testdata/tables.golden", b.Bytes())
}

// golden compares with a file. UPDATE=1 rewrites it; a new one is written and
// fails, so that somebody looks at it once.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil || os.Getenv("UPDATE") != "" {
		if werr := os.WriteFile(file, got, 0o666); werr != nil || err != nil {
			t.Fatalf("%s is new, look at it: %v", file, werr)
		}
		return
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 4, []string{""}},
		{"自然人", 4, []string{"自然", "人"}},
		{"社会公益组织", 4, []string{"社会", "公益", "组织"}},
		{"结果，维持", 4, []string{"结果，", "维持"}},
		{"123456", 4, []string{"1234", "56"}},
		{"the report names", 12, []string{"the report", "names"}},
		{"有 12 件", 4, []string{"有", "12", "件"}},
		{"a  b\n c", 9, []string{"a b c"}},
	} {
		if got := wrap(tt.text, tt.width, closing); !cmp.Equal(got, tt.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}
