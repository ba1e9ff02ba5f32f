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

// rClasses are the classes of R; load_table makes POSIXct of the times itself.
var rClasses = map[codebook.Type]string{codebook.Integer: "integer", codebook.Decimal: "numeric", codebook.Date: "Date", codebook.Time: "POSIXct"}

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
  times <- names(classes)[classes == "POSIXct"]
  classes[times] <- "character"
  types <- rep("character", length(names))
  types[match(names(classes), names)] <- classes
  frame <- read.csv(file, colClasses = types, na.strings = "", check.names = FALSE, encoding = "UTF-8")
  for (name in times) frame[[name]] <- as.POSIXct(frame[[name]], format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")
  frame
}

load_all <- function() sapply(names(files), load_table, simplify = FALSE)
`)
	return b.String()
}
