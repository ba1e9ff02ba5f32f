package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// Member is an organ of the file with the years it has reports of, in order.
type Member struct {
	Organ Organ
	Level string
	Years []int
}

// Roster lists the organs of the file, ordered by division and name.
func (db *DB) Roster(ctx context.Context) (list []Member, err error) {
	var m Member
	var id, last int64
	var year int
	into := []any{&id, &m.Organ.Name, &m.Organ.Division, &m.Organ.Site, &m.Level, &year}
	err = scan(ctx, db.reader, `SELECT o.id, o.name, o.division, o.site, coalesce(o.level, ''), coalesce(r.year, 0)
		FROM organ o LEFT JOIN report r ON r.organ = o.id AND r.current IS NOT NULL
		ORDER BY o.division, o.name, o.site, r.year`, into, func() bool {
		if len(list) == 0 || id != last {
			m.Years, last = nil, id
			list = append(list, m)
		}
		if year != 0 {
			list[len(list)-1].Years = append(list[len(list)-1].Years, year)
		}
		return true
	})
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
