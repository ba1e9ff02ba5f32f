package check

import (
	"slices"

	"gongkai/internal/report"
)

// Grade grades every cell of a report by the findings that Report made of it:
// Verified when two readings agree and every rule the cell stands in holds (a
// cell may stand in none), Consistent when they agree or, standing in some, all
// hold, Unverified otherwise and whenever one fails.
func Grade(r *report.Report, findings []report.Finding) {
	for _, t := range r.Tables {
		if t == nil {
			continue
		}
		sums := standing(t, findings)
		for i, row := range t.Cells {
			for j := range row {
				row[j].Grade = grade(row[j], sums[i][j])
			}
		}
	}
	if r.Indicators != nil {
		indicatorGrades(r.Indicators)
	}
}

// indicatorGrades grades the cells of a table of indicators likewise. That one
// number is at most another confirms neither.
func indicatorGrades(x *report.Indicators) {
	sums := map[[2]string]tally{}
	each(x, func(r IndicatorRule, column string) {
		f := r.try(x, column)
		for _, key := range append(slices.Clone(r.Left), r.Right...) {
			n := sums[[2]string{column, key}]
			switch {
			case f.Result == report.Fail:
				n.fail++
			case f.Result == report.NotAssessable:
				n.na++
			case !r.AtMost:
				n.pass++
			}
			sums[[2]string{column, key}] = n
		}
	})
	for i := range x.Rows {
		r := &x.Rows[i]
		r.Value.Grade = grade(r.Value, sums[[2]string{"value", r.Key}])
		r.Cumulative.Grade = grade(r.Cumulative, sums[[2]string{"cumulative", r.Key}])
	}
}

// tally counts the rules a cell stands in, by result.
type tally struct{ pass, fail, na uint16 }

func grade(c report.Cell, n tally) report.Grade {
	holds := n.fail == 0 && n.na == 0
	switch {
	case c.Rule == report.NoRule || n.fail > 0:
		return report.Unverified
	case c.Twice && holds:
		return report.Verified
	case c.Twice || n.pass > 0 && holds:
		return report.Consistent
	}
	return report.Unverified
}

// standing counts for each cell of a table the results of the rules it stands in.
func standing(t *report.Table, findings []report.Finding) [][]tally {
	sums := make([][]tally, len(t.Cells))
	var room []tally // for some rows
	for i, row := range t.Cells {
		if len(room) < len(row) {
			room = make([]tally, len(t.Cells)*len(row))
		}
		sums[i], room = room[:len(row)], room[len(row):]
	}
	all, n := identities()[t.Form], 0
	for _, f := range findings {
		for range all { // they mostly come in the same order
			id := all[n%len(all)]
			n++
			if id.rule == f.Rule && id.at == f.At {
				id.count(f.Result, sums)
				break
			}
		}
	}
	return sums
}

// count adds a result to the cells that are operands.
func (id identity) count(result report.Result, sums [][]tally) {
	for _, side := range [][]operand{id.left, id.right} {
		for _, o := range side {
			if o.row < 0 {
				continue
			}
			switch n := &sums[o.row][o.column]; result {
			case report.Pass:
				n.pass++
			case report.Fail:
				n.fail++
			default:
				n.na++
			}
		}
	}
}
