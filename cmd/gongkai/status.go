package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/crawl"
	"gongkai/internal/store"
)

// newStatus is `gongkai status`.
func newStatus(s streams, at func() (workspace, error)) *cobra.Command {
	var jsonl bool
	var accept string
	c := &cobra.Command{
		Use:   "status",
		Short: "Say what is known of each list, what fails and what to do about it",
		Long: `Says of each list whether it is good, failed or broken, and how many of the pages
it led to are stored; then what fails, since when, when it was last good, and what
a person can do about it; then districts and years. Asks nothing of any site.

A list that gives fewer reports than it did is broken until it gives them again,
or until --accept LIST says that it is right so.

Exit code 3: something fails. 0: nothing does.`,
		Example: "  gongkai status\n  gongkai status --jsonl | jq -r '.organ + \" \" + .hint'\n  gongkai status --accept http://www.example.gov.cn/hzq/xxgknb/",
		Args:    takes(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			db, err := w.open(c.Context())
			if err != nil {
				return err
			}
			if accept != "" {
				if err := errors.Join(db.Accept(c.Context(), accept, time.Now().UTC()), db.Close()); err != nil {
					return err
				}
				s.say("accepted: what %s gave last is all there is", accept)
				return nil
			}
			failures, err := db.Failures(c.Context())
			switch {
			case err != nil:
			case jsonl:
				err = printFailures(s, failures)
			default:
				err = tellStatus(c.Context(), s, db, failures)
			}
			if err := errors.Join(err, db.Close()); err != nil {
				return err
			}
			return tally(1, len(failures))
		},
	}
	c.Flags().BoolVar(&jsonl, "jsonl", false, "print what fails, each as a line of JSON")
	c.Flags().StringVar(&accept, "accept", "", "take what the `LIST` of this address gives now for all there is")
	return c
}

func tellStatus(ctx context.Context, s streams, db *store.DB, failures []store.Failure) error {
	sources, err := db.Sources(ctx)
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		s.say("no list was walked yet; gongkai crawl does")
		return nil
	}
	states := map[string]int{}
	fmt.Fprintln(s.out, "Lists:")
	for _, x := range sources {
		states[x.State]++
		fmt.Fprintf(s.out, "  %-6s %s  %d of %d stored%s  %s\n", x.State, narrow.FillRight(organName(x.Organ), 32), x.Stored, x.Found, restOf(x), x.List)
	}
	fmt.Fprintf(s.out, "  good %d, failed %d, broken %d, new %d\n", states["good"], states["failed"], states["broken"], states["new"])
	tellFailures(s, failures)
	list, err := db.Coverage(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, "\nDistricts × years:")
	return writeYears(s.out, list)
}

// restOf is what else is to be said of a list.
func restOf(x store.Source) string {
	var parts []string
	if x.Files > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s kept", x.Kept, plural(x.Files, "file")))
	}
	if x.Bad > 0 {
		parts = append(parts, fmt.Sprintf("%d failed", x.Bad))
	}
	if x.State == "broken" {
		parts = append(parts, fmt.Sprintf("gives %d, gave %d", x.Gave, x.Reports))
	}
	if x.Wait.After(time.Now()) {
		parts = append(parts, "wants no question before "+x.Wait.Local().Format("2006-01-02 15:04"))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// tellFailures says what fails, with one hint for each kind.
func tellFailures(s streams, failures []store.Failure) {
	if len(failures) == 0 {
		return
	}
	fmt.Fprintln(s.out, "\nFailing:")
	var kinds []string
	byKind := map[string][]store.Failure{}
	for _, f := range failures {
		if byKind[f.Kind] == nil {
			kinds = append(kinds, f.Kind)
		}
		byKind[f.Kind] = append(byKind[f.Kind], f)
	}
	for _, kind := range kinds {
		fmt.Fprintf(s.out, "  %s (%d): %s\n", kind, len(byKind[kind]), hintOf(kind))
		for _, f := range byKind[kind] {
			good := "never good"
			if !f.Good.IsZero() {
				good = "last good " + f.Good.Format(time.DateOnly)
			}
			fmt.Fprintf(s.out, "    %s  %s\n      %s; since %s, last %s, %s\n", organName(f.Organ), f.Address, printable(f.Reason),
				f.First.Format(time.DateOnly), f.Last.Format(time.DateOnly), good)
		}
	}
}

func hintOf(kind string) string {
	if hint := crawl.Hint(kind); hint != "" {
		return hint
	}
	return "look at the page in a browser"
}

func printFailures(s streams, failures []store.Failure) error {
	encode := json.NewEncoder(s.out)
	encode.SetEscapeHTML(false)
	for _, f := range failures {
		line := struct {
			Organ    string     `json:"organ"`
			Division string     `json:"division"`
			Address  string     `json:"address"`
			List     bool       `json:"list,omitempty"`
			Kind     string     `json:"kind"`
			Reason   string     `json:"reason"`
			Hint     string     `json:"hint"`
			First    time.Time  `json:"first"`
			Last     time.Time  `json:"last"`
			Times    int        `json:"times"`
			Good     *time.Time `json:"good"`
		}{f.Organ.Name, f.Organ.Division, f.Address, f.IsList, f.Kind, f.Reason, hintOf(f.Kind), f.First, f.Last, f.Times, nil}
		if !f.Good.IsZero() {
			line.Good = &f.Good
		}
		if err := encode.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
