package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/internal/report"
)

// view is one of the tables for researchers. Its SQL follows from the form and
// works in SQLite 3.40 without functions of ours.
type view struct {
	name    string
	columns []column
	from    string
	order   string // for export, by unaliased columns of from
}

// column of a view. A number is stored as printed: a view turns it into one
// that SQL can compare, an export leaves it exact.
type column struct {
	name, sql string
	number    bool
}

// filed is where the current version of every report is found.
const filed = `FROM organ o JOIN report r ON r.organ = o.id JOIN version v ON v.id = r.current`

// inOrder is the order of every table: division, organ, year.
const inOrder = `o.division, o.name, o.site, r.year`

// body is the SELECT that the view stands for.
func (v view) body() string {
	return v.selection(func(c column) string {
		if c.number {
			return "CAST(" + c.sql + " AS NUMERIC)"
		}
		return c.sql
	})
}

// column is the SQL of a column of that name.
func (v view) column(name string) string {
	return v.columns[slices.IndexFunc(v.columns, func(c column) bool { return c.name == name })].sql
}

// export is the SELECT for an export: numbers as printed, in order.
func (v view) export(where string) string {
	return v.selection(func(c column) string { return c.sql }) + "\n" + where + "\nORDER BY " + v.order
}

func (v view) selection(sql func(column) string) string {
	list := make([]string, len(v.columns))
	for i, c := range v.columns {
		list[i] = sql(c) + ` AS "` + c.name + `"`
	}
	return "SELECT\n\t" + strings.Join(list, ",\n\t") + "\n" + v.from
}

func (v view) names() []string {
	names := make([]string, len(v.columns))
	for i, c := range v.columns {
		names[i] = c.name
	}
	return names
}

// of are the columns every view begins with, and more as name, SQL, name, SQL
// …. A name with a # before it is that of a number.
func of(more ...string) []column {
	list := []column{{name: "organ", sql: "o.name"}, {name: "division", sql: "nullif(o.division, '')"}, {name: "year", sql: "r.year"}}
	for i := 0; i < len(more); i += 2 {
		name, number := strings.CutPrefix(more[i], "#")
		list = append(list, column{name, more[i+1], number})
	}
	return list
}

// views are the tables for researchers, in the order they are listed.
func views() []view {
	return []view{
		{"reports", of("level", "o.level", "title", "v.title", "printed", "v.printed",
			"published", "v.published", "signed", "v.signed", "dated", "v.dated",
			"disclosure", "v.disclosure", "requests", "v.requests", "review", "v.review", "indicators", "v.indicators",
			"cells", "v.cells", "doubts", "v.doubts", "failed", "v.failed",
			"versions", "(SELECT count(*) FROM version x WHERE x.report = r.id)",
			"address", "p.address", "hash", "p.hash", "ref", "p.ref", "fetched", "p.fetched",
			"read", "v.read", "reader", "v.reader", "report", "r.id"),
			filed + ` JOIN page p ON p.id = v.page`, inOrder},
		facts(),
		wide(report.Disclosure),
		wide(report.Requests),
		wide(report.Review),
		indicatorView(),
		panel(),
		{"sections", of("number", "s.number", "heading", "s.heading", "text", "nullif(s.text, '')", "report", "r.id"),
			filed + ` JOIN section s ON s.version = v.id`, inOrder + `, s.n`},
		statementView(),
		{"findings", of("rule", "u.name", "result", "f.result", "at", "u.at",
			"#left", `f."left"`, "#right", `f."right"`, "why", "f.why", "report", "r.id"),
			filed + ` JOIN finding f ON f.version = v.id JOIN rule u ON u.id = f.rule`, inOrder + `, f.n`},
		continuity(),
		{"doubts", of("code", "d.code", "table", `d."table"`, "row", "d.row", "text", "d.text", "report", "r.id"),
			filed + ` JOIN doubt d ON d.version = v.id`, inOrder + `, d.n`},
		coverage(),
		sources(),
		manifestations(),
	}
}

