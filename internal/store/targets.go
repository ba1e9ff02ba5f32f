package store

import (
	"context"
	"time"

	"gongkai/internal/report"
)

// Target is a page of the frontier.
type Target struct {
	Link
	Organ Organ // of the list that first led there, with the list's address
	List  string
	State string // new, good or failed
	Asked time.Time
	Good  time.Time // when a report last came of it
	Wait  time.Time // before which the host wants no question
	Copy  Copy
	Page  string // whose file it is; empty where a list leads to it
	Kept  bool   // nothing but files came of it, which are kept
}

const target = `SELECT f.address, f.title, coalesce(f.year, 0), coalesce(f.date, ''), f.state,
	coalesce(f.asked, ''), coalesce(f.good, ''), coalesce(f.wait, ''),
	coalesce(c.ref, ''), coalesce(c.digest, ''), coalesce(c.etag, ''), coalesce(c.modified, ''), coalesce(c.time, ''),
	s.division, s.organ, s.list, coalesce(f.page, ''),
	EXISTS (SELECT 1 FROM failure x WHERE x.source = f.source AND x.address = f.address AND x.kind = 'attachment-only' AND x.ended IS NULL)
	FROM frontier f JOIN source s ON s.id = f.source LEFT JOIN copy c ON c.address = f.address `

// Targets are the pages that a list ever led to, the newest year first.
func (db *DB) Targets(ctx context.Context, o Organ, list string) ([]Target, error) {
	return db.targets(ctx, target+`WHERE f.id IN (SELECT g.page FROM listing g JOIN source x ON x.id = g.source
		WHERE x.list = +? AND x.division = +? AND x.organ = +?) ORDER BY f.year DESC, f.id`, list, o.Division, o.Name)
}

// Target is the page of an address; ok is false when no list led there.
func (db *DB) Target(ctx context.Context, address string) (t Target, ok bool, err error) {
	list, err := db.targets(ctx, target+`WHERE f.address = +?`, address)
	if err != nil || len(list) == 0 {
		return Target{}, false, err
	}
	return list[0], true, nil
}

func (db *DB) targets(ctx context.Context, query string, args ...any) (list []Target, err error) {
	var t Target
	var date, asked, good, wait, at string
	into := []any{&t.Address, &t.Title, &t.Year, &date, &t.State, &asked, &good, &wait,
		&t.Copy.Ref, &t.Copy.Digest, &t.Copy.ETag, &t.Copy.Modified, &at, &t.Organ.Division, &t.Organ.Name, &t.List, &t.Page, &t.Kept}
	err = db.look(ctx, query, args, into, func() {
		t.Date, t.Asked, t.Good, t.Wait, t.Copy.Time = report.Date(date), timeOf(asked), timeOf(good), timeOf(wait), timeOf(at)
		list = append(list, t)
	})
	return list, err
}

// Copy is what the archive holds of an address, the zero Copy when nothing.
func (db *DB) Copy(ctx context.Context, address string) (c Copy, err error) {
	var at string
	err = db.look(ctx, `SELECT ref, digest, coalesce(etag, ''), coalesce(modified, ''), time FROM copy WHERE address = ?`, []any{address},
		[]any{&c.Ref, &c.Digest, &c.ETag, &c.Modified, &at}, func() { c.Time = timeOf(at) })
	return c, err
}

