package store

import "context"

// Adopt takes what was filed under another name of an organ for its own: the
// reports that name it and that its own lists led to. From then on the name is
// another that the organ prints. It returns how many reports were moved.
func (db *DB) Adopt(ctx context.Context, o Organ, name string) (moved int, err error) {
	err = db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		moved, err = w.adopt(o, name)
		return err
	})
	return moved, err
}

func (w *pen) adopt(o Organ, name string) (moved int, err error) {
	if err := w.alias(o, name); err != nil {
		return 0, err
	}
	id, err := w.organ(Entry{Organ: o})
	if err != nil {
		return 0, err
	}
	var its []int64
	var report int64
	err = w.each(`SELECT r.id FROM report r JOIN organ x ON x.id = r.organ WHERE x.name = ?1 AND x.id <> ?2 AND r.current IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM version v JOIN page p ON p.id = v.page WHERE v.report = r.id AND p.organ IS NOT ?2)`, []any{name, id}, []any{&report}, func() { its = append(its, report) })
	if err != nil {
		return 0, err
	}
	for _, r := range its {
		if err := w.move(r, id, name); err != nil {
			return 0, err
		}
	}
	return len(its), w.exec(`DELETE FROM organ WHERE name = ?1 AND id <> ?2 AND NOT EXISTS (SELECT 1 FROM report r WHERE r.organ = organ.id)
		AND NOT EXISTS (SELECT 1 FROM page p WHERE p.organ = organ.id) AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.organ = organ.id)`, name, id)
}

// move files a report under another organ; where that has one on the year, the
// versions join it.
func (w *pen) move(r, organ int64, name string) error {
	const named = `code = 'organ' AND text LIKE 'the report names “' || ?2 || '” as its organ, %' AND version IN (SELECT id FROM version WHERE report = ?1)`
	for _, change := range []string{
		`UPDATE version SET doubts = doubts - 1 WHERE report = ?1 AND id IN (SELECT version FROM doubt WHERE ` + named + `)`,
		`DELETE FROM doubt WHERE ` + named,
	} {
		if err := w.exec(change, r, name); err != nil {
			return err
		}
	}
	var there int64
	found, err := w.one(`SELECT id FROM report WHERE organ = ?2 AND year = (SELECT year FROM report WHERE id = ?1)`, []any{r, organ}, &there)
	switch {
	case err != nil:
		return err
	case !found:
		if err := w.exec(`UPDATE report SET organ = ?2 WHERE id = ?1`, r, organ); err != nil {
			return err
		}
		return w.choose(`r.id = ?`, r)
	}
	if err := w.exec(`UPDATE OR IGNORE version SET report = ?2 WHERE report = ?1`, r, there); err != nil {
		return err
	}
	for _, id := range []int64{there, r} {
		if err := w.choose(`r.id = ?`, id); err != nil {
			return err
		}
	}
	return w.exec(`DELETE FROM report WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM version v WHERE v.report = report.id)`, r)
}
