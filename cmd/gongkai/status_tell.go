package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gongkai/internal/store"
)

// teller says how it stands. An address has a line of its own and is never cut.
type teller struct {
	printer
	wide int // columns that other lines take; 0 is as many as they need
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
	hosts, err := db.Resting(ctx, time.Now())
	if err != nil {
		return err
	}
	list, err := db.Coverage(ctx)
	if err != nil {
		return err
	}
	t := teller{printer: printer{w: s.out}}
	if isTerminal(s.out) {
		t.wide = screen
	}
	t.lists(sources)
	t.resting(hosts)
	t.failing(failures)
	t.printf("\nDistricts × years:\n")
	return errors.Join(t.err, writeYears(s.out, list))
}

// text writes a text under an indent, its further lines deeper.
func (t *teller) text(indent, text string) {
	if t.wide == 0 || narrow.StringWidth(indent+text) <= t.wide {
		t.printf("%s%s\n", indent, text)
		return
	}
	for i, line := range wrap(text, t.wide-len(indent)-3, closing) { // a closing mark may hang
		if i > 0 {
			line = "  " + line
		}
		t.printf("%s%s\n", indent, line)
	}
}

func (t *teller) lists(sources []store.Source) {
	states := map[string]int{}
	t.printf("Lists:\n")
	for _, x := range sources {
		states[x.State]++
		t.text("  ", fmt.Sprintf("%-6s %s  %d of %d stored%s", x.State, organName(x.Organ), x.Stored, x.Found, restOf(x)))
		t.printf("         %s\n", x.List)
	}
	t.printf("  good %d, failed %d, broken %d, new %d\n", states["good"], states["failed"], states["broken"], states["new"])
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
	if x.Countless {
		parts = append(parts, "the list prints no count")
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// resting says which hosts want no question, and until when.
func (t *teller) resting(hosts map[string]time.Time) {
	if len(hosts) == 0 {
		return
	}
	t.printf("\nAt rest, by their own word:\n")
	for _, host := range slices.Sorted(maps.Keys(hosts)) {
		t.text("  ", fmt.Sprintf("%s wants no question before %s", host, hosts[host].Local().Format("2006-01-02 15:04")))
		t.printf("    to ask it sooner: gongkai status --wake %s\n", host)
	}
}

// failing says what fails, with one hint for each kind.
func (t *teller) failing(failures []store.Failure) {
	if len(failures) == 0 {
		return
	}
	t.printf("\nFailing:\n")
	var kinds []string
	byKind := map[string][]store.Failure{}
	for _, f := range failures {
		if byKind[f.Kind] == nil {
			kinds = append(kinds, f.Kind)
		}
		byKind[f.Kind] = append(byKind[f.Kind], f)
	}
	for _, kind := range kinds {
		t.text("  ", fmt.Sprintf("%s (%d): %s", kind, len(byKind[kind]), hintOf(kind)))
		for _, f := range byKind[kind] {
			good := "never good"
			if !f.Good.IsZero() {
				good = "last good " + f.Good.Format(time.DateOnly)
			}
			t.printf("    %s\n      %s\n", organName(f.Organ), f.Address)
			t.text("      ", fmt.Sprintf("%s; since %s, last %s, %s", printable(f.Reason), f.First.Format(time.DateOnly), f.Last.Format(time.DateOnly), good))
		}
	}
}
