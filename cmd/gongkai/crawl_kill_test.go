package main

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/archive"
)

// town is a web of hosts on this machine, each with a list of reports, a page
// that is none and one that fails.
type town struct {
	lines string // of sites.csv
	pages map[string]bool
	asked atomic.Int64
	mu    sync.Mutex
	tap   func(n int64) // hears of each answer
}

func newTown(t testing.TB, hosts, reports int) *town {
	w := &town{pages: make(map[string]bool)}
	for h := range hosts {
		organ := fmt.Sprintf("第%d区人民政府", h+1)
		bodies := make(map[string][]byte)
		var rows []string
		for i := range reports {
			year := 2023 - i
			path := fmt.Sprintf("/nb/t%d.html", year)
			bodies[path] = reportOf(organ, year, "2021").HTML("clean")
			if i == 0 { // its file is due when it has come
				file := fmt.Sprintf("/nb/t%d.pdf", year)
				bodies[path] = append(bodies[path], fmt.Sprintf(`<a href="%s">全文.pdf</a>`, file)...)
				bodies[file] = []byte("%PDF-1.4 " + organ)
			}
			if i == reports/2 {
				bodies[path] = []byte("<p>本页正在建设，请稍后再来。</p>")
			}
			if i == reports/3 {
				delete(bodies, path)
			}
			rows = append(rows, fmt.Sprintf(`<li><a href="%s">%s%d年政府信息公开工作年度报告</a></li>`, path, organ, year))
		}
		const perPage = 8
		for i := 0; i*perPage < len(rows); i++ {
			next := ""
			if (i+1)*perPage < len(rows) {
				next = fmt.Sprintf(`<a href="/nb/list_%d.html">下一页</a>`, i+1)
			}
			path := fmt.Sprintf("/nb/list_%d.html", i)
			bodies[path] = []byte("<ul>" + strings.Join(rows[i*perPage:min(len(rows), (i+1)*perPage)], "\n") + "</ul>" + next)
		}
		s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			if body, ok := bodies[r.URL.Path]; ok {
				out.Header().Set("Content-Type", "text/html; charset=utf-8")
				out.Write(body)
			} else {
				http.NotFound(out, r)
			}
			n := w.asked.Add(1)
			w.mu.Lock()
			defer w.mu.Unlock()
			if w.tap != nil {
				w.tap(n)
			}
		}))
		t.Cleanup(s.Close)
		for path := range bodies {
			if strings.HasPrefix(path, "/nb/t") {
				w.pages[s.URL+path] = true
			}
		}
		w.lines += fmt.Sprintf("%s,99%04d,,%s/nb/list_0.html,,,\n", organ, h+1, s.URL)
	}
	return w
}

// crawl crawls the town and returns the exit code. With a moment it kills the
// program so much after so many answers.
func (w *town) crawl(t testing.TB, dir string, answers int64, after time.Duration) int {
	t.Helper()
	c := program(t, "-C", dir, "crawl")
	var said strings.Builder
	c.Stderr = &said
	started := make(chan struct{})
	from := w.asked.Load()
	w.mu.Lock()
	w.tap = func(n int64) {
		if n == from+answers {
			time.AfterFunc(after, func() { <-started; c.Process.Kill() })
		}
	}
	w.mu.Unlock()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	close(started)
	c.Wait()
	if code := c.ProcessState.ExitCode(); code != 3 && code != -1 {
		t.Fatalf("crawl ends with %d: %s", code, said.String())
	}
	return c.ProcessState.ExitCode()
}

// end is the state a crawl leaves behind, but for times and places.
func (w *town) end(t *testing.T, dir string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var all []string
	for _, q := range []string{
		`PRAGMA integrity_check`,
		`SELECT organ || ' ' || division || ' ' || year || ' ' || title || ' ' || address FROM reports ORDER BY 1`,
		`SELECT organ || ' ' || year || ' ' || indicator || ' ' || coalesce(value, '-') || ' ' || state FROM facts ORDER BY 1`,
		`SELECT address || ' ' || hash || ' ' || coalesce(reason, '') FROM page ORDER BY 1`,
		`SELECT address || ' ' || state || ' ' || title || ' ' || coalesce(year, 0) || (asked IS NULL) FROM frontier ORDER BY 1`,
		`SELECT list || ' ' || state || ' ' || pages || ' ' || reports FROM source ORDER BY 1`,
		`SELECT address || ' ' || kind || ' ' || reason || (ended IS NULL) FROM failure ORDER BY 1`,
		`SELECT count(*) || ' versions' FROM version`,
		`SELECT m.page || ' ' || m.address || ' ' || m.title || ' ' || f.hash || f.type || f.size FROM manifestation m JOIN file f ON f.address = m.address ORDER BY 1`,
		`SELECT lists || ' ' || pages || ' ' || new || ' ' || failed || ' ' || ending FROM run ORDER BY id DESC LIMIT 1`,
	} {
		rows, err := db.Query(q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		sum, n := sha256.New(), 0
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(sum, line)
			n++
			if n < 4 || strings.Contains(q, "failure") {
				all = append(all, line)
			}
		}
		all = append(all, fmt.Sprintf("%d lines %x", n, sum.Sum(nil)[:8]))
	}
	return all
}

