package list

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"time"

	"gongkai/internal/report"
)

// answer is where the rows are in what a script's source answers. Paths are
// names between dots; of several keys the first that has a value counts.
type answer struct {
	html  bool           // the answer is HTML, or records of XML
	inner string         // path of a text that is
	rows  string         // path of the rows, where they are JSON
	href  []string       // keys of a row
	title []string       //
	date  []string       //
	total []string       // paths of how many rows there are
	pages []string       // and how many pages
	count *regexp.Regexp // of rows, in the HTML
}

var errNoRows = errors.New("the answer to the list's script is not what it was asked for")

// answer reads the rows of an answer.
func (d *document) answer(a *api) error {
	if a.html {
		return d.fragment(d.text, a)
	}
	v, ok := decode(d.text)
	if !ok {
		return errNoRows
	}
	if a.inner != "" {
		text, ok := lookup(v, a.inner).(string)
		if !ok {
			return errNoRows
		}
		return d.fragment(text, a)
	}
	rows, _ := lookup(v, a.rows).([]any)
	for _, row := range rows {
		r, ok := row.(map[string]any)
		if !ok {
			continue
		}
		words := squeeze(tag.ReplaceAllString(first(r, a.title), ""))
		d.anchors = append(d.anchors, anchor{href: first(r, a.href), text: words, title: words, day: dayOf(first(r, a.date)), shape: "row"})
	}
	d.total, d.count = number(first(v, a.total)), number(first(v, a.pages))
	if d.total == 0 && rows == nil {
		return errNoRows
	}
	return nil
}

var tag = regexp.MustCompile(`<[^<>]*>`)

// fragment reads rows that are HTML, or records that hold some.
func (d *document) fragment(text string, a *api) error {
	if d.total, d.count = said(text, totals), said(text, pageCounts); a.count != nil {
		d.total = max(d.total, said(text, []*regexp.Regexp{a.count}))
	}
	if rows := records(text); rows != "" {
		text = rows
	}
	return d.read(text)
}

// call of a function around JSON: callback({…});
var wrapped = regexp.MustCompile(`(?s)^[\w$.]+\s*\((.*)\)\s*;?$`)

// decode reads JSON, by itself or in a call.
func decode(text string) (any, bool) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if m := wrapped.FindStringSubmatch(text); m != nil {
		text = strings.TrimSpace(m[1])
	}
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
		return nil, false
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err == nil
}

// lookup is what stands at a path; nil when there is nothing. A text on the
// way that is itself JSON is read.
func lookup(v any, path string) any {
	for key := range strings.SplitSeq(path, ".") {
		if text, ok := v.(string); ok {
			v, _ = decode(text)
		}
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

// first is the first text or number that one of the paths leads to.
func first(v any, paths []string) string {
	for _, path := range paths {
		switch word := lookup(v, path).(type) {
		case string:
			if word = strings.TrimSpace(word); word != "" {
				return word
			}
		case json.Number:
			if word != "0" {
				return word.String()
			}
		}
	}
	return ""
}

// china is the time of the sites' clocks.
var china = time.FixedZone("CST", 8*60*60)

// dayOf is a day written out, or in seconds or milliseconds since 1970.
func dayOf(word string) report.Date {
	n := number(word)
	if n < 1e8 {
		return dayIn(word)
	}
	if n > 1e11 {
		n /= 1000
	}
	at := time.Unix(int64(n), 0).In(china)
	return report.DateOf(at.Year(), int(at.Month()), at.Day())
}
