package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/division"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// keeper reads, checks and stores what the crawler hands over.
type keeper struct {
	streams
	db       *store.DB
	kept     *archive.Archive // to be on the disk before the database points into it
	id       int64            // of the run; 0 when nothing is remembered of it
	progress progress
	jsonl    bool
	skipped  atomic.Int64  // pages that are in already
	reading  chan struct{} // has room for the pages that are read at once
	desk     desk

	settling sync.Mutex
	counts   counts    // whoever settles changes them
	files    int       // that came
	covers   []arrived // pages that are but the cover of a file which may be read
}

// known tells whether a page is in already and needs no asking. It is called
// for several hosts at once.
func (k *keeper) known(ctx context.Context, address string) bool {
	ok, err := k.db.Known(ctx, address)
	if err != nil || !ok {
		return false // asked once more than needed, at worst
	}
	k.skipped.Add(1)
	return true
}

// String is the summary of a crawl.
func (k *keeper) String() string {
	line := fmt.Sprintf("%s, broken %d", k.counts, k.counts.broken)
	if k.files > 0 {
		line += fmt.Sprintf("; %s kept", plural(k.files, "file"))
	}
	if n := k.skipped.Load(); n > 0 {
		line += fmt.Sprintf("; %s in already, not asked for again", plural(int(n), "page"))
	}
	return line
}

// outcome is what came of asking for a page.
func (k *keeper) outcome(ctx context.Context, got crawl.Got) (o store.Outcome, e store.Entry, err error) {
	s := got.Site
	o = store.Outcome{Run: k.id, Organ: organOf(s), List: s.List, Address: got.Link.URL, IsList: got.List, IsFile: got.File, Time: got.Page.Fetched, Copy: store.Copy(got.Copy)}
	if o.Time.IsZero() {
		o.Time = time.Now().UTC()
	}
	if got.List {
		o.Address = got.Page.URL
	}
	if got.Same && k.id != 0 {
		t, ok, err := k.db.Target(ctx, o.Address)
		if err != nil || ok && t.State == "good" {
			return o, store.Entry{Organ: o.Organ, Year: t.Year}, err
		}
	}
	if got.File {
		o, e = fileOutcome(o, got)
		return k.readFile(ctx, o, e, got)
	}
	e = k.read(got)
	if o.Kind, o.Reason = kindOf(e); o.Kind != "" {
		o.Wait = until(got.Err)
	}
	if o.Kind == attachmentOnly && k.id != 0 {
		if read, err := k.isRead(ctx, e.Files); err != nil {
			return o, e, err
		} else if read { // the file is the report
			o.Kind, o.Reason = "", ""
		}
	}
	if r := e.Report; r != nil && e.Organ.Name != r.Organ && (claim{organ: e.Organ.Name, also: s.Aliases()}).names(r.Organ) {
		o.Alias = r.Organ
	}
	if got.List && k.id != 0 { // the frontier has it
		return o, e, nil
	}
	o.Entry = &e
	if k.id != 0 {
		o.Same, err = k.onlyChrome(ctx, e)
	}
	return o, e, err
}

// read is what is to be stored of a page. No more of them are read at once than
// there are processors: a page being read takes memory.
func (k *keeper) read(got crawl.Got) store.Entry {
	k.reading <- struct{}{}
	defer func() { <-k.reading }()
	return entryOf(got)
}

// onlyChrome tells whether a page says what is stored already, in other bytes:
// a counter of visits, a date or a button of it has changed.
func (k *keeper) onlyChrome(ctx context.Context, e store.Entry) (bool, error) {
	if e.Report == nil || len(e.Others) > 0 {
		return false, nil
	}
	known, err := k.db.Known(ctx, e.Page.URL)
	if err != nil || !known && !k.desk.has(e.Page.URL) {
		return false, err
	}
	if err := k.settle(ctx); err != nil { // so that all is seen that came before
		return false, err
	}
	was, _, err := k.db.Report(ctx, e.Filer(), yearOf(e))
	return err == nil && sameReport(was, e.Report), nil // else there is none to compare with
}

// sameReport tells whether two readings say the same: organ, year, title, text
// and cells. Where the cells stand, and the dates around the text, do not count.
func sameReport(a, b *report.Report) bool {
	if a.Organ != b.Organ || a.Year != b.Year || a.Title != b.Title || a.Dates.Signed != b.Dates.Signed || len(a.Sections) != len(b.Sections) {
		return false
	}
	for i, s := range a.Sections {
		if s != b.Sections[i] {
			return false
		}
	}
	for k, t := range a.Tables {
		if !sameTable(t, b.Tables[k]) {
			return false
		}
	}
	return sameIndicators(a.Indicators, b.Indicators)
}

