// Command gongkai collects and reads the annual reports on government
// information disclosure (政府信息公开工作年度报告) that Chinese organs
// publish, and gives them out as tables.
//
// It is the door of the house: flags, wiring, words for people and exit
// codes, one file for each command. Nothing else in the house prints.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"unicode"
)

// Version is the version of the program, as in the User-Agent and in
// `gongkai version`.
const Version = "0.1.0"

func main() {
	log.SetOutput(io.Discard) // net/http writes there what a server sends too much, as it came
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// streams are the three a program has: what is asked for goes to out,
// everything said about it to talk.
type streams struct {
	in   io.Reader
	out  io.Writer
	talk io.Writer
}

// run is the program: it returns the exit code, having said why on talk.
func run(ctx context.Context, args []string, s streams) int {
	root := newRoot(s)
	root.SetArgs(args)
	c, err := root.ExecuteContextC(ctx)
	if ctx.Err() != nil && err != nil {
		err = exit{code: exitInterrupted, err: errInterrupted}
		if c.Parent() == root && slices.Contains(readers, c.Name()) {
			err = exit{code: exitInterrupted, err: errStopped}
		}
	}
	if err != nil && err.Error() != "" {
		s.complain(err)
	}
	return codeOf(err)
}

// say writes a line for the person at the terminal.
func (s streams) say(format string, args ...any) { fmt.Fprintf(s.talk, format+"\n", args...) }

// complain says what went wrong, one line for each thing.
func (s streams) complain(err error) {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintln(s.talk, "gongkai:", printable(line))
	}
}

// printable leaves out what could steer a terminal: texts come from pages.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
