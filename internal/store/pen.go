package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// batch is how many entries Batch commits at once: enough to make a commit
// cheap, few enough that others wait less than their busy timeout.
const batch = 256

// most is how many rows one INSERT writes.
const most = 64

// pen is what writing keeps from one entry to the next: statements, compiled
// once, and the ids of rules. It is used under DB.write only.
//
// It speaks to the driver itself: database/sql took a third of the time of a
// Put, looking at some seven hundred values one by one.
type pen struct {
	conn  driver.ConnPrepareContext
	ready map[phrase]driver.StmtQueryContext
	rules map[[2]string]int64
	down  bool // in a transaction
	args  []driver.NamedValue
	lines []any
}

// phrase is a statement or, with rows, the INSERT of so many rows into a table.
type phrase struct {
	text string
	rows int
}

// Put stores one entry, in one transaction. Storing the same page as read by
// the same reader again changes nothing at all, unless other bytes were seen
// at its address in the meantime.
func (db *DB) Put(ctx context.Context, e Entry) (change Change, err error) {
	err = db.Batch(ctx, func(put func(Entry) (Change, error)) error {
		change, err = put(e)
		return err
	})
	return change, err
}

// Batch stores many entries, committing some hundreds at a time: for archives
// and folders, not for work that waits on the network, since nobody else can
// write meanwhile; Put must not be called inside. What was committed before
// an error stays, which is harmless: putting it again changes nothing.
func (db *DB) Batch(ctx context.Context, write func(put func(Entry) (Change, error)) error) error {
	n := 0
	return db.write(ctx, func(w *pen) error {
		if err := write(func(e Entry) (Change, error) {
			if err := ctx.Err(); err != nil {
				return Same, err
			}
			if n++; n%batch == 0 {
				if err := w.commit(); err != nil {
					return Same, err
				}
			}
			if err := w.begin(); err != nil {
				return Same, err
			}
			change, err := w.put(e)
			if err == nil {
				err = w.files(0, e)
			}
			if err == nil {
				err = w.judged(e.filed())
			}
			return change, err
		}); err != nil {
			return err
		}
		return w.index(1)
	})
}

// write lends the pen. What is begun is committed when f succeeds.
func (db *DB) write(ctx context.Context, f func(*pen) error) error {
	db.writing.Lock()
	defer db.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return db.held.Raw(func(conn any) error {
		w := &db.pen
		w.conn = conn.(driver.ConnPrepareContext) // go-sqlite3 is one
		if err := f(w); err != nil {
			w.rollback()
			return err
		}
		return w.commit()
	})
}

// look reads with the pen: it has its questions compiled, and takes no
// connection beside its own. Not to be called inside Batch.
func (db *DB) look(ctx context.Context, query string, args []any, into []any, row func()) error {
	return db.write(ctx, func(w *pen) error { return w.each(query, args, into, row) })
}

func (w *pen) begin() error {
	if w.down {
		return nil
	}
	w.down = true
	return w.exec(`BEGIN IMMEDIATE`)
}

func (w *pen) commit() error {
	if !w.down {
		return nil
	}
	err := w.index(late)
	if err == nil {
		err = w.exec(`COMMIT`)
	}
	if err != nil {
		w.rollback()
		return err
	}
	w.down = false
	return nil
}

// rollback also forgets the ids that the transaction may have given to rules.
func (w *pen) rollback() {
	if w.down {
		_ = w.exec(`ROLLBACK`) // the error that led here is the one to tell
	}
	w.down, w.rules = false, nil
}

// statement compiles a phrase once.
func (w *pen) statement(p phrase) (driver.StmtQueryContext, error) {
	if s, ok := w.ready[p]; ok {
		return s, nil
	}
	query := p.text
	if p.rows > 0 {
		query = insertion(p.text, p.rows)
	}
	compiled, err := w.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	if w.ready == nil {
		w.ready = map[phrase]driver.StmtQueryContext{}
	}
	s := compiled.(driver.StmtQueryContext) // go-sqlite3's are
	w.ready[p] = s
	return s, nil
}

// drop lets the compiled statements go.
func (w *pen) drop() error {
	var errs []error
	for _, s := range w.ready {
		errs = append(errs, s.(driver.Stmt).Close())
	}
	w.ready = nil
	return errors.Join(errs...)
}

// exec runs a statement that returns nothing.
func (w *pen) exec(query string, args ...any) error { return w.run(phrase{text: query}, args) }

// run runs a phrase whose rows do not matter.
func (w *pen) run(p phrase, args []any) error {
	rows, err := w.query(p, args)
	if err != nil {
		return err
	}
	return rows.Close()
}

// query binds values of type int, int64, string or nil. The driver binds them
// and takes the first step in one crossing into C, also where there are no
// rows to come; and it watches a context that can be cancelled with a
// goroutine, so this one cannot.
//
// A question about several tables, or with an order, asks for = +?, not = ?: of
// the latter SQLite looks at the value when it makes its plan, and compiles the
// question anew whenever it is asked.
func (w *pen) query(p phrase, args []any) (driver.Rows, error) {
	s, err := w.statement(p)
	if err != nil {
		return nil, err
	}
	w.args = w.args[:0]
	for i, v := range args {
		if n, ok := v.(int); ok {
			v = int64(n)
		}
		w.args = append(w.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return s.QueryContext(context.Background(), w.args)
}

// each reads the rows of a query into pointers to bool, int, int64 and string.
func (w *pen) each(query string, args []any, into []any, row func()) error {
	rows, err := w.query(phrase{text: query}, args)
	if err != nil {
		return err
	}
	defer rows.Close() // read to its end, or its error is told
	values := make([]driver.Value, len(into))
	for {
		err := rows.Next(values)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for i, v := range values {
			switch p := into[i].(type) {
			case *bool:
				*p = v == int64(1)
			case *int:
				n, _ := v.(int64)
				*p = int(n)
			case *int64:
				*p, _ = v.(int64)
			case *string:
				*p, _ = v.(string)
			default:
				return fmt.Errorf("read into a %T", p)
			}
		}
		row()
	}
}

// one runs a statement that returns a row; ok is false when it returns none.
func (w *pen) one(query string, args []any, into ...any) (ok bool, err error) {
	err = w.each(query, args, into, func() { ok = true })
	return ok, err
}

// add runs an INSERT … RETURNING id.
func (w *pen) add(query string, args ...any) (id int64, err error) {
	_, err = w.one(query, args, &id)
	return id, err
}

// columns are how many values a row of the tables below a version has, after the version.
var columns = map[string]int{"section": 5, "statement": 10, "evidence": 4, "line": 15, "doubt": 5, "finding": 6, "indicator": 12}

// insert writes rows below a version, their values one after another. The
// first of values is not theirs: it is room for the version.
func (w *pen) insert(table string, version int64, values []any) error {
	size := columns[table]
	for len(values) > 1 {
		n := min((len(values)-1)/size, most)
		values[0] = version
		if err := w.run(phrase{table, n}, values[:1+n*size]); err != nil {
			return err
		}
		values = values[n*size:] // the last value is in; its place is room again
	}
	return nil
}

// insertion is INSERT INTO table VALUES (?1, ?2, …), (?1, …): one row for each of n.
func insertion(table string, n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + table + " VALUES ")
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("(?1")
		for j := range columns[table] {
			b.WriteString(", ?" + strconv.Itoa(2+i*columns[table]+j))
		}
		b.WriteByte(')')
	}
	return b.String()
}
