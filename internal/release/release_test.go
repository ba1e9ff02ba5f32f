package release_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/internal/page"
	"gongkai/internal/release"
	"gongkai/internal/report"
	"gongkai/internal/store"

	"github.com/google/go-cmp/cmp"
)

// entry is a report with n in the box for requests received.
func entry(organ, division string, year, n int) store.Entry {
	r := &report.Report{Organ: organ, Year: year, Title: organ + "年报"}
	for _, f := range []*report.Form{report.FormOf(report.Requests, "2021"), report.FormOf(report.Review, "2019")} {
		t := report.NewTable(f)
		for i, row := range t.Cells {
			for j := range row {
				row[j] = report.Cell{State: report.IsNumber, Value: report.N(0), Raw: "0"}
				if i+j == 0 {
					row[j] = report.Cell{State: report.IsNumber, Value: report.N(int64(n)), Raw: fmt.Sprint(n)}
				}
			}
		}
		t.Cells[1][1] = report.Cell{State: report.Blank}
		r.Tables[f.Kind] = t
	}
	r.Sections = []report.Section{{Number: 1, Heading: "一、总体情况", Text: "两行\n\"引号\", 逗号"}}
	return store.Entry{Organ: store.Organ{Name: organ, Division: division}, Year: year, Report: r, Reader: "1", Read: time.Now(),
		Page: page.Page{URL: fmt.Sprintf("http://www.%s.test/%d.html", division, year), Status: 200, Fetched: time.Date(2024, 1, 31, 8, 0, 0, 0, time.UTC), Body: []byte(fmt.Sprint(organ, year, n))}}
}

// written is a release of the entries, stored in this order.
func written(t *testing.T, dir string, entries ...store.Entry) string {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "gongkai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, e := range entries {
		if _, err := db.Put(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	dir = filepath.Join(t.TempDir(), dir)
	r := release.Release{Program: "gongkai test", Read: func(table string) ([]string, iter.Seq2[[]string, error], error) {
		return db.Rows(ctx, table, store.Only{})
	}}
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

var (
	qinghe = entry("清河区人民政府", "011000", 2022, 5)
	liuxi  = entry("柳溪镇人民政府", "320892101001", 2022, 7)
	anhe   = entry("安和街道办事处", "320891001", 2021, 9)
)

// What was stored in another order, at another time, is released the same.
func TestSameBytes(t *testing.T) {
	a := written(t, "a", qinghe, liuxi, anhe)
	b := written(t, "b", anhe, liuxi, qinghe)
	sums := func(dir string) string {
		text, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if diff := cmp.Diff(sums(a), sums(b)); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"data/facts.csv", "data/requests.parquet", "SOURCES.csv", "datapackage.json", "CITATION.cff", "load.R", "load.py", "load.do", "codebook.html", "README.md"} {
		if !strings.Contains(sums(a), "  "+name+"\n") {
			t.Errorf("no %s", name)
		}
	}
}

// Everything that datapackage.json names is there, with that many bytes and
// those columns.
func TestDatapackage(t *testing.T) {
	dir := written(t, "a", qinghe, liuxi)
	text, err := os.ReadFile(filepath.Join(dir, "datapackage.json"))
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Created, Version string
		Resources        []struct {
			Name, Path, Format, Hash string
			Bytes                    int64
			Schema                   struct {
				Fields      []struct{ Name, Type, Title string }
				PrimaryKey  []string
				ForeignKeys []struct {
					Fields    []string
					Reference struct {
						Resource string
						Fields   []string
					}
				}
			}
		}
	}
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	if p.Version != "2024-01-31" || !strings.HasPrefix(p.Created, "2024-01-31T08") {
		t.Errorf("version %s, created %s", p.Version, p.Created)
	}
	names := map[string]bool{}
	for _, r := range p.Resources {
		if names[r.Name] || r.Name != strings.ToLower(r.Name) {
			t.Errorf("name %q", r.Name)
		}
		names[r.Name] = true
		data, err := os.ReadFile(filepath.Join(dir, r.Path))
		if err != nil || int64(len(data)) != r.Bytes || !strings.HasPrefix(r.Hash, "sha256:") {
			t.Errorf("%s: %d bytes, %v; want %d", r.Path, len(data), err, r.Bytes)
		}
		var fields []string
		for _, f := range r.Schema.Fields {
			fields = append(fields, f.Name)
			if f.Name == "division" && f.Type != "string" {
				t.Errorf("%s: division is %s", r.Path, f.Type)
			}
		}
		if head, _, _ := strings.Cut(string(data), "\n"); r.Format == "csv" && head != strings.Join(fields, ",") {
			t.Errorf("%s: %s", r.Path, cmp.Diff(strings.Split(head, ","), fields))
		}
		for _, key := range r.Schema.ForeignKeys {
			if !names[key.Reference.Resource] || !slices.Equal(key.Fields, key.Reference.Fields) || !slices.Contains(fields, key.Fields[0]) {
				t.Errorf("%s: %+v leads nowhere", r.Path, key)
			}
		}
		if r.Format == "csv" {
			checkKey(t, r.Path, string(data), fields, r.Schema.PrimaryKey)
		}
	}
}

// checkKey makes sure that a key tells the lines of a table apart.
func checkKey(t *testing.T, path, data string, fields, key []string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		var value []string
		for _, name := range key {
			value = append(value, row[slices.Index(fields, name)])
		}
		if one := strings.Join(value, "|"); len(key) > 0 && seen[one] {
			t.Errorf("%s: two lines are %s", path, one)
		} else {
			seen[one] = true
		}
	}
}

