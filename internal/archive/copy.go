package archive

import (
	"encoding/base32"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
)

// Copy is what is remembered of an answer that was kept: enough to ask whether
// it is still so, and to refer to it when it is.
type Copy struct {
	Ref      string // the record that holds the bytes
	Digest   string // of the bytes as sent
	ETag     string // the two headers by which to ask
	Modified string
	Time     time.Time // when the bytes were last sent in full
}

// Hash is what the digest says, in hexadecimal as pages have it.
func (c Copy) Hash() string {
	sum, _ := base32.StdEncoding.DecodeString(strings.TrimPrefix(c.Digest, "sha256:")) // written by digest
	return hex.EncodeToString(sum)
}

// copied is what to remember of an exchange; its Ref is not known yet.
func (e Exchange) copied() Copy {
	if e.Status == 0 && !e.Saved {
		return Copy{}
	}
	c := Copy{ETag: e.Header.Get("ETag"), Modified: e.Header.Get("Last-Modified"), Time: e.Time}
	if e.Status == http.StatusNotModified {
		return Copy{ETag: orElse(c.ETag, e.Last.ETag), Modified: orElse(c.Modified, e.Last.Modified)}
	}
	c.Digest = digest(e.Body)
	return c
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// The profiles of revisits, by WARC 1.1.
const (
	sameBytes   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	notModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// origin is the record that a revisit refers to.
type origin struct {
	profile, ref, id, date, about, digest string
}

// former finds the record that already holds the bytes of an exchange; nil when
// none does.
func (a *Archive) former(e Exchange, sum string) *origin {
	profile := sameBytes
	if e.Status == http.StatusNotModified {
		profile = notModified
	} else if e.Cut != "" || len(e.Body) == 0 || sum != e.Last.Digest {
		return nil
	}
	if e.Last.Ref == "" {
		return nil
	}
	head, _, err := a.record(e.Last.Ref)
	if err != nil || head.Get("WARC-Type") != "response" || profile == sameBytes && head.Get("WARC-Payload-Digest") != sum {
		return nil // what cannot be referred to is kept again
	}
	return &origin{profile, e.Last.Ref, head.Get("WARC-Record-ID"), head.Get("WARC-Date"), head.Get("WARC-Target-URI"), head.Get("WARC-Payload-Digest")}
}
