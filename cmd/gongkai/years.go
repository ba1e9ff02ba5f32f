package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/internal/store"
)

// writeYears draws organs × years: one sign for what is known of each report.
func writeYears(w io.Writer, list []store.Coverage) error {
	var organs []store.Organ
	var years []int
	signs := map[store.Organ]map[int]string{}
	for _, c := range list {
		if signs[c.Organ] == nil {
			signs[c.Organ] = map[int]string{}
			organs = append(organs, c.Organ)
		}
		if !slices.Contains(years, c.Year) {
			years = append(years, c.Year)
		}
		signs[c.Organ][c.Year] = sign(c)
	}
	slices.Sort(years)
	name := 0
	for _, o := range organs {
		name = max(name, narrow.StringWidth(organName(o)))
	}
	row := func(label string, cell func(year int) string) error {
		var b strings.Builder
		b.WriteString("  " + narrow.FillRight(label, name))
		for _, y := range years {
			b.WriteString("  " + narrow.FillLeft(cell(y), 4))
		}
		_, err := fmt.Fprintln(w, b.String())
		return err
	}
	if err := row("", func(y int) string { return fmt.Sprint(y) }); err != nil {
		return err
	}
	for _, o := range organs {
		if err := row(organName(o), func(y int) string { return cmp.Or(signs[o][y], "·") }); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, "\n  ● read   ◐ read, with wrong sums or doubts   ✗ failed   · none found")
	return err
}

func sign(c store.Coverage) string {
	switch {
	case c.State == "found" && c.Failed == 0 && c.Doubts == 0:
		return "●"
	case c.State == "found":
		return "◐"
	case c.State == "failed":
		return "✗"
	}
	return "·"
}

// organName is an organ with what tells it from others of its name.
func organName(o store.Organ) string {
	return strings.TrimLeft(cmp.Or(o.Division, o.Site)+" "+o.Name, " ")
}
