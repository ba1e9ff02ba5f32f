package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
)

// answer is what a query returns, as text.
func answer(db *store.DB, sql string, args map[string]any) (string, error) {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	columns, rows, err := db.Query(ctx, sql, args)
	if err != nil {
		return "", err
	}
	lines := []string{strings.Join(columns, ",")}
	for row, err := range rows {
		if err != nil {
			return "", err
		}
		var fields []string
		for _, v := range row {
			fields = append(fields, fmt.Sprintf("%v", v))
		}
		lines = append(lines, strings.Join(fields, ","))
	}
	return strings.Join(lines, "\n"), nil
}

func TestQuery(t *testing.T) {
	db, _ := open(t)
	put(t, db, entry(organ, division, 2023, "a", "1"))
	const numbers = ` FROM (SELECT 1 AS x, 2 AS y UNION ALL SELECT 2, 4.5 UNION ALL SELECT 4, 8 UNION ALL SELECT NULL, 1)`
	for _, tt := range []struct{ sql, want string }{
		{`SELECT organ, year FROM reports`, "organ,year\n" + organ + ",2023"},
		{`SELECT count(*) AS n FROM facts;  -- all of them` + "\n", "n\n200"},
		{`WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT sum(i) AS s FROM n`, "s\n6"},
		{`VALUES (NULL, 'x''; DROP TABLE report; --', x'00ff')`, "column1,column2,column3\n<nil>,x'; DROP TABLE report; --,[0 255]"},
		{`SELECT median(x) AS m, stddev(x) AS s, variance(x) AS v, percentile(x, 25) AS p, percentile(x, 100) AS top` + numbers,
			"m,s,v,p,top\n2,1.5275252316519465,2.333333333333333,1.5,4"},
		{`SELECT corr(x, y) > 0.99 AS c` + numbers, "c\n1"},
		{`SELECT median(x) AS a, stddev(x) AS b, corr(x, x) AS c FROM (SELECT 1 AS x WHERE 0)`, "a,b,c\n<nil>,<nil>,<nil>"},
		{`SELECT sqrt(9) AS a, sqrt(2.25) AS b, sqrt(NULL) AS c, sqrt(-1) AS d, pow(2, 10) AS e, ln(exp(1)) AS f, log10(1000) AS g, floor(2.7) AS h, ceil(2.1) AS i`,
			"a,b,c,d,e,f,g,h,i\n3,1.5,<nil>,<nil>,1024,1,3,2,3"},
		{`SELECT '安泰街道' REGEXP '^安.街' AS a, 'x' REGEXP 'y' AS b, NULL REGEXP 'y' AS c, 12 REGEXP '^1' AS d`, "a,b,c,d\n1,0,<nil>,1"},
		{`SELECT upper(name) AS n FROM pragma_free WHERE 0`, ""},
		{`SELECT value AS v FROM json_each('[1,"二"]')`, "v\n1\n二"},
		{`SELECT count(*) AS n FROM search WHERE search MATCH '"主 动 公 开"'`, "n\n1"},
		{`SELECT count(*) > 5 AS n FROM sqlite_schema WHERE type = 'view'`, "n\n1"},
	} {
		got, err := answer(db, tt.sql, nil)
		if tt.want == "" {
			if err == nil {
				t.Errorf("%s: %s, want an error", tt.sql, got)
			}
			continue
		}
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", tt.sql, err, diff)
		}
	}
}

func TestQueryParameters(t *testing.T) {
	db, _ := open(t)
	put(t, db, entry(organ, division, 2023, "a", "1"))
	for _, tt := range []struct {
		sql  string
		args map[string]any
		want string
	}{
		{`SELECT count(*) AS n FROM reports WHERE year = :year AND division = :d`, map[string]any{"year": "2023", "d": division}, "n\n1"},
		{`SELECT :a || @b || $c || :a AS x`, map[string]any{"a": "1", "b": "2", "c": "3"}, "x\n1231"},
		{`SELECT typeof(:n) AS t, ':no' AS u -- :neither`, map[string]any{"n": int64(5)}, "t,u\ninteger,:no"},
		{`SELECT :地区 AS x`, map[string]any{"地区": "鼓楼"}, "x\n鼓楼"},
		{`SELECT :a`, nil, "parameter :a has no value"},
		{`SELECT 1`, map[string]any{"a": "1"}, "there is no parameter :a in the SQL"},
		{`SELECT ?`, nil, "write parameters with a name, such as :year, not ?"},
		{"", nil, "there is no SQL in it"},
		{" -- nothing\n;;", nil, "there is no SQL in it"},
		{`SELECT 1; SELECT 2`, nil, "one statement at a time"},
		{"SELECT '\x00'\x00", nil, "there is a NUL byte in the SQL"},
		{`SELEC 1`, nil, `near "SELEC": syntax error`},
		{`SELECT 'open`, nil, `unrecognized token: "'open"`},
		{`SELECT x FROM facts`, nil, "no such column: x"},
		{`SELECT median('约3')`, nil, `median takes numbers, not "约3"`},
		{`SELECT 'a' REGEXP '('`, nil, "error parsing regexp: missing closing ): `(`"},
		{`SELECT percentile(1, 101)`, nil, "percentile takes a second number from 0 to 100"},
	} {
		got, err := answer(db, tt.sql, tt.args)
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.sql, got, tt.want)
		}
	}
}

