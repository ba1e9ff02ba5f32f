package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace writes a file whole or not at all: beside it first, on disk, then
// renamed. When write or anything else fails, what the file held before is
// still there, and nothing is left beside it.
func Replace(file string, write func(io.Writer) error) error {
	if err := replace(file, write); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}

func replace(file string, write func(io.Writer) error) (err error) {
	mode := fs.FileMode(0o644)
	if old, err := os.Stat(file); err == nil {
		if !old.Mode().IsRegular() {
			return errors.New("not a regular file")
		}
		mode = old.Mode().Perm()
	}
	beside, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	var why *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s", filepath.Dir(file))
	case errors.As(err, &why):
		return why.Err // nobody knows the file beside
	case err != nil:
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignore(beside.Close(), fs.ErrClosed), os.Remove(beside.Name()))
		}
	}()
	if err := write(beside); err != nil {
		return err
	}
	if err := errors.Join(beside.Chmod(mode), beside.Sync(), beside.Close()); err != nil {
		return err
	}
	return os.Rename(beside.Name(), file)
}

// ignore is no error where it is the one expected.
func ignore(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
