package export

import (
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"gongkai/internal/codebook"
)

// Parquet writes a table with typed columns, all of them optional: INT64 for
// integers, DECIMAL(38, 18) for numbers as printed, which holds every one of
// them exactly, DATE, TIMESTAMP in milliseconds, and UTF-8 for the rest.
// Labels stand in the metadata of the file as COLUMN.zh and COLUMN.en.
func Parquet(w io.Writer, t codebook.Table, rows Rows) error {
	nodes := ordered{parquet.Group{}, nil}
	options := []parquet.WriterOption{parquet.CreatedBy("gongkai", "", ""), parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowGroup(len(t.Variables)))}
	for _, v := range t.Variables {
		nodes.Group[v.Name] = node(v.Type)
		options = append(options, parquet.KeyValueMetadata(v.Name+".zh", v.Chinese), parquet.KeyValueMetadata(v.Name+".en", v.English))
	}
	nodes.names = Names(t)
	out := parquet.NewWriter(w, append(options, parquet.NewSchema(t.Name, nodes))...)
	n, err := fill(out, t, rows)
	if err != nil {
		return fmt.Errorf("row %d: %w", n, err)
	}
	return out.Close()
}

// rowGroup is how many rows are held in memory, fewer where they are wide.
func rowGroup(columns int) int64 { return int64(max(2048, 1_000_000/columns)) }

// mostText is how many bytes of text a row group holds, about: of long texts
// fewer rows are held.
const mostText = 2 << 20

// ordered is a group whose fields are in the order of the columns and not in
// that of the alphabet.
type ordered struct {
	parquet.Group
	names []string
}

// Fields are the columns in order.
func (o ordered) Fields() []parquet.Field {
	byName := map[string]parquet.Field{}
	for _, f := range o.Group.Fields() {
		byName[f.Name()] = f
	}
	fields := make([]parquet.Field, len(o.names))
	for i, name := range o.names {
		fields[i] = byName[name]
	}
	return fields
}

// String is the group as Parquet writes it.
func (o ordered) String() string {
	var b strings.Builder
	_ = parquet.PrintSchema(&b, "", o) // a strings.Builder takes all
	return b.String()
}

// places are the decimal places of a number in Parquet, of 38 digits in all: a
// report.Number has at most 18.
const places = 18

// node is the column of a type.
func node(t codebook.Type) parquet.Node {
	var n parquet.Node
	switch t {
	case codebook.Integer:
		n = parquet.Int(64)
	case codebook.Decimal:
		n = parquet.Decimal(places, 38, parquet.FixedLenByteArrayType(16))
	case codebook.Date:
		n = parquet.Date()
	case codebook.Time:
		n = parquet.Timestamp(parquet.Millisecond)
	default:
		n = parquet.String()
	}
	return parquet.Encoded(parquet.Optional(n), &parquet.RLEDictionary)
}

// fill writes the rows, some hundreds at once, and tells how many.
func fill(out *parquet.Writer, t codebook.Table, rows Rows) (n int, err error) {
	const most = 256
	batch := make([]parquet.Row, 0, most)
	held := 0
	flush := func() error {
		_, err := out.WriteRows(batch)
		batch = batch[:0]
		if held > mostText && err == nil {
			held, err = 0, out.Flush()
		}
		return err
	}
	for row, err := range checked(t, rows) {
		if err != nil {
			return n, err
		}
		n++
		values := make(parquet.Row, len(row))
		for i, field := range row {
			held += len(field)
			if values[i], err = value(t.Variables[i].Type, field, i); err != nil {
				return n, fmt.Errorf("%s: %w", t.Variables[i].Name, err)
			}
		}
		if batch = append(batch, values); len(batch) == most {
			if err := flush(); err != nil {
				return n, err
			}
		}
	}
	return n, flush()
}

// value is a field as Parquet has it, absent where it is empty.
func value(t codebook.Type, field string, column int) (parquet.Value, error) {
	if field == "" {
		return parquet.NullValue().Level(0, 0, column), nil
	}
	v, err := present(t, field)
	return v.Level(0, 1, column), err
}

func present(t codebook.Type, field string) (parquet.Value, error) {
	switch t {
	case codebook.Integer:
		n, err := integer(field)
		return parquet.Int64Value(n), err
	case codebook.Decimal:
		b, err := decimal(field)
		return parquet.FixedLenByteArrayValue(b), err
	case codebook.Date:
		day, err := time.Parse(time.DateOnly, field)
		return parquet.Int32Value(int32(day.Unix() / 86400)), err
	case codebook.Time:
		at, err := time.Parse(time.RFC3339, field)
		return parquet.Int64Value(at.UnixMilli()), err
	}
	return parquet.ByteArrayValue([]byte(field)), nil
}

// decimal is a number times 10^18 as an integer of 16 bytes, the greatest first.
func decimal(field string) ([]byte, error) {
	whole, fraction, _ := strings.Cut(field, ".")
	n, err := integer(whole + fraction)
	if err != nil || len(fraction) > places {
		return nil, fmt.Errorf("not a number of at most %d places: %q", places, field)
	}
	scale := uint64(1)
	for range places - len(fraction) {
		scale *= 10
	}
	negative := n < 0
	hi, lo := bits.Mul64(uint64(max(n, -n)), scale)
	if negative {
		lo, hi = -lo, ^hi
		if lo == 0 {
			hi++
		}
	}
	b := binary.BigEndian.AppendUint64(make([]byte, 0, 16), hi)
	return binary.BigEndian.AppendUint64(b, lo), nil
}
