package form_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/internal/check"
	"gongkai/internal/report"
)

// indicatorTruth is the table of indicators of a document, as typed by hand.
type indicatorTruth struct {
	Form string
	Rows []struct {
		Label, Unit       string
		Value, Cumulative json.Number
	}
}

// leastIndicators is how many of their cells were read right when the figure
// was last raised. It never falls.
const leastIndicators = 154

// TestAccuracyOfIndicators compares every labelled table of years before 2019
// with its reading, value by value, this year's and the cumulative one.
func TestAccuracyOfIndicators(t *testing.T) {
	files, err := filepath.Glob(shared(t, "reports/*.json"))
	if err != nil {
		t.Fatal(err)
	}
	byForm := map[string]*score{}
	var all score
	for _, file := range files {
		want, ok := indicatorsOf(t, file)
		if !ok {
			continue
		}
		key := want.Form + " " + strings.TrimPrefix(filepath.Ext(document(t, file)), ".")
		if byForm[key] == nil {
			byForm[key] = &score{}
		}
		_, r := readLabelled(t, file)
		compareIndicators(t, filepath.Base(file), want, r.Indicators, byForm[key])
		for _, s := range r.Sections {
			if strings.Contains(s.Text, "同意部分公开答复数") {
				t.Errorf("%s: the table stands in section %q", filepath.Base(file), s.Heading)
			}
		}
	}
	for key, s := range byForm {
		t.Logf("indicators %-13s right %4d  doubted %3d  missing %3d  wrong %d", key, s.right, s.doubted, s.missing, s.wrong)
		all = score{all.right + s.right, all.doubted + s.doubted, all.missing + s.missing, all.wrong + s.wrong}
	}
	t.Logf("indicators %-13s right %4d  doubted %3d  missing %3d  wrong %d", "all", all.right, all.doubted, all.missing, all.wrong)
	if all.wrong > 0 || all.right < leastIndicators {
		t.Errorf("wrong %d, want 0; right %d, want at least %d", all.wrong, all.right, leastIndicators)
	}
}

func indicatorsOf(t *testing.T, file string) (truth indicatorTruth, ok bool) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var l struct {
		Tables map[string]json.RawMessage
	}
	if err := json.Unmarshal(b, &l); err != nil {
		t.Fatal(err)
	}
	if l.Tables["indicators"] == nil {
		return truth, false
	}
	if err := json.Unmarshal(l.Tables["indicators"], &truth); err != nil {
		t.Fatal(err)
	}
	return truth, true
}

func compareIndicators(t *testing.T, name string, want indicatorTruth, got *report.Indicators, s *score) {
	t.Helper()
	if got == nil {
		t.Errorf("%s: no indicators", name)
		s.missing += 2 * len(want.Rows)
		return
	}
	if got.Form != want.Form || len(got.Rows) != len(want.Rows) {
		t.Errorf("%s: form %s with %d rows, want %s with %d", name, got.Form, len(got.Rows), want.Form, len(want.Rows))
	}
	for i, row := range want.Rows {
		if i >= len(got.Rows) {
			s.missing += 2
			continue
		}
		g := got.Rows[i]
		if g.Label != row.Label || g.Unit != row.Unit || g.Key == "" {
			t.Errorf("%s: row %d is %q in %q with key %q, want %q in %q", name, i+1, g.Label, g.Unit, g.Key, row.Label, row.Unit)
		}
		for _, c := range []struct {
			got  report.Cell
			want json.Number
		}{{g.Value, row.Value}, {g.Cumulative, row.Cumulative}} {
			switch {
			case c.got.State == report.Unplaced:
				s.doubted++
			case c.got.State.HasValue() && c.got.Value.String() == c.want.String():
				s.right++
			case c.got.State == report.Missing:
				s.missing++
			default:
				s.wrong++
				t.Errorf("%s: %s = %+v, want %s", name, row.Label, c.got, c.want)
			}
		}
	}
}

// TestIndicatorSourceErrors: what a table itself prints wrong is found, with
// the sums as typed by hand, and no other sum is.
func TestIndicatorSourceErrors(t *testing.T) {
	files, err := filepath.Glob(shared(t, "reports/*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if _, ok := indicatorsOf(t, file); !ok {
			continue
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var typed struct {
			Errors []struct {
				Kind, Where       string
				Printed, Computed json.Number
			} `json:"source_errors"`
		}
		if err := json.Unmarshal(b, &typed); err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for _, e := range typed.Errors {
			if e.Kind == "arithmetic" && strings.HasPrefix(e.Where, "indicators") {
				column := "value"
				if strings.Contains(e.Where, "cumulative") {
					column = "cumulative"
				}
				want[column+" "+e.Printed.String()+" "+e.Computed.String()] = true
			}
		}
		_, r := readLabelled(t, file)
		for _, f := range check.Report(r) {
			if f.Result != report.Fail || !strings.HasPrefix(f.Rule, "indicators/") {
				continue
			}
			said := f.At + " " + f.Left.String() + " " + f.Right.String()
			turned := f.At + " " + f.Right.String() + " " + f.Left.String()
			if !want[said] && !want[turned] {
				t.Errorf("%s: %s: %s, which nobody typed", filepath.Base(file), f.Rule, said)
			}
			delete(want, said)
			delete(want, turned)
		}
		for w := range want {
			t.Errorf("%s: not found: %s", filepath.Base(file), w)
		}
	}
}
