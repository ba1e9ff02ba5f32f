package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
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
	name     string
	slot     chan struct{} // held while a question is asked; all below is its holder's
	recalled bool          // what it said in earlier crawls is in until
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

// hostOf is the name under which a host is remembered: whatever its scheme and
// port, it is the same one. A bare address with a port of its own may lead to
// one of several machines behind it, and is a host for itself.
func hostOf(u *url.URL) string {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if _, err := netip.ParseAddr(name); err != nil || u.Port() == "80" || u.Port() == "443" || u.Port() == "" {
		return name
	}
	return net.JoinHostPort(name, u.Port())
}

func (h *hosts) host(u *url.URL) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.hosts == nil {
		h.hosts, h.rules = make(map[string]*host), make(map[string]*rule)
	}
	name := hostOf(u)
	if h.hosts[name] == nil {
		h.hosts[name] = &host{name: name, slot: make(chan struct{}, 1)}
	}
	return h.hosts[name]
}

// enter waits until the host may be asked and takes its slot.
func (r *run) enter(ctx context.Context, h *host, address string, delay time.Duration) error {
	select {
	case h.slot <- struct{}{}:
	case <-r.Halt:
		return ErrHalted
	case <-ctx.Done():
		return ctx.Err()
	}
	err := r.recall(ctx, h)
	if err == nil {
		err = h.wait(ctx, r.Halt, address, delay)
	}
	if err != nil {
		<-h.slot
	}
	return err
}

// recall learns of the rest that a host has asked for in an earlier crawl.
func (r *run) recall(ctx context.Context, h *host) (err error) {
	if r.Frontier != nil && !h.recalled {
		h.until, err = r.Frontier.Rest(ctx, h.name)
		h.recalled = err == nil
	}
	return err
}

func (h *host) wait(ctx context.Context, halt <-chan struct{}, address string, delay time.Duration) error {
	if h.failures >= mostFailures {
		return &Failure{Kind: down, Address: address, Err: fmt.Errorf("the last %d questions to its host failed; it is left alone in this run", h.failures)}
	}
	if err := h.resting(address); err != nil {
		return err
	}
	now, at := time.Now(), h.until
	if delay > 0 { // a slow host is a busy one
		delay = max(delay, slower*h.latency)
	}
	if next := h.last.Add(delay); !h.last.IsZero() && next.After(at) {
		at = next
	}
	return sleep(ctx, halt, at.Sub(now))
}

// resting is that the host wants no question for longer than is waited for.
func (h *host) resting(address string) error {
	if time.Until(h.until) <= patience {
		return nil
	}
	return &Failure{Kind: limited, Address: address, Until: h.until, Err: fmt.Errorf("its host wants no question before %s", h.until.UTC().Format(time.RFC3339))}
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
