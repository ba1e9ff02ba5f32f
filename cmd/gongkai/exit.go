package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// The exit codes. They never change; a code that is not here is a failure.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitSome        = 3
	exitNoWorkspace = 10
	exitLocked      = 11
	exitNewer       = 12
	exitInterrupted = 130
)

var exitCodes = []struct {
	code    int
	meaning string
}{
	{0, "done"},
	{exitFailed, "failed: nothing could be read, stored or written"},
	{exitUsage, "the command line, gongkai.yaml or sites.csv is not right; nothing was done"},
	{exitSome, "finished, and something wants a look: what failed (the rest is in), or what status, lint or reparse found"},
	{exitNoWorkspace, "no workspace here or in any folder above"},
	{exitLocked, "another gongkai is at work in this workspace"},
	{exitNewer, "gongkai.db was made by a newer gongkai than this one"},
	{exitInterrupted, "interrupted; what was done is kept, the same command goes on from there"},
}

var (
	errInterrupted = errors.New("interrupted; what was done is kept, run the same command to go on")
	errStopped     = errors.New("interrupted; nothing was changed")
	errSilent      = errors.New("") // all has been said
)

// readers are the commands that only read the workspace: files that they write
// are there whole or not at all, and nothing goes on.
var readers = []string{"cite", "compare", "diff", "export", "query", "release", "search", "show", "status"}

// exit is an error with the code the program ends with.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string { return e.err.Error() }
func (e exit) Unwrap() error { return e.err }

// wrong is a mistake in what the person wrote: exit code 2.
func wrong(format string, args ...any) error {
	return exit{exitUsage, fmt.Errorf(format, args...)}
}

// codeOf is the exit code of what a command returned.
func codeOf(err error) int {
	var e exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.code
	default:
		return exitFailed
	}
}

// tally is the end of a command that worked through several things, each
// failure already said.
func tally(good, bad int) error {
	switch {
	case bad == 0:
		return nil
	case good == 0:
		return exit{exitFailed, errSilent}
	default:
		return exit{exitSome, errSilent}
	}
}

// newExitCodes is `gongkai help exit-codes`.
func newExitCodes() *cobra.Command {
	var b strings.Builder
	b.WriteString("Exit codes, for scripts and timers. Any other code is a failure too.\n\n")
	for _, e := range exitCodes {
		fmt.Fprintf(&b, "  %3d  %s\n", e.code, e.meaning)
	}
	return &cobra.Command{Use: "exit-codes", Short: "What the exit codes mean", Long: strings.TrimRight(b.String(), "\n")}
}
