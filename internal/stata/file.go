// Package stata writes the files of Stata, format 118 (Stata 14 and later):
// UTF-8, labels, extended missing values, long texts. It knows nothing of
// reports.
package stata

import (
	"math"
	"strconv"
)

// Kind is how the values of a variable are stored.
type Kind int

const (
	Text   Kind = iota // str# where the longest fits 2,045 bytes, else strL
	Number             // the smallest of byte, int, long and double that holds all values
	Day                // a day, 2024-01-04, as %td; what is no day is missing
)

// Variable is a column of the file.
type Variable struct {
	Name   string // at most 32 letters, digits and _
	Label  string // cut after 80 characters
	Kind   Kind
	Values string // name of the labels of its values; may be empty
}

// Labels name the values of variables.
type Labels struct {
	Name string
	List []Label
}

// Label is the words for a number or for a missing value.
type Label struct {
	Value Value
	Text  string
}

// File is what a file holds beside its rows.
type File struct {
	Label     string // cut after 80 characters
	Variables []Variable
	Labels    []Labels
}

// Value is a value of a row: a text, a number or a missing value, by the kind
// of its variable. The zero Value is the empty text and the number 0.
type Value struct {
	text    string
	number  float64
	missing uint8 // 1 is ., 2 is .a, 27 is .z
}

// TextOf is a text. For a variable of Kind Day it is the day.
func TextOf(s string) Value { return Value{text: s} }

// NumberOf is a number written as a decimal; what is none, and what no double
// holds, is the missing value.
func NumberOf(s string) Value {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(math.Abs(f) <= largest) {
		return Missing(".")
	}
	return Value{number: f}
}

// Missing is the missing value ., or .a to .z.
func Missing(name string) Value {
	if len(name) == 2 && name[1] >= 'a' && name[1] <= 'z' {
		return Value{missing: name[1] - 'a' + 2}
	}
	return Value{missing: 1}
}

// largest is the largest number a double of Stata holds.
const largest = 0x1.fffffffffffffp1022

// storage is the type of a variable as the file has it.
type storage uint16

const (
	strL       storage = 32768
	double     storage = 65526
	long       storage = 65528
	integer    storage = 65529
	byteSize   storage = 65530
	longestStr         = 2045
)

// width is how many bytes a value takes.
func (s storage) width() int64 {
	switch s {
	case strL, double:
		return 8
	case long:
		return 4
	case integer:
		return 2
	case byteSize:
		return 1
	}
	return int64(s)
}

// holds tells whether an integer type holds a number; its largest values are
// the missing ones.
func (s storage) holds(f float64) bool {
	switch s {
	case byteSize:
		return f >= -127 && f <= 100
	case integer:
		return f >= -32767 && f <= 32740
	}
	return f >= -2147483647 && f <= 2147483620
}

// absent is the missing value . of an integer type, which .a and so on follow.
func (s storage) absent() int64 {
	switch s {
	case byteSize:
		return 101
	case integer:
		return 32741
	}
	return 2147483621
}

// Count is the number n.
func Count(n int) Value { return Value{number: float64(n)} }
