package stata

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"unicode/utf8"
)

// ErrChanged says that the rows were not the same when they were read again.
var ErrChanged = errors.New("the table changed while it was being written; run it again")

// Write writes a file. The rows are read two or three times, since the head of
// a file tells their number and widths, and long texts stand at its end;
// nothing is kept in memory. The same rows give the same bytes.
func Write(w io.Writer, f File, rows iter.Seq2[[]Value, error]) error {
	m, err := measured(f, rows)
	if err != nil {
		return err
	}
	o := &output{Writer: bufio.NewWriterSize(w, 1<<16), file: f, measure: m}
	o.head()
	if err := o.data(rows); err != nil {
		return err
	}
	if err := o.texts(rows); err != nil {
		return err
	}
	o.labels()
	o.WriteString("</stata_dta>")
	return o.Flush()
}

// output is a file being written. bufio keeps the first error of its writer,
// so the last write tells it.
type output struct {
	*bufio.Writer
	file    File
	measure measure
}

// number writes integers, the least byte first.
func (o *output) number(values ...any) {
	for _, v := range values {
		_ = binary.Write(o, binary.LittleEndian, v) // kept by bufio
	}
}

// padded writes a text in a field of n bytes, the last of which is 0.
func (o *output) padded(s string, n int) {
	o.WriteString(s)
	for range n - len(s) {
		o.WriteByte(0)
	}
}

// cut shortens a text to so many characters and, as UTF-8, to so many bytes.
func cut(s string, characters, bytes int) string {
	n := 0
	for i, r := range s {
		if n == characters || i+utf8.RuneLen(r) > bytes {
			return s[:i]
		}
		n++
	}
	return s
}

// head is all before the data.
func (o *output) head() {
	f, m := o.file, o.measure
	o.WriteString("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>")
	o.number(uint16(len(f.Variables)))
	o.WriteString("</K><N>")
	o.number(uint64(m.rows))
	o.WriteString("</N><label>")
	label := cut(f.Label, 80, 320)
	o.number(uint16(len(label)))
	o.WriteString(label + "</label><timestamp>\x00</timestamp></header><map>")
	o.number(o.places())
	o.WriteString("</map><variable_types>")
	for _, c := range m.columns {
		o.number(uint16(c.storage))
	}
	o.WriteString("</variable_types><varnames>")
	for _, v := range f.Variables {
		o.padded(cut(v.Name, 32, 128), 129)
	}
	o.WriteString("</varnames><sortlist>")
	o.padded("", 2*(len(f.Variables)+1))
	o.WriteString("</sortlist><formats>")
	for i, v := range f.Variables {
		o.padded(v.format(m.columns[i]), 57)
	}
	o.WriteString("</formats><value_label_names>")
	for _, v := range f.Variables {
		o.padded(cut(v.Values, 32, 128), 129)
	}
	o.WriteString("</value_label_names><variable_labels>")
	for _, v := range f.Variables {
		o.padded(cut(v.Label, 80, 320), 321)
	}
	o.WriteString("</variable_labels><characteristics></characteristics>")
}

// format is how Stata shows a variable.
func (v Variable) format(c extent) string {
	switch {
	case v.Kind == Day:
		return "%td"
	case v.Kind == Number && c.storage == double:
		return "%14.0g"
	case v.Kind == Number:
		return "%12.0g"
	case c.storage == strL:
		return "%9s"
	}
	return fmt.Sprintf("%%-%ds", min(max(c.longest, 9), 30))
}

// places are where each part of the file begins.
func (o *output) places() [14]uint64 {
	k := uint64(len(o.file.Variables))
	var width, long uint64
	for _, c := range o.measure.columns {
		width += uint64(c.storage.width())
		if c.storage == strL {
			long += uint64(c.texts)*21 + uint64(c.bytes) // GSO v o t len … 0
		}
	}
	var labels uint64
	for _, l := range o.file.Labels {
		labels += uint64(len("<lbl></lbl>")) + 4 + 129 + 3 + uint64(len(l.table()))
	}
	part := func(name string, n uint64) uint64 { return uint64(2*len(name)+len("<></>")) + n }
	header := uint64(len("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K></K><N></N><label></label><timestamp></timestamp></header>")) +
		2 + 8 + 2 + uint64(len(cut(o.file.Label, 80, 320))) + 1
	sizes := []uint64{header, part("map", 14*8), part("variable_types", 2*k), part("varnames", 129*k), part("sortlist", 2*(k+1)), part("formats", 57*k),
		part("value_label_names", 129*k), part("variable_labels", 321*k), part("characteristics", 0), part("data", width*uint64(o.measure.rows)),
		part("strls", long), part("value_labels", labels), uint64(len("</stata_dta>"))}
	var at [14]uint64
	for i, n := range sizes {
		at[i+1] = at[i] + n
	}
	return at
}