// ended tells whether the last crawl had come to its end, whatever became of
// the program then.
func ended(t *testing.T, dir string) bool {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var ended bool
	if err := db.QueryRow(`SELECT coalesce((SELECT ended IS NOT NULL FROM run ORDER BY id DESC LIMIT 1), 0)`).Scan(&ended); err != nil {
		t.Fatal(err)
	}
	return ended
}

// timesKept counts, in an archive that is valid, how often each page was kept.
func timesKept(t *testing.T, dir string) map[string]int {
	t.Helper()
	a, err := archive.In(filepath.Join(dir, archiveDir))
	if err != nil {
		t.Fatal(err)
	}
	times := make(map[string]int)
	for r, err := range a.Records("") {
		if err == nil {
			err = r.Verify()
		}
		if err != nil {
			t.Fatal(err)
		}
		if (r.Kind == "response" || r.Kind == "revisit") && r.For != "" && r.Status == http.StatusOK {
			times[r.URL]++
		}
	}
	return times
}

// TestKilledWhileCrawling kills crawls at random moments and goes on: nothing is
// lost, nothing doubled. With LONG=1 it is 50 hosts, 1,000 pages and 200 kills.
func TestKilledWhileCrawling(t *testing.T) {
	hosts, reports, kills := 4, 12, 6
	if os.Getenv("LONG") != "" {
		hosts, reports, kills = 50, 20, 200
	} else {
		t.Log("short: LONG=1 kills 200 times")
	}
	w := newTown(t, hosts, reports)
	whole := workspaceOf(t, w.lines)
	w.crawl(t, whole, 0, 0)
	want, questions := w.end(t, whole), w.asked.Load()
	dir, killed, started := workspaceOf(t, w.lines), 0, time.Now()
	chance := rand.New(rand.NewPCG(4, uint64(kills)))
	workspaces := 1
	for killed < kills {
		// a crawl has as many answers as it can be killed after; when it ends
		// before, the next one begins in a new workspace
		most := max(2, questions*2/int64(kills))
		if w.crawl(t, dir, 1+chance.Int64N(most), time.Duration(chance.Int64N(int64(12*time.Millisecond)))) == -1 {
			killed++
			if !ended(t, dir) { // else the next would be a crawl of its own, which asks again for what failed
				continue
			}
		}
		same(t, w, want, dir)
		dir = workspaceOf(t, w.lines)
		workspaces++
	}
	w.crawl(t, dir, 0, 0)
	same(t, w, want, dir)
	t.Logf("%d hosts, %d pages: killed %d times in %d workspaces in %s", hosts, len(w.pages), killed, workspaces, time.Since(started).Round(time.Millisecond))
}

func same(t *testing.T, w *town, want []string, dir string) {
	t.Helper()
	if diff := cmp.Diff(want, w.end(t, dir)); diff != "" {
		t.Errorf("after kills (-uninterrupted +killed):\n%s", diff)
	}
	once := make(map[string]int)
	for page := range w.pages {
		once[page] = 1
	}
	got := timesKept(t, dir)
	if diff := cmp.Diff(once, got); diff != "" {
		t.Errorf("pages kept (-want +got):\n%s", diff)
	}
}

// A page that sends its reader on is in the archive when the program is killed
// before the other page came: it is not taken for the report.
func TestKilledOnTheWayOn(t *testing.T) {
	const list, old, at = "/nb/", "/nb/old.html", "/new/1.html"
	var kill atomic.Pointer[exec.Cmd]
	started := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case list:
			fmt.Fprintf(out, `<ul><li><a href="%s">清河县人民政府2023年政府信息公开工作年度报告</a></li></ul>`, old)
		case old:
			fmt.Fprintf(out, `<meta http-equiv="refresh" content="0;url=%s">`, at)
		case at:
			if c := kill.Swap(nil); c != nil {
				<-started
				c.Process.Kill()
				<-r.Context().Done() // it hangs up when it is dead
				return
			}
			out.Write(reportOf("清河县人民政府", 2023, "2021").HTML("clean"))
		default:
			http.NotFound(out, r)
		}
	}))
	t.Cleanup(s.Close)
	dir := workspaceOf(t, fmt.Sprintf("清河县人民政府,130534,,%s%s,,,\n", s.URL, list))
	c := program(t, "-C", dir, "crawl")
	kill.Store(c)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	close(started)
	c.Wait() // it is killed
	if out, err := program(t, "-C", dir, "crawl").CombinedOutput(); err != nil || kill.Load() != nil {
		t.Fatalf("%v, killed is %v: %s", err, kill.Load() == nil, out)
	}
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var reports, failures int
	if err := db.QueryRow(`SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM failure)`).Scan(&reports, &failures); err != nil || reports != 1 || failures != 0 {
		t.Errorf("%d reports, %d failures, %v, want the report and no failure", reports, failures, err)
	}
}
