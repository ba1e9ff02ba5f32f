package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/export"
	"gongkai/internal/form"
	"gongkai/internal/release"
	"gongkai/internal/store"
)

// spdx is what an id of a licence looks like.
var spdx = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.+-]*$`)

// newRelease is `gongkai release`.
func newRelease(s streams, at func() (workspace, error)) *cobra.Command {
	var dir string
	r := release.Release{Program: "gongkai " + Version + ", reader " + form.Version}
	c := &cobra.Command{
		Use:   "release -o DIR",
		Short: "Write the whole collection as a folder to cite and to deposit",
		Long: `Writes a new folder: every table as CSV and Parquet, the codebook, SOURCES.csv with
every page and its SHA-256, datapackage.json (Frictionless, version 2),
CITATION.cff, programs that load it all into pandas, R and Stata, and SHA256SUMS.

Nothing in it depends on the clock: the same archive read by the same version gives
the same bytes, and its date is that of the newest page. gongkai diff compares two.`,
		Example: "  gongkai release -o release-2024 --author 王某 --license CC-BY-4.0",
		Args:    takes(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			if dir == "" {
				return wrong("release needs a new folder: gongkai release -o DIR")
			}
			if r.License != "" && !spdx.MatchString(r.License) {
				return wrong("the licence %q is no SPDX id, such as CC-BY-4.0", r.License)
			}
			w, err := at()
			if err != nil {
				return err
			}
			db, err := w.open(c.Context())
			if err != nil {
				return err
			}
			r.Read = func(table string) ([]string, iter.Seq2[[]string, error], error) {
				return db.Rows(c.Context(), table, store.Only{})
			}
			if err := errors.Join(r.Write(dir), db.Close()); err != nil {
				return err
			}
			s.say("%s is written; check it with: cd %s && sha256sum -c SHA256SUMS", dir, dir)
			return nil
		},
	}
	f := c.Flags()
	f.StringVarP(&dir, "output", "o", "", "write into `DIR`, which must not be there yet")
	f.StringVar(&r.Title, "title", "", "`TITLE` of the data set; without it, what is in it")
	f.StringArrayVar(&r.Authors, "author", nil, "`NAME` of who answers for it; may be repeated")
	f.StringVar(&r.Version, "version", "", "`VERSION` of the data; without it, the day of the newest page")
	f.StringVar(&r.License, "license", "", "`ID` of the licence, as SPDX has it: CC-BY-4.0")
	return c
}

// diffFormats are how differences are written.
var diffFormats = []string{"text", "csv"}

// newDiff is `gongkai diff`.
func newDiff(s streams) *cobra.Command {
	format := diffFormats[0]
	c := &cobra.Command{
		Use:   "diff RELEASE1 RELEASE2",
		Short: "Tell what changed between two releases",
		Long: `Lists the reports that were added, revised and withdrawn from one release to the
next and, of those revised, each cell with its value before and after; a cell
without a number is shown by its state, in brackets. It needs no workspace.`,
		Example: "  gongkai diff release-2024 release-2025\n  gongkai diff release-2024 release-2025 --format csv > changes.csv",
		Args:    takes(2, 2, "two folders made by gongkai release"),
		RunE: func(_ *cobra.Command, args []string) error {
			if !slices.Contains(diffFormats, format) {
				return wrong("there is no format %q; there are %s", format, strings.Join(diffFormats, ", "))
			}
			changes := release.Diff(args[0], args[1])
			if format == "csv" {
				return export.CSV(s.out, []string{"what", "organ", "division", "year", "indicator", "before", "after"}, fieldsOf(changes), export.CSVOptions{})
			}
			return tellChanges(s, changes)
		},
	}
	c.Flags().StringVar(&format, "format", format, "`FORMAT`: text or csv")
	return c
}

// fieldsOf are the changes as rows of text.
func fieldsOf(changes iter.Seq2[release.Change, error]) export.Rows {
	return func(yield func([]string, error) bool) {
		for c, err := range changes {
			if !yield([]string{c.What, c.Organ, c.Division, c.Year, c.Indicator, c.Before, c.After}, err) {
				return
			}
		}
	}
}

// signs stand before a change.
var signs = map[string]string{"added": "+", "revised": "~", "withdrawn": "-"}

// tellChanges writes the changes for people, and on the side how many there are.
func tellChanges(s streams, changes iter.Seq2[release.Change, error]) error {
	out := bufio.NewWriter(s.out)
	reports, cells := map[string]int{}, map[string]int{}
	for c, err := range changes {
		if err != nil {
			return errors.Join(err, out.Flush())
		}
		if c.Indicator == "" {
			reports[c.What]++
			fmt.Fprintf(out, "%s %s %s %s%s\n", signs[c.What], c.Division, c.Organ, c.Year, how(c))
			continue
		}
		cells[c.What]++
		fmt.Fprintf(out, "    %s %s: %s → %s\n", signs[c.What], c.Indicator, c.Before, c.After)
	}
	tellCount(out, "reports", reports)
	tellCount(out, "cells", cells)
	return out.Flush()
}

func tellCount(w io.Writer, what string, count map[string]int) {
	fmt.Fprintf(w, "%s: %d added, %d revised, %d withdrawn\n", what, count["added"], count["revised"], count["withdrawn"])
}

// how tells a report whose page is another from one that was read otherwise.
func how(c release.Change) string {
	switch {
	case c.What != "revised":
		return ""
	case c.Before == c.After:
		return "  (the same page, read otherwise)"
	}
	return "  (another page)"
}
