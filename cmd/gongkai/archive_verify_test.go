package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestVerifyPointers crawls a site that redirects its robots.txt, list, a page
// and a file, finds all of it where the database says, and then what is not
// there any more: one row at a time is turned to a record that is another's, or
// told of other bytes.
func TestVerifyPointers(t *testing.T) {
	whole := strings.Replace(string(reportOf("清河区人民政府", 2023, "2021").HTML("clean")), "</body>", `<a href="a.pdf">全文.pdf</a></body>`, 1)
	l := &living{pages: map[string][]byte{"/robots.txt": []byte("User-agent: *\n"), "/nb/2023.html": []byte(whole), "/nb/b.pdf": []byte("%PDF-1.4\n"),
		"/nb/moved.html": reportOf("清河区人民政府", 2022, "2021").HTML("clean")}, header: map[string]http.Header{}}
	l.list(2023, 2022)
	l.pages["/nb/2023.html"] = []byte(whole)
	to := map[string]string{"/": "/nb/", "/nb/2022.html": "/nb/moved.html", "/nb/a.pdf": "/nb/b.pdf"}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to[r.URL.Path] != "" {
			http.Redirect(w, r, to[r.URL.Path], http.StatusFound)
			return
		}
		l.ServeHTTP(w, r)
	}))
	defer s.Close()
	dir := workspaceOf(t, "清河区人民政府,990100,,"+s.URL+"/,,,\n")
	for range 2 { // the second makes revisits
		if said, code := runIn(t, dir, "crawl", "--only", "all"); code != 0 || !strings.Contains(said, "failed 0") {
			t.Fatalf("crawl ends with %d and says %s", code, said)
		}
	}
	if said, code := runIn(t, dir, "archive", "verify"); code != 0 {
		t.Fatalf("verify ends with %d and says %s", code, said)
	}
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, tt := range []struct{ table, row, change, says string }{
		{"page", "/nb/2023.html", "ref = (SELECT ref FROM page WHERE address LIKE '%moved.html')", "the answer of .*/nb/moved.html"},
		{"page", "/nb/2023.html", "hash = lower(hex(zeroblob(32)))", "other bytes, of .*/nb/2023.html"},
		{"page", "/nb/moved.html", "ref = replace(ref, ':', ':1')", "no whole answer"},
		{"file", "/nb/a.pdf", "ref = (SELECT ref FROM page WHERE address LIKE '%2023.html')", "the answer of .*/nb/2023.html"},
		{"file", "/nb/a.pdf", "hash = ''", ""},
		{"copy", "/nb/2022.html", "ref = (SELECT ref FROM page WHERE address LIKE '%2023.html')", "other bytes, of .*/nb/2023.html"},
		{"copy", "/", "ref = (SELECT ref FROM page WHERE address LIKE '%2023.html')", "other bytes, of .*/nb/2023.html"},
	} {
		var was, hash string
		column := map[string]string{"copy": "digest"}[tt.table]
		if column == "" {
			column = "hash"
		}
		if err := db.QueryRow(fmt.Sprintf(`SELECT ref, %s FROM %s WHERE address = ?`, column, tt.table), s.URL+tt.row).Scan(&was, &hash); err != nil {
			t.Fatalf("%s %s: %v", tt.table, tt.row, err)
		}
		change := func(set string, args ...any) {
			if _, err := db.Exec(fmt.Sprintf(`UPDATE %s SET %s WHERE address = '%s'`, tt.table, set, s.URL+tt.row), args...); err != nil {
				t.Fatal(err)
			}
		}
		change(tt.change)
		said, code := runIn(t, dir, "archive", "verify")
		want := regexp.MustCompile(`^gongkai: ` + regexp.QuoteMeta(s.URL+tt.row) + `: the database says that it is at gongkai-\d+-\d+\.warc\.gz:\d+ \(row of ` + tt.table + `\), where the archive has ` + tt.says + `\n\d+ records are as they were written, 1 wrong\n$`)
		if wrong := tt.says != ""; wrong && (code != exitFailed || !want.MatchString(said)) || !wrong && code != 0 {
			t.Errorf("%s of %s with %s: ends with %d and says %s", tt.table, tt.row, tt.change, code, said)
		}
		change("ref = ?, "+column+" = ?", was, hash)
	}
}
