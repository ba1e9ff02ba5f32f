package report_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/report"
)

// keys are the keys of a JSON object in the order they are written.
func keys(t *testing.T, object []byte) []string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(object)))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	var list []string
	for d.More() {
		key, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, key.(string))
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// inOrder tells whether all of want stand in list, in this order.
func inOrder(list, want []string) bool {
	for _, w := range want {
		at := slices.Index(list, w)
		if at < 0 {
			return false
		}
		list = list[at+1:]
	}
	return true
}

func marshal(t *testing.T, r report.Reading) []byte {
	t.Helper()
	b, err := r.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(b) {
		t.Fatalf("no JSON: %s", b)
	}
	return b
}

var top = []string{"schema", "source", "organ", "year", "title", "published", "sections", "signed", "tables", "doubts", "findings"}

// TestEmptyReading holds that arrays and objects are there when there is
// nothing in them, and that an unknown year is null, not 0.
func TestEmptyReading(t *testing.T) {
	b := marshal(t, report.Reading{Source: "a.html", Report: &report.Report{}})
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"sections", "doubts", "findings"} {
		if list, ok := got[key].([]any); !ok || len(list) != 0 {
			t.Errorf("%s = %v, want []", key, got[key])
		}
	}
	if tables, ok := got["tables"].(map[string]any); !ok || len(tables) != 0 {
		t.Errorf("tables = %v, want {}", got["tables"])
	}
	if year, there := got["year"]; year != nil || !there {
		t.Errorf("year = %v, want null", year)
	}
	if got["schema"] != "gongkai.report/1" || got["source"] != "a.html" {
		t.Errorf("schema, source = %v, %v", got["schema"], got["source"])
	}
	for _, key := range top {
		if _, there := got[key]; !there {
			t.Errorf("no key %s in %s", key, b)
		}
	}
}

// full is a report that has a cell in every state.
func full() report.Reading {
	r := &report.Report{Organ: "清河区人民政府", Year: 2023, Title: "清河区<2023>年&报告"}
	for _, k := range report.Kinds {
		edition := "2021"
		if k == report.Review {
			edition = "2019"
		}
		r.Tables[k] = report.NewTable(report.FormOf(k, edition))
	}
	amount, _ := report.ParseNumber("481714587.29")
	cells := r.Tables[report.Disclosure].Cells
	cells[0][0] = report.Cell{State: report.IsNumber, Value: report.N(0), Raw: "0", At: report.Place{Table: 1, Row: 3, Column: 2}}
	cells[0][1] = report.Cell{State: report.Noted, Value: amount, Unit: "元", Raw: "481714587.29元"}
	cells[0][2] = report.Cell{State: report.Blank}
	cells[1][0] = report.Cell{State: report.Dash, Raw: "/"}
	cells[1][1] = report.Cell{State: report.Words, Raw: "约<3>\n\"余\""}
	cells[1][2] = report.Cell{State: report.Unplaced, Raw: "1 | 2", Value: report.N(5)}
	left, right := report.N(3), report.N(2)
	return report.Reading{Source: "-", Report: r, Findings: []report.Finding{
		{Rule: "requests/balance", Result: report.Fail, At: "total", Left: &left, Right: &right},
		{Rule: "requests/row", Result: report.NotAssessable, At: "received", Why: "received.total is blank"},
	}}
}

func TestReading(t *testing.T) {
	b := marshal(t, full())
	if got := keys(t, b); !inOrder(got, []string{"schema", "source", "organ", "year", "title", "published"}) || !inOrder(got, []string{"sections", "tables", "doubts", "findings"}) {
		t.Errorf("keys in the order %v", got)
	}
	var got struct {
		Title  string
		Tables map[string]struct {
			Form  string
			Cells map[string]map[string]map[string]any
		}
		Findings []map[string]any
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), "清河区<2023>年&报告") {
		t.Errorf("markup or Chinese is escaped: %s", b[:200])
	}
	cells := got.Tables["disclosure"].Cells
	for _, tt := range []struct {
		row, column, state string
		value              any
		raw                string
	}{
		{"regulations", "issued", "number", 0.0, "0"},
		{"regulations", "repealed", "noted", 481714587.29, "481714587.29元"},
		{"regulations", "in_force", "blank", nil, ""},
		{"normative_documents", "issued", "dash", nil, "/"},
		{"normative_documents", "repealed", "text", nil, "约<3>\n\"余\""},
		{"normative_documents", "in_force", "unplaced", nil, "1 | 2"},
		{"permits", "decisions", "missing", nil, ""},
	} {
		c := cells[tt.row][tt.column]
		value, there := c["value"]
		if c["state"] != tt.state || value != tt.value || !there || c["raw"] != tt.raw {
			t.Errorf("%s.%s = %v, want %s %v %q", tt.row, tt.column, c, tt.state, tt.value, tt.raw)
		}
	}
	if f := got.Findings; f[0]["left"] != 3.0 || f[0]["right"] != 2.0 || f[1]["left"] != nil || f[1]["result"] != "na" {
		t.Errorf("findings = %v", f)
	}
}

// TestCellOrder holds that rows and columns are written in the order of the form.
func TestCellOrder(t *testing.T) {
	var got struct{ Tables map[string]json.RawMessage }
	r := full()
	if err := json.Unmarshal(marshal(t, r), &got); err != nil {
		t.Fatal(err)
	}
	for _, k := range report.Kinds {
		var table struct {
			Form  string
			Cells json.RawMessage
		}
		if err := json.Unmarshal(got.Tables[k.String()], &table); err != nil {
			t.Fatal(err)
		}
		form := r.Report.Tables[k].Form
		if table.Form != form.Edition {
			t.Errorf("%s: form %s, want %s", k, table.Form, form.Edition)
		}
		var rows map[string]json.RawMessage
		if err := json.Unmarshal(table.Cells, &rows); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, row := range form.Rows {
			want = append(want, row.Key)
			var columns []string
			for _, c := range row.Columns {
				columns = append(columns, c.Key)
			}
			if got := keys(t, rows[row.Key]); !slices.Equal(got, columns) {
				t.Errorf("%s.%s has the columns %v, want %v", k, row.Key, got, columns)
			}
		}
		if got := keys(t, table.Cells); !slices.Equal(got, want) {
			t.Errorf("%s has the rows %v, want %v", k, got, want)
		}
	}
}

// TestStates holds that every state has its own key and only two have values.
func TestStates(t *testing.T) {
	valued, keys := 0, map[string]bool{"": true}
	for s := report.Missing; s <= report.NotAsked; s++ {
		if keys[s.String()] {
			t.Errorf("state %d has the key %q, which is none or another's", s, s)
		}
		keys[s.String()] = true
		if s.HasValue() {
			valued++
		}
	}
	if valued != 2 {
		t.Errorf("%d states have values, want 2", valued)
	}
}
