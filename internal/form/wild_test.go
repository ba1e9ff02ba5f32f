package form_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// A harm changes the bytes of a page as sites, converters and editors do. What
// it leaves of the page must be read right or doubted.
type harm struct {
	name string
	html bool // of a page, else of a text
	do   func(body string, r *rand.Rand) string
}

var (
	tableRow  = regexp.MustCompile(`(?s)<tr[^>]*>.*?</tr>`)
	valueCell = regexp.MustCompile(`(?s)<td[^>]*>(?:<p>)?(\d+)(?:</p>)?</td>`)
)

// atRow changes one row of values of a page.
func atRow(body string, r *rand.Rand, change func(row string) string) string {
	var rows [][]int
	for _, at := range tableRow.FindAllStringIndex(body, -1) {
		if valueCell.MatchString(body[at[0]:at[1]]) {
			rows = append(rows, at)
		}
	}
	if len(rows) == 0 {
		return body
	}
	at := rows[r.IntN(len(rows))]
	return body[:at[0]] + change(body[at[0]:at[1]]) + body[at[1]:]
}

// lineOf inserts a line at a random place of a text.
func lineOf(body string, r *rand.Rand, line string) string {
	lines := strings.Split(body, "\n")
	at := r.IntN(len(lines))
	return strings.Join(append(append(append([]string{}, lines[:at]...), line), lines[at:]...), "\n")
}

var (
	longNumber = regexp.MustCompile(`[^\d.]\d{2,}\s`)
	barredRow  = regexp.MustCompile(`(?m)^[^\n]*(?:\|[^|\n]*){5,}$`)
	figures    = regexp.MustCompile(`^\s*\d+\s*$`)
)

// cutInNumber leaves the first figure of a number, and nothing after it.
func cutInNumber(b string, r *rand.Rand) string {
	begin := strings.Index(b, "行政许可")
	all := longNumber.FindAllStringIndex(strings.ReplaceAll(b[begin:], "<", "\n"), -1)
	if len(all) == 0 {
		return b
	}
	return b[:begin+all[r.IntN(len(all))][0]+2]
}

// inBars changes a box of a row in bars and the one after it.
func inBars(b string, r *rand.Rand, change func(box, next string) string) string {
	all := barredRow.FindAllStringIndex(b, -1)
	if len(all) == 0 {
		return b
	}
	m := all[r.IntN(len(all))]
	cells := strings.Split(b[m[0]:m[1]], "|")
	k := r.IntN(len(cells) - 1)
	if !figures.MatchString(cells[k]) {
		return b
	}
	cells = append(append(cells[:k:k], change(cells[k], cells[k+1])), cells[k+2:]...)
	return b[:m[0]] + strings.Join(cells, "|") + b[m[1]:]
}

