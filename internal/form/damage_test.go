package form_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// damagedPages is how many damaged pages are read: 10,000 with LONG=1.
func damagedPages(t *testing.T) int {
	if long() {
		return 10_000
	}
	t.Log("500 damaged pages; LONG=1 reads 10,000")
	return 500
}

// tellable are the damages that show on the page. When the boxes of two
// columns are exchanged below their heads, nothing on the page tells.
func tellable(name string) bool { return name != "swap-values" }

// TestDamage reads damaged pages: every cell is right or doubted, and none of
// those that the damage touched is claimed with the value that it had not.
func TestDamage(t *testing.T) {
	writings := append(fixtures.Layouts(), fixtures.Classes()...)
	damages := fixtures.Damages()
	n := damagedPages(t)
	bad := 0
	for i := range n {
		name, writing := damages[i%len(damages)], writings[(i/len(damages))%len(writings)]
		if !tellable(name) {
			continue
		}
		seed := int64(i)
		e := editions[i%len(editions)]
		v := fixtures.Sample(seed, e[0], e[1])
		d := v.Damage(name, writing, seed)
		r, err := firstOn(page.Page{URL: writing, Body: d.Body})
		if errors.Is(err, form.ErrNotReport) {
			continue
		}
		if err != nil {
			t.Fatalf("%s %s %d: %v", name, writing, seed, err)
		}
		if wrong := claims(v, d, r); len(wrong) > 0 {
			if bad++; bad <= 40 {
				t.Errorf("%s in %s, seed %d (%s): wrong: %s", name, writing, seed, d.What, wrong)
			}
		}
	}
	if bad > 0 {
		t.Errorf("%d of %d damaged pages are quietly wrong", bad, n)
	}
}

// claims lists the cells in which a reading says what the undamaged page does
// not, as far as the reader knows the edition.
func claims(v fixtures.Values, d fixtures.Damaged, r *report.Report) []string {
	var wrong []string
	for _, b := range v.Boxes() {
		table := r.Tables[b.Table]
		if table == nil {
			continue
		}
		if i, j := table.Form.Find(b.Row, b.Column); i < 0 || j < 0 {
			continue
		}
		got := table.Cell(b.Row, b.Column)
		if got.State == report.Blank && (slices.Contains(d.Boxes, b) || strings.HasPrefix(d.What, "row dropped")) {
			continue // a cell that is gone leaves the same text as an empty one
		}
		if got.State == report.Words && strings.Contains(got.Raw, "\n") {
			continue // digits in two paragraphs are told as they stand, with a doubt
		}
		if got.State == report.Words && (strings.Contains(got.Raw, "nbsp") || strings.Contains(got.Raw, "#160")) {
			continue // told as it stands
		}
		if fixtures.Wrong(v.Cells[b], got) {
			wrong = append(wrong, fmt.Sprintf("%s = %s %s %q, is %q;", b, got.State, got.Value, got.Raw, v.Cells[b].Raw))
		}
	}
	if len(wrong) > 3 {
		wrong = append(wrong[:3], fmt.Sprintf("and %d more", len(wrong)-3))
	}
	return wrong
}
