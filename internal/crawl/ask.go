package crawl

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"gongkai/internal/archive"
	"gongkai/internal/page"
	"gongkai/internal/site"
)

// mostTries is how often a question is asked whose failure may pass.
const mostTries = 4

// slowTries is how often one is asked that comes to nothing in time, right after
// another on the same host has failed: each try may take minutes.
const slowTries = 2

// question is one to be put to a host.
type question struct {
	site   site.Site
	method string // GET when empty
	url    *url.URL
	header http.Header
	body   string
	room   int           // what may be read of the body; more is a failure, but for robots.txt
	delay  time.Duration // that robots.txt asks for
	sake   string        // the address of the page for whose sake it is asked
	last   archive.Copy  // what was kept of the page
	fresh  bool          // only what has changed since is wanted
}

// since asks only for what has changed, where the last answer said by what to ask.
func (q *question) since() {
	q.header = q.header.Clone()
	if q.last.ETag != "" {
		q.header.Set("If-None-Match", q.last.ETag)
	}
	if q.last.Modified != "" {
		q.header.Set("If-Modified-Since", q.last.Modified)
	}
	q.fresh = q.last.ETag != "" || q.last.Modified != ""
}

// request is the question as it goes out, with the header it is to have. It has
// a body, be it an empty one: else net/http would put it again by itself, at
// once, when a connection that it has used before breaks off.
func (q question) request(header http.Header) *http.Request {
	return &http.Request{Method: cmp.Or(q.method, http.MethodGet), URL: q.url, Host: q.url.Host, Header: header, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(strings.NewReader(q.body)), ContentLength: int64(len(q.body))}
}

// answer is what came of a question.
type answer struct {
	page   page.Page // also with a failure, as far as there was an answer
	header http.Header
	ref    string
	copy   archive.Copy
	same   bool          // the bytes are those of the last copy
	took   time.Duration // until the answer began
}

// ask puts a question to a host, when its turn has come, and again when the
// failure may pass. A failure is a *Failure; other errors end the crawl. The
// answer to a redirect is no failure.
func (r *run) ask(ctx context.Context, q question) (answer, error) {
	if at, err := netip.ParseAddr(q.url.Hostname()); err == nil && !r.profile(q.site).private && !isPublic(at) {
		return answer{}, &Failure{Kind: private, Address: q.url.String(), Err: fmt.Errorf("%s is %w", at, errPrivate)}
	}
	h := r.hosts.host(q.url)
	delay := max(r.delay(q.site), q.delay)
	for try := 0; ; try++ {
		if err := r.enter(ctx, h, q.url.String(), delay); err != nil {
			return answer{}, err
		}
		a, err := r.once(ctx, q)
		if a.page.Status > 0 {
			h.latency = a.took
		}
		again, wait := h.judge(a, err, try, delay, r.chance())
		h.leave()
		if f := (*Failure)(nil); r.Frontier != nil && errors.As(err, &f) && !f.Until.IsZero() {
			if err := r.Frontier.Rests(ctx, h.name, f.Until); err != nil {
				return answer{}, err
			}
		}
		if !again {
			return a, err
		}
		r.note(Event{Site: q.site, Address: q.url.String(), What: "wait", Wait: wait, Err: err})
	}
}

// judge remembers of the host what an answer shows and tells whether to ask
// again, after a rest that it has ordered. A host that has too much to do gets
// a rest that differs by chance, so that those who ask do not come back together.
func (h *host) judge(a answer, err error, try int, delay time.Duration, chance float64) (again bool, wait time.Duration) {
	var f *Failure
	if !errors.As(err, &f) {
		if err == nil {
			h.failures = 0
		}
		return false, 0
	}
	wait = max(delay, time.Second) << try
	if a.page.Status == http.StatusTooManyRequests || a.page.Status == http.StatusServiceUnavailable {
		wait += time.Duration(chance * float64(wait) / 2)
	}
	word, said := retryAfter(a.header.Get("Retry-After"))
	if said {
		wait = word
		f.Until = time.Now().Add(wait)
	}
	most := mostTries
	if f.Kind == timeout && h.failures > 0 {
		most = slowTries
	}
	again = f.passing(a.page.Status) && try+1 < most && wait <= patience
	if again || said {
		h.rest(wait)
	}
	switch {
	case again:
	case f.isDown(a.page.Status):
		h.failures++
	default:
		h.failures = 0
	}
	return again, wait
}

// longestRest is how long a rest may be that a host asks for; what is longer is
// a slip, or meant for nobody, and counts as this.
const longestRest = 30 * 24 * time.Hour

// retryAfter is how long a host wants to be left alone: seconds, or a day and time.
func retryAfter(word string) (time.Duration, bool) {
	if word != "" && strings.Trim(word, "0123456789") == "" {
		n, err := strconv.Atoi(word)
		if most := int(longestRest / time.Second); err != nil || n > most { // a number too large for us is a number
			n = most
		}
		return time.Duration(n) * time.Second, true
	}
	if at, err := http.ParseTime(word); err == nil {
		return min(max(0, time.Until(at)), longestRest), true
	}
	return 0, false
}

