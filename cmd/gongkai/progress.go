package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"gongkai/internal/crawl"
	"gongkai/internal/store"
)

// progress shows how a crawl gets on.
type progress interface {
	stored(got crawl.Got, e store.Entry, change store.Change)
	failed(got crawl.Got, why error)
	note(e crawl.Event) // a step that is neither
	end()
}

// newProgress is a moving line on a terminal. Elsewhere, in a log, only what
// failed is worth a line.
func newProgress(s streams) progress {
	if f, ok := s.talk.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return newMoving(s)
	}
	return quiet{s}
}

// quiet says what failed.
type quiet struct{ streams }

func (quiet) stored(crawl.Got, store.Entry, store.Change) {}
func (quiet) end()                                        {}
func (quiet) note(crawl.Event)                            {}

func (q quiet) failed(got crawl.Got, why error) {
	q.complain(fmt.Errorf("%s: %s: %w", got.Site.Organ, got.Page.URL, why))
}

// moving is a line that counts pages and names the last one, with what failed
// above it.
type moving struct {
	bars *mpb.Progress
	bar  *mpb.Bar
	bad  quiet
	last atomic.Value // string
}

func newMoving(s streams) *moving {
	bars := mpb.New(mpb.WithOutput(s.talk))
	m := &moving{bars: bars, bad: quiet{streams{talk: bars}}}
	m.last.Store("")
	m.bar = bars.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarWidth(1), mpb.BarRemoveOnComplete(), mpb.AppendDecorators(
		decor.CurrentNoUnit("%d pages, "), decor.Elapsed(decor.ET_STYLE_GO),
		decor.Any(func(decor.Statistics) string { return m.last.Load().(string) })))
	return m
}

func (m *moving) stored(got crawl.Got, e store.Entry, _ store.Change) {
	m.last.Store(fmt.Sprintf("  %s %d", printable(got.Site.Organ), yearOf(e)))
	m.bar.Increment()
}

func (m *moving) failed(got crawl.Got, why error) {
	m.bad.failed(got, why)
	m.bar.Increment()
}

// note says which host is being asked, and which is left alone for a while.
func (m *moving) note(e crawl.Event) {
	switch e.What {
	case "list":
		m.last.Store(fmt.Sprintf("  %s: list, %s", host(e.Address), plural(e.New, "new link")))
	case "wait":
		m.last.Store(fmt.Sprintf("  %s: waits %s (%s)", host(e.Address), e.Wait.Round(time.Second), printable(e.Err.Error())))
	}
}

func (m *moving) end() {
	m.bar.SetTotal(-1, true)
	m.bars.Wait()
}

// yearOf is the year an entry is filed under.
func yearOf(e store.Entry) int {
	if e.Report == nil {
		return e.Year
	}
	return cmp.Or(e.Report.Year, e.Year)
}

// telling says a line for each page: for the demonstration.
type telling struct{ w io.Writer }

func newTelling(s streams) progress { return telling{s.talk} }

func (t telling) stored(got crawl.Got, e store.Entry, change store.Change) {
	fmt.Fprintf(t.w, "  %-7s %s  %d\n", change, narrow.FillRight(e.Organ.Name, 28), yearOf(e))
}

func (t telling) failed(got crawl.Got, why error) {
	fmt.Fprintf(t.w, "  %-7s %s  %s: %s\n", "failed", narrow.FillRight(got.Site.Organ, 28), got.Page.URL, printable(why.Error()))
}

func (t telling) end() {}

func (t telling) note(crawl.Event) {}
