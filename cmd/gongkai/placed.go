package main

import (
	"cmp"

	"gongkai/internal/division"
	"gongkai/internal/report"
)

// placed is the code of the division that a report's organ is certainly of:
// the one its name begins with, where no other of that name fits and the
// number of the site does not speak against it. Otherwise it is empty, and the
// number of the site stays a hint among the evidence.
func placed(t *division.Table, organ string, r *report.Report) string {
	near := ""
	for _, e := range r.Evidence {
		if e.What == "division" {
			near = e.Value
			break
		}
	}
	d, certain := t.Of(cmp.Or(organ, r.Organ), near, r.Year)
	if !certain {
		return ""
	}
	return d.Code
}

// place gives an entry the division of its report where the manifest gives
// none, and says so where the manifest gives one that is not known.
func (i *importer) place(code, organ string, r *report.Report) string {
	if i.divisions == nil {
		t, err := divisions(func() (workspace, error) { return i.workspace, nil })
		if err != nil {
			i.say("warning: %v; the list of the program is used", err)
			t = division.Known()
		}
		i.divisions = t
	}
	if code == "" {
		return placed(i.divisions, organ, r)
	}
	if _, ok := i.divisions.Lookup(code); !ok {
		i.say("warning: no division with the code %s is known; see gongkai help divisions", code)
	}
	return code
}
