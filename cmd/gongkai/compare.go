package main

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/report"
	"gongkai/internal/selector"
	"gongkai/internal/store"
)

// comparison is what `gongkai compare` was asked.
type comparison struct {
	metric, years, format string
	without               []string
}

// newCompare is `gongkai compare`.
func newCompare(s streams, at func() (workspace, error)) *cobra.Command {
	m := comparison{}
	c := &cobra.Command{
		Use:   "compare SELECTOR... --metric NAME",
		Short: "Put one number of several organs side by side, year by year",
		Long: `Prints one number of the organs selected for each year: an indicator of the table
facts such as requests.received.total, or a variable of the table panel, which puts
the editions of the form side by side.

A cell without a value says what it is: blank, dash, text, missing, not_asked …;
· is a year without a report. csv, jsonl and json have a line for each organ and
year with the value and its state.`,
		Example: "  gongkai compare 320800+ --metric requests.received.total --year 2019-2024\n" +
			"  gongkai compare '*教育局' --metric requests.granted.total --format csv > granted.csv",
		Args: takes(1, -1, "at least one selector"),
		RunE: func(c *cobra.Command, args []string) error { return m.run(c.Context(), s, at, args) },
	}
	f := c.Flags()
	f.StringVar(&m.metric, "metric", "requests.received.total", "an indicator or a variable: its `NAME`")
	f.StringVar(&m.years, "year", "", "only these `YEARS`: 2024, 2019-2024, 2021-")
	f.StringArrayVar(&m.without, "exclude", nil, "leave out what this `SELECTOR` selects; may be repeated")
	f.StringVar(&m.format, "format", "table", "`FORMAT`: table, csv, jsonl or json")
	return c
}

// indicatorNames are the indicators of every edition, each once, in the order of the form.
func indicatorNames() (names []string) {
	for _, k := range report.Kinds {
		for _, b := range report.Boxes(k) {
			names = append(names, k.String()+"."+b.Row.Key+"."+b.Column.Key)
		}
	}
	return names
}

// metricNames are all numbers that can be compared: indicators, then variables
// of panel.
func metricNames() []string {
	names := indicatorNames()
	for _, s := range report.Panel {
		names = append(names, s.Key)
	}
	return names
}

// told is a number of an organ for a year: its value, or why it has none.
type told struct {
	value any
	state string
}

func (m comparison) run(ctx context.Context, s streams, at func() (workspace, error), words []string) error {
	write, ok := answers[m.format]
	if !ok {
		return wrong("there is no format %q; there are %s", m.format, strings.Join(answerFormats, ", "))
	}
	years, err := yearsOf(m.years)
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
	members, err := pick(ctx, s, w, db, words, m.without)
	if err != nil {
		return err
	}
	all, err := m.numbers(ctx, db, members, years)
	if err != nil {
		return err
	}
	shown := yearsShown(members, years)
	if len(shown) == 0 {
		return absent(members, years)
	}
	a := wideAnswer(members, shown, all)
	if m.format != "table" {
		a = longAnswer(members, shown, all)
	}
	a.tame = isTerminal(s.out)
	return write(s, a)
}

// numbers are the values of the metric, by organ and year.
func (m comparison) numbers(ctx context.Context, db *store.DB, members []store.Member, years selector.Years) (map[store.Organ]map[int]told, error) {
	only := store.Only{Organs: []store.Organ{}, Year: years.Has}
	for _, one := range members {
		only.Organs = append(only.Organs, one.Organ)
	}
	all := map[store.Organ]map[int]told{}
	ok, err := db.Metric(ctx, m.metric, only, func(o store.Organ, year int, value any, state string) {
		if all[o] == nil {
			all[o] = map[int]told{}
		}
		all[o][year] = told{value, state}
	})
	if err == nil && !ok {
		err = wrong("there is no number %q; %s", m.metric, m.near())
	}
	return all, err
}

// near names what a person may have meant.
func (m comparison) near() string {
	names := metricNames()
	best := slices.MinFunc(names, func(a, b string) int { return cmp.Compare(distance(m.metric, a), distance(m.metric, b)) })
	if distance(m.metric, best) <= len(best)/3 {
		return "did you mean " + best + "?"
	}
	return "gongkai codebook lists the indicators and the variables of panel"
}

// yearsShown are the years that any of the organs has a report for, in order.
func yearsShown(members []store.Member, years selector.Years) (list []int) {
	for _, m := range members {
		for _, y := range m.Years {
			if years.Has(y) && !slices.Contains(list, y) {
				list = append(list, y)
			}
		}
	}
	slices.Sort(list)
	return list
}

// wideAnswer has a row for each organ and a column for each year.
func wideAnswer(members []store.Member, years []int, all map[store.Organ]map[int]told) answer {
	a := answer{columns: []string{"division", "organ"}}
	for _, y := range years {
		a.columns = append(a.columns, strconv.Itoa(y))
	}
	a.rows = func(yield func([]any, error) bool) {
		for _, m := range members {
			row := []any{cmp.Or(m.Organ.Division, m.Organ.Site), m.Organ.Name}
			for _, y := range years {
				row = append(row, all[m.Organ][y].shown())
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return a
}

// shown is a number or, where there is none, its state.
func (t told) shown() any {
	if t.value != nil {
		return t.value
	}
	return mark(cmp.Or(t.state, signMissing))
}

// mark is a word that stands in the place of a number, and is aligned like one.
type mark string

// longAnswer has a row for each organ and year with a report.
func longAnswer(members []store.Member, years []int, all map[store.Organ]map[int]told) answer {
	rows := func(yield func([]any, error) bool) {
		for _, m := range members {
			for _, y := range years {
				t, ok := all[m.Organ][y]
				if !ok {
					continue
				}
				var division any
				if m.Organ.Division != "" {
					division = m.Organ.Division
				}
				if !yield([]any{m.Organ.Name, division, int64(y), t.value, t.state}, nil) {
					return
				}
			}
		}
	}
	return answer{columns: []string{"organ", "division", "year", "value", "state"}, rows: iter.Seq2[[]any, error](rows)}
}
