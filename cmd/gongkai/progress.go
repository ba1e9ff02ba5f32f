package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
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

// inTurn is progress that several hosts make at once.
type inTurn struct {
	mu       sync.Mutex
	progress progress
}

func (t *inTurn) stored(got crawl.Got, e store.Entry, change store.Change) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.stored(got, e, change)
}

func (t *inTurn) failed(got crawl.Got, why error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.failed(got, why)
}

func (t *inTurn) note(e crawl.Event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.note(e)
}

func (t *inTurn) end() { t.progress.end() }

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

// moving is a line that counts pages, with a line for each of the hosts that
// were heard of last, and above them what failed.
type moving struct {
	bars  *mpb.Progress
	bar   *mpb.Bar
	bad   quiet
	mu    sync.Mutex
	hosts []hostLine // the one heard of last comes first
}

// hostLine is what was last heard of a host.
type hostLine struct {
	name, what string
	pages      int
}

// mostHosts are shown at a time.
const mostHosts = 6

func newMoving(s streams) *moving {
	bars := mpb.New(mpb.WithOutput(s.talk))
	m := &moving{bars: bars, bad: quiet{streams{talk: bars}}}
	m.bar = bars.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarWidth(1), mpb.BarRemoveOnComplete(),
		mpb.AppendDecorators(decor.CurrentNoUnit("%d pages, "), decor.Elapsed(decor.ET_STYLE_GO)), mpb.BarExtender(mpb.BarFillerFunc(m.fill), false))
	return m
}

// fill writes the lines of the hosts.
func (m *moving) fill(w io.Writer, _ decor.Statistics) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, h := range m.hosts {
		if _, err := fmt.Fprintf(w, "  %-32s %4d  %s\n", h.name, h.pages, h.what); err != nil {
			return err
		}
	}
	return nil
}

// heard notes what was heard of a host. Hosts that answered long ago make room.
func (m *moving) heard(address, what string, pages int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	line := hostLine{name: printable(host(address))}
	if i := slices.IndexFunc(m.hosts, func(h hostLine) bool { return h.name == line.name }); i >= 0 {
		line = m.hosts[i]
		m.hosts = slices.Delete(m.hosts, i, i+1)
	}
	line.what, line.pages = narrow.Truncate(what, 60, "…"), line.pages+pages
	m.hosts = slices.Insert(m.hosts, 0, line)
	m.hosts = m.hosts[:min(len(m.hosts), mostHosts)]
}

func (m *moving) stored(got crawl.Got, e store.Entry, _ store.Change) {
	m.heard(got.Page.URL, fmt.Sprintf("%s %d", printable(got.Site.Organ), yearOf(e)), 1)
	m.bar.Increment()
}

func (m *moving) failed(got crawl.Got, why error) {
	m.bad.failed(got, why)
	m.heard(got.Page.URL, printable(why.Error()), 1)
	m.bar.Increment()
}

// note says which list is being walked, and which host is left alone for a while.
func (m *moving) note(e crawl.Event) {
	switch e.What {
	case "list":
		m.heard(e.Address, fmt.Sprintf("list, %s", plural(e.New, "new link")), 0)
	case "wait":
		m.heard(e.Address, fmt.Sprintf("waits %s: %s", e.Wait.Round(time.Second), printable(e.Err.Error())), 0)
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
