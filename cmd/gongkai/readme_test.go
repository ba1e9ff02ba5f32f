package main

import (
	"os"
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
	text, err := os.ReadFile("../../README.md")
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
		shown[c.Name()] = true
	}
	for _, c := range newRoot(streams{}).Commands() {
		if c.IsAvailableCommand() && !shown[c.Name()] {
			t.Errorf("README shows no example of gongkai %s", c.Name())
		}
	}
}

// TestReadmeExitCodes makes sure that the README lists every exit code.
func TestReadmeExitCodes(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range exitCodes {
		if want := "| " + strconv.Itoa(e.code) + " | " + e.meaning + " |"; !strings.Contains(string(text), want) {
			t.Errorf("README has no line %s", want)
		}
	}
}
