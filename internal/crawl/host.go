package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"
)

// patience is how far off a Retry-After may be for the crawl to wait for it.
const patience = 5 * time.Minute

// slower is how many times as long as its last answer took a host is left alone.
const slower = 5

// mostFailures is how many pages in a row may fail before a host is left alone.
const mostFailures = 6

// host is what is remembered of a host during a crawl. One question at a time
// is put to it.
type host struct {
	slot     chan struct{} // held while a question is asked; all below is its holder's
	last     time.Time     // when the last question was answered
	until    time.Time     // when the host may be asked again, by its own word or ours
	failures int           // pages in a row
	latency  time.Duration // how long the last answer took to begin
}

// hosts are all hosts met.
type hosts struct {
	mu    sync.Mutex
	hosts map[string]*host
	rules map[string]*rule // of robots.txt, by origin
}

// hostOf is the name under which a host is remembered: with and without TLS it
// is the same one.
func hostOf(u *url.URL) string {
	name := strings.ToLower(u.Hostname())
	switch port := u.Port(); port {
	case "", "80", "443":
		return name
	default:
		return name + ":" + port
	}
}

func (h *hosts) host(u *url.URL) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.hosts == nil {
		h.hosts, h.rules = make(map[string]*host), make(map[string]*rule)
	}
	name := hostOf(u)
	if h.hosts[name] == nil {
		h.hosts[name] = &host{slot: make(chan struct{}, 1)}
	}
	return h.hosts[name]
}

// enter waits until the host may be asked and takes its slot.
func (h *host) enter(ctx context.Context, halt <-chan struct{}, address string, delay time.Duration) error {
	select {
	case h.slot <- struct{}{}:
	case <-halt:
		return ErrHalted
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := h.wait(ctx, halt, address, delay); err != nil {
		<-h.slot
		return err
	}
	return nil
}

func (h *host) wait(ctx context.Context, halt <-chan struct{}, address string, delay time.Duration) error {
	if h.failures >= mostFailures {
		return &Failure{Kind: down, Address: address, Err: fmt.Errorf("the last %d questions to its host failed; it is left alone in this run", h.failures)}
	}
	now := time.Now()
	if h.until.Sub(now) > patience {
		return &Failure{Kind: limited, Address: address, Until: h.until, Err: fmt.Errorf("its host wants no question before %s", h.until.UTC().Format(time.RFC3339))}
	}
	at := h.until
	if delay > 0 { // a slow host is a busy one
		delay = max(delay, slower*h.latency)
	}
	if next := h.last.Add(delay); !h.last.IsZero() && next.After(at) {
		at = next
	}
	return sleep(ctx, halt, at.Sub(now))
}

// leave gives the slot back. The pause counts from here.
func (h *host) leave() {
	h.last = time.Now()
	<-h.slot
}

// rest asks nothing of the host for a while.
func (h *host) rest(d time.Duration) {
	if until := time.Now().Add(d); until.After(h.until) {
		h.until = until
	}
}

// sleep waits, or returns why it was woken.
func sleep(ctx context.Context, halt <-chan struct{}, d time.Duration) error {
	t := time.NewTimer(max(0, d))
	defer t.Stop()
	select {
	case <-halt:
		return ErrHalted
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	select {
	case <-t.C:
		return nil
	case <-halt:
		return ErrHalted
	case <-ctx.Done():
		return ctx.Err()
	}
}

var errPrivate = errors.New("an address of a private network; allow_private in gongkai.yaml, or private=yes among the options of the site, permits it")
