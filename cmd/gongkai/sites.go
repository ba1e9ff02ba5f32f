package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/data"
	"gongkai/internal/export"
	"gongkai/internal/list"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// newSites is `gongkai sites`.
func newSites(s streams, at func() (workspace, error)) *cobra.Command {
	c := &cobra.Command{
		Use:   "sites COMMAND",
		Short: "The registry of sites, sites.csv: list, add, edit, import, lint",
		Long: `The sites to crawl stand in sites.csv, one a line. A new district is one line:

  organ      whose reports the list has
  division   the code of the place, 6, 9 or 12 digits; empty when there is none
  level      province, prefecture, county, township, department …
  list       the address of the page that lists the reports
  family     what system the site runs on; empty to find out (auto)
  options    k=v between semicolons: delay=5s, private=yes, tls=legacy, tag=pilot,
             alias=NAME,NAME (other names of the organ, such as those it had),
             years=2019-2024, and what a family needs to know
  notes      for people

Families:
` + familyHelp(),
	}
	return grouped(c, newSitesList(s, at), newSitesAdd(s, at), newSitesEdit(s, at), newSitesImport(s, at), newSitesLint(s, at))
}

func familyHelp() string {
	var b strings.Builder
	about := list.Families()
	for _, name := range list.FamilyNames() {
		fmt.Fprintf(&b, "  %-14s %s\n", name, about[name])
	}
	return strings.TrimRight(b.String(), "\n")
}

// options are those of the sites of the registry, as far as they say another name
// of an organ. What is wrong with it is for others to say.
func (w workspace) options() map[store.Organ]map[string]string {
	f, err := w.registry()
	if err != nil {
		return nil
	}
	all := make(map[store.Organ]map[string]string)
	for _, s := range f.Sites() {
		if s.Aliases() != nil {
			all[organOf(s)] = s.Options
		}
	}
	return all
}

// registry opens the sites.csv of the workspace for changes.
func (w workspace) registry() (*site.File, error) {
	body, err := os.ReadFile(w.sites())
	if err != nil {
		return nil, plain(w.sites(), err)
	}
	f, err := site.Open(body, w.sites())
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	return f, nil
}

// save writes the registry, whole or not at all.
func (w workspace) save(f *site.File) error {
	return export.Replace(w.sites(), func(to io.Writer) error {
		_, err := to.Write(f.Bytes())
		return err
	})
}

func newSitesList(s streams, at func() (workspace, error)) *cobra.Command {
	return &cobra.Command{
		Use:     "list [SELECTOR...]",
		Short:   "Show the sites, all or those of an organ, division or address",
		Example: "  gongkai sites list\n  gongkai sites list 320813",
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			f, err := w.registry()
			if err != nil {
				return err
			}
			sites, err := s.selected(f.Sites(), args, nil)
			if err != nil {
				return err
			}
			for _, one := range sites {
				fmt.Fprintln(s.out, printable(oneLine(one)))
			}
			s.say("%s", plural(len(sites), "site"))
			return nil
		},
	}
}

// oneLine is a site for a person.
func oneLine(one site.Site) string {
	wide := max(0, 32-narrow.StringWidth(one.Organ))
	return fmt.Sprintf("%-12s %s%s %-11s %-8s %s", one.Division, one.Organ, strings.Repeat(" ", wide), one.Level, one.Family, one.List)
}

func newSitesAdd(s streams, at func() (workspace, error)) *cobra.Command {
	var one site.Site
	var options string
	c := &cobra.Command{
		Use:     "add ORGAN LIST",
		Short:   "Add a site: an organ and the address of the list of its reports",
		Example: "  gongkai sites add 洪泽区人民政府 http://www.example.gov.cn/hzq/xxgknb/ --division 320813 --level district",
		Args:    takes(2, 2, "an organ and the address of its list"),
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			f, err := w.registry()
			if err != nil {
				return err
			}
			one.Organ, one.List, one.Options = args[0], args[1], pairs(options)
			added, err := f.Add(one)
			if err != nil {
				return exit{exitUsage, err}
			}
			if !added {
				s.say("%s with this list is in %s already; nothing was changed", one.Organ, w.sites())
				return nil
			}
			if err := w.save(f); err != nil {
				return err
			}
			s.say("added %s to %s", one.Organ, w.sites())
			return nil
		},
	}
	flags := c.Flags()
	flags.StringVar(&one.Division, "division", "", "`CODE` of the place, such as 320813")
	flags.StringVar(&one.Level, "level", "", "`LEVEL` of the organ: county, department …")
	flags.StringVar(&one.Family, "family", "", "`FAMILY` of the site's system; see gongkai help sites")
	flags.StringVar(&options, "options", "", "`K=V;K=V`, such as delay=5s")
	flags.StringVar(&one.Notes, "notes", "", "`TEXT` for people")
	return c
}

// pairs are options as a person writes them.
func pairs(text string) map[string]string {
	all := make(map[string]string)
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ' ' }) {
		key, value, _ := strings.Cut(pair, "=")
		all[key] = value
	}
	return all
}

