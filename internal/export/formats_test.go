package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/internal/codebook"
	"gongkai/internal/export"

	"github.com/google/go-cmp/cmp"
)

// sample is a small table with everything that goes wrong in one: codes with
// leading zeros and of twelve digits, decimals, blanks, formulas, line breaks.
var sample = codebook.Table{Name: "facts", Chinese: "单元格", English: "a line is a cell", Variables: []codebook.Variable{
	{Name: "organ", Short: "organ", Chinese: "机关", English: "organ"},
	{Name: "division", Short: "division", Type: codebook.Code, Chinese: "行政区划代码", English: "code of the division"},
	{Name: "year", Short: "year", Type: codebook.Integer, Chinese: "年度", English: "year"},
	{Name: "value", Short: "value", Type: codebook.Decimal, Chinese: "数值", English: "value", State: "state"},
	{Name: "state", Short: "state", Type: codebook.State, Chinese: "状态", English: "state"},
	{Name: "raw", Short: "raw", Chinese: "原文", English: "text as printed"},
	{Name: "signed", Short: "signed", Type: codebook.Date, Chinese: "落款日期", English: "date"},
	{Name: "fetched", Short: "fetched", Type: codebook.Time, Chinese: "抓取时间", English: "time"},
}}

var sampleRows = [][]string{
	{"安泰街道办事处", "011000", "2023", "0", "number", "0", "2024-01-04", "2024-01-31T08:00:00.000Z"},
	{"𬭚 \"清河\", 区", "350102001000", "2023", "851.776247", "noted", "851.776247万元", "", ""},
	{"=1+1", "", "2019", "", "blank", "", "", ""},
	{"<b>&", "350102", "2019", "-4", "number", "-4", "", ""},
	{"two\nlines", "350102", "2019", "123456789012345678", "number", "+1 约", "", ""},
	{"x", "350102", "2019", "", "not_asked", "", "1959-12-31", ""},
}

// formats write a table in each format.
var formats = map[string]func(io.Writer, export.Rows) error{
	"xlsx": func(w io.Writer, rows export.Rows) error {
		_, err := export.XLSX(w, sample, rows, "")
		return err
	},
	"parquet": func(w io.Writer, rows export.Rows) error { return export.Parquet(w, sample, rows) },
	"jsonl":   func(w io.Writer, rows export.Rows) error { return export.JSONL(w, sample, rows) },
	"dta":     func(w io.Writer, rows export.Rows) error { return export.DTA(w, sample, rows, "both") },
	"csv": func(w io.Writer, rows export.Rows) error {
		return export.CSV(w, export.Names(sample), rows, export.CSVOptions{GB18030: true, Guard: export.Texts(sample)})
	},
}

func bytesOf(t *testing.T, format string, rows export.Rows) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := formats[format](&b, rows); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}

func TestSameTwice(t *testing.T) {
	for format := range formats {
		first := bytesOf(t, format, seq(sampleRows, nil))
		for range 5 {
			if !bytes.Equal(first, bytesOf(t, format, seq(sampleRows, nil))) {
				t.Errorf("%s: not the same twice", format)
			}
		}
	}
}

func TestErrorsOfRows(t *testing.T) {
	stop := errors.New("stop")
	for format, write := range formats {
		if err := write(io.Discard, seq(sampleRows, stop)); !errors.Is(err, stop) {
			t.Errorf("%s: rows end with an error: %v", format, err)
		}
		if err := write(io.Discard, seq([][]string{{"1"}}, nil)); err == nil || !strings.Contains(err.Error(), "1 fields under 8 columns") {
			t.Errorf("%s: short row: %v", format, err)
		}
		if err := write(broken{stop}, seq(sampleRows, nil)); !errors.Is(err, stop) {
			t.Errorf("%s: full disk: %v", format, err)
		}
	}
}

func TestJSONL(t *testing.T) {
	text := string(bytesOf(t, "jsonl", seq(sampleRows, nil)))
	want := `{"organ":"𬭚 \"清河\", 区","division":"350102001000","year":2023,"value":851.776247,"state":"noted","raw":"851.776247万元","signed":null,"fetched":null}`
	if lines := strings.Split(text, "\n"); len(lines) != 7 || lines[1] != want || !strings.HasPrefix(lines[3], `{"organ":"<b>&",`) {
		t.Errorf("%s", text)
	}
	for line := range strings.Lines(text) {
		if !json.Valid([]byte(line)) {
			t.Errorf("not JSON: %s", line)
		}
	}
}

