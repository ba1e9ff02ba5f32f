// Package site is the registry of sites: whose reports are listed where. A site
// is a line of data; its lists are read by package list.
package site

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/internal/list"
)

// Site is one line of the registry: an organ and one list of its reports.
type Site struct {
	Organ    string // 机关: the identity of the organ, not what its pages print
	Division string // 行政区划 code as text; empty when there is none
	Level    string // of the organ: see levels
	List     string // the address of the list
	Family   string // auto, or the name of one family
	Options  map[string]string
	Notes    string
	Line     int // in the file it was read from
}

// Warning is something odd in the registry that stops nothing.
type Warning struct {
	File string
	Line int
	Text string
}

// String is the warning with its place.
func (w Warning) String() string { return fmt.Sprintf("%s:%d: %s", w.File, w.Line, w.Text) }

// Walk is the way through the site's list.
func (s Site) Walk() *list.Walk {
	return list.List{Address: s.List, Family: s.Family, Options: s.Options}.Walk()
}

// Aliases are other names of the organ: those it had, those its reports print.
func (s Site) Aliases() []string {
	if s.Options["alias"] == "" {
		return nil
	}
	return strings.Split(s.Options["alias"], ",")
}

// levels are the words of the column level, those of the administrative
// divisions and those of organs below a government.
var levels = map[string]bool{
	"": true, "national": true, "province": true, "prefecture": true, "city": true, "county": true, "district": true,
	"township": true, "town": true, "street": true, "department": true, "bureau": true, "other": true,
	"国家级": true, "省级": true, "地级": true, "市级": true, "县级": true, "乡级": true, "部门": true,
}

var division = regexp.MustCompile(`^\d{6}(\d{3}|\d{6})?$`)

// option checks the value of a known option. Its error says what is wanted.
var options = map[string]func(value string) error{
	"private": oneOf("yes", "no"),
	"tls":     oneOf("legacy", "insecure", "legacy-insecure"),
	"tag":     anything,
	"alias": func(value string) error {
		if slices.Contains(strings.Split(value, ","), "") {
			return errors.New("want the names that the organ had or prints, between commas")
		}
		return nil
	},
	"delay": func(value string) error {
		if d, err := time.ParseDuration(value); err != nil || d < 0 {
			return errors.New("want a time such as 5s")
		}
		return nil
	},
}

func anything(string) error { return nil }

func oneOf(words ...string) func(string) error {
	return func(value string) error {
		for _, w := range words {
			if value == w {
				return nil
			}
		}
		return fmt.Errorf("want %s", strings.Join(words, " or "))
	}
}

// Read reads a registry: CSV in UTF-8 or GB18030 with the header
// organ,division,level,list,family,options,notes, its columns in any order and
// all but organ and list optional. The name is that of the file, for messages.
// The error names every line that is wrong, not only the first.
func Read(r io.Reader, name string) ([]Site, []Warning, error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	t := &table{name: name, seen: make(map[string]int)}
	t.read(body)
	return t.sites, t.warnings, errors.Join(t.errs...)
}

// site makes a site of a line, whose fields are by the names of the columns.
func (t *table) site(line int, field func(name string) string) {
	s := Site{Organ: field("organ"), Division: field("division"), Level: field("level"), List: field("list"),
		Family: field("family"), Notes: field("notes"), Line: line}
	before := len(t.errs)
	if s.Organ == "" {
		t.fail(line, "no organ: name the organ whose reports the list has")
	}
	if err := checkList(s.List); err != nil {
		t.fail(line, "%v", err)
	}
	if s.Family == "" {
		s.Family = list.FamilyNames()[0]
	}
	if !slices.Contains(list.FamilyNames(), s.Family) {
		t.fail(line, "unknown family %q: want %s", s.Family, strings.Join(list.FamilyNames(), ", "))
	}
	if s.Division != "" && !division.MatchString(s.Division) {
		t.warn(line, "division %q is no code of 6, 9 or 12 digits", s.Division)
	}
	if !levels[s.Level] {
		t.warn(line, "unknown level %q", s.Level)
	}
	s.Options = t.options(line, field("options"))
	key := strings.Join([]string{s.Organ, s.Division, s.List}, "\x00")
	if first, ok := t.seen[key]; ok && len(t.errs) == before {
		t.fail(line, "%s with this list stands in line %d already", s.Organ, first)
	}
	t.seen[key] = line
	if len(t.errs) == before {
		t.sites = append(t.sites, s)
	}
}

// options reads k=v pairs between semicolons or white space.
func (t *table) options(line int, text string) map[string]string {
	var pairs map[string]string
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("; \t\n；　", r) }) {
		key, value, _ := strings.Cut(pair, "=")
		if known, err := checkOption(key, value); !known {
			t.warn(line, "unknown option %q", key)
		} else if err != nil {
			t.fail(line, "option %s=%s: %v", key, value, err)
		}
		if pairs == nil {
			pairs = make(map[string]string)
		}
		pairs[key] = value
	}
	return pairs
}

func checkOption(key, value string) (known bool, err error) {
	if check, ok := options[key]; ok {
		return true, check(value)
	}
	return list.CheckOption(key, value)
}

func checkList(address string) error {
	if address == "" {
		return errors.New("no list: give the address of the page that lists the reports")
	}
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("bad list address %q: %w", address, errors.Unwrap(err))
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return fmt.Errorf("bad list address %q: want http:// or https:// and a host", address)
	}
	if port, err := strconv.Atoi(u.Port()); u.Port() != "" && (err != nil || port < 1 || port > 65535) {
		return fmt.Errorf("bad list address %q: no such port", address)
	}
	return nil
}
