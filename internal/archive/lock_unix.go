//go:build unix

package archive

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// take locks a file for this process until it is closed, or the process ends
// in whatever way.
func take(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("another program is writing it (%s): %w", name, err), f.Close())
	}
	return f, nil
}
