//go:build unix

package main

import (
	"runtime"
	"syscall"
	"testing"
	"time"
)

// BenchmarkCrawl crawls 20 hosts of this machine with 400 pages from lists to
// cells, the archive included, in a program of its own; an op is one crawl.
func BenchmarkCrawl(b *testing.B) {
	w := newTown(b, 20, 20)
	var busy time.Duration
	var rss int64
	pages := 0
	for b.Loop() {
		b.StopTimer()
		dir := workspaceOf(b, w.lines)
		b.StartTimer()
		c := program(b, "-C", dir, "crawl")
		_ = c.Run() // some pages fail: see newTown
		u := c.ProcessState.SysUsage().(*syscall.Rusage)
		busy += c.ProcessState.UserTime() + c.ProcessState.SystemTime()
		rss = max(rss, u.Maxrss)
		pages += len(w.pages)
	}
	if runtime.GOOS == "linux" {
		rss *= 1024
	}
	b.ReportMetric(float64(busy.Microseconds())/1000/float64(pages), "cpu-ms/page")
	b.ReportMetric(float64(rss)/(1<<20), "MiB")
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}
