package store

import (
	"context"
	"time"
)

// File is a file that holds a report, or a part of it, and is kept unread.
type File struct {
	Address string
	Title   string // its name, by the link

	// Of what came, where it was asked for:
	Hash    string // SHA-256; empty when nothing came yet
	Type    string // pdf, doc, docx, xls …
	Size    int    // bytes
	Ref     string // place in the archive
	Fetched time.Time
}

// files notes the files of a page. Those that no list leads to join the
// frontier, under the source whose list led to the page; 0 is that of the page
// in the frontier, if it is there.
func (w *pen) files(source int64, e Entry) error {
	if len(e.Files) == 0 {
		return nil
	}
	e = e.filed()
	when := moment(e.Page.Fetched)
	if e.Page.Fetched.IsZero() {
		when = moment(e.Read)
	}
	for _, f := range e.Files {
		err := w.exec(`INSERT INTO manifestation (page, address, title, first) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET title = ?3`,
			e.Page.URL, f.Address, text(f.Title), when)
		switch {
		case err != nil:
		case f.Address == e.Page.URL:
			_, err = w.came(f)
		default:
			err = w.wanted(source, f, e, when)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// onward notes files of a page that one of its files leads to.
func (w *pen) onward(source int64, o Outcome) error {
	e := Entry{Files: o.Files, Read: o.Time}
	ok, err := w.one(`SELECT page, coalesce(year, 0) FROM frontier WHERE address = ? AND page IS NOT NULL`, []any{o.Address}, &e.Page.URL, &e.Year)
	if err != nil || !ok {
		return err
	}
	return w.files(source, e)
}

// wanted puts a file into the frontier.
func (w *pen) wanted(source int64, f File, e Entry, when any) error {
	var id, of int64
	_, err := w.one(`INSERT INTO frontier (address, source, title, year, state, first, seen, page)
		SELECT ?1, s.id, ?2, ?3, 'new', ?4, ?4, ?5 FROM source s
		WHERE s.id = coalesce(?6, (SELECT source FROM frontier WHERE address IN (?5, ?7) ORDER BY id LIMIT 1))
		ON CONFLICT (address) DO UPDATE SET seen = ?4 RETURNING id, source`,
		[]any{f.Address, f.Title, count(e.Year), when, e.Page.URL, count(int(source)), e.Asked}, &id, &of)
	if err != nil || id == 0 {
		return err
	}
	if source == 0 {
		source = of
	}
	return w.exec(`INSERT INTO listing (source, page, seen) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET seen = ?3`, source, id, when)
}

// came keeps what came of a file: Same where it had come before, and last.
func (w *pen) came(f File) (Change, error) {
	var hash string
	if _, err := w.one(`SELECT hash FROM file WHERE address = ? ORDER BY fetched DESC, id DESC LIMIT 1`, []any{f.Address}, &hash); err != nil {
		return Same, err
	}
	if hash == f.Hash {
		return Same, nil
	}
	return Kept, w.exec(`INSERT INTO file (address, hash, type, size, ref, first, fetched) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
		ON CONFLICT (address, hash) DO UPDATE SET fetched = ?6`, f.Address, f.Hash, f.Type, f.Size, text(f.Ref), moment(f.Fetched))
}

// uncovered ends the failure of pages that were no report but for this file,
// which was read as one, and tells how many of them the run had counted.
func (w *pen) uncovered(f File, run int64, now time.Time) (counted int, err error) {
	const covers = `SELECT x.address FROM failure x WHERE x.kind = 'attachment-only' AND x.ended IS NULL AND x.address IN (
		SELECT page FROM manifestation WHERE address = ?1
		UNION SELECT p.asked FROM manifestation m JOIN page p ON p.address = m.page WHERE m.address = ?1)`
	if _, err := w.one(`SELECT count(*) FROM failure WHERE kind = 'attachment-only' AND ended IS NULL AND last >= `+counting+` AND address IN (`+covers+`)`, []any{f.Address, run}, &counted); err != nil {
		return 0, err
	}
	if err := w.exec(`UPDATE frontier SET state = 'good' WHERE state = 'failed' AND address IN (`+covers+`)`, f.Address); err != nil {
		return 0, err
	}
	return counted, w.exec(`UPDATE failure SET ended = ?2 WHERE kind = 'attachment-only' AND ended IS NULL AND address IN (`+covers+`)`, f.Address, moment(now))
}

// manifested joins each file of a page with what came of it and with the
// report, or the organ, of the page.
const manifested = `FROM manifestation m
	LEFT JOIN file x ON x.id = (SELECT id FROM file WHERE address = m.address ORDER BY fetched DESC, id DESC LIMIT 1)
	LEFT JOIN frontier t ON t.address = m.address
	LEFT JOIN failure u ON u.source = t.source AND u.address = m.address AND u.ended IS NULL AND u.list = 0 AND u.kind <> 'attachment-only'
	LEFT JOIN page p ON p.id = (SELECT id FROM page WHERE address = m.page ORDER BY fetched DESC, id DESC LIMIT 1)
	LEFT JOIN report r ON r.id = (SELECT v.report FROM version v WHERE v.page = p.id AND v.reader = p.reader AND p.reason IS NULL ORDER BY v.id DESC LIMIT 1)
	LEFT JOIN organ o ON o.id = coalesce(r.organ, p.organ)`

// manifestations is the view of the files that hold reports, or parts of them.
func manifestations() view {
	return view{"manifestations", []column{
		{name: "organ", sql: "o.name"}, {name: "division", sql: "nullif(o.division, '')"}, {name: "year", sql: "coalesce(r.year, p.year)"},
		{name: "state", sql: `CASE WHEN x.id IS NOT NULL THEN 'kept' WHEN u.kind IS NOT NULL THEN 'failed' ELSE 'not asked' END`},
		{name: "title", sql: "m.title"}, {name: "page", sql: "m.page"}, {name: "address", sql: "m.address"},
		{name: "type", sql: "x.type"}, {name: "size", sql: "x.size"}, {name: "hash", sql: "x.hash"}, {name: "ref", sql: "x.ref"},
		{name: "first", sql: "x.first"}, {name: "fetched", sql: "x.fetched"},
		{name: "reason", sql: "u.kind || ': ' || u.reason"}, {name: "report", sql: "r.id"},
	}, manifested, `o.division, o.name, o.site, coalesce(r.year, p.year), m.page, m.address`}
}

// Files are those of a page.
func (db *DB) Files(ctx context.Context, page string) (list []File, err error) {
	var f File
	var fetched string
	err = scanArgs(ctx, db.reader, `SELECT m.address, coalesce(m.title, ''), coalesce(x.hash, ''), coalesce(x.type, ''), coalesce(x.size, 0), coalesce(x.ref, ''), coalesce(x.fetched, '')
		`+manifested+` WHERE m.page = ? ORDER BY m.address`, []any{page}, []any{&f.Address, &f.Title, &f.Hash, &f.Type, &f.Size, &f.Ref, &fetched}, func() {
		f.Fetched = timeOf(fetched)
		list = append(list, f)
	})
	return list, err
}
