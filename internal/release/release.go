// Package release writes a collection as a folder that others can cite, load
// and check: the tables, the codebook, the sources, programs that load them
// and a manifest. Nothing in it depends on the clock, on the machine or on the
// order in which the collection grew: the same pages read by the same program
// give the same bytes. It also tells two releases apart.
package release

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gongkai/internal/codebook"
	"gongkai/internal/export"
)

// Release is what is to be released.
type Release struct {
	Read    func(table string) (columns []string, rows iter.Seq2[[]string, error], err error)
	Title   string   // empty: made of what is in it
	Authors []string // who answers for it; empty: gongkai itself
	Version string   // empty: the day of the newest page
	License string   // SPDX id of the licence; empty: none is named
	Program string   // gongkai 0.1.0, reader 1
}

// The files of a release beside data/.
const (
	manifest = "SHA256SUMS"
	sources  = "SOURCES.csv"
)

// left are the columns that tell of this machine and not of the reports: when
// a page was read, how often.
var left = []string{"read", "versions"}

// Write writes the release into a new folder, whole or not at all. A folder
// that is there already is an error.
func (r Release) Write(dir string) (err error) {
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("release %s: it is there already; name a new folder", dir)
	}
	beside, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), "."+filepath.Base(dir)+".*")
	if err != nil {
		return fmt.Errorf("release %s: %w", dir, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("release %s: %w", dir, err), os.RemoveAll(beside))
		}
	}()
	if err := os.Chmod(beside, 0o755); err != nil {
		return err
	}
	for _, folder := range []string{"data", "stata"} {
		if err := os.Mkdir(filepath.Join(beside, folder), 0o755); err != nil {
			return err
		}
	}
	w := &writer{Release: r, dir: beside, numbers: map[string]string{}}
	if err := w.all(); err != nil {
		return err
	}
	return os.Rename(beside, dir)
}

// writer writes one release.
type writer struct {
	Release
	dir     string
	numbers map[string]string // of a report in the store → in the release
	found   found
	files   []file
}

// file is a file of the release.
type file struct {
	path, hash string
	bytes      int64
	table      *codebook.Table // of a file of data
}

// found is what the reports say of the collection as a whole.
type found struct {
	reports, organs int
	first, last     int    // years
	newest          string // when the newest page was fetched
}

func (w *writer) all() error {
	if err := w.survey(); err != nil {
		return err
	}
	var tables []codebook.Table
	for _, t := range codebook.Tables() {
		t, err := w.table(t.Name)
		if err != nil {
			return err
		}
		tables = append(tables, t)
	}
	for _, format := range codebook.Formats {
		if err := w.write("codebook."+format, nil, func(to io.Writer) error { return codebook.Write(to, format, tables) }); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if err := w.text("stata/"+t.Name+".do", stataTable(t)); err != nil {
			return err
		}
	}
	for _, text := range []struct {
		name string
		make func([]codebook.Table) string
	}{{"CITATION.cff", w.citation}, {"load.py", python}, {"load.R", rlang}, {"load.do", stata}, {"README.md", w.readme}, {"datapackage.json", w.datapackage}} {
		if err := w.text(text.name, text.make(tables)); err != nil {
			return err
		}
	}
	return w.sums()
}

// text writes a file that is short enough to be made whole.
func (w *writer) text(path, content string) error {
	return w.write(path, nil, func(to io.Writer) error {
		_, err := io.WriteString(to, content)
		return err
	})
}

// survey numbers the reports in their order and sums up what there is.
func (w *writer) survey() error {
	columns, rows, err := w.Read("reports")
	if err != nil {
		return err
	}
	number, fetched := slices.Index(columns, "report"), slices.Index(columns, "fetched")
	organs := map[[2]string]bool{}
	for row, err := range rows {
		if err != nil {
			return err
		}
		w.found.reports++
		w.numbers[row[number]] = strconv.Itoa(w.found.reports)
		organs[[2]string{row[0], row[1]}] = true
		year, err := strconv.Atoi(row[2])
		if err != nil {
			return err
		}
		if w.found.first == 0 {
			w.found.first = year
		}
		w.found.first, w.found.last = min(w.found.first, year), max(w.found.last, year)
		w.found.newest = max(w.found.newest, strings.Clone(row[fetched]))
	}
	if w.found.reports == 0 {
		return errors.New("there are no reports to release; gongkai crawl or gongkai import brings some")
	}
	w.found.organs = len(organs)
	return nil
}

// table writes one table as CSV and Parquet; the sources as CSV alone.
func (w *writer) table(name string) (codebook.Table, error) {
	columns, rows, err := w.Read(name)
	if err != nil {
		return codebook.Table{}, err
	}
	kept := []int{}
	var names []string
	for i, c := range columns {
		if !slices.Contains(left, c) {
			kept, names = append(kept, i), append(names, c)
		}
	}
	t, _ := codebook.Of(name, names)
	rows = w.settled(rows, kept, slices.Index(names, "report"))
	csv := func(to io.Writer) error { return export.CSV(to, names, rows, export.CSVOptions{}) }
	if name == "sources" {
		return t, w.write(sources, &t, csv)
	}
	if err := w.write("data/"+name+".csv", &t, csv); err != nil {
		return t, err
	}
	return t, w.write("data/"+name+".parquet", &t, func(to io.Writer) error { return export.Parquet(to, t, rows) })
}

// settled are the rows with the columns kept, and the reports numbered as in
// the release.
func (w *writer) settled(rows iter.Seq2[[]string, error], kept []int, report int) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		line := make([]string, len(kept))
		for row, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			for to, from := range kept {
				line[to] = row[from]
			}
			if report >= 0 {
				line[report] = w.numbers[line[report]]
			}
			if !yield(line, nil) {
				return
			}
		}
	}
}

// write writes a file and notes its size and hash.
func (w *writer) write(path string, t *codebook.Table, content func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(w.dir, filepath.FromSlash(path)))
	if err != nil {
		return err
	}
	sum := sha256.New()
	n := &counter{}
	err = content(io.MultiWriter(f, sum, n))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	w.files = append(w.files, file{path, hex.EncodeToString(sum.Sum(nil)), n.n, t})
	return nil
}

// counter counts bytes.
type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

// sums writes the manifest: sha256sum -c SHA256SUMS checks it.
func (w *writer) sums() error {
	slices.SortFunc(w.files, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	return w.write(manifest, nil, func(to io.Writer) error {
		for _, f := range w.files {
			if _, err := fmt.Fprintf(to, "%s  %s\n", f.hash, f.path); err != nil {
				return err
			}
		}
		return nil
	})
}