// Whatever a stranger asks, nothing is written, no other file is read and no
// code is loaded.
func TestQueryOnlyReads(t *testing.T) {
	db, file := open(t)
	put(t, db, entry(organ, division, 2023, "a", "1"))
	other := filepath.Join(t.TempDir(), "other.db")
	if _, err := raw(t, other).Exec(`CREATE TABLE secret (x); INSERT INTO secret VALUES (1)`); err != nil {
		t.Fatal(err)
	}
	before := dump(t, file)
	for sql, want := range map[string]string{
		`ATTACH '` + other + `' AS o`:                                    "ATTACH is refused",
		`ATTACH 'new.db' AS o`:                                           "ATTACH is refused",
		`DETACH main`:                                                    "DETACH is refused",
		`INSERT INTO alias VALUES (1, 'x')`:                              "INSERT is refused",
		`INSERT INTO alias VALUES (1, 'x') RETURNING name`:               "INSERT is refused",
		`WITH x AS (SELECT 1) DELETE FROM report RETURNING id`:           "DELETE is refused",
		`UPDATE organ SET name = 'x' RETURNING id`:                       "UPDATE is refused",
		`REPLACE INTO alias VALUES (1, 'x')`:                             "INSERT is refused",
		`DROP TABLE report`:                                              "is refused",
		`DROP VIEW facts`:                                                "is refused",
		`CREATE TABLE x (a)`:                                             "is refused",
		`CREATE TEMP TABLE x AS SELECT 1`:                                "CREATE is refused",
		`CREATE TEMP VIEW x AS SELECT 1`:                                 "is refused",
		`CREATE VIRTUAL TABLE temp.x USING fts4 (a)`:                     "is refused",
		`ALTER TABLE report ADD COLUMN x`:                                "is refused",
		`PRAGMA query_only = 0`:                                          "PRAGMA is refused",
		`PRAGMA journal_mode = DELETE`:                                   "PRAGMA is refused",
		`PRAGMA table_info(report)`:                                      "PRAGMA is refused",
		`PRAGMA page_size = 512`:                                         "PRAGMA is refused",
		`SELECT * FROM pragma_query_only`:                                "",
		`SELECT load_extension('/tmp/x.so')`:                             "load_extension() is refused",
		`SELECT fts3_tokenizer('simple')`:                                "fts3_tokenizer() is refused",
		`SELECT optimize(search) FROM search WHERE search MATCH '"公 开"'`: "optimize() is refused",
		`INSERT INTO search (search) VALUES ('rebuild')`:                 "INSERT is refused",
		`SELECT readfile('/etc/passwd')`:                                 "no such function: readfile",
		`SELECT writefile('x', 'y')`:                                     "no such function: writefile",
		`BEGIN`:                                                          "a transaction is refused",
		`BEGIN EXCLUSIVE`:                                                "a transaction is refused",
		`SAVEPOINT x`:                                                    "SAVEPOINT is refused",
		`VACUUM`:                                                         "VACUUM is refused",
		`VACUUM INTO 'copy.db'`:                                          "VACUUM is refused",
		`REINDEX`:                                                        "",
		`ANALYZE`:                                                        "",
		`SELECT zeroblob(1000000000)`:                                    "string or blob too big",
		`SELECT replace(hex(zeroblob(8000000)), '0', 'abc')`:             "string or blob too big",
		`SELECT 1 LIKE printf('%.2000c', '%')`:                           "LIKE or GLOB pattern too complex",
	} {
		got, err := answer(db, sql, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %.50q, %v; want %q", sql, got, err, want)
		}
	}
	if diff := cmp.Diff(before, dump(t, file)); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat("new.db"); err == nil {
		t.Error("new.db was made")
	}
}

// What never ends is stopped at the deadline.
func TestQueryStopsInTime(t *testing.T) {
	db, _ := open(t)
	for _, sql := range []string{
		`WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n`,
		`WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n`,
		`WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT median(i) FROM n`,
		`SELECT count(*) FROM box a, box b, box c, box d, box e`,
	} {
		ctx, stop := context.WithTimeout(context.Background(), 300*time.Millisecond)
		start := time.Now()
		_, rows, err := db.Query(ctx, sql, nil)
		if err == nil {
			for _, e := range rows {
				err = e
			}
		}
		stop()
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
			t.Errorf("%s: %v after %v", sql, err, time.Since(start))
		}
	}
}

// A question is answered while others write, from what was committed.
func TestQueryWhileWriting(t *testing.T) {
	db, file := open(t)
	put(t, db, entry(organ, division, 2023, "a", "1"))
	err := db.Batch(context.Background(), func(put func(store.Entry) (store.Change, error)) error {
		if _, err := put(entry(organ, division, 2022, "b", "1")); err != nil {
			return err
		}
		// as another process would
		again, err := store.Open(context.Background(), file)
		if err != nil {
			return err
		}
		defer again.Close()
		got, err := answer(again, `SELECT count(*) AS n FROM reports`, nil)
		if got != "n\n1" {
			t.Errorf("%s, want the one committed", got)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A reader who has seen enough leaves.
func TestQueryLeftEarly(t *testing.T) {
	db, _ := open(t)
	for range 20 {
		_, rows, err := db.Query(context.Background(), `WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n`, nil)
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range rows {
			if err != nil {
				t.Fatal(err)
			}
			if row[0].(int64) == 3 {
				break
			}
		}
	}
}
