package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/internal/codebook"
	"gongkai/internal/list"
	"gongkai/internal/selector"
	"gongkai/internal/store"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

// newCompletion is `gongkai completion`.
func newCompletion(s streams, root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a completion script for your shell: bash, zsh, fish or powershell",
		Long: `Prints a script that lets the Tab key complete commands, flags, and the organs and
years of the workspace you are in: names and codes of divisions.

  bash        gongkai completion bash > ~/.local/share/bash-completion/completions/gongkai
              (needs the package bash-completion)
  zsh         gongkai completion zsh > a folder of $fpath, as _gongkai
  fish        gongkai completion fish > ~/.config/fish/completions/gongkai.fish
  powershell  gongkai completion powershell | Out-String | Invoke-Expression

Then open a new shell.`,
		Example:   "  source <(gongkai completion bash)\n  gongkai completion zsh > _gongkai",
		ValidArgs: shells,
		Args:      takes(1, 1, "a shell: "+strings.Join(shells, ", ")),
		RunE: func(_ *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(s.out, true)
			case "zsh":
				return root.GenZshCompletion(s.out)
			case "fish":
				return root.GenFishCompletion(s.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(s.out)
			}
			return wrong("there is no completion for %q; there are %s", args[0], strings.Join(shells, ", "))
		},
	}
}

// flagValues are the values of flags that have a list of them, by command and flag.
func flagValues() map[string][]string {
	return map[string][]string{
		"cite --format":          citationNames(),
		"codebook --format":      codebook.Formats,
		"compare --format":       answerFormats,
		"compare --metric":       metricNames(),
		"crawl --only":           {"missing", "failed", "changed", "all"},
		"diff --format":          diffFormats,
		"divisions list --level": {"province", "city", "county", "township"},
		"export --encoding":      encodings,
		"export --format":        fileFormats,
		"export --lang":          languages,
		"probe --family":         list.FamilyNames(),
		"query --format":         answerFormats,
		"search --format":        {"text", "jsonl"},
		"search --section":       sectionKeys(),
		"show --lang":            tongues,
		"show --table":           {"disclosure", "requests", "review"},
		"sites add --family":     list.FamilyNames(),
	}
}

// complete lets the shell complete what commands take.
func complete(root *cobra.Command, at func() (workspace, error)) {
	named := func(path string) *cobra.Command {
		c, _, _ := root.Find(strings.Fields(path)) // a wrong name is the root, which a test finds
		return c
	}
	for what, values := range flagValues() {
		path, flag, _ := strings.Cut(what, " --")
		_ = named(path).RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(slices.Clone(values), cobra.ShellCompDirectiveNoFileComp)) // likewise
	}
	organs, none := completer(at), cobra.FixedCompletions(nil, cobra.ShellCompDirectiveNoFileComp)
	first := func(rest cobra.CompletionFunc, firsts ...string) cobra.CompletionFunc {
		return func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 && len(firsts) > 0 {
				return firsts, cobra.ShellCompDirectiveNoFileComp
			}
			return rest(c, args, typed)
		}
	}
	for path, f := range map[string]cobra.CompletionFunc{
		"show": organThenYears(at), "cite": organThenYears(at), "compare": organs, "crawl": organs, "reparse": organs, "sites list": organs,
		"export": first(organs, tableNames()...), "query": none, "search": none, "status": none, "divisions show": none, "divisions list": none,
	} {
		c := named(path)
		c.ValidArgsFunction = f
		for _, flag := range []string{"exclude", "organ"} {
			_ = c.RegisterFlagCompletionFunc(flag, organs) // not every command has both
		}
	}
}

// completer completes selectors from the database and sites.csv of the
// workspace. It never fails: no workspace, no help.
func completer(at func() (workspace, error)) cobra.CompletionFunc {
	return func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return organsFor(members(c.Context(), at), typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// organThenYears completes a selector and then a year of what it selects.
func organThenYears(at func() (workspace, error)) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) (list []string, _ cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			list = organsFor(members(c.Context(), at), typed)
		case 1:
			list = yearsFor(members(c.Context(), at), args[0])
		}
		return list, cobra.ShellCompDirectiveNoFileComp
	}
}

// members are the organs of the database, and those of sites.csv that it does
// not have yet; none where there is no workspace.
func members(ctx context.Context, at func() (workspace, error)) (list []store.Member) {
	w, err := at()
	if err != nil || !exists(w.database()) {
		return nil
	}
	db, err := w.open(ctx)
	if err != nil {
		return nil
	}
	defer db.Close() // it was only read
	list, err = db.Roster(ctx)
	if err != nil {
		return nil
	}
	sites, err := w.listed()
	if err != nil {
		return list
	}
	known := map[store.Organ]bool{}
	for _, m := range list {
		known[m.Organ] = true
	}
	for _, s := range sites {
		if o := identity(s); !known[o] {
			known[o] = true
			list = append(list, store.Member{Organ: o, Level: s.Level})
		}
	}
	return list
}

// mostCompleted is how many organs a completion offers.
const mostCompleted = 200

// organsFor are codes and names that begin as typed, each with the other for
// people; of those that several organs have, code/name.
func organsFor(members []store.Member, typed string) (list []string) {
	codes, names := map[string]int{}, map[string]int{}
	for _, m := range members {
		codes[m.Organ.Division]++
		names[m.Organ.Name]++
	}
	for _, m := range members {
		o := m.Organ
		switch {
		case len(list) == mostCompleted:
			return list
		case typed != "" && o.Division != "" && strings.HasPrefix(selectorOf(o), typed):
			if codes[o.Division] > 1 {
				list = append(list, cobra.CompletionWithDesc(selectorOf(o), o.Name))
			} else {
				list = append(list, cobra.CompletionWithDesc(o.Division, o.Name))
			}
		case !strings.HasPrefix(o.Name, typed):
		case names[o.Name] > 1:
			list = append(list, cobra.CompletionWithDesc(selectorOf(o), o.Name))
		default:
			list = append(list, cobra.CompletionWithDesc(o.Name, cmp.Or(o.Division, o.Site)))
		}
	}
	return list
}

// yearsFor are the years of the organs that a word selects, the newest first.
func yearsFor(members []store.Member, word string) (list []string) {
	organs := make([]selector.Organ, len(members))
	for i, m := range members {
		organs[i] = selector.Organ{Name: m.Organ.Name, Division: m.Organ.Division}
	}
	chosen, err := selector.Parse([]string{word}, nil, func(string) (io.ReadCloser, error) { return nil, errors.New("not here") })
	if err != nil {
		return nil
	}
	picked, err := chosen.Pick(organs, nil)
	if err != nil {
		return nil
	}
	for _, i := range picked {
		for _, y := range members[i].Years {
			list = append(list, fmt.Sprint(y))
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	slices.Reverse(list)
	return list
}
