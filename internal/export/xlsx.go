package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strconv"

	"gongkai/internal/codebook"
)

// mostRows are the rows that a sheet of Excel holds, with its header.
const mostRows = 1_048_576

// ErrTooLong says that a table has more rows than a sheet of Excel holds.
var ErrTooLong = errors.New("more than the 1,048,575 rows that a sheet of Excel holds; take fewer years or organs, or write .csv or .parquet")

// XLSX writes a table for Excel, row after row: the keys as a frozen header or,
// with a language (zh, en or both), the labels; codes and dates as text,
// numbers as numbers; a second sheet says what each column is. A number of
// more than 15 digits is a text, since Excel would change it. A text longer
// than a cell holds is cut: cut counts them.
//
// It is written here and not with a library: the one there is takes 3 ms of
// every start of the program, whatever it then does.
func XLSX(w io.Writer, t codebook.Table, rows Rows, lang string) (cut int, err error) {
	z := zip.NewWriter(w)
	for _, p := range parts(t.Name) {
		f, err := z.Create(p[0])
		if err == nil {
			_, err = io.WriteString(f, xmlHead+p[1])
		}
		if err != nil {
			return 0, err
		}
	}
	if cut, err = tableSheet(z, t, rows, lang); err != nil {
		return cut, err
	}
	if err := dictionary(z, t); err != nil {
		return cut, err
	}
	return cut, z.Close()
}

// tableSheet streams the rows into the first sheet.
func tableSheet(z *zip.Writer, t codebook.Table, rows Rows, lang string) (cut int, err error) {
	f, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return 0, err
	}
	s := newSheet(f, len(t.Variables), 14)
	s.begin()
	for i, v := range t.Variables {
		name := v.Name
		if lang != "" {
			name = v.Label(lang)
		}
		s.text(i, name, bold)
	}
	if err := s.end(); err != nil {
		return 0, err
	}
	for row, err := range checked(t, rows) {
		if err != nil {
			return s.cut, err
		}
		if s.row == mostRows {
			return s.cut, fmt.Errorf("%s: %w", t.Name, ErrTooLong)
		}
		s.begin()
		for i, field := range row {
			if t.Variables[i].Type.IsNumber() && digits(field) <= 15 {
				s.number(i, field)
			} else {
				s.text(i, field, normal)
			}
		}
		if err := s.end(); err != nil {
			return s.cut, err
		}
	}
	return s.cut, s.close()
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
func dictionary(z *zip.Writer, t codebook.Table) error {
	f, err := z.Create("xl/worksheets/sheet2.xml")
	if err != nil {
		return err
	}
	s := newSheet(f, 9, 30)
	line := func(style int, fields ...string) {
		s.begin()
		for i, field := range fields {
			s.text(i, field, style)
		}
		err = errors.Join(err, s.end())
	}
	line(bold, "key", "type", "中文", "English", "unit", "form and cell", "editions", "article", "rules")
	for _, v := range t.Variables {
		line(normal, v.Name, v.Type.String(), v.Chinese, v.English, v.Unit, v.Form, codebook.Join(v.Editions), v.Article, codebook.Join(v.Rules))
	}
	line(normal)
	line(bold, "state", "Stata", "意义", "meaning")
	for _, m := range codebook.States() {
		line(normal, m.Key, strconv.Itoa(m.Number), m.Chinese, m.English)
	}
	return errors.Join(err, s.close())
}
