package export_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/internal/export"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func seq(rows [][]string, end error) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
		if end != nil {
			yield(nil, end)
		}
	}
}

func TestCSV(t *testing.T) {
	columns := []string{"organ", "division", "value", "text"}
	rows := [][]string{
		{"安泰街道办事处", "350102", "0", "一、总体情况"},
		{"a,b", "011000", "", `说"公开"`},
		{"two\nlines", "350102001000", "851.776247", "cr\rlf\r\n"},
		{" space ", "", "-4", "=1+1"},
	}
	for _, c := range []struct {
		o    export.CSVOptions
		want string
	}{
		{export.CSVOptions{}, "organ,division,value,text\n安泰街道办事处,350102,0,一、总体情况\n\"a,b\",011000,,\"说\"\"公开\"\"\"\n\"two\nlines\",350102001000,851.776247,\"cr\rlf\r\n\"\n space ,,-4,=1+1\n"},
		{export.CSVOptions{BOM: true, CRLF: true}, "\uFEFForgan,division,value,text\r\n安泰街道办事处,350102,0,一、总体情况\r\n\"a,b\",011000,,\"说\"\"公开\"\"\"\r\n\"two\nlines\",350102001000,851.776247,\"cr\rlf\r\n\"\r\n space ,,-4,=1+1\r\n"},
	} {
		for range 2 {
			var b bytes.Buffer
			if err := export.CSV(&b, columns, seq(rows, nil), c.o); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, b.String()); diff != "" {
				t.Errorf("%+v: %s", c.o, diff)
			}
		}
	}
}

// Whatever is written, a reader of RFC 4180 reads. (Go's own takes \r\n within
// quotes for \n, so line breaks are \n here.)
func TestCSVReadsBack(t *testing.T) {
	field := rapid.OneOf(rapid.SampledFrom([]string{"", ",", `"`, "\n", "公开", `\.`, " "}), rapid.StringOf(rapid.RuneFrom([]rune(`a"',;公 `+"\n"))))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 4).Draw(t, "width")
		rows := rapid.SliceOf(rapid.SliceOfN(field, width, width)).Draw(t, "rows")
		crlf := rapid.Bool().Draw(t, "crlf")
		var b bytes.Buffer
		if err := export.CSV(&b, make([]string, width), seq(rows, nil), export.CSVOptions{CRLF: crlf}); err != nil {
			t.Fatal(err)
		}
		got, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(append([][]string{make([]string, width)}, rows...), got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCSVErrors(t *testing.T) {
	stop := errors.New("stop")
	if err := export.CSV(io.Discard, []string{"a"}, seq([][]string{{"1"}}, stop), export.CSVOptions{}); !errors.Is(err, stop) {
		t.Errorf("rows end with an error: %v", err)
	}
	if err := export.CSV(io.Discard, []string{"a", "b"}, seq([][]string{{"1"}}, nil), export.CSVOptions{}); err == nil || !strings.Contains(err.Error(), "1 fields under 2 columns") {
		t.Errorf("short row: %v", err)
	}
	if err := export.CSV(broken{stop}, []string{"a"}, seq([][]string{{"1"}}, nil), export.CSVOptions{}); !errors.Is(err, stop) {
		t.Errorf("full disk: %v", err)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "facts.csv")
	write := func(text string, end error) error {
		return export.Replace(file, func(w io.Writer) error {
			if _, err := io.WriteString(w, text); err != nil {
				return err
			}
			return end
		})
	}
	if err := write("one", nil); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	if err := write("half of two", stop); !errors.Is(err, stop) || !strings.Contains(err.Error(), "facts.csv") {
		t.Errorf("interrupted: %v", err)
	}
	holds(t, dir, "one")
	if err := os.Chmod(file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := write("three", nil); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "three")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := export.Replace(filepath.Join(dir, "none", "x.csv"), func(io.Writer) error { return nil }); err == nil {
		t.Error("written to a folder that is not there")
	}
	if err := export.Replace(dir, func(io.Writer) error { return nil }); err == nil {
		t.Error("a folder was replaced")
	}
}

// holds checks that the folder has the one file, with this text.
func holds(t *testing.T, dir, want string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v: want facts.csv alone", entries, err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "facts.csv")); err != nil || string(got) != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

func BenchmarkCSV(b *testing.B) {
	row := []string{"安泰街道办事处", "350102", "2023", "2021", "requests.received.natural_person", "12", "number", "12", "", "4711"}
	rows := func(yield func([]string, error) bool) {
		for range 100_000 {
			if !yield(row, nil) {
				return
			}
		}
	}
	n := 0
	for b.Loop() {
		if err := export.CSV(io.Discard, row, rows, export.CSVOptions{BOM: true, CRLF: true}); err != nil {
			b.Fatal(err)
		}
		n += 100_000
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}
