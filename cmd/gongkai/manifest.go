package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// manifest says of files what they are: whose report, for which year, from
// which address.
type manifest struct {
	name   string
	claims map[string]*claimed // by absolute file name
}

// claimed is one line of a manifest.
type claimed struct {
	line                     int
	file                     string // as written
	organ, division, address string
	year                     int
	err                      error // what is wrong with the line; the file is then not stored
	met                      bool  // the file was among those to import
}

// manifestColumns are the columns of a manifest; only file must be there.
var manifestColumns = []string{"file", "organ", "division", "year", "address"}

// maxYear and minYear bound what can be the year of a report: the 条例 took
// effect in 2008, a few organs reported before.
const (
	minYear = 2000
	maxYear = 2100
)

// readManifest reads a manifest. Its files are named relative to its own
// folder or to the current one, whichever has them. A line that is wrong keeps
// its error; a file that cannot be used at all is an error here.
func readManifest(name string) (*manifest, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(name, err)
	}
	defer f.Close()
	in := csv.NewReader(withoutBOM(f))
	in.FieldsPerRecord = -1
	header, err := in.Read()
	if err != nil {
		return nil, wrong("%s: no header; the first line must name the columns %s", name, strings.Join(manifestColumns, ","))
	}
	at, err := columnsOf(name, header)
	if err != nil {
		return nil, err
	}
	m := &manifest{name: name, claims: map[string]*claimed{}}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return nil, wrong("%s: %s", name, strings.TrimPrefix(err.Error(), "record on "))
		}
		line, _ := in.FieldPos(0)
		if err := m.add(line, record, at); err != nil {
			return nil, err
		}
	}
}

func withoutBOM(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		_, _ = b.Discard(3)
	}
	return b
}

// columnsOf finds the columns by their names, in any order.
func columnsOf(name string, header []string) (map[string]int, error) {
	at := map[string]int{}
	for i, h := range header {
		key := strings.ToLower(strings.TrimSpace(h))
		if !slices.Contains(manifestColumns, key) {
			return nil, wrong("%s:1: unknown column %q; the columns are %s", name, h, strings.Join(manifestColumns, ","))
		}
		if _, twice := at[key]; twice {
			return nil, wrong("%s:1: column %q stands twice", name, h)
		}
		at[key] = i
	}
	if _, ok := at["file"]; !ok {
		return nil, wrong("%s:1: no column \"file\"; the columns are %s", name, strings.Join(manifestColumns, ","))
	}
	return at, nil
}

// add takes in one line.
func (m *manifest) add(line int, record []string, at map[string]int) error {
	text := func(column string) string {
		if i, ok := at[column]; ok && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	c := &claimed{line: line, file: text("file"), organ: text("organ"), division: text("division"), address: text("address")}
	if len(record) > len(at) {
		c.err = fmt.Errorf("%d columns, the header has %d", len(record), len(at))
	}
	if year := text("year"); year != "" {
		n, err := strconv.Atoi(year)
		if err != nil || n < minYear || n > maxYear {
			c.err = fmt.Errorf("year %q is no year", year)
		}
		c.year = n
	}
	if !utf8.ValidString(strings.Join(record, "")) {
		return wrong("%s:%d: not UTF-8; save it as \"CSV UTF-8\"", m.name, line)
	}
	if c.file == "" {
		return wrong("%s:%d: no file named", m.name, line)
	}
	file := m.find(c.file)
	if first := m.claims[file]; first != nil {
		return wrong("%s:%d: %s stands twice, first on line %d", m.name, line, c.file, first.line)
	}
	m.claims[file] = c
	return nil
}

// find is the absolute name of a file of the manifest.
func (m *manifest) find(file string) string {
	beside := file
	if !filepath.IsAbs(file) {
		beside = filepath.Join(filepath.Dir(m.name), file)
	}
	for _, name := range []string{beside, file} {
		if abs, err := filepath.Abs(name); err == nil && exists(abs) {
			return abs
		}
	}
	abs, err := filepath.Abs(beside)
	if err != nil {
		return beside
	}
	return abs
}

// of is the line about a file; the zero line says nothing.
func (m *manifest) of(file string) (*claimed, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	c := m.claims[abs]
	if c == nil {
		return &claimed{}, nil
	}
	c.met = true
	if c.err != nil {
		return nil, fmt.Errorf("%s:%d: %s: %w", m.name, c.line, c.file, c.err)
	}
	return c, nil
}

// unmet are the lines whose file was not among those to import, in the order
// of the manifest.
func (m *manifest) unmet() []error {
	var left []*claimed
	for _, c := range m.claims {
		if !c.met {
			left = append(left, c)
		}
	}
	slices.SortFunc(left, func(a, b *claimed) int { return a.line - b.line })
	var all []error
	for _, c := range left {
		why := "is not among the files and folders given"
		if !exists(m.find(c.file)) {
			why = "no such file"
		}
		all = append(all, fmt.Errorf("%s:%d: %s: %s", m.name, c.line, c.file, why))
	}
	return all
}
