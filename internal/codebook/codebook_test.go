package codebook_test

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/internal/codebook"
	"gongkai/internal/report"
	"gongkai/internal/store"
)

// Every table that the store gives out is described, column by column and in
// its order; nothing is described that there is not.
func TestInStepWithTheStore(t *testing.T) {
	db, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "gongkai.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, _, none := db.Rows(context.Background(), "", store.Only{})
	_, list, _ := strings.Cut(none.Error(), "there are ")
	for _, name := range strings.Split(list, ", ") {
		columns, _, err := db.Rows(context.Background(), name, store.Only{})
		if err != nil {
			t.Fatal(err)
		}
		described, known := codebook.Of(name, columns)
		if !known {
			for _, v := range described.Variables {
				if v.Chinese == v.Name {
					t.Errorf("%s.%s is not in the codebook", name, v.Name)
				}
			}
			continue
		}
		i := slices.IndexFunc(codebook.Tables(), func(t codebook.Table) bool { return t.Name == name })
		var names []string
		for _, v := range codebook.Tables()[i].Variables {
			names = append(names, v.Name)
		}
		if !slices.Equal(names, columns) {
			t.Errorf("%s: the codebook has %v, the store %v", name, names, columns)
		}
	}
}

// Every variable can be labelled in every tool, and none twice the same.
func TestVariables(t *testing.T) {
	for _, table := range codebook.Tables() {
		seen := map[string]string{}
		for _, v := range table.Variables {
			if v.Chinese == "" || v.English == "" || v.Short == "" || len(v.Short) > 32 {
				t.Errorf("%s.%s: labels %q, %q, short %q", table.Name, v.Name, v.Chinese, v.English, v.Short)
			}
			for _, label := range []string{v.Chinese, v.English, v.Short} {
				if other := seen[label]; other != "" && other != v.Name {
					t.Errorf("%s: %q stands for %s and %s", table.Name, label, other, v.Name)
				}
				seen[label] = v.Name
			}
			if n := utf8.RuneCountInString(v.English); n > 80 {
				t.Errorf("%s.%s: a label of %d characters: %s", table.Name, v.Name, n, v.English)
			}
			if v.State != "" && !slices.ContainsFunc(table.Variables, func(s codebook.Variable) bool { return s.Name == v.State && s.Type == codebook.State }) {
				t.Errorf("%s.%s: no column %s", table.Name, v.Name, v.State)
			}
		}
	}
}

// The states are those of the report, each with its own numbers.
func TestStates(t *testing.T) {
	seen := map[report.State]bool{}
	for _, m := range codebook.States() {
		if m.Key != m.State.String() || seen[m.State] || m.State.HasValue() != (m.Missing == "") {
			t.Errorf("%+v", m)
		}
		seen[m.State] = true
	}
	if len(seen) != int(report.NotAsked)+1 {
		t.Errorf("%d states", len(seen))
	}
}

// Each format names every variable of the form with its labels, its article
// and its rules.
func TestWrite(t *testing.T) {
	for _, format := range codebook.Formats {
		var b, again bytes.Buffer
		if err := codebook.Write(&b, format, codebook.Tables()); err != nil {
			t.Fatal(err)
		}
		if err := codebook.Write(&again, format, codebook.Tables()); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: not the same twice: %v", format, err)
		}
		text := html.UnescapeString(b.String())
		if format == "json" && !json.Valid(b.Bytes()) {
			t.Error("not JSON")
		}
		for _, kind := range report.Kinds {
			for _, box := range report.Boxes(kind) {
				for _, want := range []string{report.Name(box.Row, box.Column), report.ShortName(box.Row, box.Column), box.Row.English + ": " + box.Column.English, box.Row.Article,
					kind.String() + "." + box.Row.Key + "." + box.Column.Key} {
					if !strings.Contains(text, want) {
						t.Errorf("%s: no %q", format, want)
					}
				}
			}
		}
		for _, want := range []string{"carried_in = outcomes_total + carried_out", "第二十条第(一)项", "第十四条", "第三十六条", "第三十九条", "第四十二条", "requests/row", "unplaced", ".e"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q", format, want)
			}
		}
	}
	if err := codebook.Write(&bytes.Buffer{}, "pdf", nil); err == nil {
		t.Error("wrote a PDF")
	}
}

func TestUnknownColumns(t *testing.T) {
	table, known := codebook.Of("novel", []string{"a", "b"})
	if known || len(table.Variables) != 2 || table.Variables[1].Label("zh") != "b" {
		t.Errorf("%v, %v", table, known)
	}
}
