package form_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

// TestStrays: the last row of a table has lost a box, and a line that is none
// follows. It is not taken for the box, unless the page prints it as one.
func TestStrays(t *testing.T) {
	v := fixtures.Sample(8, "2021", "2021")
	fees := fixtures.Box{Table: report.Disclosure, Row: "fees", Column: "amount"}
	out := fixtures.Box{Table: report.Requests, Row: "carried_out", Column: "total"}
	suits := fixtures.Box{Table: report.Review, Row: "litigation_after_reconsideration", Column: "total"}
	for _, tt := range []struct {
		box          fixtures.Box
		class, title string // the title that follows the table
		between      string // what stands before the title instead of the box
		after        string // the title as it stands then
	}{
		{fees, "R7", "三、收到", "无\n\n", "三、收到"},
		{fees, "R12", "三、收到", "无\n", "三、收到"},
		{fees, "R7", "三、收到", "\n\n3\n\n", "三、收到"},
		{fees, "R12", "三、收到", "3\n", "、收到"},
		{fees, "R12", "三、收到", "3\n", "收到"},
		{fees, "R4-lines", "三、收到", "3\n", "三、收到"},
		{fees, "R2", "三、收到", "无\n", "三、收到"},
		{out, "R7", "四、政府信息公开行政复议", "无\n\n", "四、政府信息公开行政复议"},
		{out, "R12", "四、政府信息公开行政复议", "4\n", "、政府信息公开行政复议"},
		{suits, "R12", "五、存在", "5\n", "、存在"},
		{suits, "R7", "五、存在", "\n\n5\n\n", "五、存在"},
	} {
		text := string(v.Text(tt.class))
		at := strings.Index(text, "\n"+tt.title) + 1
		begin := strings.LastIndex(strings.TrimRight(text[:at], "\n"), "\n") + 1
		r := readPage(t, tt.class, []byte(text[:begin]+tt.between+strings.Replace(text[at:], tt.title, tt.after, 1)), "text/plain")
		table := r.Tables[tt.box.Table]
		if table == nil || table.Cell(tt.box.Row, tt.box.Column).State != report.Unplaced {
			t.Errorf("%s, %s before %q: %v", tt.box, tt.class, tt.after, table.Cell(tt.box.Row, tt.box.Column))
		}
	}
	for _, line := range []string{"2023年本机关政府信息公开发布总数量（非新闻类）：0", "注：以上数据为本机关数据。"} {
		for _, class := range []string{"R7", "R12"} {
			body := strings.Replace(string(v.Text(class)), "\n三、收到", "\n"+line+"\n三、收到", 1)
			r := readPage(t, class, []byte(body), "text/plain")
			if c := r.Tables[report.Disclosure].Cell("fees", "amount"); c.State == report.Unplaced || fixtures.Wrong(v.Cells[fees], c) {
				t.Errorf("%s before %q: %s %q", class, line, c.State, c.Raw)
			}
		}
	}
	for _, text := range []string{"R7", "R12"} { // 无 in its place, as in other boxes of the table
		with := v.With(fees, "无").With(fixtures.Box{Table: report.Disclosure, Row: "regulations", Column: "issued"}, "无")
		r := readPage(t, text, with.Text(text), "text/plain")
		if c := r.Tables[report.Disclosure].Cell("fees", "amount"); c.State != report.Dash {
			t.Errorf("%s: fees = %s %q, want a dash", text, c.State, c.Raw)
		}
	}
}

// TestEqualLinesRemoved: a text whose equal lines were removed has lost boxes,
// with bars as without. Nothing of it is claimed, and the class is named.
func TestEqualLinesRemoved(t *testing.T) {
	for _, e := range editions {
		v := fixtures.Sample(4, e[0], e[1])
		for _, class := range fixtures.Classes() {
			if class == "R8" || class == "R9" {
				continue
			}
			text, removed := unequal(string(v.Text(class)))
			r := readPage(t, class, []byte(text), "text/plain")
			if wrong := claimed(v, r); len(wrong) > 0 {
				t.Errorf("%s: %v", class, wrong)
			}
			if removed > 100 && class != "markdown-broken" && !strings.Contains(fmt.Sprint(r.Doubts), "class R8") {
				t.Errorf("%s: the class is not named: %v", class, r.Doubts)
			}
		}
	}
}

// unequal is a text without the lines that were there before, and how many
// those were.
func unequal(text string) (string, int) {
	seen := map[string]bool{}
	var kept []string
	removed := 0
	for _, line := range strings.Split(text, "\n") {
		if line != "" && seen[line] {
			removed++
			continue
		}
		kept, seen[line] = append(kept, line), true
	}
	return strings.Join(kept, "\n"), removed
}
