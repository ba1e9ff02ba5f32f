//go:build unix

package crawl_test

import (
	"syscall"
	"testing"
	"time"
)

// cpu is the time that this process has kept processors busy.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
