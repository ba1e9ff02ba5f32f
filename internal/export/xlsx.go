package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"gongkai/internal/codebook"
)

// mostRows and mostCharacters are what a sheet and a cell of Excel hold.
const (
	mostRows       = 1_048_576
	mostCharacters = 32_767
)

// ErrTooLong says that a table has more rows than a sheet of Excel holds.
var ErrTooLong = errors.New("more than the 1,048,575 rows that a sheet of Excel holds; take fewer years or organs, or write .csv or .parquet")

// XLSX writes a table for Excel, row after row: the keys as a frozen header or,
// with a language (zh, en or both), the labels; codes and dates as text,
// numbers as numbers; a second sheet says what each column is. A number of
// more than 15 digits is a text, since Excel would change it. A text longer
// than a cell holds is cut: cut counts them.
func XLSX(w io.Writer, t codebook.Table, rows Rows, lang string) (cut int, err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	// The zip goes straight to w and not through memory.
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: lang != "", Vertical: "top"}})
	if err != nil {
		return 0, err
	}
	if err := f.SetSheetName("Sheet1", t.Name); err != nil {
		return 0, err
	}
	if cut, err = sheet(f, t, rows, lang, bold); err != nil {
		return cut, err
	}
	if err := dictionary(f, t, bold); err != nil {
		return cut, err
	}
	return cut, f.Write(io.Discard)
}

// sheet streams the rows into the first sheet. A second streamed sheet would
// make the order within the zip a matter of chance.
func sheet(f *excelize.File, t codebook.Table, rows Rows, lang string, bold int) (cut int, err error) {
	s, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return 0, err
	}
	header := make([]any, len(t.Variables))
	for i, v := range t.Variables {
		name := v.Name
		if lang != "" {
			name = v.Label(lang)
		}
		header[i] = excelize.Cell{StyleID: bold, Value: name}
	}
	err = errors.Join(s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		s.SetColWidth(1, len(header), 14), s.SetRow("A1", header))
	if err != nil {
		return 0, err
	}
	n, cells := 1, make([]any, len(t.Variables))
	for row, err := range checked(t, rows) {
		if err != nil {
			return cut, err
		}
		if n++; n > mostRows {
			return cut, fmt.Errorf("%s: %w", t.Name, ErrTooLong)
		}
		for i, field := range row {
			if utf8.RuneCountInString(field) > mostCharacters {
				cut++
			}
			cells[i] = shown(t.Variables[i].Type, field)
		}
		if err := s.SetRow("A"+strconv.Itoa(n), cells); err != nil {
			return cut, fmt.Errorf("row %d: %w", n-1, err)
		}
	}
	return cut, s.Flush()
}

// shown is a field as a cell shows it.
func shown(t codebook.Type, field string) any {
	if field == "" {
		return nil
	}
	if t.IsNumber() && digits(field) <= 15 {
		if n, err := strconv.ParseInt(field, 10, 64); err == nil {
			return n
		}
		if x, err := strconv.ParseFloat(field, 64); err == nil {
			return x
		}
	}
	return field
}

// digits are how many digits a number has, the zeros before it left out.
func digits(field string) (n int) {
	for _, c := range field {
		if c >= '1' && c <= '9' || c == '0' && n > 0 {
			n++
		}
	}
	return n
}

// dictionary writes what each column is, and what the states mean.
func dictionary(f *excelize.File, t codebook.Table, bold int) error {
	const name = "codebook"
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	lines := [][]any{{"key", "type", "中文", "English", "unit", "form and cell", "editions", "article", "rules"}}
	for _, v := range t.Variables {
		lines = append(lines, []any{v.Name, v.Type.String(), v.Chinese, v.English, v.Unit, v.Form, codebook.Join(v.Editions), v.Article, codebook.Join(v.Rules)})
	}
	lines = append(lines, nil, []any{"state", "", "意义", "meaning"})
	states := len(lines)
	for _, s := range codebook.States() {
		lines = append(lines, []any{s.Key, "", s.Chinese, s.English})
	}
	for i, line := range lines {
		if err := f.SetSheetRow(name, "A"+strconv.Itoa(i+1), &line); err != nil {
			return err
		}
	}
	return errors.Join(f.SetRowStyle(name, 1, 1, bold), f.SetRowStyle(name, states, states, bold), f.SetColWidth(name, "A", "D", 36),
		f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}
