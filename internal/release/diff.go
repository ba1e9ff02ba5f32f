package release

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Change is what became of a report or of one of its cells from one release
// to the next.
type Change struct {
	What      string // added, revised or withdrawn
	Indicator string // of the cell; empty where the report is meant
	Organ     string
	Division  string
	Year      string
	Before    string // of a cell: its value, or (state) where it has none; of a report: address and hash
	After     string
}

// key is whose report a line is of. Organs without a division are told apart
// by their sites.
type key struct{ division, organ, site, year string }

// filing is a report of a release.
type filing struct {
	key
	number, mark string
}

// Diff tells what changed from the release in one folder to that in another:
// the reports in their order, each before its cells. A report that was added
// or withdrawn is told without its cells, which all were.
func Diff(before, after string) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		if err := diff(before, after, func(c Change) bool { return yield(c, nil) }); err != nil && !errors.Is(err, errEnough) {
			yield(Change{}, err)
		}
	}
}

// errEnough ends a comparison that nobody listens to any more.
var errEnough = errors.New("enough")

func diff(before, after string, yield func(Change) bool) error {
	old, oldCells, err := open(before)
	if err != nil {
		return err
	}
	defer oldCells.Close()
	now, newCells, err := open(after)
	if err != nil {
		return err
	}
	defer newCells.Close()
	for i, j := 0, 0; i < len(old) || j < len(now); {
		switch {
		case j == len(now) || i < len(old) && old[i].before(now[j].key):
			if !yield(old[i].change("withdrawn", old[i].mark, "")) {
				return errEnough
			}
			i++
		case i == len(old) || now[j].before(old[i].key):
			if !yield(now[j].change("added", "", now[j].mark)) {
				return errEnough
			}
			j++
		default:
			if err := compare(old[i], now[j], oldCells, newCells, yield); err != nil {
				return err
			}
			i, j = i+1, j+1
		}
	}
	return nil
}

// before tells whether a report stands before another.
func (k key) before(other key) bool {
	return slices.Compare([]string{k.division, k.organ, k.site, k.year}, []string{other.division, other.organ, other.site, other.year}) < 0
}

func (f filing) change(what, before, after string) Change {
	return Change{What: what, Organ: f.organ, Division: f.division, Year: f.year, Before: before, After: after}
}

// compare tells what changed in a report that both releases have.
func compare(old, now filing, oldCells, newCells *cells, yield func(Change) bool) error {
	a, err := oldCells.of(old)
	if err != nil {
		return err
	}
	b, err := newCells.of(now)
	if err != nil {
		return err
	}
	var changes []Change
	for _, name := range union(a, b) {
		x, had := a.values[name]
		y, has := b.values[name]
		c := now.change("revised", x, y)
		c.Indicator = name
		switch {
		case !had:
			c.What = "added"
		case !has:
			c.What = "withdrawn"
		case x == y:
			continue
		}
		changes = append(changes, c)
	}
	if old.mark == now.mark && len(changes) == 0 {
		return nil
	}
	for _, c := range append([]Change{now.change("revised", old.mark, now.mark)}, changes...) {
		if !yield(c) {
			return errEnough
		}
	}
	return nil
}

// union are the indicators of both, in the order of the second and then what
// only the first has.
func union(a, b block) []string {
	list := slices.Clone(b.names)
	for _, name := range a.names {
		if _, ok := b.values[name]; !ok {
			list = append(list, name)
		}
	}
	return list
}

// open reads the reports of a release and opens its cells.
func open(dir string) ([]filing, *cells, error) {
	reports, err := table(dir, "reports")
	if err != nil {
		return nil, nil, fmt.Errorf("%s is not a release: %w", dir, err)
	}
	defer reports.Close()
	var list []filing
	for {
		row, err := reports.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		f := filing{key: key{strings.Clone(row("division")), strings.Clone(row("organ")), "", strings.Clone(row("year"))}, number: strings.Clone(row("report")), mark: row("address") + " " + row("hash")}
		if f.division == "" {
			f.site = strings.Clone(host(row("address")))
		}
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b filing) int {
		return slices.Compare([]string{a.division, a.organ, a.site, a.year}, []string{b.division, b.organ, b.site, b.year})
	})
	facts, err := facts(dir)
	return list, facts, err
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}

// lines are the lines of a CSV.
type lines struct {
	*csv.Reader
	file    *os.File
	columns map[string]int
}

func (l *lines) Close() error { return l.file.Close() }

func table(dir, name string) (*lines, error) {
	f, err := os.Open(filepath.Join(dir, "data", name+".csv"))
	if err != nil {
		return nil, err
	}
	l := &lines{csv.NewReader(f), f, map[string]int{}}
	l.ReuseRecord = true
	head, err := l.Read()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", f.Name(), err), f.Close())
	}
	for i, name := range head {
		l.columns[strings.Clone(name)] = i
	}
	return l, nil
}

// next is the next line, by the names of its columns; a column that the
// release does not have is empty. It is overwritten by the line after it.
func (l *lines) next() (func(string) string, error) {
	row, err := l.Read()
	if err == io.EOF {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", l.file.Name(), err)
	}
	return func(name string) string {
		i, ok := l.columns[name]
		if !ok {
			return ""
		}
		return row[i]
	}, nil
}
