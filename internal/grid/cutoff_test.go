package grid_test

import (
	"testing"

	"gongkai/internal/grid"
)

// TestTextCutOff: a number that ends a text, with no line end after it, may
// have gone on, and says so. What a line end or a bar closes is whole.
func TestTextCutOff(t *testing.T) {
	for text, want := range map[string]string{
		"规章\n12": "12…", "规章 | 0 | 12": "12…", "规章\t0\t1,2": "1,2…", "规章\n\n　１２": "１２…",
		"规章\n12\n": "12", "规章 | 0 | 12 |": "12", "公开信息12": "公开信息12", "2024年1月4日": "2024年1月4日",
	} {
		doc, err := grid.Text(text)
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for _, b := range doc.Blocks {
			for _, token := range b.Tokens {
				last = token.Text
			}
		}
		if last != want {
			t.Errorf("%q ends in %q, want %q", text, last, want)
		}
	}
}
