package crawl_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gongkai/internal/crawl"
	"gongkai/internal/site"
)

// world is a web that remembers what it was asked, when and by whom. It is
// asked inside a bubble whose clock runs as fast as everybody waits.
type world struct {
	pages map[string]reply // by host and path

	mu       sync.Mutex
	asked    []asked
	busy     map[string]int // questions being answered, by host
	together int            // the most at one host at once
	forgets  bool           // what it was asked
}

// reply is the answer to one address; the last of several is given for ever.
type reply []response

type response struct {
	status int
	header http.Header
	body   string
	err    error
	broken error         // comes after the body
	takes  time.Duration // before the answer
	drips  time.Duration // between one byte of a body without end and the next
}

type asked struct {
	host, path   string
	agent        string
	cookie       string
	begin, end   time.Time
	acceptCoding string
}

func ok(body string) reply { return reply{{status: 200, body: body}} }

func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	host := r.URL.Host
	w.mu.Lock()
	if w.busy == nil {
		w.busy = make(map[string]int)
	}
	w.busy[host]++
	w.together = max(w.together, w.busy[host])
	n := 0
	if w.forgets {
		w.asked = w.asked[:0]
	}
	for _, a := range w.asked {
		if a.host == host && a.path == r.URL.RequestURI() {
			n++
		}
	}
	at := len(w.asked)
	w.asked = append(w.asked, asked{host, r.URL.RequestURI(), r.UserAgent(), r.Header.Get("Cookie"), time.Now(), time.Time{}, r.Header.Get("Accept-Encoding")})
	w.mu.Unlock()
	a := w.answer(host, r.URL.RequestURI(), n)
	select {
	case <-time.After(a.takes):
	case <-r.Context().Done():
		a.err = r.Context().Err()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy[host]--
	if !w.forgets {
		w.asked[at].end = time.Now()
	}
	if a.err != nil {
		return nil, a.err
	}
	if a.header == nil {
		a.header = http.Header{"Content-Type": {"text/html"}}
	}
	body := io.Reader(strings.NewReader(a.body))
	if a.drips > 0 {
		body = &dripping{r.Context(), a.drips}
	}
	if a.broken != nil {
		body = io.MultiReader(body, failing{a.broken})
	}
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(body), Request: r, ProtoMajor: 1, ProtoMinor: 1}, nil
}

func (w *world) answer(host, path string, n int) response {
	answers, ok := w.pages[host+path]
	if !ok {
		return response{status: 404, body: "no such page"}
	}
	return answers[min(n, len(answers)-1)]
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// dripping is a body without end, a byte at a time.
type dripping struct {
	ctx   context.Context
	pause time.Duration
}

func (d *dripping) Read(b []byte) (int, error) {
	select {
	case <-time.After(d.pause):
		b[0] = 'x'
		return 1, nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

// paths are what a host was asked for, in order.
func (w *world) paths(host string) []string {
	var paths []string
	for _, a := range w.asked {
		if a.host == host {
			paths = append(paths, a.path)
		}
	}
	return paths
}

// title is that of a report of an invented place.
func title(place string, year int) string {
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", place, year)
}

// listOf is a list page with a link to each path.
func listOf(place string, paths ...string) string {
	var b strings.Builder
	b.WriteString(`<html><title>政府信息公开年报</title><ul class="list">`)
	for i, p := range paths {
		fmt.Fprintf(&b, `<li><a href="%s">%s</a></li>`, p, title(place, 2024-i))
	}
	return b.String() + "</ul></html>"
}

func siteAt(list string) site.Site {
	return site.Site{Organ: "清河县人民政府", List: list, Family: "auto"}
}

// gather puts what is given into a list.
func gather(all *[]crawl.Got) func(crawl.Got) error {
	var mu sync.Mutex
	return func(g crawl.Got) error {
		mu.Lock()
		defer mu.Unlock()
		*all = append(*all, g)
		return nil
	}
}

// crawlAll runs a crawl in a bubble and returns all it gave.
func crawlAll(t *testing.T, c *crawl.Crawler, sites ...site.Site) []crawl.Got {
	t.Helper()
	var all []crawl.Got
	synctest.Test(t, func(t *testing.T) {
		if err := c.Run(t.Context(), sites, gather(&all)); err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return all
}

// kind is the kind of the failure of what was got, empty when it has none.
func kind(g crawl.Got) string {
	if g.Err == nil {
		return ""
	}
	f := (*crawl.Failure)(nil)
	if !errors.As(g.Err, &f) {
		return "not a Failure: " + g.Err.Error()
	}
	return f.Kind
}

// outcomes are the pages got, each with its kind of failure.
func outcomes(all []crawl.Got) map[string]string {
	out := make(map[string]string)
	for _, g := range all {
		address := g.Link.URL
		if g.List {
			address = "list " + g.Page.URL
		}
		out[address] = kind(g)
	}
	return out
}

const contact = "mailto:zhang.san@example.com 张三 (研究)"

func crawler(w *world) *crawl.Crawler { return &crawl.Crawler{Contact: contact, Transport: w} }

// long tells whether long tests are wanted.
func long() bool { return os.Getenv("LONG") != "" }
