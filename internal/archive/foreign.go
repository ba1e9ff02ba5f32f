package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Foreign reads the answers in a WARC file of any program, such as wget, packed
// or not. The name is that of the file, for messages and for the record. An
// answer that cannot be read is an error, and the next one follows; so it is
// with one that is longer than a body may be.
func Foreign(r io.Reader, name string) iter.Seq2[Exchange, error] {
	return func(yield func(Exchange, error) bool) {
		in := bufio.NewReader(r)
		if magic, _ := in.Peek(2); string(magic) == "\x1f\x8b" {
			zip, err := gzip.NewReader(in)
			if err != nil {
				yield(Exchange{}, fmt.Errorf("%s: %w", name, err))
				return
			}
			defer zip.Close()
			in = bufio.NewReader(zip)
		}
		for n := 1; ; n++ {
			e, ok, err := foreignRecord(in)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				err = fmt.Errorf("%s: record %d: %w", name, n, err)
			}
			e.From = name
			if (ok || err != nil) && !yield(e, err) {
				return
			}
			if broken := (*torn)(nil); errors.As(err, &broken) {
				return
			}
		}
	}
}

// torn is an error after which the place in the file is lost.
type torn struct{ error }

func (t *torn) Unwrap() error { return t.error }

// foreignRecord reads one record; ok is false when it is no answer. Its error is
// io.EOF at the end of the file.
func foreignRecord(in *bufio.Reader) (e Exchange, ok bool, err error) {
	for {
		b, err := in.Peek(1)
		if err != nil {
			return e, false, io.EOF
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		_, _ = in.Discard(1) // it was peeked at
	}
	text := textproto.NewReader(in)
	version, err := text.ReadLine()
	if err != nil || !strings.HasPrefix(version, "WARC/") {
		return e, false, &torn{errors.Join(fmt.Errorf("%.40q is not the beginning of a WARC record", version), err)}
	}
	head, err := text.ReadMIMEHeader()
	if err != nil {
		return e, false, &torn{err}
	}
	n, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return e, false, &torn{fmt.Errorf("length %q", head.Get("Content-Length"))}
	}
	e.URL = strings.Trim(head.Get("WARC-Target-URI"), "<>")
	block := io.LimitReader(in, n)
	defer func() {
		if _, rest := io.Copy(io.Discard, block); rest != nil && err == nil {
			err = &torn{rest}
		}
	}()
	e.Time, _ = time.Parse(time.RFC3339Nano, head.Get("WARC-Date")) // without a date it is of no known day
	scheme, _, _ := strings.Cut(e.URL, ":")
	switch kind := head.Get("WARC-Type"); {
	case scheme != "http" && scheme != "https" && scheme != "file": // notes of wget about itself, names
		return e, false, nil
	case kind == "resource" && n <= MaxBody:
		e.Saved, e.Header = true, http.Header{"Content-Type": head["Content-Type"]}
		e.Body, err = io.ReadAll(block)
		return e, true, err
	case kind != "response" || !strings.HasPrefix(head.Get("Content-Type"), "application/http"):
		return e, false, nil
	case n > MaxBody+1<<20:
		return e, false, fmt.Errorf("%s: %w: %d bytes", e.URL, ErrTooLarge, n)
	}
	return e.parse(block)
}

// parse reads the answer in the block of a record. What wget keeps is still in
// its transfer coding, which is undone; other programs undo it and leave the
// header as it was. A line of the header that is none is passed over, as browsers do.
func (e Exchange) parse(block io.Reader) (Exchange, bool, error) {
	in := bufio.NewReader(block)
	first, err := textproto.NewReader(in).ReadLine()
	if err != nil {
		return e, false, fmt.Errorf("%s: %w", e.URL, noEOF(err))
	}
	words := strings.Fields(first)
	if len(words) < 2 || !strings.HasPrefix(words[0], "HTTP/") {
		return e, false, fmt.Errorf("%s: no answer of HTTP begins with %.40q", e.URL, first)
	}
	if e.Status, err = strconv.Atoi(words[1]); err != nil || e.Status < 100 || e.Status > 999 {
		return e, false, fmt.Errorf("%s: no status in %.40q", e.URL, first)
	}
	if e.Header, err = lenientHeader(in); err == nil {
		e.Body, err = io.ReadAll(in)
	}
	if err != nil {
		return e, false, fmt.Errorf("%s: %w", e.URL, noEOF(err))
	}
	e.unchunk()
	if n, err := strconv.Atoi(e.Header.Get("Content-Length")); err == nil && n >= 0 && e.Header.Get("Transfer-Encoding") == "" && e.Status != http.StatusNotModified {
		if n > len(e.Body) {
			e.Cut = "unspecified"
		}
		e.Body = e.Body[:min(n, len(e.Body))]
	}
	return e, true, nil
}

// unchunk undoes the transfer coding of a body, whatever version of HTTP its
// server says that it speaks. A body that does not begin with a chunk is plain.
func (e *Exchange) unchunk() {
	if !strings.Contains(strings.ToLower(strings.Join(e.Header.Values("Transfer-Encoding"), ",")), "chunked") {
		return
	}
	size, _, _ := bytes.Cut(e.Body, []byte("\n"))
	size, _, _ = bytes.Cut(size, []byte(";"))
	if _, err := strconv.ParseUint(string(bytes.TrimSpace(size)), 16, 32); err != nil {
		return
	}
	body, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(e.Body)))
	e.Body = body
	if err != nil {
		e.Cut = "unspecified"
	}
}

// lenientHeader reads the lines of a header up to the blank one.
func lenientHeader(in *bufio.Reader) (http.Header, error) {
	h, last := make(http.Header), ""
	for text := textproto.NewReader(in); ; {
		line, err := text.ReadLine()
		if err != nil || line == "" {
			return h, err
		}
		key, value, ok := strings.Cut(line, ":")
		switch folded := line[0] == ' ' || line[0] == '\t'; {
		case folded && last != "":
			values := h[last]
			values[len(values)-1] += " " + strings.TrimSpace(line)
		case ok && !folded:
			last = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(key))
			h[last] = append(h[last], strings.TrimSpace(value))
		}
	}
}

// noEOF makes of the end of a record something else than the end of the file.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
