// Package export writes tables for others to read: rows of text in; CSV, XLSX,
// Parquet, JSON Lines or Stata out. A value is written as it came; what a
// format cannot hold is said at its function. The same rows give the same
// bytes, whenever they are written.
package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"gongkai/internal/codebook"
	"gongkai/internal/report"
)

// CSVOptions say for whom a CSV is written. The zero value is for programs; a
// file that people open in a spreadsheet wants a BOM and CRLF.
type CSVOptions struct {
	BOM     bool   // begin with a byte order mark: Excel then knows the text is UTF-8
	CRLF    bool   // end records as RFC 4180 has it
	GB18030 bool   // in the encoding that old Chinese programs expect, without a BOM
	Guard   []bool // columns in which ' is put before a text that a spreadsheet would take for a formula: such a text is altered
}

// CSV writes a header and the rows, each of the same width, quoted by RFC
// 4180: a field with a comma, a quote or a line break stands in quotes, its
// line breaks as they are. An error of the rows ends the writing and is
// returned.
func CSV(w io.Writer, columns []string, rows Rows, o CSVOptions) error {
	if !o.GB18030 {
		return encoded(w, columns, rows, o)
	}
	o.BOM = false
	gb := transform.NewWriter(w, newGB18030())
	if err := encoded(gb, columns, rows, o); err != nil {
		return err
	}
	return gb.Close()
}

func encoded(w io.Writer, columns []string, rows Rows, o CSVOptions) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if o.BOM {
		b.WriteString("\uFEFF")
	}
	end := "\n"
	if o.CRLF {
		end = "\r\n"
	}
	line := record(nil, columns, end)
	b.Write(line) // b keeps its first error, and tells it next time
	guarded := make([]string, len(columns))
	n := 0
	for row, err := range rows {
		if err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
		if len(row) != len(columns) {
			return fmt.Errorf("row %d: %d fields under %d columns", n+1, len(row), len(columns))
		}
		if o.Guard != nil {
			row = guard(guarded, o.Guard, row)
		}
		line = record(line[:0], row, end)
		if _, err := b.Write(line); err != nil {
			return err
		}
		n++
	}
	return b.Flush()
}

// Texts are the columns of a table that hold words or codes: those to guard.
func Texts(t codebook.Table) []bool {
	texts := make([]bool, len(t.Variables))
	for i, v := range t.Variables {
		texts[i] = v.Type == codebook.Text || v.Type == codebook.Code
	}
	return texts
}

// guard is a row with an apostrophe before each text that a spreadsheet would
// take for a formula. A number is none.
func guard(into []string, texts []bool, row []string) []string {
	for i, field := range row {
		into[i] = field
		if !texts[i] || field == "" || !strings.ContainsRune("=+-@\t\r\n", rune(field[0])) {
			continue
		}
		if _, err := report.ParseNumber(field); err != nil {
			into[i] = "'" + field
		}
	}
	return into
}

// record adds one record to a line.
func record(line []byte, fields []string, end string) []byte {
	if len(fields) == 1 && fields[0] == "" { // else an empty line, which readers skip
		line = append(line, `""`...)
	}
	for i, f := range fields {
		if i > 0 {
			line = append(line, ',')
		}
		if plain(f) {
			line = append(line, f...)
			continue
		}
		line = append(line, '"')
		line = append(line, strings.ReplaceAll(f, `"`, `""`)...)
		line = append(line, '"')
	}
	return append(line, end...)
}

// plain tells whether a field needs no quotes. None of the bytes that need
// them comes after the comma, and nearly all others do.
func plain(field string) bool {
	for i := 0; i < len(field); i++ {
		if c := field[i]; c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r') {
			return false
		}
	}
	return true
}
