package release

import (
	"fmt"
	"strings"

	"gongkai/internal/codebook"
)

// csvPath is where the CSV of a table is, from the folder of the release.
func csvPath(t codebook.Table) string {
	if t.Name == "sources" {
		return sources
	}
	return "data/" + t.Name + ".csv"
}

// columnsOf are the names of the variables of a table of some types.
func columnsOf(t codebook.Table, types ...codebook.Type) (list []string) {
	for _, v := range t.Variables {
		for _, is := range types {
			if v.Type == is {
				list = append(list, v.Name)
			}
		}
	}
	return list
}

// python is load.py.
func python(tables []codebook.Table) string {
	var b strings.Builder
	b.WriteString(`"""Loads every table with the right types: load()["requests"], or load("requests").

Codes stay text, so leading zeros stay. Numbers are float64; data/*.parquet has
them as exact decimals. An empty number is NaN, never 0: see the _state columns.
"""
import pathlib
import pandas as pd

HERE = pathlib.Path(__file__).resolve().parent

FILES = {
`)
	for _, t := range tables {
		fmt.Fprintf(&b, "    %q: %q,\n", t.Name, csvPath(t))
	}
	b.WriteString("}\n\n# columns that are not text\nINTEGERS = {\n")
	pythonLists(&b, tables, codebook.Integer)
	b.WriteString("}\nNUMBERS = {\n")
	pythonLists(&b, tables, codebook.Decimal)
	b.WriteString("}\nDATES = {\n")
	pythonLists(&b, tables, codebook.Date, codebook.Time)
	b.WriteString(`}
STATES = [`)
	for i, s := range codebook.States() {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", s.Key)
	}
	b.WriteString(`]


def load(table=None):
    """One table as a DataFrame, or a dict of all."""
    if table is None:
        return {name: load(name) for name in FILES}
    frame = pd.read_csv(HERE / FILES[table], dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")
    for column in INTEGERS[table]:
        frame[column] = pd.to_numeric(frame[column]).astype("Int64")
    for column in NUMBERS[table]:
        frame[column] = pd.to_numeric(frame[column]).astype("float64")
    for column in DATES[table]:
        frame[column] = pd.to_datetime(frame[column])
    return frame


if __name__ == "__main__":
    for name, frame in load().items():
        print(f"{name}: {len(frame)} rows, {len(frame.columns)} columns")
`)
	return b.String()
}

func pythonLists(b *strings.Builder, tables []codebook.Table, types ...codebook.Type) {
	for _, t := range tables {
		fmt.Fprintf(b, "    %q: [", t.Name)
		for i, name := range columnsOf(t, types...) {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(b, "%q", name)
		}
		b.WriteString("],\n")
	}
}

// rClasses are the classes of R.
var rClasses = map[codebook.Type]string{codebook.Integer: "integer", codebook.Decimal: "numeric", codebook.Date: "Date"}

// rlang is load.R. It needs no package.
func rlang(tables []codebook.Table) string {
	var b strings.Builder
	b.WriteString(`# Loads every table with the right types:  source("load.R"); requests <- load_table("requests")
# Run it in the folder of the release, or set here first:  here <- "path/to/release"
# Codes stay text, so leading zeros stay. An empty number is NA, never 0: see the _state columns.
if (!exists("here")) here <- "."

files <- list(
`)
	for i, t := range tables {
		fmt.Fprintf(&b, "  %s = list(%q, c(", t.Name, csvPath(t))
		first := true
		for _, v := range t.Variables {
			if class := rClasses[v.Type]; class != "" {
				if !first {
					b.WriteString(", ")
				}
				first = false
				fmt.Fprintf(&b, "`%s` = %q", v.Name, class)
			}
		}
		b.WriteString("))")
		if i < len(tables)-1 {
			b.WriteString(",")
		}
		b.WriteString("\n")
	}
	b.WriteString(`)

load_table <- function(table) {
  file <- file.path(here, files[[table]][[1]])
  classes <- files[[table]][[2]]
  names <- scan(file, what = "", sep = ",", nlines = 1, quiet = TRUE, fileEncoding = "UTF-8")
  types <- rep("character", length(names))
  types[match(names(classes), names)] <- classes
  read.csv(file, colClasses = types, na.strings = "", check.names = FALSE, encoding = "UTF-8")
}

load_all <- function() sapply(names(files), load_table, simplify = FALSE)
`)
	return b.String()
}

// stata is load.do. Columns are named by their places, since some keys are
// longer than the 32 characters that Stata allows.
func stata(tables []codebook.Table) string {
	var b strings.Builder
	b.WriteString(`* Loads a table with the right types, labels and missing values, and saves it as .dta:
*     do load.do requests
* Run it in the folder of the release. Without a name it loads all tables, one after another.
* Codes stay text, so leading zeros stay. A number that is absent is .a missing, .b blank,
* .c dash, .d text, .e unplaced or .f not_asked, never 0.
version 14
local tables "` + "`0'" + `"
if "` + "`tables'" + `" == "" local tables "`)
	for _, t := range tables {
		b.WriteString(t.Name + " ")
	}
	b.WriteString("\"\ncapture label drop absent\nlabel define absent")
	for _, s := range codebook.States() {
		if s.Missing != "" {
			fmt.Fprintf(&b, " %s %q", s.Missing, s.Key)
		}
	}
	b.WriteString("\nlabel save absent using absent.tmp, replace\n\nforeach table of local tables {\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "    if \"`table'\" == %q {\n", t.Name)
		stataTable(&b, t)
		b.WriteString("    }\n")
	}
	b.WriteString("}\nerase absent.tmp\n")
	return b.String()
}

func stataTable(b *strings.Builder, t codebook.Table) {
	fmt.Fprintf(b, "        import delimited using %q, clear encoding(\"UTF-8\") delimiters(\",\") bindquote(strict) maxquotedrows(unlimited) varnames(nonames) rowrange(2) stringcols(_all)\n", csvPath(t))
	b.WriteString("        quietly do absent.tmp\n")
	short := map[string]string{}
	for i, v := range t.Variables {
		fmt.Fprintf(b, "        rename v%d %s\n        label variable %s \"%s\"\n", i+1, v.Short, v.Short, strings.ReplaceAll(v.English, `"`, "'"))
		short[v.Name] = v.Short
	}
	for _, v := range t.Variables {
		if v.Type.IsNumber() {
			fmt.Fprintf(b, "        destring %s, replace\n", v.Short)
		}
		if v.State == "" {
			continue
		}
		fmt.Fprintf(b, "        foreach pair in \".a missing\" \".b blank\" \".c dash\" \".d text\" \".e unplaced\" \".f not_asked\" {\n"+
			"            quietly replace %[1]s = `: word 1 of `pair'' if %[2]s == \"`: word 2 of `pair''\" & missing(%[1]s)\n        }\n        label values %[1]s absent\n", v.Short, short[v.State])
	}
	fmt.Fprintf(b, "        save %q, replace\n", t.Name+".dta")
}
