package release_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The programs of a release load all of it, codes as text. (There is no Stata
// to try load.do with.)
func TestLoad(t *testing.T) {
	dir := written(t, "r", qinghe, liuxi)
	for name, c := range map[string]struct{ asks, run []string }{
		"pandas": {[]string{"/usr/bin/python3", "-c", "import pandas"}, []string{"/usr/bin/python3", "-B", "-c",
			"from load import load; a = load(); q = a['requests']; print(len(a), q['division'][0], q['received_natural_person'][0], q['carried_in_enterprise'].isna()[0], q['year'].dtype, len(a['sections']))"}},
		"R": {[]string{"Rscript", "--vanilla", "-e", "0"}, []string{"Rscript", "--vanilla", "-e",
			`source("load.R"); a <- load_all(); q <- a$requests; cat(length(a), q$division[1], sprintf("%.1f", q$received_natural_person[1]), ifelse(is.na(q$carried_in_enterprise[1]), "True", "False"), ifelse(is.integer(q$year), "Int64", "no"), nrow(a$sections))`}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := exec.Command(c.asks[0], c.asks[1:]...).Run(); err != nil {
				if os.Getenv("CI") == "true" {
					t.Fatalf("%s is not here: %v", name, err)
				}
				t.Skipf("%s is not here", name)
			}
			run := exec.Command(c.run[0], c.run[1:]...)
			run.Dir, run.Env = dir, append(os.Environ(), "LC_ALL=C.UTF-8")
			out, err := run.CombinedOutput()
			if got := strings.TrimSpace(string(out)); err != nil || got != "13 011000 5.0 True Int64 2" {
				t.Errorf("%v: %s", err, got)
			}
		})
	}
}
