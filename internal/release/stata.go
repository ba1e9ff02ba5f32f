package release

import (
	"fmt"
	"strings"

	"gongkai/internal/codebook"
)

// stata is load.do. It calls one program for each table, since Stata takes a
// loop of so many lines for too long.
func stata(tables []codebook.Table) string {
	var names []string
	for _, t := range tables {
		names = append(names, t.Name)
	}
	return `* Loads tables with labels, numbers and missing values, and saves each as .dta:
*     do load.do requests review
* Run it in the folder of the release. Without a name it loads all of them; the
* last one stays in memory. Codes stay text, so leading zeros stay, and so do
* dates: date(published, "YMD"). A number that is absent is .a missing, .b blank,
* .c dash, .d text, .e unplaced or .f not_asked, never 0.
version 14
local tables "` + "`0'" + `"
if "` + "`tables'" + `" == "" local tables "` + strings.Join(names, " ") + `"
foreach table of local tables {
    do "stata/` + "`table'" + `.do"
}
`
}

// stataTable is the program that loads one table. Columns are named by their
// places, since some keys are longer than the 32 characters that Stata allows.
func stataTable(t codebook.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "* Loads %s; see load.do.\n", csvPath(t))
	fmt.Fprintf(&b, "import delimited using %q, clear encoding(\"UTF-8\") delimiters(\",\") bindquote(strict) maxquotedrows(unlimited) varnames(nonames) stringcols(_all)\n", csvPath(t))
	b.WriteString("drop in 1\n")
	short := map[string]string{}
	var numbers, pairs []string
	for i, v := range t.Variables {
		fmt.Fprintf(&b, "rename v%d %s\nlabel variable %s \"%s\"\n", i+1, v.Short, v.Short, strings.ReplaceAll(v.English, `"`, "'"))
		short[v.Name] = v.Short
		if v.Type.IsNumber() {
			numbers = append(numbers, v.Short)
		}
	}
	for _, v := range t.Variables {
		if v.State != "" {
			pairs = append(pairs, fmt.Sprintf("%q", v.Short+" "+short[v.State]))
		}
	}
	fmt.Fprintf(&b, "if _N > 0 destring %s, replace\n", strings.Join(numbers, " "))
	if len(pairs) > 0 {
		b.WriteString(absences(pairs))
	}
	fmt.Fprintf(&b, "save %q, replace emptyok\n", t.Name+".dta")
	return b.String()
}

// absences gives numbers that are absent the missing value of their state.
func absences(pairs []string) string {
	var labels, missing []string
	for _, s := range codebook.States() {
		if s.Missing != "" {
			labels = append(labels, fmt.Sprintf("%s %q", s.Missing, s.Key))
			missing = append(missing, fmt.Sprintf("%q", s.Missing+" "+s.Key))
		}
	}
	return "capture label drop absent\nlabel define absent " + strings.Join(labels, " ") + `
local missing ` + "`\"" + strings.Join(missing, " ") + "\"'" + `
if _N > 0 {
    foreach pair in ` + strings.Join(pairs, " ///\n        ") + ` {
        local number : word 1 of ` + "`pair'" + `
        local state : word 2 of ` + "`pair'" + `
        foreach one of local missing {
            local value : word 1 of ` + "`one'" + `
            local key : word 2 of ` + "`one'" + `
            quietly replace ` + "`number' = `value' if `state' == \"`key'\" & missing(`number')" + `
        }
        label values ` + "`number'" + ` absent
    }
}
`
}
