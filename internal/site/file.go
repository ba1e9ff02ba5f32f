package site

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gongkai/internal/page"
)

// Columns are the names of the columns of a registry, in the order of a new one.
func Columns() []string {
	return []string{"organ", "division", "level", "list", "family", "options", "notes"}
}

// File is a registry as a person keeps it. Lines that are not changed stay as
// they are, with comments, empty lines and the order of the columns. It is
// written in UTF-8, with a byte order mark and CRLF where it had them.
type File struct {
	name   string
	bom    bool
	crlf   bool
	text   string
	header []string
	at     map[string]int // column by name
}

// Open reads a registry for changes. Wrong lines are no hindrance, a wrong
// header is.
func Open(body []byte, name string) (*File, error) {
	text, _ := page.Page{Body: body}.Text()
	f := &File{name: name, bom: strings.HasPrefix(string(body), "\ufeff"), crlf: strings.Contains(text, "\r\n")}
	f.text = strings.TrimPrefix(unix(text), "\ufeff")
	t := &table{name: name}
	t.illegible(f.text)
	lines := reader(f.text)
	header, err := lines.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err == nil {
		line, _ := lines.FieldPos(0)
		t.header(line, header)
	} else {
		f.text += strings.Join(Columns(), ",") + "\n"
		header = Columns()
		t.header(1, header)
	}
	f.header, f.at = header, t.at
	if f.text != "" && !strings.HasSuffix(f.text, "\n") {
		f.text += "\n"
	}
	return f, errors.Join(t.errs...)
}

// Bytes is the registry as it is to be written.
func (f *File) Bytes() []byte {
	text := f.text
	if f.crlf {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if f.bom {
		text = "\ufeff" + text
	}
	return []byte(text)
}

// Sites are the lines that are right.
func (f *File) Sites() []Site {
	sites, _, _ := Read(strings.NewReader(f.text), f.name) // what is wrong with the others is for Lint to say
	return sites
}

// Add writes a site under the others. A site that stands there already is
// added false; what makes no right line is an error, and nothing is changed.
func (f *File) Add(s Site) (added bool, err error) {
	if slices.ContainsFunc(f.Sites(), s.same) {
		return false, nil
	}
	f.widen(s)
	fields := make([]string, len(f.header))
	for _, column := range Columns() {
		if i, ok := f.at[column]; ok {
			fields[i] = s.field(column)
		}
	}
	err = f.change(f.text+f.line(fields), strings.Count(f.text, "\n")+1)
	return err == nil, err
}

// same tells whether two lines are of one organ and one list.
func (s Site) same(o Site) bool {
	return s.Organ == o.Organ && s.Division == o.Division && s.List == o.List
}

// field is what stands under a column for the site.
func (s Site) field(column string) string {
	switch column {
	case "organ":
		return s.Organ
	case "division":
		return s.Division
	case "level":
		return s.Level
	case "list":
		return s.List
	case "family":
		return strings.TrimPrefix(s.Family, "auto") // which is meant by nothing
	case "options":
		return joined(s.Options)
	}
	return s.Notes
}

func joined(options map[string]string) string {
	var pairs []string
	for key, value := range options {
		pairs = append(pairs, key+"="+value)
	}
	slices.Sort(pairs)
	return strings.Join(pairs, ";")
}

// widen gives the file the columns that a site needs and it lacks.
func (f *File) widen(s Site) {
	for _, column := range Columns() {
		if _, ok := f.at[column]; !ok && s.field(column) != "" {
			f.addColumn(column)
		}
	}
}

func (f *File) addColumn(column string) {
	f.at[column] = len(f.header)
	f.header = append(f.header, column)
	start, end, _ := f.place(0)
	f.text = f.text[:start] + f.line(f.header) + f.text[end:]
}

// place is where a record of the file begins and ends: the header is 0, the
// others go by their line.
func (f *File) place(line int) (start, end int, fields []string) {
	lines := reader(f.text)
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return 0, 0, nil
		}
		if err != nil {
			continue
		}
		if first, _ := lines.FieldPos(0); line == 0 || first == line {
			return offset(f.text, first), int(lines.InputOffset()), fields
		}
	}
}

// offset is where a line begins, the first being 1.
func offset(text string, line int) int {
	at := 0
	for range line - 1 {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	return at
}

func (f *File) line(fields []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma(f.text)
	_ = w.Write(fields) // a strings.Builder does not fail
	w.Flush()
	return b.String()
}

// Find are the sites that a word means: those with that list address, or that
// organ, or else with that word in one of them.
func (f *File) Find(word string) []Site {
	var exact, part []Site
	for _, s := range f.Sites() {
		if s.List == word || s.Organ == word {
			exact = append(exact, s)
		}
		if strings.Contains(s.List, word) || strings.Contains(s.Organ, word) {
			part = append(part, s)
		}
	}
	if exact != nil {
		return exact
	}
	return part
}

// Set changes what stands under one column for a site of the file. A value
// that makes the line wrong is an error, and nothing is changed.
func (f *File) Set(s Site, column, value string) error {
	if !slices.Contains(Columns(), column) {
		return fmt.Errorf("no column %q: want one of %s", column, strings.Join(Columns(), ", "))
	}
	before := *f
	before.at = maps.Clone(f.at)
	if _, ok := f.at[column]; !ok {
		f.addColumn(column)
	}
	start, end, fields := f.place(s.Line)
	for len(fields) < len(f.header) {
		fields = append(fields, "")
	}
	fields[f.at[column]] = value
	if err := f.change(f.text[:start]+f.line(fields)+f.text[end:], s.Line); err != nil {
		*f = before
		return err
	}
	return nil
}

// change takes over a text, unless one of its lines is wrong.
func (f *File) change(text string, line int) error {
	t := &table{name: f.name, seen: make(map[string]int)}
	t.read([]byte(text))
	var wrong []error
	for _, err := range t.errs {
		if strings.HasPrefix(err.Error(), fmt.Sprintf("%s:%d: ", f.name, line)) {
			wrong = append(wrong, err)
		}
	}
	if wrong == nil {
		f.text = text
	}
	return errors.Join(wrong...)
}

// Lint is what is odd in a registry beside what Read says of each line.
func Lint(sites []Site, name string) []Warning {
	var warnings []Warning
	first := make(map[string]Site)
	for _, s := range sites {
		o, twice := first[s.List]
		switch {
		case !twice:
			first[s.List] = s
		case o.Organ != s.Organ:
			warnings = append(warnings, Warning{name, s.Line, fmt.Sprintf("the list is also that of %s in line %d: the reports on it go to whom they name", o.Organ, o.Line)})
		default:
			warnings = append(warnings, Warning{name, s.Line, fmt.Sprintf("%s with this list stands in line %d under another division", s.Organ, o.Line)})
		}
	}
	return append(warnings, aliased(sites, name)...)
}

// aliased are the names of one organ that are those of another with lists of its
// own in the same division: whose reports they are cannot be told.
func aliased(sites []Site, name string) (warnings []Warning) {
	for _, s := range sites {
		for _, alias := range s.Aliases() {
			i := slices.IndexFunc(sites, func(o Site) bool { return o.Organ == alias && o.Division == s.Division })
			switch {
			case alias == s.Organ:
				warnings = append(warnings, Warning{name, s.Line, "the alias " + alias + " is the name of the organ"})
			case i >= 0:
				warnings = append(warnings, Warning{name, s.Line, fmt.Sprintf("the alias %s is the organ of line %d: its reports on this list go to %s", alias, sites[i].Line, s.Organ)})
			}
		}
	}
	return warnings
}
