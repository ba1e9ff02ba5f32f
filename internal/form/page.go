// Package form reads grids and paragraphs into a report, by the words of the
// official form: doubts, never guesses.
package form

import (
	"errors"

	"gongkai/internal/page"
	"gongkai/internal/report"
)

// Version is the version of the reader. It is stored with every reading and
// grows whenever the same page may be read otherwise.
const Version = "1"

// ErrNotReport says that a document is no annual report; the error that wraps
// it says why.
var ErrNotReport = errors.New("not a report")

// Page reads the report on a page.
func Page(p page.Page) (*report.Report, error) {
	return nil, ErrNotReport
}
