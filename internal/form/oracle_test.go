package form_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// editions are the pairs of editions of tables 二 and 三 that reports mix.
var editions = [][2]string{{"2021", "2021"}, {"2019", "2019"}, {"2021", "2019"}, {"2019", "2021"}}

// samples are sets of true values, plain ones and ones with cells of every kind.
func samples(n int) []fixtures.Values {
	var list []fixtures.Values
	for seed := range int64(n) {
		e := editions[seed%int64(len(editions))]
		v := fixtures.Sample(seed, e[0], e[1])
		list = append(list, v, v.Odd(seed))
	}
	return list
}

// long says whether the long runs were asked for.
func long() bool { return os.Getenv("LONG") == "1" }

func readPage(t *testing.T, name string, body []byte, kind string) *report.Report {
	t.Helper()
	r, err := firstOn(page.Page{URL: name, Type: kind, Body: body})
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return r
}

// wantCells compares a reading with what a right reader says, cell by cell.
func wantCells(t *testing.T, name string, v fixtures.Values, expect map[fixtures.Box]report.Cell, r *report.Report) {
	t.Helper()
	bad := 0
	for _, b := range v.Boxes() {
		want := expect[b]
		var got report.Cell
		if table := r.Tables[b.Table]; table != nil {
			got = table.Cell(b.Row, b.Column)
		}
		if got.State == want.State && (!got.State.HasValue() || got.Value.Equal(want.Value)) {
			continue
		}
		if bad++; bad < 6 {
			t.Errorf("%s: %s = %s %s %q, want %s %s %q", name, b, got.State, got.Value, got.Raw, want.State, want.Value, want.Raw)
		}
	}
	if bad > 0 {
		for _, d := range r.Doubts {
			t.Logf("doubt: %+v", d)
		}
		t.Errorf("%s: %d cells differ", name, bad)
	}
}

// TestLayouts reads one set of values in every layout of HTML: the cells are
// the same whatever the markup.
func TestLayouts(t *testing.T) {
	for _, layout := range fixtures.Layouts() {
		t.Run(layout, func(t *testing.T) {
			for i, v := range samples(4) {
				name := fmt.Sprintf("%s-%d", layout, i)
				r := readPage(t, name, v.HTML(layout), "text/html")
				wantCells(t, name, v, v.Cells, r)
				wantWho(t, name, v, r)
			}
		})
	}
}

// TestClasses reads the same values in every class of text.
func TestClasses(t *testing.T) {
	for _, class := range fixtures.Classes() {
		t.Run(class, func(t *testing.T) {
			for i, v := range samples(4) {
				name := fmt.Sprintf("%s-%d", class, i)
				r := readPage(t, name, v.Text(class), "text/plain")
				if lossy[class] {
					wantNoneWrong(t, name, v, r)
					continue
				}
				wantCells(t, name, v, v.Expect(class), r)
				wantWho(t, name, v, r)
			}
		})
	}
}

// wantWho compares organ, year, title, dates and sections.
func wantWho(t *testing.T, name string, v fixtures.Values, r *report.Report) {
	t.Helper()
	if r.Organ != v.Organ || r.Year != v.Year || r.Title != v.Title || r.Dates.Signed != v.Signed {
		t.Errorf("%s: organ, year, title, signed = %q %d %q %s, want %q %d %q %s", name, r.Organ, r.Year, r.Title, r.Dates.Signed, v.Organ, v.Year, v.Title, v.Signed)
	}
	want := v.Sections()
	if len(r.Sections) != len(want) {
		t.Errorf("%s: %d sections, want %d", name, len(r.Sections), len(want))
		return
	}
	for i, s := range r.Sections {
		if s.Number != want[i].Number || s.Heading != want[i].Heading {
			t.Errorf("%s: section %d is %d %q, want %d %q", name, i, s.Number, s.Heading, want[i].Number, want[i].Heading)
		}
		if got, text := narrow(s.Text), narrow(want[i].Text); got != text && !(strings.HasPrefix(name, "R12") && unbroken(got) == unbroken(text)) {
			t.Errorf("%s: text of section %d = %q, want %q", name, i+1, s.Text, want[i].Text)
		}
	}
}

// lossy are the classes of text from which values cannot be recovered.
var lossy = map[string]bool{"R8": true, "R9": true, "R10": true, "R11": true}

func wantNoneWrong(t *testing.T, name string, v fixtures.Values, r *report.Report) {
	t.Helper()
	if _, _, wrong := v.Compare(r); len(wrong) > 0 {
		t.Errorf("%s: wrong: %v", name, wrong)
	}
}

// unbroken is a text without its line breaks.
func unbroken(s string) string { return strings.ReplaceAll(s, "\n", "") }

// narrow writes full-width forms as ASCII, as converters to text do.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xff01 && r <= 0xff5e {
			return r - 0xfee0
		}
		return r
	}, s)
}

// firstOn reads the first report on a page.
func firstOn(p page.Page) (*report.Report, error) {
	all, err := form.Pages(p)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}
