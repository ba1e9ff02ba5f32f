package store

import "context"

// Coverage is what is known of one organ in one year.
type Coverage struct {
	Organ    Organ
	Level    string
	Year     int
	State    string // "found", "failed" (a page was there and no report could be read, or the list could not), "not found", "not looked"
	Cells    int    // with a value
	Doubts   int
	Failed   int // findings
	Versions int
	Reason   string // of the failure, or why nobody looked
}

// covered joins every organ, of the file or of a list, with every year that
// any report, failure or link is known of.
const covered = `FROM (
		SELECT o.id, o.name, o.division, o.site, o.level, max(s.state = 'failed') AS failing, max(s.walked) AS walked
		FROM organ o LEFT JOIN source s ON s.division = o.division AND s.organ = o.name
		GROUP BY o.id
		UNION ALL
		SELECT NULL, s.organ, s.division, '', NULL, max(s.state = 'failed'), max(s.walked)
		FROM source s WHERE NOT EXISTS (SELECT 1 FROM organ o WHERE o.division = s.division AND o.name = s.organ)
		GROUP BY s.division, s.organ) o
	CROSS JOIN (
		SELECT year FROM report WHERE current IS NOT NULL
		UNION
		SELECT year FROM page WHERE reason IS NOT NULL AND organ IS NOT NULL AND year IS NOT NULL
		UNION
		SELECT year FROM frontier WHERE year IS NOT NULL AND page IS NULL) y
	LEFT JOIN report r ON r.organ = o.id AND r.year = y.year
	LEFT JOIN version v ON v.id = r.current
	LEFT JOIN (
		SELECT organ, year, min(reason) AS reason FROM page WHERE reason IS NOT NULL GROUP BY organ, year
		) f ON f.organ = o.id AND f.year = y.year
	LEFT JOIN (
		SELECT s.division, s.organ, t.year, max(t.state = 'failed') AS failed
		FROM frontier t JOIN source s ON s.id = t.source
		WHERE t.state IN ('new', 'failed') AND t.page IS NULL AND t.year IS NOT NULL GROUP BY s.division, s.organ, t.year
		) t ON t.division = o.division AND t.organ = o.name AND t.year = y.year`

// Of an organ and a year: what is known, and why there is no report. A year
// without a report was looked for only where some list was walked to its end.
const (
	coveredState = `CASE WHEN v.id IS NOT NULL THEN 'found' WHEN f.reason IS NOT NULL OR t.failed OR o.failing THEN 'failed'
		WHEN t.failed = 0 OR o.walked IS NULL THEN 'not looked' ELSE 'not found' END`
	coveredReason = `CASE WHEN v.id IS NOT NULL THEN NULL WHEN f.reason IS NOT NULL THEN f.reason
		WHEN t.failed THEN 'page: asked for and no report came'
		WHEN o.failing THEN (SELECT 'list: ' || x.kind || ': ' || x.reason FROM failure x JOIN source s ON s.id = x.source
			WHERE s.division = o.division AND s.organ = o.name AND x.list = 1 AND x.ended IS NULL ORDER BY x.last DESC, x.kind LIMIT 1)
		WHEN t.failed = 0 THEN 'listed, not asked for yet'
		WHEN o.walked IS NULL THEN 'no list of the organ was read' END`
	coveredVersions = `(SELECT count(*) FROM version x WHERE x.report = r.id)`
	inCoverage      = `o.division, o.name, o.site, y.year`
)

// coverage is the view of organs × years.
func coverage() view {
	return view{"coverage", []column{
		{name: "organ", sql: "o.name"}, {name: "division", sql: "nullif(o.division, '')"}, {name: "year", sql: "y.year"},
		{name: "level", sql: "o.level"}, {name: "state", sql: coveredState}, {name: "reason", sql: coveredReason},
		{name: "cells", sql: "v.cells"}, {name: "doubts", sql: "v.doubts"}, {name: "failed", sql: "v.failed"},
		{name: "versions", sql: coveredVersions}, {name: "report", sql: "r.id"},
	}, covered, inCoverage}
}

// Coverage lists every organ in every year that any report, failure or link is
// known of, ordered by division, organ and year.
func (db *DB) Coverage(ctx context.Context) (list []Coverage, err error) {
	var c Coverage
	into := []any{&c.Organ.Name, &c.Organ.Division, &c.Organ.Site, &c.Level, &c.Year, &c.State, &c.Reason, &c.Cells, &c.Doubts, &c.Failed, &c.Versions}
	err = scan(ctx, db.reader, `SELECT o.name, o.division, o.site, coalesce(o.level, ''), y.year,
			`+coveredState+`, coalesce(`+coveredReason+`, ''),
			coalesce(v.cells, 0), coalesce(v.doubts, 0), coalesce(v.failed, 0), `+coveredVersions+`
		`+covered+` ORDER BY `+inCoverage, nil, into, func() bool {
		list = append(list, c)
		return true
	})
	return list, err
}

// sources is the view of every page that was stored, whatever was on it.
func sources() view {
	return view{"sources", []column{
		{name: "organ", sql: "o.name"}, {name: "division", sql: "nullif(o.division, '')"}, {name: "year", sql: "coalesce(r.year, p.year)"},
		{name: "state", sql: `CASE WHEN r.id IS NULL THEN 'no report' WHEN c.page = p.id THEN 'current' ELSE 'superseded' END`},
		{name: "title", sql: "p.title"}, {name: "address", sql: "p.address"}, {name: "asked", sql: "p.asked"},
		{name: "hash", sql: "nullif(p.hash, '')"}, {name: "status", sql: "nullif(p.status, 0)"}, {name: "type", sql: "p.type"},
		{name: "first", sql: "p.first"}, {name: "fetched", sql: "p.fetched"}, {name: "ref", sql: "p.ref"},
		{name: "reader", sql: "nullif(p.reader, '')"}, {name: "reason", sql: "p.reason"}, {name: "report", sql: "r.id"},
	}, `FROM page p
	LEFT JOIN report r ON r.id = (SELECT v.report FROM version v WHERE v.page = p.id AND v.reader = p.reader AND p.reason IS NULL ORDER BY v.id DESC LIMIT 1)
	LEFT JOIN version c ON c.id = r.current
	LEFT JOIN organ o ON o.id = coalesce(r.organ, p.organ)`, `o.division, o.name, o.site, coalesce(r.year, p.year), p.address, p.hash`}
}
