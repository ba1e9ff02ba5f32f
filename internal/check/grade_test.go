package check_test

import (
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/check"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// graded reads one set of values as a page or as text, and grades it.
func graded(t *testing.T, body []byte) *report.Report {
	t.Helper()
	r, err := form.Page(page.Page{URL: "graded", Body: body})
	if err != nil {
		t.Fatal(err)
	}
	check.Grade(r, check.Report(r))
	return r
}

// TestGrade: two readings and sums that hold verify; text has one reading, so
// only its sums speak for it; one wrong total takes the grade from every cell
// it is summed with, and from no other.
func TestGrade(t *testing.T) {
	v := fixtures.Sample(3, "2021", "2021")
	total := fixtures.Box{Table: report.Requests, Row: "granted", Column: "total"}
	html, text := graded(t, v.HTML("clean")), graded(t, v.Text("R2"))
	wrong := graded(t, v.With(total, "98765").HTML("clean"))
	for _, tt := range []struct {
		r           *report.Report
		kind        report.Kind
		row, column string
		want        report.Grade
		what        string
	}{
		{html, report.Disclosure, "permits", "decisions", report.Verified, "two readings, no sum"},
		{html, report.Requests, "granted", "total", report.Verified, "two readings and sums"},
		{html, report.Review, "reconsideration", "upheld", report.Verified, "two readings and a sum"},
		{text, report.Disclosure, "permits", "decisions", report.Unverified, "one reading, no sum"},
		{text, report.Requests, "granted", "total", report.Consistent, "one reading and sums"},
		{wrong, report.Requests, "granted", "total", report.Unverified, "its row and its column fail"},
		{wrong, report.Requests, "granted", "enterprise", report.Unverified, "its row fails"},
		{wrong, report.Requests, "partly_granted", "total", report.Unverified, "its column fails"},
		{wrong, report.Requests, "partly_granted", "enterprise", report.Verified, "untouched"},
	} {
		if got := tt.r.Tables[tt.kind].Cell(tt.row, tt.column).Grade; got != tt.want {
			t.Errorf("%s.%s.%s: %s, want %s (%s)", tt.kind, tt.row, tt.column, got, tt.want, tt.what)
		}
	}
}

// TestEveryLayoutIsVerified: a sound page gives the same cells twice.
func TestEveryLayoutIsVerified(t *testing.T) {
	v := fixtures.Sample(5, "2021", "2019")
	for _, layout := range fixtures.Layouts() {
		r := graded(t, v.HTML(layout))
		n := map[report.Grade]int{}
		for _, table := range r.Tables {
			for _, row := range table.Cells {
				for _, c := range row {
					n[c.Grade]++
				}
			}
		}
		if n[report.Unverified]+n[report.Consistent] > 0 {
			t.Errorf("%s: %v, want every cell verified", layout, n)
		}
	}
}
