package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"strings"
)

// suspect is how many of the last members are unzipped to see whether they are
// whole: more than can be written at once without waiting for the disk.
const suspect = 256

// errDamaged is that a file has whole members after one that is not.
var errDamaged = errors.New("a record is damaged, and whole ones follow")

// repair cuts what stands after the last whole member of a file and returns
// the size that is left. A program may end, or the power fail, in the middle of
// a write; no ref names anything there, because refs wait for the disk. What is
// not whole and stands before whole members is no torn end: nothing is cut then.
func repair(f *os.File) (size int64, err error) {
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	var starts []int64
	for size < end {
		n, err := memberSize(f, size)
		if err != nil {
			return 0, err
		}
		if n <= 0 || size+n > end {
			break
		}
		starts = append(starts, size)
		size += n
	}
	for _, at := range starts[max(0, len(starts)-suspect):] {
		if _, _, err := unpack(io.NewSectionReader(f, at, end-at)); err != nil {
			size = at
			break
		}
	}
	if size < end {
		if isFollowed(f, size, end) {
			return 0, errDamaged
		}
		if err := f.Truncate(size); err != nil {
			return 0, err
		}
	}
	return size, f.Sync() // whoever wrote it may have been killed before it was on the disk
}

// isFollowed tells whether a whole member begins anywhere after a place.
func isFollowed(f io.ReaderAt, at, end int64) bool {
	chunk := make([]byte, 1<<20)
	for at++; at < end; at += int64(len(chunk) - memberHead) {
		n, _ := f.ReadAt(chunk, at) // what cannot be read is not whole
		for i := 0; ; i++ {
			next := bytes.Index(chunk[i:n], []byte(memberMagic))
			if next < 0 {
				break
			}
			i += next
			if _, _, err := unpack(io.NewSectionReader(f, at+int64(i), end-at-int64(i))); err == nil {
				return true
			}
		}
	}
	return false
}

// memberMagic is how a member of ours begins.
const memberMagic = "\x1f\x8b\x08\x04"

// memberSize is the length of the member at an offset, as it says itself; 0
// where no member of ours begins.
func memberSize(f *os.File, at int64) (int64, error) {
	head := make([]byte, memberHead)
	if _, err := f.ReadAt(head, at); errors.Is(err, io.EOF) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	if !strings.HasPrefix(string(head), memberMagic) || string(head[extraAt:lengthAt]) != "sl\x08\x00" {
		return 0, nil
	}
	return int64(binary.LittleEndian.Uint32(head[lengthAt:])), nil
}
