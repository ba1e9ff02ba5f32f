package export_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/internal/export"
)

// readers are the programs researchers read our files with. In CI, whose
// script installs them, none may be absent.
var readers = []struct {
	name  string
	run   []string // the program, its flags and the script
	asks  []string // succeeds where the program has what the script needs
	wants string   // what to install
}{
	{"pandas", []string{"/usr/bin/python3", "readers.py"}, []string{"/usr/bin/python3", "-c", "import pandas, openpyxl"}, "python3-pandas and python3-openpyxl"},
	{"R", []string{"Rscript", "--vanilla", "readers.R"}, []string{"Rscript", "--vanilla", "-e", "library(haven); library(readxl)"}, "r-base-core, r-cran-haven and r-cran-readxl"},
}

// TestReaders has real readers read the sample in each format: types, Chinese,
// blanks, codes with leading zeros and of twelve digits, missing values.
//
// Two more were tried by hand on the files of KEEP=DIR go test -run Readers:
//
//   - LibreOffice Calc 7.4.7 (soffice --headless --convert-to csv sample.xlsx):
//     both sheets, Chinese whole, 011000 and 350102001000 as text, =1+1 a text
//     and no formula, blanks empty.
//   - DuckDB 1.5.6 (SELECT * FROM 'sample.parquet', read_csv, read_json):
//     year BIGINT, value DECIMAL(38,18) and 123456789012345678 exact, signed DATE,
//     fetched TIMESTAMP WITH TIME ZONE, codes VARCHAR, blanks NULL.
func TestReaders(t *testing.T) {
	dir := t.TempDir()
	writeSamples(t, dir)
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			if err := exec.Command(r.asks[0], r.asks[1:]...).Run(); err != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is not here (%v): install %s", r.name, err, r.wants)
				}
				t.Skipf("%s is not here: install %s to try it", r.name, r.wants)
			}
			script := filepath.Join("testdata", r.run[len(r.run)-1])
			c := exec.Command(r.run[0], append(r.run[1:len(r.run)-1], script, dir)...)
			c.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
			out, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Log(strings.TrimSpace(string(out)))
		})
	}
}

// writeSamples writes the sample in every format.
func writeSamples(t *testing.T, dir string) {
	t.Helper()
	rows := seq(sampleRows, nil)
	csv := func(o export.CSVOptions) func(io.Writer) error {
		return func(w io.Writer) error { return export.CSV(w, export.Names(sample), rows, o) }
	}
	long := seq([][]string{{"a", "", "2023", "", "blank", strings.Repeat("长", 1000), "", ""}, {"b", "", "2023", "", "blank", "", "", ""}, {"c", "", "2023", "", "blank", strings.Repeat("b", 3000), "", ""}}, nil)
	files := map[string]func(io.Writer) error{
		"sample.csv":       csv(export.CSVOptions{}),
		"sample-excel.csv": csv(export.CSVOptions{BOM: true, CRLF: true}),
		"sample-gb.csv":    csv(export.CSVOptions{GB18030: true}),
		"sample-long.dta":  func(w io.Writer) error { return export.DTA(w, sample, long, "en") },
	}
	for format, write := range formats {
		if format != "csv" {
			files["sample."+format] = func(w io.Writer) error { return write(w, rows) }
		}
	}
	for name, write := range files {
		if err := export.Replace(filepath.Join(dir, name), write); err != nil {
			t.Fatal(err)
		}
	}
	if keep := os.Getenv("KEEP"); keep != "" { // for readers tried by hand
		if err := os.CopyFS(keep, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}
}
