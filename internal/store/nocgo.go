//go:build !cgo

package store

import (
	"context"
	"database/sql/driver"
	"errors"
)

// compiled is false here: SQLite is C, and a program built without cgo, as Go
// does by itself where there is no C compiler, has no database. Reading single
// files still works; Open says what to install.
const compiled = false

// guard guards nothing here: without SQLite there is no DB to ask.
type guard struct{ address, verb, refused string }

// Connect is never called.
func (g *guard) Connect(context.Context) (driver.Conn, error) { return nil, errors.New("no SQLite") }

// Driver is none.
func (g *guard) Driver() driver.Driver { return nil }
