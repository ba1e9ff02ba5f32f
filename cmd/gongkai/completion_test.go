package main

import (
	"strings"
	"testing"
)

// Every flag whose values are listed for the shell is a flag of that command,
// and the list has each value once.
func TestCompletion(t *testing.T) {
	for what, values := range flagValues() {
		path, flag, _ := strings.Cut(what, " --")
		root := newRoot(streams{})
		c, _, err := root.Find(strings.Fields(path))
		if err != nil || called(c) != path || c.Flags().Lookup(flag) == nil {
			t.Errorf("there is no gongkai %s", what)
			continue
		}
		if _, ok := c.GetFlagCompletionFunc(flag); !ok || len(values) == 0 {
			t.Errorf("gongkai %s is not completed", what)
		}
		seen := map[string]bool{}
		for _, v := range values {
			if v == "" || seen[v] {
				t.Errorf("gongkai %s: %q is there twice, or empty", what, v)
			}
			seen[v] = true
		}
	}
}