// CITATION.cff has what format 1.2.0 asks for, and nothing it does not know.
func TestCitation(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(written(t, "a", qinghe), "CITATION.cff"))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		values[key] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	want := map[string]string{"cff-version": "1.2.0", "type": "dataset", "message": "Please cite this data set as below.", "authors": "", "  - name": "gongkai", "version": "2024-01-31", "date-released": "2024-01-31",
		"title": "Annual reports on government information disclosure in China: 1 report of 1 organ, 2022"}
	if diff := cmp.Diff(want, values); diff != "" {
		t.Error(diff)
	}
}

func TestDiff(t *testing.T) {
	more := entry("清河区人民政府", "011000", 2023, 1)
	other := entry("清河区人民政府", "011000", 2022, 6)
	a, b := written(t, "a", qinghe, liuxi), written(t, "b", other, more, anhe)
	var got []string
	for c, err := range release.Diff(a, b) {
		if err != nil {
			t.Fatal(err)
		}
		before, _, _ := strings.Cut(c.Before, " ")
		after, _, _ := strings.Cut(c.After, " ")
		got = append(got, strings.Join([]string{c.What, c.Division, c.Year, c.Indicator, before, after}, " "))
	}
	want := []string{
		"revised 011000 2022  http://www.011000.test/2022.html http://www.011000.test/2022.html",
		"revised 011000 2022 requests.received.natural_person 5 6",
		"revised 011000 2022 review.reconsideration.upheld 5 6",
		"added 011000 2023   http://www.011000.test/2023.html",
		"added 320891001 2021   http://www.320891001.test/2021.html",
		"withdrawn 320892101001 2022  http://www.320892101001.test/2022.html ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for c, err := range release.Diff(a, a) {
		t.Errorf("a release differs from itself: %v, %v", c, err)
	}
	for _, err := range release.Diff(a, t.TempDir()) {
		if err == nil || !strings.Contains(err.Error(), "is not a release") {
			t.Errorf("%v", err)
		}
	}
}

// A folder that is there is left alone, and an empty collection leaves nothing.
func TestWriteNothing(t *testing.T) {
	dir := t.TempDir()
	if err := (release.Release{}).Write(dir); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("%v", err)
	}
	db, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "gongkai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	none := release.Release{Read: func(table string) ([]string, iter.Seq2[[]string, error], error) {
		return db.Rows(context.Background(), table, store.Only{})
	}}
	if err := none.Write(filepath.Join(dir, "r")); err == nil || !strings.Contains(err.Error(), "no reports") {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}
