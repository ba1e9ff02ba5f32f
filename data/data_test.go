package data_test

import (
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/internal/site"
)

// The roster that ships is right in every line, and says of each that nobody
// has asked it yet.
func TestSites(t *testing.T) {
	sites, warnings, err := site.Read(strings.NewReader(data.Sites), "sites.csv")
	warnings = append(warnings, site.Lint(sites, "sites.csv")...)
	if err != nil || len(warnings) > 0 || len(sites) == 0 {
		t.Errorf("%d sites, %v, %v", len(sites), warnings, err)
	}
	for _, s := range sites {
		if !strings.HasPrefix(s.Notes, "unverified") || s.Division == "" || s.Level == "" {
			t.Errorf("line %d: %+v", s.Line, s)
		}
	}
}
