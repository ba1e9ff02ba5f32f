package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"gongkai/internal/report"
)

// indicatorKind is the kind of the tables of indicators in the crosswalk,
// after those of the three tables.
const indicatorKind = len(report.Kinds)

// kindOf is the number of a table in the crosswalk.
func kindOf(table string) int {
	for _, k := range report.Kinds {
		if k.String() == table {
			return int(k)
		}
	}
	return indicatorKind
}

// crosswalk are the rows of variable, origin and operand, as SQL writes them.
func crosswalk() (variables, sources, operands string) {
	var v, s, o []string
	for n, series := range report.Panel {
		kind := "NULL"
		for _, source := range series.Sources {
			k := kindOf(source.Table)
			if k != indicatorKind {
				kind = fmt.Sprint(k)
			}
			s = append(s, fmt.Sprintf("(%d,%d,'%s','%s')", n+1, k, source.Form, source.Table+"."+strings.Join(source.Cells, " + "+source.Table+".")))
			for i, c := range source.Cells {
				o = append(o, fmt.Sprintf("(%d,%d,'%s',%d,%s)", n+1, k, source.Form, i+1, operand3(source, k, c)))
			}
		}
		v = append(v, fmt.Sprintf("(%d,'%s',%s,%d)", n+1, series.Key, kind, b2i(series.Amount)))
	}
	return strings.Join(v, ","), strings.Join(s, ","), strings.Join(o, ",")
}

// operand3 is where a cell of a source is stored: row, column, key.
func operand3(s report.Source, kind int, cell string) string {
	if kind == indicatorKind {
		return "NULL,NULL,'" + cell + "'"
	}
	row, column, _ := strings.Cut(cell, ".")
	f := report.FormOf(report.Kind(kind), s.Form)
	i := slices.IndexFunc(f.Rows, func(r report.Row) bool { return r.Key == row })
	j := slices.IndexFunc(f.Rows[i].Columns, func(c report.Column) bool { return c.Key == column })
	return fmt.Sprintf("%d,%d,NULL", i+1, j+1)
}

// renewCrosswalk are the statements that make the crosswalk that of this program.
func renewCrosswalk() []string {
	variables, sources, operands := crosswalk()
	return []string{"DELETE FROM operand", "DELETE FROM origin", "DELETE FROM variable",
		"INSERT INTO variable VALUES " + variables, "INSERT INTO origin VALUES " + sources, "INSERT INTO operand VALUES " + operands}
}

// held is how an operand of the crosswalk is found in the tables: c is the
// operand, v the version.
type held struct{ value, letter, unit, in string }

// holdings are the cells of the three tables, and of tables of indicators.
func holdings() (boxes, rows held) {
	boxes = held{valueAt("c.col"), "substr(l.state, c.col, 1)", "l.unit ->> (c.col - 1)",
		"line l ON l.version = v.id AND l.kind = c.kind AND l.row = c.row"}
	rows = held{"i.value", "coalesce(substr(i.state, 1, 1), iif(c.form = '2014', 'm', '" + notAsked + "'))", "coalesce(i.measured ->> 0, i.unit)",
		"indicator i ON i.version = v.id AND i.key = c.key"}
	return boxes, rows
}

// summed is an aggregate over the operands of a source s, wherever they are held.
func summed(what func(held) string) string {
	over := func(h held) string {
		return "(SELECT " + what(h) + " FROM operand c LEFT JOIN " + h.in + " WHERE c.variable = s.variable AND c.kind = s.kind AND c.form = s.form)"
	}
	boxes, rows := holdings()
	return fmt.Sprintf("CASE WHEN s.kind < %d THEN %s ELSE %s END", indicatorKind, over(boxes), over(rows))
}

