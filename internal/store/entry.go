package store

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"gongkai/internal/page"
	"gongkai/internal/report"
)

// Organ says whose reports are meant: a name in a division or, where no
// division is known, on a site. Every county has a 教育局.
type Organ struct {
	Name     string
	Division string // code, as text
	Site     string // counts only where Division is empty
}

// identity leaves the site out where the division decides.
func (o Organ) identity() Organ {
	if o.Division != "" {
		o.Site = ""
	}
	return o
}

// Entry is one page and what was read on it.
type Entry struct {
	Organ    Organ     // of the registry; a name that is empty stands for the printed one
	Own      Organ     // that the report names, where it is clearly another than that of the registry: it is filed under this
	Level    string    // of the registry
	Page     page.Page // its body is not kept, only its hash
	Asked    string    // the address asked for, where Page.URL is another after redirects
	Ref      string    // place in the archive, or the file
	Title    string    // of the link
	Year     int       // the link or the manifest names; counts where the report prints none
	Report   *report.Report
	Findings []report.Finding
	Others   []Entry // of the other reports on the page: report, findings and, where only the page names the organ, its division
	Reason   string  // why there is no report: "not-a-report: …", "unreadable: …", "fetch: …"
	Files    []File  // that the page links to or shows, or that it is itself
	Read     time.Time
	Reader   string // version of the reader; the greater leading number is the newer

	named  bool // the registry or the manifest names the organ
	linked int  // the year before the printed one was put in its place
}

// filed is the entry with its organ and year settled. A report that names
// neither cannot be filed: its page is kept, with the reason.
func (e Entry) filed() Entry {
	e.named, e.linked = e.Organ.Name != "", e.Year
	if e.Report == nil {
		e.Reason = cmp.Or(e.Reason, "not-a-report: no reason given")
		return e
	}
	e.Reason = ""
	e.Organ.Name = cmp.Or(e.Organ.Name, e.Report.Organ)
	e.Year = cmp.Or(e.Report.Year, e.Year)
	switch {
	case e.Organ.Name == "":
		e.Report, e.Reason = nil, "no-organ: the page prints no organ and the registry names none"
	case e.Year == 0:
		e.Report, e.Reason = nil, "no-year: neither the page nor its link names the year"
	}
	return e
}

// Filer is the organ that the report of an entry is filed under.
func (e Entry) Filer() Organ {
	if e.Own.Name != "" {
		return e.Own
	}
	return e.Organ
}

// other is the whole entry of another report on the same page.
func (e Entry) other(o Entry) Entry {
	if e.Organ.Name == "" {
		e.Organ.Division = o.Organ.Division
	}
	e.Own, e.Year, e.Report, e.Findings, e.Others = Organ{}, 0, o.Report, o.Findings, nil
	return e
}

// LetGo drops the body of the page and keeps its hash, for entries that wait.
func (e *Entry) LetGo() { e.Page.Sum, e.Page.Body = e.hash(), nil }

// hash is that of the body, empty when nothing came.
func (e Entry) hash() string {
	if len(e.Page.Body) == 0 {
		return e.Page.Sum
	}
	return e.Page.Hash()
}

// Change is what an Entry did to the file.
type Change int

const (
	Same    Change = iota // nothing: it was there already
	New                   // the first version of a report
	Revised               // another version, or an older page that came back
	Kept                  // a page without a report
)

// String is the change's key: same, new, revised or kept.
func (c Change) String() string { return [...]string{"same", "new", "revised", "kept"}[c] }

// newer tells whether reader a is newer than b: by the number they begin with, then by text.
func newer(a, b string) bool {
	return cmp.Or(cmp.Compare(leading(a), leading(b)), strings.Compare(a, b)) > 0
}

// leading is the integer a text begins with, as CAST(… AS INTEGER) has it.
func leading(s string) int {
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, _ := strconv.Atoi(s[:end])
	return n
}

// moment is a time as it is stored: fixed width, so that text sorts as time.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// text is a text as it is stored: NULL when empty.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// count is a number as it is stored: NULL when 0 stands for none.
func count(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
