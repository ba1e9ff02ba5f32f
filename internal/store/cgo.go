//go:build cgo

package store

import _ "github.com/mattn/go-sqlite3" // the driver is SQLite itself, in C

const compiled = true