// Sources are all lists that were ever walked, by division, organ and address.
func (db *DB) Sources(ctx context.Context) (list []Source, err error) {
	var s Source
	var first, walked, good string
	into := []any{&s.Organ.Division, &s.Organ.Name, &s.List, &s.State, &first, &walked, &good, &s.Pages, &s.Reports, &s.Gave, &s.Countless, &s.Found, &s.Stored, &s.Bad, &s.Asked, &s.Files, &s.Kept}
	err = scanArgs(ctx, db.reader, `SELECT s.division, s.organ, s.list, s.state, s.first, coalesce(s.walked, ''), coalesce(s.good, ''), s.pages, s.reports, s.gave, coalesce(s.counted = 0, 0),
			count(f.id) FILTER (WHERE f.page IS NULL), count(f.id) FILTER (WHERE f.page IS NULL AND (f.state = 'good' OR f.good IS NOT NULL AND EXISTS (`+storedAtFrontier+`))), count(f.id) FILTER (WHERE f.page IS NULL AND f.state = 'failed'),
			count(f.asked), count(f.id) FILTER (WHERE f.page IS NOT NULL), count(f.id) FILTER (WHERE f.page IS NOT NULL AND f.state = 'good')
		FROM source s LEFT JOIN listing g ON g.source = s.id LEFT JOIN frontier f ON f.id = g.page
		GROUP BY s.id ORDER BY s.division, s.organ, s.list`, nil, into, func() {
		s.First, s.Walked, s.Good = timeOf(first), timeOf(walked), timeOf(good)
		list = append(list, s)
	})
	return list, err
}

// Failure is something that is wrong and has not been well since.
type Failure struct {
	Organ             Organ
	List              string
	Address           string
	Kind, Reason      string
	IsList            bool
	First, Last, Good time.Time
	Times             int // seen
}

// Failures are all that last, by division, organ and address.
func (db *DB) Failures(ctx context.Context) (list []Failure, err error) {
	var f Failure
	var first, last, good string
	into := []any{&f.Organ.Division, &f.Organ.Name, &f.List, &f.Address, &f.Kind, &f.Reason, &f.IsList, &first, &last, &f.Times, &good}
	err = scanArgs(ctx, db.reader, `SELECT s.division, s.organ, s.list, f.address, f.kind, f.reason, f.list, f.first, f.last, f.times, coalesce(f.good, '')
		FROM failure f JOIN source s ON s.id = f.source WHERE f.ended IS NULL
		ORDER BY s.division, s.organ, f.list DESC, f.address, f.kind`, nil, into, func() {
		f.First, f.Last, f.Good = timeOf(first), timeOf(last), timeOf(good)
		list = append(list, f)
	})
	return list, err
}

// Place is where a row says that the archive has its bytes.
type Place struct {
	Table   string
	Address string // that the bytes came from, or that was asked for
	Hash    string // SHA-256 of them without their content encoding; empty where the row has none
	Digest  string // of them as sent, as the archive writes it; empty where the row has none
}

// Places are those in the archive that rows point to, by ref.
func (db *DB) Places(ctx context.Context) (places map[string][]Place, err error) {
	places = make(map[string][]Place)
	var ref string
	var p Place
	err = scanArgs(ctx, db.reader, `SELECT ref, 'page', address, hash, '' FROM page WHERE ref LIKE '%.warc.gz:%'
		UNION ALL SELECT ref, 'copy', address, '', digest FROM copy
		UNION ALL SELECT ref, 'file', address, hash, '' FROM file WHERE ref IS NOT NULL`, nil,
		[]any{&ref, &p.Table, &p.Address, &p.Hash, &p.Digest}, func() { places[ref] = append(places[ref], p) })
	return places, err
}

// scanArgs reads the rows of a query with arguments.
func scanArgs(ctx context.Context, db asker, query string, args []any, into []any, row func()) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		row()
	}
	return rows.Err()
}

// Source is one list as the frontier knows it; its State is new when it does not.
func (db *DB) Source(ctx context.Context, o Organ, list string) (Source, error) {
	s := Source{Organ: o, List: list, State: "new"}
	var walked, good string
	err := db.look(ctx, `SELECT state, coalesce(walked, ''), coalesce(good, ''), pages, reports, gave FROM source WHERE list = ? AND division = ? AND organ = ?`,
		[]any{list, o.Division, o.Name}, []any{&s.State, &walked, &good, &s.Pages, &s.Reports, &s.Gave}, func() { s.Walked, s.Good = timeOf(walked), timeOf(good) })
	return s, err
}
