package codebook

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// markdown writes the codebook for people, in the tables of GitHub.
func (b book) markdown(w io.Writer) error {
	to := bufio.NewWriter(w)
	fmt.Fprintf(to, "# %s\n\n", b.Title)
	for _, n := range b.Notes {
		fmt.Fprintf(to, "- %s\n", n)
	}
	fmt.Fprint(to, "\n## Editions of the form 格式\n\n")
	row(to, "edition", "document", "years")
	rule(to, 3)
	for _, e := range b.Editions {
		row(to, e.Edition, e.Document, e.Years)
	}
	fmt.Fprint(to, "\n## States of a cell 状态\n\n")
	row(to, "state", "Stata", "missing in Stata", "意义", "meaning")
	rule(to, 5)
	for _, s := range b.States {
		row(to, "`"+s.Key+"`", fmt.Sprint(s.Number), s.Missing, s.Chinese, s.English)
	}
	fmt.Fprint(to, "\n## Rules 勾稽\n\n")
	row(to, "rule", "edition", "tried for each", "sum")
	rule(to, 4)
	for _, r := range b.Rules {
		row(to, "`"+r.Rule+"`", r.Edition, r.Each, r.Sum)
	}
	for _, t := range b.Tables {
		t.markdown(to)
	}
	for _, v := range b.Values {
		fmt.Fprintf(to, "\n## %s\n\nValues of `%s`.\n\n", v.Title, v.Column)
		row(to, "key", "中文", "English", "unit", "made of, or article")
		rule(to, 5)
		for _, one := range v.Values {
			row(to, "`"+one.Key+"`", one.Chinese, one.English, one.Unit, one.Where)
		}
	}
	return to.Flush()
}

func (t Table) markdown(w *bufio.Writer) {
	fmt.Fprintf(w, "\n## %s %s\n\n%s.\n", t.Name, t.Chinese, t.English)
	plain, cells := slices.Clone(shown(t)), []Variable(nil)
	if i := slices.IndexFunc(plain, func(v Variable) bool { return v.Form != "" }); i >= 0 {
		plain, cells = plain[:i], plain[i:]
	}
	fmt.Fprintln(w)
	row(w, "key", "type", "中文", "English", "state", "article")
	rule(w, 6)
	for _, v := range plain {
		row(w, "`"+v.Name+"`", v.Type.String(), v.Chinese, v.English, code(v.State), v.Article)
	}
	if len(cells) == 0 {
		return
	}
	fmt.Fprint(w, "\nEach of these has beside it a column of its name and `_state`.\n\n")
	row(w, "key", "short", "中文", "English", "form and cell", "unit", "editions", "article", "rules", "indicator")
	rule(w, 10)
	for _, v := range cells {
		short := v.Short
		if short == v.Name {
			short = ""
		}
		row(w, code(v.Name), code(short), v.Chinese, v.English, v.Form, v.Unit, Join(v.Editions), v.Article, Join(v.Rules), code(v.Indicator))
	}
}

// code is a key as it is set, and nothing where there is none.
func code(key string) string {
	if key == "" {
		return ""
	}
	return "`" + key + "`"
}

// row writes a row of a table. No label has a line break or a bar that is not escaped.
func row(w *bufio.Writer, fields ...string) {
	for _, f := range fields {
		w.WriteString("| " + strings.ReplaceAll(f, "|", `\|`) + " ")
	}
	w.WriteString("|\n")
}

func rule(w *bufio.Writer, n int) { w.WriteString(strings.Repeat("|---", n) + "|\n") }
