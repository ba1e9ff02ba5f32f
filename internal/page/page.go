// Package page is one answer of the web, as it came, and its text in UTF-8.
package page

import "time"

// Page is one answer to one question: the bytes as they came, after the
// transfer encoding and before any other.
type Page struct {
	URL     string    // the address that answered, after redirects; a file's name for a page from disk
	Fetched time.Time // UTC
	Status  int       // 200 and so on; 0 for a page from disk
	Type    string    // the Content-Type header as sent, empty when there was none
	Body    []byte
}
