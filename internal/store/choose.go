package store

import (
	"context"
)

// choice is the rule that says which version of a report is current; the head
// of the schema tells it in words.
const choice = `SELECT v.id
	FROM version v
	JOIN page p ON p.id = v.page AND p.reader = v.reader AND p.reason IS NULL
	WHERE v.report = r.id
	ORDER BY
		v.printed IS o.name OR EXISTS (SELECT 1 FROM alias a WHERE a.organ = o.id AND a.name = v.printed) DESC,
		(v.disclosure IS NOT NULL) + (v.requests IS NOT NULL) + (v.review IS NOT NULL) + (v.indicators IS NOT NULL) DESC,
		p.fetched DESC,
		CAST(v.reader AS INTEGER) DESC, v.reader DESC,
		p.address, v.id DESC
	LIMIT 1`

// chooseFor renews the current version of the reports that a page has versions of.
func (w *pen) chooseFor(page int64) error {
	return w.choose(`r.id IN (SELECT report FROM version WHERE page = ?)`, page)
}

// choose writes the current version of the reports meant, where it changed.
func (w *pen) choose(which string, arg int64) error {
	return w.exec(`UPDATE report SET current = chosen.version
		FROM (SELECT r.id AS report, (`+choice+`) AS version FROM report r JOIN organ o ON o.id = r.organ WHERE `+which+`) AS chosen
		WHERE report.id = chosen.report AND report.current IS NOT chosen.version`, arg)
}

// Alias notes another name that an organ prints on its reports. The organ is
// added when it is not there yet.
func (db *DB) Alias(ctx context.Context, o Organ, name string) error {
	return db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		return w.alias(o, name)
	})
}

func (w *pen) alias(o Organ, name string) error {
	id, err := w.organ(Entry{Organ: o})
	if err != nil {
		return err
	}
	if err := w.exec(`INSERT OR IGNORE INTO alias (organ, name) VALUES (?, ?)`, id, name); err != nil {
		return err
	}
	return w.choose(`r.organ = ?`, id)
}

// The report that is stored of an address, that of the page or the one it was
// asked for by: of the first argument, or of a row of the frontier.
const (
	stored           = `SELECT 1 FROM page p JOIN version v ON v.page = p.id AND v.reader = p.reader WHERE p.reason IS NULL AND `
	storedAtFirst    = stored + `(p.address = +?1 OR p.asked = +?1)`
	storedAtFrontier = stored + `(p.address = f.address OR p.asked = f.address)`
)

// Known tells whether a page of this address, or one it led to, was read as a
// report.
func (db *DB) Known(ctx context.Context, address string) (known bool, err error) {
	err = db.look(ctx, storedAtFirst+` LIMIT 1`, []any{address}, nil, func() { known = true })
	return known, err
}
