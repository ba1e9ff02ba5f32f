package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/internal/report"
	"gongkai/internal/store"
)

// source is a report as it is cited.
type source struct {
	organ  store.Organ
	year   int
	title  string
	date   report.Date // published, or signed where nothing else is known
	seen   time.Time   // when it was fetched
	from   string      // its address
	hash   string
	manual bool // it was saved by hand: the address is a file
}

// citations are the ways to cite a report, in the order they are told.
var citations = []struct {
	name  string
	write func(source) string
}{{"gbt", gbt}, {"apa", apa}, {"bibtex", bibtex}}

func citationNames() (names []string) {
	for _, c := range citations {
		names = append(names, c.name)
	}
	return names
}

// newCite is `gongkai cite`.
func newCite(s streams, at func() (workspace, error)) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "cite SELECTOR YEARS",
		Short: "Print how to cite a report: GB/T 7714, APA or BibTeX",
		Long: `Prints the references of the reports selected, one for each report: organ, title,
date of publication, the day it was fetched, address.

gbt is GB/T 7714-2015, apa is APA 7, bibtex is an @online entry with the SHA-256 of
the page as its note. A report without a printed title is cited by organ and year.`,
		Example: "  gongkai cite 洪泽区教育局 2023\n  gongkai cite 320800+ 2019-2024 --format bibtex > reports.bib",
		Args:    takes(2, 2, "a selector and years, such as 350102 2024"),
		RunE: func(c *cobra.Command, args []string) error {
			i := slices.Index(citationNames(), format)
			if i < 0 {
				return wrong("there is no format %q; there are %s", format, strings.Join(citationNames(), ", "))
			}
			return cite(c.Context(), s, at, args, citations[i].write)
		},
	}
	c.Flags().StringVar(&format, "format", "gbt", "`FORMAT`: "+strings.Join(citationNames(), ", "))
	return c
}

// cite writes a reference for each report selected.
func cite(ctx context.Context, s streams, at func() (workspace, error), args []string, write func(source) string) error {
	years, err := yearsOf(args[1])
	if err != nil {
		return err
	}
	w, err := at()
	if err != nil {
		return err
	}
	db, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close() // it was only read
	members, err := pick(ctx, s, w, db, args[:1], nil)
	if err != nil {
		return err
	}
	n := 0
	for _, m := range members {
		for _, year := range m.Years {
			if !years.Has(year) {
				continue
			}
			from, err := sourceOf(ctx, db, m.Organ, year)
			if err != nil {
				return err
			}
			n++
			if _, err := fmt.Fprintln(s.out, printableLines(write(from))); err != nil {
				return err
			}
		}
	}
	if n == 0 {
		return absent(members, years)
	}
	return nil
}

func printableLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = printable(l)
	}
	return strings.Join(lines, "\n")
}

// sourceOf gathers what is known of where a report was read.
func sourceOf(ctx context.Context, db *store.DB, o store.Organ, year int) (source, error) {
	r, _, err := db.Report(ctx, o, year)
	if err != nil {
		return source{}, err
	}
	e, err := db.Evidence(ctx, o, year)
	if err != nil {
		return source{}, err
	}
	title := strings.Join(strings.Fields(r.Title), "")
	return source{
		organ: o, year: year, seen: e.Fetched, from: e.Address, hash: e.Hash, manual: !strings.Contains(e.Address, "://"),
		title: cmp.Or(title, fmt.Sprintf("%s%d年政府信息公开工作年度报告", o.Name, year)),
		date:  cmp.Or(r.Dates.Published, r.Dates.Signed, r.Dates.Address),
	}, nil
}

// china is where the reports are published: a day is a day there.
var china = time.FixedZone("UTC+8", 8*60*60)

// day is the day a report was fetched, empty where that is not known.
func (s source) day() string {
	if s.seen.IsZero() {
		return ""
	}
	return s.seen.In(china).Format(time.DateOnly)
}

// address is that of the page; a file on somebody's disk is none.
func (s source) address() string {
	if s.manual {
		return ""
	}
	return s.from
}

// gbt cites by GB/T 7714-2015: a report online, its date and the day it was fetched.
func gbt(s source) string {
	text := fmt.Sprintf("%s. %s[R/OL].", s.organ.Name, s.title)
	if s.date != "" {
		text += fmt.Sprintf(" (%s)", s.date)
	}
	if s.day() != "" {
		text += fmt.Sprintf("[%s]", s.day())
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	if s.address() != "" {
		text += " " + s.address() + "."
	}
	return text
}

// apa cites by APA 7, with the title in English beside.
func apa(s source) string {
	when := "n.d."
	if t, err := time.Parse(time.DateOnly, string(s.date)); err == nil {
		when = t.Format("2006, January 2")
	}
	text := fmt.Sprintf("%s. (%s). %s [Annual report on government information disclosure for %d].", s.organ.Name, when, s.title, s.year)
	if s.address() == "" {
		return text
	}
	if s.day() != "" {
		return text + fmt.Sprintf(" Retrieved %s, from %s", s.seen.In(china).Format("January 2, 2006"), s.address())
	}
	return text + " " + s.address()
}

// bibtex cites as an entry of BibLaTeX.
func bibtex(s source) string {
	key := cmp.Or(s.organ.Division, strings.Map(func(r rune) rune {
		if r < 0x80 && (r >= '0' && r <= '9' || r >= 'a' && r <= 'z') {
			return r
		}
		return -1
	}, s.organ.Site), "report")
	fields := [][2]string{{"author", "{" + s.organ.Name + "}"}, {"title", s.title}, {"date", string(s.date)}, {"url", s.address()}, {"urldate", s.day()}, {"langid", "chinese"}}
	if s.hash != "" {
		fields = append(fields, [2]string{"note", "SHA-256 " + s.hash})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "@online{gongkai-%s-%d-%s,\n", key, s.year, s.hash[:min(8, len(s.hash))])
	for _, f := range fields {
		if f[1] != "" {
			fmt.Fprintf(&b, "  %-8s = {%s},\n", f[0], braced(f[0], f[1]))
		}
	}
	return b.String() + "}"
}

// braced is a text between the braces of a field: what TeX reads as its own is
// escaped, but in addresses.
func braced(field, text string) string {
	if field == "url" {
		return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(text)
	}
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")
	inner = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`).Replace(inner)
	if field == "author" {
		return "{" + inner + "}"
	}
	return inner
}
