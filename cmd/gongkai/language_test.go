package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"gongkai/internal/report"
)

// Every phrase is there in both languages, with the same verbs, and the English
// of a phrase is English.
func TestPhrases(t *testing.T) {
	for key, p := range phrases {
		if p[chinese] == "" || p[english] == "" {
			t.Errorf("%s lacks a language: %q", key, p)
		}
		if strings.Count(p[chinese], "%") != strings.Count(p[english], "%") {
			t.Errorf("%s: %q takes other values than %q", key, p[chinese], p[english])
		}
		if han := strings.IndexFunc(p[english], func(r rune) bool { return unicode.Is(unicode.Han, r) && !strings.ContainsRune("二三四", r) }); han >= 0 {
			t.Errorf("%s is not English: %q", key, p[english])
		}
	}
	for _, k := range report.Kinds {
		if phrases[k.String()][chinese] != numeral(k)+"、"+report.Titles[int(k)+1].Label {
			t.Errorf("%s is not the title of the form: %q", k, phrases[k.String()][chinese])
		}
	}
}

func TestTablesInEnglish(t *testing.T) {
	var b bytes.Buffer
	p := &printer{w: &b, tongue: english}
	r := everyState(t)
	p.head(r)
	p.body(r, report.Kinds[:])
	p.grades(r.Report)
	p.cells(r.Report, report.Kinds[:1])
	if p.err != nil {
		t.Fatal(p.err)
	}
	for i, line := range strings.Split(b.String(), "\n") {
		if w := narrow.StringWidth(line); w > english.room() {
			t.Errorf("line %d is %d columns wide: %s", i+1, w, line)
		}
	}
	golden(t, "testdata/tables-en.golden", b.Bytes())
}
