package store_test

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"

	"gongkai/internal/store"
)

// A hundred thousand reports, twenty million facts: how long things take and
// how much memory, for a person to read.
func TestScale(t *testing.T) {
	if os.Getenv("LONG") != "1" {
		t.Skip("100,000 reports: set LONG=1 to try them")
	}
	db, file := open(t)
	clock := func(what string, f func()) {
		start := time.Now()
		f()
		t.Logf("%-40s %v", what, time.Since(start).Round(time.Microsecond))
	}
	clock("put 100,000 reports", func() {
		for part := range 20 {
			entries := many(5000)
			err := db.Batch(context.Background(), func(put func(store.Entry) (store.Change, error)) error {
				for _, e := range entries {
					e.Organ.Division = string(rune('a'+part)) + e.Organ.Division
					e.Page.URL += string(rune('a' + part))
					if _, err := put(e); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	look := raw(t, file)
	for _, q := range []string{
		`SELECT value FROM facts WHERE organ = '第7街道办事处' AND year = 2021 AND indicator = 'requests.received.total'`,
		`SELECT received_total FROM requests WHERE organ = '第7街道办事处' AND year = 2021`,
		`SELECT year, sum(received_total) FROM requests GROUP BY year`,
		`SELECT year, sum(value) FROM facts WHERE indicator = 'requests.received.total' GROUP BY year`,
		`SELECT organ, year, at FROM findings WHERE rule = 'requests/balance' AND result = 'fail'`,
	} {
		clock(q[:40], func() { column(t, look, `SELECT count(*) FROM (`+q+`)`) })
	}
	for _, q := range []string{
		`SELECT value FROM facts WHERE organ = '第7街道办事处' AND year = 2021 AND indicator = 'requests.received.total'`,
		`SELECT year, median(received_total) FROM requests GROUP BY year`,
	} {
		clock("guarded "+q[:32], func() {
			if _, err := answer(db, q, nil); err != nil {
				t.Fatal(err)
			}
		})
	}
	for _, table := range tables {
		var most uint64
		clock("export "+table, func() {
			_, rows, err := db.Rows(context.Background(), table, store.Only{})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, err := range rows {
				if err != nil {
					t.Fatal(err)
				}
				if n++; n%100_000 == 0 {
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapAlloc)
				}
			}
		})
		t.Logf("%-40s %d MB", "  heap at most", most>>20)
	}
}