var harms = []harm{
	{"row printed twice", true, func(b string, r *rand.Rand) string {
		return atRow(b, r, func(row string) string { return row + row })
	}},
	{"row of another year below", true, func(b string, r *rand.Rand) string {
		return atRow(b, r, func(row string) string { return row + valueCell.ReplaceAllString(row, "<td>7$1</td>") })
	}},
	{"cell split in two", true, func(b string, r *rand.Rand) string {
		return atRow(b, r, func(row string) string {
			at := valueCell.FindStringSubmatchIndex(row)
			return row[:at[3]-1] + "</td><td>" + row[at[3]-1:]
		})
	}},
	{"empty cell before the boxes", true, func(b string, r *rand.Rand) string {
		return atRow(b, r, func(row string) string {
			at := valueCell.FindStringIndex(row)
			return row[:at[0]] + "<td></td>" + row[at[0]:]
		})
	}},
	{"empty cell at the end", true, func(b string, r *rand.Rand) string {
		return atRow(b, r, func(row string) string { return strings.Replace(row, "</tr>", "<td></td></tr>", 1) })
	}},
	{"footnote raised beside a number", true, func(b string, r *rand.Rand) string {
		return atRow(b, r, func(row string) string {
			at := valueCell.FindStringSubmatchIndex(row)
			return row[:at[3]] + "<sup>1</sup>" + row[at[3]:]
		})
	}},
	{"page cut off at a tag", true, func(b string, r *rand.Rand) string {
		at := len(b)/3 + r.IntN(len(b)/2)
		return b[:at+max(strings.LastIndexByte(b[:at], '>')-at+1, -at)]
	}},
	{"full-width digits", true, func(b string, r *rand.Rand) string {
		return atRow(b, r, func(row string) string {
			return valueCell.ReplaceAllStringFunc(row, func(c string) string {
				at := valueCell.FindStringSubmatchIndex(c)
				return c[:at[2]] + strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "5", "５", "9", "９").Replace(c[at[2]:at[3]]) + c[at[3]:]
			})
		})
	}},
	{"page number between dashes", false, func(b string, r *rand.Rand) string { return lineOf(b, r, "- 3 -") }},
	{"breadcrumb in bars", false, func(b string, r *rand.Rand) string {
		return "| >> 政务公开 | >> 年度报告 |\n| 索引号: | 公开形式: | ||\n" + b
	}},
	{"metadata in bars", false, func(b string, r *rand.Rand) string {
		return "索引号 | 01/2024 | 分类 | 年报 |\n文 号 | 有 效 性 |\n" + b
	}},
	{"text cut off at a line", false, func(b string, r *rand.Rand) string {
		lines := strings.SplitAfter(b, "\n")
		return strings.Join(lines[:len(lines)/3+r.IntN(len(lines)/2)], "")
	}},
	{"page cut off in a number", true, cutInNumber},
	{"text cut off in a number", false, cutInNumber},
	{"box of a row lost", false, func(b string, r *rand.Rand) string {
		return inBars(b, r, func(box, next string) string { return next })
	}},
	{"box of a row joined with the next", false, func(b string, r *rand.Rand) string {
		return inBars(b, r, func(box, next string) string { return strings.TrimRight(box, " ") + strings.TrimLeft(next, " ") })
	}},
	{"blank box too many", false, func(b string, r *rand.Rand) string {
		return inBars(b, r, func(box, next string) string { return "  |" + box + "|" + next })
	}},
	{"a note line", false, func(b string, r *rand.Rand) string { return lineOf(b, r, "注：以上数据为本机关数据。") }},
	{"carriage returns", false, func(b string, r *rand.Rand) string { return strings.ReplaceAll(b, "\n", "\r\n") }},
}

// TestHarms reads pages harmed at random places from a fixed seed.
func TestHarms(t *testing.T) {
	n := 300
	if long() {
		n = 6000
	} else {
		t.Log("300 harmed pages; LONG=1 reads 6,000")
	}
	bad := 0
	for i := range n {
		h := harms[i%len(harms)]
		writings := fixtures.Classes()
		if h.html {
			writings = []string{"clean", "word", "p"}
		}
		writing := writings[(i/len(harms))%len(writings)]
		if h.html && !isLayout(writing) {
			continue
		}
		e := editions[i%len(editions)]
		v := fixtures.Sample(int64(i), e[0], e[1])
		body := v.Text
		if h.html {
			body = v.HTML
		}
		harmed := h.do(string(body(writing)), rand.New(rand.NewPCG(uint64(i), 0x4a)))
		r, err := firstOn(page.Page{URL: writing, Body: []byte(harmed)})
		if errors.Is(err, form.ErrNotReport) {
			continue
		}
		if err != nil {
			t.Fatalf("%s in %s, %d: %v", h.name, writing, i, err)
		}
		if wrong := claimed(v, r); len(wrong) > 0 {
			if bad++; bad <= 12 {
				t.Errorf("%s in %s, %d: wrong: %s", h.name, writing, i, wrong)
			}
		}
	}
	if bad > 0 {
		t.Errorf("%d of %d harmed pages are quietly wrong", bad, n)
	}
}

func isLayout(name string) bool {
	for _, l := range fixtures.Layouts() {
		if l == name {
			return true
		}
	}
	return false
}

// claimed lists up to three cells with a number that the page without the harm
// does not print there. Words are told as they stand and are no claim.
func claimed(v fixtures.Values, r *report.Report) []string {
	var wrong []string
	for _, b := range v.Boxes() {
		table := r.Tables[b.Table]
		if table == nil {
			continue
		}
		got := table.Cell(b.Row, b.Column)
		if got.State != report.Words && got.State != report.NotAsked && fixtures.Wrong(v.Cells[b], got) && len(wrong) < 3 {
			wrong = append(wrong, fmt.Sprintf("%s = %s %s %q, is %q", b, got.State, got.Value, got.Raw, v.Cells[b].Raw))
		}
	}
	return wrong
}