// data writes the rows.
func (o *output) data(rows iter.Seq2[[]Value, error]) error {
	o.WriteString("<data>")
	var n int64
	for row, err := range rows {
		if err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
		if n++; n > o.measure.rows {
			return ErrChanged
		}
		for i, v := range row {
			if !o.value(i, n, v) {
				return ErrChanged
			}
		}
	}
	if n != o.measure.rows {
		return ErrChanged
	}
	_, err := o.WriteString("</data>")
	return err
}

// value writes a value; false when it does not fit what was measured.
func (o *output) value(i int, row int64, v Value) bool {
	s, kind := o.measure.columns[i].storage, o.file.Variables[i].Kind
	switch {
	case kind != Text:
		v = number(kind, v)
		o.plain(s, v)
		return wide(s, v) == s
	case s != strL:
		if len(v.text) > int(s) {
			return false
		}
		o.padded(v.text, int(s))
	case v.text == "":
		o.padded("", 8)
	default:
		o.number(uint64(i+1) | uint64(row)<<16)
	}
	return true
}

// plain writes a number in its storage. The missing values follow the largest number.
func (o *output) plain(s storage, v Value) {
	var b [8]byte
	n := int64(v.number)
	if v.missing > 0 {
		n = s.absent() + int64(v.missing-1)
	}
	switch {
	case s != double:
		binary.LittleEndian.PutUint64(b[:], uint64(n))
	case v.missing > 0:
		binary.LittleEndian.PutUint64(b[:], 0x7fe0000000000000+uint64(v.missing-1)<<40)
	default:
		binary.LittleEndian.PutUint64(b[:], math.Float64bits(v.number))
	}
	o.Write(b[:s.width()])
}

// texts writes the long texts, in the order of the rows.
func (o *output) texts(rows iter.Seq2[[]Value, error]) error {
	o.WriteString("<strls>")
	var long []int
	for i, c := range o.measure.columns {
		if c.storage == strL {
			long = append(long, i)
		}
	}
	var n int64
	var left int64
	for _, i := range long {
		left += o.measure.columns[i].bytes
	}
	for row, err := range rows {
		if len(long) == 0 {
			break
		}
		if err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
		n++
		for _, i := range long {
			left -= int64(len(row[i].text))
			o.text(uint32(i+1), uint64(n), row[i].text)
		}
	}
	if len(long) > 0 && (left != 0 || n != o.measure.rows) {
		return ErrChanged
	}
	_, err := o.WriteString("</strls>")
	return err
}

func (o *output) text(variable uint32, row uint64, s string) {
	if s == "" {
		return
	}
	o.WriteString("GSO")
	o.number(variable, row, uint8(130), uint32(len(s)+1))
	o.WriteString(s)
	o.WriteByte(0)
}

// labels writes the labels of values.
func (o *output) labels() {
	o.WriteString("<value_labels>")
	for _, l := range o.file.Labels {
		table := l.table()
		o.WriteString("<lbl>")
		o.number(uint32(len(table)))
		o.padded(cut(l.Name, 32, 128), 129)
		o.padded("", 3)
		o.Write(table)
		o.WriteString("</lbl>")
	}
	o.WriteString("</value_labels>")
}

// table is a set of labels as the file has it: how many, where the words
// begin, the values, the words.
func (l Labels) table() []byte {
	var words, offsets, values []byte
	for _, label := range l.List {
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(words)))
		n := int32(label.Value.number)
		if m := label.Value.missing; m > 0 {
			n = 2147483621 + int32(m-1)
		}
		values = binary.LittleEndian.AppendUint32(values, uint32(n))
		words = append(append(words, label.Text...), 0)
	}
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(l.List)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(words)))
	return append(append(append(b, offsets...), values...), words...)
}
