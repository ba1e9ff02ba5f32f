package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestReadmeTables makes sure that the tables of the README have a line for
// every command, with its arguments, for every table and for every room.
func TestReadmeTables(t *testing.T) {
	all, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(all)
	root := newRoot(streams{})
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() && c.Name() != "help" && !strings.Contains(text, "\n| `gongkai "+c.Name()) {
			t.Errorf("README has no line for gongkai %s", c.Name())
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `gongkai ([a-z]+)[^`]*`([^|]*)").FindAllStringSubmatch(text, -1) {
		c, _, err := root.Find([]string{m[1]})
		if err != nil || c == root {
			t.Errorf("README has a line for gongkai %s, which is no command", m[1])
			continue
		}
		for _, flag := range regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(m[0], -1) {
			if c.Flags().Lookup(flag[1]) == nil {
				t.Errorf("README: gongkai %s has no flag --%s", m[1], flag[1])
			}
		}
	}
	for _, table := range tableNames() {
		if !regexp.MustCompile("(?m)^\\| `[^|]*\\b" + table + "`").MatchString(text) {
			t.Errorf("README does not say what a line of %s is", table)
		}
	}
	rooms, err := filepath.Glob("../../internal/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range rooms {
		if room := filepath.Base(filepath.Dir(file)); !regexp.MustCompile("(?m)^\\| `.*[`/]" + room + "`.* \\|").MatchString(text) {
			t.Errorf("README: the table of the house has no %s", room)
		}
	}
}

// TestReadmeExitCodes makes sure that the README lists every exit code.
func TestReadmeExitCodes(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range exitCodes {
		if want := "| " + strconv.Itoa(e.code) + " | " + e.meaning + " |"; !strings.Contains(string(text), want) {
			t.Errorf("README has no line %s", want)
		}
	}
}

const readme = "../../README.md"

// shown is the README, and where in it the code block under the mark
// <!-- name --> begins and ends.
func shown(t *testing.T, name string) (text string, start, end int) {
	t.Helper()
	all, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text = string(all)
	mark := "<!-- " + name + " -->\n```\n"
	start = strings.Index(text, mark)
	if start < 0 {
		t.Fatalf("README has no code block marked %q", mark)
	}
	start += len(mark)
	return text, start, start + strings.Index(text[start:], "```")
}

// TestReadmeDemo runs the demonstration and compares what it says with the
// README. UPDATE=1 rewrites the README.
func TestReadmeDemo(t *testing.T) {
	text, start, end := shown(t, "demo")
	at, err := filepath.Abs(readme)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	name := os.Args[0]
	os.Args[0] = "/tmp/go-build/gongkai" // as under go run
	defer func() { os.Args[0] = name }()
	var out, talk bytes.Buffer
	if code := run(t.Context(), []string{"demo"}, streams{nil, &out, &talk}); code != 0 {
		t.Fatalf("demo ends with %d: %s", code, talk.String())
	}
	if got := strings.TrimPrefix(out.String(), "\n"); got == text[start:end] {
		return
	} else if os.Getenv("UPDATE") == "" {
		t.Fatalf("README shows\n%s\nbut the demo says\n%s", text[start:end], got)
	} else if err := os.WriteFile(at, []byte(text[:start]+got+text[end:]), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestReadmeRead makes sure that the lines of the table in the README are
// those of a report as it is read, in their order.
func TestReadmeRead(t *testing.T) {
	text, start, end := shown(t, "read")
	dir := filepath.Join(t.TempDir(), "pages")
	if err := savePages(dir); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	var out, talk bytes.Buffer
	if code := run(t.Context(), []string{"read", "--table", "qinghe-2023.html"}, streams{nil, &out, &talk}); code != 0 {
		t.Fatalf("read ends with %d: %s", code, talk.String())
	}
	rest := "\n" + out.String()
	for line := range strings.Lines(text[start:end]) {
		if line == "…\n" {
			continue
		}
		_, after, ok := strings.Cut(rest, "\n"+line)
		if !ok {
			t.Errorf("README shows the line %q, which gongkai read --table does not write there", line)
			continue
		}
		rest = "\n" + after
	}
}

// TestReadmeTests makes sure that the tests the README tells to run are there.
func TestReadmeTests(t *testing.T) {
	all, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`go test ((?:\./\S+ )+)-run (\w+)(?: -bench (\w+))?`).FindAllStringSubmatch(string(all), -1)
	if len(found) == 0 {
		t.Fatal("none is found")
	}
	for _, m := range found {
		name := "Test" + m[2]
		if m[3] != "" {
			name = "Benchmark" + m[3]
		}
		for room := range strings.FieldsSeq(m[1]) {
			files, err := filepath.Glob(filepath.Join("../..", room, "*_test.go"))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(files, func(file string) bool {
				text, err := os.ReadFile(file)
				return err == nil && strings.Contains(string(text), "\nfunc "+name)
			}) {
				t.Errorf("README: %s: %s has no %s", m[0], room, name)
			}
		}
	}
}