func TestGuard(t *testing.T) {
	var b bytes.Buffer
	if err := export.CSV(&b, export.Names(sample), seq(sampleRows, nil), export.CSVOptions{Guard: export.Texts(sample)}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if !strings.Contains(text, "\n'=1+1,") || !strings.Contains(text, ",'+1 约,") || strings.Contains(text, "'-4") {
		t.Errorf("%s", text)
	}
}

func TestGB18030(t *testing.T) {
	b := bytesOf(t, "csv", seq(sampleRows, nil))
	if !bytes.Contains(b, []byte{0xb0, 0xb2, 0xcc, 0xa9}) { // 安泰
		t.Errorf("%x", b)
	}
	if bytes.HasPrefix(b, []byte("\uFEFF")) {
		t.Error("begins with a BOM")
	}
}

// Every character comes back as it was, also those of private use, or the file
// is not written; however the writes fall.
func TestGB18030KeepsEveryCharacter(t *testing.T) {
	write := func(text string) (string, error) {
		var b bytes.Buffer
		err := export.CSV(&b, []string{"organ"}, seq([][]string{{text}}, nil), export.CSVOptions{GB18030: true})
		return strings.TrimSuffix(strings.TrimPrefix(b.String(), "organ\n"), "\n"), err
	}
	for text, want := range map[string]string{"\uE000": "\xAA\xA1", "\uE233": "\xAF\xFE", "\uE234": "\xF8\xA1", "\uE4C5": "\xFE\xFE", "\uE4C6": "\xA1\x40",
		"\uE504": "\xA1\x7E", "\uE505": "\xA1\x80", "\uE765": "\xA7\xA0", "一\uE000二": "\xD2\xBB\xAA\xA1\xB6\xFE"} {
		if got, err := write(text); got != want || err != nil {
			t.Errorf("%+q: %x, %v; want %x", text, got, err, want)
		}
	}
	if _, err := write("\uE7C7"); err == nil || !strings.Contains(err.Error(), "U+E7C7 has no certain place in GB 18030; write UTF-8") {
		t.Error(err)
	}
	var all strings.Builder
	for r := rune(' '); r <= 0x10FFFF; r++ {
		if r != '"' && (r < 0xD800 || r > 0xF8FF) {
			all.WriteRune(r)
		}
	}
	got, err := write(all.String())
	if err != nil {
		t.Fatal(err)
	}
	back, err := simplifiedchinese.GB18030.NewDecoder().String(strings.Trim(got, `"`))
	if back != all.String() || err != nil {
		t.Errorf("another text came back, %v", err)
	}
	long := strings.Repeat("x\uE000\uE4C6", 50_000)
	if got, err := write(long); len(got) != 5*50_000 || err != nil {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// Every column is there, in order and of its type, and every value exact.
func TestParquet(t *testing.T) {
	b := bytesOf(t, "parquet", seq(sampleRows, nil))
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, c := range f.Root().Columns() {
		types = append(types, fmt.Sprintf("%s %s", c.Name(), c.Type()))
	}
	want := []string{"organ STRING", "division STRING", "year INT(64,true)", "value DECIMAL(38,18)", "state STRING", "raw STRING", "signed DATE", "fetched TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS)"}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Error(diff)
	}
	reader := parquet.NewReader(f)
	rows := make([]parquet.Row, 10)
	n, err := reader.ReadRows(rows)
	if n != len(sampleRows) {
		t.Fatalf("%d rows, %v", n, err)
	}
	for i, c := range []string{"00000000000000000000000000000000", "000000000000002e2cc51fbe16627000", "", "ffffffffffffffffc87d253162700000", "", ""} {
		if got := fmt.Sprintf("%x", rows[i][3].Bytes()); c != "" && got != c {
			t.Errorf("row %d: value %s, want %s", i, got, c)
		}
	}
	if !rows[2][3].IsNull() || !rows[2][1].IsNull() || rows[0][1].String() != "011000" || rows[5][6].Int32() != -3654 {
		t.Errorf("%v %v", rows[2], rows[5])
	}
}

// However long the texts are, a file is written with little of it in memory: a
// row group ends where it has some megabytes.
func TestParquetOfLongTexts(t *testing.T) {
	rows := func(yield func([]string, error) bool) {
		for i := range 2000 {
			if !yield([]string{fmt.Sprint(i), "", "2023", "", "text", strings.Repeat(fmt.Sprint(i, "长"), 1000), "", ""}, nil) {
				return
			}
		}
	}
	b := bytesOf(t, "parquet", rows)
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.RowGroups()); n < 2 || f.NumRows() != 2000 {
		t.Errorf("%d rows of 7 KB in %d row groups", f.NumRows(), n)
	}
}

func TestXLSX(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(bytesOf(t, "xlsx", seq(sampleRows, nil))))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A1": "organ", "B2": "011000", "B3": "350102001000", "D3": "851.776247", "D4": "", "A4": "=1+1", "D6": "123456789012345678", "A6": "two\nlines"} {
		if got, err := f.GetCellValue("facts", cell); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]excelize.CellType{"B2": excelize.CellTypeInlineString, "D2": excelize.CellTypeUnset, "D6": excelize.CellTypeInlineString, "A4": excelize.CellTypeInlineString} {
		if got, err := f.GetCellType("facts", cell); err != nil || got != want {
			t.Errorf("%s: type %v, %v; want %v", cell, got, err, want)
		}
	}
	if formula, _ := f.GetCellFormula("facts", "A4"); formula != "" {
		t.Errorf("a text became a formula: %s", formula)
	}
	if got, _ := f.GetCellValue("codebook", "C3"); got != "行政区划代码" {
		t.Errorf("codebook C3: %q", got)
	}
	if p, err := f.GetPanes("facts"); err != nil || !p.Freeze {
		t.Errorf("header is not frozen: %+v, %v", p, err)
	}
	var b bytes.Buffer
	rows := [][]string{{strings.Repeat("长", 32_768), "", "", "", "", "", "", ""}}
	if cut, err := export.XLSX(&b, sample, seq(rows, nil), "both"); cut != 1 || err != nil {
		t.Errorf("%d cut, %v", cut, err)
	}
	if f, err = excelize.OpenReader(&b); err != nil {
		t.Fatal(err)
	}
	if got, _ := f.GetCellValue("facts", "A1"); got != "机关 / organ" {
		t.Errorf("header %q", got)
	}
}

// Each format, a hundred thousand rows of eight columns.
func BenchmarkFormats(b *testing.B) {
	rows := func(yield func([]string, error) bool) {
		for i := range 100_000 {
			if !yield(sampleRows[i%len(sampleRows)], nil) {
				return
			}
		}
	}
	for format, write := range formats {
		b.Run(format, func(b *testing.B) {
			n := 0
			for b.Loop() {
				if err := write(io.Discard, rows); err != nil {
					b.Fatal(err)
				}
				n += 100_000
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
