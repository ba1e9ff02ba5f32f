package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/codebook"
	"gongkai/internal/export"
)

// newCodebook is `gongkai codebook`.
func newCodebook(s streams) *cobra.Command {
	var file, format string
	c := &cobra.Command{
		Use:   "codebook [-o FILE]",
		Short: "Say what every variable of every table means",
		Long: `Writes the codebook: every variable with its key, Chinese and English label, the
form and cell it comes from, its unit, the editions that ask for it, the article
of the 条例, the rules it obeys; what the states of a cell mean, and their missing
values in Stata. It needs no workspace.`,
		Example: "  gongkai codebook -o codebook.html\n  gongkai codebook --format json | jq '.tables[].table'",
		Args:    takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if format == "" {
				format = strings.ToLower(strings.TrimPrefix(filepath.Ext(file), "."))
			}
			if format == "" {
				format = "md"
			}
			if !slices.Contains(codebook.Formats, format) {
				return wrong("there is no codebook in %q; there are %s", format, strings.Join(codebook.Formats, ", "))
			}
			write := func(w io.Writer) error { return codebook.Write(w, format, codebook.Tables()) }
			if file == "" || file == stdin {
				return write(s.out)
			}
			return export.Replace(file, write)
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "write to `FILE`; - is standard output")
	c.Flags().StringVar(&format, "format", "", "`FORMAT`: md, html or json; without it the ending of FILE decides")
	return c
}
