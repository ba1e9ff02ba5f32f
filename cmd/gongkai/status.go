package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/crawl"
	"gongkai/internal/store"
)

// newStatus is `gongkai status`.
func newStatus(s streams, at func() (workspace, error)) *cobra.Command {
	var jsonl bool
	var accept, wake string
	c := &cobra.Command{
		Use:   "status",
		Short: "Say what is known of each list, what fails and what to do about it",
		Long: `Says of each list whether it is good, failed or broken, and how many of the pages
it led to are stored; then what fails, since when, when it was last good, and what
a person can do about it; then districts and years. Asks nothing of any site.

A list that gives fewer reports than it did is broken until it gives them again,
or until --accept LIST says that it is right so.

A list that prints no count, neither of its rows nor of its pages, cannot be seen
to be whole; one that does is compared with it.

A host that has said when to come again (Retry-After) is asked nothing before, 30
days at most, unless --wake HOST says that it may be, such as after a talk with
its people.

Exit code 3: something fails. 0: nothing does.`,
		Example: "  gongkai status\n  gongkai status --jsonl | jq -r '.organ + \" \" + .hint'\n  gongkai status --accept http://www.example.gov.cn/hzq/xxgknb/\n  gongkai status --wake www.example.gov.cn",
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
			if accept != "" || wake != "" {
				return errors.Join(decide(c.Context(), s, db, accept, wake), db.Close())
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
	c.Flags().StringVar(&wake, "wake", "", "let the `HOST` be asked, though it has said to come later")
	return c
}

// decide takes over what a person says of a list, or of a host.
func decide(ctx context.Context, s streams, db *store.DB, accept, wake string) error {
	now := time.Now().UTC()
	if accept != "" {
		if err := db.Accept(ctx, accept, now); err != nil {
			return err
		}
		s.say("accepted: what %s gave last is all there is", accept)
	}
	if wake != "" {
		if err := db.Wake(ctx, strings.ToLower(wake), now); err != nil {
			return err
		}
		s.say("awake: the next crawl may ask %s", wake)
	}
	return nil
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

func hintOf(kind string) string {
	if hint := crawl.Hint(kind); hint != "" {
		return hint
	}
	return "look at the page in a browser"
}
