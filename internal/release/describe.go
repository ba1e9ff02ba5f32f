package release

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"gongkai/internal/codebook"
)

func (w *writer) title() string {
	f := w.found
	years := fmt.Sprint(f.first)
	if f.last > f.first {
		years = fmt.Sprintf("%d–%d", f.first, f.last)
	}
	return cmp.Or(w.Title, fmt.Sprintf("Annual reports on government information disclosure in China: %s of %s, %s", plural(f.reports, "report"), plural(f.organs, "organ"), years))
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// day is that of the newest page, empty where no page says when it came.
func (w *writer) day() string { return w.found.newest[:min(len(w.found.newest), len("2024-01-31"))] }

func (w *writer) version() string { return cmp.Or(w.Version, w.day(), "1") }

func (w *writer) authors() []string {
	if len(w.Authors) == 0 {
		return []string{"gongkai"}
	}
	return w.Authors
}

// citation is CITATION.cff, format 1.2.0. JSON texts are YAML too.
func (w *writer) citation([]codebook.Table) string {
	var b strings.Builder
	b.WriteString("cff-version: 1.2.0\ntype: dataset\nmessage: Please cite this data set as below.\n")
	fmt.Fprintf(&b, "title: %s\nauthors:\n", quoted(w.title()))
	for _, a := range w.authors() {
		fmt.Fprintf(&b, "  - name: %s\n", quoted(a))
	}
	fmt.Fprintf(&b, "version: %s\n", quoted(w.version()))
	if w.day() != "" {
		fmt.Fprintf(&b, "date-released: %s\n", quoted(w.day()))
	}
	if w.License != "" {
		fmt.Fprintf(&b, "license: %s\n", quoted(w.License))
	}
	return b.String()
}

func quoted(s string) string { return strings.TrimSuffix(string(encoded(s, "")), "\n") }

// encoded is a value as JSON, Chinese and markup as they are.
func encoded(v any, indent string) []byte {
	var b bytes.Buffer
	encode := json.NewEncoder(&b)
	encode.SetEscapeHTML(false)
	encode.SetIndent("", indent)
	_ = encode.Encode(v) // texts, numbers and structs of them always can be
	return b.Bytes()
}

// The parts of a data package, Frictionless version 2.
type (
	datapackage struct {
		Schema       string        `json:"$schema"`
		Name         string        `json:"name"`
		Title        string        `json:"title"`
		Version      string        `json:"version"`
		Created      string        `json:"created,omitempty"`
		Description  string        `json:"description"`
		Contributors []contributor `json:"contributors"`
		Licenses     []license     `json:"licenses,omitempty"`
		Resources    []resource    `json:"resources"`
	}
	contributor struct {
		Title string   `json:"title"`
		Roles []string `json:"roles"`
	}
	license struct {
		Name string `json:"name"`
	}
	resource struct {
		Name      string `json:"name"`
		Path      string `json:"path"`
		Type      string `json:"type"`
		Title     string `json:"title"`
		Format    string `json:"format"`
		Mediatype string `json:"mediatype"`
		Encoding  string `json:"encoding,omitempty"`
		Bytes     int64  `json:"bytes"`
		Hash      string `json:"hash"`
		Schema    schema `json:"schema"`
	}
	schema struct {
		Schema        string       `json:"$schema"`
		Fields        []field      `json:"fields"`
		MissingValues []string     `json:"missingValues"`
		PrimaryKey    []string     `json:"primaryKey,omitempty"`
		ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
	}
	foreignKey struct {
		Fields    []string  `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	}
	field struct {
		Name        string       `json:"name"`
		Type        string       `json:"type"`
		Format      string       `json:"format,omitempty"`
		Title       string       `json:"title"`
		Description string       `json:"description,omitempty"`
		Constraints *constraints `json:"constraints,omitempty"`
	}
	constraints struct {
		Enum []string `json:"enum,omitempty"`
	}
)

// media are the media types of the formats of data.
var media = map[string]string{"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

// datapackage is datapackage.json.
func (w *writer) datapackage([]codebook.Table) string {
	p := datapackage{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: "gongkai", Title: w.title(), Version: w.version(), Created: w.found.newest,
		Description: "Read from the reports that organs publish (政府信息公开工作年度报告) by " + w.Program + ". Blank is not zero: a cell without a number has no value, and its state says why. SOURCES.csv names every page with its SHA-256.",
	}
	for _, a := range w.authors() {
		p.Contributors = append(p.Contributors, contributor{a, []string{"creator"}})
	}
	if w.License != "" {
		p.Licenses = []license{{w.License}}
	}
	for _, f := range w.files {
		if f.table == nil {
			continue
		}
		format := strings.TrimPrefix(path.Ext(f.path), ".")
		r := resource{Name: f.table.Name, Path: f.path, Type: "table", Title: f.table.Chinese + " / " + f.table.English, Format: format,
			Mediatype: media[format], Bytes: f.bytes, Hash: "sha256:" + f.hash, Schema: fields(*f.table)}
		if format == "csv" {
			r.Encoding = "utf-8"
		} else {
			r.Name += "-" + format
		}
		p.Resources = append(p.Resources, r)
	}
	return string(encoded(p, "  "))
}

// fieldTypes are the types of a variable in a table schema.
var fieldTypes = map[codebook.Type]string{codebook.Text: "string", codebook.Code: "string", codebook.Integer: "integer", codebook.Decimal: "number",
	codebook.Date: "date", codebook.Time: "datetime", codebook.State: "string"}

// fields is the schema of a table.
func fields(t codebook.Table) schema {
	s := schema{Schema: "https://datapackage.org/profiles/2.0/tableschema.json", MissingValues: []string{""}}
	var states []string
	for _, m := range codebook.States() {
		states = append(states, m.Key)
	}
	for _, v := range t.Variables {
		f := field{Name: v.Name, Type: fieldTypes[v.Type], Title: v.Chinese + " / " + v.English}
		for _, part := range []string{v.Form, v.Unit, v.Article} {
			f.Description = strings.TrimPrefix(f.Description+"; "+part, "; ")
		}
		f.Description = strings.Trim(f.Description, "; ")
		if v.Type == codebook.State {
			f.Constraints = &constraints{Enum: slices.Clone(states)}
		}
		if v.Type == codebook.Time {
			f.Format = "any" // with thousandths of a second
		}
		s.Fields = append(s.Fields, f)
	}
	s.PrimaryKey = keys[t.Name]
	if number := []string{"report"}; t.Name != "reports" && slices.ContainsFunc(t.Variables, func(v codebook.Variable) bool { return v.Name == number[0] }) {
		s.ForeignKeys = []foreignKey{{number, reference{"reports", number}}}
	}
	return s
}

// keys are the columns that tell the lines of a table apart.
var keys = map[string][]string{
	"reports": {"report"}, "disclosure": {"report"}, "requests": {"report"}, "review": {"report"},
	"facts": {"report", "indicator"}, "indicators": {"report", "row"}, "panel": {"report", "variable"},
}

// readme is README.md.
func (w *writer) readme(tables []codebook.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nVersion %s, made by %s. Licence: %s.\n\n", w.title(), w.version(), w.Program, cmp.Or(w.License, "none is named"))
	fmt.Fprintf(&b, "Cite as: %s. %s. Version %s.\n\n", strings.Join(w.authors(), ", "), w.title(), w.version())
	b.WriteString("| file | |\n|---|---|\n")
	for _, t := range tables {
		if t.Name != "sources" {
			fmt.Fprintf(&b, "| `data/%s.csv`, `.parquet` | %s: %s |\n", t.Name, t.Chinese, t.English)
		}
	}
	b.WriteString("| `SOURCES.csv` | every page with its address, the time it was fetched and its SHA-256 |\n" +
		"| `codebook.md`, `.html`, `.json` | every variable: labels, form and cell, unit, editions, article, rules |\n" +
		"| `load.py`, `load.R`, `load.do` with `stata/` | load every table with the right types into pandas, R and Stata |\n" +
		"| `datapackage.json` | the same for programs (Frictionless Data Package, version 2) |\n" +
		"| `CITATION.cff` | how to cite it |\n| `SHA256SUMS` | `sha256sum -c SHA256SUMS` |\n\n" +
		"The number in `report` is the same in every table of this release and may be another in the next one; organ, division and year are not. " +
		"Numbers are exact in CSV and, as DECIMAL(38, 18), in Parquet. An empty cell is never 0: its state says why there is no number.\n")
	return b.String()
}
