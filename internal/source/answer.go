package source

import (
	"encoding/json"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"gongkai/internal/markup"
	"gongkai/internal/paging"
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

// ErrNoRows is that an answer is not one to the question.
var ErrNoRows = errors.New("the answer to the list's script is not what it was asked for")

// Rows are those of an answer.
type Rows struct {
	markup.Page      // of which the anchors are the rows
	Total, Pages int // of the list in all, where it says so
}

// Read reads the rows of an answer.
func (s Source) Read(text string) (Rows, error) {
	if s.html {
		return s.fragment(text)
	}
	v, ok := decode(text)
	if !ok {
		return Rows{}, ErrNoRows
	}
	if s.inner != "" {
		text, ok := lookup(v, s.inner).(string)
		if !ok {
			return Rows{}, ErrNoRows
		}
		return s.fragment(text)
	}
	var r Rows
	rows, found := lookup(v, s.rows).([]any)
	for _, row := range rows {
		if keys, ok := row.(map[string]any); ok {
			words := strings.Join(strings.Fields(tag.ReplaceAllString(first(keys, s.title), "")), " ")
			r.Anchors = append(r.Anchors, markup.Anchor{Href: first(keys, s.href), Text: words, Title: words, Day: dayOf(first(keys, s.date)), Shape: "row"})
		}
	}
	r.Total, r.Pages = integer(first(v, s.total)), integer(first(v, s.pages))
	if !found && r.Total == 0 {
		return r, ErrNoRows
	}
	return r, nil
}

// Bare is the family of a text that is itself an answer with rows; of the one
// named, if one is.
func Bare(text, family string) (name string, ok bool) {
	v, isJSON := decode(text)
	if !isJSON {
		return "", false
	}
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		if rows := sources[name].rows; rows != "" && (family == "" || family == name) {
			if _, has := lookup(v, rows).([]any); has {
				return name, true
			}
		}
	}
	return "", false
}

var tag = regexp.MustCompile(`<[^<>]*>`)

// fragment reads rows that are HTML, or records that hold some.
func (s Source) fragment(text string) (Rows, error) {
	var r Rows
	r.Total, r.Pages = paging.Size(text)
	if s.count != nil {
		if m := s.count.FindStringSubmatch(text); m != nil {
			r.Total = max(r.Total, integer(m[1]))
		}
	}
	if rows := paging.Records(text); rows != "" {
		text = rows
	}
	var err error
	r.Page, err = markup.Read(text)
	return r, err
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
	n := integer(word)
	if n < 1e8 {
		return markup.DayIn(word)
	}
	if n > 1e11 {
		n /= 1000
	}
	at := time.Unix(int64(n), 0).In(china)
	return report.DateOf(at.Year(), int(at.Month()), at.Day())
}
