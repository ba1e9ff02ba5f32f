package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/internal/store"
)

// many are n entries of 200 values, 42 findings and six sections each, from
// n/5 organs in five years.
func many(n int) []store.Entry {
	entries := make([]store.Entry, n)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range entries {
		organ, year := fmt.Sprintf("第%d街道办事处", i/5), 2019+i%5
		e := page1(organ, fmt.Sprintf("%d", 110000000+i/5), year, fmt.Sprintf("http://www.a%d.test/zwgk/%d.html", i/50, i), fmt.Sprint("page", i))
		// A hundred different reports: two thousand at once would measure the
		// collector walking them.
		e.Report, e.Findings = entries[i%100].Report, entries[i%100].Findings
		if i < 100 {
			e.Report, e.Findings = plain(r, organ, year, forms2021()...), results(i%20 == 0)
		}
		again := *e.Report
		again.Organ, again.Year = organ, year
		e.Report = &again
		entries[i] = e
	}
	return entries
}

// fill is a file with n reports.
func fill(b testing.TB, n int) (*store.DB, string) {
	b.Helper()
	db, file := open(b)
	err := db.Batch(context.Background(), func(put func(store.Entry) (store.Change, error)) error {
		for _, e := range many(n) {
			if _, err := put(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, file
}

// Put: one report a transaction. Batch: as archives are read. Values are the
// 200 cells of each report.
func BenchmarkPut(b *testing.B) {
	entries := many(2000)
	rate := func(b *testing.B, n int) { b.ReportMetric(float64(n)*200/b.Elapsed().Seconds(), "values/s") }
	b.Run("one", func(b *testing.B) {
		n := 0
		for b.Loop() {
			b.StopTimer()
			db, _ := open(b)
			b.StartTimer()
			for _, e := range entries[:500] {
				if _, err := db.Put(context.Background(), e); err != nil {
					b.Fatal(err)
				}
			}
			n += 500
		}
		rate(b, n)
	})
	b.Run("batch", func(b *testing.B) {
		n := 0
		for b.Loop() {
			b.StopTimer()
			db, _ := open(b)
			b.StartTimer()
			err := db.Batch(context.Background(), func(put func(store.Entry) (store.Change, error)) error {
				for _, e := range entries {
					if _, err := put(e); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			n += len(entries)
		}
		rate(b, n)
	})
	b.Run("same", func(b *testing.B) {
		db, _ := fill(b, 100)
		n := 0
		for b.Loop() {
			if change, err := db.Put(context.Background(), entries[n%100]); err != nil || change != store.Same {
				b.Fatal(change, err)
			}
			n++
		}
	})
}

func BenchmarkRows(b *testing.B) {
	db, file := fill(b, 5000)
	pages, err := strconv.Atoi(column(b, raw(b, file), `SELECT page_count * page_size FROM pragma_page_count, pragma_page_size`)[0])
	if err != nil {
		b.Fatal(err)
	}
	size := float64(pages) / 5000
	for _, table := range []string{"facts", "requests", "reports", "findings"} {
		b.Run(table, func(b *testing.B) {
			rows, fields := 0, 0
			for b.Loop() {
				_, all, err := db.Rows(context.Background(), table, store.Only{})
				if err != nil {
					b.Fatal(err)
				}
				for row, err := range all {
					if err != nil {
						b.Fatal(err)
					}
					rows, fields = rows+1, fields+len(row)
				}
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(size, "bytes/report")
			b.ReportMetric(float64(fields)/b.Elapsed().Seconds(), "fields/s")
		})
	}
}

// Questions as researchers ask them, through the views.
func BenchmarkQuery(b *testing.B) {
	_, file := fill(b, 5000)
	db := raw(b, file)
	for _, q := range []struct{ name, sql string }{
		{"point", `SELECT value FROM facts WHERE organ = '第7街道办事处' AND year = 2021 AND indicator = 'requests.received.total'`},
		{"wide point", `SELECT received_total, received_total_state FROM requests WHERE organ = '第7街道办事处' AND year = 2021`},
		{"by year", `SELECT year, sum(received_total) FROM requests GROUP BY year`},
		{"by year facts", `SELECT year, sum(value) FROM facts WHERE indicator = 'requests.received.total' GROUP BY year`},
		{"failed", `SELECT organ, year, at FROM findings WHERE rule = 'requests/balance' AND result = 'fail'`},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if len(column(b, db, `SELECT count(*) FROM (`+q.sql+`)`)) != 1 {
					b.Fatal("no answer")
				}
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	_, file := fill(b, 10)
	b.Run("existing", func(b *testing.B) {
		for b.Loop() {
			db, err := store.Open(context.Background(), file)
			if err != nil {
				b.Fatal(err)
			}
			db.Close()
		}
	})
	b.Run("new", func(b *testing.B) {
		dir, n := b.TempDir(), 0
		for b.Loop() {
			n++
			db, err := store.Open(context.Background(), filepath.Join(dir, fmt.Sprint(n, ".db")))
			if err != nil {
				b.Fatal(err)
			}
			db.Close()
		}
	})
}

// The same as a person asks them: a guarded connection each, and functions of ours.
func BenchmarkAsk(b *testing.B) {
	db, _ := fill(b, 5000)
	for _, q := range []struct{ name, sql string }{
		{"point", `SELECT value FROM facts WHERE organ = '第7街道办事处' AND year = 2021 AND indicator = 'requests.received.total'`},
		{"median", `SELECT year, median(received_total), stddev(received_total) FROM requests GROUP BY year`},
		{"regexp", `SELECT count(*) FROM reports WHERE organ REGEXP '^第1.*街道'`},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if got, err := answer(db, q.sql, nil); err != nil || len(got) < 2 {
					b.Fatal(got, err)
				}
			}
		})
	}
}

// Settle is what a crawl asks of the file: lists of five pages, and each page
// looked for, and then stored with 31 others. Values are the 200 cells of each.
func BenchmarkSettle(b *testing.B) {
	const pages, each, deskful = 500, 5, 32
	entries := many(pages)
	prose := strings.Repeat("本年度，第七街道办事处主动公开政府信息，及时更新，认真答复每一件申请。", 14)
	for i := range entries {
		again := *entries[i].Report
		again.Sections = slices.Clone(again.Sections)
		for j := range again.Sections {
			again.Sections[j].Text = prose
		}
		entries[i].Report = &again
	}
	done := 0
	for b.Loop() {
		b.StopTimer()
		db, _ := open(b)
		b.StartTimer()
		var waiting []store.Outcome
		for i := 0; i < pages; i += each {
			crawlList(b, db, entries[i:i+each], func(o store.Outcome) {
				if waiting = append(waiting, o); len(waiting) == deskful {
					if _, err := db.Settle(b.Context(), waiting...); err != nil {
						b.Fatal(err)
					}
					waiting = waiting[:0]
				}
			})
		}
		done += pages
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(done), "ms/page")
}

// crawlList walks a list of entries and settles what came of each.
func crawlList(b *testing.B, db *store.DB, entries []store.Entry, settle func(store.Outcome)) {
	ctx, first := b.Context(), entries[0]
	in := store.Listing{Organ: first.Organ, List: "http://list.test/" + first.Organ.Name, Pages: 1, Whole: true, Time: day,
		Copies: map[string]store.Copy{"http://list.test/" + first.Organ.Name: {Ref: "a:1", Digest: "sha256:x", Time: day}}}
	for _, e := range entries {
		in.Links = append(in.Links, store.Link{Address: e.Page.URL, Title: e.Report.Title, Year: e.Report.Year})
	}
	if _, err := db.Copy(ctx, in.List); err != nil {
		b.Fatal(err)
	}
	if _, _, err := db.Listed(ctx, in); err != nil {
		b.Fatal(err)
	}
	for range 2 { // it is asked again when the pages have come
		if list, err := db.Targets(ctx, in.Organ, in.List); err != nil || len(list) != len(entries) {
			b.Fatal(len(list), err)
		}
	}
	for _, e := range entries {
		if known, err := db.Known(ctx, e.Page.URL); err != nil || known {
			b.Fatal(known, err)
		}
		settle(store.Outcome{Run: 1, Organ: in.Organ, List: in.List, Address: e.Page.URL, Time: day, Entry: &e,
			Copy: store.Copy{Ref: "a:2", Digest: "sha256:y", Time: day}})
	}
}
