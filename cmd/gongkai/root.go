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
everything in one SQLite file and gives it out as tables: CSV, XLSX, Parquet,
JSON Lines, Stata.

Blank is not zero: a cell that says nothing stays empty, and a cell that could
not be read for certain is said to be so.

To see it work, with no network:   gongkai demo
To read one saved report:          gongkai read --table report.html
To start with your own sites:      gongkai init DIR --contact you@example.org`

const usage = `{{if .Runnable}}Usage: {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}

Commands:{{if .Groups}}{{$all := .Commands}}{{range $group := .Groups}}

 {{.Title}}{{range $all}}{{if eq .GroupID $group.ID}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}{{else}}{{range .Commands}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}

More: {{if .HasParent}}gongkai help {{.Name}} COMMAND{{else}}gongkai help COMMAND, gongkai help exit-codes, gongkai help selectors{{end}}{{end}}{{if .HasExample}}

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
		Version: Version,
	}
	root.SetVersionTemplate(versions())
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.talk)
	root.SetUsageTemplate(usage)
	root.SetFlagErrorFunc(unknownFlag)
	root.PersistentFlags().StringVarP(&dir, "workspace", "C", "", "use the workspace in `DIR`; files you name stay relative to where you are")
	at := func() (workspace, error) { return findWorkspace(dir) }
	for _, group := range []struct {
		title    string
		commands []*cobra.Command
	}{
		{"Start", []*cobra.Command{newDemo(s, &dir), newRead(s), newInit(s, &dir)}},
		{"Collect", []*cobra.Command{newSites(s, at), newProbe(s, at), newCrawl(s, at), newStatus(s, at), newRuns(s, at), newImport(s, at), newReparse(s, at), newArchive(s, at)}},
		{"Ask", []*cobra.Command{newShow(s, at), newCompare(s, at), newSearch(s, at), newQuery(s, at), newDivisions(s, at)}},
		{"Give out", []*cobra.Command{newExport(s, at), newCodebook(s), newRelease(s, at), newDiff(s), newCite(s, at)}},
		{"The program", []*cobra.Command{newVersion(s), newCompletion(s, root)}},
	} {
		root.AddGroup(&cobra.Group{ID: group.title, Title: group.title})
		for _, c := range group.commands {
			c.GroupID = group.title
			root.AddCommand(c)
		}
	}
	root.AddCommand(newExitCodes(), newSelectors())
	root.SetHelpCommand(newHelp(root))
	for _, c := range append(root.Commands(), root) {
		c.DisableFlagsInUseLine = true
	}
	complete(root, at)
	return root
}

// grouped is a command that is a name for several others.
func grouped(c *cobra.Command, under ...*cobra.Command) *cobra.Command {
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(c, args[0])
		}
		return c.Help()
	}
	c.AddCommand(under...)
	for _, sub := range under {
		sub.DisableFlagsInUseLine = true
	}
	return c
}

// newHelp is cobra's help, but an unknown topic is an error.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command, exit-codes or selectors",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 && c.HasSubCommands() {
				return unknownCommand(c, rest[0])
			}
			c.InitDefaultHelpFlag()
			return c.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) (list []string, _ cobra.ShellCompDirective) {
			c, _, _ := root.Find(args) // what is found of them counts
			for _, under := range c.Commands() {
				list = append(list, cobra.CompletionWithDesc(under.Name(), under.Short))
			}
			return list, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// unknownCommand says that a command has none of that name under it.
func unknownCommand(c *cobra.Command, name string) error {
	hint := "`" + explains(c) + "` lists them"
	c.SuggestionsMinimumDistance = 2
	if near := c.SuggestionsFor(name); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	if !c.HasParent() {
		return wrong("there is no command %q; %s", name, hint)
	}
	return wrong("%s has no command %q; %s", called(c), name, hint)
}

// called is what a person types to call a command, after the name of the program.
func called(c *cobra.Command) string { return strings.TrimPrefix(c.CommandPath(), "gongkai ") }

// explains is the command that explains a command.
func explains(c *cobra.Command) string {
	if !c.HasParent() {
		return "gongkai help"
	}
	return "gongkai help " + called(c)
}

// unknownFlag names the nearest flag there is, which cobra does for commands only.
func unknownFlag(c *cobra.Command, err error) error {
	var none *pflag.NotExistError
	if !errors.As(err, &none) || none.GetSpecifiedName() == "" {
		return wrong("%w; see %s", err, explains(c))
	}
	name, near, best := none.GetSpecifiedName(), "", 3
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if d := distance(name, f.Name); d < best && !f.Hidden {
			near, best = f.Name, d
		}
	})
	if near != "" && len(name) > 1 {
		return wrong("%s has no flag --%s; did you mean --%s?", called(c), name, near)
	}
	return wrong("%w; see %s", err, explains(c))
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
			return wrong("%s needs %s; see %s", called(c), what, explains(c))
		case most >= 0 && len(args) > most && most == 0:
			return wrong("%s takes no arguments, but was given %q", called(c), args[0])
		case most >= 0 && len(args) > most:
			return wrong("%s takes only %s, but was also given %q", called(c), what, args[most])
		}
		return nil
	}
}
