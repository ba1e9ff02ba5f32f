package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/archive"
	"gongkai/internal/store"
)

// newRuns is `gongkai runs`.
func newRuns(s streams, at func() (workspace, error)) *cobra.Command {
	var jsonl bool
	most := 20
	c := &cobra.Command{
		Use:   "runs",
		Short: "List the crawls of the workspace and what came of each",
		Long: `Lists the crawls, the newest first: when, how long, how it ended, and what came of
it in numbers. One that was killed is gone on with by the next crawl of the same
work, whose numbers are those of both.`,
		Example: "  gongkai runs\n  gongkai runs --jsonl -n 0",
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
			defer db.Close()
			list, err := db.Runs(c.Context())
			if err != nil {
				return err
			}
			if most > 0 {
				list = list[:min(most, len(list))]
			}
			for i, r := range list {
				if r.Ended.IsZero() && !archive.Held(w.archive()) {
					list[i].Ending = "killed" // as the next crawl will find
				}
			}
			return printRuns(s, list, jsonl)
		},
	}
	c.Flags().BoolVar(&jsonl, "jsonl", false, "print each as a line of JSON")
	c.Flags().IntVarP(&most, "limit", "n", most, "list `N`, 0 is all")
	return c
}

func printRuns(s streams, list []store.Run, jsonl bool) error {
	if len(list) == 0 && !jsonl {
		s.say("no crawl yet; gongkai crawl begins one")
		return nil
	}
	encode, then := json.NewEncoder(s.out), " "
	if isTerminal(s.out) { // whose screen is too narrow for one line
		then = "\n      "
	}
	for _, r := range list {
		if jsonl {
			if err := encode.Encode(r); err != nil {
				return err
			}
			continue
		}
		ending, took := r.Ending, r.Ended.Sub(r.Begun).Round(time.Second).String()
		switch {
		case r.Ended.IsZero() && ending == "":
			ending, took = "going on", time.Since(r.Begun).Round(time.Second).String()
		case r.Ended.IsZero():
			took = "?"
		}
		if _, err := fmt.Fprintf(s.out, "%4d  %s  %-11s %8s  lists %d, pages %d:%snew %d, revised %d, same %d, failed %d, broken %d\n",
			r.ID, r.Begun.Local().Format("2006-01-02 15:04"), ending, took, r.Lists, r.Pages, then, r.New, r.Revised, r.Same, r.Failed, r.Broken); err != nil {
			return err
		}
	}
	return nil
}
