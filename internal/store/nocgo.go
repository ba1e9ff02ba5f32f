//go:build !cgo

package store

// compiled is false here: SQLite is C, and a program built without cgo, as Go
// does by itself where there is no C compiler, has no database. Reading single
// files still works; Open says what to install.
const compiled = false
