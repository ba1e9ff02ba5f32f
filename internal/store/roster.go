package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Member is an organ of the file with the years it has reports of, in order.
type Member struct {
	Organ Organ
	Level string
	Years []int
}

// Roster lists the organs of the file, and those of lists that nothing came of
// yet, ordered by division and name.
func (db *DB) Roster(ctx context.Context) (list []Member, err error) {
	var m Member
	var years string
	into := []any{&m.Organ.Name, &m.Organ.Division, &m.Organ.Site, &m.Level, &years}
	add := func() bool {
		m.Years = nil
		for year := range strings.SplitSeq(years, ",") {
			if y, err := strconv.Atoi(year); err == nil {
				m.Years = append(m.Years, y)
			}
		}
		slices.Sort(m.Years)
		list = append(list, m)
		return true
	}
	err = scan(ctx, db.reader, `SELECT o.name, o.division, o.site, coalesce(o.level, ''),
			coalesce((SELECT group_concat(r.year) FROM report r WHERE r.organ = o.id AND r.current IS NOT NULL), '')
		FROM organ o ORDER BY o.division, o.name, o.site`, nil, into, add)
	if err != nil {
		return nil, err
	}
	known := len(list)
	err = scan(ctx, db.reader, `SELECT DISTINCT s.organ, s.division, '', '', '' FROM source s
		WHERE NOT EXISTS (SELECT 1 FROM organ o WHERE o.division = s.division AND o.name = s.organ)`, nil, into, add)
	if len(list) > known {
		slices.SortFunc(list, func(a, b Member) int {
			return cmp.Or(strings.Compare(a.Organ.Division, b.Organ.Division), strings.Compare(a.Organ.Name, b.Organ.Name), strings.Compare(a.Organ.Site, b.Organ.Site))
		})
	}
	return list, err
}

// Evidence is where the current version of a report was read.
type Evidence struct {
	Level   string // of the organ
	Address string
	Asked   string // where another address led there
	Hash    string // SHA-256 of the bytes
	Type    string
	Ref     string // place in the archive, or the file
	Fetched time.Time
	Read    time.Time
	Reader  string
}

// Evidence returns where a report was read. The error is fs.ErrNotExist where
// there is no report.
func (db *DB) Evidence(ctx context.Context, o Organ, year int) (e Evidence, err error) {
	o = o.identity()
	var fetched, read string
	err = db.reader.QueryRowContext(ctx, `SELECT coalesce(o.level, ''), p.address, coalesce(p.asked, ''), p.hash, coalesce(p.type, ''), coalesce(p.ref, ''),
			coalesce(p.fetched, ''), coalesce(v.read, ''), v.reader
		`+filed+` JOIN page p ON p.id = v.page
		WHERE o.division = ? AND o.name = ? AND o.site = ? AND r.year = ?`, o.Division, o.Name, o.Site, year).
		Scan(&e.Level, &e.Address, &e.Asked, &e.Hash, &e.Type, &e.Ref, &fetched, &read, &e.Reader)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("report of %s%s %s for %d: %w", o.Division, o.Site, o.Name, year, fs.ErrNotExist)
	}
	e.Fetched, e.Read = timeOf(fetched), timeOf(read)
	return e, err
}
