package crawl

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"gongkai/internal/archive"
)

// Failure is why a page could not be had. Kind is one of a fixed list of words:
//
//	address      the address is none that can be asked
//	private      it is that of a private network, which is not allowed
//	robots       robots.txt forbids it, or cannot be had
//	dns          the host has no address
//	refused      the host accepts no connection
//	unreachable  no way leads to the host
//	tls          no trust or no common version
//	timeout      no answer in time
//	reset        the connection was broken off before the answer
//	short-body   the answer was broken off
//	bad-encoding the body is not encoded as was asked for
//	too-large    the body, or the header, is over the limit
//	redirect     too many redirects, or one to nowhere
//	limited      too many questions, says the host (429, or a Retry-After too far off)
//	blocked      the host does not want us (401, 403, 412, 521 …)
//	status       another status that is no page: 404, 500 …
//	down         the host failed so often in a row that it was left alone
//	network      anything else between here and there
//	empty-list   the list has no report
//	shortfall    the list shows fewer rows than it says it has
//	broken       the list gives fewer reports than it used to
//	unreadable   the list, or the page, could not be read
//	challenge    a page that wants a browser to prove itself
//	soft-404     a page that says there is none, with the status of one
//	moved        the front page of a site came in place of the page
//	not-a-report a page, but not of a report
//	attachment-only a report of which the page is but the cover, or the file itself: it is kept and not read
type Failure struct {
	Kind    string
	Address string
	Err     error
	Until   time.Time // before which the host wants no question, where it said so
}

// The kinds of failures.
const (
	badAddress  = "address"
	private     = "private"
	robots      = "robots"
	dns         = "dns"
	refused     = "refused"
	unreachable = "unreachable"
	tlsFailed   = "tls"
	timeout     = "timeout"
	reset       = "reset"
	shortBody   = "short-body"
	badEncoding = "bad-encoding"
	tooLarge    = "too-large"
	redirect    = "redirect"
	limited     = "limited"
	blocked     = "blocked"
	badStatus   = "status"
	down        = "down"
	network     = "network"
	emptyList   = "empty-list"
	shortfall   = "shortfall"
	unreadable  = "unreadable"
	challenge   = "challenge"
	soft404     = "soft-404"
	moved       = "moved"
)

// Error is the address, the kind and the cause.
func (f *Failure) Error() string { return fmt.Sprintf("%s: %s: %v", f.Address, f.Kind, f.Err) }

// Unwrap is the cause.
func (f *Failure) Unwrap() error { return f.Err }

func isFailure(err error) bool {
	f := (*Failure)(nil)
	return errors.As(err, &f)
}

// statusFailure is the failure of an answer that is no page; nil when it is one.
func statusFailure(e archive.Exchange) *Failure {
	kind := badStatus
	switch e.Status {
	case http.StatusOK, http.StatusNonAuthoritativeInfo:
		return nil
	case http.StatusTooManyRequests:
		kind = limited
	case 401, 403, 405, 412, 418, 451, 521:
		kind = blocked
		if p, err := e.Page(); err == nil && isChallenge(p) {
			kind = challenge
		}
	}
	return &Failure{Kind: kind, Address: e.URL, Err: errors.New(strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status))))}
}

// failure names the cause of an error of the network.
func failure(address string, err error) *Failure {
	if f := (*Failure)(nil); errors.As(err, &f) {
		return f
	}
	return &Failure{Kind: kindOf(err), Address: address, Err: err}
}

func kindOf(err error) string {
	var short *shortError
	var noName *net.DNSError
	var slow net.Error
	switch {
	case errors.As(err, &short):
		return shortBody
	case errors.Is(err, errPrivate):
		return private
	case errors.Is(err, archive.ErrTooLarge), strings.Contains(err.Error(), "response headers exceeded"):
		return tooLarge
	case errors.Is(err, archive.ErrEncoding):
		return badEncoding
	case errors.As(err, &noName):
		return dns
	case errors.As(err, &slow) && slow.Timeout():
		return timeout
	case isTLS(err):
		return tlsFailed
	case errors.Is(err, syscall.ECONNREFUSED):
		return refused
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return unreachable
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		strings.Contains(err.Error(), "server closed idle connection"):
		return reset
	}
	return network
}

func isTLS(err error) bool {
	var certificate *tls.CertificateVerificationError
	var name x509.HostnameError
	var alert tls.AlertError
	var header tls.RecordHeaderError
	return errors.As(err, &certificate) || errors.As(err, &name) || errors.As(err, &alert) || errors.As(err, &header) ||
		strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "x509: ")
}

// passing tells failures that may be gone when asked again.
func (f *Failure) passing(status int) bool {
	switch f.Kind {
	case timeout, reset, shortBody, limited:
		return true
	}
	return status >= 500
}

// isDown tells failures that count against the host as a whole.
func (f *Failure) isDown(status int) bool {
	switch f.Kind {
	case dns, refused, unreachable, tlsFailed, timeout, reset, network:
		return true
	}
	return status >= 500
}
