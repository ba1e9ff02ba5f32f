package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/export"
	"gongkai/internal/store"
)

// exports are the tables that can be exported, and what a line of each is.
var exports = []struct{ table, line string }{
	{"reports", "a report: organ, division, year, title, dates, address"},
	{"facts", "a cell of a report: indicator, value, state, text as printed"},
	{"disclosure", "a report, with a column for each cell of table 二 and one for its state"},
	{"requests", "the same for table 三"},
	{"review", "the same for table 四"},
	{"indicators", "a row of a table of indicators, of years before 2019"},
	{"panel", "a report and a series that several editions give, 2008 until today"},
	{"sections", "a section of a report, with its text"},
	{"statements", "a fact the prose states: fact, value, unit, scope, sentence"},
	{"findings", "a rule tried on a report: pass, fail or na"},
	{"doubts", "a place of a report that could not be read for certain"},
}

func tableNames() []string {
	var names []string
	for _, e := range exports {
		names = append(names, e.table)
	}
	return names
}

// newExport is `gongkai export`.
func newExport(s streams, at func() (workspace, error)) *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:       "export TABLE [-o FILE.csv]",
		Short:     "Write a table as CSV",
		Long:      exportHelp(),
		Example:   "  gongkai export facts -o facts.csv\n  gongkai export requests | head -3",
		ValidArgs: tableNames(),
		Args:      takes(1, 1, "a table: "+strings.Join(tableNames(), ", ")),
		RunE: func(c *cobra.Command, args []string) error {
			table := args[0]
			if !slices.Contains(tableNames(), table) {
				return wrong("there is no table %q; there are %s", table, strings.Join(tableNames(), ", "))
			}
			if e := strings.ToLower(filepath.Ext(file)); slices.Contains(notYet, e) {
				return wrong("%s: only CSV is written yet; name the file .csv, Excel opens it", file)
			}
			w, err := at()
			if err != nil {
				return err
			}
			db, err := w.open(c.Context())
			if err != nil {
				return err
			}
			if file == "" || file == stdin {
				err = writeTable(c.Context(), db, s.out, table, export.CSVOptions{})
			} else {
				err = toFile(c.Context(), db, table, file)
			}
			return errors.Join(err, db.Close())
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "write to `FILE`, which is replaced as a whole; - is standard output")
	return c
}

// notYet are endings of files that would not hold what they promise.
var notYet = []string{".xlsx", ".xls", ".parquet", ".dta", ".json", ".jsonl"}

// forExcel is how a CSV file is written: Excel reads Chinese only after a BOM.
var forExcel = export.CSVOptions{BOM: true, CRLF: true}

func exportHelp() string {
	var b strings.Builder
	b.WriteString("Writes a table as CSV: UTF-8, a header, lines in a fixed order. To a file with a\nBOM and CRLF, so that Excel opens it with its Chinese intact; to standard output\nwithout. An empty cell is blank or was not read, never 0; the _state column\nbeside it says which.\n\nTables, and what a line of each is:\n\n")
	for _, e := range exports {
		fmt.Fprintf(&b, "  %-11s %s\n", e.table, e.line)
	}
	return strings.TrimRight(b.String(), "\n")
}

// writeTable writes one table.
func writeTable(ctx context.Context, db *store.DB, w io.Writer, table string, o export.CSVOptions) error {
	columns, rows, err := db.Rows(ctx, table)
	if err != nil {
		return fmt.Errorf("export %s: %w", table, err)
	}
	return export.CSV(w, columns, rows, o)
}

// toFile writes one table to a file, whole or not at all.
func toFile(ctx context.Context, db *store.DB, table, file string) error {
	return export.Replace(file, func(w io.Writer) error { return writeTable(ctx, db, w, table, forExcel) })
}
