// Package word turns the text of a Word file (.docx, also as WPS writes it)
// into HTML: its paragraphs and its tables, with the spans of their cells. What
// is only for the eye is left out, and so is text that was deleted under
// revision.
package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// Bounds of a file: a report has some hundred kilobytes of XML.
const (
	maxXML   = 8 << 20
	maxDepth = 200 // of elements
	maxSpan  = 1000
)

// ErrNotWord says that a file is not a .docx, or a broken one; the error that
// wraps it says why.
var ErrNotWord = errors.New("not a Word file")

// main is the part of the file that holds its text.
const main = "word/document.xml"

// Is tells whether a file is a .docx: a ZIP archive that holds the text of one.
// It does not tell whether it can be read.
func Is(body []byte) bool {
	if !bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return false // most pages: without looking for a directory at their end
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	return err == nil && part(z) != nil
}

func part(z *zip.Reader) *zip.File {
	for _, f := range z.File {
		if f.Name == main {
			return f
		}
	}
	return nil
}

// HTML is the text of a Word file as an HTML document in UTF-8.
func HTML(body []byte) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotWord, err)
	}
	f := part(z)
	if f == nil {
		return "", fmt.Errorf("%w: it has no %s", ErrNotWord, main)
	}
	if f.UncompressedSize64 > maxXML { // to hold more than it says is an error of zip
		return "", fmt.Errorf("%w: %s is larger than %d MiB", ErrNotWord, main, maxXML>>20)
	}
	r, err := f.Open()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNotWord, err)
	}
	defer r.Close()
	w := &reader{in: xml.NewDecoder(r), out: new(strings.Builder)}
	w.out.WriteString("<html><body>")
	if err := w.read(""); err != nil {
		return "", fmt.Errorf("%w: %s: %w", ErrNotWord, main, err)
	}
	w.out.WriteString("</body></html>")
	return w.out.String(), nil
}

// reader writes HTML as it meets what it is made of.
type reader struct {
	in    *xml.Decoder
	out   *strings.Builder
	depth int // of open elements

	deleted bool // the row that is read, under revision
}

// skipped hold no text of the document: what a field was made by, what was
// deleted, and the second of two renderings of one drawing.
var skipped = map[string]bool{"instrText": true, "delText": true, "del": true, "moveFrom": true, "Fallback": true,
	"pPr": true, "rPr": true, "sectPr": true, "tblPr": true, "tblGrid": true, "trPr": true, "footnoteReference": true}

// read writes everything up to the end of an element; "" is the whole part.
func (w *reader) read(until string) error {
	for {
		token, err := w.next()
		if err == io.EOF && until == "" {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			if until == "" {
				return fmt.Errorf("%s ends and has not begun", t.Name.Local)
			}
			return nil
		case xml.StartElement:
			if err := w.element(t); err != nil {
				return err
			}
		case xml.CharData:
			if until == "t" {
				w.out.WriteString(html.EscapeString(string(t)))
			}
		}
	}
}

// next is the next token, as far as the bound allows.
func (w *reader) next() (xml.Token, error) {
	token, err := w.in.RawToken()
	switch token.(type) {
	case xml.StartElement:
		w.depth++
	case xml.EndElement:
		w.depth--
	}
	if w.depth > maxDepth {
		return nil, fmt.Errorf("elements stand more than %d deep", maxDepth)
	}
	return token, err
}

// skip goes past the end of the element that has just begun.
func (w *reader) skip() error { return w.properties(func(xml.StartElement) {}) }

// element writes one element of the body, of a cell or of a paragraph.
func (w *reader) element(t xml.StartElement) error {
	name := t.Name.Local
	switch {
	case skipped[name]:
		return w.skip()
	case name == "tbl":
		return w.table()
	case name == "p":
		w.out.WriteString("<p>")
		defer w.out.WriteString("</p>\n")
	case name == "tab":
		w.out.WriteByte(' ')
	case name == "br", name == "cr":
		w.out.WriteString("<br>")
	case name == "noBreakHyphen":
		w.out.WriteByte('-')
	}
	return w.read(name)
}

// cell is a cell of a table, or the continuation of the one above it.
type cell struct {
	column, span int
	continues    bool
	html         string
}

// table writes a table. A cell that others continue downwards gets a rowspan.
func (w *reader) table() error {
	rows, err := w.rows(nil)
	if err != nil {
		return err
	}
	w.out.WriteString("<table>\n")
	for i, row := range rows {
		w.out.WriteString("<tr>")
		for _, c := range row {
			if c.continues && i > 0 && has(rows[i-1], c.column) {
				continue
			}
			fmt.Fprintf(w.out, "<td%s%s>%s</td>", span("colspan", c.span), span("rowspan", 1+below(rows[i+1:], c.column)), c.html)
		}
		w.out.WriteString("</tr>\n")
	}
	w.out.WriteString("</table>\n")
	return nil
}

func span(name string, n int) string {
	if n == 1 {
		return ""
	}
	return " " + name + `="` + strconv.Itoa(n) + `"`
}

// has tells whether a cell of a row begins at a column.
func has(row []cell, column int) bool {
	_, ok := at(row, column)
	return ok
}

// at is the cell of a row that begins at a column.
func at(row []cell, column int) (cell, bool) {
	for _, c := range row {
		if c.column == column {
			return c, true
		}
	}
	return cell{}, false
}

// below counts the rows, from the first, that continue the cell above them.
func below(rows [][]cell, column int) int {
	for i, row := range rows {
		if c, ok := at(row, column); !ok || !c.continues {
			return i
		}
	}
	return len(rows)
}
