package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"gongkai/internal/check"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/statement"
	"gongkai/internal/store"
)

// reading reads a page and checks what it says, as an entry for the database.
// A page that is no report gives an entry with the reason.
func reading(p page.Page, c claim) store.Entry {
	e := store.Entry{Page: p, Year: c.year, Read: time.Now().UTC(), Reader: form.Version}
	all, err := form.Pages(p)
	switch {
	case errors.Is(err, form.ErrNotReport):
		e.Reason = "not-a-report: " + strings.TrimPrefix(err.Error(), form.ErrNotReport.Error()+": ")
	case err != nil:
		e.Reason = "unreadable: " + err.Error()
	default:
		its := c.meant(all)
		c.hold(its[0])
		e.Report, e.Findings = its[0], judge(its[0])
		e.Others = c.below(its[0], its[1:])
	}
	return e
}

// below are the other reports on the page of a first one. One that cannot be
// filed is a doubt about that one.
func (c claim) below(first *report.Report, others []*report.Report) (list []store.Entry) {
	c = claim{organ: c.organ, also: c.also, organBy: c.organBy}
	for _, r := range others {
		switch {
		case c.organ == "" && r.Organ == "":
			first.Doubts = append(first.Doubts, report.Doubt{Code: doubtOrgan,
				Text: fmt.Sprintf("another report on the page, on %d, names no organ and is not stored", r.Year)})
		case r.Year == 0:
			first.Doubts = append(first.Doubts, report.Doubt{Code: doubtYear,
				Text: fmt.Sprintf("another report on the page, of %s, names no year and is not stored", r.Organ)})
		default:
			c.hold(r)
			list = append(list, store.Entry{Report: r, Findings: judge(r)})
		}
	}
	return list
}

// judge adds to a report what follows from what it prints: the facts its prose
// states and the grades of its cells; it returns how the sums came out, and
// then how the prose and the tables agree.
func judge(r *report.Report) []report.Finding {
	findings := check.Report(r)
	check.Grade(r, findings)
	r.Statements = statement.Read(r.Sections, r.Year)
	return append(findings, check.Prose(r)...)
}

// put stores an entry. Another way its organ writes its own name is noted first,
// so that the report counts as its own.
func put(ctx context.Context, db *store.DB, e store.Entry) (store.Change, error) {
	if r := e.Report; r != nil && e.Organ.Name != r.Organ && sameOrgan(e.Organ.Name, r.Organ) {
		if err := db.Alias(ctx, e.Organ, r.Organ); err != nil {
			return 0, err
		}
	}
	return db.Put(ctx, e)
}

// trouble is why an entry holds no report that can be filed, for a person.
func trouble(e store.Entry) error {
	switch {
	case e.Report == nil:
		kind, why, _ := strings.Cut(e.Reason, ": ")
		return errors.New(strings.ReplaceAll(kind, "-", " ") + ": " + why)
	case e.Organ.Name == "" && e.Report.Organ == "":
		return errors.New("names no organ; say whose report it is in a manifest (columns file,organ)")
	case e.Report.Year == 0 && e.Year == 0:
		return errors.New("names no year; say which in a manifest (columns file,year)")
	}
	return nil
}

// counts are the outcomes of an import or a crawl.
type counts struct {
	revised, fresh, same, failed, broken int
}

func (n *counts) add(c store.Change) {
	switch c {
	case store.New:
		n.fresh++
	case store.Revised:
		n.revised++
	case store.Same:
		n.same++
	}
}

func (n counts) String() string {
	return fmt.Sprintf("new %d, revised %d, same %d, failed %d", n.fresh, n.revised, n.same, n.failed)
}

// host is the host of an address, empty for a file.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
