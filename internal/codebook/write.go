package codebook

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"

	"gongkai/internal/check"
	"gongkai/internal/report"
)

// Schema names the JSON form of the codebook.
const Schema = "gongkai.codebook/1"

// Formats are the formats Write knows.
var Formats = []string{"md", "html", "json"}

// book is everything the codebook says.
type book struct {
	Title    string
	Tables   []Table
	States   []Meaning
	Rules    []ruling
	Notes    []string
	Editions []edition
	Values   []vocabulary
}

// ruling is a rule of an edition in words.
type ruling struct {
	Rule    string `json:"rule"`
	Edition string `json:"edition"`
	Each    string `json:"each"`
	Sum     string `json:"sum"`
}

// edition is a document that sets a form.
type edition struct {
	Edition  string `json:"edition"`
	Document string `json:"document"`
	Years    string `json:"years"`
}

// notes hold for all tables and formats.
var notes = []string{
	"Blank is not zero. A cell without a number has no value: empty in CSV and XLSX, null in Parquet and JSON Lines, an extended missing value in Stata. Its state says why.",
	"No value is guessed, repaired or derived; totals are those printed. Only the table panel adds up cells, where one edition splits what another counts as one, and names them in source. A number stands in the unit printed.",
	"Numbers are exact decimals: as text in CSV, as numbers with all their digits in JSON Lines, as DECIMAL(38, 18) in Parquet. XLSX and Stata hold doubles, exact to 15 digits; a longer number is a text in XLSX.",
	"Codes (division, form, hash and so on) are text in every format; leading zeros stay.",
	"`export --excel` puts an apostrophe before a text that begins with = + - @ or a control character, so that no spreadsheet takes it for a formula: such a text is altered, in CSV only and only then.",
	"An article is that of the 条例 of 2019 (国务院令第711号) which the row of the form answers to; the form itself does not print it, but in table 二. Three rows answer to none: rejected_reconfirmation, other and other_remaining.",
}

// written is the codebook of all tables.
func written(tables []Table) book {
	b := book{Title: "Codebook 变量表", Tables: tables, States: States(), Notes: notes, Values: vocabularies(), Editions: []edition{
		{"2021", "国办公开办函〔2021〕30号", "2021 onwards (some organs still use the form of 2019)"},
		{"2019", "国办公开办函〔2019〕60号", "2019 and 2020; table 四 has not changed since"},
		{"2014", "国办发〔2014〕32号", "2014 to 2018: the national table of indicators"},
		{"2008", "", "2008 to 2018: tables of indicators of provinces and cities"}}}
	for _, f := range report.Forms {
		for _, r := range check.Rules(f) {
			b.Rules = append(b.Rules, ruling{r.ID, f.Edition, r.Each, r.String()})
		}
	}
	for _, r := range check.ProseRules() {
		b.Rules = append(b.Rules, ruling{r.ID, "", "statement", r.String()})
	}
	return b
}

// Write writes the codebook of the tables in a format: md, html or json.
func Write(w io.Writer, format string, tables []Table) error {
	switch b := written(tables); format {
	case "md":
		return b.markdown(w)
	case "html":
		return b.html(w)
	case "json":
		return b.json(w)
	}
	return fmt.Errorf("no format %q for a codebook; there are %s", format, strings.Join(Formats, ", "))
}

func (b book) json(w io.Writer) error {
	type variable struct {
		Variable
		Type string `json:"type"`
	}
	type table struct {
		Table     string     `json:"table"`
		Chinese   string     `json:"zh"`
		English   string     `json:"en"`
		Variables []variable `json:"variables"`
	}
	var tables []table
	for _, t := range b.Tables {
		one := table{Table: t.Name, Chinese: t.Chinese, English: t.English}
		for _, v := range t.Variables {
			one.Variables = append(one.Variables, variable{v, v.Type.String()})
		}
		tables = append(tables, one)
	}
	encode := json.NewEncoder(w)
	encode.SetEscapeHTML(false)
	encode.SetIndent("", "  ")
	return encode.Encode(struct {
		Schema   string       `json:"schema"`
		Notes    []string     `json:"notes"`
		Editions []edition    `json:"editions"`
		States   []Meaning    `json:"states"`
		Rules    []ruling     `json:"rules"`
		Tables   []table      `json:"tables"`
		Values   []vocabulary `json:"values"`
	}{Schema, b.Notes, b.Editions, b.States, b.Rules, tables, b.Values})
}

//go:embed codebook.html.tmpl
var files embed.FS

func (b book) html(w io.Writer) error {
	page, err := template.New("codebook.html.tmpl").Funcs(template.FuncMap{"join": Join, "shown": shown}).ParseFS(files, "codebook.html.tmpl")
	if err != nil {
		return err
	}
	return page.Execute(w, b)
}

// Join is a list in one line.
func Join(list []string) string { return strings.Join(list, ", ") }

// shown are the variables worth a line: the state of a cell of the form
// follows from the cell.
func shown(t Table) []Variable {
	var list []Variable
	for _, v := range t.Variables {
		if v.Type != State || v.Indicator == "" {
			list = append(list, v)
		}
	}
	return list
}
