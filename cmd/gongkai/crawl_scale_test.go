package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// crowd is a web of any number of hosts, each with a list of two pages that are
// no reports.
type crowd struct{}

func (c *crowd) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := http.StatusOK, "<p>本页正在建设，请稍后再来。</p>"
	switch r.URL.Path {
	case "/robots.txt":
		status, body = http.StatusNotFound, ""
	case "/nb/":
		body = `<ul><li><a href="1.html">清河区人民政府2023年政府信息公开工作年度报告</a></li><li><a href="2.html">清河区人民政府2022年政府信息公开工作年度报告</a></li></ul>`
	}
	return &http.Response{StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"Content-Type": {"text/html"}},
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: r}, nil
}

// TestManyHosts crawls 10,000 hosts with LONG=1, a hundred without, and
// looks at how much memory that takes.
func TestManyHosts(t *testing.T) {
	hosts := 100
	if os.Getenv("LONG") != "" {
		hosts = 10_000
	} else {
		t.Log("short: LONG=1 crawls 10,000 hosts")
	}
	var lines strings.Builder
	lines.WriteString(sitesHeader)
	for i := range hosts {
		fmt.Fprintf(&lines, "第%d区人民政府,%06d,,http://www.h%d.example/nb/,,,\n", i, 100000+i, i)
	}
	dir := filepath.Join(t.TempDir(), "w")
	if _, err := makeWorkspace(t.Context(), dir, config{Contact: "a@b.cn", AllowPrivate: true}, lines.String()); err != nil {
		t.Fatal(err)
	}
	var out, talk bytes.Buffer
	var before, m runtime.MemStats
	runtime.ReadMemStats(&before) // what tests before it took is not its own
	begun := time.Now()
	n, err := crawlAll(t.Context(), streams{nil, &out, &talk}, workspace(dir), way{transport: &crowd{}, progress: newProgress, keep: true})
	if err != nil || n.failed != 2*hosts {
		t.Errorf("%v, %v", n, err)
	}
	runtime.ReadMemStats(&m)
	if taken, most := m.Sys-before.Sys, uint64(300<<20); taken > most {
		t.Errorf("%d hosts took %d MiB from the system, want less than %d", hosts, taken>>20, most>>20)
	}
	t.Logf("%d hosts, %d requests in %s: %d MiB from the system, %d in use", hosts, 4*hosts, time.Since(begun).Round(time.Millisecond), m.Sys>>20, m.HeapInuse>>20)
}
