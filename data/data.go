// Package data is the lists that people keep by hand, reviewed like code.
package data

import _ "embed" // for the lists

// Sites is a registry of sites to begin with, in the form of a workspace's
// sites.csv. Notes that begin with "unverified" mark addresses that were read
// in stored pages and not asked since.
//
//go:embed sites.csv
var Sites string
