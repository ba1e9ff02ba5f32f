package check_test

import (
	"testing"

	"gongkai/internal/check"
)

// BenchmarkReport tries the rules of each edition on a report and grades its cells.
func BenchmarkReport(b *testing.B) {
	for _, edition := range []string{"2021", "2019"} {
		b.Run(edition, func(b *testing.B) {
			r := sound(1, edition)
			b.ReportAllocs()
			for b.Loop() {
				check.Grade(r, check.Report(r))
			}
		})
	}
}
