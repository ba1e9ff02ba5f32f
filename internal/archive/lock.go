package archive

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// lockName is the file in the folder of an archive that its writer holds.
const lockName = "lock"

// LockedError is that another program writes the archive.
type LockedError struct {
	PID   int       // of the other program, 0 where it is not known
	Since time.Time // when it took the archive
}

// Error says who writes it, and since when.
func (l *LockedError) Error() string {
	if l.PID == 0 {
		return "another program is writing it"
	}
	return fmt.Sprintf("another program is writing it: process %d, for %s", l.PID, time.Since(l.Since).Round(time.Second))
}

// Held tells whether a program writes the archive in a folder.
func Held(dir string) bool { return isTaken(filepath.Join(dir, lockName)) }

// sign writes into a lock who holds it, for those who find it held.
func sign(lock *os.File) error {
	if err := lock.Truncate(0); err != nil {
		return err
	}
	_, err := lock.WriteAt(fmt.Appendf(nil, "%d %s\n", os.Getpid(), time.Now().UTC().Format(time.RFC3339)), 0)
	return err
}

// holder reads who holds a lock.
func holder(name string) *LockedError {
	text, _ := os.ReadFile(name) // who it is may stay unknown
	pid, since, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	l := &LockedError{}
	if at, err := time.Parse(time.RFC3339, since); err == nil {
		l.Since = at
		l.PID, _ = strconv.Atoi(pid)
	}
	return l
}
