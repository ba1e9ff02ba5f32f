package archive

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"
)

// mark tells an answer from all others, by its address, its status, its bytes
// and the time it came; without a time, from all but those that came at another.
type mark [sha256.Size]byte

func markOf(address string, status int, sum string, at time.Time) mark {
	when := ""
	if !at.IsZero() {
		when = at.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano) // as precisely as records have it
	}
	return sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%s\n%s", escape(address), status, sum, when))
}

// Take adds an answer that others have kept, unless the archive has it: then it
// is there, where its copy says. What has no time of its own, such as a page that
// somebody saved, is the same whenever it came, and gets the time that it is now.
// The first call reads the whole archive; what cannot be read there it has not.
func (a *Archive) Take(ctx context.Context, e Exchange, now time.Time) (c Copy, there bool, err error) {
	a.taking.Lock()
	defer a.taking.Unlock()
	if a.held == nil {
		if a.held, err = a.marks(ctx); err != nil {
			return Copy{}, false, err
		}
	}
	c, sum, at := e.copied(), e.Digest(), e.Time
	if e.Saved {
		at = time.Time{}
	}
	if c.Ref, there = a.held[markOf(e.URL, e.Status, sum, at)]; there {
		return c, true, nil
	}
	if e.Time.IsZero() {
		e.Time = now
	}
	if _, c, err = a.Add(e); err == nil {
		hold(a.held, e.URL, e.Status, sum, e.Time, c.Ref)
	}
	return c, false, err
}

// marks are the places of all answers in the archive.
func (a *Archive) marks(ctx context.Context) (map[mark]string, error) {
	held := make(map[mark]string)
	for r, err := range a.Records("") {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil && r.Ref == "" {
			return nil, err
		}
		if err == nil && (r.Kind == "response" || r.Kind == "resource") {
			hold(held, r.URL, r.Status, r.head.Get("WARC-Payload-Digest"), r.Time, r.Ref)
		}
	}
	return held, nil
}

func hold(held map[mark]string, address string, status int, sum string, at time.Time, ref string) {
	for _, at := range []time.Time{at, {}} {
		held[markOf(address, status, sum, at)] = ref
	}
}
