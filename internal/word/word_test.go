package word_test

import (
	"errors"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/word"
)

const open, shut = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, `</w:body></w:document>`

// file is a Word file with a body.
func file(body string) []byte { return fixtures.Zip("word/document.xml", open+body+shut) }

func cellOf(properties, text string) string {
	return `<w:tc><w:tcPr>` + properties + `</w:tcPr><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:tc>`
}

func TestHTML(t *testing.T) {
	const above, below = `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`
	for _, tt := range []struct{ name, body, want string }{
		{"a paragraph broken over runs", `<w:p><w:pPr><w:jc w:val="x"/></w:pPr><w:r><w:t>3</w:t></w:r><w:r><w:t xml:space="preserve">1163 &lt;条</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>`,
			"<p>31163 &lt;条 a<br>b</p>"},
		{"deleted, and written in", `<w:p><w:del><w:r><w:delText>4</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>`, "<p>5</p>"},
		{"a drawing is told once", `<w:p><w:r><AlternateContent><Choice><w:t>a</w:t></Choice><Fallback><w:t>a</w:t></Fallback></AlternateContent></w:r></w:p>`, "<p>a</p>"},
		{"cells merged across and down",
			`<w:tbl><w:tblGrid/><w:tr>` + cellOf(above, "a") + cellOf(`<w:gridSpan w:val="2"/>`, "b") + `</w:tr>` +
				`<w:tr><w:trPr><w:cantSplit/></w:trPr>` + cellOf(below, "") + cellOf("", "c") + cellOf(above, "d") + `</w:tr>` +
				`<w:sdt><w:sdtContent><w:tr>` + cellOf(below, "") + cellOf("", "e") + cellOf(below, "") + `</w:tr></w:sdtContent></w:sdt></w:tbl>`,
			`<table><tr><td rowspan="3"><p>a</p></td><td colspan="2"><p>b</p></td></tr>` +
				`<tr><td><p>c</p></td><td rowspan="2"><p>d</p></td></tr>` +
				`<tr><td><p>e</p></td></tr></table>`},
		{"a continuation of nothing is a cell", `<w:tbl><w:tr>` + cellOf(below, "7") + `</w:tr></w:tbl>`, `<table><tr><td><p>7</p></td></tr></table>`},
		{"a continuation of that", `<w:tbl><w:tr>` + cellOf(below, "7") + `</w:tr><w:tr>` + cellOf(below, "") + `</w:tr></w:tbl>`, `<table><tr><td rowspan="2"><p>7</p></td></tr><tr></tr></table>`},
		{"a row that begins further right", `<w:tbl><w:tr>` + cellOf("", "a") + cellOf(above, "b") + `</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + cellOf(below, "") + `</w:tr></w:tbl>`,
			`<table><tr><td><p>a</p></td><td rowspan="2"><p>b</p></td></tr><tr></tr></table>`},
		{"a row that leaves out none", `<w:tbl><w:tr>` + cellOf(above, "a") + cellOf("", "b") + `</w:tr><w:tr><w:trPr><w:gridBefore w:val="0"/></w:trPr>` + cellOf(below, "") + cellOf("", "c") + `</w:tr></w:tbl>`,
			`<table><tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td></tr></table>`},
		{"a row deleted under revision", `<w:tbl><w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + cellOf("", "a") + `</w:tr><w:tr>` + cellOf("", "b") + `</w:tr></w:tbl>`, `<table><tr><td><p>b</p></td></tr></table>`},
		{"a table in a table", `<w:tbl><w:tr><w:tc><w:tbl><w:tr>` + cellOf("", "a") + `</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>`,
			`<table><tr><td><table><tr><td><p>a</p></td></tr></table><p></p></td></tr></table>`},
	} {
		got, err := word.HTML(file(tt.body))
		if got = strings.ReplaceAll(got, "\n", ""); err != nil || got != "<html><body>"+tt.want+"</body></html>" {
			t.Errorf("%s: %s, %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

// TestNotWord holds that a file that is none, or that was made to do harm, is
// refused with the reason.
func TestNotWord(t *testing.T) {
	whole := file("<w:p/>")
	for _, tt := range []struct {
		name string
		body []byte
		want string
	}{
		{"text", []byte("一、总体情况"), "not a Word file: zip: "},
		{"another archive", fixtures.Zip("xl/workbook.xml", "<workbook/>"), "not a Word file: it has no word/document.xml"},
		{"cut off", whole[:len(whole)/2], "not a Word file: zip: "},
		{"broken text", fixtures.Zip("word/document.xml", open+"<w:p>"), "not a Word file: word/document.xml: "},
		{"an end too many", file("</w:p></w:body><w:p/>"), "not a Word file: word/document.xml: body ends and has not begun"},
		{"nested without end", file(strings.Repeat("<w:p>", 500) + strings.Repeat("</w:p>", 500)), "elements stand more than 200 deep"},
		{"without end", file(strings.Repeat(" ", 9<<20)), "word/document.xml is larger than 8 MiB"},
	} {
		got, err := word.HTML(tt.body)
		if !errors.Is(err, word.ErrNotWord) || !strings.Contains(err.Error(), tt.want) || got != "" {
			t.Errorf("%s: %d bytes, %v, want %s", tt.name, len(got), err, tt.want)
		}
	}
	if word.Is([]byte("PK\x03\x04")) || !word.Is(whole) {
		t.Errorf("Is is %v of four bytes and %v of a Word file, want false and true", word.Is([]byte("PK\x03\x04")), word.Is(whole))
	}
}

// FuzzHTML holds that no text of a Word file makes reading panic.
func FuzzHTML(f *testing.F) {
	f.Add("<w:tbl><w:tr>" + cellOf(`<w:gridSpan w:val="3"/><w:vMerge/>`, "a") + "</w:tr></w:tbl>")
	f.Add("<w:p><w:r><w:t>1</w:t></w:r></w:p>")
	f.Fuzz(func(t *testing.T, body string) {
		if got, err := word.HTML(file(body)); err != nil && (got != "" || !errors.Is(err, word.ErrNotWord)) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
	})
}
