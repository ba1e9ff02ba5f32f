package store

import (
	"context"
	"fmt"
	"time"
)

// Run is one crawl and what came of it.
type Run struct {
	ID     int64
	Since  time.Time // when the first of the runs began that this one goes on with
	Begun  time.Time
	Ended  time.Time // zero while it goes on
	Ending string    // done, interrupted, limit, time, killed or failed
	Work   string    // what was to be done
	Place  string    // of the archive: what stands before it is settled
	PID    int
	Goes   bool // it goes on with one that was killed, as if that had never ended: its counts are those of both
	Tally
}

// Tally is what came of a crawl, in numbers.
type Tally struct {
	Lists, Pages, New, Revised, Same, Failed, Broken int
}

// resumable is how long ago a run may have begun for another to go on with it.
const resumable = 24 * time.Hour

// Begin notes that a crawl begins, with the archive ending at r.Place. When the
// last run had the same work and came to no end less than a day ago, this one
// goes on with it: its Since is that of the other. When the last run was broken
// off, Place is where that began: what it kept may not be settled, see Settled.
// Runs that are still open were killed: one crawl at a time holds a workspace.
func (db *DB) Begin(ctx context.Context, r Run) (Run, error) {
	err := db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		if err := w.exec(`UPDATE run SET ending = 'killed', ended = coalesce((SELECT max(asked) FROM frontier), begun) WHERE ended IS NULL`); err != nil {
			return err
		}
		var since, work, ending, place string
		_, err := w.one(`SELECT since, work, ending, place FROM run ORDER BY id DESC LIMIT 1`, nil, &since, &work, &ending, &place)
		if err != nil {
			return err
		}
		r.Since = r.Begun
		if begun := timeOf(since); work == r.Work && ending != "done" && begun.After(r.Begun.Add(-resumable)) {
			r.Since, r.Goes = begun, ending == "killed"
		}
		if ending == "killed" || ending == "interrupted" || ending == "failed" {
			r.Place = place
		}
		r.ID, err = w.add(`INSERT INTO run (since, begun, work, place, pid) VALUES (?, ?, ?, ?, ?) RETURNING id`,
			moment(r.Since), moment(r.Begun), r.Work, r.Place, r.PID)
		if err != nil || !r.Goes {
			return err
		}
		return w.exec(`UPDATE run SET (lists, pages, new, revised, same, failed, broken) =
			(SELECT lists, pages, new, revised, same, failed, broken FROM run WHERE id < ?1 ORDER BY id DESC LIMIT 1) WHERE id = ?1`, r.ID)
	})
	if err != nil {
		return r, fmt.Errorf("begin a run: %w", err)
	}
	return r, nil
}

// Settled notes that all that stands before a place of the archive is settled.
func (db *DB) Settled(ctx context.Context, id int64, place string) error {
	return db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		return w.exec(`UPDATE run SET place = ? WHERE id = ?`, place, id)
	})
}

// Finish notes that a crawl has ended, and how, and returns it with its counts.
func (db *DB) Finish(ctx context.Context, id int64, ending string, now time.Time) (Run, error) {
	err := db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		if err := w.exec(`UPDATE run SET ended = ?, ending = ? WHERE id = ?`, moment(now), ending, id); err != nil {
			return err
		}
		return w.index(1)
	})
	if err != nil {
		return Run{}, fmt.Errorf("finish run %d: %w", id, err)
	}
	list, err := db.runs(ctx, `WHERE id = ?`, id)
	if err != nil || len(list) == 0 {
		return Run{}, fmt.Errorf("finish run %d: %w", id, err)
	}
	return list[0], nil
}

// Runs are all crawls, the newest first.
func (db *DB) Runs(ctx context.Context) ([]Run, error) { return db.runs(ctx, `ORDER BY id DESC`) }

func (db *DB) runs(ctx context.Context, which string, args ...any) (list []Run, err error) {
	var r Run
	var since, begun, ended string
	into := []any{&r.ID, &since, &begun, &ended, &r.Ending, &r.Work, &r.Place, &r.PID, &r.Lists, &r.Pages, &r.New, &r.Revised, &r.Same, &r.Failed, &r.Broken}
	err = scanArgs(ctx, db.reader, `SELECT id, since, begun, coalesce(ended, ''), coalesce(ending, ''), work, place, pid,
		lists, pages, new, revised, same, failed, broken FROM run `+which, args, into, func() {
		r.Since, r.Begun, r.Ended = timeOf(since), timeOf(begun), timeOf(ended)
		list = append(list, r)
	})
	return list, err
}

// bump adds to the counts of a run. A run that is killed has them as of its
// last page.
func (w *pen) bump(run int64, t Tally) error {
	if run == 0 {
		return nil
	}
	return w.exec(`UPDATE run SET lists = lists + ?, pages = pages + ?, new = new + ?, revised = revised + ?, same = same + ?, failed = failed + ?, broken = broken + ? WHERE id = ?`,
		t.Lists, t.Pages, t.New, t.Revised, t.Same, t.Failed, t.Broken, run)
}

// counting is since when the counts of a run, ?2, count: since the first of those
// that it goes on with as if they had never ended.
const counting = `(SELECT min(begun) FROM run WHERE id <= ?2 AND id > coalesce((SELECT max(r.id) FROM run r WHERE r.id < ?2
	AND (r.ending <> 'killed' OR r.work <> (SELECT work FROM run WHERE id = ?2))), 0))`

// timeOf reads a moment; the zero time of an empty one.
func timeOf(text string) time.Time {
	t, _ := time.Parse("2006-01-02T15:04:05.000Z", text) // written by moment
	return t
}
