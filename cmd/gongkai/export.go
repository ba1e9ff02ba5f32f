package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"gongkai/internal/codebook"
	"gongkai/internal/export"
	"gongkai/internal/shape"
	"gongkai/internal/store"
)

// order is an export as the command line asks for it.
type order struct {
	table, file, format string
	lang, encoding      string
	excel, wide, long   bool
	words, without      []string
	years               string
}

// fileFormats are the formats a table is written in, by the ending of the file.
var fileFormats = []string{"csv", "xlsx", "parquet", "jsonl", "dta"}

var languages = []string{"zh", "en", "both"}

var encodings = []string{"utf-8", "utf-8-bom", "gb18030"}

// described are the tables of the codebook: help, completion and errors all name them.
var described = sync.OnceValue(codebook.Tables)

func tableNames() []string {
	var names []string
	for _, t := range described() {
		names = append(names, t.Name)
	}
	return names
}

// newExport is `gongkai export`.
func newExport(s streams, at func() (workspace, error)) *cobra.Command {
	var o order
	c := &cobra.Command{
		Use:   "export TABLE [SELECTOR...] [-o FILE]",
		Short: "Write a table: CSV, XLSX, Parquet, JSON Lines or Stata",
		Long:  exportHelp(),
		Example: "  gongkai export facts -o facts.csv\n  gongkai export requests 320800+ --year 2021- -o requests.xlsx --lang zh\n" +
			"  gongkai export facts --wide -o facts.parquet\n  gongkai export panel --wide -o panel.dta\n  gongkai export requests | head -3",
		Args: takes(1, -1, "a table: "+strings.Join(tableNames(), ", ")),
		RunE: func(c *cobra.Command, args []string) error {
			o.table, o.words = args[0], args[1:]
			if err := o.check(s); err != nil {
				return err
			}
			w, err := at()
			if err != nil {
				return err
			}
			db, err := w.open(c.Context())
			if err != nil {
				return err
			}
			return errors.Join(o.run(c.Context(), s, w, db), db.Close())
		},
	}
	f := c.Flags()
	f.StringVarP(&o.file, "output", "o", "", "write to `FILE`, which is replaced as a whole; - is standard output")
	f.StringVar(&o.format, "format", "", "`FORMAT`: "+strings.Join(fileFormats, ", ")+"; without it the ending of FILE decides")
	f.StringVar(&o.lang, "lang", "", "labels in `LANGUAGE` zh, en or both: as the header of an XLSX, on the variables of Stata")
	f.StringVar(&o.encoding, "encoding", "", "of a CSV: `NAME` utf-8, utf-8-bom or gb18030")
	f.BoolVar(&o.excel, "excel", false, "in a CSV, put ' before texts that Excel would take for formulas")
	f.BoolVar(&o.wide, "wide", false, "a line for each report: of facts and panel")
	f.BoolVar(&o.long, "long", false, "a line for each cell: of disclosure, requests and review")
	f.StringVar(&o.years, "year", "", "only these `YEARS`: 2024, 2019-2024, 2021-")
	f.StringArrayVar(&o.without, "exclude", nil, "leave out what this `SELECTOR` selects; may be repeated")
	return c
}

// check says what is wrong with the order before anything is opened.
func (o *order) check(s streams) error {
	if !slices.Contains(tableNames(), o.table) {
		return wrong("there is no table %q; there are %s", o.table, strings.Join(tableNames(), ", "))
	}
	if o.file == stdin {
		o.file = ""
	}
	if ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(o.file), ".")); o.format == "" && slices.Contains(fileFormats, ending) {
		o.format = ending
	} else if o.format == "" && slices.Contains([]string{"", "txt"}, ending) {
		o.format = "csv"
	} else if o.format == "" {
		return wrong("%s: what format is that? There are %s; name one with --format", o.file, strings.Join(fileFormats, ", "))
	}
	out, isFile := s.out.(*os.File)
	binary := !slices.Contains([]string{"csv", "jsonl"}, o.format)
	switch {
	case !slices.Contains(fileFormats, o.format):
		return wrong("there is no format %q; there are %s", o.format, strings.Join(fileFormats, ", "))
	case o.lang != "" && !slices.Contains(languages, o.lang):
		return wrong("there are no labels in %q; there are zh, en and both", o.lang)
	case o.lang != "" && o.format != "xlsx" && o.format != "dta":
		return wrong("--lang is for .xlsx and .dta: the header of a %s is the keys, whatever the language; gongkai codebook has the labels", o.format)
	case o.encoding != "" && !slices.Contains(encodings, o.encoding):
		return wrong("there is no encoding %q; there are %s", o.encoding, strings.Join(encodings, ", "))
	case (o.encoding != "" || o.excel) && o.format != "csv":
		return wrong("--encoding and --excel are for .csv")
	case o.wide && o.long:
		return wrong("--wide or --long, not both")
	case binary && o.file == "" && isFile && term.IsTerminal(int(out.Fd())):
		return wrong("%s is not for a terminal; name a file with -o", o.format)
	}
	return nil
}

