package crawl_test

import (
	"compress/gzip"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongkai/internal/archive"
	"gongkai/internal/crawl"
	"gongkai/internal/site"
)

// scripted is a list of which half stands in the page; the other half comes
// to the page's script, which asks by POST.
type scripted struct {
	mu     sync.Mutex
	asked  []string
	agents []string
}

func (s *scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // what is cut short is not what is asked for below
	s.mu.Lock()
	s.asked, s.agents = append(s.asked, r.Method+" "+r.URL.Path+" "+string(body)), append(s.agents, r.UserAgent())
	s.mu.Unlock()
	at := "http://" + r.Host + "/nb/"
	switch {
	case r.URL.Path == "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /nb/t2021.htm\n")
	case r.URL.Path == "/nb/":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<title>政府信息公开年报</title><ul><li><a href="t2024.htm">%s</a></li><li><a href="t2023.htm">%s</a></li></ul>
<script>listModel({ listArgs:{ channelid: 210831, classsql: "" || "chnlid=20271", sortfield:'-docreltime' }, pagebar:{ recordCount:'4', prepage:2 } })</script>`, title("清河县", 2024), title("清河县", 2023))
	case r.Method == http.MethodPost && r.URL.Path == "/fjdzapp/search" && r.Referer() == at && r.Header.Get("X-Requested-With") == "XMLHttpRequest":
		fmt.Fprintf(w, `{"recordCount":4,"data":[{"docpuburl":"%[1]st2024.htm","doctitle":"%[2]s"},{"url":"%[1]st2023.htm","doctitle":"%[3]s"},{"url":"%[1]st2022.htm","doctitle":"%[4]s"},{"url":"%[1]st2021.htm","doctitle":"%[5]s"}]}`,
			at, title("清河县", 2024), title("清河县", 2023), title("清河县", 2022), title("清河县", 2021))
	case strings.HasPrefix(r.URL.Path, "/nb/t"):
		fmt.Fprint(w, "<p>一、总体情况</p>")
	default:
		http.NotFound(w, r)
	}
}

const search = "POST /fjdzapp/search channelid=210831&classsql=chnlid%3D20271&sortfield=-docreltime&page=1&prepage=100"

// A list that a script fills is asked as the script asks, and what was sent is
// in the archive like what came.
func TestScriptedList(t *testing.T) {
	world := &scripted{}
	address, _ := serve(t, world.ServeHTTP)
	dir := t.TempDir()
	a, err := archive.In(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := run(t, &crawl.Crawler{Contact: contact, AllowPrivate: true, Archive: a}, siteAt(address+"/nb/"))
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	got := outcomes(all)
	for y, want := range map[int]string{2024: "", 2023: "", 2022: "", 2021: "robots"} {
		if kind, ok := got[fmt.Sprintf("%s/nb/t%d.htm", address, y)]; !ok || kind != want {
			t.Errorf("%d: %q, %v, want %q", y, kind, ok, want)
		}
	}
	if len(world.asked) < 3 || world.asked[2] != search {
		t.Errorf("asked %q, want %s third", world.asked, search)
	}
	kept := unpacked(t, dir)
	if !strings.Contains(kept, "POST /fjdzapp/search HTTP/1.1\r\n") || !strings.Contains(kept, fmt.Sprintf("\r\nContent-Length: %d\r\n", len(search)-len("POST /fjdzapp/search "))) || !strings.Contains(kept, "\r\n\r\nchannelid=210831&") {
		t.Error("the archive does not hold the question that was sent")
	}
}

// unpacked is all that the archive in a folder holds.
func unpacked(t *testing.T, dir string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no archive in %s: %v", dir, err)
	}
	var all strings.Builder
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, z); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// Look asks for the list, and for nothing that it leads to.
func TestLook(t *testing.T) {
	world := &scripted{}
	address, _ := serve(t, world.ServeHTTP)
	c := &crawl.Crawler{Contact: contact, AllowPrivate: true}
	sight, err := c.Look(t.Context(), siteAt(address+"/nb/"))
	if err != nil || sight.Robots != nil || sight.Err != nil || sight.TLS != nil || len(sight.Pages) != 2 || len(sight.Reports) != 4 {
		t.Fatalf("Look: %+v, %v", sight, err)
	}
	if len(sight.Forbidden) != 1 || sight.Forbidden[address+"/nb/t2021.htm"] == nil {
		t.Errorf("forbidden: %v, want 2021", sight.Forbidden)
	}
	if want := []string{"GET /robots.txt ", "GET /nb/ ", search}; strings.Join(world.asked, "\n") != strings.Join(want, "\n") {
		t.Errorf("asked %q, want %q", world.asked, want)
	}
	for _, agent := range world.agents {
		if !strings.Contains(agent, contact) {
			t.Errorf("agent %q has no contact", agent)
		}
	}
}

// What Look may not see it says, and asks for nothing.
func TestLookRefused(t *testing.T) {
	world := &scripted{}
	address, asked := serve(t, world.ServeHTTP)
	for _, tt := range []struct {
		crawler crawl.Crawler
		list    string
		want    string
	}{
		{crawl.Crawler{Contact: contact}, address + "/nb/", "private"},
		{crawl.Crawler{Contact: contact, AllowPrivate: true}, address + "/nb/t2021.htm", "robots"},
		{crawl.Crawler{Contact: contact, AllowPrivate: true}, "http://127.0.0.1:1/nb/", "refused"},
	} {
		before := asked.Load()
		sight, err := tt.crawler.Look(t.Context(), site.Site{List: tt.list, Family: "auto"})
		if err != nil || sight.Robots == nil || !strings.Contains(sight.Robots.Error(), tt.want) || len(sight.Pages) > 0 {
			t.Errorf("Look(%s): %+v, %v, want %s", tt.list, sight, err, tt.want)
		}
		if n := asked.Load() - before; n > 1 {
			t.Errorf("Look(%s): %d questions", tt.list, n)
		}
	}
	if _, err := (&crawl.Crawler{}).Look(t.Context(), siteAt(address)); err == nil {
		t.Error("Look without a contact")
	}
}

// How a site is reached is seen. A certificate nobody vouches for, and a version
// nobody should speak, are not accepted unless the site's line says so, each.
func TestLookTLS(t *testing.T) {
	for _, tt := range []struct {
		most uint16 // version that the server speaks
		how  string
		want bool
	}{
		{tls.VersionTLS13, "", false}, {tls.VersionTLS13, "legacy", false}, {tls.VersionTLS13, "insecure", true},
		{tls.VersionTLS10, "legacy", false}, {tls.VersionTLS10, "insecure", false}, {tls.VersionTLS10, "legacy-insecure", true},
	} {
		s := httptest.NewUnstartedServer(&scripted{})
		s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tt.most}
		s.Config.ErrorLog = log.New(io.Discard, "", 0) // of the handshake that we break off
		s.StartTLS()
		t.Cleanup(s.Close)
		one := siteAt(s.URL + "/nb/")
		one.Options = map[string]string{"tls": tt.how}
		sight, err := (&crawl.Crawler{Contact: contact, AllowPrivate: true}).Look(t.Context(), one)
		if err != nil {
			t.Fatal(err)
		}
		f := (*crawl.Failure)(nil)
		refused := errors.As(sight.Robots, &f) && f.Kind == "tls"
		seen := sight.TLS != nil && sight.TLS.Version == tt.most && len(sight.TLS.PeerCertificates) > 0 && len(sight.Pages) > 0
		if seen != tt.want || refused == tt.want {
			t.Errorf("Look with tls=%s at %s: %+v", tt.how, tls.VersionName(tt.most), sight)
		}
	}
}
