//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/fixtures"
	"gongkai/internal/form"
	"gongkai/internal/page"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// nation is a workspace of n reports as a whole province has them: organs of
// five reports each, tables of both editions as the reader reads them, sections
// of 4,000 characters. The test says where it is kept with KEEP=DIR, which is
// used again when it is there.
func nation(t testing.TB, n int) workspace {
	t.Helper()
	dir := os.Getenv("KEEP")
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "w")
	}
	w := workspace(dir)
	if exists(w.config()) {
		return w
	}
	begun := time.Now()
	w, err := makeWorkspace(t.Context(), dir, config{Contact: "demo@example.org", Delay: defaultDelay}, sitesHeader)
	if err != nil {
		t.Fatal(err)
	}
	db, err := w.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	models := modelReports(t)
	words := newVocabulary()
	for at := 0; at < n; at += 5000 {
		err = errors.Join(err, db.Batch(t.Context(), func(put func(store.Entry) (store.Change, error)) error {
			for i := at; i < min(n, at+5000); i++ {
				if _, err := put(invented(i, models[i%len(models)], words)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d reports put in %s", n, time.Since(begun).Round(time.Second))
	return w
}

// modelReports are a hundred reports as the reader reads them from pages, one
// in twenty with a wrong sum and one in ten with words in a box.
func modelReports(t testing.TB) (list []store.Entry) {
	t.Helper()
	total := fixtures.Box{Table: report.Requests, Row: "received", Column: "total"}
	for i := range 100 {
		v := fixtures.Sample(int64(i), []string{"2019", "2019", "2021", "2021", "2021"}[i%5], []string{"2019", "2019", "2021", "2021", "2021"}[i%5])
		if i%20 == 7 {
			v = v.With(total, "99999")
		}
		if i%10 == 3 {
			v = v.With(total, "约3")
		}
		all, err := form.Pages(page.Page{URL: "http://a.test/", Status: 200, Type: "text/html", Body: v.HTML("clean")})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, store.Entry{Report: all[0], Findings: judge(all[0]), Reader: form.Version})
	}
	return list
}

// invented is report i: organ i/5 of divisions 350101001 and on, year 2019+i%5.
func invented(i int, model store.Entry, words *vocabulary) store.Entry {
	e, organ := model, i/5
	county := organ / 60
	e.Organ = store.Organ{Name: fmt.Sprintf("第%d街道办事处", organ), Division: fmt.Sprintf("35%02d%02d%03d", county/12+1, county%12+1, organ%60+1)}
	e.Level, e.Year = "township", 2019+i%5
	at := time.Date(e.Year+1, 1, 31, 8, 0, 0, 0, time.UTC)
	e.Page = page.Page{URL: fmt.Sprintf("http://www.a%d.test/zwgk/%d.html", i/50, i), Fetched: at, Status: 200, Type: "text/html", Body: []byte(strconv.Itoa(i))}
	e.Ref, e.Read = fmt.Sprintf("gongkai-%04d.warc.gz:%d", i/1000, i), at.Add(time.Second)
	r := *model.Report
	r.Organ, r.Year, r.Title = e.Organ.Name, e.Year, fmt.Sprintf("%s%d年政府信息公开工作年度报告", e.Organ.Name, e.Year)
	r.Sections = words.sections()
	if i%5000 == 7 {
		r.Sections[0].Text += "朱坝设公开栏。"
	}
	e.Report = &r
	return e
}

// vocabulary writes as organs do: words that all of them use, and now and then
// one of a few thousand that are rare.
type vocabulary struct {
	r     *rand.Rand
	words []string
}

func newVocabulary() *vocabulary {
	v := &vocabulary{r: rand.New(rand.NewPCG(1, 7))}
	v.words = strings.Fields("政府信息 公开 工作 主动公开 依申请公开 政务 群众 部门 制度 平台 建设 本年度 条例 及时 完善 加强 监督 保障 领导小组 办理 答复 网站 公众号 重点领域 解读 回应 关切 培训 考核 落实 推进 规范 存在的主要问题 下一步 改进 措施 人员 力量 不足 质量 有待 提高")
	for range 3000 {
		word := ""
		for range 2 + v.r.IntN(2) {
			word += string(rune(0x4E00 + v.r.IntN(6000)))
		}
		v.words = append(v.words, word)
	}
	return v
}

// sections are six sections of 4,000 characters in all.
func (v *vocabulary) sections() (list []report.Section) {
	for i, title := range report.Titles {
		length := 300
		if i == 0 || i == 4 {
			length = 5400
		}
		var b strings.Builder
		for b.Len() < length {
			x := v.r.Float64()
			b.WriteString(v.words[int(x*x*x*float64(len(v.words)))])
			switch v.r.IntN(9) {
			case 0:
				b.WriteString("，")
			case 1:
				b.WriteString("。\n")
			case 2:
				fmt.Fprintf(&b, "%d件", v.r.IntN(500))
			}
		}
		list = append(list, report.Section{Number: i + 1, Heading: numerals[i] + "、" + title.Label, Text: b.String()})
	}
	return list
}

// trials are what a researcher does with a workspace of 100,000 reports: the
// arguments of gongkai, the same question to the views in SQL where other
// programs can be asked it, and the processor time it may take.
var trials = []struct {
	what string
	args []string
	sql  string
	most time.Duration
}{
	{"wide CSV, table requests", []string{"export", "requests"}, "SELECT * FROM requests", 5 * time.Second},
	{"long CSV of 720 organs, table facts", []string{"export", "facts", "3501"}, "SELECT * FROM facts WHERE division LIKE '3501%'", 2 * time.Second},
	{"panel of a year", []string{"export", "panel", "--year", "2021"}, "SELECT * FROM panel WHERE year = 2021", 3 * time.Second},
	{"facts of a county", []string{"export", "facts", "350101+"}, "SELECT * FROM facts WHERE division LIKE '350101%'", time.Second},
	{"sum by year", []string{"query", "SELECT year, sum(received_total) FROM requests GROUP BY year", "--format", "csv"}, "SELECT year, sum(received_total) FROM requests GROUP BY year", 2 * time.Second},
	{"one number", []string{"query", "SELECT value FROM facts WHERE organ = '第7街道办事处' AND year = 2021 AND indicator = 'requests.received.total'", "--format", "csv"},
		"SELECT value FROM facts WHERE organ = '第7街道办事处' AND year = 2021 AND indicator = 'requests.received.total'", 200 * time.Millisecond},
	{"a report", []string{"show", "350101008", "2021"}, "", time.Second},
	{"a number of 60 organs", []string{"compare", "350101+", "--metric", "requests_received"}, "", time.Second},
	{"search 朱坝", []string{"search", "朱坝"}, "", 300 * time.Millisecond},
	{"search 公开", []string{"search", "公开"}, "", 300 * time.Millisecond},
	{"search 人", []string{"search", "人"}, "", 300 * time.Millisecond},
	{"search 公开, a county", []string{"search", "公开", "--organ", "350101+"}, "", time.Second},
	{"search 政府信息公开", []string{"search", "政府信息公开"}, "", 2 * time.Second},
	{"XLSX, table review", []string{"export", "review", "--format", "xlsx"}, "", 40 * time.Second},
	{"Parquet, table requests", []string{"export", "requests", "--format", "parquet"}, "", 40 * time.Second},
	{"JSON Lines, table requests", []string{"export", "requests", "--format", "jsonl"}, "", 20 * time.Second},
	{"Stata, table requests", []string{"export", "requests", "--format", "dta"}, "", 60 * time.Second},
}

// pandas asks a file a question and writes the answer as CSV, 100,000 rows at a time.
const pandas = `import sqlite3, sys, pandas
head = True
for part in pandas.read_sql(sys.argv[2], sqlite3.connect(sys.argv[1]), chunksize=100000):
    part.to_csv(sys.stdout, header=head, index=False)
    head = False
`

// TestScale (LONG=1) prints what each trial costs in processor time and memory,
// beside sqlite3 and pandas on the same file where they are there.
func TestScale(t *testing.T) {
	if os.Getenv("LONG") == "" {
		t.Skip("LONG=1 makes a workspace of 100,000 reports and tries it; KEEP=DIR keeps it")
	}
	const reports, memory = 100_000, 200
	w := nation(t, reports)
	if file, err := os.Stat(w.database()); err == nil {
		t.Logf("%.1f KiB a report", float64(file.Size())/1024/reports)
	}
	t.Logf("%-36s %20s %20s %20s", "", "gongkai", "sqlite3 -csv", "pandas")
	for _, one := range trials {
		own, lines := costOf(t, program(t, append([]string{"-C", string(w)}, one.args...)...))
		if own.busy > one.most || own.memory > memory {
			t.Errorf("%s: %s, want at most %s and %d MiB", one.what, own, one.most, memory)
		}
		var peers [2]string
		for i, c := range []*exec.Cmd{exec.Command("sqlite3", "-csv", "-header", w.database(), one.sql), exec.Command("/usr/bin/python3", "-c", pandas, w.database(), one.sql)} {
			if one.sql == "" || exec.Command(c.Path, "--version").Run() != nil {
				continue
			}
			peer, n := costOf(t, c)
			if n != lines {
				t.Errorf("%s: %d lines, %s gives %d", one.what, lines, c.Path, n)
			}
			peers[i] = peer.String()
		}
		t.Logf("%-36s %20s %20s %20s", one.what, own, peers[0], peers[1])
	}
}

// cost is what a program took.
type cost struct {
	busy   time.Duration
	memory int64 // MiB, at most
}

func (c cost) String() string { return fmt.Sprintf("%.2f s %d MiB", c.busy.Seconds(), c.memory) }

// costOf runs a program whose output goes to a file, and counts its lines.
func costOf(t testing.TB, c *exec.Cmd) (cost, int) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "out")
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = errors.Join(out.Close(), os.Remove(name)) }()
	var said strings.Builder
	c.Stdout, c.Stderr = out, &said
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(c.Args, " "), err, said.String())
	}
	s := c.ProcessState
	rss := s.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "linux" {
		rss *= 1024
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	lines := 0
	for part := make([]byte, 1<<16); ; {
		n, err := out.Read(part)
		lines += bytes.Count(part[:n], []byte("\n"))
		if err != nil {
			break
		}
	}
	return cost{s.UserTime() + s.SystemTime(), rss >> 20}, lines
}
