package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"gongkai/internal/crawl"
	"gongkai/internal/form"
	"gongkai/internal/list"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// attachmentOnly is the kind of failure of a report that is a file.
const attachmentOnly = "attachment-only"

// doubtAttachment is the code of the doubt about a report whose tables may be in a file.
const doubtAttachment = "attachment"

// doubtFiles is the code of the doubt about files of a page that are not kept.
const doubtFiles = "files"

// withFiles notes the files of a page, where it is a report or but the cover
// of one, or where a list leads to the file itself.
func withFiles(e *store.Entry, got crawl.Got) {
	kind, _, _ := strings.Cut(e.Reason, ": ")
	if name, _ := got.Page.File(); name != "" && kind == "not-a-report" {
		f := fileOf(got)
		f.Address = got.Page.URL
		e.Files, e.Reason = []store.File{f}, fmt.Sprintf("%s: the list leads to %s; it is kept and not read", attachmentOnly, name)
		return
	}
	cover := strings.HasPrefix(e.Reason, "not-a-report: attachment: ")
	if e.Report == nil && !cover {
		if kind == "unreadable" || strings.HasPrefix(e.Reason, "not-a-report: no statutory table") { // it may be the first page of one
			addFiles(e, list.Onward(got.Page, 1))
		}
		if len(e.Files) > 0 {
			e.Reason += fmt.Sprintf("; it goes on at %s, which is kept and not read", e.Files[0].Address)
		}
		return
	}
	left := addFiles(e, list.Files(got.Page))
	if cover && len(e.Files) > 0 {
		e.Reason = fmt.Sprintf("%s: %s; not read%s", attachmentOnly, strings.TrimPrefix(e.Reason, "not-a-report: attachment: "), left)
	}
	if cover {
		return
	}
	if left != "" {
		e.Report.Doubts = append(e.Report.Doubts, report.Doubt{Code: doubtFiles, Text: strings.TrimPrefix(left, "; ")})
	}
	if len(e.Files) > 0 && !hasTables(e.Report) {
		e.Report.Doubts = append(e.Report.Doubts, report.Doubt{Code: doubtAttachment,
			Text: "the page has none of the tables and leads to a file, which may hold them and is not read: " + e.Files[0].Title})
	}
	if e.Report.Indicators == nil && slices.Contains(e.Report.Tables[:], nil) {
		addFiles(e, list.Onward(got.Page, 1))
	}
}

// addFiles notes files of a page, and says of those that are too many.
func addFiles(e *store.Entry, links []list.Link) (left string) {
	if n := len(links); n > list.MostFiles {
		left = fmt.Sprintf("; the page leads to %d files, of which the first %d are asked for", n, list.MostFiles)
		links = links[:list.MostFiles]
	}
	for _, link := range links {
		e.Files = append(e.Files, store.File{Address: link.URL, Title: link.Title})
	}
	return left
}

func hasTables(r *report.Report) bool {
	return r.Indicators != nil || slices.ContainsFunc(r.Tables[:], func(t *report.Table) bool { return t != nil })
}

// fileOutcome is what came of asking for a file of a page.
func fileOutcome(o store.Outcome, got crawl.Got) (store.Outcome, store.Entry) {
	e := store.Entry{Organ: o.Organ, Year: got.Link.Year}
	if got.Err == nil {
		got.Err = instead(got)
	}
	if got.Err != nil {
		o.Kind, o.Reason, _ = strings.Cut(whyNot(got.Err), ": ")
		o.Wait = until(got.Err)
		return o, e
	}
	f := fileOf(got)
	o.File = &f
	if n, ok := list.IsOnward(got.Link.Title); ok {
		addFiles(&e, list.Onward(got.Page, n))
		o.Files = e.Files
	}
	return o, e
}

// readFile reads a file that can be read, a Word file, when the report that it
// belongs to has no tables but in its files. A report that says all itself is
// not stored again from a copy of it.
func (k *keeper) readFile(ctx context.Context, o store.Outcome, e store.Entry, got crawl.Got) (store.Outcome, store.Entry, error) {
	if o.File == nil || !form.IsWord(got.Page.Body) {
		return o, e, nil
	}
	if err := k.settle(ctx); err != nil { // so that its page is there
		return o, e, err
	}
	organ := identity(got.Site)
	had, _, err := k.db.Report(ctx, organ, e.Year)
	if err == nil && hasTables(had) {
		from, err := k.db.Evidence(ctx, organ, e.Year)
		if err != nil || from.Address != got.Page.URL {
			return o, e, err
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return o, e, err
	}
	if read := k.read(got); trouble(read) == nil && hasTables(read.Report) && (e.Year == 0 || yearOf(read) == e.Year) {
		o.Entry, e = &read, read
	}
	return o, e, nil
}

// isRead tells whether one of the files of a cover was read as the report.
func (k *keeper) isRead(ctx context.Context, files []store.File) (bool, error) {
	for _, f := range files {
		if read, err := k.db.Known(ctx, f.Address); read || err != nil {
			return read, err
		}
	}
	return false, nil
}

// mayBeRead tells whether one of the files of a page is a Word file by its name.
func mayBeRead(files []store.File) bool {
	return slices.ContainsFunc(files, func(f store.File) bool {
		return strings.Contains(strings.ToLower(f.Address+" "+f.Title), ".doc")
	})
}

// instead is what came in place of a file.
func instead(got crawl.Got) error {
	if !got.Page.IsHTML() && len(got.Page.Body) > 0 {
		return nil
	}
	if f := crawl.Suspect(got.Link.URL, got.Page); f != nil {
		return f
	}
	if _, ok := list.IsOnward(got.Link.Title); ok && len(got.Page.Body) > 0 {
		return nil
	}
	return &crawl.Failure{Kind: "unreadable", Address: got.Link.URL, Err: errors.New("a web page came in place of the file")}
}

// fileOf is the file that came.
func fileOf(got crawl.Got) store.File {
	p := got.Page
	return store.File{Address: got.Link.URL, Title: got.Link.Title, Hash: p.Hash(), Type: typeOf(p, got.Link), Size: len(p.Body), Ref: got.Ref, Fetched: p.Fetched}
}

var ending = regexp.MustCompile(`(?i)\.(pdf|docx?|xlsx?|wps|et|ofd|zip|rar|rtf)$`)

// typeOf is the type of a file: by its bytes, and where many types begin with
// the same, by its name.
func typeOf(p page.Page, l list.Link) string {
	if p.IsHTML() {
		return "html"
	}
	_, by := p.File()
	if by != "" && by != "zip" && by != "doc" {
		return by
	}
	names := []string{l.Title}
	if u, err := url.Parse(p.URL); err == nil {
		names = append(names, u.Path)
		for _, values := range u.Query() {
			names = append(names, values...)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if m := ending.FindStringSubmatch(path.Base(name)); m != nil {
			return strings.ToLower(m[1])
		}
	}
	return cmp.Or(by, "unknown")
}

// until is before when a host wants no question.
func until(err error) time.Time {
	var f *crawl.Failure
	if errors.As(err, &f) {
		return f.Until
	}
	return time.Time{}
}
