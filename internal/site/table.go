package site

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/internal/page"
)

// columns are the names under which the header may call each column.
var columns = map[string]string{
	"organ": "organ", "name": "organ", "机关": "organ", "单位": "organ", "机关名称": "organ", "单位名称": "organ", "机构名称": "organ", "行政机关": "organ", "名称": "organ",
	"division": "division", "code": "division", "行政区划": "division", "区划": "division", "代码": "division", "区划代码": "division", "行政区划代码": "division",
	"level": "level", "级别": "level", "层级": "level", "行政级别": "level",
	"list": "list", "url": "list", "address": "list", "列表": "list", "网址": "list", "地址": "list", "链接": "list", "列表地址": "list", "列表网址": "list", "年报地址": "list", "年报网址": "list",
	"family": "family", "系统": "family", "类型": "family", "平台": "family",
	"options": "options", "选项": "options",
	"notes": "notes", "note": "notes", "备注": "notes", "说明": "notes",
}

// table is a registry being read.
type table struct {
	name     string
	at       map[string]int // column by name
	width    int            // columns of the header, known or not
	seen     map[string]int // line by identity
	sites    []Site
	warnings []Warning
	errs     []error
}

func (t *table) fail(line int, format string, args ...any) {
	t.errs = append(t.errs, fmt.Errorf("%s:%d: %s", t.name, line, fmt.Sprintf(format, args...)))
}

func (t *table) warn(line int, format string, args ...any) {
	t.warnings = append(t.warnings, Warning{File: t.name, Line: line, Text: fmt.Sprintf(format, args...)})
}

func (t *table) read(body []byte) {
	text, _ := page.Page{Body: body}.Text()
	if t.illegible(text); len(t.errs) > 0 {
		return
	}
	lines := reader(unix(text))
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			t.fail(bad.StartLine, "%v: a quoted field must end with a quote", bad.Err)
			continue
		}
		line, _ := lines.FieldPos(0)
		switch {
		case t.at == nil:
			if !t.header(line, fields) {
				return
			}
		case strings.Join(fields, "") != "":
			t.row(line, fields)
		}
	}
	if t.at == nil {
		t.fail(1, "no header: want organ,division,level,list,family,options,notes")
	}
}

// illegible names the lines that hold bytes without a meaning. It is not certain
// then in what characters the others are written, so nothing is taken of them.
func (t *table) illegible(text string) {
	line := 0
	for s := range strings.Lines(text) {
		line++
		if strings.ContainsRune(s, utf8.RuneError) {
			t.fail(line, "bytes that are neither UTF-8 nor GB18030: save the file in one of them")
		}
	}
}

// unix is a text with one kind of line end. A lone carriage return ends no
// line for encoding/csv.
func unix(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// reader reads the lines of a registry, their fields between commas, or what
// a spreadsheet puts there in their place.
func reader(text string) *csv.Reader {
	lines := csv.NewReader(strings.NewReader(text))
	lines.FieldsPerRecord = -1
	lines.TrimLeadingSpace = true
	lines.Comment = '#'
	lines.Comma = comma(text)
	return lines
}

func comma(text string) rune {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		for _, c := range ",\t;" {
			if strings.ContainsRune(line, c) {
				return c
			}
		}
		break
	}
	return ','
}

func (t *table) header(line int, fields []string) (ok bool) {
	t.at, t.width = make(map[string]int), len(fields)
	for i, f := range fields {
		word := strings.ToLower(strings.TrimSpace(f))
		name, known := columns[strings.Trim(word, `"“”`)]
		if _, twice := t.at[name]; known && twice {
			t.fail(line, "column %s stands twice in the header", name)
		} else if known {
			t.at[name] = i
		} else if word != "" {
			t.warn(line, "unknown column %q is not read", f)
		}
	}
	for _, name := range []string{"organ", "list"} {
		if _, ok := t.at[name]; !ok {
			t.fail(line, "no column %s: want organ,division,level,list,family,options,notes", name)
		}
	}
	return len(t.errs) == 0
}

func (t *table) row(line int, fields []string) {
	if most := t.width; len(fields) > most && strings.Join(fields[most:], "") != "" {
		t.fail(line, "%d fields under %d columns: one that holds a comma stands between quotes", len(fields), most)
		return
	}
	for _, name := range []string{"organ", "division", "level", "list", "family"} {
		if i, ok := t.at[name]; ok && i < len(fields) && strings.ContainsFunc(strings.TrimSpace(fields[i]), unicode.IsControl) {
			t.fail(line, "%s %q goes over several lines, or has what no one can see", name, fields[i])
			return
		}
	}
	t.site(line, func(name string) string {
		if i, ok := t.at[name]; ok && i < len(fields) {
			return strings.TrimSpace(fields[i])
		}
		return ""
	})
}
