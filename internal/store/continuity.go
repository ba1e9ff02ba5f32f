package store

import (
	"context"
	"fmt"
	"strings"

	"gongkai/internal/report"
)

// twoYears is filed with the report of the year before, q, and its version u.
const twoYears = filed + ` JOIN report q ON q.organ = o.id AND q.year = r.year - 1 JOIN version u ON u.id = q.current`

// continuity has a row for each rule tried between the reports of an organ on
// two years in a row, where both have the rows it asks for. It is made of the
// current versions whenever it is asked for, so that it is never out of date.
func continuity() view {
	var parts []string
	for i, s := range report.Steps() {
		parts = append(parts, stepSQL(i, s))
	}
	parts = append(parts, part("1000 + i.n", "'indicators/cumulative'", "i.key", "i.cumulative", "j.cumulative + i.value",
		` JOIN indicator i ON i.version = v.id JOIN indicator j ON j.version = u.id AND j.key = i.key
		WHERE v.indicators = u.indicators AND i.cumulative IS NOT NULL AND j.cumulative IS NOT NULL AND i.value IS NOT NULL`))
	return view{"continuity", []column{
		{name: "organ", sql: "o.name"}, {name: "division", sql: "nullif(o.division, '')"}, {name: "year", sql: "o.year"},
		{name: "rule", sql: "o.rule"},
		{name: "result", sql: `CASE WHEN o."left" IS NULL OR o."right" IS NULL THEN 'na'
		WHEN abs(o."left" - o."right") < 1e-6 THEN 'pass' ELSE 'fail' END`},
		{name: "at", sql: "o.at"}, {name: "left", sql: `o."left"`, number: true}, {name: "right", sql: `o."right"`, number: true},
		{name: "report", sql: "o.report"},
	}, "FROM (\n\t" + strings.Join(parts, "\n\tUNION ALL ") + "\n) o", "o.division, o.name, o.site, o.year, o.n"}
}

// part is the question for one rule; joins are what its sides are read from.
func part(n, rule, at, left, right, joins string) string {
	return "SELECT o.name AS name, o.division AS division, o.site AS site, r.year AS year, r.id AS report, " + n + " AS n, " +
		rule + " AS rule, " + at + " AS at, " + left + ` AS "left", ` + right + ` AS "right"` + "\n\t" + twoYears + joins
}

// stepSQL is the question for a rule of the form.
func stepSQL(n int, s report.Step) string {
	joins := ""
	term := func(t report.StepTerm) string {
		line, version := "a_"+t.Row, "v"
		if t.Before {
			line, version = "b_"+t.Row, "u"
		}
		edition := version + "." + s.Kind.String()
		if !strings.Contains(joins, " JOIN line "+line+" ") {
			joins += fmt.Sprintf(" JOIN line %s ON %s.version = %s.id AND %s.kind = %d AND %s.row = ", line, line, version, line, s.Kind, line) +
				byEdition(s.Kind, edition, func(f *report.Form) (string, bool) {
					i, j := f.Find(t.Row, t.Column)
					return fmt.Sprint(i + 1), i >= 0 && j >= 0
				})
		}
		return byEdition(s.Kind, edition, func(f *report.Form) (string, bool) {
			i, j := f.Find(t.Row, t.Column)
			return fmt.Sprintf("%s.v%d", line, j+1), i >= 0 && j >= 0
		})
	}
	left, right := term(s.Left), "0"
	for _, t := range s.Right {
		right += map[bool]string{true: " - ", false: " + "}[t.Minus] + term(t)
	}
	return part(fmt.Sprint(n), "'"+s.Rule+"'", "'"+s.At+"'", left, right, joins)
}

// Continuity are the findings between the report of an organ on a year and
// that on the year before, in the order of the form; none when either is not there.
func (db *DB) Continuity(ctx context.Context, o Organ, year int) (findings []report.Finding, err error) {
	o = o.identity()
	v := continuity()
	rows, err := db.reader.QueryContext(ctx, `SELECT o.rule, o.at, `+v.column("result")+`, o."left", o."right", ''
		`+v.from+` WHERE o.division = ? AND o.name = ? AND o.site = ? AND o.year = ? ORDER BY o.n`, o.Division, o.Name, o.Site, year)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		f, err := finding(rows)
		if err != nil {
			return nil, err
		}
		findings = append(findings, f)
	}
	return findings, rows.Err()
}
