package store

import (
	"errors"
	"fmt"
	"slices"

	"gongkai/internal/report"
)

// put stores an entry within the transaction.
func (w *pen) put(e Entry) (Change, error) {
	if e.Page.URL == "" {
		return Same, errors.New("put: a page needs an address")
	}
	change, err := w.enter(e.filed())
	for _, o := range e.Others {
		if err == nil {
			var c Change
			c, err = w.enter(e.other(o).filed())
			change = max(change, c)
		}
	}
	if err != nil {
		return Same, fmt.Errorf("put %s: %w", e.Page.URL, err)
	}
	return change, nil
}

func (w *pen) enter(e Entry) (Change, error) {
	organ, err := w.organ(e)
	if err != nil {
		return Same, err
	}
	p, err := w.sheet(e, organ)
	if err != nil {
		return Same, err
	}
	if e.Report == nil {
		return w.keep(e, p)
	}
	if e.Own.Name != "" {
		if organ, err = w.organ(Entry{Organ: e.Own}); err != nil {
			return Same, err
		}
	}
	return w.file(e, p, organ)
}

// organ finds or adds the organ of an entry, 0 when it names none. The level
// follows the registry.
func (w *pen) organ(e Entry) (id int64, err error) {
	o := e.Organ.identity()
	if o.Name == "" {
		return 0, nil
	}
	var level string
	ok, err := w.one(`SELECT id, coalesce(level, '') FROM organ WHERE division = ? AND name = ? AND site = ?`,
		[]any{o.Division, o.Name, o.Site}, &id, &level)
	if err != nil {
		return 0, err
	}
	if !ok {
		return w.add(`INSERT INTO organ (division, site, name, level) VALUES (?, ?, ?, ?) RETURNING id`,
			o.Division, o.Site, o.Name, text(e.Level))
	}
	if e.Level != "" && e.Level != level {
		err = w.exec(`UPDATE organ SET level = ? WHERE id = ?`, e.Level, id)
	}
	return id, err
}

// sheet is what is known of a page before an entry is stored.
type sheet struct {
	id      int64
	hash    string
	reader  string
	reason  string
	fetched string
	fresh   bool // not seen before
	back    bool // came back after other bytes at its address
}

// sheet finds or adds the page of an entry. An answer ends a failure to fetch.
func (w *pen) sheet(e Entry, organ int64) (sheet, error) {
	there, err := w.sheets(e.Page.URL)
	if err != nil {
		return sheet{}, err
	}
	hash := e.hash()
	for _, p := range there {
		if p.hash == "" && hash != "" {
			if err := w.exec(`DELETE FROM page WHERE id = ?`, p.id); err != nil {
				return p, err
			}
		}
	}
	i := slices.IndexFunc(there, func(p sheet) bool { return p.hash == hash })
	if i < 0 {
		return w.addSheet(e, hash, organ)
	}
	p := there[i]
	now, _ := moment(e.Page.Fetched).(string)
	p.back = slices.ContainsFunc(there, func(other sheet) bool { return p.fetched < other.fetched && other.fetched < now })
	if p.back {
		err = w.exec(`UPDATE page SET fetched = ? WHERE id = ?`, now, p.id)
	}
	return p, err
}

// sheets are all the pages of an address.
func (w *pen) sheets(address string) (list []sheet, err error) {
	var p sheet
	err = w.each(`SELECT id, hash, reader, coalesce(reason, ''), coalesce(fetched, '') FROM page WHERE address = ?`,
		[]any{address}, []any{&p.id, &p.hash, &p.reader, &p.reason, &p.fetched}, func() { list = append(list, p) })
	return list, err
}

