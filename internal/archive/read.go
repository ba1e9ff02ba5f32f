package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"gongkai/internal/page"
)

// Page reads back the page that a ref names. A record that is not as it was
// written, by its digest, is an error.
func (a *Archive) Page(ref string) (page.Page, error) {
	e, err := a.exchange(ref)
	if err != nil {
		return page.Page{}, fmt.Errorf("archive %s: %w", ref, err)
	}
	p, err := e.Page()
	if err != nil {
		return page.Page{}, fmt.Errorf("archive %s: %w", ref, err)
	}
	return p, nil
}

func (a *Archive) exchange(ref string) (Exchange, error) {
	head, block, err := a.record(ref)
	if err != nil {
		return Exchange{}, err
	}
	return a.exchanged(head, block)
}

// exchanged makes an exchange of a record. The bytes of a revisit are those of
// the record it refers to.
func (a *Archive) exchanged(head textproto.MIMEHeader, block []byte) (Exchange, error) {
	switch kind := head.Get("WARC-Type"); kind {
	case "response":
		return response(head, block)
	case "resource":
		at, err := time.Parse(time.RFC3339Nano, head.Get("WARC-Date"))
		return Exchange{URL: head.Get("WARC-Target-URI"), Time: at, Header: http.Header{"Content-Type": head["Content-Type"]}, Body: block, Saved: true}, err
	case "revisit":
		return a.revisited(head, block)
	default:
		return Exchange{}, fmt.Errorf("a %s, not a response", kind)
	}
}

func (a *Archive) revisited(head textproto.MIMEHeader, block []byte) (Exchange, error) {
	e, err := response(head, block)
	if err != nil {
		return Exchange{}, err
	}
	first, body, err := a.record(head.Get("X-Refers-To-Place"))
	if err != nil {
		return Exchange{}, fmt.Errorf("what it refers to: %w", err)
	}
	if first.Get("WARC-Type") != "response" || first.Get("WARC-Payload-Digest") != head.Get("WARC-Payload-Digest") {
		return Exchange{}, errors.New("it refers to a record with other bytes")
	}
	whole, err := response(first, body)
	if err != nil {
		return Exchange{}, err
	}
	if e.Status == http.StatusNotModified {
		e.Status, e.Header = whole.Status, whole.Header
	}
	e.Body = whole.Body
	return e, nil
}

// record reads the record at a place.
func (a *Archive) record(ref string) (textproto.MIMEHeader, []byte, error) {
	name, at, err := place(ref)
	if err != nil {
		return nil, nil, err
	}
	f, err := os.Open(filepath.Join(a.dir, name))
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	return unpack(io.NewSectionReader(f, at, 1<<62))
}

// place is the file and the offset that a ref names.
func place(ref string) (name string, at int64, err error) {
	name, offset, _ := strings.Cut(ref, ":")
	at, err = strconv.ParseInt(offset, 10, 64)
	if err != nil || at < 0 || !fileName.MatchString(name) {
		return "", 0, errors.New("not a place in an archive: want FILE.warc.gz:OFFSET")
	}
	return name, at, nil
}

// unpack reads one member into the header and the block of its record.
func unpack(r io.Reader) (head textproto.MIMEHeader, block []byte, err error) {
	lines := bufio.NewReader(r)
	zip, err := gzip.NewReader(lines)
	if err != nil {
		return nil, nil, err
	}
	defer zip.Close()
	zip.Multistream(false)
	text := textproto.NewReader(bufio.NewReader(zip))
	version, err := text.ReadLine()
	if err != nil || !strings.HasPrefix(version, "WARC/") {
		return nil, nil, errors.Join(errors.New("no WARC record"), err)
	}
	if head, err = text.ReadMIMEHeader(); err != nil {
		return nil, nil, err
	}
	n, err := strconv.Atoi(head.Get("Content-Length"))
	if err != nil || n < 0 || n > 2*MaxBody {
		return nil, nil, fmt.Errorf("record of %q bytes", head.Get("Content-Length"))
	}
	block = make([]byte, n)
	if _, err := io.ReadFull(text.R, block); err != nil {
		return nil, nil, err
	}
	if end, err := io.ReadAll(text.R); err != nil || string(end) != "\r\n\r\n" {
		return nil, nil, errors.Join(errors.New("record does not end where it says"), err)
	}
	if want := head.Get("WARC-Block-Digest"); digest(block) != want {
		return nil, nil, fmt.Errorf("record is not as it was written: digest %s, not %s", digest(block), want)
	}
	return head, block, nil
}

// response makes an exchange of a record.
func response(head textproto.MIMEHeader, block []byte) (Exchange, error) {
	at, err := time.Parse(time.RFC3339Nano, head.Get("WARC-Date"))
	if err != nil {
		return Exchange{}, err
	}
	top, body, ok := bytes.Cut(block, []byte("\r\n\r\n"))
	if !ok {
		return Exchange{}, errors.New("no header in the response")
	}
	lines := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(bytes.Clone(top), "\r\n\r\n"...))))
	first, err := lines.ReadLine()
	if err != nil {
		return Exchange{}, err
	}
	words := strings.Fields(first)
	if len(words) < 2 {
		return Exchange{}, fmt.Errorf("no status in %q", first)
	}
	status, err := strconv.Atoi(words[1])
	if err != nil {
		return Exchange{}, err
	}
	header, err := lines.ReadMIMEHeader()
	if err != nil {
		return Exchange{}, err
	}
	return Exchange{URL: head.Get("WARC-Target-URI"), Time: at, Status: status, Header: http.Header(header), Body: body,
		Cut: head.Get("WARC-Truncated"), IP: head.Get("WARC-IP-Address"), TLS: head.Get("X-TLS-Trust"), For: head.Get("X-Asked-For")}, nil
}
