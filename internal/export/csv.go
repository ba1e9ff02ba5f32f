// Package export writes tables for others to read: rows of text in, CSV out.
// A value is written as it came; nothing is rounded, trimmed or guarded.
package export

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
)

// CSVOptions say for whom a CSV is written. The zero value is for programs; a
// file that people open in a spreadsheet wants both.
type CSVOptions struct {
	BOM  bool // begin with a byte order mark: Excel then knows the text is UTF-8
	CRLF bool // end records as RFC 4180 has it
}

// CSV writes a header and the rows, each of the same width, quoted by RFC
// 4180: a field with a comma, a quote or a line break stands in quotes, its
// line breaks as they are. An error of the rows ends the writing and is
// returned.
func CSV(w io.Writer, columns []string, rows iter.Seq2[[]string, error], o CSVOptions) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if o.BOM {
		b.WriteString("\uFEFF")
	}
	end := "\n"
	if o.CRLF {
		end = "\r\n"
	}
	record(b, columns, end)
	n := 0
	for row, err := range rows {
		if err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
		if len(row) != len(columns) {
			return fmt.Errorf("row %d: %d fields under %d columns", n+1, len(row), len(columns))
		}
		if err := record(b, row, end); err != nil {
			return err
		}
		n++
	}
	return b.Flush()
}

// record writes one record. bufio keeps the first error of its writer, so the
// last write tells it.
func record(b *bufio.Writer, fields []string, end string) error {
	if len(fields) == 1 && fields[0] == "" { // else an empty line, which readers skip
		b.WriteString(`""`)
	}
	for i, f := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		if plain(f) {
			b.WriteString(f)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(f, `"`, `""`))
		b.WriteByte('"')
	}
	_, err := b.WriteString(end)
	return err
}

// plain tells whether a field needs no quotes.
func plain(field string) bool {
	for i := 0; i < len(field); i++ {
		switch field[i] {
		case ',', '"', '\n', '\r':
			return false
		}
	}
	return true
}
