package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/fixtures"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// demoDir is the workspace of the demonstration.
const demoDir = "gongkai-demo"

// newDemo is `gongkai demo`.
func newDemo(s streams, dir *string) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Show the whole way on a small invented web, without a network",
		Long: `Starts a small web of invented districts on this machine, crawls it, reads and
checks the reports, and leaves in ./gongkai-demo a workspace as you would have it
of real sites: the database gongkai.db, the archive, and each table as CSV.
Nothing leaves this machine. Running it again changes nothing; to start afresh,
delete the folder gongkai-demo.`,
		Example: "  gongkai demo",
		Args:    takes(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			return demo(c.Context(), s, workspace(filepath.Join(*dir, demoDir)))
		},
	}
}

// demo crawls the invented web into a workspace and tells what came of it.
func demo(ctx context.Context, s streams, w workspace) error {
	web := fixtures.World()
	dial, stop, err := web.Listen()
	if err != nil {
		return err
	}
	defer stop()
	if !exists(w.config()) {
		c := config{Contact: "demo", AllowPrivate: true}
		if _, err := makeWorkspace(ctx, string(w), c, web.Sites()); err != nil {
			return fmt.Errorf("%w; delete the folder to start afresh", err)
		}
	}
	done := w.exported()
	s.say("A small web of invented districts is up on this machine; nothing leaves it.\nCrawling it into %s:\n", w)
	n, err := crawlAll(ctx, s, w, way{transport: &http.Transport{DialContext: dial}, progress: newTelling, keep: !done})
	if err != nil {
		return err
	}
	db, err := w.open(ctx)
	if err != nil {
		return err
	}
	if !done || n.fresh+n.revised > 0 {
		err = w.exportAll(ctx, db)
	} else {
		fmt.Fprintln(s.out, "\nNothing has changed since the last run.")
	}
	if err == nil {
		err = tell(ctx, s, db, w)
	}
	return errors.Join(err, db.Close())
}

// exported tells whether every table has been written: then a demonstration
// came to its end here, and running it again adds nothing to the archive.
func (w workspace) exported() bool {
	return !slices.ContainsFunc(tableNames(), func(table string) bool { return !exists(w.csv(table)) })
}

func (w workspace) csv(table string) string { return filepath.Join(string(w), table+".csv") }

// exportAll writes every table as CSV beside the database.
func (w workspace) exportAll(ctx context.Context, db *store.DB) error {
	for _, table := range tableNames() {
		if err := toFile(ctx, db, table, w.csv(table)); err != nil {
			return err
		}
	}
	return nil
}

// tell says what the crawl has found, what is wrong with it and what to try next.
func tell(ctx context.Context, s streams, db *store.DB, w workspace) error {
	list, err := db.Coverage(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, "\nDistricts × years:")
	if err := writeYears(s.out, list); err != nil {
		return err
	}
	fmt.Fprintln(s.out, "\nFound wrong:")
	for _, c := range list {
		if err := tellWrong(ctx, s, db, c); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(s.out, next, w, typedAs())
	return err
}

// tellWrong says in plain words what is wrong with one report.
func tellWrong(ctx context.Context, s streams, db *store.DB, c store.Coverage) error {
	head := fmt.Sprintf("  %s %d", organName(c.Organ), c.Year)
	if c.State == "failed" {
		kind, why, _ := strings.Cut(c.Reason, ": ")
		fmt.Fprintf(s.out, "%s: %s: %s\n", head, strings.ReplaceAll(kind, "-", " "), printable(why))
	}
	if c.Failed+c.Doubts == 0 {
		return nil
	}
	r, findings, err := db.Report(ctx, c.Organ, c.Year)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if f.Result == report.Fail && !f.OfProse() {
			fmt.Fprintf(s.out, "%s: wrong sum: %s\n", head, inEnglish(f, r))
		}
	}
	for i, d := range r.Doubts {
		if i == mostDoubts {
			fmt.Fprintf(s.out, "%s: %s more, see doubts.csv\n", head, plural(len(r.Doubts)-i, "doubt"))
			break
		}
		fmt.Fprintf(s.out, "%s: doubt: %s%s\n", head, tableOf(d), printable(d.Text))
	}
	return nil
}

// mostDoubts are told of one report.
const mostDoubts = 2

// tableOf names the table a doubt is about, as the form does, where the doubt
// itself does not.
func tableOf(d report.Doubt) string {
	for _, kind := range report.Kinds {
		if d.Table == kind.String() && !strings.Contains(d.Text, "table") {
			return "table " + numeral(kind) + ": "
		}
	}
	return ""
}

const next = `
In %[1]s there are now:
  gongkai.db   the database: tables such as reports, facts, requests, findings, sources
  *.csv        each of its tables, for Excel, R or pandas
  archive/     every answer of every site, byte for byte

Try next:
  sqlite3 %[1]s/gongkai.db "SELECT organ, year, value FROM facts WHERE indicator = 'requests.received.total'"
  %[2]s -C %[1]s export requests -o requests.csv

Your own sites: write them into mine/sites.csv between these two.
  %[2]s init mine --contact you@example.org
  %[2]s -C mine crawl
`

// typedAs is how the program was called, for commands to paste.
func typedAs() string {
	name := os.Args[0]
	switch {
	case strings.Contains(filepath.ToSlash(name), "/go-build"):
		return "go run ./cmd/gongkai"
	case strings.ContainsRune(name, filepath.Separator):
		return name
	}
	return "gongkai"
}
