package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// callOf finds a call of the program in a line of a code block.
var callOf = regexp.MustCompile(`(?m)^\$? ?(?:gongkai|\./gongkai|go run \./cmd/gongkai) (.*)$`)

// calls are the command lines of the program in the code blocks of the README.
func calls(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i, block := range strings.Split(string(text), "```") {
		if i%2 == 0 {
			continue
		}
		for _, m := range callOf.FindAllStringSubmatch(block, -1) {
			line, _, _ := strings.Cut(m[1], "#")
			line, _, _ = strings.Cut(line, "|")
			all = append(all, strings.TrimSpace(line))
		}
	}
	return all
}

// TestReadmeCommands makes sure that every command shown is one, with flags
// that it has, and that every command there is is shown.
func TestReadmeCommands(t *testing.T) {
	shown := map[string]bool{}
	for _, line := range calls(t) {
		root := newRoot(streams{})
		root.InitDefaultHelpCmd()
		root.InitDefaultCompletionCmd()
		args := strings.Fields(line)
		if len(args) > 2 && args[0] == "-C" {
			args = args[2:]
		}
		c, rest, err := root.Find(args)
		if err != nil || c == root {
			t.Errorf("README: gongkai %s: no such command", line)
			continue
		}
		c.InitDefaultHelpFlag()
		if err := c.ParseFlags(rest); err != nil {
			t.Errorf("README: gongkai %s: %v", line, err)
		}
		for ; c != nil; c = c.Parent() {
			shown[c.Name()] = true
		}
	}
	for _, c := range newRoot(streams{}).Commands() {
		if c.IsAvailableCommand() && !shown[c.Name()] {
			t.Errorf("README shows no example of gongkai %s", c.Name())
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
