package export

import (
	"bufio"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const (
	main          = `"http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relationships = `"http://schemas.openxmlformats.org/package/2006/relationships"`
	office        = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	spreadsheet   = `application/vnd.openxmlformats-officedocument.spreadsheetml.`
)

// The styles of a cell, by their places in styles.xml.
const (
	normal = iota
	bold
)

// parts are the parts of a workbook with two sheets beside the sheets
// themselves: name and text (ECMA-376).
func parts(table string) [][2]string {
	return [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + spreadsheet + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + spreadsheet + `styles+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + spreadsheet + `worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="` + spreadsheet + `worksheet+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns=` + relationships + `><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns=` + main + ` xmlns:r="` + office + `"><sheets><sheet name="` + escaped(table) + `" sheetId="1" r:id="rId1"/><sheet name="codebook" sheetId="2" r:id="rId2"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns=` + relationships + `><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + office + `/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="` + office + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet xmlns=` + main + `><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
			`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
			`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
			`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
			`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`},
	}
}

// sheet is a worksheet being written, row after row. Its first row stays in
// sight. bufio keeps the first error of its writer, so the last write tells it.
type sheet struct {
	*bufio.Writer
	columns []string // A, B … AA …
	row     int
	line    []byte
	cut     int
}

func newSheet(w io.Writer, columns, width int) *sheet {
	s := &sheet{Writer: bufio.NewWriterSize(w, 1<<16)}
	for i := range columns {
		name := ""
		for n := i + 1; n > 0; n = (n - 1) / 26 {
			name = string(rune('A'+(n-1)%26)) + name
		}
		s.columns = append(s.columns, name)
	}
	s.WriteString(xmlHead + `<worksheet xmlns=` + main + `><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
		`<cols><col min="1" max="` + strconv.Itoa(columns) + `" width="` + strconv.Itoa(width) + `" customWidth="1"/></cols><sheetData>`)
	return s
}

// begin begins a row.
func (s *sheet) begin() {
	s.row++
	s.line = append(strconv.AppendInt(append(s.line[:0], `<row r="`...), int64(s.row), 10), `">`...)
}

// cell begins the cell of a column, which counts from 0.
func (s *sheet) cell(column int) {
	s.line = append(append(s.line, `<c r="`...), s.columns[column]...)
	s.line = append(strconv.AppendInt(s.line, int64(s.row), 10), '"')
}

// number adds a number; an empty one leaves the cell out.
func (s *sheet) number(column int, field string) {
	if field == "" {
		return
	}
	s.cell(column)
	s.line = append(append(append(s.line, `><v>`...), field...), `</v></c>`...)
}

// text adds a text; an empty one leaves the cell out.
func (s *sheet) text(column int, field string, style int) {
	if field == "" {
		return
	}
	if len(field) > mostCharacters {
		field = s.short(field)
	}
	s.cell(column)
	s.line = append(s.line, ` t="inlineStr"`...)
	if style != normal {
		s.line = append(append(append(s.line, ` s="`...), strconv.Itoa(style)...), '"')
	}
	s.line = append(append(append(s.line, `><is><t xml:space="preserve">`...), escaped(field)...), `</t></is></c>`...)
}

// mostCharacters are what a cell of Excel holds, in units of UTF-16.
const mostCharacters = 32_767

// short is a text cut to what a cell holds.
func (s *sheet) short(field string) string {
	n := 0
	for i, r := range field {
		if n += utf16.RuneLen(r); n > mostCharacters {
			s.cut++
			return field[:i]
		}
	}
	return field
}

// end writes the row.
func (s *sheet) end() error {
	_, err := s.Write(append(s.line, `</row>`...))
	return err
}

// close ends the sheet.
func (s *sheet) close() error {
	s.WriteString(`</sheetData></worksheet>`)
	return s.Flush()
}

// escaped is a text as XML has it. What Excel would take for one of its own
// escapes, such as _x000D_, keeps its meaning.
func escaped(text string) string {
	if !strings.ContainsAny(text, "<>&\"'\t\r\n_") && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r >= 0xFFFD }) {
		return text
	}
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder takes all
	out := b.String()
	for at := 0; ; {
		i := strings.Index(out[at:], "_x")
		if i < 0 {
			return out
		}
		at += i
		if end := at + len("_x000D"); end < len(out) && out[end] == '_' && isHex(out[at+2:end]) {
			out = out[:at] + "_x005F" + out[at:]
			at += len("_x005F")
		}
		at += len("_x")
	}
}

func isHex(s string) bool {
	_, err := strconv.ParseUint(s, 16, 32)
	return err == nil
}
