package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gongkai/internal/report"
)

// Link is a link of a list to a report.
type Link struct {
	Address string
	Title   string
	Year    int
	Date    report.Date
}

// Copy is what the archive holds of an address, and by which headers to ask
// whether it is still so.
type Copy struct {
	Ref      string
	Digest   string
	ETag     string
	Modified string
	Time     time.Time // when it was last sent in full
}

// Listing is a list that was walked.
type Listing struct {
	Run    int64
	Organ  Organ
	List   string // its address
	Links  []Link
	Pages  int
	Whole  bool // no page of it failed
	Counts bool // it says how many rows or pages it has
	Failed bool // something is wrong with it, which is settled already
	Copies map[string]Copy
	Begun  time.Time // of the crawl: failures not seen since then are over, also those seen later, by a clock that was put back
	Time   time.Time
}

// Source is one list of an organ, as the frontier knows it.
type Source struct {
	Organ                     Organ
	List                      string
	State                     string // new, good, failed or broken
	First, Walked, Good       time.Time
	Pages                     int  // of the list, when it was last walked
	Reports                   int  // that it gave when it was last good
	Gave                      int  // that it gave when it was last walked
	Countless                 bool // it was whole, and did not say how many rows or pages it has
	Found, Stored, Bad, Asked int  // pages it ever led to; of them stored, failed, ever asked
	Files, Kept               int  // files of those pages; of them kept
}

// Listed takes over what a list holds: its links join the frontier. A list that
// gives fewer reports than when it was last good is broken; what is known of it
// stays. It returns the source as it is now, and how many of the links are
// stored already.
func (db *DB) Listed(ctx context.Context, l Listing) (s Source, stored int, err error) {
	err = db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		id, err := w.source(l.Organ, l.List, l.Time)
		if err != nil {
			return err
		}
		for _, link := range l.Links {
			known, err := w.link(id, link, l.Time)
			if err != nil {
				return err
			}
			stored += b2i(known)
		}
		for address, c := range l.Copies {
			if err := w.copy(address, c); err != nil {
				return err
			}
		}
		s, err = w.walked(id, l)
		return err
	})
	if err != nil {
		return s, 0, fmt.Errorf("list %s: %w", l.List, err)
	}
	return s, stored, nil
}

// source finds or adds a source.
func (w *pen) source(o Organ, list string, now time.Time) (id int64, err error) {
	ok, err := w.one(`SELECT id FROM source WHERE list = ? AND division = ? AND organ = ?`, []any{list, o.Division, o.Name}, &id)
	if ok || err != nil {
		return id, err
	}
	return w.add(`INSERT INTO source (division, organ, list, state, first) VALUES (?, ?, ?, 'new', ?) RETURNING id`, o.Division, o.Name, list, moment(now))
}

// link takes one link into the frontier. A page that is stored already, by
// whatever way it came, need not be asked for.
func (w *pen) link(source int64, l Link, now time.Time) (stored bool, err error) {
	var id int64
	var state string
	_, err = w.one(`INSERT INTO frontier (address, source, title, year, date, state, first, seen)
		VALUES (?1, ?2, ?3, ?4, ?5, CASE WHEN EXISTS (`+storedAtFirst+`) THEN 'good' ELSE 'new' END, ?6, ?6)
		ON CONFLICT (address) DO UPDATE SET seen = ?6, title = ?3, year = ?4, date = ?5, page = NULL
		RETURNING id, state`, []any{l.Address, source, l.Title, count(l.Year), text(string(l.Date)), moment(now)}, &id, &state)
	if err != nil {
		return false, err
	}
	return state == "good", w.exec(`INSERT INTO listing (source, page, seen) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET seen = ?3`, source, id, moment(now))
}

func (w *pen) copy(address string, c Copy) error {
	if c.Ref == "" {
		return nil
	}
	return w.exec(`INSERT INTO copy (address, ref, digest, etag, modified, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT (address) DO UPDATE SET ref = ?2, digest = ?3, etag = ?4, modified = ?5, time = ?6`,
		address, c.Ref, c.Digest, text(c.ETag), text(c.Modified), moment(c.Time))
}

