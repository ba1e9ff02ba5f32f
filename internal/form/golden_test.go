package form_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/internal/check"
	"gongkai/internal/grid"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// TestPages holds every page of testdata/pages to what a person has looked at
// once: the grids drawn (.grid), a line for each cell that is printed and for
// each doubt (.report), and the results of the rules (.findings). UPDATE=1
// writes them anew; the diff is the review. A new page writes its own and
// fails.
func TestPages(t *testing.T) {
	files := listed(t)
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			path := filepath.Join("testdata", "pages", file)
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p := page.Page{URL: file, Body: body}
			stem := strings.TrimSuffix(path, filepath.Ext(path))
			golden(t, stem+".grid", drawn(t, p))
			r, err := firstOn(p)
			if err != nil {
				golden(t, stem+".report", err.Error()+"\n")
				return
			}
			golden(t, stem+".report", told(r))
			golden(t, stem+".findings", found(check.Report(r)))
		})
	}
}

// listed are the pages of pages.csv: no page without a line there, no line
// without a page.
func listed(t *testing.T) []string {
	t.Helper()
	f, err := os.Open("testdata/pages/pages.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	known := map[string]bool{}
	for _, line := range lines[1:] {
		files, known[line[0]] = append(files, line[0]), true
	}
	there, _ := filepath.Glob("testdata/pages/*")
	for _, file := range there {
		ext := filepath.Ext(file)
		if (ext == ".html" || ext == ".txt") && !known[filepath.Base(file)] {
			t.Errorf("%s is not in pages.csv: say its shape and why it is here", file)
		}
	}
	return files
}

// golden compares a text with the file of a name.
func golden(t *testing.T, file, got string) {
	t.Helper()
	want, err := os.ReadFile(file)
	switch {
	case os.Getenv("UPDATE") == "1" || os.IsNotExist(err):
		if string(want) == got && err == nil {
			return
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		if os.IsNotExist(err) {
			t.Errorf("%s is new: look at it", file)
		}
	case err != nil:
		t.Fatal(err)
	case string(want) != got:
		t.Errorf("%s has changed (UPDATE=1 rewrites it):\n%s", file, changed(string(want), got))
	}
}

// changed are the lines that only one of two texts has, the first 20.
func changed(want, got string) string {
	var b strings.Builder
	only := func(sign, these, those string) {
		for n, line := range strings.Split(these, "\n") {
			if n < 2000 && !strings.Contains("\n"+those, "\n"+line+"\n") && strings.Count(b.String(), "\n") < 20 {
				fmt.Fprintf(&b, "%s %s\n", sign, line)
			}
		}
	}
	only("-", want, got)
	only("+", got, want)
	return b.String()
}

// drawn are the grids of a page.
func drawn(t *testing.T, p page.Page) string {
	t.Helper()
	text, _ := p.Text()
	read := grid.Text
	if p.IsHTML() {
		read = grid.HTML
	}
	d, err := read(text)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Grid != nil {
			fmt.Fprintf(&b, "%d × %d\n%s\n", len(block.Grid.Rows), block.Grid.Width, block.Grid)
		}
	}
	return b.String()
}

// told is a reading, a line for each cell that the page prints and each doubt.
func told(r *report.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "organ %s\nyear %d\n", r.Organ, r.Year)
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		fmt.Fprintf(&b, "%s %s\n", t.Form.Kind, t.Form.Edition)
		for i, row := range t.Form.Rows {
			for j, column := range row.Columns {
				switch c := t.Cells[i][j]; {
				case c.State == report.Missing:
				case c.State == report.IsNumber:
					fmt.Fprintf(&b, "%s.%s.%s %s\n", t.Form.Kind, row.Key, column.Key, c.Value)
				case c.State == report.Noted:
					fmt.Fprintf(&b, "%s.%s.%s %s %s %q\n", t.Form.Kind, row.Key, column.Key, c.Value, c.Unit, c.Raw)
				default:
					fmt.Fprintf(&b, "%s.%s.%s %s %q\n", t.Form.Kind, row.Key, column.Key, c.State, c.Raw)
				}
			}
		}
	}
	for _, d := range r.Doubts {
		b.WriteString(strings.TrimRight(fmt.Sprintf("doubt %s %s %s", d.Code, d.Table, d.Row), " ") + "\n")
	}
	return b.String()
}

// found are the results of the rules that do not hold or cannot be tried, and
// how many hold.
func found(findings []report.Finding) string {
	var b strings.Builder
	passed := 0
	for _, f := range findings {
		switch f.Result {
		case report.Pass:
			passed++
		case report.Fail:
			fmt.Fprintf(&b, "%s %s %s: %s, %s\n", f.Result, f.Rule, f.At, f.Left, f.Right)
		default:
			fmt.Fprintf(&b, "%s %s %s: %s\n", f.Result, f.Rule, f.At, f.Why)
		}
	}
	fmt.Fprintf(&b, "pass %d\n", passed)
	return b.String()
}