// facts has one row for each cell that the form of a report asks for.
func facts() view {
	value := valueAt("b.col")
	return view{"facts", of("form", "b.form", "indicator", "b.indicator",
		"#value", value,
		"state", states("l.state", "b.col"),
		"raw", "coalesce(l.raw ->> (b.col - 1), CAST("+value+" AS TEXT), '')",
		"unit", "l.unit ->> (b.col - 1)", "grade", gradeSQL("l.grade", "b.col"), "report", "r.id"),
		filed + ` JOIN line l ON l.version = v.id JOIN box b ON b.kind = l.kind AND b.row = l.row` +
			` AND b.form = CASE l.kind WHEN 0 THEN v.disclosure WHEN 1 THEN v.requests ELSE v.review END`,
		inOrder + `, l.kind, l.row, b.col`}
}

// valueAt is the value of a line l in a column.
func valueAt(col string) string {
	value := "CASE " + col
	for j := range width {
		value += fmt.Sprintf(" WHEN %d THEN l.v%d", j+1, j+1)
	}
	return value + " END"
}

// states turns the letter at a place into its word; no letter is a cell that
// the edition does not ask for. The common ones come first.
func states(letter, at string) string {
	s := "CASE substr(" + letter + ", " + at + ", 1)"
	for _, i := range []report.State{report.IsNumber, report.Blank, report.Noted, report.Dash, report.Words, report.Unplaced, report.Missing} {
		s += fmt.Sprintf(" WHEN '%c' THEN '%s'", letters[i], i)
	}
	return s + " ELSE 'not_asked' END"
}

// wide has one row for each report that has the table, and two columns for
// each box of any of its editions.
func wide(kind report.Kind) view {
	edition := "v." + kind.String()
	v := view{kind.String(), of("report", "r.id", "form", edition), filed, inOrder}
	joined := map[string]string{}
	for _, box := range report.Boxes(kind) {
		l, ok := joined[box.Row.Key]
		if !ok {
			l = fmt.Sprintf("l%d", len(joined)+1)
			joined[box.Row.Key] = l
			row := byEdition(kind, edition, func(f *report.Form) (string, bool) {
				i := slices.IndexFunc(f.Rows, func(r report.Row) bool { return r.Key == box.Row.Key })
				return fmt.Sprint(i + 1), i >= 0
			})
			v.from += fmt.Sprintf("\n\tLEFT JOIN line %s ON %s.version = v.id AND %s.kind = %d AND %s.row = %s", l, l, l, kind, l, row)
		}
		at := func(prefix string) string {
			return byEdition(kind, edition, func(f *report.Form) (string, bool) {
				i, j := f.Find(box.Row.Key, box.Column.Key)
				return prefix + fmt.Sprint(j+1), i >= 0 && j >= 0
			})
		}
		name := report.Name(box.Row, box.Column)
		v.columns = append(v.columns,
			column{name: name, sql: at(l + ".v"), number: true},
			column{name: name + "_state", sql: states(l+".state", at(""))})
	}
	v.from += "\nWHERE " + edition + " IS NOT NULL"
	return v
}

// byEdition is what a text is in each edition of a table: a constant where
// all agree, a CASE where they do not.
func byEdition(kind report.Kind, edition string, of func(*report.Form) (string, bool)) string {
	var cases string
	seen := map[string]bool{}
	last := ""
	for _, f := range report.Forms {
		if f.Kind != kind {
			continue
		}
		text, ok := of(f)
		seen[text] = true
		if !ok {
			seen[""] = true // not asked there: never a constant
			continue
		}
		last = text
		cases += fmt.Sprintf(" WHEN '%s' THEN %s", f.Edition, text)
	}
	if len(seen) == 1 {
		return last
	}
	return "CASE " + edition + cases + " END"
}

// renew makes the views and the boxes those of this program, where they are not.
func (db *DB) renew(ctx context.Context) error {
	have, err := existing(ctx, db.writer)
	if err != nil {
		return err
	}
	var steps []string
	for _, v := range views() {
		sql := "CREATE VIEW " + v.name + " AS " + v.body()
		if have[v.name] == sql {
			continue
		}
		steps = append(steps, "DROP VIEW IF EXISTS "+v.name, sql)
		if v.name == "panel" {
			steps = append(steps, renewCrosswalk()...)
		}
	}
	if all := boxes(); have["box"] != all {
		steps = append(steps, "DELETE FROM box", "INSERT INTO box VALUES "+all)
	}
	if len(steps) == 0 {
		return nil
	}
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after Commit
	for _, sql := range steps {
		if _, err := tx.ExecContext(ctx, sql); err != nil {
			return fmt.Errorf("renew views: %w", err)
		}
	}
	return tx.Commit()
}
