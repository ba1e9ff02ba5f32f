package form_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

// TestDigitsApart: digits that stand apart in a box are one number where the
// sum of the row says so; with a space between them also where nothing speaks
// against it.
func TestDigitsApart(t *testing.T) {
	v := fixtures.Sample(1, "2021", "2021")
	row := []string{"12", "0", "3", "0", "0", "0", "15"}
	page := func(cells []string) string {
		b := string(v.HTML("clean"))
		at := rowsOf(b, "2.重复申请")[0]
		label, _, _ := strings.Cut(b[at[0]:at[1]], "</td>")
		return b[:at[0]] + label + "</td><td>" + strings.Join(cells, "</td><td>") + "</td></tr>" + b[at[1]:]
	}
	for _, tt := range []struct {
		name, cells, want string // cells that differ: place and text
		doubt             bool
	}{
		{"as it is", "", "12 0 3 0 0 0 15", false},
		{"set wide", "0:1 2,6:1 5", "12 0 3 0 0 0 15", false},
		{"no-break space", "0:1\u00a02", "12 0 3 0 0 0 15", false},
		{"on two lines", "0:1<br>2", "12 0 3 0 0 0 15", false},
		{"in two paragraphs", "6:<p>1</p><p>5</p>", "12 0 3 0 0 0 15", false},
		{"two numbers with a space", "0:9 3", "- 0 3 0 0 0 15", true},
		{"two numbers and a blank beside them", "0:1 2,1:", "- - 3 0 0 0 15", true},
		{"two rows in one", "0:1 2,2:0 3,6:1 5", "- 0 - 0 0 0 -", true},
		{"two rows on lines", "0:1<br>2,2:3<br>4,6:4<br>6", "- 0 - 0 0 0 -", true},
		{"two numbers on lines", "0:9<br>3", "- 0 3 0 0 0 15", true},
	} {
		cells := append([]string{}, row...)
		for _, change := range strings.Split(tt.cells, ",") {
			if place, text, ok := strings.Cut(change, ":"); ok {
				cells[place[0]-'0'] = text
			}
		}
		r := readPage(t, tt.name, []byte(page(cells)), "text/html")
		i, _ := r.Tables[report.Requests].Form.Find("rejected_repeated", "")
		got := strings.Join(values(r.Tables[report.Requests])[7*i:7*i+7], " ")
		if doubted := strings.Contains(fmt.Sprint(r.Doubts), "digits"); got != tt.want || doubted != tt.doubt {
			t.Errorf("%s: %s, want %s; doubts %v", tt.name, got, tt.want, r.Doubts)
		}
	}
}
