package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"gongkai/internal/store"
)

// difference is what would change, written as it is found: verified cells
// apart, because they come first. It lies on the disk, as it may be longer
// than the memory.
type difference struct {
	first, rest *spool
	jsonl       bool
}

// spool is a file for what is printed later.
type spool struct {
	*bufio.Writer
	file *os.File
	some bool
}

func newDifference(jsonl bool) (*difference, error) {
	first, err := newSpool()
	if err != nil {
		return nil, err
	}
	rest, err := newSpool()
	if err != nil {
		return nil, errors.Join(err, first.close())
	}
	return &difference{first, rest, jsonl}, nil
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "gongkai-reparse-*")
	if err != nil {
		return nil, err
	}
	return &spool{Writer: bufio.NewWriter(f), file: f}, nil
}

func (s *spool) close() error { return errors.Join(s.file.Close(), os.Remove(s.file.Name())) }

// close throws away what was noted.
func (d *difference) close() error { return errors.Join(d.first.close(), d.rest.close()) }

// add notes the changes of one page.
func (d *difference) add(s store.Stored, l looked) error {
	write := writeChanges
	if d.jsonl {
		write = writeChangesJSON
	}
	var verified, others []change
	for _, c := range l.changes {
		if c.Verified {
			verified = append(verified, c)
		} else {
			others = append(others, c)
		}
	}
	for _, part := range []struct {
		to   *spool
		list []change
	}{{d.first, verified}, {d.rest, others}} {
		if len(part.list) == 0 {
			continue
		}
		part.to.some = true
		if err := write(part.to, s, l.stale, part.list); err != nil {
			return err
		}
	}
	return nil
}

// print writes what was noted, verified cells first.
func (d *difference) print(w io.Writer) error {
	for _, part := range []struct {
		from  *spool
		title string
	}{{d.first, "VERIFIED CELLS THAT WOULD CHANGE\n\n"}, {d.rest, "OTHER CHANGES\n\n"}} {
		if !part.from.some {
			continue
		}
		if !d.jsonl && d.first.some {
			if _, err := io.WriteString(w, part.title); err != nil {
				return err
			}
		}
		if err := part.from.Flush(); err != nil {
			return err
		}
		if _, err := part.from.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(w, part.from.file); err != nil {
			return err
		}
	}
	return nil
}

// filedAs is whose report a page is, and for which year: as it is stored or,
// where it is no report, as the list says that led to it.
func filedAs(s store.Stored) (store.Organ, int) {
	if s.Version != 0 {
		return s.Filed, s.FiledAs
	}
	return s.Organ, s.Year
}

// writeChangesJSON writes each change as a line.
func writeChangesJSON(w io.Writer, s store.Stored, stale bool, list []change) error {
	o, year := filedAs(s)
	encode := json.NewEncoder(w)
	encode.SetEscapeHTML(false)
	for _, c := range list {
		line := struct {
			Address  string `json:"address"`
			Organ    string `json:"organ"`
			Division string `json:"division"`
			Year     int    `json:"year,omitempty"`
			Ref      string `json:"ref"`
			Reader   string `json:"reader"` // whose reading is stored
			Stale    bool   `json:"stale"`  // the new reader has no newer version: it cannot be stored
			change
		}{s.Address, o.Name, o.Division, year, s.Ref, s.Reader, stale, c}
		if err := encode.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// wide is how many columns of a terminal a list of changes or cells takes.
const wide = 100

// writeChanges writes the changes of a page for a person. What cells say is
// written one by one; their grades and places, and the sums, are counted.
func writeChanges(w io.Writer, s store.Stored, stale bool, list []change) error {
	p := &printer{w: w}
	o, year := filedAs(s)
	head := organName(o)
	if year != 0 {
		head += fmt.Sprintf(" %d", year)
	}
	p.printf("%s  %s\n", strings.TrimSpace(head), s.Address)
	if stale {
		p.printf("  cannot be stored: read by version %s already\n", s.Reader)
	}
	counted := map[[3]string]int{}
	var order [][3]string
	for _, c := range list {
		if key, many := countable(c); many {
			if counted[key]++; counted[key] == 1 {
				order = append(order, key)
			}
			continue
		}
		p.change(c)
	}
	for _, key := range order {
		p.printf("  %s of %s: %s\n", key[0], plural(counted[key], "place"), arrow(key[1], key[2]))
	}
	p.printf("\n")
	return p.err
}

// countable tells whether a change is only counted for a person, with which others.
func countable(c change) (key [3]string, ok bool) {
	switch c.What {
	case ofGrade:
		return [3]string{c.What, c.Before, c.After}, true
	case ofPlace:
		return [3]string{c.What, "as stored", "otherwise"}, true
	case ofSum:
		before, _, _ := strings.Cut(c.Before, ":")
		after, _, _ := strings.Cut(c.After, ":")
		return [3]string{c.What, before, after}, before != after
	}
	return key, false
}

// change writes one change: what and where, before and after, and why.
func (p *printer) change(c change) {
	name := strings.TrimSpace(c.What + " " + c.At)
	if c.What == ofCell {
		name = strings.TrimSpace(c.At + " " + labelOf(c.At))
	}
	if c.count > 0 {
		name += fmt.Sprintf(" (of %s)", plural(c.count, "verified cell"))
	}
	p.wrapped("  ", name+": "+arrow(c.Before, c.After))
	if c.Why != "" && c.Why != c.After {
		p.wrapped("    ", "why: "+c.Why)
	}
}

// wrapped writes a text under an indent, the lines after the first deeper.
func (p *printer) wrapped(indent, text string) {
	for i, line := range wrap(text, wide-len(indent)-2, closing) {
		if i > 0 {
			line = "  " + line
		}
		p.printf("%s%s\n", indent, line)
	}
}

func arrow(before, after string) string {
	return cmp.Or(before, "(none)") + " → " + cmp.Or(after, "(none)")
}

// bar counts pages on a terminal; elsewhere it is silent.
type bar struct {
	streams
	bars *mpb.Progress
	bar  *mpb.Bar
}

func newBar(s streams, done string, total int) bar {
	f, ok := s.talk.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return bar{streams: s}
	}
	bars := mpb.New(mpb.WithOutput(s.talk), mpb.WithWidth(40))
	return bar{streams{talk: bars}, bars, bars.New(int64(total), mpb.BarStyle(), mpb.BarRemoveOnComplete(),
		mpb.AppendDecorators(decor.CountersNoUnit("%d of %d pages "+done+", "), decor.AverageETA(decor.ET_STYLE_GO)))}
}

func (b bar) step() {
	if b.bar != nil {
		b.bar.Increment()
	}
}

func (b bar) end() {
	if b.bar != nil {
		b.bar.SetTotal(-1, true)
		b.bars.Wait()
	}
}
