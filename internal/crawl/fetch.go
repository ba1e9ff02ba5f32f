package crawl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"

	"github.com/gocolly/colly/v2"

	"gongkai/internal/archive"
	"gongkai/internal/list"
	"gongkai/internal/site"
)

// mostRedirects is how many redirects of one address are followed.
const mostRedirects = 10

// mostAddress is how long an address may be. The longest of real lists have
// some hundreds of bytes.
const mostAddress = 8 << 10

// fetcher fetches addresses one after the other. colly makes requests of them,
// follows redirects and keeps cookies; every question goes through RoundTrip,
// where robots, pauses, limits and the archive are. colly never sees a body or
// a Content-Type: it would cut the one and recode by the other.
type fetcher struct {
	run   *run
	colly *colly.Collector
	site  site.Site // for which is being fetched
	ask   Ask
	sake  string // the address of the page for whose sake all is asked; empty for a list
	hops  int    // questions asked for it so far
	last  answer
}

// fetcher is one for the sites of a host. A Collector made by Init, unlike one
// made by colly.NewCollector, takes no settings from the environment.
func (r *run) fetcher(ctx context.Context) *fetcher {
	f := &fetcher{run: r, colly: new(colly.Collector)}
	f.colly.Init()
	f.colly.Context = ctx
	f.colly.UserAgent = r.agent
	f.colly.AllowURLRevisit = true // whom to ask twice is decided here, and nothing is to be remembered
	f.colly.MaxBodySize = 1        // there is none
	f.colly.WithTransport(f)
	f.colly.SetRedirectHandler(f.redirect)
	f.colly.SetRequestTimeout(0) // a turn may be long in coming; each question has its time
	if jar, err := cookiejar.New(nil); err == nil {
		f.colly.SetCookieJar(jar)
	}
	return f
}

// fetch is the page at an address of a site. Its error is a *Failure, or one
// that ends the crawl.
func (f *fetcher) fetch(ctx context.Context, s site.Site, asked list.Request, ask Ask, sake string) (answer, error) {
	if err := ctx.Err(); err != nil {
		return answer{}, err
	}
	if n := len(asked.URL); n > mostAddress {
		return answer{}, &Failure{Kind: badAddress, Address: asked.URL[:mostAddress], Err: fmt.Errorf("is %d bytes long, at most %d are asked for", n, mostAddress)}
	}
	f.site, f.ask, f.sake, f.hops, f.last = s, ask, sake, 0, answer{}
	var body io.Reader
	if asked.Body != "" {
		body = strings.NewReader(asked.Body)
	}
	err := f.colly.Request(cmp.Or(asked.Method, http.MethodGet), asked.URL, body, nil, headerOf(asked))
	var failed *Failure
	var fatal *fatalError
	switch {
	case err == nil:
		return f.last, nil
	case ctx.Err() != nil:
		return answer{}, ctx.Err()
	case errors.As(err, &fatal):
		return answer{}, fatal.error
	case errors.As(err, &failed):
		return answer{}, failed
	}
	kind := badAddress
	if isRedirect(f.last.page.Status) {
		kind = redirect // to what is no address
	}
	return answer{}, &Failure{Kind: kind, Address: asked.URL, Err: err}
}

func headerOf(asked list.Request) http.Header {
	h := make(http.Header)
	for key, value := range asked.Header {
		h.Set(key, value)
	}
	return h
}

// fatalError is one that ends the crawl, on its way through colly.
type fatalError struct{ error }

// RoundTrip asks one question, be it the first or one after a redirect.
func (f *fetcher) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	delay, err := f.run.allowed(ctx, f.site, req.URL)
	if err == nil {
		f.hops++
		body, broken := bodyOf(req)
		if broken != nil {
			return nil, broken
		}
		q := question{site: f.site, method: req.Method, url: req.URL, header: req.Header, body: body, room: archive.MaxBody, delay: delay, sake: f.sake, last: f.ask.Last}
		if f.ask.If && f.hops == 1 {
			q.since()
		}
		f.last, err = f.run.ask(ctx, q)
		if f.hops > 1 { // what the headers of another address say cannot be asked of this one
			f.last.copy.ETag, f.last.copy.Modified = "", ""
		}
	}
	if err != nil && !isFailure(err) {
		return nil, &fatalError{err}
	}
	if err != nil {
		return nil, err
	}
	header := http.Header{"Location": f.last.header["Location"], "Set-Cookie": f.last.header["Set-Cookie"]}
	status := http.StatusOK
	if isRedirect(f.last.page.Status) {
		status = f.last.page.Status
	} else if to := onward(f.last.page); f.sake != "" && leadsOn(req.URL, to) {
		status = http.StatusFound
		header.Set("Location", to)
	}
	return &http.Response{StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header, Body: http.NoBody, Request: req,
		Uncompressed: true /* else colly unzips what has a name ending in .xml.gz */}, nil
}

// bodyOf is what a request sends.
func bodyOf(req *http.Request) (string, error) {
	if req.Body == nil {
		return "", nil
	}
	body, err := io.ReadAll(req.Body)
	return string(body), errors.Join(err, req.Body.Close())
}

// redirect says how far redirects are followed. Where to is asked of
// robots.txt and of the dialer like every address.
func (f *fetcher) redirect(req *http.Request, via []*http.Request) error {
	from := via[0].URL.String()
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return &Failure{Kind: redirect, Address: from, Err: fmt.Errorf("leads to %q, which is no web page", req.URL)}
	}
	if n := len(req.URL.String()); n > mostAddress {
		return &Failure{Kind: redirect, Address: from, Err: fmt.Errorf("leads to an address of %d bytes, at most %d are asked for", n, mostAddress)}
	}
	if len(via) > mostRedirects {
		return &Failure{Kind: redirect, Address: from, Err: fmt.Errorf("more than %d redirects, the last to %s", mostRedirects, req.URL)}
	}
	return nil
}
