// Package archive keeps every exchange with the web in WARC 1.1 files, one gzip
// member a record: the store of pages, from which they can be read again. The
// payloads are byte for byte as sent; the header blocks are written anew.
package archive

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// fileSize is how large a file grows before the next one is begun.
const fileSize = 1 << 30

// fileName is how the files are called. Nothing that a server says is part of it.
var fileName = regexp.MustCompile(`^gongkai-\d{14}-\d{5}\.warc\.gz$`)

// Archive is a folder of WARC files. Its methods may be called from many
// goroutines.
type Archive struct {
	dir  string
	most int64     // size of a file
	pens chan *pen // each is lent to one goroutine at a time

	mu   sync.Mutex
	lock *os.File
	last *file // nil until something is kept

	taking sync.Mutex
	held   map[mark]string // where each answer stands; nil until something is taken
}

// file is a WARC file being written.
type file struct {
	*os.File
	size atomic.Int64

	syncing sync.Mutex
	durable int64 // as much of size as is on the disk
}

// In is the archive in a folder. Nothing is made and nothing is locked before
// something is kept, so an archive may be read while another program writes it.
func In(dir string) (*Archive, error) {
	if at, err := os.Stat(dir); err == nil && !at.IsDir() {
		return nil, fmt.Errorf("archive %s: not a folder", dir)
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("archive: %w", err)
	}
	a := &Archive{dir: dir, most: fileSize, pens: make(chan *pen, runtime.GOMAXPROCS(0))}
	for range cap(a.pens) {
		a.pens <- &pen{}
	}
	return a, nil
}

// Keep writes an exchange and returns where, once it is on the disk.
func (a *Archive) Keep(e Exchange) (ref string, err error) {
	ref, _, err = a.Add(e)
	if err == nil {
		err = a.Sync()
	}
	return ref, err
}

// Add writes an exchange and returns where: the ref of its response, or of its
// request when no response came. It is for good once Sync has returned; before
// that nothing that outlives the program may point to it. Add also returns what
// to remember of the answer. An answer with the bytes of e.Last, or one that says
// that nothing has changed since, is kept as a revisit: a record without the
// bytes that refers to the one with them.
func (a *Archive) Add(e Exchange) (ref string, c Copy, err error) {
	c = e.copied()
	former := a.former(e, c.Digest)
	records, main, err := e.records(former, cmp.Or(c.Digest, digest()))
	if err != nil {
		return "", c, fmt.Errorf("archive %s: %w", e.URL, err)
	}
	ref, err = a.put(records, main, e.Time)
	if err != nil {
		return "", c, fmt.Errorf("archive %s: %w", e.URL, err)
	}
	c.Ref = ref
	if former != nil {
		c.Ref = e.Last.Ref
	}
	if e.Status == http.StatusNotModified {
		c.Digest, c.Time = e.Last.Digest, e.Last.Time
	}
	return ref, c, nil
}

// put writes records next to each other and returns where one of them is.
func (a *Archive) put(records []record, main int, now time.Time) (ref string, err error) {
	p := <-a.pens
	defer func() { a.pens <- p }()
	members, at := p.room[:0], 0 // of the main record in members
	for i, r := range records {
		if i == main {
			at = len(members)
		}
		if members, err = p.member(members, r); err != nil {
			return "", err
		}
	}
	if cap(members) <= mostRoom {
		p.room = members
	}
	f, from, err := a.write(p, members, now)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s:%d", filepath.Base(f.Name()), from+int64(at)), nil
}

// write appends members to the last file and returns where they begin.
func (a *Archive) write(p *pen, members []byte, now time.Time) (f *file, from int64, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.open(); err != nil {
		return nil, 0, err
	}
	if a.last == nil || a.last.size.Load() >= a.most {
		if err := a.next(now); err != nil {
			return nil, 0, err
		}
	}
	f, from = a.last, a.last.size.Load()
	if from == 0 {
		head, err := p.member(nil, fileInfo(filepath.Base(f.Name()), now))
		if err != nil {
			return nil, 0, err
		}
		members, from = append(head, members...), int64(len(head))
	}
	return f, from, f.append(members)
}