// walked judges a source by what its list gave.
func (w *pen) walked(id int64, l Listing) (s Source, err error) {
	s = Source{Organ: l.Organ, List: l.List, Pages: l.Pages, Gave: len(l.Links), Countless: l.Whole && len(l.Links) > 0 && !l.Counts, Walked: l.Time}
	var good string
	var reports int64
	if _, err := w.one(`SELECT reports, coalesce(good, '') FROM source WHERE id = ?`, []any{id}, &reports, &good); err != nil {
		return s, err
	}
	s.Reports, s.Good = int(reports), timeOf(good)
	tally := Tally{Lists: 1}
	switch {
	case l.Whole && s.Gave < s.Reports:
		s.State, tally.Broken = "broken", 1
		err = w.broken(id, s, l)
	case l.Failed || !l.Whole:
		s.State = "failed"
	default:
		s.State, s.Good, s.Reports = "good", l.Time, s.Gave
		err = w.exec(`UPDATE failure SET ended = ?1 WHERE source = ?2 AND list = 1 AND ended IS NULL AND last NOT BETWEEN ?3 AND ?1`, moment(l.Time), id, moment(l.Begun))
	}
	if err == nil && s.State != "good" {
		err = w.passed(id, l)
	}
	if err != nil {
		return s, err
	}
	if err := w.exec(`UPDATE source SET state = ?, walked = ?, good = ?, pages = ?, reports = ?, gave = ?, counted = ? WHERE id = ?`,
		s.State, moment(l.Time), moment(s.Good), s.Pages, s.Reports, s.Gave, b2i(!s.Countless), id); err != nil {
		return s, err
	}
	return s, w.bump(l.Run, tally)
}

// passed notes that what was wrong with the address of a list, when it was walked
// before, is no more: something else is. To be left alone is no answer, and a
// list stays broken until it is good.
func (w *pen) passed(id int64, l Listing) error {
	return w.exec(`UPDATE failure SET ended = ?1 WHERE source = ?2 AND address = ?3 AND list = 1 AND kind <> 'broken' AND ended IS NULL AND last NOT BETWEEN ?4 AND ?1
		AND NOT EXISTS (SELECT 1 FROM failure x WHERE x.source = ?2 AND x.address = ?3 AND x.kind = 'limited' AND x.ended IS NULL AND x.last >= ?4)`,
		moment(l.Time), id, l.List, moment(l.Begun))
}

// broken notes that a list gives less than it did, and some of what is gone.
func (w *pen) broken(id int64, s Source, l Listing) error {
	here := make(map[string]bool)
	for _, link := range l.Links {
		here[link.Address] = true
	}
	var gone []string
	var address, title string
	err := w.each(`SELECT f.address, f.title FROM listing g JOIN frontier f ON f.id = g.page WHERE g.source = ? AND f.page IS NULL ORDER BY f.year DESC, f.id`,
		[]any{id}, []any{&address, &title}, func() {
			if !here[address] {
				gone = append(gone, title)
			}
		})
	if err != nil {
		return err
	}
	reason := fmt.Sprintf("gave %d reports on %s, now %d; gone: %s", s.Reports, s.Good.Format(time.DateOnly), s.Gave, strings.Join(gone[:min(3, len(gone))], "; "))
	if len(gone) > 3 {
		reason += fmt.Sprintf(" and %d more", len(gone)-3)
	}
	return w.failure(id, Outcome{Address: l.List, Kind: "broken", Reason: reason, IsList: true, Time: l.Time}, s.Good)
}

// Accept takes what a list gives now for all that it is to give: a broken one
// is good again. The error is that there is no such list.
func (db *DB) Accept(ctx context.Context, list string, now time.Time) error {
	return db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		var id int64
		ok, err := w.one(`UPDATE source SET state = CASE WHEN state = 'broken' THEN 'good' ELSE state END, reports = gave WHERE list = ? RETURNING id`, []any{list}, &id)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("accept %s: no list of this address was ever walked", list)
		}
		return w.exec(`UPDATE failure SET ended = ?1 WHERE kind = 'broken' AND ended IS NULL AND source IN (SELECT id FROM source WHERE list = ?2)`, moment(now), list)
	})
}
