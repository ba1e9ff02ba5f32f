// Package page is one answer of the web, as it came, and its text in UTF-8.
package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Page is one answer to one question: the bytes as they came, after the
// transfer encoding and before any other.
type Page struct {
	URL     string    // the address that answered, after redirects; a file's name for a page from disk
	Fetched time.Time // UTC
	Status  int       // 200 and so on; 0 for a page from disk
	Type    string    // the Content-Type header as sent, empty when there was none
	Body    []byte    // never changed once the page is made: Text may share its memory
	Sum     string    // its Hash, where that is known already
}

// Hash is the SHA-256 of the body in hexadecimal.
func (p Page) Hash() string {
	if p.Sum != "" {
		return p.Sum
	}
	sum := sha256.Sum256(p.Body)
	return hex.EncodeToString(sum[:])
}

// magics begin files of other kinds, whatever type the server gives them.
var magics = []struct{ begin, ending, name string }{
	{"%PDF-", "pdf", "a PDF file"},
	{"PK\x03\x04", "zip", "a Word, Excel or ZIP file"},       // docx, xlsx, ofd
	{"\xd0\xcf\x11\xe0", "doc", "an old Word or Excel file"}, // doc, xls, wps
	{`{\rtf`, "rtf", "an RTF file"},
	{"Rar!", "rar", "a RAR file"},
	{"\x89PNG", "png", "a picture"}, {"\xff\xd8\xff", "jpg", "a picture"}, {"GIF8", "gif", "a picture"},
	{"\x1f\x8b", "gz", "a compressed file"},
}

// File tells by the first bytes what a body is that is neither HTML nor text:
// in words, and by the usual ending of such names. Both are empty for a page.
func (p Page) File() (name, ending string) {
	for _, m := range magics {
		if bytes.HasPrefix(p.Body, []byte(m.begin)) {
			return m.name, m.ending
		}
	}
	return "", ""
}

// tags tell HTML from plain text. All are ASCII that cannot be part of a
// character of GB18030, because neither < nor ! can.
var tags = []string{"<html", "<!doctype html", "<table", "<body", "<head", "<meta", "<div", "<p>", "<p ", "<span", "<ul", "<a href"}

// IsHTML tells whether the body is HTML: by the type the server gave, where
// that says anything, else by the tags in its first 8 KiB.
func (p Page) IsHTML() bool {
	if name, _ := p.File(); name != "" {
		return false
	}
	kind, _, _ := strings.Cut(strings.ToLower(p.Type), ";")
	switch kind = strings.TrimSpace(kind); {
	case kind == "text/html", kind == "application/xhtml+xml":
		return true
	case kind == "", kind == "application/octet-stream", kind == "text/plain", strings.HasSuffix(kind, "/xml"), !strings.Contains(kind, "/"):
		return p.hasTags()
	}
	return false
}

func (p Page) hasTags() bool {
	start := p.Body[:min(len(p.Body), 8<<10)]
	if bytes.IndexByte(start, 0) >= 0 { // UTF-16
		start = bytes.ReplaceAll(start, []byte{0}, nil)
	}
	for {
		i := bytes.IndexByte(start, '<')
		if i < 0 {
			return false
		}
		start = start[i:]
		for _, t := range tags {
			if len(start) >= len(t) && bytes.EqualFold(start[:len(t)], []byte(t)) {
				return true
			}
		}
		start = start[1:]
	}
}
