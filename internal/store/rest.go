package store

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Rest is until when a host wants no question; the zero time when it never said so.
func (db *DB) Rest(ctx context.Context, host string) (until time.Time, err error) {
	var at string
	err = db.look(ctx, `SELECT until FROM host WHERE name = ?`, []any{host}, []any{&at}, func() { until = timeOf(at) })
	return until, err
}

// Rests notes until when a host wants no question.
func (db *DB) Rests(ctx context.Context, host string, until time.Time) error {
	return db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		return w.exec(`INSERT INTO host (name, until) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET until = ?2`, host, moment(until))
	})
}

// Resting are the hosts that want no question now, and until when.
func (db *DB) Resting(ctx context.Context, now time.Time) (map[string]time.Time, error) {
	hosts := make(map[string]time.Time)
	var host, until string
	err := scanArgs(ctx, db.reader, `SELECT name, until FROM host WHERE until > ?`, []any{moment(now)}, []any{&host, &until}, func() { hosts[host] = timeOf(until) })
	return hosts, err
}

// Wake forgets that a host wants no question, and that its pages do not. The
// error is that it does not rest.
func (db *DB) Wake(ctx context.Context, host string, now time.Time) error {
	return db.write(ctx, func(w *pen) error {
		if err := w.begin(); err != nil {
			return err
		}
		var until string
		ok, err := w.one(`DELETE FROM host WHERE name = ? AND until > ? RETURNING until`, []any{host, moment(now)}, &until)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("wake %s: no host of this name is at rest", host)
		}
		var id int64
		var address, wait string
		var theirs []int64
		err = w.each(`SELECT id, address, wait FROM frontier WHERE wait > ?`, []any{moment(now)}, []any{&id, &address, &wait}, func() {
			if wait == until || isOf(address, host) { // a page of another host may have led to this one
				theirs = append(theirs, id)
			}
		})
		for _, id := range theirs {
			if err == nil {
				err = w.exec(`UPDATE frontier SET wait = NULL WHERE id = ?`, id)
			}
		}
		return err
	})
}

// isOf tells whether an address is of a host, whatever its port.
func isOf(address, host string) bool {
	u, err := url.Parse(address)
	at, err2 := url.Parse("//" + host)
	return err == nil && err2 == nil && strings.EqualFold(strings.TrimSuffix(u.Hostname(), "."), at.Hostname())
}
