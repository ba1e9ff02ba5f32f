package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"gongkai/internal/division"
	"gongkai/internal/selector"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// newSelectors is `gongkai help selectors`.
func newSelectors() *cobra.Command {
	return &cobra.Command{Use: "selectors", Short: "How to say which organs and years are meant", Long: `Selectors say which organs are meant, the same way in every command:

  350102           the organs of one division, by its code of 6, 9 or 12 digits
  3501             the organs of all divisions whose codes begin so
  350100+          a division and all below it
  鼓楼区            a division by its name, with or without 区; or an organ by its
                   name, or by a part of it that only one organ has
  福建/福州         a name, in a division
  '*财政局'         every organ of such a name; * is any text
  site:a.gov.cn    the organs with a list on that host
  tag:pilot        the organs with the option tag=pilot in sites.csv; several
                   tags are written tag=pilot|coast
  @list.txt        the selectors in a file, one a line, # begins a remark
  -                the same on standard input

Several are a union; --exclude takes some out again. A name that several
divisions or organs have is not guessed at: the candidates are listed, exit
code 2.

Years: 2024, 2019-2024, 2021- and later, -2018 and earlier, or several with
commas between: 2019,2021-.`}
}

// roster are the organs of the database as selectors see them: with the hosts
// and the tags that sites.csv gives them.
func (w workspace) roster(ctx context.Context, db *store.DB, words []string) ([]selector.Organ, []store.Member, error) {
	members, err := db.Roster(ctx)
	if err != nil {
		return nil, nil, err
	}
	tags, hosts := map[store.Organ][]string{}, map[store.Organ][]string{}
	if slices.ContainsFunc(words, func(s string) bool { return !isPlain(s) }) {
		sites, err := w.listed()
		if err != nil {
			return nil, nil, err
		}
		for _, s := range sites {
			o := identity(s)
			hosts[o] = append(hosts[o], host(s.List))
			tags[o] = append(tags[o], tagsOf(s)...)
		}
	}
	organs := make([]selector.Organ, len(members))
	for i, m := range members {
		o := m.Organ
		organs[i] = selector.Organ{Name: o.Name, Division: o.Division, Level: m.Level, Sites: hosts[o], Tags: tags[o]}
		if o.Site != "" {
			organs[i].Sites = append([]string{o.Site}, organs[i].Sites...)
		}
	}
	return organs, members, nil
}

// isPlain tells whether a selector can do without sites.csv.
func isPlain(word string) bool {
	return !strings.HasPrefix(word, "@") && word != "-" && !strings.HasPrefix(word, "tag:") && !strings.HasPrefix(word, "site:")
}

// listed reads sites.csv, whose warnings others say.
func (w workspace) listed() ([]site.Site, error) {
	f, err := os.Open(w.sites())
	if err != nil {
		return nil, plain(w.sites(), err)
	}
	defer f.Close()
	sites, _, err := site.Read(f, w.sites())
	return sites, err
}

// identity is the organ of a site as the store knows it.
func identity(s site.Site) store.Organ {
	o := store.Organ{Name: s.Organ, Division: s.Division}
	if o.Division == "" {
		o.Site = host(s.List)
	}
	return o
}

// tagsOf are the tags of a site: tag=pilot|coast.
func tagsOf(s site.Site) []string {
	return strings.FieldsFunc(s.Options["tag"], func(r rune) bool { return strings.ContainsRune("|,，", r) })
}

// pick returns the organs of the database that selectors select. Whatever is
// wrong with them is a mistake of the command line.
func pick(ctx context.Context, s streams, w workspace, db *store.DB, words, without []string) ([]store.Member, error) {
	chosen, err := selector.Parse(words, without, s.list)
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	organs, members, err := w.roster(ctx, db, append(slices.Clone(words), without...))
	if err != nil {
		return nil, err
	}
	list, err := chosen.Pick(organs, w.divisionNames())
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	picked := make([]store.Member, len(list))
	for i, n := range list {
		picked[i] = members[n]
	}
	return picked, nil
}

// divisionNames tells the name of a division: by the workspace's own list, or
// the program's where that cannot be read. It is read when first asked for.
func (w workspace) divisionNames() func(code string) string {
	table := sync.OnceValue(func() *division.Table {
		t, err := divisions(func() (workspace, error) { return w, nil })
		if err != nil {
			return division.Known()
		}
		return t
	})
	return func(code string) string {
		d, _ := table().Lookup(code)
		return d.Name
	}
}

// list opens a list of selectors.
func (s streams) list(name string) (io.ReadCloser, error) {
	if name == stdin {
		return io.NopCloser(s.in), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(name, err)
	}
	return f, nil
}

// one returns the organ that selectors select and the years of it that are
// meant. Of several organs it is the only one with a report of these years.
func one(members []store.Member, word string, years selector.Years) (store.Organ, []int, error) {
	type found struct {
		organ store.Organ
		years []int
	}
	var with []found
	for _, m := range members {
		own := slices.DeleteFunc(slices.Clone(m.Years), func(y int) bool { return !years.Has(y) })
		if len(own) > 0 {
			with = append(with, found{m.Organ, own})
		}
	}
	switch {
	case len(with) == 1:
		return with[0].organ, with[0].years, nil
	case len(with) > 1:
		a := selector.Ambiguous{Word: word}
		for _, f := range with {
			a.Among = append(a.Among, selectorOf(f.organ))
		}
		return store.Organ{}, nil, exit{exitUsage, a}
	}
	return store.Organ{}, nil, absent(members, years)
}

// selectorOf is a selector that only this organ answers to.
func selectorOf(o store.Organ) string {
	if o.Division != "" {
		return o.Division + "/" + o.Name
	}
	return o.Name
}

// absent says that there is no report, and which there are.
func absent(members []store.Member, years selector.Years) error {
	m := members[0]
	if len(members) > 1 {
		return fmt.Errorf("none of the %d organs selected has a report for %s", len(members), cmp.Or(years.String(), "any year"))
	}
	if len(m.Years) == 0 {
		return fmt.Errorf("%s has no reports yet", organName(m.Organ))
	}
	var there []string
	for _, y := range m.Years {
		there = append(there, fmt.Sprint(y))
	}
	return fmt.Errorf("%s has no report for %s; there are %s", organName(m.Organ), years, strings.Join(there, ", "))
}

// yearsOf reads years; an empty text is every year.
func yearsOf(text string) (selector.Years, error) {
	if text == "" {
		return selector.Years{}, nil
	}
	y, err := selector.ParseYears(text)
	if err != nil {
		return y, exit{exitUsage, err}
	}
	return y, nil
}
