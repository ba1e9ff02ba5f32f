package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"

	"gongkai/internal/codebook"
	"gongkai/internal/report"
)

// JSONL writes a table as JSON Lines: an object a line, its keys in the order
// of the columns; numbers as JSON numbers with all their digits, what is
// absent as null.
func JSONL(w io.Writer, t codebook.Table, rows Rows) error {
	b := bufio.NewWriterSize(w, 1<<16)
	keys := make([][]byte, len(t.Variables))
	for i, v := range t.Variables {
		keys[i] = append(quoted(nil, v.Name), ':')
	}
	var line []byte
	for row, err := range checked(t, rows) {
		if err != nil {
			return err
		}
		line = append(line[:0], '{')
		for i, field := range row {
			if i > 0 {
				line = append(line, ',')
			}
			line = append(line, keys[i]...)
			line = member(line, t.Variables[i].Type, field)
		}
		if _, err := b.Write(append(line, '}', '\n')); err != nil {
			return err
		}
	}
	return b.Flush()
}

// member adds a value to a line.
func member(line []byte, t codebook.Type, field string) []byte {
	if field == "" {
		return append(line, "null"...)
	}
	if t.IsNumber() {
		if n, err := report.ParseNumber(field); err == nil {
			return append(line, n.String()...)
		}
	}
	return quoted(line, field)
}

// quoted adds a text as JSON has it, Chinese and markup as they are.
func quoted(line []byte, s string) []byte {
	if simple(s) {
		return append(append(append(line, '"'), s...), '"')
	}
	var b bytes.Buffer
	encode := json.NewEncoder(&b)
	encode.SetEscapeHTML(false)
	_ = encode.Encode(s) // a text always can be
	return append(line, b.Bytes()[:b.Len()-1]...)
}

// simple tells whether a text is JSON as it stands between quotes.
func simple(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return utf8.ValidString(s)
}
