package main

import (
	"strings"

	"gongkai/internal/report"
)

// indicators writes the table of indicators of a report from before 2019.
func (p *printer) indicators(x *report.Indicators) {
	if x == nil {
		return
	}
	title, heads := "统计指标", []string{"单位", "本年", "累计"}
	if p.tongue == english {
		title, heads = "Indicators", []string{"unit", "year", "cumulative"}
	}
	p.printf("\n%s"+p.of("edition")+"\n", title, x.Form)
	s := sheet{room: p.room(), heads: heads}
	if !cumulates(x) {
		s.heads = heads[:2]
	}
	for _, r := range x.Rows {
		cells := []string{r.Unit, showIn(r, r.Value), showIn(r, r.Cumulative)}
		s.lines = append(s.lines, line{depth: depthOf(r.Label), label: p.indicator(r), cells: cells[:len(s.heads)]})
	}
	if p.err == nil {
		p.err = s.write(p.w)
	}
}

// cumulates tells whether a table has a cumulative column.
func cumulates(x *report.Indicators) bool {
	for _, r := range x.Rows {
		if r.Cumulative.State != report.NotAsked {
			return true
		}
	}
	return false
}

// showIn is a cell of a row; a unit is shown where it is not the row's.
func showIn(r report.IndicatorRow, c report.Cell) string {
	if r.Key == "" && c.State == report.Missing {
		return ""
	}
	return show(c, report.Column{Unit: r.Unit})
}

// indicator is the label of a row.
func (p *printer) indicator(r report.IndicatorRow) string {
	if p.tongue != english {
		return r.Label
	}
	for _, t := range report.IndicatorTables {
		for _, known := range t.Rows {
			if known.Key == r.Key && known.Key != "" {
				return known.English
			}
		}
	}
	return r.Label
}

// depthOf is how far a label is set in: by its numbering.
func depthOf(label string) int {
	for depth, marks := range []string{"一二三四五六七八九", "(（", "123456789其"} {
		if first := strings.TrimLeft(label, " "); first != "" && strings.ContainsRune(marks, []rune(first)[0]) {
			return depth
		}
	}
	return 0
}
