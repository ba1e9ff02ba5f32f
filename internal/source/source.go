// Package source is what the scripts of list pages ask for the rows of the
// list. Each family of systems is data: what the question needs and where the
// page says it, the question, and where the rows are in the answer.
package source

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/internal/markup"
)

// Source is a list whose rows a script of the page asks for.
type Source struct {
	needs  []need
	script *regexp.Regexp    // the address of a script that says what the page does not
	url    string            // {name} stands for what is needed, and for page, size, start and end
	body   string            // of a POST, JSON when it begins with a brace
	header map[string]string // beside Referer and X-Requested-With
	size   int               // rows to ask for at once
	first  int               // how it counts its first page
	zero   bool              // some servers count from 0 all the same
	within string            // what the addresses hold of the rows of the list, where others are given too
	chosen string            // the need that makes it give no others
	answer
}

// need is something that a question needs to say.
type need struct {
	name  string
	in    *regexp.Regexp // of the addresses of the page, and its text; the first group
	or    string         // where the page does not say it
	maybe bool           // or may be empty
	spare string         // another need: where that is known, this one may be empty
	raw   bool           // a part of an address, written as it is
	refer bool           // it may be the name of another thing that the page sets
	many  bool           // numbers between commas, written as those of a list in JSON
	pairs bool           // an object of the script, written as a query
}

// Page is what a question is made from: a page of the list, a script of it,
// or an answer to the question before.
type Page struct {
	Address string // that answered
	Text    string // its addresses, a line each, and then what it says
	Options map[string]string
	With    map[string]string // what the pages before said
	Turn    int               // of the answer, from 1
}

// Question is what to ask.
type Question struct {
	Method, URL, Body string
	Header            map[string]string
	With              map[string]string // for the next one
	Turn              int               // of the answer, from 1; -1 is for a script that says what is needed
}

// Of is the source of a family; ok is false where it has none.
func Of(family string) (s Source, ok bool) {
	s, ok = sources[family]
	return s, ok
}

// Needs tells whether any source needs to be told something of a name.
func Needs(name string) bool {
	for _, s := range sources {
		if slices.ContainsFunc(s.needs, func(n need) bool { return n.name == name }) {
			return true
		}
	}
	return false
}

// Begin is the first question, or that for a script which says what it needs.
// Where nobody says it there is none, and the name of what is missing.
func (s Source) Begin(p Page) (q Question, missing string) {
	with := map[string]string{"referer": p.Address, "size": strconv.Itoa(s.size)}
	maps.Copy(with, p.With)
	scripted := s.script != nil && p.Turn >= 0 && s.script.MatchString(p.Text)
	for _, n := range s.needs {
		if _, ok := with[n.name]; ok {
			continue
		}
		if scripted {
			n.or = "" // the script may say it
		}
		if value, ok := n.find(p); ok || n.spare != "" && with[n.spare] != "" {
			with[n.name] = value
		} else if missing == "" {
			missing = n.name
		}
	}
	if missing == "" {
		return s.question(with, 1)
	}
	if s.script == nil || p.Turn < 0 {
		return Question{}, missing
	}
	if m := s.script.FindStringSubmatch(p.Text); m != nil {
		if at, ok := near(p.Address, m[1]); ok {
			return Question{URL: at, With: with, Turn: -1}, ""
		}
	}
	return Question{}, missing
}

// near is the address of a reference on the same host.
func near(page, href string) (string, bool) {
	base, err := url.Parse(page)
	if err != nil {
		return "", false
	}
	address, ok := markup.Join(base, href)
	if !ok {
		return "", false
	}
	u, err := url.Parse(address)
	return address, err == nil && strings.EqualFold(u.Hostname(), base.Hostname())
}

// find looks for what is needed: among the options of the list, then in the page.
func (n need) find(p Page) (string, bool) {
	value := p.Options[n.name]
	if m := n.in.FindStringSubmatch(p.Text); value == "" && m != nil {
		value = strings.ReplaceAll(m[1], "&amp;", "&")
	}
	if n.refer && integer(value) == 0 && value != "" {
		set := regexp.MustCompile(`\b` + regexp.QuoteMeta(value) + `['"]?\s*[:=]\s*['"]?(\d+)`)
		m := set.FindStringSubmatch(p.Text)
		if m == nil {
			return "", false
		}
		value = m[1]
	}
	if n.pairs {
		value = query(value)
	}
	if value == "" {
		value = n.or
	}
	return value, value != "" || n.maybe
}

