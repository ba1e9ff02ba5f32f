package main

import (
	"slices"
	"strings"

	"gongkai/internal/division"
	"gongkai/internal/selector"
	"gongkai/internal/site"
	"gongkai/internal/store"
)

// selected are the sites of sites.csv that selectors mean, in their order; all
// where there are none. Beside selectors of organs it
// takes the address of a list, or a part of it that begins with /.
func (s streams) selected(sites []site.Site, words []string) ([]site.Site, error) {
	if len(words) == 0 {
		return sites, nil
	}
	organs, at := organsOf(sites)
	var lists []string
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
	in := map[int]bool{}
	if len(words) > 0 {
		chosen, err := selector.Parse(words, nil, s.list)
		if err != nil {
			return nil, exit{exitUsage, err}
		}
		picked, err := chosen.Pick(organs, func(code string) string {
			d, _ := division.Lookup(code)
			return d.Name
		})
		if err != nil {
			return nil, exit{exitUsage, err}
		}
		for _, i := range picked {
			in[i] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(sites), func(one site.Site) bool {
		named := slices.ContainsFunc(lists, func(list string) bool { return strings.Contains(one.List, list) })
		return !named && !in[at[identity(one)]]
	}), nil
}

// organsOf are the organs of sites, each once, and where among them each is.
func organsOf(sites []site.Site) (organs []selector.Organ, at map[store.Organ]int) {
	at = map[store.Organ]int{}
	for _, one := range sites {
		o := identity(one)
		i, known := at[o]
		if !known {
			i = len(organs)
			at[o] = i
			organs = append(organs, selector.Organ{Name: o.Name, Division: o.Division, Level: one.Level})
		}
		organs[i].Sites = append(organs[i].Sites, host(one.List))
		organs[i].Tags = append(organs[i].Tags, tagsOf(one)...)
	}
	return organs, at
}