// once asks one time and keeps the exchange.
func (r *run) once(ctx context.Context, q question) (answer, error) {
	ask, stop := context.WithTimeout(ctx, answerTime)
	defer stop()
	e := archive.Exchange{URL: q.url.String(), Time: time.Now().UTC(), Method: q.method, Sent: q.body, Request: q.header.Clone(), TLS: r.profile(q.site).tls, For: q.sake, Last: q.last}
	ask = httptrace.WithClientTrace(ask, &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) { e.IP = ip(c.Conn) }})
	e.Request.Set("User-Agent", r.agent)
	e.Request.Set("Accept", "*/*")
	e.Request.Set("Accept-Encoding", "gzip")
	e.Request.Set("Accept-Language", "zh-CN,zh;q=0.9")
	resp, err := r.web(q.site).RoundTrip(q.request(e.Request).WithContext(ask))
	if err != nil {
		return r.unanswered(ctx, e, err)
	}
	defer resp.Body.Close()
	took := time.Since(e.Time)
	e.Status, e.Header = resp.StatusCode, resp.Header
	var cut error
	e.Body, e.Cut, cut = read(resp, q.room)
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	a, err := r.answered(e, q.fresh, cut)
	a.took = took
	return a, err
}

// unanswered keeps an exchange that came to nothing.
func (r *run) unanswered(ctx context.Context, e archive.Exchange, cause error) (answer, error) {
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	f := failure(e.URL, cause)
	e.Failure = f.Kind + ": " + cause.Error()
	if _, _, err := r.keep(e); err != nil {
		return answer{}, err
	}
	return answer{}, f
}

// answered keeps an exchange and makes an answer of it, or a failure when its
// status is none of a page or its body is not whole.
func (r *run) answered(e archive.Exchange, fresh bool, cut error) (answer, error) {
	ref, kept, err := r.keep(e)
	if err != nil {
		return answer{}, err
	}
	a := answer{page: page.Page{URL: e.URL, Fetched: e.Time, Status: e.Status}, header: e.Header, ref: ref, copy: kept}
	a.same = kept.Ref != "" && kept.Ref == e.Last.Ref
	switch f := statusFailure(e); {
	case e.Status == http.StatusNotModified && fresh:
		a.same = true
		return a, nil
	case isRedirect(e.Status) && e.Header.Get("Location") != "":
		return a, nil
	case f != nil:
		return a, f
	case e.Cut == cutLength && cut == nil: // robots.txt of which we have read enough
	case cut != nil:
		return a, failure(e.URL, cut)
	}
	p, err := e.Page()
	if err != nil {
		return a, failure(e.URL, err)
	}
	if len(p.Body) > 0 && &p.Body[0] == &e.Body[0] { // as sent: the archive has its sum
		p.Sum = kept.Hash()
	}
	a.page = p
	return a, nil
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// Why a body is not whole, in the words of WARC.
const (
	cutLength     = "length"
	cutTime       = "time"
	cutDisconnect = "disconnect"
)

// read reads a body as far as there is room for it. To be longer is an error
// for a page; of robots.txt the beginning will do.
func read(resp *http.Response, room int) (got []byte, cut string, err error) {
	if resp.ContentLength > int64(room) && room != robotsRoom {
		return nil, cutLength, fmt.Errorf("%w: %d bytes, by its header", archive.ErrTooLarge, resp.ContentLength)
	}
	var b bytes.Buffer
	b.Grow(min(room, max(0, int(resp.ContentLength))) + bytes.MinRead)
	_, err = b.ReadFrom(io.LimitReader(resp.Body, int64(room)+1))
	switch {
	case b.Len() > room && room == robotsRoom:
		return b.Bytes()[:room], cutLength, nil
	case b.Len() > room:
		return b.Bytes()[:room], cutLength, fmt.Errorf("%w: more than %d bytes", archive.ErrTooLarge, room)
	case err == nil:
		return b.Bytes(), "", nil
	case kindOf(err) == timeout:
		return b.Bytes(), cutTime, err
	}
	return b.Bytes(), cutDisconnect, &shortError{err, b.Len()}
}

// shortError is that an answer was broken off.
type shortError struct {
	err error
	n   int
}

func (s *shortError) Error() string { return fmt.Sprintf("broken off after %d bytes: %v", s.n, s.err) }
func (s *shortError) Unwrap() error { return s.err }

func (r *run) web(s site.Site) http.RoundTripper {
	if r.Transport != nil {
		return r.Transport
	}
	return r.webs.get(r.profile(s))
}

func (r *run) keep(e archive.Exchange) (ref string, c archive.Copy, err error) {
	if r.Archive == nil {
		return "", archive.Copy{}, nil
	}
	return r.Archive.Add(e)
}

func ip(c net.Conn) string {
	if host, _, err := net.SplitHostPort(c.RemoteAddr().String()); err == nil {
		return host
	}
	return ""
}