var pair = regexp.MustCompile(`['"]?([\w$]+)['"]?\s*:\s*(?:'([^']*)'|"([^"]*)"|([^\s,'"{}]+))`)

// query writes {k:'v',…} of a script as k=v&…, in its order.
func query(object string) string {
	var b strings.Builder
	for _, m := range pair.FindAllStringSubmatch(object, -1) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(m[1]) + "=" + url.QueryEscape(m[2]+m[3]+m[4]))
	}
	return b.String()
}

// After is the question after an answer of so many rows, where it says that
// the list has so many in all, or so many pages; ok is false at the end.
func (s Source) After(p Page, got, rows, pages int) (q Question, ok bool) {
	size := integer(p.With["size"])
	if got == 0 {
		return q, false
	}
	if p.Turn == 1 && got < size && got < rows {
		size = got // servers give less at once than they are asked for
	}
	if rows > 0 && (p.Turn-1)*size+got >= rows || rows == 0 && pages > 0 && p.Turn >= pages {
		return q, false
	}
	with := maps.Clone(p.With)
	with["size"] = strconv.Itoa(size)
	q, missing := s.question(with, p.Turn+1)
	return q, missing == ""
}

// beyond is the turn of a question that no other follows.
const beyond = 1 << 20

// Before is the question for the page before the first, where servers may count
// from 0 and rows are missing in the end.
func (s Source) Before(p Page) (q Question, ok bool) {
	if !s.zero || p.Turn == beyond {
		return q, false
	}
	with := maps.Clone(p.With)
	with["size"] = strconv.Itoa(s.size)
	q, missing := s.question(with, 0)
	q.Turn = beyond
	return q, missing == ""
}

// question is that for one page of rows.
func (s Source) question(with map[string]string, turn int) (q Question, missing string) {
	size := integer(with["size"])
	values := map[string]string{
		"page": strconv.Itoa(turn - 1 + s.first), "size": with["size"],
		"start": strconv.Itoa((turn-1)*size + 1), "end": strconv.Itoa(turn * size),
	}
	maps.Copy(values, with)
	address, ok := near(with["referer"], s.fill(s.url, values, url.QueryEscape))
	if !ok {
		return q, "address on the same host"
	}
	q = Question{URL: address, With: with, Turn: turn, Header: map[string]string{"Referer": with["referer"], "X-Requested-With": "XMLHttpRequest"}}
	maps.Copy(q.Header, s.header)
	if s.body != "" {
		q.Method, q.Header["Content-Type"] = http.MethodPost, "application/x-www-form-urlencoded"
		q.Body = s.fill(s.body, values, url.QueryEscape)
	}
	if strings.HasPrefix(s.body, "{") {
		q.Header["Content-Type"] = "application/json"
		q.Body = s.fill(s.body, values, quoted)
	}
	return q, ""
}

var blank = regexp.MustCompile(`\{(\w+)\}`)

// fill writes values into a template, each in the way of the place.
func (s Source) fill(template string, values map[string]string, write func(string) string) string {
	return blank.ReplaceAllStringFunc(template, func(name string) string {
		name = strings.Trim(name, "{}")
		for _, n := range s.needs {
			switch {
			case n.name != name:
			case n.raw || n.pairs:
				return values[name]
			case n.many:
				return strings.ReplaceAll(values[name], ",", `","`)
			}
		}
		return write(values[name])
	})
}

// Within is what the address of a row must hold to be of the list that was asked
// for; empty where the source gives no others.
func (s Source) Within(with map[string]string) string {
	for _, m := range blank.FindAllStringSubmatch(s.within, -1) {
		if v := with[m[1]]; v == "" || v == "any" || with[s.chosen] != "" {
			return ""
		}
	}
	return s.fill(s.within, with, url.PathEscape)
}

// quoted is a text inside the quotes of JSON.
func quoted(s string) string { return strings.Trim(strconv.QuoteToASCII(s), `"`) }

func integer(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
