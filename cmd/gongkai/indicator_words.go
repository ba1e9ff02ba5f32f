package main

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/internal/check"
	"gongkai/internal/report"
)

// indicatorWords is a failing finding of a table of indicators in a sentence,
// by the labels of its rows as printed; false for a finding of another table.
func indicatorWords(f report.Finding, x *report.Indicators, lang tongue) (string, bool) {
	if x == nil || x.Table() == nil {
		return "", false
	}
	rules := check.IndicatorRules()
	i := slices.IndexFunc(rules, func(r check.IndicatorRule) bool {
		_, there := x.Row(r.When)
		return r.ID == f.Rule && r.Table == x.Table().Name && (r.When == "" || there) && (r.Column == "" || r.Column == f.At)
	})
	if i < 0 {
		return "", false
	}
	sum := func(keys []string) string {
		labels := make([]string, len(keys))
		for j, key := range keys {
			row, _ := x.Row(key)
			labels[j] = strings.TrimSpace(row.Label)
		}
		return strings.Join(labels, "＋")
	}
	column := map[string][2]string{"value": {"本年", "of the year"}, "cumulative": {"累计", "cumulative"}}[f.At][lang]
	sign := [2]string{"≠", "is not"}[lang]
	if rules[i].AtMost {
		sign = [2]string{"＞", "is more than"}[lang]
	}
	return fmt.Sprintf("%s“%s” %s %s “%s” %s", [2]string{column, column + " "}[lang], sum(rules[i].Left), side(f.Left), sign, sum(rules[i].Right), side(f.Right)), true
}
