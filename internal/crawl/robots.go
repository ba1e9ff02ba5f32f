package crawl

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"

	"gongkai/internal/site"
)

// Of robots.txt, by RFC 9309.
const (
	robotsName = "gongkai"      // the name that its groups may call us by
	robotsRoom = 512 << 10      // what is read of it
	robotsHops = 5              // redirects followed
	robotsTime = 24 * time.Hour // how long it is remembered
)

// rule is what the robots.txt of an origin says.
type rule struct {
	slot  chan struct{} // held while it is fetched; all below is its holder's
	data  *robotstxt.RobotsData
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
	if rule.asked.IsZero() || time.Since(rule.asked) > robotsTime {
		rule.data, rule.err = r.robots(ctx, s, u)
		if rule.err != nil && !isFailure(rule.err) {
			return 0, rule.err
		}
		rule.asked = time.Now()
	}
	if f := (*Failure)(nil); errors.As(rule.err, &f) {
		kind := f.Kind
		if kind == badStatus || kind == blocked {
			kind = robots
		}
		return 0, &Failure{Kind: kind, Address: u.String(), Err: fmt.Errorf("robots.txt cannot be had, so nothing is asked for: %w", f)}
	}
	if !rule.data.TestAgent(u.RequestURI(), robotsName) {
		return 0, &Failure{Kind: robots, Address: u.String(), Err: errors.New("robots.txt forbids it")}
	}
	return rule.data.FindGroup(robotsName).CrawlDelay, nil
}

// robots fetches the robots.txt of an origin. One that is refused with any
// status of the four hundreds allows all (RFC 9309, 2.3.1.3), one of them 429:
// that is asked again before, as a page is, and a Retry-After holds for the
// whole host. One that cannot be had is an error.
func (r *run) robots(ctx context.Context, s site.Site, u *url.URL) (*robotstxt.RobotsData, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range robotsHops + 1 {
		a, err := r.ask(ctx, question{site: s, url: at, header: http.Header{}, room: robotsRoom})
		var f *Failure
		if errors.As(err, &f) && a.page.Status >= 400 && a.page.Status < 500 {
			return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
		}
		if err != nil {
			return nil, err
		}
		if a.page.Status < 300 {
			return parseRobots(a.page.Body), nil
		}
		next, err := at.Parse(a.header.Get("Location"))
		if err != nil || next.Scheme != "http" && next.Scheme != "https" {
			break
		}
		at = next
	}
	return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil) // RFC 9309, 2.3.1.2: too many redirects are as none there
}

// parseRobots reads what can be read of a robots.txt. The parser wants all of
// it to be right, which few are: where it is not, only the lines that mean
// something to us are read.
func parseRobots(body []byte) *robotstxt.RobotsData {
	if data, err := robotstxt.FromBytes(body); err == nil {
		return data
	}
	var lines bytes.Buffer
	agent := false
	for line := range strings.Lines(strings.ReplaceAll(string(body), "\r", "\n")) {
		key, value, _ := strings.Cut(line, ":")
		switch strings.ToLower(strings.TrimSpace(strings.TrimPrefix(key, "\ufeff"))) {
		case "user-agent":
			agent = true
		case "allow", "disallow":
			if !agent {
				continue
			}
		case "crawl-delay":
			if _, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err != nil || !agent {
				continue
			}
		default:
			continue
		}
		lines.WriteString(strings.TrimSpace(line) + "\n")
	}
	data, err := robotstxt.FromBytes(lines.Bytes())
	if err != nil {
		data, _ = robotstxt.FromStatusAndBytes(http.StatusInternalServerError, nil) // nothing is allowed
	}
	return data
}
