package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const about = `gongkai (公开) collects and reads China's annual reports on government
information disclosure (政府信息公开工作年度报告): it fetches them politely,
reads the three statutory tables cell by cell, checks the sums, keeps
everything in one SQLite file and gives it out as CSV.

Blank is not zero: a cell that says nothing stays empty, and a cell that could
not be read for certain is said to be so.

To see it work, with no network:   gongkai demo
To read one saved report:          gongkai read --table report.html
To start with your own sites:      gongkai init DIR --contact you@example.org`

const usage = `{{if .Runnable}}Usage: {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if and .IsAvailableCommand (not .IsAdditionalHelpTopicCommand)}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}

More: gongkai help COMMAND, gongkai help exit-codes, gongkai help selectors{{end}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if and .HasParent .HasAvailableInheritedFlags}}

Flags before the command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`

// newRoot is the whole command line.
func newRoot(s streams) *cobra.Command {
	var dir string
	root := &cobra.Command{
		Use:           "gongkai [-C DIR] COMMAND",
		Short:         "Collect and read annual reports on government information disclosure",
		Long:          about,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return c.Help()
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.talk)
	root.SetUsageTemplate(usage)
	root.SetFlagErrorFunc(unknownFlag)
	root.PersistentFlags().StringVarP(&dir, "workspace", "C", "", "use the workspace in `DIR`; files you name stay relative to where you are")
	at := func() (workspace, error) { return findWorkspace(dir) }
	root.AddCommand(newInit(s, &dir), newSites(s, at), newProbe(s, at), newRead(s), newImport(s, at), newCrawl(s, at), newExport(s, at), newCodebook(s), newRelease(s, at), newDiff(s), newQuery(s, at), newSearch(s, at), newShow(s, at), newCite(s, at), newCompare(s, at), newDivisions(s, at), newDemo(s, &dir), newVersion(s), newExitCodes(), newSelectors())
	root.AddCommand(newStatus(s, at), newRuns(s, at), newReparse(s, at), newArchive(s, at))
	root.SetHelpCommand(newHelp(root))
	for _, c := range append(root.Commands(), root) {
		c.DisableFlagsInUseLine = true
	}
	return root
}

// newHelp is cobra's help, but an unknown topic is an error.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command, exit-codes or selectors",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(args) > 0 && (c == root || len(rest) > 0) {
				return unknownCommand(root, strings.Join(args, " "))
			}
			c.InitDefaultHelpFlag()
			return c.Help()
		},
	}
}

func unknownCommand(root *cobra.Command, name string) error {
	hint := "`gongkai help` lists them"
	if near := root.SuggestionsFor(name); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return wrong("there is no command %q; %s", name, hint)
}

// unknownFlag names the nearest flag there is, which cobra does for commands only.
func unknownFlag(c *cobra.Command, err error) error {
	var none *pflag.NotExistError
	if !errors.As(err, &none) || none.GetSpecifiedName() == "" {
		return wrong("%w; see gongkai help %s", err, c.Name())
	}
	name, near, best := none.GetSpecifiedName(), "", 3
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if d := distance(name, f.Name); d < best && !f.Hidden {
			near, best = f.Name, d
		}
	})
	if near != "" && len(name) > 1 {
		return wrong("%s has no flag --%s; did you mean --%s?", c.Name(), name, near)
	}
	return wrong("%w; see gongkai help %s", err, c.Name())
}

// distance is how many letters differ between two words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			last, row[j+1] = row[j+1], slices.Min([]int{row[j+1] + 1, row[j] + 1, last + cost})
		}
	}
	return row[len(b)]
}

// takes checks how many arguments a command was given; what names them.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return wrong("%s needs %s; see gongkai help %s", c.Name(), what, c.Name())
		case most >= 0 && len(args) > most && most == 0:
			return wrong("%s takes no arguments, but was given %q", c.Name(), args[0])
		case most >= 0 && len(args) > most:
			return wrong("%s takes only %s, but was also given %q", c.Name(), what, args[most])
		}
		return nil
	}
}
