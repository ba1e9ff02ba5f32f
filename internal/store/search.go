package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"gongkai/internal/report"
)

// Search says what to look for and where. The zero value of a filter lets
// everything through.
type Search struct {
	Text    string
	Organs  []Organ // nil is every organ
	Year    func(year int) bool
	Section int // 1 to 6
	Limit   int // reports told of; 0 is all, and counts all
}

// Hit is a section of the current version of a report in which the text stands.
type Hit struct {
	Organ   Organ
	Year    int
	Section report.Section
	Times   int       // how often the text stands there, heading and text
	Parts   [3]string // of its line: before the first one, as printed, after
}

// mostCounted is how many reports a search with a limit counts.
const mostCounted = 3000

// ErrNothing says that a search has no text to look for.
var ErrNothing = errors.New("nothing to look for: the text has no characters but white space")

// filedAt is the current version of a report.
type filedAt struct {
	version, organ int64
	of             Organ
	year           int
}

// Search finds a text, of one character or more, in the sections of the
// current versions: exactly as printed, but for white space, the width of
// letters, digits and marks, and capitals. It returns the hits by division,
// organ, year and section, and the number of reports that have any. With a limit
// it counts 3,000 at most: it takes the first that were stored, and capped is true.
func (db *DB) Search(ctx context.Context, s Search) (hits []Hit, reports int, capped bool, err error) {
	want := needle(s.Text)
	if len(want) == 0 {
		return nil, 0, false, ErrNothing
	}
	if err := db.write(ctx, func(w *pen) error { return w.index(1) }); err != nil {
		return nil, 0, false, err
	}
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, 0, false, err
	}
	defer tx.Rollback() // it only read
	found, capped, err := matching(ctx, tx, s, want)
	if err != nil {
		return nil, 0, false, err
	}
	slices.SortFunc(found, func(a, b filedAt) int {
		return cmp.Or(strings.Compare(a.of.Division, b.of.Division), strings.Compare(a.of.Name, b.of.Name),
			strings.Compare(a.of.Site, b.of.Site), cmp.Compare(a.year, b.year))
	})
	for i, f := range found {
		if s.Limit > 0 && i == s.Limit {
			break
		}
		in, err := hitsIn(ctx, tx, f, s.Section, want)
		if err != nil {
			return nil, 0, false, err
		}
		hits = append(hits, in...)
	}
	return hits, len(found), capped, nil
}

// matching are the reports that have the text, in the order of the index.
func matching(ctx context.Context, tx *sql.Tx, s Search, want []rune) (found []filedAt, capped bool, err error) {
	condition, phrase := match(want, s.Section)
	values := []any{phrase}
	if s.Organs != nil || s.Year != nil {
		among, more := Only{s.Organs, s.Year}.where("r.year")
		// The + leaves the index to the phrase.
		condition += ` AND +search.docid IN (SELECT r.current FROM organ o JOIN report r ON r.organ = o.id WHERE 1` + among + `)`
		values = append(values, more...)
	}
	rows, err := tx.QueryContext(ctx, `SELECT v.id, o.id, o.name, o.division, o.site, r.year
		FROM search CROSS JOIN version v ON v.id = search.docid
		JOIN report r ON r.id = v.report AND r.current = v.id JOIN organ o ON o.id = r.organ
		WHERE `+condition, values...)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	var f filedAt
	for rows.Next() {
		if err := rows.Scan(&f.version, &f.organ, &f.of.Name, &f.of.Division, &f.of.Site, &f.year); err != nil {
			return nil, false, err
		}
		if s.Limit > 0 && len(found) == max(mostCounted, s.Limit) {
			return found, true, nil
		}
		found = append(found, f)
	}
	return found, false, rows.Err()
}

// hitsIn are the sections of a report that have the text.
func hitsIn(ctx context.Context, tx *sql.Tx, f filedAt, section int, want []rune) (hits []Hit, err error) {
	err = each(ctx, tx, `SELECT number, heading, text FROM section WHERE version = ? ORDER BY n`, f.version, func(rows *sql.Rows) error {
		var s report.Section
		if err := rows.Scan(&s.Number, &s.Heading, &s.Text); err != nil {
			return err
		}
		if section > 0 && s.Number != section {
			return nil
		}
		text, spans := s.Text, find(s.Text, want)
		times := len(spans)
		if above := find(s.Heading, want); len(above) > 0 {
			times += len(above)
			if spans == nil {
				text, spans = s.Heading, above
			}
		}
		if times > 0 {
			hits = append(hits, Hit{f.of, f.year, s, times, around(text, spans[0])})
		}
		return nil
	})
	return hits, err
}

// around is a span with the line it stands in, white space as one space.
func around(text string, at span) [3]string {
	start := strings.LastIndexByte(text[:at.start], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[at.end:], '\n'); n >= 0 {
		end = at.end + n
	}
	return [3]string{text[start:at.start], text[at.start:at.end], text[at.end:end]}
}
