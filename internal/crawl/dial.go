package crawl

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"time"

	"gongkai/internal/site"
)

// Time and room that an answer may take.
const (
	dialTime   = 20 * time.Second
	headTime   = 45 * time.Second
	answerTime = 3 * time.Minute // all of it, so that a slow drip ends
	headRoom   = 256 << 10
)

// profile is how a site is connected to, where it differs between sites.
type profile struct {
	private bool
	tls     string // "", legacy, insecure or legacy-insecure
}

// webs are the ways to the web, one for each profile, so that no connection
// made for one site serves another that may not have it.
type webs struct {
	mu  sync.Mutex
	way map[profile]*http.Transport
}

func (w *webs) get(p profile) http.RoundTripper {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.way == nil {
		w.way = make(map[profile]*http.Transport)
	}
	if w.way[p] == nil {
		w.way[p] = transport(p)
	}
	return w.way[p]
}

func (w *webs) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.way {
		t.CloseIdleConnections()
	}
}

func (r *run) profile(s site.Site) profile {
	return profile{private: r.AllowPrivate || s.Options["private"] == "yes", tls: s.Options["tls"]}
}

func transport(p profile) *http.Transport {
	dialer := &net.Dialer{Timeout: dialTime}
	if !p.private {
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return checkAddress(address) }
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		TLSClientConfig:        trust(p.tls),
		TLSHandshakeTimeout:    dialTime,
		ResponseHeaderTimeout:  headTime,
		MaxResponseHeaderBytes: headRoom,
		MaxIdleConnsPerHost:    1,
		MaxIdleConns:           2 * hostsAtOnce,
		IdleConnTimeout:        time.Minute,
		DisableCompression:     true, // we ask for gzip ourselves, to keep what was sent
	}
}

// trust is how TLS is spoken. Old hosts of governments know only versions and
// ciphers that are off by default; legacy turns them on for a site that says so.
func trust(how string) *tls.Config {
	if how == "" {
		return nil
	}
	c := &tls.Config{InsecureSkipVerify: strings.HasSuffix(how, "insecure")}
	if strings.HasPrefix(how, "legacy") {
		c.MinVersion = tls.VersionTLS10
		for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
			c.CipherSuites = append(c.CipherSuites, suite.ID)
		}
	}
	return c
}

// checkAddress refuses addresses that are not of the public internet. It sees
// what is dialled, after all names are resolved, so that no name hides one.
func checkAddress(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", errPrivate, address)
	}
	if !isPublic(at.Addr()) {
		return fmt.Errorf("%s is %w", at.Addr(), errPrivate)
	}
	return nil
}

// closed are networks that are not of the public internet and that
// netip.Addr does not know as such.
var closed = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // carriers' own
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"), // of protocols, such as Teredo, that hold an address of IPv4, scrambled
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("3fff::/20"),
}

// six is all of IPv6 that is of the public internet, but for what holds an
// address of IPv4.
var six = netip.MustParsePrefix("2000::/3")

// holds are networks of IPv6 whose addresses hold one of IPv4, and where.
var holds = map[netip.Prefix]int{
	netip.MustParsePrefix("64:ff9b::/96"): 12,
	netip.MustParsePrefix("2002::/16"):    2,
}

func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range closed {
		if p.Contains(a) {
			return false
		}
	}
	for p, at := range holds {
		if p.Contains(a) {
			b := a.As16()
			return isPublic(netip.AddrFrom4([4]byte(b[at : at+4])))
		}
	}
	return a.Is4() || six.Contains(a)
}
