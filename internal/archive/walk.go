package archive

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"os"
	"path/filepath"
	"time"
)

// Record is one record of the archive.
type Record struct {
	Ref    string
	Kind   string // warcinfo, request, response, revisit, resource or metadata
	URL    string
	Time   time.Time
	Size   int64 // in the file
	Status int   // of a response or revisit
	Bytes  int   // of its payload
	For    string

	archive *Archive
	head    textproto.MIMEHeader
	block   []byte
}

// Exchange is that of a response, a revisit or a resource.
func (r Record) Exchange() (Exchange, error) {
	e, err := r.archive.exchanged(r.head, r.block)
	if err != nil {
		return Exchange{}, fmt.Errorf("archive %s: %w", r.Ref, err)
	}
	return e, nil
}

// Records are all records from a place on, in the order they were written; ""
// is the beginning. One that cannot be read comes as an error that names its
// place, and the next one follows.
func (a *Archive) Records(from string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		names, err := a.names()
		if errors.Is(err, os.ErrNotExist) {
			return
		}
		first, at := "", int64(0)
		if err == nil && from != "" {
			first, at, err = place(from)
		}
		if err != nil {
			yield(Record{}, fmt.Errorf("archive: %w", err))
			return
		}
		for _, name := range names {
			if name < first {
				continue
			}
			if name != first {
				at = 0
			}
			if !a.walk(name, at, yield) {
				return
			}
		}
	}
}

// walk goes through one file.
func (a *Archive) walk(name string, at int64, yield func(Record, error) bool) bool {
	f, err := os.Open(filepath.Join(a.dir, name))
	if err != nil {
		return yield(Record{}, fmt.Errorf("archive: %w", err))
	}
	defer f.Close()
	end, err := f.Seek(0, io.SeekEnd)
	for at < end && err == nil {
		ref := fmt.Sprintf("%s:%d", name, at)
		size, err := memberSize(f, at)
		if err != nil || size <= 0 || at+size > end {
			return yield(Record{Ref: ref}, fmt.Errorf("archive %s: no record begins here, or it is not whole; %d bytes follow: %w", ref, end-at, errors.Join(err, io.ErrUnexpectedEOF)))
		}
		r, err := a.look(io.NewSectionReader(f, at, size))
		r.Ref, r.Size = ref, size
		if err != nil {
			err = fmt.Errorf("archive %s: %w", ref, err)
		}
		if !yield(r, err) {
			return false
		}
		at += size
	}
	return err == nil || yield(Record{}, fmt.Errorf("archive %s: %w", name, err))
}

// look reads one record and tells what it is.
func (a *Archive) look(member io.Reader) (Record, error) {
	head, block, err := unpack(member)
	if err != nil {
		return Record{}, err
	}
	r := Record{Kind: head.Get("WARC-Type"), URL: head.Get("WARC-Target-URI"), For: head.Get("X-Asked-For"), archive: a, head: head, block: block}
	if r.Time, err = time.Parse(time.RFC3339Nano, head.Get("WARC-Date")); err != nil {
		return r, err
	}
	if r.Kind == "response" || r.Kind == "revisit" {
		e, err := response(head, block)
		if err != nil {
			return r, err
		}
		r.Status, r.Bytes = e.Status, len(e.Body)
	}
	return r, nil
}

// Verify reads a record as one who doubts everything: its payload by its own
// digest, and what it refers to.
func (r Record) Verify() error {
	switch r.Kind {
	case "response", "revisit", "resource":
	case "warcinfo", "request", "metadata":
		return nil
	default:
		return fmt.Errorf("archive %s: unknown kind of record %q", r.Ref, r.Kind)
	}
	e, err := r.Exchange()
	if err != nil {
		return err
	}
	if want := r.head.Get("WARC-Payload-Digest"); digest(e.Body) != want {
		return fmt.Errorf("archive %s: payload has the digest %s, the record says %s", r.Ref, digest(e.Body), want)
	}
	return nil
}

// Of tells whether an address answered, or was asked for, in the record.
func (r Record) Of(address string) bool {
	return escape(address) == r.URL || escape(address) == r.For
}

// Member is the record as it stands in its file, packed.
func (r Record) Member() ([]byte, error) {
	name, at, err := place(r.Ref)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(r.archive.dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, r.Size)
	_, err = f.ReadAt(b, at)
	return b, err
}

// Copy is what to remember of a response or a revisit.
func (r Record) Copy() Copy {
	c := Copy{Ref: r.Ref, Digest: r.head.Get("WARC-Payload-Digest"), Time: r.Time}
	if e, err := response(r.head, r.block); err == nil {
		c.ETag, c.Modified = e.Header.Get("ETag"), e.Header.Get("Last-Modified")
	}
	if place := r.head.Get("X-Refers-To-Place"); place != "" {
		c.Ref = place
	}
	return c
}
