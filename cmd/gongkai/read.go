package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
)

// stdin is the file name that stands for standard input.
const stdin = "-"

// newRead is `gongkai read`.
func newRead(s streams) *cobra.Command {
	var table, explain bool
	c := &cobra.Command{
		Use:   "read FILE...",
		Short: "Read saved reports and print them as JSON or as tables",
		Long: `Reads reports saved as HTML, Word (.docx) or text and prints one JSON object a line for each:
organ, year, sections, the three tables cell by cell with the state of each
cell, the facts the prose states (statements), what could not be read for
certain (doubts), how the sums came out and whether the prose agrees with the
tables (findings). A file with the reports of several organs or years, each below its
own title, gives an object for each. Needs no workspace and stores nothing.
- is standard input.

A file that is no report gets one line on standard error that says why, and
the others are still read: exit code 3, or 1 when no file could be read.`,
		Example: "  gongkai read antai-2023.txt | jq .tables.requests.cells.received\n" +
			"  gongkai read --table antai-2023.txt\n" +
			"  gongkai read --explain antai-2023.txt | less\n" +
			"  curl -s https://www.example.gov.cn/nb2023.html | gongkai read -",
		Args: takes(1, -1, "at least one file"),
		RunE: func(c *cobra.Command, args []string) error {
			write := func(w io.Writer, _ page.Page, r report.Reading) error { return writeJSON(w, r) }
			switch {
			case table && explain:
				return wrong("--table and --explain are two ways to print a report; choose one")
			case table:
				write = func(w io.Writer, _ page.Page, r report.Reading) error { return writeTables(w, r) }
			case explain:
				write = writeExplained
			}
			return readAll(c, s, args, write)
		},
	}
	c.Flags().BoolVar(&table, "table", false, "print the tables in Chinese, for a person to read")
	c.Flags().BoolVar(&explain, "explain", false, "print of every cell where it came from, how, and what confirms it")
	return c
}

// readAll reads the files in turn and writes each as soon as it is read.
func readAll(c *cobra.Command, s streams, files []string, write func(io.Writer, page.Page, report.Reading) error) error {
	good, bad := 0, 0
	for _, file := range files {
		if err := c.Context().Err(); err != nil {
			return err
		}
		p, all, err := readFile(s.in, file)
		if err != nil {
			s.complain(err)
			bad++
			continue
		}
		for _, r := range all {
			if err := write(s.out, p, r); err != nil {
				return fmt.Errorf("write what %s says: %w", file, err)
			}
		}
		good++
	}
	return tally(good, bad)
}

// readFile reads the report in a file on disk or from standard input, or the
// several that stand on one page.
func readFile(in io.Reader, file string) (p page.Page, all []report.Reading, err error) {
	if p, err = pageOf(in, file); err != nil {
		return p, nil, err
	}
	reports, err := form.Pages(p)
	if err != nil {
		return p, nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, r := range reports {
		all = append(all, report.Reading{Source: file, Report: r, Findings: judge(r)})
	}
	return p, all, nil
}

// maxFile is how much of one file is read. No report is near it.
const maxFile = 64 << 20

// pageOf is a file as a page. Formats that are not read yet are refused here,
// by their first bytes, whatever the file is called.
func pageOf(in io.Reader, file string) (page.Page, error) {
	body, err := slurp(in, file)
	if err != nil {
		return page.Page{}, err
	}
	p := page.Page{URL: file, Body: body}
	if kind := form.Unread(body); kind != "" {
		return p, fmt.Errorf("%s: %s files are not supported yet; save the report as a web page (.html), as Word (.docx) or as text (.txt)", file, kind)
	}
	return p, nil
}

func slurp(in io.Reader, file string) ([]byte, error) {
	if file != stdin {
		f, err := os.Open(file)
		if err != nil {
			return nil, plain(file, err)
		}
		defer f.Close()
		in = f
	}
	body, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	switch {
	case err != nil:
		return nil, plain(file, err)
	case len(body) > maxFile:
		return nil, fmt.Errorf("%s: longer than %d MB", file, maxFile>>20)
	case len(bytes.TrimSpace(body)) == 0:
		return nil, fmt.Errorf("%s: not a report: the file is empty", file)
	}
	return body, nil
}

// plain says what is wrong with a file in plain words.
func plain(file string, err error) error {
	var why *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no such file", file)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: no permission to read it", file)
	case errors.As(err, &why) && why.Err.Error() == "is a directory":
		return fmt.Errorf("%s: is a folder; name the files in it", file)
	case errors.As(err, &why):
		return fmt.Errorf("%s: %w", file, why.Err)
	}
	return fmt.Errorf("%s: %w", file, err)
}

// writeJSON writes a reading as one line.
func writeJSON(w io.Writer, r report.Reading) error {
	encode := json.NewEncoder(w)
	encode.SetEscapeHTML(false)
	return encode.Encode(r)
}
