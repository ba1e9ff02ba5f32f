package report_test

import (
	"strings"
	"testing"

	"gongkai/internal/report"
)

// Names must last: each fits the tools that allow 32 characters, and none
// stands for two things, in a table or in all three together.
func TestNames(t *testing.T) {
	seen := map[string]string{}
	for _, k := range report.Kinds {
		for _, b := range report.Boxes(k) {
			name := report.Name(b.Row, b.Column)
			for _, short := range []string{report.ShortName(b.Row, b.Column), report.StateName(b.Row, b.Column)} {
				if len(short) > 32 {
					t.Errorf("%s is %d characters long: give its row or column a short word", short, len(short))
				}
				if other := seen[short]; other != "" {
					t.Errorf("%s stands for %s and for %s", short, other, name)
				}
				seen[short] = name
			}
		}
	}
}

// Every row says which article of the 条例 it answers to, but those that the
// form alone asks for.
func TestArticles(t *testing.T) {
	none := map[string]bool{"rejected_reconfirmation": true, "other_remaining": true, "other": true}
	for _, f := range report.Forms {
		for _, row := range f.Rows {
			if !strings.HasPrefix(row.Article, "第") != none[row.Key] {
				t.Errorf("%s %s %s: article %q", f.Kind, f.Edition, row.Key, row.Article)
			}
		}
	}
}
