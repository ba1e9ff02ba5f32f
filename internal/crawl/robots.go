package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gongkai/internal/archive"
	"gongkai/internal/site"
)

// Of robots.txt, by RFC 9309.
const (
	robotsName = "gongkai"        // the name that its groups may call us by
	robotsRoom = 512 << 10        // what is read of it
	robotsHops = 5                // redirects followed
	robotsTime = 24 * time.Hour   // how long it is remembered, also from one crawl to the next
	mostPause  = 10 * time.Minute // that it may ask for; who wants more does not want to be asked
)

// rule is what the robots.txt of an origin says.
type rule struct {
	slot  chan struct{} // held while it is fetched; all below is its holder's
	says  rules
	err   error // why it could not be had: then all is forbidden
	asked time.Time
}

func (h *hosts) rule(u *url.URL) *rule {
	h.host(u)
	h.mu.Lock()
	defer h.mu.Unlock()
	origin := u.Scheme + "://" + strings.ToLower(u.Host)
	if h.rules[origin] == nil {
		h.rules[origin] = &rule{slot: make(chan struct{}, 1)}
	}
	return h.rules[origin]
}

// allowed asks robots.txt about an address, and how long to pause there. Its
// error is a *Failure when the address may not be asked for.
func (r *run) allowed(ctx context.Context, s site.Site, u *url.URL) (delay time.Duration, err error) {
	rule := r.hosts.rule(u)
	select {
	case rule.slot <- struct{}{}:
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	defer func() { <-rule.slot }()
	if !isRecent(rule.asked) {
		rule.says, rule.asked, rule.err = r.robots(ctx, s, u)
		if rule.err != nil && !isFailure(rule.err) {
			rule.asked = time.Time{}
			return 0, rule.err
		}
	}
	return rule.verdict(u)
}

// verdict is what a rule says of an address, once it is there. Its slot is held.
func (rule *rule) verdict(u *url.URL) (delay time.Duration, err error) {
	if f := (*Failure)(nil); errors.As(rule.err, &f) {
		kind := f.Kind
		if kind == badStatus || kind == blocked {
			kind = robots
		}
		return 0, &Failure{Kind: kind, Address: u.String(), Until: f.Until, Err: fmt.Errorf("robots.txt cannot be had, so nothing is asked for: %w", f)}
	}
	if !rule.says.allow(u.RequestURI()) {
		return 0, &Failure{Kind: robots, Address: u.String(), Err: errors.New("robots.txt forbids it")}
	}
	if rule.says.delay > mostPause {
		return 0, &Failure{Kind: robots, Address: u.String(), Err: fmt.Errorf("robots.txt wants a pause of %v after each question, and %v is the longest that is waited for", rule.says.delay, mostPause)}
	}
	return rule.says.delay, nil
}

// isRecent tells whether what was said then still holds.
func isRecent(then time.Time) bool {
	ago := time.Since(then)
	return !then.IsZero() && ago >= 0 && ago <= robotsTime
}

func robotsAt(u *url.URL) *url.URL {
	return &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
}

// robots is the robots.txt of an origin, and when it was asked for: by an
// earlier crawl, if that is not long ago.
func (r *run) robots(ctx context.Context, s site.Site, u *url.URL) (says rules, asked time.Time, err error) {
	at := robotsAt(u)
	last, err := r.last(ctx, at.String())
	if err != nil {
		return rules{}, asked, err
	}
	if says, ok := r.remembered(last); ok {
		return says, last.Time, nil
	}
	a, err := r.askRobots(ctx, s, at, last)
	if err == nil && r.Frontier != nil && a.page.Status != http.StatusTooManyRequests {
		err = r.Frontier.Kept(ctx, at.String(), a.copy)
	}
	return robotsOf(a.page.Status, a.page.Body), time.Now(), err
}

// remembered is what a robots.txt said that was kept, if that is not long ago.
func (r *run) remembered(last archive.Copy) (says rules, ok bool) {
	if r.Archive == nil || last.Ref == "" || !isRecent(last.Time) {
		return rules{}, false
	}
	p, err := r.Archive.Page(last.Ref)
	return robotsOf(p.Status, p.Body), err == nil && p.Status > 0
}

// robotsOf reads the answer to a robots.txt. Only a page says anything.
func robotsOf(status int, body []byte) rules {
	if status != http.StatusOK && status != http.StatusNonAuthoritativeInfo {
		return rules{}
	}
	return parseRobots(body)
}

// askRobots asks for a robots.txt. Any status of the four hundreds is an answer
// that allows all (RFC 9309, 2.3.1.3), one of them 429: that is asked again
// before, as a page is, and a Retry-After holds for the whole host. So is one
// redirect too many (2.3.1.2). One that cannot be had is an error.
func (r *run) askRobots(ctx context.Context, s site.Site, at *url.URL, last archive.Copy) (a answer, err error) {
	for range robotsHops + 1 {
		a, err = r.ask(ctx, question{site: s, url: at, header: http.Header{}, room: robotsRoom, last: last})
		status := a.page.Status
		if isFailure(err) && (status >= 400 && status < 500 || status == http.StatusNoContent) {
			return a, nil
		}
		if err != nil || !isRedirect(status) {
			return a, err
		}
		next, err := at.Parse(a.header.Get("Location"))
		if err != nil || next.Scheme != "http" && next.Scheme != "https" || len(next.String()) > mostAddress {
			break
		}
		at = next
	}
	return a, nil
}
