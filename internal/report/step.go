package report

// StepRules are the rules between the reports of two years in a row, in words.
var StepRules = []struct{ Rule, Label, English string }{
	{"disclosure/in_force", "现行有效件数＝上年现行有效件数＋本年制发件数－本年废止件数", "in force = in force the year before + issued - repealed"},
	{"requests/carried", "上年结转＝上年报告的结转下年度继续办理", "carried in = carried out the year before"},
	{"indicators/cumulative", "历年累计＝上年的历年累计＋本年数", "cumulative = cumulative the year before + the number of the year"},
}

// Step is a rule between the reports of two years in a row: what one says of
// the year before is what the other said. An organ that opens old files, or
// that has been joined with another, may break it with good reason.
type Step struct {
	Rule  string // table/rule, never renamed once stored
	At    string // the column or row that it is tried on
	Kind  Kind
	Left  StepTerm
	Right []StepTerm // their sum
}

// StepTerm is a cell of one of the two reports.
type StepTerm struct {
	Row, Column string
	Before      bool // of the year before
	Minus       bool
}

// Steps are the rules between the statutory tables of two years, in the order
// of the form. requests/carried also holds from the edition of 2019 to that of
// 2021; disclosure/in_force is of rows that only the latter has.
func Steps() []Step {
	var steps []Step
	for _, key := range []string{"regulations", "normative_documents"} {
		steps = append(steps, Step{"disclosure/in_force", key, Disclosure, StepTerm{Row: key, Column: "in_force"}, []StepTerm{
			{Row: key, Column: "in_force", Before: true}, {Row: key, Column: "issued"}, {Row: key, Column: "repealed", Minus: true}}})
	}
	for _, c := range FormOf(Requests, "2021").Rows[0].Columns {
		steps = append(steps, Step{"requests/carried", c.Key, Requests, StepTerm{Row: "carried_in", Column: c.Key},
			[]StepTerm{{Row: "carried_out", Column: c.Key, Before: true}}})
	}
	return steps
}
