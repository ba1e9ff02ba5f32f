package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/division"
	"gongkai/internal/export"
)

// divisionsFile is the workspace's own list of divisions, added to that of the program.
const divisionsFile = "divisions.csv"

// newDivisions is `gongkai divisions`.
func newDivisions(s streams, at func() (workspace, error)) *cobra.Command {
	c := &cobra.Command{
		Use:   "divisions COMMAND",
		Short: "Look up administrative divisions (行政区划) by code and by name",
		Long: `The program knows the divisions down to townships as of 2023-06-30, and those
above townships with the years they were in force, for all years since 2008. A
workspace may add to them: see gongkai help divisions import.`,
	}
	return grouped(c, newDivisionsList(s, at), newDivisionsShow(s, at), newDivisionsImport(s, at))
}

// divisions is the table of the program with the workspace's, where there is one.
func divisions(at func() (workspace, error)) (*division.Table, error) {
	w, err := at()
	if err != nil {
		return division.Known(), nil // no workspace: the program's own
	}
	own, err := readDivisions(filepath.Join(string(w), divisionsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return division.Known(), nil
	}
	if err != nil {
		return nil, err
	}
	return division.Merge(0, own, division.Known().All()), nil
}

func readDivisions(file string) ([]division.Division, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file: %w", file, fs.ErrNotExist)
	}
	if err != nil {
		return nil, plain(file, err)
	}
	defer f.Close()
	all, err := division.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return all, nil
}

// newDivisionsList is `gongkai divisions list`.
func newDivisionsList(s streams, at func() (workspace, error)) *cobra.Command {
	var level string
	c := &cobra.Command{
		Use:   "list [CODE] [--level LEVEL]",
		Short: "Write divisions as CSV: all, or those in and below one",
		Example: "  gongkai divisions list 3208 --level county\n" +
			"  gongkai divisions list > places.csv",
		Args: takes(0, 1, "a code"),
		RunE: func(_ *cobra.Command, args []string) error {
			t, err := divisions(at)
			if err != nil {
				return err
			}
			under := ""
			if len(args) == 1 {
				d, ok := t.Lookup(args[0])
				if !ok {
					return fmt.Errorf("no division has the code %s", args[0])
				}
				under = d.Code
			}
			var list []division.Division
			for _, d := range t.All() {
				if (under == "" || d.Within(under)) && (level == "" || d.Level() == level) {
					list = append(list, d)
				}
			}
			return division.Write(s.out, list)
		},
	}
	c.Flags().StringVar(&level, "level", "", "only those of `LEVEL`: province, city, county or township")
	return c
}

// newDivisionsShow is `gongkai divisions show`.
func newDivisionsShow(s streams, at func() (workspace, error)) *cobra.Command {
	return &cobra.Command{
		Use:     "show CODE|NAME",
		Short:   "Show a division with those above it, or all of a name",
		Example: "  gongkai divisions show 320813\n  gongkai divisions show 鼓楼区\n  gongkai divisions show 莆田市林业局",
		Args:    takes(1, 1, "a code or a name"),
		RunE: func(_ *cobra.Command, args []string) error {
			t, err := divisions(at)
			if err != nil {
				return err
			}
			list := t.Find(args[0], "")
			if d, ok := t.Lookup(args[0]); ok {
				list = []division.Division{d}
			}
			if d, certain := t.Of(args[0], "", 0); len(list) == 0 && certain {
				list = []division.Division{d}
			}
			if len(list) == 0 {
				return fmt.Errorf("no division has the code or the name %s", args[0])
			}
			for _, d := range list {
				fmt.Fprintln(s.out, describe(t, d))
			}
			return nil
		},
	}
}

// describe is a division on a line: code, names from the province down, level,
// years.
func describe(t *division.Table, d division.Division) string {
	names := []string{d.Name}
	for code := d.Parent(); code != ""; code = (division.Division{Code: code}).Parent() {
		if above, ok := t.Lookup(code); ok && above.Kind == "" {
			names = append([]string{above.Name}, names...)
		}
	}
	words := []string{d.Code, strings.Join(names, " "), d.Level()}
	if d.Kind != "" {
		words = append(words, d.Kind)
	}
	if d.To != 0 {
		words = append(words, fmt.Sprintf("until %d", d.To))
	}
	if d.To != 0 && d.Successor != "" {
		words = append(words, "then "+d.Successor)
	}
	return strings.Join(words, "  ")
}

// newDivisionsImport is `gongkai divisions import`.
func newDivisionsImport(s streams, at func() (workspace, error)) *cobra.Command {
	var since int
	var output string
	c := &cobra.Command{
		Use:   "import FILE... [--since YEAR] [-o FILE]",
		Short: "Add divisions to those the program knows",
		Long: `Reads lists of divisions and writes them, taken together, as divisions.csv of the
workspace, which every command then looks in before the list of the program.
Three kinds of CSV are known by their header: code,name,… as gongkai divisions
list writes it; 代码,一级行政区,… with every code since 1981 and its years; and
the files of provinces, cities, areas and streets with the header code,name,….`,
		Example: "  gongkai divisions import areacodes.csv",
		Args:    takes(1, -1, "at least one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			if output == "" {
				w, err := at()
				if err != nil {
					return err
				}
				output = filepath.Join(string(w), divisionsFile)
			}
			var lists [][]division.Division
			for _, file := range args {
				list, err := readDivisions(file)
				if err != nil {
					return err
				}
				lists = append(lists, list)
			}
			t := division.Merge(since, lists...)
			err := export.Replace(output, func(w io.Writer) error { return division.Write(w, t.All()) })
			if err == nil {
				s.say("%d divisions in %s", len(t.All()), output)
			}
			return err
		},
	}
	c.Flags().IntVar(&since, "since", 0, "leave out what ended before `YEAR`")
	c.Flags().StringVarP(&output, "output", "o", "", "write to `FILE` instead")
	return c
}