// panel has one row for each report and each series of the crosswalk: its
// value, or why there is none. A sum has a value where every part of it has
// one, and else the state of the part that lacks one. A form that does not
// ask for a series gives not_asked, a page that lacks the table missing.
func panel() view {
	const modern = "coalesce(v.disclosure, v.requests, v.review)"
	value := summed(func(h held) string {
		return "iif(count(" + h.value + ") < count(*), NULL, iif(count(*) = 1, max(" + h.value + "), sum(" + h.value + ")))"
	})
	letter := summed(func(h held) string {
		return "coalesce(max(iif(" + h.letter + " IN ('n', 'o'), NULL, " + h.letter + ")), max(iif(" + h.letter + " = 'o', 'o', NULL)), 'n')"
	})
	unit := summed(func(h held) string { return "max(" + h.unit + ")" })
	state := "CASE WHEN s.kind IS NOT NULL THEN " + states(letter, "1") +
		" WHEN " + modern + " IS NULL AND v.indicators IS NULL THEN 'missing'" +
		" WHEN " + modern + " IS NOT NULL AND CASE x.kind WHEN 0 THEN v.disclosure IS NULL WHEN 1 THEN v.requests IS NULL WHEN 2 THEN v.review IS NULL ELSE 0 END THEN 'missing'" +
		" ELSE 'not_asked' END"
	wan := "CASE WHEN x.amount THEN CASE " + unit + " WHEN '万元' THEN " + value + " WHEN '元' THEN round(" + value + " / 10000.0, 8) WHEN '亿元' THEN round(" + value + " * 10000, 8) END END"
	form := "CASE s.kind WHEN 0 THEN v.disclosure WHEN 1 THEN v.requests WHEN 2 THEN v.review ELSE iif(" + modern + " IS NULL, v.indicators, NULL) END"
	return view{"panel", of("variable", "x.name", "#value", value, "state", state, "unit", "iif(x.amount, "+unit+", NULL)", "#value_wan", wan,
		"form", "s.form", "source", "s.cells", "report", "r.id"),
		filed + " CROSS JOIN variable x /* " + stamp() + " */ LEFT JOIN origin s ON s.variable = x.id AND s.form = " + form, inOrder + ", x.id"}
}

// stamp names the crosswalk in the text of the view, which is renewed when it
// changes.
func stamp() string {
	variables, sources, operands := crosswalk()
	return fmt.Sprintf("crosswalk %.6x", sha256.Sum256([]byte(variables+sources+operands)))
}

// sheets has one row for each report: whose it is, and what account.read takes.
const sheets = `SELECT o.name, o.division, r.year, r.id, coalesce(v.disclosure, ''), coalesce(v.requests, ''), coalesce(v.review, ''), coalesce(v.indicators, ''),
	(SELECT group_concat(concat_ws('|', l.kind, l.row, l.state, l.v1, l.v2, l.v3, l.v4, l.v5, l.v6, l.v7), ';') FROM line l WHERE l.version = v.id),
	(SELECT json_group_object(l.kind || '.' || l.row, json(l.unit)) FROM line l WHERE l.version = v.id AND l.unit IS NOT NULL HAVING count(*)),
	(SELECT json_group_object(i.key, json_array(CAST(i.value AS TEXT), substr(i.state, 1, 1), coalesce(i.measured ->> 0, i.unit)))
		FROM indicator i WHERE v.indicators IS NOT NULL AND i.version = v.id AND i.key IS NOT NULL HAVING count(*))
	` + filed

// panelRows are the rows of the view panel, some ten times as fast as SQL, which
// looks for each operand of each series by itself.
func (db *DB) panelRows(ctx context.Context, v view, only Only) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		condition, values := only.where("r.year")
		all := courses()
		row := make([]string, len(v.columns))
		var a account
		var year, id int64
		var lines, units, indicators sql.NullString
		into := []any{&row[0], &row[1], &year, &id, &a.forms[0], &a.forms[1], &a.forms[2], &a.forms[3], &lines, &units, &indicators}
		var bad error
		err := scan(ctx, db.reader, sheets+` WHERE 1`+condition+` ORDER BY `+inOrder, values, into, func() bool {
			if bad = a.read(lines.String, units.String, indicators.String); bad != nil {
				bad = fmt.Errorf("report %d: panel: %w", id, bad)
				return false
			}
			row[2], row[10] = strconv.FormatInt(year, 10), strconv.FormatInt(id, 10)
			for i := range all {
				a.give(&all[i], row[3:10])
				if !yield(row, nil) {
					return false
				}
			}
			return true
		})
		if bad != nil {
			err = bad
		}
		if err != nil {
			yield(nil, err)
		}
	}
}
