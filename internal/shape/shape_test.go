package shape_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"gongkai/internal/codebook"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/shape"
	"gongkai/internal/store"
)

// reader is a store with three reports, one of which lacks two tables.
func reader(t *testing.T) shape.Reader {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "gongkai.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for year, forms := range map[int][]*report.Form{
		2020: {report.FormOf(report.Disclosure, "2019"), report.FormOf(report.Requests, "2019"), report.FormOf(report.Review, "2019")},
		2021: {report.FormOf(report.Requests, "2021")},
		2022: {report.FormOf(report.Disclosure, "2021"), report.FormOf(report.Requests, "2021"), report.FormOf(report.Review, "2019")},
	} {
		r := &report.Report{Organ: "清河区人民政府", Year: year}
		for _, f := range forms {
			table := report.NewTable(f)
			for i, row := range table.Cells {
				for j := range row {
					row[j] = report.Cell{State: report.IsNumber, Value: report.N(int64(100*i + j)), Raw: report.N(int64(100*i + j)).String()}
				}
			}
			r.Tables[f.Kind] = table
		}
		_, err := db.Put(ctx, store.Entry{Organ: store.Organ{Name: "清河区人民政府", Division: "011000"}, Year: year, Report: r, Reader: "1",
			Page: page.Page{URL: "http://a.test/" + string(rune('0'+year-2020)), Status: 200, Body: []byte("x")}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return func(table string) ([]string, shape.Rows, error) { return db.Rows(ctx, table, store.Only{}) }
}

func rowsOf(t *testing.T, read shape.Reader, table string, s shape.Shape) (codebook.Table, [][]string) {
	t.Helper()
	described, rows, err := shape.Of(read, table, s)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		if len(row) != len(described.Variables) {
			t.Fatalf("%d fields for %d variables", len(row), len(described.Variables))
		}
		list = append(list, slices.Clone(row))
	}
	return described, list
}

func field(t codebook.Table, row []string, name string) string {
	return row[slices.IndexFunc(t.Variables, func(v codebook.Variable) bool { return v.Name == name })]
}

// Every wide table says of every cell what facts says of it.
func TestWideFacts(t *testing.T) {
	read := reader(t)
	wide, rows := rowsOf(t, read, "facts", shape.Wide)
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	cells := map[[2]string][2]string{}
	facts, long := rowsOf(t, read, "facts", shape.AsIs)
	for _, r := range long {
		cells[[2]string{field(facts, r, "year"), field(facts, r, "indicator")}] = [2]string{field(facts, r, "value"), field(facts, r, "state")}
	}
	n := 0
	for _, r := range rows {
		for i, v := range wide.Variables {
			if v.Type != codebook.Decimal {
				continue
			}
			want, ok := cells[[2]string{r[2], v.Indicator}]
			if ok {
				n++
			}
			if got := [2]string{r[i], r[i+1]}; ok && got != want || !ok && (got[0] != "" || got[1] != "missing" && got[1] != "not_asked") {
				t.Errorf("%s %s: %v, want %v", r[2], v.Name, got, want)
			}
		}
	}
	if n != len(cells) {
		t.Errorf("%d of %d cells", n, len(cells))
	}
	if got := field(wide, rows[1], "disclosure") + field(wide, rows[1], "requests"); got != "2021" {
		t.Errorf("editions of 2021: %q", got)
	}
}

func TestWidePanel(t *testing.T) {
	wide, rows := rowsOf(t, reader(t), "panel", shape.Wide)
	if len(rows) != 3 || field(wide, rows[0], "requests_received") != "6" || field(wide, rows[1], "permits_state") != "missing" {
		t.Errorf("%v", rows)
	}
}

func TestLong(t *testing.T) {
	_, rows := rowsOf(t, reader(t), "review", shape.Long)
	if len(rows) != 2*15 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestNone(t *testing.T) {
	read := reader(t)
	for table, s := range map[string]shape.Shape{"sections": shape.Wide, "reports": shape.Long, "nothing": shape.Wide} {
		if _, _, err := shape.Of(read, table, s); !errors.Is(err, shape.ErrNone) {
			t.Errorf("%s: %v", table, err)
		}
	}
	for table, s := range map[string]shape.Shape{"facts": shape.Long, "panel": shape.Long, "requests": shape.Wide} {
		if described, _ := rowsOf(t, read, table, s); described.Name != table {
			t.Errorf("%s is described as %s", table, described.Name)
		}
	}
}
