package codebook

import (
	"slices"
	"strings"

	"gongkai/internal/check"
	"gongkai/internal/report"
)

// numerals are how the form numbers the sections of the three tables.
var numerals = [...]string{"二", "三", "四"}

// wide describes a statutory table with a column for each cell of any edition
// and one for its state.
func wide(kind report.Kind) Table {
	t := Table{Name: kind.String(), Chinese: "表" + numerals[kind], English: "a line is a report, with its table " + numerals[kind]}
	t.Variables = short(append(head(), numbered, Variable{Name: "form", Type: Code, Chinese: "格式版本", English: "edition of the form"}))
	rules := make(map[*report.Form][]check.Rule)
	for _, f := range report.Forms {
		rules[f] = check.Rules(f)
	}
	for _, b := range report.Boxes(kind) {
		v := cell(kind, b, rules)
		t.Variables = append(t.Variables, v, Variable{Name: v.State, Short: report.StateName(b.Row, b.Column), Type: State,
			Chinese: v.Chinese + "（状态）", English: "state of " + v.Name, Indicator: v.Indicator})
	}
	return t
}

// cell describes one cell of a form, with the rules it counts in.
func cell(kind report.Kind, b report.Box, rules map[*report.Form][]check.Rule) Variable {
	name := report.Name(b.Row, b.Column)
	v := Variable{
		Name: name, Short: report.ShortName(b.Row, b.Column), Type: Decimal, State: name + "_state",
		Chinese: b.Row.Label + "：" + b.Column.Label, English: b.Row.English + ": " + b.Column.English,
		Unit: b.Column.Unit, Indicator: kind.String() + "." + b.Row.Key + "." + b.Column.Key,
		Form:    "表" + numerals[kind] + " " + strings.Join(append(slices.Clone(b.Row.Parents), b.Row.Label), " / ") + " × " + b.Column.Label,
		Article: b.Row.Article,
	}
	for _, f := range report.Forms {
		if f.Kind != kind {
			continue
		}
		if i, j := f.Find(b.Row.Key, b.Column.Key); i < 0 || j < 0 {
			continue
		}
		v.Editions = append(v.Editions, f.Edition)
		for _, r := range rules[f] {
			if r.Counts(b.Row.Key, b.Column.Key) && !slices.Contains(v.Rules, r.ID) {
				v.Rules = append(v.Rules, r.ID)
			}
		}
	}
	return v
}
