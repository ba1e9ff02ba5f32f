package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/report"
	"gongkai/internal/store"
)

// display is how `gongkai show` was asked to show a report.
type display struct {
	lang    string
	table   string
	sources bool
	json    bool
}

// newShow is `gongkai show`.
func newShow(s streams, at func() (workspace, error)) *cobra.Command {
	d := display{}
	c := &cobra.Command{
		Use:   "show SELECTOR YEAR",
		Short: "Show a report as its form, with what is doubtful or wrong",
		Long: `Shows a report of the database as the form has it: each cell, the sums that fail,
what could not be read for certain, and how well the cells are confirmed.

--source shows instead where each cell stood: the page with its address, its
SHA-256 and its place in the archive, and the table, row and column on it.`,
		Example: "  gongkai show 洪泽区教育局 2023\n  gongkai show 洪泽区教育局 2023 --lang en --table requests\n  gongkai show 洪泽区教育局 2023 --source",
		Args:    takes(2, 2, "a selector and a year, such as 350102 2024"),
		RunE: func(c *cobra.Command, args []string) error {
			return d.run(c.Context(), s, at, args)
		},
	}
	f := c.Flags()
	f.StringVar(&d.lang, "lang", "zh", "in `LANGUAGE` zh or en")
	f.StringVar(&d.table, "table", "", "only this table: `TABLE` is disclosure, requests or review; 二, 三, 四; or 2, 3, 4")
	f.BoolVar(&d.sources, "source", false, "show where each cell stood")
	f.BoolVar(&d.json, "json", false, "print the report as JSON, as gongkai read does")
	return c
}

// kindsOf are the tables that --table means.
func kindsOf(word string) ([]report.Kind, error) {
	if word == "" {
		return report.Kinds[:], nil
	}
	for _, k := range report.Kinds {
		if slices.Contains([]string{k.String(), numeral(k), "表" + numeral(k), fmt.Sprint(int(k) + 2)}, word) {
			return []report.Kind{k}, nil
		}
	}
	return nil, wrong("there is no table %q; there are disclosure (二), requests (三), review (四)", word)
}

func (d display) run(ctx context.Context, s streams, at func() (workspace, error), args []string) error {
	kinds, err := kindsOf(d.table)
	if err != nil {
		return err
	}
	lang, err := tongueOf(d.lang)
	if err != nil {
		return err
	}
	years, err := yearsOf(args[1])
	if err != nil {
		return err
	}
	w, err := at()
	if err != nil {
		return err
	}
	db, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close() // it was only read
	members, err := pick(ctx, s, w, db, args[:1], nil)
	if err != nil {
		return err
	}
	organ, list, err := one(members, args[0], years)
	if err != nil {
		return err
	}
	for _, year := range list {
		if err := d.show(ctx, s, db, organ, year, lang, kinds); err != nil {
			return err
		}
	}
	return nil
}

// show writes one report.
func (d display) show(ctx context.Context, s streams, db *store.DB, o store.Organ, year int, lang tongue, kinds []report.Kind) error {
	r, findings, err := db.Report(ctx, o, year)
	if err != nil {
		return err
	}
	e, err := db.Evidence(ctx, o, year)
	if err != nil {
		return err
	}
	steps, err := db.Continuity(ctx, o, year)
	if err != nil {
		return err
	}
	reading := report.Reading{Source: e.Address, Report: r, Findings: findings}
	if d.json {
		return writeJSON(s.out, reading)
	}
	p := &printer{w: s.out, tongue: lang}
	p.head(reading)
	p.evidence(o, e)
	files, err := db.Files(ctx, e.Address)
	if err != nil {
		return err
	}
	p.files(files)
	if d.sources {
		p.cells(r, kinds)
	} else {
		p.body(reading, kinds)
		p.continuity(r, year, steps)
		p.grades(r)
	}
	p.printf("\n")
	return p.err
}

// evidence writes whose report it is by the registry and where it was read.
func (p *printer) evidence(o store.Organ, e store.Evidence) {
	read := ""
	if !e.Read.IsZero() || e.Reader != "" {
		read = fmt.Sprintf(p.of("by reader"), instant(e.Read), e.Reader)
	}
	for _, line := range [][2]string{{"organ", organName(o)}, {"page", e.Address}, {"asked", e.Asked}, {"hash", e.Hash}, {"archive", e.Ref}, {"fetched", instant(e.Fetched)}, {"reader", read}} {
		if line[1] != "" {
			p.printf("  %s  %s\n", narrow.FillRight(p.of(line[0]), 9), line[1])
		}
	}
}

// files writes the files that hold the report beside its page, and are not read.
func (p *printer) files(list []store.File) {
	for _, f := range list {
		what := p.of("not kept")
		if f.Hash != "" {
			what = fmt.Sprintf(p.of("kept"), f.Type, f.Size, f.Ref)
		}
		p.printf("  %s  %s  %s  %s\n", narrow.FillRight(p.of("file"), 9), f.Title, f.Address, what)
	}
}

// instant is a moment for a person, in UTC.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}

// cells writes each cell with what it says and where it stood.
func (p *printer) cells(r *report.Report, kinds []report.Kind) {
	rows := [][]string{{p.of("cells"), p.of("value"), p.of("state"), p.of("grade"), p.of("place"), p.of("printed")}}
	for _, k := range kinds {
		t := r.Tables[k]
		if t == nil {
			continue
		}
		for i, row := range t.Form.Rows {
			for j, c := range row.Columns {
				rows = append(rows, p.cell(k.String()+"."+row.Key+"."+c.Key, t.Cells[i][j]))
			}
		}
	}
	widths := make([]int, len(rows[0])-1)
	for _, row := range rows {
		for i := range widths {
			widths[i] = max(widths[i], narrow.StringWidth(row[i]))
		}
	}
	p.printf("\n")
	for _, row := range rows {
		var b strings.Builder
		for i, w := range widths {
			b.WriteString(narrow.FillRight(row[i], w) + "  ")
		}
		p.printf("%s\n", strings.TrimRight(b.String()+row[len(widths)], " "))
	}
	p.printf("\n%s\n", p.of("place explained"))
}

// cell is a line for a cell.
func (p *printer) cell(name string, c report.Cell) []string {
	value, place := "", p.of("nowhere")
	if c.State.HasValue() {
		value = c.Value.String() + c.Unit
	}
	if c.At != (report.Place{}) {
		place = fmt.Sprintf(p.of("table and cell"), c.At.Table, c.At.Row, c.At.Column)
	}
	return []string{name, value, c.State.String(), c.Grade.String(), place, flat(c.Raw)}
}
