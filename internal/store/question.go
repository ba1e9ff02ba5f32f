package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// question is SQL as a person wrote it, read far enough to see how many
// statements it has and what its parameters are called: the driver runs
// several and tells of the last, and binds NULL for a parameter not given.
type question struct {
	text       string
	names      map[string]bool // of parameters, without their : @ or $
	statements int
	inside     bool // a statement
	end        int  // of its last token
}

// ask reads a question, holds its parameters against those given, and returns
// the statement alone.
func ask(text string, given map[string]any) (statement string, err error) {
	q := question{text: text, names: map[string]bool{}}
	for at := 0; at < len(text); {
		n, err := q.token(at)
		if err != nil {
			return "", err
		}
		at += n
	}
	switch {
	case q.statements == 0:
		return "", errors.New("there is no SQL in it")
	case q.statements > 1:
		return "", errors.New("one statement at a time")
	}
	return text[:q.end], q.agree(given)
}

// agree tells whether the parameters are those given.
func (q *question) agree(given map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(q.names)) {
		if _, ok := given[name]; !ok {
			return fmt.Errorf("parameter :%s has no value", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !q.names[name] {
			return fmt.Errorf("there is no parameter :%s in the SQL", name)
		}
	}
	return nil
}

// token is how long the token at a place is, having noted what it says.
func (q *question) token(at int) (int, error) {
	rest := q.text[at:]
	switch c := rest[0]; {
	case strings.HasPrefix(rest, "--"):
		return past(rest, "\n", 2), nil
	case strings.HasPrefix(rest, "/*"):
		return past(rest, "*/", 2), nil
	case strings.IndexByte(" \t\r\n\f", c) >= 0 || strings.HasPrefix(rest, "\ufeff"):
		return 1 + 2*b2i(c == 0xEF), nil
	case c == 0:
		return 0, errors.New("there is a NUL byte in the SQL")
	case c == ';':
		q.inside = false
		return 1, nil
	}
	q.statements += b2i(!q.inside)
	q.inside = true
	n, err := q.meaning(rest)
	q.end = at + n
	return n, err
}

// meaning is how long the token is that a text begins with, one that is part
// of a statement.
func (q *question) meaning(rest string) (int, error) {
	switch c := rest[0]; c {
	case '\'', '"', '`':
		return past(rest, string(c), 1), nil
	case '[':
		return past(rest, "]", 1), nil
	case '?':
		return 0, errors.New("write parameters with a name, such as :year, not ?")
	case ':', '@', '$':
		n := 1 + lengthOfWord(rest[1:])
		if n > 1 {
			q.names[rest[1:n]] = true
		}
		return n, nil
	}
	return max(1, lengthOfWord(rest)), nil
}

// past is the length of a text up to and with its end, or all of it.
func past(text, end string, from int) int {
	if n := strings.Index(text[from:], end); n >= 0 {
		return from + n + len(end)
	}
	return len(text)
}

// lengthOfWord is how long the word is that a text begins with.
func lengthOfWord(text string) int {
	n := 0
	for n < len(text) {
		c := text[n]
		if c != '_' && c != '$' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c < 0x80 {
			break
		}
		n++
	}
	return n
}
