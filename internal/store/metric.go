package store

import (
	"context"
	"slices"

	"gongkai/internal/report"
)

// Metric reads one number of many reports: an indicator of facts, or a
// variable of panel. It hands on its value, nil where there is none, and its
// state for each report that may have it; ok is false where there is no such
// number.
func (db *DB) Metric(ctx context.Context, name string, only Only, hand func(o Organ, year int, value any, state string)) (ok bool, err error) {
	v, key := panel(), "variable"
	if slices.ContainsFunc(report.Panel, func(s report.Series) bool { return s.Key == name }) {
		ok = true
	} else {
		v, key = facts(), "indicator"
		for _, keys := range indicators() {
			ok = ok || slices.Contains(keys, name)
		}
	}
	if !ok {
		return false, nil
	}
	condition, values := only.where("r.year")
	var o Organ
	var year int
	var value any
	var state string
	into := []any{&o.Name, &o.Division, &o.Site, &year, &value, &state}
	err = scan(ctx, db.reader, `SELECT o.name, o.division, o.site, r.year, CAST(`+v.column("value")+` AS NUMERIC), `+v.column("state")+"\n"+
		v.from+` WHERE `+v.column(key)+` = ?`+condition, append([]any{name}, values...), into, func() bool {
		hand(o, year, value, state)
		return true
	})
	return true, err
}
