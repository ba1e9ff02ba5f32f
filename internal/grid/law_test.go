package grid_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/fixtures"
	"gongkai/internal/grid"
)

// rectangular says what breaks the law that every row of a grid is as wide as
// the grid, that every cell begins where it says it begins, and that the
// places it spans lie in the grid.
func rectangular(d *grid.Document) error {
	for n, b := range d.Blocks {
		if b.Grid == nil {
			continue
		}
		if len(b.Grid.Rows) == 0 || b.Grid.Width == 0 {
			return fmt.Errorf("block %d: a grid without places", n)
		}
		for i, row := range b.Grid.Rows {
			if len(row) != b.Grid.Width {
				return fmt.Errorf("block %d, row %d is %d wide, the grid %d", n, i, len(row), b.Grid.Width)
			}
			for j, c := range row {
				if err := stands(b.Grid, c, i, j); err != nil {
					return fmt.Errorf("block %d: %w", n, err)
				}
			}
		}
		if own := owned(b.Grid); own == 0 {
			return fmt.Errorf("block %d: a grid without cells", n)
		}
		if lines := strings.Count(b.Grid.String(), "|\n"); lines < len(b.Grid.Rows) {
			return fmt.Errorf("block %d: %d lines drawn for %d rows", n, lines, len(b.Grid.Rows))
		}
	}
	return nil
}

// stands tells whether a cell may be at a place.
func stands(g *grid.Grid, c *grid.Cell, i, j int) error {
	switch {
	case c == nil:
		return nil
	case c.RowSpan < 1 || c.ColSpan < 1:
		return fmt.Errorf("cell %q spans %d × %d", c.Text, c.RowSpan, c.ColSpan)
	case i < c.Row || i >= c.Row+c.RowSpan || j < c.Col || j >= c.Col+c.ColSpan:
		return fmt.Errorf("cell %q of row %d, column %d stands at row %d, column %d", c.Text, c.Row, c.Col, i, j)
	case g.Rows[c.Row][c.Col] != c:
		return fmt.Errorf("cell %q does not stand where it begins", c.Text)
	}
	return nil
}

func owned(g *grid.Grid) int {
	n := 0
	for i := range g.Rows {
		n += len(slices.Collect(g.Own(i)))
	}
	return n
}

// TestRectangular lays out tables with every kind of span, broken rows and
// rows of nothing.
func TestRectangular(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("<table>")
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			b.WriteString(rapid.SampledFrom([]string{"<tr>", "<tr>", "<tbody><tr>", "<thead><tr>", "<tfoot><tr>", "<tr hidden>", ""}).Draw(t, "tr"))
			for range rapid.IntRange(0, 5).Draw(t, "cells") {
				fmt.Fprintf(&b, `<%s colspan="%s" rowspan="%s">%d`,
					rapid.SampledFrom([]string{"td", "th"}).Draw(t, "td"),
					rapid.SampledFrom(spans).Draw(t, "colspan"), rapid.SampledFrom(spans).Draw(t, "rowspan"), rapid.IntRange(0, 9).Draw(t, "n"))
			}
		}
		d, err := grid.HTML(b.String())
		if err != nil {
			t.Fatalf("%s: %v", b.String(), err)
		}
		if err := rectangular(d); err != nil {
			t.Fatalf("%s: %v", b.String(), err)
		}
	})
}

var spans = []string{"1", "1", "1", "2", "3", "0", "-1", "x", "2x", " 2", "", "99999999999", "4.5"}

// TestTextRectangular reads lines of bars and tabs.
func TestTextRectangular(t *testing.T) {
	pieces := []string{"|", "|", "||", "\t", "\n", "\n", " ", "0", "12", "规章", "一", "---", "| --- |", "第二十条第（一）项", "-"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
		d, err := grid.Text(text)
		if err != nil {
			t.Fatalf("Text(%q): %v", text, err)
		}
		if err := rectangular(d); err != nil {
			t.Fatalf("Text(%q): %v", text, err)
		}
		if got, want := digits(d), squeeze(text); got != want {
			t.Fatalf("Text(%q) has the digits %q, want %q", text, got, want)
		}
	})
}

// digits are all digits of a document in its order, from grids and tokens.
func digits(d *grid.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if block.Grid == nil {
			for _, t := range block.Tokens {
				b.WriteString(t.Text)
			}
			continue
		}
		for i := range block.Grid.Rows {
			for c := range block.Grid.Own(i) {
				b.WriteString(c.Text)
			}
		}
	}
	return squeeze(b.String())
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// seeds are pages and texts of every layout and class, and broken ones.
func seeds() (pages, texts [][]byte) {
	v := fixtures.Sample(3, "2021", "2019").Odd(3)
	for _, layout := range fixtures.Layouts() {
		pages = append(pages, v.HTML(layout))
	}
	for _, class := range fixtures.Classes() {
		texts = append(texts, v.Text(class))
	}
	for _, s := range []string{
		`<table><tr><td colspan=200000>1`, `<table><td><table><td>1`, `<!--><table><tr><td>1<!-- --><td>2`, `<table><tr><td>1<sup>2`, `<button><table><tr><td>1<td>2`,
		`<table><tr><td><input value="1"></table>`, `<title>1</title><td>`, `<td a='`, `<td a="`, "<table>\x00<tr>", `<script>`, `</table></tr></td>`, "<table><tr style='display:none'><td>1",
	} {
		pages = append(pages, []byte(s))
	}
	for _, s := range []string{"|", "||||\n", "| a |\n| --- |", "\t\t\n1", "a\n|\n\n|\n", "| 1\n2 |"} {
		texts = append(texts, []byte(s))
	}
	return pages, texts
}

func FuzzHTML(f *testing.F) {
	pages, _ := seeds()
	for _, p := range pages {
		f.Add(string(p))
	}
	addAll(f, "*.html")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := grid.HTML(s)
		if err != nil {
			if !errors.Is(err, grid.ErrTooLarge) {
				t.Logf("%v", err)
			}
			return
		}
		if err := rectangular(d); err != nil {
			t.Error(err)
		}
	})
}

func FuzzText(f *testing.F) {
	_, texts := seeds()
	for _, s := range texts {
		f.Add(string(s))
	}
	addAll(f, "*.txt")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := grid.Text(s)
		if err != nil {
			return
		}
		if err := rectangular(d); err != nil {
			t.Error(err)
		}
		if got, want := digits(d), squeeze(s); got != want && !strings.ContainsAny(s, "\x00\u00ad\u200b") {
			t.Errorf("the digits are %q, want %q", got, want)
		}
	})
}

// addAll adds the files of testdata to a corpus.
func addAll(f *testing.F, pattern string) {
	files, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
}
