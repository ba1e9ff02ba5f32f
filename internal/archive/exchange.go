package archive

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"gongkai/internal/page"
)

// MaxBody is the most that a body may hold, in bytes, both as sent and after
// its content encoding.
const MaxBody = 20 << 20

// maxRatio is how many times its size a compressed body of more than 1 MiB may
// grow. Pages that are nearly all blanks stay far below it.
const maxRatio = 300

// Why a body cannot be had.
var (
	ErrTooLarge = errors.New("body too large")
	ErrEncoding = errors.New("content encoding not understood")
)

// Exchange is one question put to the web and its answer.
type Exchange struct {
	URL     string
	Time    time.Time   // when it was asked
	Method  string      // GET when empty
	Sent    string      // the body of the question
	Request http.Header // as sent
	Status  int         // 0 when no answer came
	Header  http.Header // of the answer
	Body    []byte      // as sent, after the transfer coding and before the content coding
	Cut     string      // why the body is not whole: length, time or disconnect; empty when it is
	Failure string      // why no answer came
	IP      string      // of the server, where known
	TLS     string      // how far certificates and versions were trusted, where not by default
	For     string      // the address it was asked for the sake of: of a page, before all redirects
	Last    Copy        // what was kept of this address before
	Saved   bool        // no exchange at all: the body is a page that somebody saved
	From    string      // the file that it was imported from; then it may lack its Request
}

// Digest is that of the body as sent, as records have it.
func (e Exchange) Digest() string { return digest(e.Body) }

// Page is the answer as a page: its body after the content encoding.
func (e Exchange) Page() (page.Page, error) {
	p := page.Page{URL: e.URL, Fetched: e.Time.UTC().Truncate(time.Microsecond), Status: e.Status, Type: e.Header.Get("Content-Type"), Body: e.Body}
	var err error
	switch coding := strings.ToLower(strings.TrimSpace(strings.Join(e.Header.Values("Content-Encoding"), ","))); coding {
	case "", "identity", "none", "utf-8": // the last two are slips of servers that mean no coding
	case "gzip", "x-gzip":
		p.Body, err = unzip(e.Body)
	default:
		err = fmt.Errorf("%w: %q, where only gzip was asked for", ErrEncoding, coding)
	}
	if err != nil {
		return page.Page{URL: e.URL}, err
	}
	return p, nil
}

// unzip decodes a body within the limits.
func unzip(body []byte) ([]byte, error) {
	if len(body) == 0 {
		return nil, nil // the answer to a page that has none
	}
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: gzip: %w", ErrEncoding, err)
	}
	defer r.Close()
	most := min(MaxBody, max(1<<20, maxRatio*len(body)))
	out := bytes.NewBuffer(make([]byte, 0, min(most, 5*len(body))+bytes.MinRead))
	if _, err := io.Copy(out, io.LimitReader(r, int64(most)+1)); err != nil {
		return nil, fmt.Errorf("%w: gzip: %w", ErrEncoding, err)
	}
	if out.Len() > most {
		return nil, fmt.Errorf("%w: %d bytes of gzip hold more than %d", ErrTooLarge, len(body), most)
	}
	return out.Bytes(), nil
}

// records are those of an exchange, and which of them a ref names. With the
// origin of its bytes the answer is a revisit. sum is the digest of the body.
func (e Exchange) records(from *origin, sum string) (records []record, main int, err error) {
	u, err := url.Parse(e.URL)
	if err != nil {
		return nil, 0, err
	}
	if e.Saved {
		return []record{{kind: "resource", about: e.URL, at: e.Time, id: newID(), contains: orElse(oneLine(e.Header.Get("Content-Type")), "application/octet-stream"), payload: e.Body, sum: sum, source: e.From}}, 0, nil
	}
	var ask bytes.Buffer
	fmt.Fprintf(&ask, "%s %s HTTP/1.1\r\nHost: %s\r\n", cmp.Or(e.Method, http.MethodGet), escape(u.RequestURI()), u.Host)
	if e.Sent != "" {
		fmt.Fprintf(&ask, "Content-Length: %d\r\n", len(e.Sent))
	}
	writeHeader(&ask, e.Request)
	ask.WriteString(e.Sent)
	request := record{kind: "request", about: e.URL, at: e.Time, id: newID(), contains: "application/http;msgtype=request", block: ask.Bytes(), tls: e.TLS}
	if e.Status == 0 {
		why := []byte("fetchFailure: " + oneLine(e.Failure) + "\r\n")
		return []record{request, {kind: "metadata", about: e.URL, at: e.Time, id: newID(), contains: "application/warc-fields", block: why, with: request.id, tls: e.TLS}}, 0, nil
	}
	var answer bytes.Buffer
	fmt.Fprintf(&answer, "HTTP/1.1 %03d %s\r\n", e.Status, http.StatusText(e.Status))
	writeHeader(&answer, e.Header)
	response := record{kind: "response", about: e.URL, at: e.Time, id: newID(), contains: "application/http;msgtype=response",
		block: answer.Bytes(), payload: e.Body, sum: sum, cut: e.Cut, ip: e.IP, tls: e.TLS, sake: e.For}
	if from != nil {
		response.kind, response.payload, response.sum, response.from = "revisit", nil, from.digest, from
	}
	response.source = e.From
	if e.Request == nil {
		return []record{response}, 0, nil // nobody says what was asked
	}
	request.with = response.id
	return []record{response, request}, 0, nil
}

// writeHeader writes a header block and the blank line after it.
func writeHeader(w *bytes.Buffer, h http.Header) {
	h = h.Clone()
	h.Del("Transfer-Encoding") // it is undone
	h.Del("Host")              // it is written already
	_ = h.Write(w)             // a bytes.Buffer does not fail
	w.WriteString("\r\n")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// escape makes an address of a server fit for a line of ASCII.
func escape(address string) string {
	clean := func(b byte) bool { return b > ' ' && b < 0x7f }
	var out strings.Builder
	for i := range len(address) {
		if b := address[i]; clean(b) {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}