// run writes the table.
func (o *order) run(ctx context.Context, s streams, w workspace, db *store.DB) error {
	only, err := o.only(ctx, s, w, db)
	if err != nil {
		return err
	}
	t, rows, err := shape.Of(func(table string) ([]string, shape.Rows, error) { return db.Rows(ctx, table, only) }, o.table, o.shape())
	if errors.Is(err, shape.ErrNone) {
		return wrong("%s has one shape: %w", o.table, err)
	}
	if err != nil {
		return fmt.Errorf("export %s: %w", o.table, err)
	}
	if o.file == "" {
		return o.write(s, s.out, t, rows)
	}
	moving, end := watched(s, rows, o.table)
	defer end()
	return export.Replace(o.file, func(w io.Writer) error { return o.write(s, w, t, moving) })
}

func (o *order) shape() shape.Shape {
	switch {
	case o.wide:
		return shape.Wide
	case o.long:
		return shape.Long
	}
	return shape.AsIs
}

// write writes the rows in the format.
func (o *order) write(s streams, w io.Writer, t codebook.Table, rows export.Rows) error {
	switch o.format {
	case "xlsx":
		cut, err := export.XLSX(w, t, rows, o.lang)
		if cut > 0 && err == nil {
			s.say("%s longer than a cell of Excel holds (32,767 characters): cut in this file, whole in .csv", plural(cut, "text"))
		}
		return err
	case "parquet":
		return export.Parquet(w, t, rows)
	case "jsonl":
		return export.JSONL(w, t, rows)
	case "dta":
		return export.DTA(w, t, rows, o.lang)
	}
	c := export.CSVOptions{BOM: o.file != "", CRLF: o.file != ""}
	if o.encoding != "" {
		c.BOM, c.GB18030 = o.encoding == "utf-8-bom", o.encoding == "gb18030"
	}
	if o.excel {
		c.Guard = export.Texts(t)
	}
	return export.CSV(w, export.Names(t), rows, c)
}

// forExcel is how a CSV file is written: Excel reads Chinese only after a BOM.
var forExcel = export.CSVOptions{BOM: true, CRLF: true}

// toFile writes one table as CSV to a file, whole or not at all.
func toFile(ctx context.Context, db *store.DB, table, file string) error {
	columns, rows, err := db.Rows(ctx, table, store.Only{})
	if err != nil {
		return fmt.Errorf("export %s: %w", table, err)
	}
	return export.Replace(file, func(w io.Writer) error { return export.CSV(w, columns, rows, forExcel) })
}

func exportHelp() string {
	var b strings.Builder
	b.WriteString(`Writes a table, lines in a fixed order, the same bytes each time. The ending of
the file says the format:

  .csv      UTF-8 with a BOM and CRLF, so that Excel opens it with its Chinese
            intact; to standard output without. The header is always the keys.
  .xlsx     codes as text, a frozen header, a sheet that says what each column is
  .parquet  typed columns; numbers as DECIMAL(38, 18), exact
  .jsonl    an object a line; numbers with all their digits
  .dta      Stata 14 and later: labels, and for a cell without a number the
            missing value of its state, .a to .f (see gongkai codebook)

An empty cell is blank or was not read, never 0; the _state column beside it says
which. Without selectors every organ is written; gongkai help selectors.

Tables, and what a line of each is:

`)
	for _, t := range described() {
		fmt.Fprintf(&b, "  %-14s %s\n", t.Name, strings.TrimPrefix(t.English, "a line is "))
	}
	return strings.TrimRight(b.String(), "\n")
}
