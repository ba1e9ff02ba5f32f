// Package crawl walks lists of annual reports politely and hands over the pages
// they lead to, as they came. It asks robots.txt first, one question at a time
// and slowly of each host, of many hosts at once, and says who it is. What goes
// wrong with one page is handed over like a page and stops no other.
package crawl

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"gongkai/internal/archive"
	"gongkai/internal/list"
	"gongkai/internal/page"
	"gongkai/internal/site"
)

// usualDelay is between two questions to one host where nothing else is said.
const usualDelay = 3 * time.Second

// hostsAtOnce is how many hosts are asked at the same time where nothing else is said.
const hostsAtOnce = 64

// ErrHalted is that the crawl was asked to end and did: what was being asked
// then was still taken over.
var ErrHalted = errors.New("crawl: halted")

// Crawler is what a crawl needs to know. Only Contact must be given.
type Crawler struct {
	Contact      string            // who answers for the crawl: an address of mail or web; part of the User-Agent word for word
	Version      string            // of the program, part of the User-Agent; "dev" when empty
	Delay        time.Duration     // between two questions to one host; 0 is 3 s, but no delay with AllowPrivate
	AllowPrivate bool              // private and loopback addresses may be asked
	Archive      *archive.Archive  // where every exchange is kept; nil keeps none
	Transport    http.RoundTripper // nil is net/http with our checks of addresses; tests put a world here
	Hosts        int               // asked at the same time; 0 is 64
	Frontier     Frontier          // what there is to ask; nil asks for all that the lists lead to, but for what is Known
	Known        func(string) bool // tells addresses not to be asked for again; may be nil
	Halt         <-chan struct{}   // once closed, nothing new is asked; may be nil
	Chance       func() float64    // at least 0 and less than 1, for pauses that should differ; nil is random
	Note         func(Event)       // hears of progress, one event at a time; may be nil
}

// Got is one page, or why there is none.
type Got struct {
	Site site.Site
	Link list.Link // as the list has it; Link.URL is what was asked for
	Page page.Page // Page.URL is what answered; only that when there is an Err
	Ref  string    // place in the archive, when there is one
	Err  error     // a *Failure
	List bool      // the failure is that of a list, not of a report
	File bool      // it is a file of a page that came before

	Copy archive.Copy // what to remember of the answer
	Same bool         // the bytes are those of the copy that the frontier had; the page may lack its body
}

// Event is a step of the crawl.
type Event struct {
	Site    site.Site
	Address string
	What    string        // list, page, known (not asked again), wait (before another try), failed
	New     int           // list: links to reports not seen before in this list
	Bytes   int           // list, page: size of the body
	Wait    time.Duration // wait: how long at least
	Err     error         // failed, wait
}

// run is one crawl going on.
type run struct {
	*Crawler
	agent string
	hosts hosts
	webs  webs
	turn  sync.Mutex // held while the caller hears of progress
	give  func(Got) error
}

// Run walks the lists of all sites and gives every page they lead to, each
// once: the pages of a host one after the other, those of several hosts at
// once. It ends with the first error that give returns, when the archive cannot
// be written, or when ctx does.
func (c *Crawler) Run(ctx context.Context, sites []site.Site, give func(Got) error) error {
	agent, err := c.userAgent()
	if err != nil {
		return err
	}
	r := &run{Crawler: c, agent: agent, give: give}
	defer r.webs.close()
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(r.hostsAtOnce())
	for _, together := range byHost(sites) {
		if r.halted() {
			break
		}
		g.Go(func() error { return r.visit(ctx, together) })
	}
	err = g.Wait()
	if err == nil && r.halted() {
		return ErrHalted
	}
	return err
}

// visit walks the sites of a host one after the other. To be halted is no
// error here: it would break off what is being asked of other hosts.
func (r *run) visit(ctx context.Context, together []site.Site) error {
	f := r.fetcher(ctx)
	for _, s := range together {
		err := r.walk(ctx, f, s)
		if errors.Is(err, ErrHalted) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *run) halted() bool {
	select {
	case <-r.Halt:
		return true
	default:
		return false
	}
}

func (r *run) hostsAtOnce() int {
	if r.Hosts > 0 {
		return r.Hosts
	}
	return hostsAtOnce
}

func (r *run) chance() float64 {
	if r.Chance != nil {
		return r.Chance()
	}
	return rand.Float64()
}

// userAgent says who asks and who answers for it.
func (c *Crawler) userAgent() (string, error) {
	if strings.TrimSpace(c.Contact) == "" {
		return "", errors.New("crawl: no contact: say who answers for the crawl, such as an address of mail")
	}
	for _, r := range c.Contact {
		if r < ' ' || r == 0x7f {
			return "", fmt.Errorf("crawl: contact %q: want one line of text", c.Contact)
		}
	}
	version := c.Version
	if version == "" {
		version = "dev"
	}
	return fmt.Sprintf("gongkai/%s (+%s)", version, c.Contact), nil
}

// byHost are the sites in order, those of one host together: they are walked
// one after the other anyhow.
func byHost(sites []site.Site) [][]site.Site {
	var groups [][]site.Site
	at := make(map[string]int)
	for _, s := range sites {
		host := s.List
		if u, err := url.Parse(s.List); err == nil {
			host = hostOf(u)
		}
		i, ok := at[host]
		if !ok {
			i = len(groups)
			at[host] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], s)
	}
	return groups
}

// delay is the pause that a site's hosts are given, robots.txt apart.
func (r *run) delay(s site.Site) time.Duration {
	delay := r.Delay
	if delay == 0 && !r.AllowPrivate {
		delay = usualDelay
	}
	if own, err := time.ParseDuration(s.Options["delay"]); err == nil {
		delay = max(delay, own) // a site may be given more time, never less
	}
	return delay
}

func (r *run) note(e Event) {
	if r.Note == nil {
		return
	}
	r.turn.Lock()
	defer r.turn.Unlock()
	r.Note(e)
}

// hand gives a page, or a failure, to the caller.
func (r *run) hand(ctx context.Context, g Got) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e := Event{Site: g.Site, Address: g.Page.URL, What: "page", Bytes: len(g.Page.Body), Err: g.Err}
	if g.Err != nil {
		e.What = "failed"
	}
	r.note(e)
	return r.give(g)
}
