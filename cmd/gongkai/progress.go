package main

import (
	"fmt"
	"io"
	"os"

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

func (q quiet) failed(got crawl.Got, why error) {
	q.complain(fmt.Errorf("%s: %s: %w", got.Site.Organ, got.Page.URL, why))
}

// moving is a line that counts pages, with failures above it.
type moving struct {
	bars *mpb.Progress
	bar  *mpb.Bar
	bad  quiet
}

func newMoving(s streams) *moving {
	bars := mpb.New(mpb.WithOutput(s.talk))
	m := &moving{bars: bars, bad: quiet{streams{talk: bars}}}
	m.bar = bars.AddSpinner(0, mpb.AppendDecorators(
		decor.CurrentNoUnit("%d pages "), decor.Elapsed(decor.ET_STYLE_GO)), mpb.BarRemoveOnComplete())
	return m
}

func (m *moving) stored(crawl.Got, store.Entry, store.Change) { m.bar.Increment() }

func (m *moving) failed(got crawl.Got, why error) {
	m.bad.failed(got, why)
	m.bar.Increment()
}

func (m *moving) end() {
	m.bar.SetTotal(-1, true)
	m.bars.Wait()
}

// telling says a line for each page: for the demonstration.
type telling struct{ w io.Writer }

func (t telling) stored(got crawl.Got, e store.Entry, change store.Change) {
	year := e.Report.Year
	if year == 0 {
		year = e.Year
	}
	fmt.Fprintf(t.w, "  %-7s %s  %d\n", change, narrow.FillRight(e.Organ.Name, 28), year)
}

func (t telling) failed(got crawl.Got, why error) {
	fmt.Fprintf(t.w, "  %-7s %s  %s: %s\n", "failed", narrow.FillRight(got.Site.Organ, 28), got.Page.URL, printable(why.Error()))
}

func (t telling) end() {}
