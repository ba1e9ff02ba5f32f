package crawl_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"gongkai/internal/crawl"
)

// turncoat is a name server on loopback that gives every name a public address
// the first time it is asked, and from then on that of this machine.
func turncoat(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	var asked atomic.Int64
	go func() {
		packet := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(packet)
			if err != nil {
				return
			}
			_, _ = conn.WriteTo(addressFor(packet[:n], &asked), from) // who waits in vain fails
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// addressFor answers a question of DNS: the header and the question of 12 bytes
// and more come back, with one address where one of IPv4 is asked for.
func addressFor(question []byte, asked *atomic.Int64) []byte {
	end := 12 + bytes.IndexByte(question[12:], 0) + 5 // the name, its end, type and class
	answer := append([]byte(nil), question[:end]...)
	copy(answer[2:], []byte{0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}) // an answer; one question, nothing else
	if question[end-3] != 1 {
		return answer
	}
	answer[7] = 1
	at := []byte{93, 184, 215, 14}
	if asked.Add(1) > 1 {
		at = []byte{127, 0, 0, 1}
	}
	return append(append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4), at...)
}

// A name that is public when somebody looks and private when it is dialled is
// refused: what counts is the address that is dialled.
func TestRebinding(t *testing.T) {
	usual := net.DefaultResolver
	t.Cleanup(func() { net.DefaultResolver = usual })
	address, asked := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, listOf("清河县", "1.html"))
	})
	list := "http://turncoat.example" + address[strings.LastIndex(address, ":"):] + "/"
	for _, tt := range []struct {
		open bool
		want string
	}{{false, "private"}, {true, ""}} {
		net.DefaultResolver = turncoat(t)
		if at, err := net.DefaultResolver.LookupHost(t.Context(), "turncoat.example"); err != nil || len(at) != 1 || at[0] != "93.184.215.14" {
			t.Fatalf("the name leads to %v, %v at first", at, err)
		}
		all := run(t, &crawl.Crawler{Contact: contact, AllowPrivate: tt.open, Delay: 1}, siteAt(list))
		if len(all) != 1 || kind(all[0]) != tt.want {
			t.Errorf("with private addresses allowed: %v: got %v, want %q", tt.open, outcomes(all), tt.want)
		}
		if n := asked.Load(); (n > 0) != tt.open {
			t.Errorf("with private addresses allowed: %v: %d questions came", tt.open, n)
		}
	}
}
