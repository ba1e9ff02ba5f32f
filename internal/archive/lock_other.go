//go:build !unix

package archive

import "os"

// take opens the file that is locked where the system can do so.
func take(name string) (*os.File, error) { return os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644) }
