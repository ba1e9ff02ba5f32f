package store_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/internal/report"
	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var same = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.AllowUnexported(report.Number{}),
	cmp.Comparer(func(a, b *report.Form) bool { return a == b }),
}

// What is put comes back exactly: every number as printed, every state, text,
// unit and place, every finding.
func TestPutThenReportIsTheSame(t *testing.T) {
	db, _ := open(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		r, findings := anyReport(t), anyFindings(t)
		e := entry("朱坝街道办事处", "320813", 2023, fmt.Sprintf("http://a.test/%d", n), "x")
		e.Organ.Name = fmt.Sprint(e.Organ.Name, n)
		e.Report, e.Findings, e.Year = r, findings, 2023
		if change, err := db.Put(context.Background(), e); err != nil || change != store.New {
			t.Fatal(change, err)
		}
		year := r.Year
		if year == 0 {
			year = e.Year
		}
		got, gotFindings, err := db.Report(context.Background(), e.Organ, year)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, got, same); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(findings, gotFindings, same); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestPuttingTwiceChangesNothing(t *testing.T) {
	db, file := open(t)
	e := entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one")
	kept := store.Entry{Organ: e.Organ, Page: e.Page, Reason: "not-a-report: no statutory table", Reader: "1", Year: 2022}
	kept.Page.URL = "http://a.test/2.html"
	failed := store.Entry{Organ: e.Organ, Reason: "fetch: timeout", Year: 2021}
	failed.Page.URL = "http://a.test/3.html"
	entries := []store.Entry{e, kept, failed}
	for i, want := range []store.Change{store.New, store.Kept, store.Kept} {
		if got := put(t, db, entries[i]); got != want {
			t.Errorf("entry %d: %s, want %s", i, got, want)
		}
	}
	before := dump(t, file)
	for i, e := range entries {
		e.Page.Fetched = e.Page.Fetched.AddDate(0, 1, 0)
		e.Read = e.Read.AddDate(0, 1, 0)
		if got := put(t, db, e); got != store.Same {
			t.Errorf("entry %d again: %s", i, got)
		}
	}
	if diff := cmp.Diff(before, dump(t, file)); diff != "" {
		t.Error(diff)
	}
}

func TestOpeningAgainChangesNothing(t *testing.T) {
	db, file := open(t)
	put(t, db, entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one"))
	before := dump(t, file)
	again, err := store.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if diff := cmp.Diff(before, dump(t, file)); diff != "" {
		t.Error(diff)
	}
	if _, _, err := again.Report(context.Background(), store.Organ{Name: "安泰街道办事处", Division: "350102"}, 2023); err != nil {
		t.Error(err)
	}
}

// A view of another make is replaced, a box that is not of the form removed.
func TestViewsAreRenewed(t *testing.T) {
	db, file := open(t)
	put(t, db, entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one"))
	before := dump(t, file)
	other := raw(t, file)
	for _, sql := range []string{`DROP VIEW facts`, `CREATE VIEW facts AS SELECT 1 AS organ`, `DROP VIEW review`, `DELETE FROM box WHERE row = 2`} {
		if _, err := other.Exec(sql); err != nil {
			t.Fatal(err)
		}
	}
	again, err := store.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if diff := cmp.Diff(before, dump(t, file)); diff != "" {
		t.Error(diff)
	}
	if got := column(t, other, `SELECT count(*) FROM facts`)[0]; got != "200" {
		t.Errorf("%s facts, want 200", got)
	}
}

func TestOpenRefuses(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }

	db, err := store.Open(ctx, path("较新.db"))
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := raw(t, path("较新.db")).Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, path("较新.db")); !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "较新.db") {
		t.Errorf("newer file: %v", err)
	}

	if _, err := raw(t, path("other.db")).Exec(`CREATE TABLE place (url TEXT)`); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, path("other.db")); err == nil || !strings.Contains(err.Error(), "other.db: not a gongkai database") {
		t.Errorf("file of another program: %v", err)
	}
	if got := column(t, raw(t, path("other.db")), `SELECT name FROM sqlite_schema`); len(got) != 1 {
		t.Errorf("the other program's file now holds %v", got)
	}

	if err := os.WriteFile(path("text.db"), []byte(strings.Repeat("not a database ", 99)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(ctx, path("text.db")); err == nil || !strings.Contains(err.Error(), "text.db") {
		t.Errorf("text file: %v", err)
	}
	if _, err := store.Open(ctx, path("none/x.db")); err == nil || !strings.Contains(err.Error(), "none/x.db") {
		t.Errorf("folder that is not there: %v", err)
	}
}

func TestOpenOddNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"100%20.db", "a?b#c.db", "数据 库.db"} {
		db, err := store.Open(context.Background(), filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		db.Close()
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// Migrations that were released never change: a file that has them would not
// get the change.
func TestReleasedMigrationsAreUnchanged(t *testing.T) {
	released := map[string]string{
		"001_report.sql":          "4b46fa31cc7fd63d4dfe0a13f5011640fa062aab4ea1b5688f997af3f677bae0",
		"002_frontier.sql":        "6790dcee66e0d172057a1e3a3462d1e7bcfed7ffd17dc70db9bf7d47b8e187ea",
		"004_indicator.sql":       "0e6f2b56b52dbf001df368c51667af74c8a559a963ed15766fee7576aef37433",
		"003_search.sql":          "1da88514741fd5e74831988c4aed5c83667a24e3b80b66aeb9f2f1bf76139069",
		"005_statement.sql":       "3ab13adad209ffa911554db819b8373aa37d1cea84bee6bc7a35475568b324b7",
		"006_grade.sql":           "80473593b4005781f28190119832250be85e71fdcd7c144adda689c463572ac8",
		"008_indicator_grade.sql": "91b4b8c89ec76c256e470dbddc96f316b172fc1df8f03ffa7c309b346a3d21f1",
		"007_manifestation.sql":   "79d806e21cdc640f34626042a0cde829f5355493d161d71939854e864daa6c19",
		"010_host.sql":            "29bd681e008a13fd3ad7db33a88938cd66a7bcc46512b35ff8392e4b6073463c",
		"011_counted.sql":         "f6d68ad6383cfd1c7d21d7ae7cce8b6974bdad2ed643bed9ba0c07ff731e7706",
		"009_failure_index.sql":   "cc42342ab21b4ca9af3e78fe1612113d7aa02297276ae3198bc21d55378d42c1",
	}
	files, err := os.ReadDir("schema")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join("schema", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(b)); got != released[f.Name()] {
			t.Errorf("%s: SHA-256 %s, released as %q: write a new migration instead", f.Name(), got, released[f.Name()])
		}
		delete(released, f.Name())
	}
	for name := range released {
		t.Errorf("%s is gone", name)
	}
}

// Stored lines are numbered by the rows of their edition, and their values by
// its columns: an edition once released never changes its order.
func TestEditionsAreUnchanged(t *testing.T) {
	released := map[string]string{
		"disclosure 2021": "d69a9f9bf3017351", "disclosure 2019": "834ea1b3a67d8b0a", "requests 2021": "18546e817304c4b7", "requests 2019": "977476c076034b2e", "review 2019": "5a6b36a3f6ea230b",
	}
	for _, f := range report.Forms {
		var keys []string
		for _, r := range f.Rows {
			keys = append(keys, r.Key)
			for _, c := range r.Columns {
				keys = append(keys, "."+c.Key)
			}
			if len(r.Columns) > 7 {
				t.Errorf("%s: a line holds 7 cells, not %d", r.Key, len(r.Columns))
			}
		}
		name := f.Kind.String() + " " + f.Edition
		sum := sha256.Sum256([]byte(strings.Join(keys, "\n")))
		if got := fmt.Sprintf("%x", sum[:8]); got != released[name] {
			t.Errorf("%s: %s, released as %s", name, got, released[name])
		}
	}
}

func TestReportThatIsNotThere(t *testing.T) {
	db, _ := open(t)
	_, _, err := db.Report(context.Background(), store.Organ{Name: "教育局", Division: "350102"}, 2023)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "教育局") {
		t.Error(err)
	}
	if _, _, err := db.Version(context.Background(), 7); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestPutRefusesWhatNoFormHas(t *testing.T) {
	db, file := open(t)
	before := dump(t, file)
	e := entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one")
	e.Report.Tables[report.Requests].Cells[3][2].State = report.NotAsked
	if _, err := db.Put(context.Background(), e); err == nil || !strings.Contains(err.Error(), "http://a.test/1.html: requests row 4 column 3") {
		t.Errorf("not asked: %v", err)
	}
	e = entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one")
	short := e.Report.Tables[report.Requests]
	short.Cells = short.Cells[:3]
	if _, err := db.Put(context.Background(), e); err == nil {
		t.Error("a table cut short was stored")
	}
	e.Page.URL = ""
	if _, err := db.Put(context.Background(), e); err == nil {
		t.Error("a page without an address was stored")
	}
	if diff := cmp.Diff(before, dump(t, file)); diff != "" {
		t.Error(diff)
	}
	e = entry("安泰街道办事处", "350102", 2023, "http://a.test/1.html", "one")
	if got := put(t, db, e); got != store.New {
		t.Errorf("after the refusals: %s", got)
	}
}

func TestBatchCommitsInParts(t *testing.T) {
	db, file := open(t)
	r := rand.New(rand.NewPCG(1, 2))
	stop := errors.New("stop")
	err := db.Batch(context.Background(), func(put func(store.Entry) (store.Change, error)) error {
		for i := range 600 {
			e := entry("街道办事处", "350102", 1000+i, fmt.Sprintf("http://a.test/%d", i), fmt.Sprint(r.Uint64()))
			if _, err := put(e); err != nil {
				return err
			}
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if got := column(t, raw(t, file), `SELECT count(*) FROM reports`)[0]; got != "511" {
		t.Errorf("%s reports committed before the error, want 511", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := db.Put(ctx, entry("街道办事处", "350102", 2023, "http://a.test/", "x")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
