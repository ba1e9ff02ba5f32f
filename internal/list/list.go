// Package list reads lists of annual reports: which links of a page lead to
// reports, which do not and why, and what to ask for next to see the rest of
// the list. What differs between systems is data, one entry of a table for
// each family. Nothing is fetched here: a Walk says what to ask for and is
// given what came.
package list

import (
	"errors"

	"gongkai/internal/report"
)

// List is one list of a site, as the registry has it.
type List struct {
	Address string
	Family  string            // auto, or one of Families
	Options map[string]string // of its family: see Options
}

// Link is a link of a list page that says it leads to an annual report, or
// one that might be thought to.
type Link struct {
	URL   string
	Title string
	Year  int         // the year reported on, by the title; 0 when it names none
	Organ string      // whose report it is, by the title; empty when it does not say
	Date  report.Date // printed beside the link
	Why   string      // it is taken for a report, or is not
}

// Found is what one page of a list holds.
type Found struct {
	Family  string    // the family that the page was read by
	Reports []Link    // in the order of the page, each address once
	Others  []Link    // rows of the list, and links with the words of a report, that are none
	Rows    []string  // addresses of all rows of the list, reports or not
	Next    []Request // other pages of the list, in order
	Total   int       // how many rows the page says the whole list has; 0 when it does not say
	Pages   int       // how many pages, likewise

	where  []string  // the shape of each of the rows
	before []Request // pages to ask for when rows are missing in the end
	blind  string    // why the rows are not seen that a script asks for
	dead   []Link    // reports that stand there and lead nowhere
	quiet  bool      // it says that there is nothing
}

// ErrEmpty is in the error of a list, or of a page of it, that has no link to
// an annual report.
var ErrEmpty = errors.New("no link to an annual report")

// ErrShort is in the error of a list that shows less than it says it has.
var ErrShort = errors.New("the others are filled in by a script, or on pages it does not link to")

// Request is one question to a site: a page of its list to ask for.
type Request struct {
	Method string            `json:"method,omitempty"` // GET when empty
	URL    string            `json:"url"`
	Body   string            `json:"body,omitempty"`   // of a POST, as sent
	Header map[string]string `json:"header,omitempty"` // beside those of every question: Content-Type, Referer …

	// For Read, when the answer has come:
	Family string            `json:"family,omitempty"` // to read the answer by; empty is that of the list
	Part   string            `json:"part,omitempty"`   // of the list that it belongs to, where each has its own count
	Year   int               `json:"year,omitempty"`   // of which it is the list, by the link to it; 0 when the year may have no report yet
	Turn   int               `json:"turn,omitempty"`   // of the answers with rows, from 1; 0 is a page of the site
	With   map[string]string `json:"with,omitempty"`   // what the page said that later questions need
	Else   string            `json:"else,omitempty"`   // the address that the page has where its system numbers pages the other way
	Lost   string            `json:"lost,omitempty"`   // the address that was not there, in place of which this is asked for
}

// Key tells requests apart: the address, with the body where there is one.
func (r Request) Key() string {
	if r.Body == "" && r.Method == "" {
		return r.URL
	}
	return r.Method + " " + r.URL + "\n" + r.Body
}
