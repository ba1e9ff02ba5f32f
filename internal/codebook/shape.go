package codebook

import "gongkai/internal/report"

// WideFacts describes facts with a line for each report: the cells of the
// three tables side by side.
func WideFacts() Table {
	t := Table{Name: "facts", Chinese: "单元格（宽表）", English: "a line is a report, with the cells of all its tables", Variables: short(append(head(), numbered))}
	for _, k := range report.Kinds {
		t.Variables = append(t.Variables, Variable{Name: k.String(), Short: k.String(), Type: Code,
			Chinese: "表" + numerals[k] + "格式版本", English: "edition of table " + numerals[k] + "; empty where it is absent"})
	}
	for _, k := range report.Kinds {
		for _, v := range wide(k).Variables {
			if v.Indicator != "" {
				t.Variables = append(t.Variables, v)
			}
		}
	}
	return t
}

// WidePanel describes the panel with a line for each report, the series side
// by side.
func WidePanel() Table {
	t := Table{Name: "panel", Chinese: "面板（宽表）", English: "a line is a report, with every series", Variables: short(append(head(), numbered))}
	for _, s := range report.Panel {
		state := s.Key + "_state"
		t.Variables = append(t.Variables,
			Variable{Name: s.Key, Short: s.Key, Type: Decimal, State: state, Chinese: s.Label, English: s.English},
			Variable{Name: state, Short: state, Type: State, Chinese: s.Label + "（状态）", English: "state of " + s.Key})
		if s.Amount {
			t.Variables = append(t.Variables,
				Variable{Name: s.Key + "_unit", Short: s.Key + "_unit", Chinese: s.Label + "（单位）", English: "unit of " + s.Key + ", as printed"},
				Variable{Name: s.Key + "_wan", Short: s.Key + "_wan", Type: Decimal, Chinese: s.Label + "（折合万元）", English: s.Key + " in 万元, where its unit is known"})
		}
	}
	return t
}
