package form_test

import (
	"slices"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// leastOurs is the share of the cells of our own documents, in per cent, that
// was read right when the figure was last raised. It never falls.
const leastOurs = 87.7

// TestAccuracyOurs prints, by layout of HTML or class of text, how the cells of
// our own documents are read: sound values and odd ones, all pairs of editions.
func TestAccuracyOurs(t *testing.T) {
	var all score
	for _, name := range append(fixtures.Layouts(), fixtures.Classes()...) {
		var s score
		for _, v := range samples(len(editions)) {
			body := v.Text
			if slices.Contains(fixtures.Layouts(), name) {
				body = v.HTML
			}
			r, err := firstOn(page.Page{URL: name, Body: body(name)})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			s.add(t, name, v, r)
		}
		t.Logf("%-18s right %5d  doubted %5d  missing %4d  wrong %d", name, s.right, s.doubted, s.missing, s.wrong)
		all = score{all.right + s.right, all.doubted + s.doubted, all.missing + s.missing, all.wrong + s.wrong}
	}
	share := 100 * float64(all.right) / float64(all.right+all.doubted+all.missing+all.wrong)
	t.Logf("%-18s right %5d  doubted %5d  missing %4d  wrong %d: %.2f %% right", "all", all.right, all.doubted, all.missing, all.wrong, share)
	if all.wrong > 0 || share < leastOurs {
		t.Errorf("wrong %d, want 0; %.2f %% right, want at least %.2f", all.wrong, share, leastOurs)
	}
}

// add counts the cells of one document.
func (s *score) add(t *testing.T, name string, v fixtures.Values, r *report.Report) {
	t.Helper()
	for _, b := range v.Boxes() {
		var got report.Cell
		if table := r.Tables[b.Table]; table != nil {
			got = table.Cell(b.Row, b.Column)
		}
		want := v.Cells[b]
		switch {
		case got.State == report.Unplaced:
			s.doubted++
		case got.State == report.Missing || got.State == report.NotAsked:
			s.missing++
		case fixtures.Wrong(want, got):
			s.wrong++
			t.Errorf("%s: %s = %s %s %q, want %s %s %q", name, b, got.State, got.Value, got.Raw, want.State, want.Value, want.Raw)
		default:
			s.right++
		}
	}
}
