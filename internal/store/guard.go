//go:build cgo

package store

import (
	"context"
	"database/sql/driver"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// guard opens the file for questions of strangers: each connection asks it
// before a statement is compiled, and it lets through what reads.
type guard struct {
	address string
	verb    string // of the statement, where it tells more than what is refused
	refused string // what it refused first
}

// recursive is the action SQLITE_RECURSIVE, which the driver does not name.
const recursive = 33

// harmful are functions that do more than compute: they load code, reach into
// the tokenizer, or write to the index.
var harmful = map[string]bool{"load_extension": true, "fts3_tokenizer": true, "optimize": true}

// actions are the names of what is refused, for people.
var actions = map[int]string{
	sqlite3.SQLITE_INSERT: "INSERT", sqlite3.SQLITE_UPDATE: "UPDATE", sqlite3.SQLITE_DELETE: "DELETE",
	sqlite3.SQLITE_ATTACH: "ATTACH", sqlite3.SQLITE_DETACH: "DETACH", sqlite3.SQLITE_PRAGMA: "PRAGMA",
	sqlite3.SQLITE_TRANSACTION: "a transaction", sqlite3.SQLITE_SAVEPOINT: "SAVEPOINT",
	sqlite3.SQLITE_REINDEX: "REINDEX", sqlite3.SQLITE_ANALYZE: "ANALYZE", sqlite3.SQLITE_ALTER_TABLE: "ALTER TABLE",
	sqlite3.SQLITE_CREATE_TABLE: "CREATE TABLE", sqlite3.SQLITE_CREATE_TEMP_TABLE: "CREATE TEMP TABLE",
	sqlite3.SQLITE_CREATE_VIEW: "CREATE VIEW", sqlite3.SQLITE_CREATE_TEMP_VIEW: "CREATE TEMP VIEW",
	sqlite3.SQLITE_CREATE_TRIGGER: "CREATE TRIGGER", sqlite3.SQLITE_CREATE_INDEX: "CREATE INDEX",
	sqlite3.SQLITE_CREATE_VTABLE: "CREATE VIRTUAL TABLE", sqlite3.SQLITE_DROP_TABLE: "DROP TABLE", sqlite3.SQLITE_DROP_VIEW: "DROP VIEW",
}

// Limits of one question: the longest value, and the longest pattern of LIKE,
// whose work grows with both.
const (
	longestValue   = 16 << 20
	longestPattern = 1000
)

// Connect opens a guarded connection.
func (g *guard) Connect(context.Context) (driver.Conn, error) {
	return (&sqlite3.SQLiteDriver{ConnectHook: g.hook}).Open(g.address)
}

// Driver is that of SQLite.
func (g *guard) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (g *guard) hook(c *sqlite3.SQLiteConn) error {
	if err := register(c); err != nil {
		return err
	}
	c.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
	c.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, longestValue)
	c.SetLimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, longestPattern)
	c.RegisterAuthorizer(g.allow)
	return nil
}

// allow is asked of each thing a statement would do.
func (g *guard) allow(action int, first, second, _ string) int {
	switch action {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, recursive:
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_FUNCTION:
		if !harmful[strings.ToLower(second)] {
			return sqlite3.SQLITE_OK
		}
		g.refuse(second + "()")
	case sqlite3.SQLITE_PRAGMA:
		// The index asks for the page size and can do without the answer.
		if first != "page_size" || second != "" {
			g.refuse("PRAGMA")
		}
	default:
		if name, ok := actions[action]; ok {
			g.refuse(name)
		} else {
			g.refuse("that")
		}
	}
	return sqlite3.SQLITE_DENY
}

// refuse notes the first thing refused: the others follow from it.
func (g *guard) refuse(what string) {
	if g.refused == "" {
		g.refused = what
	}
}
