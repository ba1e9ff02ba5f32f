package main

import (
	"slices"
	"strings"

	"gongkai/internal/division"
	"gongkai/internal/selector"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// selected are the sites of sites.csv that selectors mean, in their order,
// without those that others mean; all where there are none. Beside selectors of
// organs it takes the address of a list, or a part of it that begins with /.
func (s streams) selected(sites []site.Site, words, without []string) ([]site.Site, error) {
	var lists []string
	all := len(words) == 0
	words = slices.DeleteFunc(slices.Clone(words), func(word string) bool {
		isList := strings.Contains(word, "://") || strings.HasPrefix(word, "/")
		if isList {
			lists = append(lists, word)
		}
		return isList
	})
	for _, list := range lists {
		if !slices.ContainsFunc(sites, func(one site.Site) bool { return strings.Contains(one.List, list) }) {
			return nil, wrong("%s has no list %s", sitesFile, list)
		}
	}
	in, err := s.organsMeant(sites, words)
	if err != nil {
		return nil, err
	}
	out, err := s.organsMeant(sites, without)
	if err != nil {
		return nil, err
	}
	left := slices.DeleteFunc(slices.Clone(sites), func(one site.Site) bool {
		named := slices.ContainsFunc(lists, func(list string) bool { return strings.Contains(one.List, list) })
		return out[identity(one)] || !all && !named && !in[identity(one)]
	})
	if len(left) == 0 && len(without) > 0 {
		return nil, wrong("--exclude leaves none of the lists")
	}
	return left, nil
}

// organsMeant are the organs of sites that selectors mean.
func (s streams) organsMeant(sites []site.Site, words []string) (map[store.Organ]bool, error) {
	if len(words) == 0 {
		return nil, nil
	}
	chosen, err := selector.Parse(words, nil, s.list)
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	organs, identities := organsOf(sites)
	picked, err := chosen.Pick(organs, func(code string) string {
		d, _ := division.Lookup(code)
		return d.Name
	})
	if err != nil {
		return nil, exit{exitUsage, err}
	}
	in := map[store.Organ]bool{}
	for _, i := range picked {
		in[identities[i]] = true
	}
	return in, nil
}

// organsOf are the organs of sites, each once.
func organsOf(sites []site.Site) (organs []selector.Organ, identities []store.Organ) {
	at := map[store.Organ]int{}
	for _, one := range sites {
		o := identity(one)
		i, known := at[o]
		if !known {
			i = len(organs)
			at[o] = i
			identities = append(identities, o)
			organs = append(organs, selector.Organ{Name: o.Name, Division: o.Division, Level: one.Level})
		}
		organs[i].Sites = append(organs[i].Sites, host(one.List))
		organs[i].Tags = append(organs[i].Tags, tagsOf(one)...)
	}
	return organs, identities
}