func sameTable(a, b *report.Table) bool {
	if a == nil || b == nil || a.Form != b.Form {
		return a == nil && b == nil
	}
	for i, row := range a.Cells {
		for j, c := range row {
			if !sameCell(c, b.Cells[i][j]) {
				return false
			}
		}
	}
	return true
}

func sameIndicators(a, b *report.Indicators) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Form == b.Form && slices.EqualFunc(a.Rows, b.Rows, func(c, d report.IndicatorRow) bool {
		return c.Label == d.Label && c.Unit == d.Unit && sameCell(c.Value, d.Value) && sameCell(c.Cumulative, d.Cumulative)
	})
}

func sameCell(c, d report.Cell) bool {
	return c.State == d.State && c.Unit == d.Unit && c.Raw == d.Raw && c.Value == d.Value
}

// print writes what came of a page as a line of JSON, where that is wanted.
func (k *keeper) print(got crawl.Got, o store.Outcome, e store.Entry, change store.Change) error {
	if !k.jsonl {
		return nil
	}
	line := struct {
		Time     time.Time `json:"time"`
		Organ    string    `json:"organ"`
		Division string    `json:"division"`
		Year     int       `json:"year,omitempty"`
		Address  string    `json:"address"`
		List     bool      `json:"list,omitempty"`
		Outcome  string    `json:"outcome"`
		Kind     string    `json:"kind,omitempty"`
		Reason   string    `json:"reason,omitempty"`
		Hint     string    `json:"hint,omitempty"`
		Ref      string    `json:"ref,omitempty"`
	}{o.Time, got.Site.Organ, got.Site.Division, e.Year, o.Address, o.IsList, change.String(), o.Kind, o.Reason, crawl.Hint(o.Kind), got.Ref}
	if e.Report != nil {
		line.Year = yearOf(e)
	}
	if o.Kind != "" {
		line.Outcome = "failed"
	}
	encode := json.NewEncoder(k.out)
	encode.SetEscapeHTML(false)
	return encode.Encode(line)
}

// entryOf is what is to be stored of what the crawler got.
func entryOf(got crawl.Got) store.Entry {
	s := got.Site
	by := claim{organ: s.Organ, also: s.Aliases(), organBy: sitesFile, year: got.Link.Year, link: got.Link.Title, yearBy: "the link “" + strings.TrimSpace(got.Link.Title) + "”"}
	var e store.Entry
	if got.Err != nil {
		e = store.Entry{Page: got.Page, Year: got.Link.Year, Reason: whyNot(got.Err)}
	} else {
		e = reading(got.Page, by)
	}
	if e.Report == nil && got.Err == nil {
		if f := crawl.Suspect(got.Link.URL, got.Page); f != nil {
			e.Reason = whyNot(f)
		}
	}
	if got.Err == nil {
		withFiles(&e, got)
	}
	e.Organ = store.Organ{Name: s.Organ, Division: s.Division, Site: host(s.List)}
	if e.Report != nil && by.otherOrgan(e.Report) {
		e.Own = store.Organ{Name: e.Report.Organ, Division: placed(division.Known(), "", e.Report), Site: host(got.Page.URL)}
	}
	e.Level, e.Title, e.Ref = s.Level, got.Link.Title, got.Ref
	if got.Link.URL != got.Page.URL {
		e.Asked = got.Link.URL
	}
	e.LetGo()
	return e
}

// kindOf is the kind of failure of an entry without a report that can be filed,
// and why.
func kindOf(e store.Entry) (kind, reason string) {
	if e.Report == nil {
		kind, reason, _ = strings.Cut(e.Reason, ": ")
		return kind, reason
	}
	if err := trouble(e); err != nil {
		return "unreadable", err.Error()
	}
	return "", ""
}

// whyNot is why a page could not be had: the kind of the failure and its cause.
func whyNot(err error) string {
	var f *crawl.Failure
	if errors.As(err, &f) {
		return fmt.Sprintf("%s: %v", f.Kind, f.Err)
	}
	return "network: " + err.Error()
}

func pageAt(address string) page.Page { return page.Page{URL: address} }
