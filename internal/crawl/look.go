package crawl

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/url"
	"time"

	"gongkai/internal/list"
	"gongkai/internal/page"
	"gongkai/internal/site"
)

// Sight is what there is to be seen of a list, before any report is fetched.
type Sight struct {
	Robots    error                // why robots.txt does not let the list be asked for; nil when it does
	Pause     time.Duration        // that robots.txt asks for
	TLS       *tls.ConnectionState // of the last answer; nil without
	Pages     []Seen               // of the list, in the order they were asked for
	Counts    bool                 // the list says how many rows or pages it has
	Reports   []list.Link          // that would be fetched
	Forbidden map[string]error     // those of them that robots.txt of the same origin forbids, by address
	Err       error                // what is wrong with the list as a whole
}

// Seen is one page of a list.
type Seen struct {
	Asked list.Request
	Page  page.Page // Page.URL is what answered
	Found list.Found
	Fresh int   // reports not seen on a page before
	Err   error // why there is none; what else is here is empty then
}

// Look walks the list of a site as Run would and fetches nothing that it leads
// to. Nothing is kept, Archive and Frontier are not used.
func (c *Crawler) Look(ctx context.Context, s site.Site) (Sight, error) {
	agent, err := c.userAgent()
	if err != nil {
		return Sight{}, err
	}
	own := *c
	own.Archive, own.Frontier = nil, nil
	r := &run{Crawler: &own, agent: agent}
	defer r.webs.close()
	witness := &witness{way: r.web(s)}
	own.Transport = witness
	var sight Sight
	at, err := url.Parse(s.List)
	if err != nil {
		return sight, err
	}
	sight.Pause, err = r.allowed(ctx, s, at)
	if isFailure(err) {
		sight.Robots, sight.TLS = err, witness.tls
		return sight, nil
	}
	if err == nil {
		err = r.look(ctx, s, &sight)
	}
	sight.TLS = witness.tls
	if err == nil {
		err = r.forbidden(ctx, s, &sight)
	}
	return sight, err
}

// look asks for the pages of the list.
func (r *run) look(ctx context.Context, s site.Site, sight *Sight) error {
	f, w := r.fetcher(ctx), s.Walk()
	for asked, ok := w.Next(); ok; asked, ok = w.Next() {
		a, err := f.fetch(ctx, s, asked, Ask{}, "")
		if err != nil && !isFailure(err) {
			return err
		}
		seen := Seen{Asked: asked, Page: a.page, Err: err}
		if err != nil {
			if f := (*Failure)(nil); !errors.As(err, &f) || f.Kind != badStatus || !w.Instead(asked) {
				w.Fail(asked)
			}
		} else {
			seen.Found, seen.Fresh, seen.Err = w.Read(asked, a.page)
		}
		if err == nil && len(seen.Found.Reports) == 0 {
			if suspect := Suspect(asked.URL, a.page); suspect != nil {
				seen.Err = suspect
			}
		}
		sight.Pages = append(sight.Pages, seen)
	}
	sight.Counts, sight.Reports, sight.Err = w.Counted(), w.Reports(), w.Err()
	return nil
}

// forbidden asks robots.txt of the list, which is known by now, about reports.
func (r *run) forbidden(ctx context.Context, s site.Site, sight *Sight) error {
	sight.Forbidden = make(map[string]error)
	asked := make(map[string]bool)
	for _, p := range sight.Pages {
		if u, err := url.Parse(p.Page.URL); err == nil && p.Err == nil {
			asked[u.Scheme+"://"+u.Host] = true
		}
	}
	for _, link := range sight.Reports {
		u, err := url.Parse(link.URL)
		if err != nil || !asked[u.Scheme+"://"+u.Host] {
			continue // another robots.txt has its say, which is not asked for here
		}
		_, err = r.allowed(ctx, s, u)
		if f := (*Failure)(nil); errors.As(err, &f) {
			sight.Forbidden[link.URL] = f.Err
		} else if err != nil {
			return err
		}
	}
	return nil
}

// witness remembers how the last answer came.
type witness struct {
	way http.RoundTripper
	tls *tls.ConnectionState
}

// RoundTrip asks what it is given.
func (w *witness) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.way.RoundTrip(req)
	if err == nil && resp.TLS != nil {
		w.tls = resp.TLS
	}
	return resp, err
}
