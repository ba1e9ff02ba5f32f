// Package codebook says what every column of every table means: its labels in
// Chinese and English, its type, where it stands on the official form, which
// article of the 条例 asks for it and which rules it obeys. What the form
// decides is taken from report.Forms and check.Rules and nowhere else, so the
// codebook, the labels in Stata and the sheet in Excel cannot fall out of step.
package codebook

import (
	"slices"

	"gongkai/internal/report"
)

// Type is what the values of a variable are.
type Type int

const (
	Text    Type = iota // words as printed or as the registry has them
	Code                // an identifier: digits in it are never a number
	Integer             // a count the program made, a year, a number of a report
	Decimal             // a number as printed, exact
	Date                // 2024-01-04
	Time                // 2024-01-31T08:00:00.000Z, UTC
	State               // one of the States
)

// String is the type's key: text, code, integer, decimal, date, time or state.
func (t Type) String() string {
	return [...]string{"text", "code", "integer", "decimal", "date", "time", "state"}[t]
}

// IsNumber tells whether the values are numbers to count with.
func (t Type) IsNumber() bool { return t == Integer || t == Decimal }

// Table is one table for researchers.
type Table struct {
	Name      string
	Chinese   string
	English   string
	Variables []Variable // in the order of its columns
}

// Variable is one column of a table.
type Variable struct {
	Name      string   `json:"name"`                // the key: the header in CSV, the column in SQL
	Short     string   `json:"short"`               // at most 32 characters, for Stata
	Type      Type     `json:"-"`                   //
	Chinese   string   `json:"zh"`                  // label
	English   string   `json:"en"`                  // label
	Unit      string   `json:"unit,omitempty"`      // as the form prints it
	State     string   `json:"state,omitempty"`     // the column that says why a value is absent
	Indicator string   `json:"indicator,omitempty"` // its name in facts: requests.received.total
	Form      string   `json:"form,omitempty"`      // where it stands on the form
	Editions  []string `json:"editions,omitempty"`  // of the form that ask for it, newest first
	Article   string   `json:"article,omitempty"`   // of the 条例
	Rules     []string `json:"rules,omitempty"`     // that count it
}

// Label is the label in a language: zh, en or both.
func (v Variable) Label(lang string) string { return inLanguage(lang, v.Chinese, v.English) }

func inLanguage(lang, chinese, english string) string {
	switch lang {
	case "zh":
		return chinese
	case "both":
		return chinese + " / " + english
	}
	return english
}

// Of describes the columns of a table. A column that is not known has its own
// name as its label and holds text; known says that there is none such.
func Of(table string, columns []string) (t Table, known bool) {
	t, known = Table{Name: table, Chinese: table, English: table}, false
	if i := slices.IndexFunc(Tables(), func(t Table) bool { return t.Name == table }); i >= 0 {
		t, known = Tables()[i], true
	}
	variables := make([]Variable, len(columns))
	for n, name := range columns {
		i := slices.IndexFunc(t.Variables, func(v Variable) bool { return v.Name == name })
		if i < 0 {
			variables[n], known = Variable{Name: name, Short: name, Chinese: name, English: name}, false
			continue
		}
		variables[n] = t.Variables[i]
	}
	t.Variables = variables
	return t, known
}

// Meaning is what a state of a cell means.
type Meaning struct {
	State   report.State `json:"-"`
	Key     string       `json:"state"`
	Number  int          `json:"number"`            // its number in Stata
	Missing string       `json:"missing,omitempty"` // the missing value that stands for it in Stata, where there is no value
	Chinese string       `json:"zh"`
	English string       `json:"en"`
}

// States are the states a cell may be in, those with a value first.
func States() []Meaning {
	list := []Meaning{
		{State: report.IsNumber, Chinese: "一个数，别无他字；0也是数", English: "one number and nothing else; 0 is a number"},
		{State: report.Noted, Chinese: "一个数并有文字，如：22（其中修订16件）", English: "one number and words: 22（其中修订16件）"},
		{State: report.Missing, Missing: ".a", Chinese: "页面没有此格", English: "the page lacks the cell"},
		{State: report.Blank, Missing: ".b", Chinese: "有此格，格内空白", English: "printed and empty"},
		{State: report.Dash, Missing: ".c", Chinese: "/、—、无、不适用", English: "/, —, 无, 不适用 and the like"},
		{State: report.Words, Missing: ".d", Chinese: "有文字，不是一个数，如：约3", English: "printed, not a number: 约3"},
		{State: report.Unplaced, Missing: ".e", Chinese: "有数，但属于哪一格不能确定", English: "printed, but its position is not certain"},
		{State: report.NotAsked, Missing: ".f", Chinese: "这一版格式没有此格", English: "this edition of the form has no such cell"},
	}
	for i := range list {
		list[i].Key, list[i].Number = list[i].State.String(), i+1
	}
	return list
}
