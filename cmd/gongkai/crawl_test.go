package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCrawlInterrupted interrupts a crawl while a site keeps it waiting.
func TestCrawlInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		interrupt()
		<-r.Context().Done()
	}))
	defer slow.Close()
	dir := filepath.Join(t.TempDir(), "w")
	if _, err := makeWorkspace(ctx, dir, config{Contact: "a@b.cn", AllowPrivate: true}, sitesHeader+"清河区人民政府,990100,,"+slow.URL+"/nb/,,,\n"); err != nil {
		t.Fatal(err)
	}
	var out, talk bytes.Buffer
	code := run(ctx, []string{"-C", dir, "crawl"}, streams{os.Stdin, &out, &talk})
	if code != exitInterrupted || !strings.Contains(talk.String(), "gongkai: interrupted; what was done is kept, run the same command to go on\n") {
		t.Errorf("an interrupted crawl ends with %d and says %q, want %d", code, talk.String(), exitInterrupted)
	}
	if out.Len() > 0 {
		t.Errorf("an interrupted crawl writes %q to standard output, want nothing", out.String())
	}
}