func newSitesEdit(s streams, at func() (workspace, error)) *cobra.Command {
	return &cobra.Command{
		Use:   "edit WHICH COLUMN VALUE",
		Short: "Change one column of one site; all else in sites.csv stays as it is",
		Long: `Changes what stands under one column for the site with that list address, or of
that organ. Comments, order and all other lines stay as they are.`,
		Example: "  gongkai sites edit 洪泽区教育局 family trs\n  gongkai sites edit http://www.example.gov.cn/hzqjyj/xxgknb/ notes \"\"",
		Args:    takes(3, 3, "a site, a column and a value"),
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			f, err := w.registry()
			if err != nil {
				return err
			}
			found := f.Find(args[0])
			if len(found) != 1 {
				return notOne(w, args[0], found)
			}
			if err := f.Set(found[0], args[1], args[2]); err != nil {
				return exit{exitUsage, err}
			}
			if err := w.save(f); err != nil {
				return err
			}
			s.say("%s:%d: %s of %s is now %q", w.sites(), found[0].Line, args[1], cmp.Or(found[0].Organ, args[0]), args[2])
			return nil
		},
	}
}

// notOne is that a word means no site, or several.
func notOne(w workspace, word string, found []site.Site) error {
	if len(found) == 0 {
		return wrong("%s has no site %q, neither by its list nor by its organ", w.sites(), word)
	}
	errs := []error{fmt.Errorf("%q means %d sites; write the address of one", word, len(found))}
	for _, one := range found {
		errs = append(errs, fmt.Errorf("  line %d: %s %s", one.Line, one.Organ, one.List))
	}
	return exit{exitUsage, errors.Join(errs...)}
}

func newSitesImport(s streams, at func() (workspace, error)) *cobra.Command {
	var roster bool
	c := &cobra.Command{
		Use:   "import FILE.csv | --roster",
		Short: "Add the sites of a CSV file to sites.csv",
		Long: `Adds the sites of a CSV file, in UTF-8 with or without a byte order mark, or in
GB18030, as Excel saves it; its header in English or Chinese (机关, 区划代码, 级别,
网址, 系统, 选项, 备注), its columns in any order. Lines that are wrong are named and
left out, sites that stand in sites.csv already are not added twice.

--roster adds the sites that come with the program. Their notes begin with
"unverified": the addresses were read somewhere and not asked since. Probe them.`,
		Example: "  gongkai sites import roster.csv\n  gongkai sites import --roster",
		Args:    takes(0, 1, "a CSV file"),
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := at()
			if err != nil {
				return err
			}
			f, err := w.registry()
			if err != nil {
				return err
			}
			switch {
			case roster == (len(args) == 1):
				return wrong("sites import needs a CSV file, or --roster for the sites that come with the program")
			case roster:
				return w.takeSites(s, f, strings.NewReader(data.Sites), "the roster")
			}
			from, err := os.Open(args[0])
			if err != nil {
				return plain(args[0], err)
			}
			defer from.Close()
			return w.takeSites(s, f, from, args[0])
		},
	}
	c.Flags().BoolVar(&roster, "roster", false, "add the sites that come with the program")
	return c
}

// takeSites adds the sites of a file to those of the workspace.
func (w workspace) takeSites(s streams, f *site.File, from io.Reader, name string) error {
	sites, warnings, bad := site.Read(from, name)
	for _, odd := range warnings {
		s.say("gongkai: warning: %s", printable(odd.String()))
	}
	if bad != nil {
		s.complain(bad)
	}
	fresh, already, wrongs := 0, 0, lineCount(bad)
	for _, one := range sites {
		added, err := f.Add(one)
		switch {
		case err != nil:
			s.complain(fmt.Errorf("%s:%d: %w", name, one.Line, err))
			wrongs++
		case added:
			fresh++
		default:
			already++
		}
	}
	if fresh > 0 {
		if err := w.save(f); err != nil {
			return err
		}
	}
	s.say("%s: added %d, in already %d, wrong %d", name, fresh, already, wrongs)
	return tally(fresh+already, wrongs)
}

// lineCount is how many things an error is made of.
func lineCount(err error) int {
	if err == nil {
		return 0
	}
	return strings.Count(err.Error(), "\n") + 1
}

func newSitesLint(s streams, at func() (workspace, error)) *cobra.Command {
	return &cobra.Command{
		Use:     "lint [FILE.csv]",
		Short:   "Say what is wrong or odd in sites.csv; exit code 3 when anything is",
		Example: "  gongkai sites lint\n  gongkai sites lint roster.csv",
		Args:    takes(0, 1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			name := ""
			if len(args) == 1 {
				name = args[0]
			} else {
				w, err := at()
				if err != nil {
					return err
				}
				name = w.sites()
			}
			return lint(s, name)
		},
	}
}

// lint says what is wrong in a registry on standard output: it is what was
// asked for.
func lint(s streams, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return plain(name, err)
	}
	defer f.Close()
	sites, warnings, bad := site.Read(f, name)
	if bad != nil {
		for line := range strings.Lines(bad.Error()) {
			fmt.Fprintln(s.out, "error:", printable(strings.TrimRight(line, "\n")))
		}
	}
	for _, odd := range append(warnings, site.Lint(sites, name)...) {
		fmt.Fprintln(s.out, "warning:", printable(odd.String()))
	}
	s.say("%s: %s right, %s", name, plural(len(sites), "line"), plural(lineCount(bad), "error"))
	if bad != nil || len(warnings)+len(site.Lint(sites, name)) > 0 {
		return exit{exitSome, errSilent}
	}
	return nil
}
