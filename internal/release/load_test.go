package release_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/internal/codebook"
)

// The programs of a release load all of it, codes as text.
func TestLoad(t *testing.T) {
	dir := written(t, "r", qinghe, liuxi)
	for name, c := range map[string]struct{ asks, run []string }{
		"pandas": {[]string{"/usr/bin/python3", "-c", "import pandas"}, []string{"/usr/bin/python3", "-B", "-c",
			"from load import load; a = load(); q = a['requests']; print(len(a), a['sources']['fetched'][0].hour, q['division'][0], q['received_natural_person'][0], q['carried_in_enterprise'].isna()[0], q['year'].dtype, len(a['sections']))"}},
		"R": {[]string{"Rscript", "--vanilla", "-e", "0"}, []string{"Rscript", "--vanilla", "-e",
			`source("load.R"); a <- load_all(); q <- a$requests; cat(length(a), as.POSIXlt(a$sources$fetched[1])$hour, q$division[1], sprintf("%.1f", q$received_natural_person[1]), ifelse(is.na(q$carried_in_enterprise[1]), "True", "False"), ifelse(is.integer(q$year), "Int64", "no"), nrow(a$sections))`}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := exec.Command(c.asks[0], c.asks[1:]...).Run(); err != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is not here: %v", name, err)
				}
				t.Skipf("%s is not here", name)
			}
			run := exec.Command(c.run[0], c.run[1:]...)
			run.Dir, run.Env = dir, append(os.Environ(), "LC_ALL=C.UTF-8")
			out, err := run.CombinedOutput()
			if got := strings.TrimSpace(string(out)); err != nil || got != "15 8 011000 5.0 True Int64 2" {
				t.Errorf("%v: %s", err, got)
			}
		})
	}
}

// reserved are words that Stata does not take for the name of a variable.
var reserved = []string{"_all", "_b", "_coef", "_cons", "_n", "_N", "_pi", "_pred", "_rc", "_skip", "byte", "double", "float", "if", "in", "int", "long", "strL", "using", "with"}

// There is no Stata here to try load.do with; so every file, column and name
// that it and its programs mention is looked at, and what Stata limits.
func TestLoadStata(t *testing.T) {
	dir := written(t, "r", qinghe, liuxi)
	load := lines(t, filepath.Join(dir, "load.do"))
	called := strings.Fields(regexp.MustCompile(`local tables "([^` + "`" + `"]+)"`).FindStringSubmatch(strings.Join(load, "\n"))[1])
	var tables []string
	for _, table := range codebook.Tables() {
		tables = append(tables, table.Name)
		t.Run(table.Name, func(t *testing.T) { checkStata(t, dir, table) })
	}
	if !slices.Equal(called, tables) {
		t.Errorf("load.do loads %v, there are %v", called, tables)
	}
}

// lines are those of a program, which must be short, and closed as they are opened.
func lines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	open := 0
	for line := range strings.Lines(string(text)) {
		open += strings.Count(line, "{") - strings.Count(line, "}")
		if open < 0 || len(line) > 8000 || strings.Count(line, "`") != strings.Count(line, "'") && !strings.HasPrefix(line, "label variable ") && !strings.HasPrefix(line, "*") {
			t.Errorf("%s: not closed, or too long: %s", file, line)
		}
	}
	if open != 0 {
		t.Errorf("%s: %d braces are left open", file, open)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

func checkStata(t *testing.T, dir string, table codebook.Table) {
	program := lines(t, filepath.Join(dir, "stata", table.Name+".do"))
	text := strings.Join(program, "\n")
	file := regexp.MustCompile(`import delimited using "([^"]+)"`).FindStringSubmatch(text)[1]
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(data), "\n")
	columns := strings.Split(head, ",")
	names := map[string]string{} // of columns in Stata
	for i, m := range regexp.MustCompile(`(?m)^rename v(\d+) (\S+)\nlabel variable (\S+) "(.*)"$`).FindAllStringSubmatch(text, -1) {
		name, label := m[2], m[4]
		if m[1] != strconv.Itoa(i+1) || name != m[3] || !regexp.MustCompile(`^[a-z_][a-z0-9_]{0,31}$`).MatchString(name) || slices.Contains(reserved, name) {
			t.Errorf("column %d: %s, labelled %s", i+1, name, m[3])
		}
		if strings.ContainsAny(label, "\"`$") || len([]rune(label)) > 80 {
			t.Errorf("%s: label %s", name, label)
		}
		if names[columns[i]] != "" || slices.Contains(slices.Collect(maps.Values(names)), name) {
			t.Errorf("%s is there twice", name)
		}
		names[columns[i]] = name
	}
	if len(names) != len(columns) {
		t.Errorf("%d of %d columns have a name", len(names), len(columns))
	}
	numbers := strings.Fields(regexp.MustCompile(`(?m)^if _N > 0 destring (.*), replace$`).FindStringSubmatch(text)[1])
	for _, v := range table.Variables {
		if name := names[v.Name]; name != "" && slices.Contains(numbers, name) != v.Type.IsNumber() {
			t.Errorf("%s: a number or not?", v.Name)
		}
		if pair := `"` + names[v.Name] + " " + names[v.State] + `"`; v.State != "" && !strings.Contains(text, pair) {
			t.Errorf("the state of %s is not heeded: no %s", v.Name, pair)
		}
	}
	if program[len(program)-1] != `save "`+table.Name+`.dta", replace emptyok` {
		t.Errorf("%s is not saved", table.Name)
	}
}
