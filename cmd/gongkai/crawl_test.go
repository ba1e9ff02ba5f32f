package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// program is the real main, started again from this test program.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"gongkai"}, args...), Env: append(os.Environ(), "GORACE=atexit_sleep_ms=0")}
}

// workspaceOf makes a workspace that may ask this machine.
func workspaceOf(t testing.TB, lines string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "w")
	if _, err := makeWorkspace(t.Context(), dir, config{Contact: "a@b.cn", AllowPrivate: true}, sitesHeader+lines); err != nil {
		t.Fatal(err)
	}
	return dir
}

// talk collects what a program says and tells when it has said something.
type talk struct {
	mu   sync.Mutex
	text bytes.Buffer
	want string
	said chan struct{}
}

func (t *talk) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	before := strings.Contains(t.text.String(), t.want)
	t.text.Write(b)
	if !before && strings.Contains(t.text.String(), t.want) {
		close(t.said)
	}
	return len(b), nil
}

// TestCrawlInterrupted interrupts a crawl while a site keeps it waiting: once,
// and what is being asked is still taken over; twice, and it ends at once.
func TestCrawlInterrupted(t *testing.T) {
	page := reportOf("清河区人民政府", 2023, "2021").HTML("clean")
	for _, times := range []int{1, 2} {
		asked, answer := make(chan struct{}), make(chan struct{})
		slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/nb/":
				w.Write([]byte(`<ul><li><a href="1.html">清河区人民政府2023年政府信息公开工作年度报告</a></li><li><a href="2.html">清河区人民政府2022年政府信息公开工作年度报告</a></li></ul>`))
			case "/nb/1.html":
				close(asked)
				select {
				case <-answer:
					w.Write(page)
				case <-r.Context().Done():
				}
			case "/nb/2.html":
				t.Error("a page is asked for after an interrupt")
			default:
				http.NotFound(w, r)
			}
		}))
		dir := workspaceOf(t, "清河区人民政府,990100,,"+slow.URL+"/nb/,,,\n")
		c := program(t, "-C", dir, "crawl")
		said := &talk{want: "interrupt again", said: make(chan struct{})}
		c.Stderr = said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		<-asked
		c.Process.Signal(os.Interrupt)
		<-said.said
		want := "crawled 1 list: new 1, revised 0, same 0, failed 0, broken 0"
		if times == 1 {
			close(answer)
		} else {
			want = "crawled 1 list: new 0,"
			c.Process.Signal(syscall.SIGTERM)
		}
		c.Wait()
		if code := c.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(said.text.String(), want) ||
			!strings.Contains(said.text.String(), "gongkai: interrupted; what was done is kept, run the same command to go on\n") {
			t.Errorf("interrupted %d times: ends with %d and says %q, want %d and %q", times, code, said.text.String(), exitInterrupted, want)
		}
		slow.Close()
	}
}
