package main

import (
	"path/filepath"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/page"
	"gongkai/internal/store"
)

// A report below another one that cannot be filed is a doubt about that one,
// which is filed.
func TestUnfiledBelow(t *testing.T) {
	a, b := fixtures.Sample(1, "2021", "2021").Of("清河区教育局", 2023), fixtures.Sample(2, "2021", "2021").Of("", 2022)
	e := reading(page.Page{URL: "http://a.example/1.html", Status: 200, Type: "text/html", Body: fixtures.Together("clean", a, b)}, claim{})
	if e.Report == nil {
		t.Fatal(e.Reason)
	}
	var doubts []string
	for _, d := range e.Report.Doubts {
		doubts = append(doubts, d.Code+": "+d.Text)
	}
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Put(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.Report(t.Context(), store.Organ{Name: "清河区教育局", Site: ""}, 2023); err != nil || len(e.Others) != 0 || !strings.Contains(strings.Join(doubts, "\n"), "names no organ") {
		t.Errorf("%v, %d others, doubts %q", err, len(e.Others), doubts)
	}
}