// append writes at the end of the file, or leaves it as it was.
func (f *file) append(members []byte) error {
	end := f.size.Load()
	if _, err := f.WriteAt(members, end); err != nil {
		return errors.Join(err, f.Truncate(end))
	}
	f.size.Store(end + int64(len(members)))
	return nil
}

// Sync returns when all that was added is on the disk. Many at once share one
// wait.
func (a *Archive) Sync() error {
	a.mu.Lock()
	f := a.last
	a.mu.Unlock()
	if f == nil {
		return nil
	}
	if err := f.commit(); err != nil {
		return fmt.Errorf("archive %s: %w", a.dir, err)
	}
	return nil
}

// commit returns when what the file holds now is on the disk.
func (f *file) commit() error {
	end := f.size.Load()
	f.syncing.Lock()
	defer f.syncing.Unlock()
	if f.durable >= end {
		return nil // by the wait of another
	}
	size := f.size.Load()
	if err := f.Sync(); err != nil {
		return err
	}
	f.durable = size
	return nil
}

// open takes the folder for this program and goes on with its newest file,
// whose torn end, if it has one, is cut off.
func (a *Archive) open() error {
	if a.last != nil {
		return nil
	}
	if err := os.MkdirAll(a.dir, 0o755); err != nil {
		return err
	}
	if a.lock == nil {
		lock, err := take(filepath.Join(a.dir, lockName))
		if err != nil {
			return err
		}
		a.lock = lock
	}
	names, err := a.names()
	if err != nil || len(names) == 0 {
		return err
	}
	newest, err := os.OpenFile(filepath.Join(a.dir, names[len(names)-1]), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	whole, err := repair(newest)
	if errors.Is(err, errDamaged) { // it stays as it is, for archive verify to name
		return errors.Join(newest.Close(), a.next(time.Now()))
	}
	if err != nil {
		return errors.Join(err, newest.Close())
	}
	a.last = &file{File: newest, durable: whole}
	a.last.size.Store(whole)
	return nil
}

// Lock takes the archive for this program, until Close, and repairs its end. An
// archive that another program writes is a *LockedError.
func (a *Archive) Lock() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.open(); err != nil {
		return fmt.Errorf("archive %s: %w", a.dir, err)
	}
	return nil
}

// End is the place where the next record will stand, or before: Records from
// here are those that are kept from now on. It is of use after Lock.
func (a *Archive) End() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.last == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", filepath.Base(a.last.Name()), a.last.size.Load())
}

// next begins a new file.
func (a *Archive) next(now time.Time) error {
	if a.last != nil {
		if err := a.last.commit(); err != nil {
			return err
		}
		if err := a.last.Close(); err != nil {
			return err
		}
	}
	names, err := a.names()
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		name := fmt.Sprintf("gongkai-%s-%05d.warc.gz", stamp(now, names), n)
		f, err := os.OpenFile(filepath.Join(a.dir, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		a.last = &file{File: f}
		return syncFolder(a.dir) // else the name may be lost with the power
	}
}

// stamp is the time in the name of a new file. By it the files are in order,
// also when the clock was put back.
func stamp(now time.Time, names []string) string {
	s := now.UTC().Format("20060102150405")
	if len(names) > 0 {
		s = max(s, strings.Split(names[len(names)-1], "-")[1])
	}
	return s
}

// names are the files of the archive, oldest first.
func (a *Archive) names() ([]string, error) {
	entries, err := os.ReadDir(a.dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if fileName.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// Close ends the writing, when all is on the disk.
func (a *Archive) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	var errs []error
	if a.last != nil {
		errs = append(errs, a.last.commit(), a.last.Close())
	}
	if a.lock != nil {
		errs = append(errs, a.lock.Close())
	}
	a.last, a.lock = nil, nil
	return errors.Join(errs...)
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, os.ErrInvalid) {
		return err
	}
	return nil
}
