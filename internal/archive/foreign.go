package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
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
// its transfer coding, which is undone.
func (e Exchange) parse(block io.Reader) (Exchange, bool, error) {
	resp, err := http.ReadResponse(bufio.NewReader(block), nil)
	if err != nil {
		return e, false, fmt.Errorf("%s: %w", e.URL, noEOF(err))
	}
	defer resp.Body.Close()
	var body bytes.Buffer
	_, err = body.ReadFrom(resp.Body)
	e.Status, e.Header, e.Body = resp.StatusCode, resp.Header, body.Bytes()
	if err != nil {
		e.Cut = "unspecified"
	}
	return e, true, nil
}

// noEOF makes of the end of a record something else than the end of the file.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
