package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/internal/report"
)

// indicators compares the table of years before 2019, row by row.
func (d *differ) indicators() {
	was, now := rowsOf(d.was.Indicators), rowsOf(d.now.Indicators)
	d.say(ofForm, "indicators", was.form, now.form, "")
	for _, key := range slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(was.keys), now.keys...)))) {
		a, b := was.row[key], now.row[key]
		for _, pair := range []struct {
			of       string
			was, now report.Cell
		}{{"", a.Value, b.Value}, {".cumulative", a.Cumulative, b.Cumulative}} {
			if !saysSame(pair.was, pair.now) {
				d.list = append(d.list, cellChange("indicators."+key+pair.of, pair.was, pair.now, d.why("indicators", key, pair.was, pair.now)))
			}
		}
		if a.Label != b.Label {
			d.say("label", "indicators."+key, a.Label, b.Label, "")
		}
	}
}

// indicatorRows are the rows of a table of indicators by key or label, and by
// their number where that is not enough.
type indicatorRows struct {
	form string
	keys []string
	row  map[string]report.IndicatorRow
}

func rowsOf(x *report.Indicators) indicatorRows {
	list := indicatorRows{row: map[string]report.IndicatorRow{}}
	if x == nil {
		return list
	}
	list.form = x.Form
	for i, r := range x.Rows {
		key := cmp.Or(r.Key, r.Label)
		if _, twice := list.row[key]; twice {
			key = fmt.Sprintf("%s#%d", key, i+1)
		}
		list.keys = append(list.keys, key)
		list.row[key] = r
	}
	return list
}

func (d *differ) sections() {
	was, now := d.was.Sections, d.now.Sections
	d.say(ofSections, "", fmt.Sprint(len(was)), fmt.Sprint(len(now)), "")
	if len(was) != len(now) {
		return
	}
	for i := range was {
		before, after := excerpts(was[i].Heading+" "+was[i].Text, now[i].Heading+" "+now[i].Text)
		if before == after && was[i] != now[i] {
			before, after = fmt.Sprintf("section %d at byte %d", was[i].Number, was[i].Offset), fmt.Sprintf("section %d at byte %d", now[i].Number, now[i].Offset)
		}
		d.say(ofSection, fmt.Sprint(was[i].Number), before, after, "")
	}
}

// excerpts are two texts from a little before where they begin to differ.
func excerpts(a, b string) (string, string) {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	for at > 0 && !utf8.RuneStart(a[min(at, len(a)-1)]) {
		at--
	}
	cut := func(s string) string {
		before, rest := []rune(s[:min(at, len(s))]), []rune(s[min(at, len(s)):])
		return string(before[max(0, len(before)-10):]) + string(rest[:min(len(rest), 30)])
	}
	return cut(a), cut(b)
}

// sums compares the results of the rules.
func (d *differ) sums(was, now []report.Finding) {
	type place struct{ rule, at string }
	all := map[place][2]report.Finding{}
	for i, list := range [][]report.Finding{was, now} {
		for _, f := range list {
			pair := all[place{f.Rule, f.At}]
			pair[i] = f
			all[place{f.Rule, f.At}] = pair
		}
	}
	keys := slices.SortedFunc(maps.Keys(all), func(a, b place) int { return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.at, b.at)) })
	for _, key := range keys {
		pair := all[key]
		d.say(ofSum, key.rule+" at "+key.at, sides(pair[0]), sides(pair[1]), pair[1].Why)
	}
}

// sides is the result of a rule with what stands on its sides.
func sides(f report.Finding) string {
	if f.Left == nil || f.Right == nil {
		return string(f.Result)
	}
	return fmt.Sprintf("%s: %s, %s", f.Result, f.Left, f.Right)
}

// statementText is a statement with all that tells it from another.
func statementText(s report.Statement) string {
	value := "none"
	if s.Value != nil {
		value = s.Value.String() + s.Unit
	}
	if s.Approximate {
		value = "about " + value
	}
	return fmt.Sprintf("%s “%s” %s in section %d at byte %d: %s", value, s.Raw, s.Scope, s.Section, s.Offset, s.Sentence)
}

// doubtText is a doubt with the row it is about.
func doubtText(x report.Doubt) string {
	return strings.TrimLeft(strings.Trim(x.Table+"."+x.Row, ".")+": ", ": ") + x.Text
}

// listed notes what one of two lists lacks.
func listed[T any](d *differ, what string, was, now []T, at, text func(T) string) {
	gone, came := unlike(was, now, func(x T) string { return at(x) + " " + text(x) })
	for _, x := range gone {
		d.list = append(d.list, change{What: what, At: at(x), Before: text(x)})
	}
	for _, x := range came {
		d.list = append(d.list, change{What: what, At: at(x), After: text(x)})
	}
}

// unlike are the items of either list that the other lacks, told apart by a key.
func unlike[T any](was, now []T, key func(T) string) (gone, came []T) {
	count := map[string]int{}
	for _, x := range now {
		count[key(x)]++
	}
	for _, x := range was {
		if k := key(x); count[k] > 0 {
			count[k]--
		} else {
			gone = append(gone, x)
		}
	}
	for _, x := range now {
		if k := key(x); count[k] > 0 {
			count[k]--
			came = append(came, x)
		}
	}
	return gone, came
}
