//go:build cgo

package store

// The C library would give what SQLite frees back to the system, 128 KiB at a
// time, and ask for it again with the next transaction, which takes a tenth of
// the time of a crawl; and it would keep a heap for each thread. It is told to
// keep up to 4 MiB in one heap, before there are threads.

// #include <stdlib.h>
// #ifdef __GLIBC__
// #include <malloc.h>
// __attribute__((constructor)) static void keepFreed(void) {
// 	mallopt(M_ARENA_MAX, 1);
// 	mallopt(M_TRIM_THRESHOLD, 4 << 20);
// }
// #endif
import "C"

import _ "github.com/mattn/go-sqlite3" // the driver is SQLite itself, in C

const compiled = true
