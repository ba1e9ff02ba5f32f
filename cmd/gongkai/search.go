package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/report"
	"gongkai/internal/store"
)

// hunt is what `gongkai search` was asked.
type hunt struct {
	organs, without []string
	years, section  string
	limit           int
	format          string
}

// newSearch is `gongkai search`.
func newSearch(s streams, at func() (workspace, error)) *cobra.Command {
	h := hunt{}
	c := &cobra.Command{
		Use:   "search TEXT",
		Short: "Find a text in the sections of all reports",
		Long: `Finds a text of one character or more in the sections of the reports, as it is
printed: marks count, 依申请公开 does not find 依申请，公开. White space does not,
nor does it matter whether letters, digits and marks are wide or narrow, or
letters capitals. Prints each section that has it, with the first place marked
【so】, by division, organ and year.

It counts up to 3,000 reports and shows 20; --limit 0 counts and shows all.`,
		Example: "  gongkai search 依申请公开 --year 2023\n  gongkai search 公开时限 --organ 320800+ --section problems",
		Args:    takes(1, 1, "a text; put it in quotes"),
		RunE: func(c *cobra.Command, args []string) error {
			return h.run(c.Context(), s, at, args[0])
		},
	}
	f := c.Flags()
	f.StringArrayVar(&h.organs, "organ", nil, "only in reports of these organs: a `SELECTOR`, see gongkai help selectors; may be repeated")
	f.StringArrayVar(&h.without, "exclude", nil, "leave out what this `SELECTOR` selects; may be repeated")
	f.StringVar(&h.years, "year", "", "only in reports on these `YEARS`: 2024, 2019-2024, 2021-")
	f.StringVar(&h.section, "section", "", "only in this `SECTION`: 1 to 6, "+strings.Join(sectionKeys(), ", "))
	f.IntVar(&h.limit, "limit", 20, "show `N` reports, 0 is all")
	f.StringVar(&h.format, "format", "text", "`FORMAT`: text or jsonl")
	return c
}

func sectionKeys() (keys []string) {
	for _, t := range report.Titles {
		keys = append(keys, t.Key)
	}
	return keys
}

// sectionOf is the number of a section by its number or its key, 0 for none.
func sectionOf(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		n = slices.Index(sectionKeys(), text) + 1
	}
	if n == 0 {
		n = slices.Index(numerals[:], text) + 1
	}
	if n < 1 || n > len(report.Titles) {
		return 0, wrong("there is no section %q; there are 1 to %d, or %s", text, len(report.Titles), strings.Join(sectionKeys(), ", "))
	}
	return n, nil
}

func (h hunt) run(ctx context.Context, s streams, at func() (workspace, error), text string) error {
	write, ok := map[string]func(streams, store.Hit) error{"text": writeHit, "jsonl": writeHitJSON}[h.format]
	if !ok {
		return wrong("there is no format %q; there are text, jsonl", h.format)
	}
	if h.limit < 0 {
		return wrong("--limit must be 0 or more")
	}
	section, err := sectionOf(h.section)
	if err != nil {
		return err
	}
	years, err := yearsOf(h.years)
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
	look := store.Search{Text: text, Section: section, Limit: h.limit}
	if !years.All() {
		look.Year = years.Has
	}
	if len(h.organs)+len(h.without) > 0 {
		members, err := pick(ctx, s, w, db, h.organs, h.without)
		if err != nil {
			return err
		}
		for _, m := range members {
			look.Organs = append(look.Organs, m.Organ)
		}
	}
	return hunted(ctx, s, db, look, write)
}

// hunted searches, writes what is found and says how much there is.
func hunted(ctx context.Context, s streams, db *store.DB, look store.Search, write func(streams, store.Hit) error) error {
	hits, reports, capped, err := db.Search(ctx, look)
	switch {
	case errors.Is(err, store.ErrNothing):
		return exit{exitUsage, err}
	case err != nil:
		return fmt.Errorf("search: %w", err)
	case reports == 0:
		return fmt.Errorf("“%s” was not found", look.Text)
	}
	for _, h := range hits {
		if err := write(s, h); err != nil {
			return err
		}
	}
	switch {
	case capped:
		s.say("gongkai: %s of more than %d; narrow it with --organ or --year, or --limit 0 for all", plural(look.Limit, "report"), reports)
	case look.Limit > 0 && reports > look.Limit:
		s.say("gongkai: %s of %d; --limit 0 shows all", plural(look.Limit, "report"), reports)
	}
	return nil
}

// margin is how many characters are shown on each side of a match.
const margin = 30

// writeHit writes a hit for a person: where it is, and the place in its line.
func writeHit(s streams, h store.Hit) error {
	times := ""
	if h.Times > 1 {
		times = fmt.Sprintf("  ×%d", h.Times)
	}
	before, after := []rune(flat(h.Parts[0])), []rune(flat(h.Parts[2]))
	lead, trail := "", ""
	if len(before) > margin {
		before, lead = before[len(before)-margin:], "…"
	}
	if len(after) > margin {
		after, trail = after[:margin], "…"
	}
	_, err := fmt.Fprintf(s.out, "%s  %d  %s%s\n    %s%s【%s】%s%s\n", printable(organName(h.Organ)), h.Year, flat(cmp.Or(h.Section.Heading, numerals[min(max(h.Section.Number, 1), len(numerals))-1])), times,
		lead, string(before), flat(h.Parts[1]), string(after), trail)
	return err
}

// flat is a text of a page on one line of a terminal.
func flat(text string) string {
	return printable(strings.Join(strings.Fields(text), " "))
}

// writeHitJSON writes a hit as one line.
func writeHitJSON(s streams, h store.Hit) error {
	encode := json.NewEncoder(s.out)
	encode.SetEscapeHTML(false)
	return encode.Encode(struct {
		Organ    string    `json:"organ"`
		Division string    `json:"division"`
		Year     int       `json:"year"`
		Section  int       `json:"section"`
		Heading  string    `json:"heading"`
		Times    int       `json:"times"`
		Line     [3]string `json:"line"`
	}{h.Organ.Name, h.Organ.Division, h.Year, h.Section.Number, h.Section.Heading, h.Times, h.Parts})
}
