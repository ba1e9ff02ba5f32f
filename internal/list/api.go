package list

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// api is a list whose rows a script of the page asks for. All of it is data:
// what the question needs and where the page says it, the question, and where
// the rows are in the answer.
type api struct {
	needs  []need
	script *regexp.Regexp    // the address of a script that says what the page does not
	url    string            // {name} stands for what is needed, and for page, size, start and end
	body   string            // of a POST, JSON when it begins with a brace
	header map[string]string // beside Referer and X-Requested-With
	size   int               // rows to ask for at once
	first  int               // how it counts its first page
	answer
}

// need is something that a question needs to say.
type need struct {
	name  string
	in    *regexp.Regexp // of the addresses of the page, and its text; the first group
	or    string         // where the page does not say it
	maybe bool           // or may be empty
	raw   bool           // a part of an address, written as it is
	refer bool           // it may be the name of another thing that the page sets
	pairs bool           // an object of the script, written as a query
}

// begin is the first question to the script's source; none when the page does
// not say what it needs.
func (a *api) begin(d *document, name string) []Request {
	with := map[string]string{"referer": d.self, "size": strconv.Itoa(a.size)}
	maps.Copy(with, d.asked.With)
	for _, n := range a.needs {
		if _, ok := with[n.name]; ok {
			continue
		}
		if value, ok := n.find(d); ok {
			with[n.name] = value
		} else if d.lacks == "" {
			d.lacks = n.name
		}
	}
	if d.lacks == "" {
		return a.request(d, name, with, 1)
	}
	if a.script == nil || d.asked.Turn < 0 {
		return nil
	}
	m := a.script.FindStringSubmatch(d.text)
	if m == nil {
		return nil
	}
	at, ok := d.near(m[1])
	if !ok {
		return nil
	}
	d.lacks = ""
	return []Request{{URL: at, Part: d.asked.Part, Family: name, Turn: -1, With: with}}
}

// find looks for what is needed: among the options of the list, then in the page.
func (n need) find(d *document) (string, bool) {
	value := d.options[n.name]
	if m := n.in.FindStringSubmatch(d.about); value == "" && m != nil {
		value = strings.ReplaceAll(m[1], "&amp;", "&")
	}
	if n.refer && number(value) == 0 && value != "" {
		set := regexp.MustCompile(`\b` + regexp.QuoteMeta(value) + `['"]?\s*[:=]\s*['"]?(\d+)`)
		m := set.FindStringSubmatch(d.text)
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

// after is the question after an answer; none at the end of the list.
func (a *api) after(d *document, name string, found *Found) []Request {
	if d.asked.Turn < 0 {
		return a.begin(d, name)
	}
	turn, size, got := d.asked.Turn, number(d.asked.With["size"]), len(d.anchors)
	if got == 0 {
		return nil
	}
	if turn == 1 && got < size && got < found.Total {
		size = got // servers give less at once than they are asked for
	}
	if end := found.Total; end > 0 && (turn-1)*size+got >= end || end == 0 && found.Pages > 0 && turn >= found.Pages {
		return nil
	}
	with := maps.Clone(d.asked.With)
	with["size"] = strconv.Itoa(size)
	return a.request(d, name, with, turn+1)
}

// request is the question for one page of rows.
func (a *api) request(d *document, name string, with map[string]string, turn int) []Request {
	size := number(with["size"])
	values := map[string]string{
		"page": strconv.Itoa(turn - 1 + a.first), "size": with["size"],
		"start": strconv.Itoa((turn-1)*size + 1), "end": strconv.Itoa(turn * size),
	}
	maps.Copy(values, with)
	base, err := url.Parse(with["referer"])
	if err != nil {
		return nil
	}
	from := &document{base: base}
	address, ok := from.near(a.fill(a.url, values, url.QueryEscape))
	if here, _ := from.near(d.self); !ok || here == "" {
		return nil
	}
	r := Request{URL: address, Part: d.asked.Part, Family: name, Turn: turn, With: with,
		Header: map[string]string{"Referer": with["referer"], "X-Requested-With": "XMLHttpRequest"}}
	maps.Copy(r.Header, a.header)
	if a.body != "" {
		r.Method, r.Header["Content-Type"] = http.MethodPost, "application/x-www-form-urlencoded"
		r.Body = a.fill(a.body, values, url.QueryEscape)
	}
	if strings.HasPrefix(a.body, "{") {
		r.Header["Content-Type"] = "application/json"
		r.Body = a.fill(a.body, values, quoted)
	}
	return []Request{r}
}

var blank = regexp.MustCompile(`\{(\w+)\}`)

// fill writes values into a template, each in the way of the place.
func (a *api) fill(template string, values map[string]string, write func(string) string) string {
	return blank.ReplaceAllStringFunc(template, func(name string) string {
		name = strings.Trim(name, "{}")
		for _, n := range a.needs {
			if n.name == name && (n.raw || n.pairs) {
				return values[name]
			}
		}
		return write(values[name])
	})
}

// quoted is a text inside the quotes of JSON.
func quoted(s string) string { return strings.Trim(strconv.QuoteToASCII(s), `"`) }