func (w *pen) addSheet(e Entry, hash string, organ int64) (p sheet, err error) {
	p = sheet{fresh: true, reader: e.Reader, reason: e.Reason}
	if !e.named {
		organ = 0
	}
	asked := e.Asked
	if asked == e.Page.URL {
		asked = ""
	}
	fetched := moment(e.Page.Fetched)
	p.id, err = w.add(`INSERT INTO page (address, hash, asked, title, status, type, ref, first, fetched, organ, year, reader, reason)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		e.Page.URL, hash, text(asked), text(e.Title), e.Page.Status, text(e.Page.Type), text(e.Ref), fetched, fetched,
		count(int(organ)), count(e.linked), e.Reader, text(e.Reason))
	return p, err
}

// keep stores that a page is no report.
func (w *pen) keep(e Entry, p sheet) (Change, error) {
	if p.fresh {
		return Kept, nil
	}
	verdict := !newer(p.reader, e.Reader) && (p.reader != e.Reader || p.reason != e.Reason)
	if !verdict && !p.back {
		return Same, nil
	}
	if verdict {
		if err := w.exec(`UPDATE page SET reader = ?, reason = ? WHERE id = ?`, e.Reader, e.Reason, p.id); err != nil {
			return Same, err
		}
	}
	return Kept, w.chooseFor(p.id)
}

// file stores a version of a report.
func (w *pen) file(e Entry, p sheet, organ int64) (Change, error) {
	id, change, err := w.report(organ, e.Year)
	if err != nil {
		return Same, err
	}
	var version int64
	stored := false
	if change == Revised && !p.fresh {
		stored, err = w.one(`SELECT id FROM version WHERE page = ? AND reader = ? AND report = ?`, []any{p.id, e.Reader, id}, &version)
		if err != nil {
			return Same, err
		}
	}
	verdict := !newer(p.reader, e.Reader) && (p.reader != e.Reader || p.reason != "")
	if stored && !p.back && !verdict {
		return Same, nil
	}
	if !stored {
		if version, err = w.version(e, id, p.id); err != nil {
			return Same, err
		}
	}
	if change == New && p.fresh { // nothing to choose from
		return New, w.exec(`UPDATE report SET current = ? WHERE id = ?`, version, id)
	}
	if verdict {
		if err := w.exec(`UPDATE page SET reader = ?, reason = NULL WHERE id = ?`, e.Reader, p.id); err != nil {
			return Same, err
		}
	}
	return change, w.chooseFor(p.id)
}

// report finds a report, which then can only be revised, or adds it.
func (w *pen) report(organ int64, year int) (id int64, change Change, err error) {
	known, err := w.one(`SELECT id FROM report WHERE organ = ? AND year = ?`, []any{organ, year}, &id)
	if known || err != nil {
		return id, Revised, err
	}
	id, err = w.add(`INSERT INTO report (organ, year) VALUES (?, ?) RETURNING id`, organ, year)
	return id, New, err
}

// unsure counts the doubts of a report. That its year had no such table is not one.
func unsure(r *report.Report) int {
	n := 0
	for _, d := range r.Doubts {
		if d.Code != report.NotAsked.String() {
			n++
		}
	}
	return n
}

// version stores what was read.
func (w *pen) version(e Entry, id, page int64) (version int64, err error) {
	r := e.Report
	lines, cells, err := linesOf(r, w.lines[:0])
	w.lines = lines
	if err != nil {
		return 0, err
	}
	failed := 0
	for _, f := range e.Findings {
		if f.Result == report.Fail && !f.OfProse() {
			failed++
		}
	}
	old, more := indicatorsOf(r.Indicators)
	var editions [3]any
	for k, t := range r.Tables {
		if t != nil {
			editions[k] = t.Form.Edition
		}
	}
	version, err = w.add(`INSERT INTO version (report, page, reader, read, printed, title, year, published, signed, dated,
			disclosure, requests, review, cells, doubts, failed, indicators)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		id, page, e.Reader, moment(e.Read), text(r.Organ), text(r.Title), count(r.Year),
		text(string(r.Dates.Published)), text(string(r.Dates.Signed)), text(string(r.Dates.Address)),
		editions[report.Disclosure], editions[report.Requests], editions[report.Review], cells+more, unsure(r), failed, formOf(r.Indicators))
	if err != nil {
		return 0, err
	}
	if err := errors.Join(
		w.insert("line", version, lines),
		w.insert("indicator", version, old),
		w.insert("section", version, sections(r)),
		w.insert("statement", version, statements(lines[:1], r)), // lines are in: there is room again
		w.insert("evidence", version, evidence(r)),
		w.insert("doubt", version, doubts(r))); err != nil {
		return 0, err
	}
	findings, err := w.findings(lines[:1], e.Findings)
	if err != nil {
		return 0, err
	}
	return version, w.insert("finding", version, findings)
}

// linesOf are the values of the lines of a report, after one for the version,
// and how many cells have a value.
func linesOf(r *report.Report, room []any) (values []any, cells int, err error) {
	values = append(room, nil)
	for k, t := range r.Tables {
		if t == nil {
			continue
		}
		kind := report.Kind(k)
		if report.FormOf(kind, t.Form.Edition) != t.Form || len(t.Cells) != len(t.Form.Rows) {
			return nil, 0, fmt.Errorf("%s %s: not a table of a known form", kind, t.Form.Edition)
		}
		for i, row := range t.Cells {
			if len(row) != len(t.Form.Rows[i].Columns) {
				return nil, 0, fmt.Errorf("%s %s row %d: %d cells", kind, t.Form.Edition, i+1, len(row))
			}
			for j := range row {
				cells += b2i(row[j].State.HasValue())
			}
			if values, err = pack(values, kind, i, row); err != nil {
				return nil, 0, err
			}
		}
	}
	return values, cells, nil
}

func sections(r *report.Report) []any {
	values := []any{nil}
	for i, s := range r.Sections {
		values = append(values, i+1, s.Number, s.Heading, s.Text, s.Offset)
	}
	return values
}

func doubts(r *report.Report) []any {
	values := []any{nil}
	for i, d := range r.Doubts {
		values = append(values, i+1, d.Code, text(d.Table), text(d.Row), d.Text)
	}
	return values
}

// findings adds their rows.
func (w *pen) findings(values []any, list []report.Finding) ([]any, error) {
	for i, f := range list {
		rule, err := w.rule(f.Rule, f.At)
		if err != nil {
			return nil, err
		}
		values = append(values, i+1, rule, string(f.Result), side(f.Left), side(f.Right), text(f.Why))
	}
	return values, nil
}

func side(n *report.Number) any {
	if n == nil {
		return nil
	}
	return exact(*n)
}

// rule finds or adds the id of a rule at a place.
func (w *pen) rule(name, at string) (int64, error) {
	key := [2]string{name, at}
	if id, ok := w.rules[key]; ok {
		return id, nil
	}
	if err := w.exec(`INSERT OR IGNORE INTO rule (name, at) VALUES (?, ?)`, name, at); err != nil {
		return 0, err
	}
	var id int64
	if _, err := w.one(`SELECT id FROM rule WHERE name = ? AND at = ?`, []any{name, at}, &id); err != nil {
		return 0, err
	}
	if w.rules == nil {
		w.rules = map[[2]string]int64{}
	}
	w.rules[key] = id
	return id, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
