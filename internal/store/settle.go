package store

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
)

// Outcome is what came of asking for a page, or of walking a list.
type Outcome struct {
	Run     int64
	Organ   Organ
	List    string // the address of the list that led there
	Address string // that was asked for
	IsList  bool   // it is of the list itself
	Time    time.Time
	Entry   *Entry // what is to be stored, nil when nothing is
	Same    bool   // all but its files is stored already
	IsFile  bool   // it is a file of a page
	File    *File  // that came; nil when it is the one that is kept
	Files   []File // that it leads to, of the same page as it is of
	Alias   string // another name that the organ prints
	Kind    string // of the failure; empty when all is well
	Reason  string
	Wait    time.Time // before which the host wants no question
	Copy    Copy
}

// Settle notes what came of questions, in one transaction with what is to be
// stored of it: a crawl that is killed has either done both or neither.
func (db *DB) Settle(ctx context.Context, outcomes ...Outcome) ([]Change, error) {
	changes := make([]Change, len(outcomes))
	err := db.write(ctx, func(w *pen) (err error) {
		if err := w.begin(); err != nil {
			return err
		}
		for i, o := range outcomes {
			if changes[i], err = w.settle(o); err != nil {
				return fmt.Errorf("settle %s: %w", o.Address, err)
			}
		}
		return nil
	})
	return changes, err
}

func (w *pen) settle(o Outcome) (change Change, err error) {
	id, err := w.source(o.Organ, o.List, o.Time)
	if err != nil {
		return Same, err
	}
	if o.Entry != nil && !o.Same {
		if o.Alias != "" {
			if err := w.alias(o.Entry.Organ, o.Alias); err != nil {
				return Same, err
			}
		}
		if change, err = w.put(*o.Entry); err != nil {
			return Same, err
		}
	}
	if o.Entry != nil {
		if err := w.files(id, *o.Entry); err != nil {
			return Same, err
		}
	}
	if o.File != nil {
		kept, err := w.came(*o.File)
		if err != nil {
			return Same, err
		}
		if o.Entry == nil {
			change = kept
		} else if n, err := w.uncovered(*o.File, o.Run, o.Time); err != nil {
			return Same, err
		} else if err := w.bump(o.Run, Tally{Failed: -n}); err != nil {
			return Same, err
		}
	}
	if len(o.Files) > 0 {
		if err := w.onward(id, o); err != nil {
			return Same, err
		}
	}
	good, err := w.answered(o)
	if err != nil {
		return Same, err
	}
	if o.Kind != "" {
		err = w.failure(id, o, good)
	} else {
		err = w.exec(`UPDATE failure SET ended = ? WHERE address = ? AND list = ? AND ended IS NULL`, moment(o.Time), o.Address, b2i(o.IsList))
	}
	if err != nil {
		return Same, err
	}
	if err := w.copy(o.Address, o.Copy); err != nil {
		return Same, err
	}
	return change, w.bump(o.Run, o.tally(change))
}

// answered notes in the frontier that a page was asked for, and returns when a
// report last came of it.
func (w *pen) answered(o Outcome) (good time.Time, err error) {
	state := "good"
	if o.Kind != "" {
		state = "failed"
	}
	var last string
	if o.IsList {
		_, err = w.one(`SELECT coalesce(good, '') FROM source WHERE list = ? AND division = ? AND organ = ?`, []any{o.List, o.Organ.Division, o.Organ.Name}, &last)
	} else {
		_, err = w.one(`UPDATE frontier SET state = ?1, asked = ?2, good = CASE ?1 WHEN 'good' THEN ?2 ELSE good END, wait = ?3 WHERE address = ?4 RETURNING coalesce(good, '')`,
			[]any{state, moment(o.Time), moment(o.Wait), o.Address}, &last)
	}
	return timeOf(last), err
}

// failure notes a failure, or that it is still there. Another kind at the same
// address takes the place of the last. To be left alone (limited) is no answer:
// what was wrong before, and comes to light again after, is wrong since then.
func (w *pen) failure(source int64, o Outcome, good time.Time) error {
	var since string
	if _, err := w.one(`SELECT coalesce(min(first), '') FROM failure WHERE source = ?1 AND address = ?2 AND kind <> ?3 AND 'limited' IN (kind, ?3) AND ended IS NULL AND list = 0`,
		[]any{source, o.Address, o.Kind}, &since); err != nil {
		return err
	}
	if err := w.exec(`UPDATE failure SET ended = ? WHERE source = ? AND address = ? AND kind <> ? AND ended IS NULL AND list = 0`, moment(o.Time), source, o.Address, o.Kind); err != nil {
		return err
	}
	return w.exec(`INSERT INTO failure (source, address, kind, reason, list, first, last, times, good) VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?8, ?6), ?6, 1, ?7)
		ON CONFLICT DO UPDATE SET reason = ?4, last = ?6, good = ?7, ended = NULL,
			first = CASE WHEN ended IS NULL THEN first ELSE coalesce(?8, ?6) END, times = CASE WHEN ended IS NULL THEN times + 1 ELSE 1 END`,
		source, o.Address, o.Kind, o.Reason, b2i(o.IsList), moment(o.Time), moment(good), text(since))
}

// judged brings the frontier up to date with a page that was read without being
// asked for: saved by others, or read again by another reader.
func (w *pen) judged(e Entry) error {
	state, kind, reason := "good", "", ""
	if e.Report == nil {
		kind, reason, _ = strings.Cut(e.Reason, ": ")
		state = "failed"
	}
	var id, source int64
	var good string
	listed, err := w.one(`SELECT f.id, f.source, coalesce(f.good, '') FROM frontier f WHERE f.address = coalesce(?2, ?1) AND f.page IS NULL AND f.state <> ?3
		AND (?3 = 'good') = EXISTS (`+storedAtFrontier+`)
		AND NOT (?4 = 'attachment-only' AND EXISTS (SELECT 1 FROM manifestation m JOIN page p ON p.address = m.address AND p.reason IS NULL
			JOIN version v ON v.page = p.id AND v.reader = p.reader WHERE m.page = +?1))`, []any{e.Page.URL, text(e.Asked), state, kind}, &id, &source, &good)
	if err != nil || !listed {
		return err
	}
	address := cmp.Or(e.Asked, e.Page.URL)
	if state == "failed" {
		err = w.failure(source, Outcome{Address: address, Kind: kind, Reason: reason, Time: e.Read}, timeOf(good))
	} else {
		err = w.exec(`UPDATE failure SET ended = ? WHERE address = ? AND list = 0 AND ended IS NULL`, moment(e.Read), address)
	}
	if err != nil {
		return err
	}
	return w.exec(`UPDATE frontier SET state = ?1, good = CASE ?1 WHEN 'good' THEN ?2 ELSE good END WHERE id = ?3`, state, moment(e.Read), id)
}

// tally is what an outcome adds to the counts of its run.
func (o Outcome) tally(c Change) (t Tally) {
	t.Pages = b2i(!o.IsList && !o.IsFile)
	switch {
	case o.Kind != "":
		t.Failed = 1
	case o.Entry != nil && c == New:
		t.New = 1
	case o.Entry != nil && c == Revised:
		t.Revised = 1
	case o.IsFile:
	default:
		t.Same = 1
	}
	return t
}

// Remember notes what the archive holds of an address that no list leads to.
func (db *DB) Remember(ctx context.Context, address string, c Copy) error {
	return db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		return w.copy(address, c)
	})
}
