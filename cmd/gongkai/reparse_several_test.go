package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// TestReparseSeveral reads again a page of two reports, of which an older
// reader read a cell of the second otherwise, or did not see the second.
func TestReparseSeveral(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*store.Entry)
		want   []string
		code   int
	}{
		{"as it was", func(*store.Entry) {}, []string{"unchanged 2, changed 0 "}, 0},
		{"a cell of the second", func(e *store.Entry) {
			second := store.Entry{Report: e.Others[0].Report}
			set(&second, "received", "total", 7, report.Unverified)
		}, []string{"清河区民政局", "requests.received.total", "changed 1 (cells 1)"}, 3},
		{"only the first", func(e *store.Entry) { e.Others = nil }, []string{"1 report on the page", "2 reports on the page"}, 3},
	} {
		w := filepath.Join(t.TempDir(), "w")
		if _, err := makeWorkspace(t.Context(), w, config{Contact: "a@b.cn"}, sitesHeader); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(w, "offices.html")
		page := fixtures.Together("clean", fixtures.Sample(1, "2021", "2021").Of("清河区教育局", 2023), fixtures.Sample(2, "2021", "2021").Of("清河区民政局", 2023))
		if err := os.WriteFile(file, page, 0o666); err != nil {
			t.Fatal(err)
		}
		must(t, 0, w, "import", file)
		e := entries(t, w)[0]
		read := reading(e.Page, claim{})
		e.Report, e.Findings, e.Others, e.Reader, e.Read = read.Report, read.Findings, read.Others, "1", read.Read
		tt.change(&e)
		for _, end := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(workspace(w).database() + end); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
		db := opened(t, w)
		_, err := put(t.Context(), db, e)
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		out, talk := must(t, tt.code, w, "reparse")
		for _, want := range tt.want {
			if !strings.Contains(out+talk, want) {
				t.Errorf("%s: no %q in\n%s%s", tt.name, want, out, talk)
			}
		}
		must(t, 0, w, "reparse", "--apply", "--accept")
		if out, talk := must(t, 0, w, "reparse"); !strings.Contains(talk, "unchanged 2, changed 0 ") {
			t.Errorf("%s: after it was stored:\n%s%s", tt.name, out, talk)
		}
	}
}
