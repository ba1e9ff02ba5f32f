package stata_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"math"
	"strings"
	"testing"

	"gongkai/internal/stata"
)

func seq(rows ...[]stata.Value) iter.Seq2[[]stata.Value, error] {
	return func(yield func([]stata.Value, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var small = stata.File{
	Label: "公开",
	Variables: []stata.Variable{
		{Name: "organ", Label: "机关"}, {Name: "n", Kind: stata.Number, Values: "absent"}, {Name: "d", Kind: stata.Number},
		{Name: "day", Kind: stata.Day}, {Name: "text"},
	},
	Labels: []stata.Labels{{Name: "absent", List: []stata.Label{{Value: stata.Missing(".b"), Text: "blank"}, {Value: stata.NumberOf("7"), Text: "seven"}}}},
}

func rows() iter.Seq2[[]stata.Value, error] {
	long := strings.Repeat("长", 1000)
	return seq(
		[]stata.Value{stata.TextOf("安泰街道办事处"), stata.NumberOf("100"), stata.NumberOf("0.5"), stata.TextOf("1960-01-02"), stata.TextOf("")},
		[]stata.Value{stata.TextOf(""), stata.Missing(".b"), stata.Missing(".f"), stata.TextOf(""), stata.TextOf(long)},
	)
}

func written(t *testing.T, f stata.File, rows iter.Seq2[[]stata.Value, error]) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := stata.Write(&b, f, rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The map says where every part begins.
func TestMap(t *testing.T) {
	b := written(t, small, rows())
	at := bytes.Index(b, []byte("<map>")) + len("<map>")
	for i, tag := range []string{"<stata_dta>", "<map>", "<variable_types>", "<varnames>", "<sortlist>", "<formats>", "<value_label_names>",
		"<variable_labels>", "<characteristics>", "<data>", "<strls>", "<value_labels>", "</stata_dta>", ""} {
		place := binary.LittleEndian.Uint64(b[at+8*i:])
		if place > uint64(len(b)) || !bytes.HasPrefix(b[place:], []byte(tag)) || tag == "" && place != uint64(len(b)) {
			t.Errorf("%s is not at %d", tag, place)
		}
	}
}

// Values are stored in the least room, missing ones above the largest number.
func TestData(t *testing.T) {
	b := written(t, small, rows())
	_, data, _ := bytes.Cut(b, []byte("<data>"))
	var want []byte
	want = append(want, "安泰街道办事处"...)
	want = append(want, 100)
	want = binary.LittleEndian.AppendUint64(want, math.Float64bits(0.5))
	want = append(want, 1)
	want = append(want, make([]byte, 8)...)
	want = append(want, make([]byte, 21)...)
	want = append(want, 103)
	want = binary.LittleEndian.AppendUint64(want, 0x7fe0060000000000)
	want = append(want, 101)
	want = append(want, 5, 0, 2, 0, 0, 0, 0, 0)
	if !bytes.HasPrefix(data, append(want, "</data>"...)) {
		t.Errorf("data is\n%x, want\n%x", data[:min(len(data), len(want))], want)
	}
	for _, c := range []struct {
		n     string
		bytes int
	}{{"-127", 1}, {"101", 2}, {"-32768", 4}, {"32740", 2}, {"32741", 4}, {"2147483620", 4}, {"2147483621", 8}, {"1.5", 8}, {"123456789012345678", 8}} {
		f := stata.File{Variables: []stata.Variable{{Name: "n", Kind: stata.Number}}}
		_, data, _ := bytes.Cut(written(t, f, seq([]stata.Value{stata.NumberOf(c.n)})), []byte("<data>"))
		if got := bytes.Index(data, []byte("</data>")); got != c.bytes {
			t.Errorf("%s takes %d bytes, want %d", c.n, got, c.bytes)
		}
	}
}

func TestSameTwice(t *testing.T) {
	if !bytes.Equal(written(t, small, rows()), written(t, small, rows())) {
		t.Error("not the same twice")
	}
}

// Rows that change between two readings are an error, never a broken file.
func TestChanged(t *testing.T) {
	f := stata.File{Variables: []stata.Variable{{Name: "s"}}}
	for _, second := range [][]string{{"a", "b"}, {}, {"longer"}} {
		reading := 0
		changing := func(yield func([]stata.Value, error) bool) {
			texts := []string{"a"}
			if reading++; reading > 1 {
				texts = second
			}
			for _, s := range texts {
				if !yield([]stata.Value{stata.TextOf(s)}, nil) {
					return
				}
			}
		}
		if err := stata.Write(io.Discard, f, changing); !errors.Is(err, stata.ErrChanged) {
			t.Errorf("%v: %v", second, err)
		}
	}
}

func TestErrors(t *testing.T) {
	stop := errors.New("stop")
	broken := func(yield func([]stata.Value, error) bool) { yield(nil, stop) }
	if err := stata.Write(io.Discard, small, broken); !errors.Is(err, stop) {
		t.Error(err)
	}
	if err := stata.Write(io.Discard, small, seq([]stata.Value{{}})); err == nil {
		t.Error("a short row was written")
	}
}
