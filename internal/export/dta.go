package export

import (
	"io"

	"gongkai/internal/codebook"
	"gongkai/internal/stata"
)

// DTA writes a table for Stata, format 118: short names, labels in a language
// (zh, en or both), states as labelled numbers, and for a number that is not
// there the missing value of its state, .a to .f. Numbers are integers where
// all of a column are, else doubles.
func DTA(w io.Writer, t codebook.Table, rows Rows, lang string) error {
	f := stata.File{Label: "gongkai: " + t.Name, Labels: []stata.Labels{{Name: stateLabels}, {Name: absentLabels}}}
	for _, s := range codebook.States() {
		text := s.Key + ": " + s.English
		if lang == "zh" {
			text = s.Key + "：" + s.Chinese
		}
		f.Labels[0].List = append(f.Labels[0].List, stata.Label{Value: stata.Count(s.Number), Text: text})
		if s.Missing != "" {
			f.Labels[1].List = append(f.Labels[1].List, stata.Label{Value: stata.Missing(s.Missing), Text: s.Key})
		}
	}
	for _, v := range t.Variables {
		f.Variables = append(f.Variables, variable(v, lang))
	}
	return stata.Write(w, f, values(t, rows))
}

// The labels of values in a file for Stata.
const (
	stateLabels  = "state"
	absentLabels = "absent"
)

// variable is a column as Stata has it.
func variable(v codebook.Variable, lang string) stata.Variable {
	s := stata.Variable{Name: v.Short, Label: v.Label(lang)}
	switch v.Type {
	case codebook.Integer, codebook.Decimal:
		s.Kind = stata.Number
		if v.State != "" {
			s.Values = absentLabels
		}
	case codebook.Date:
		s.Kind = stata.Day
	case codebook.State:
		s.Kind, s.Values = stata.Number, stateLabels
	}
	return s
}

// values are the rows as Stata has them.
func values(t codebook.Table, rows Rows) func(func([]stata.Value, error) bool) {
	numbers, missing := map[string]stata.Value{}, map[string]stata.Value{}
	for _, s := range codebook.States() {
		numbers[s.Key], missing[s.Key] = stata.Count(s.Number), stata.Missing(s.Missing)
	}
	state := stateColumns(t)
	return func(yield func([]stata.Value, error) bool) {
		list := make([]stata.Value, len(t.Variables))
		for row, err := range checked(t, rows) {
			if err != nil {
				yield(nil, err)
				return
			}
			for i, v := range t.Variables {
				switch {
				case v.Type == codebook.State && row[i] != "":
					list[i] = numbers[row[i]]
				case v.Type == codebook.State || v.Type.IsNumber() && row[i] == "" && state[i] < 0:
					list[i] = stata.Missing(".")
				case v.Type.IsNumber() && row[i] == "":
					list[i] = missing[row[state[i]]]
				case v.Type.IsNumber():
					list[i] = stata.NumberOf(row[i])
				default:
					list[i] = stata.TextOf(row[i])
				}
			}
			if !yield(list, nil) {
				return
			}
		}
	}
}
