//go:build unix

package form_test

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/internal/page"
)

// Labels and heads that the traps repeat.
const (
	documentHead = "第二十条第（一）项 |\n|||\n信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n"
	requestHead  = "自然人 |\n法人或其他组织 |\n总计 |\n|||||||\n商业企业 |\n科研机构 |\n社会公益组织 |\n法律服务机构 |\n其他 |\n|||||\n"
	received     = "一、本年新收政府信息公开申请数量 |\n"
)

// traps are pages made to cost time or memory: far over a bound, and right
// below it.
var traps = map[string]func() string{
	"colspan":         func() string { return `<table><tr><td colspan="200000">0</td></table>` },
	"spans":           func() string { return "<table>" + strings.Repeat(`<tr><td colspan=1000 rowspan=65534>0`, 2000) },
	"last row wide":   func() string { return "<table>" + strings.Repeat("<tr>", 100_000) + strings.Repeat("<td>", 190_000) },
	"nested tables":   func() string { return strings.Repeat("<table><tr><td>", 50_000) },
	"50 MiB":          func() string { return strings.Repeat("<p>政府信息公开</p>", 50<<20/25) },
	"16 MiB of bars":  func() string { return strings.Repeat("|", 16<<20) },
	"300,000 tags":    func() string { return "<table>" + strings.Repeat("<tr><td>0", 149_000) },
	"tags":            func() string { return strings.Repeat("<p>", 400_000) },
	"fonts":           func() string { return "<html>" + strings.Repeat("<font><p>公开", 20_000) },
	"attributes":      func() string { return "<table><tr><td " + strings.Repeat("a=b ", 3_000_000) },
	"open comment":    func() string { return "<html><!--" + strings.Repeat("-- >", 3_000_000) },
	"bars":            func() string { return strings.Repeat("0|", 199_000) },
	"rows of bars":    func() string { return strings.Repeat("| 0 | 0 |\n", 66_000) },
	"open rows":       func() string { return strings.Repeat("| a\n", 99_000) },
	"tabs":            func() string { return strings.Repeat("a\tb\na\tb\tc\n", 49_000) },
	"one":             func() string { return strings.Repeat("一\n", 99_000) },
	"pieces of words": func() string { return strings.Repeat("本年新收\n政府信息公开\n", 30_000) },
	"characters":      func() string { return strings.Repeat("一\n、\n本\n年\n新\n收\n政\n府\n", 12_000) },
	"item heads":      func() string { return strings.Repeat("第二十条第（一）项\n", 36_000) },
	"rows":            func() string { return documentHead + strings.Repeat("规章 |\n0 |\n1 |\n0 |\n", 24_000) },
	"numbers":         func() string { return requestHead + received + strings.Repeat("0 |\n", 99_000) },
	"review heads":    func() string { return strings.Repeat("行政复议\n行政诉讼\n结果维持\n", 26_000) },
	"broken labels":   func() string { return strings.Repeat("2.其他法律行政法规禁止公闭\n", 26_000) },
	"long line":       func() string { return strings.Repeat("2023年政府信息公开年度报告", 26_000) },
	"titles": func() string {
		return strings.Repeat("清河区教育局2023年政府信息公开工作年度报告\n", 16_000)
	},
	"reports": func() string {
		return strings.Repeat("清河区教育局2023年政府信息公开工作年度报告\n"+requestHead+strings.Repeat(received+"0 |\n", 140)+
			"清河区民政局2023年政府信息公开工作年度报告\n"+requestHead+strings.Repeat(received+"0 |\n", 140), 29)
	},
	"headings": func() string {
		return requestHead + strings.Repeat("(三)不予公开 |\n1.属于国家秘密 |\n0 |\n", 17_000)
	},
	"grids": func() string {
		return strings.Repeat("<table><tr><td>自然人<td>商业企业<tr><td>一、本年新收政府信息公开申请数量<td>1</table>", 9_000)
	},
	"strangers":  func() string { return requestHead + received + strings.Repeat("别的一行 |\n1 |\n", 30_000) },
	"statements": func() string { return requestHead + received + strings.Repeat("未发生 |\n", 70_000) },
	"wide head": func() string {
		return "<table><tr>" + strings.Repeat("<td>自然人<td>其他", 740) + strings.Repeat("<tr>"+strings.Repeat("<td>0", 1480), 60)
	},
	"wide row": func() string {
		return "<table><tr>" + strings.Repeat("<td>自然人", 100_000) + "<tr>" + strings.Repeat("<td>0", 40_000)
	},
}

// named are the traps that are tried each time.
var named = []string{"colspan", "last row wide", "nested tables", "50 MiB", "16 MiB of bars", "300,000 tags", "fonts", "one", "open rows", "wide row", "broken labels"}

const (
	mostTime   = time.Second // of CPU, without the start of the program
	mostMemory = 256 << 20
)

// TestBounds reads each trap in a process of its own: any answer will do, as
// long as it comes in 256 MiB and, with LONG=1, in a second of CPU; otherwise a
// busy machine may take longer, but no trap hangs.
func TestBounds(t *testing.T) {
	if name := os.Getenv("TRAP"); name != "" {
		body := []byte(traps[name]())
		took := 10 * mostTime
		for try := 0; try < 3 && took > mostTime; try++ { // a busy machine makes the CPU slower
			begin := spent(t)
			if _, err := firstOn(page.Page{URL: "trap", Body: body}); err != nil {
				t.Log(err)
			}
			took = spent(t) - begin
		}
		if took > mostTime && long() && !instrumented() {
			t.Errorf("%s took %s of CPU, the most is %s", name, took, mostTime)
		}
		return
	}
	if !long() {
		t.Log("the traps that bounds were set for; LONG=1 tries all")
	}
	for name := range traps {
		if !long() && !slices.Contains(named, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithTimeout(t.Context(), 20*mostTime)
			defer stop()
			c := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestBounds$", "-test.v")
			c.Env = append(os.Environ(), "TRAP="+name, "GORACE=atexit_sleep_ms=0")
			out, err := c.CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%.2000s", err, out)
			}
			usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
			if !ok || runtime.GOOS != "linux" || instrumented() {
				return
			}
			if memory := usage.Maxrss << 10; memory > mostMemory {
				t.Errorf("%s took %d MiB, the most is %d", name, memory>>20, mostMemory>>20)
			}
		})
	}
}

// spent is the CPU time of this process so far.
func spent(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// instrumented tells whether the race detector slows this program, tenfold.
func instrumented() bool {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	for _, s := range build.Settings {
		if s.Key == "-race" && s.Value == "true" {
			return true
		}
	}
	return false
}
