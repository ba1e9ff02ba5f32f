package main

import (
	"context"
	"slices"

	"gongkai/internal/site"
)

// renamed takes reports that were filed under a name for those of the organ whose
// name the registry now says it is.
func (k *keeper) renamed(ctx context.Context, sites []site.Site) error {
	if !slices.ContainsFunc(sites, func(s site.Site) bool { return s.Aliases() != nil }) {
		return nil
	}
	members, err := k.db.Roster(ctx)
	if err != nil {
		return err
	}
	for _, s := range sites {
		own := organOf(s)
		own.Site = host(s.List)
		also := claim{also: s.Aliases()}
		for _, m := range members {
			if m.Organ.Name == own.Name || len(m.Years) == 0 || !also.names(m.Organ.Name) {
				continue
			}
			n, err := k.db.Adopt(ctx, own, m.Organ.Name)
			if err != nil {
				return err
			}
			if n > 0 {
				k.say("%s: now those of %s, as sites.csv says: %s", m.Organ.Name, own.Name, plural(n, "report"))
			}
		}
	}
	return nil
}
