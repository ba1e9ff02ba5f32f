package form_test

import (
	"errors"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/form"
	"gongkai/internal/page"
)

// TestDocx holds that a Word file is read as the same report as a web page is:
// every cell, the sections, organ, year and date.
func TestDocx(t *testing.T) {
	for i, e := range editions {
		v := fixtures.Sample(int64(i), e[0], e[1]).Odd(int64(i))
		r, err := firstOn(page.Page{URL: "a.docx", Body: v.Docx()})
		if err != nil {
			t.Fatal(err)
		}
		if right, silent, wrong := v.Compare(r); right != len(v.Cells) || silent > 0 || len(wrong) > 0 {
			t.Errorf("%v: %d of %d cells right, %d not read, wrong: %v", e, right, len(v.Cells), silent, wrong)
		}
		if r.Organ != v.Organ || r.Year != v.Year || r.Title != v.Title || r.Dates.Signed != v.Signed {
			t.Errorf("%v: %s %d %q %s, want %s %d %q %s", e, r.Organ, r.Year, r.Title, r.Dates.Signed, v.Organ, v.Year, v.Title, v.Signed)
		}
		for j, s := range v.Sections() {
			if j >= len(r.Sections) || r.Sections[j].Heading != s.Heading || r.Sections[j].Text != s.Text && j != 5 {
				t.Errorf("%v: section %d is not %q", e, j+1, s.Heading)
			}
		}
	}
}

// TestUnread holds that a document of another kind is refused by its name.
func TestUnread(t *testing.T) {
	for body, want := range map[string]string{
		"%PDF-1.7": "not a report: PDF files are not read yet", string(fixtures.Zip("a", "b")): "not a report: Excel, OFD or ZIP files are not read yet",
		"\xd0\xcf\x11\xe0": "not a report: old Word or Excel files are not read yet",
	} {
		if _, err := firstOn(page.Page{URL: "a", Body: []byte(body)}); !errors.Is(err, form.ErrNotReport) || err.Error() != want {
			t.Errorf("%.4q: %v, want %s", body, err, want)
		}
	}
}
