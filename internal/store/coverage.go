package store

import "context"

// Coverage is what is known of one organ in one year.
type Coverage struct {
	Organ    Organ
	Level    string
	Year     int
	State    string // "found", "failed" (a page was there, no report could be read), "not found"
	Cells    int    // with a value
	Doubts   int
	Failed   int // findings
	Versions int
	Reason   string // of the failure
}

// Coverage lists every organ in every year that any report or failure is
// known of, ordered by division, organ and year.
func (db *DB) Coverage(ctx context.Context) (list []Coverage, err error) {
	var c Coverage
	into := []any{&c.Organ.Name, &c.Organ.Division, &c.Organ.Site, &c.Level, &c.Year, &c.State, &c.Cells, &c.Doubts, &c.Failed, &c.Versions, &c.Reason}
	err = scan(ctx, db.reader, `WITH year (year) AS (
			SELECT year FROM report WHERE current IS NOT NULL
			UNION
			SELECT year FROM page WHERE reason IS NOT NULL AND organ IS NOT NULL AND year IS NOT NULL),
		failure AS (
			SELECT organ, year, min(reason) AS reason FROM page WHERE reason IS NOT NULL GROUP BY organ, year)
		SELECT o.name, o.division, o.site, coalesce(o.level, ''), y.year,
			CASE WHEN v.id IS NOT NULL THEN 'found' WHEN f.reason IS NOT NULL THEN 'failed' ELSE 'not found' END,
			coalesce(v.cells, 0), coalesce(v.doubts, 0), coalesce(v.failed, 0),
			(SELECT count(*) FROM version x WHERE x.report = r.id),
			CASE WHEN v.id IS NULL THEN coalesce(f.reason, '') ELSE '' END
		FROM organ o CROSS JOIN year y
		LEFT JOIN report r ON r.organ = o.id AND r.year = y.year
		LEFT JOIN version v ON v.id = r.current
		LEFT JOIN failure f ON f.organ = o.id AND f.year = y.year
		ORDER BY o.division, o.name, o.site, y.year`, into, func() bool {
		list = append(list, c)
		return true
	})
	return list, err
}
