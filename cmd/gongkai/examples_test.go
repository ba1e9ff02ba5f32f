package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// example is a command line that we show somebody to paste.
type example struct{ from, line string }

var (
	// pasted is a line of a code block that is for a shell.
	pasted = regexp.MustCompile(`^(?:\$ )?((?:gongkai|go run \./cmd/gongkai|sqlite3|curl|source) .*)`)
	// timed is a line of a crontab.
	timed = regexp.MustCompile(`^(?:[-\d*/,]+ +){5}(.*)`)
	// started is what a service of systemd starts.
	started = regexp.MustCompile(`^ExecStart=/usr/local/bin/(.*)`)
	// mention is a call of the program, wherever it stands.
	mention = regexp.MustCompile(`(?:^|[^.\w/])gongkai (?:-C \S+ )?[a-z]`)
	// offered is a call at the end of a line of explanation.
	offered = regexp.MustCompile(`:\s+(gongkai [a-z].*)$`)
)

// blocks are the code blocks of the README in a language, "" for those of none.
func blocks(t *testing.T, language string) (list []string) {
	t.Helper()
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for i, block := range strings.Split(string(text), "```") {
		if name, rest, _ := strings.Cut(block, "\n"); i%2 == 1 && name == language {
			list = append(list, rest)
		}
	}
	return list
}

// examplesOf are the command lines in some lines; an open quote goes on in the
// next line. A mention of the program that is none of them is an error.
func examplesOf(t *testing.T, from, text string) (list []example) {
	t.Helper()
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		for _, is := range []*regexp.Regexp{pasted, timed, started, offered} {
			if m := is.FindStringSubmatch(line); m != nil {
				line = m[1]
				for strings.Count(line, `"`)%2 == 1 && i+1 < len(lines) {
					i++
					line += "\n" + lines[i]
				}
				list, line = append(list, example{from, line}), ""
				break
			}
		}
		if mention.MatchString(line) && !strings.Contains(line, "gongkai help COMMAND") {
			t.Errorf("%s: an example that no test runs: %s", from, line)
		}
	}
	return list
}

// allExamples are those of the README and of the help of every command.
func allExamples(t *testing.T) (list []example) {
	for _, block := range blocks(t, "") {
		list = append(list, examplesOf(t, "README", block)...)
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		list = append(list, examplesOf(t, "help "+c.CommandPath(), c.Example)...)
		for line := range strings.Lines(c.Long) {
			if m := offered.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
				list = append(list, example{"help " + c.CommandPath(), m[1]})
			}
		}
		if len(c.Commands()) == 0 && c.Runnable() && c.Name() != "help" && c.Example == "" {
			t.Errorf("gongkai help %s has no example", strings.TrimPrefix(c.CommandPath(), "gongkai "))
		}
		for _, under := range c.Commands() {
			walk(under)
		}
	}
	root := newRoot(streams{})
	walk(root)
	return list
}

// exampleHost is the host of every address in an example.
const exampleHost = "www.example.gov.cn"

// exampleWeb is that host: any folder of it is a list, of the reports of the
// years 2019 to 2024 of one organ.
func exampleWeb() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		dir, file := filepath.Split(r.URL.Path)
		organ, year := "洪泽区人民政府", 0
		if strings.HasPrefix(dir, "/hzqjyj/") || dir == "/nb/" {
			organ = "洪泽区教育局"
		}
		w.Header().Set("Content-Type", "text/html")
		if file == "" {
			fmt.Fprint(w, `<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><div class="list"><ul>`)
			for year := 2024; year >= 2019; year-- {
				fmt.Fprintf(w, `<li><a href="nb%d.html">%s%[1]d年政府信息公开工作年度报告</a><span>%[3]d-01-17</span></li>`, year, organ, year+1)
			}
			fmt.Fprint(w, "</ul></div></body></html>")
			return
		}
		if _, err := fmt.Sscanf(file, "nb%d.html", &year); err != nil {
			if file == "rests.html" {
				w.Header().Set("Retry-After", "86400")
			}
			http.NotFound(w, r)
			return
		}
		edition := "2021"
		if year < 2021 {
			edition = "2019"
		}
		_, _ = w.Write(reportOf(organ, year, edition).HTML("clean")) // the program went away
	})
}

// shell runs a command line in a folder as a shell does, a failure within a
// pipe counting.
func shell(dir, line string) (out string, err error) {
	c := exec.Command("bash", "-o", "pipefail", "-c", line)
	c.Dir = dir
	c.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "PAGER=cat", "TERM=dumb", "LC_ALL=C.UTF-8")
	all, err := c.CombinedOutput()
	return string(all), err
}

// prepare makes a workspace as one is after the README was followed to its
// end, with every file that an example names, and beside it a release.
func prepare(t *testing.T, address string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "workspace")
	host := strings.TrimPrefix(address, "http://")
	sites := strings.ReplaceAll(blocks(t, "csv")[0], exampleHost, host)
	qinghe := reportOf("安泰镇人民政府", 2023, "2021")
	for name, text := range map[string]string{
		"live.yaml":          "contact: demo@example.org\ndelay: 0s\nallow_private: true\n",
		"live.csv":           sites,
		"roster.csv":         "机关,区划代码,网址\n洪泽区水务局,320813,http://" + host + "/hzqswj/\n",
		"report.html":        string(qinghe.HTML("clean")),
		"another.txt":        string(qinghe.Text("R1-kept")),
		"antai-2023.txt":     string(qinghe.Text("R1-kept")),
		"saved/a.html":       string(qinghe.HTML("word")),
		"saved/manifest.csv": "file,organ,division,year,address\na.html,安泰镇人民政府,320813001,2023,http://www.antai.test/2023.html\n",
		"question.sql":       "SELECT organ, received_total FROM requests WHERE year = :year",
		"list.txt":           "洪泽区教育局\n",
	} {
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range []string{
		"gongkai init . --contact a@b.cn && mv live.yaml gongkai.yaml && cp sites.csv none.csv && mv live.csv sites.csv && gongkai crawl",
		"gongkai divisions list 3208 > areacodes.csv",
		"gongkai archive export -o site.warc.gz",
		"gongkai release -o ../released",
	} {
		if out, err := shell(dir, line); err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
	return dir
}

// before are what must be done before an example that begins so, in the
// workspace, where what the others find there is not right for it.
var before = map[string]string{
	"gongkai status --jsonl": "sed -n '2s,/hzq/,/gone.html?,p' sites.csv | sed 's/洪泽区人民政府/洪泽区水务局/' >> sites.csv; gongkai crawl || true",
	"gongkai status --wake":  "sed -n '2s,/hzq/,/rests.html?,p' sites.csv | sed 's/洪泽区人民政府/洪泽区水务局/' >> sites.csv; gongkai crawl || true",
	"gongkai diff":           "for y in 3 4 5; do cp -r WORKSPACE/../released release-202$y; done; sed -i '2s/20[12][0-9]/2018/' release-2025/data/reports.csv",
	"gongkai sites add":      "mv none.csv sites.csv",
}

// ends are the exit codes other than 0 that the help promises of an example.
var ends = map[string]int{"gongkai status --jsonl": exitSome}

// codeFor is the exit code of an example as promised.
func codeFor(line string) int {
	for start, code := range ends {
		if strings.HasPrefix(line, start) {
			return code
		}
	}
	return 0
}

// place copies the workspace to where an example wants it: what it calls by
// -C, or what stands in place of gongkai-demo/, or the folder itself.
func place(t *testing.T, workspace, line string) string {
	t.Helper()
	dir := t.TempDir()
	at := dir
	if m := regexp.MustCompile(`gongkai -C (\S+)|sqlite3 (\S+)/gongkai.db`).FindStringSubmatch(line); m != nil {
		at = filepath.Join(dir, m[1]+m[2])
	}
	if err := os.CopyFS(at, os.DirFS(workspace)); err != nil {
		t.Fatal(err)
	}
	for start, what := range before {
		if strings.HasPrefix(line, start) {
			if out, err := shell(at, strings.ReplaceAll(what, "WORKSPACE", workspace)); err != nil {
				t.Fatalf("%s: %v: %s", what, err, out)
			}
		}
	}
	return dir
}

// names are the files of a folder.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

// TestReadmeExamples runs every command line that the README and the help
// show, as it stands, each in a workspace of its own, and the programs in other
// languages; the hosts are on this machine. Each must end well and say or
// write something.
func TestReadmeExamples(t *testing.T) {
	web := httptest.NewServer(exampleWeb())
	t.Cleanup(web.Close)
	workspace := prepare(t, web.URL)
	t.Run("python", func(t *testing.T) {
		runPrograms(t, workspace, "python", "/usr/bin/python3", "-c", "import importlib.util, sys; sys.exit(not importlib.util.find_spec('pandas'))", "2023 ")
	})
	t.Run("r", func(t *testing.T) {
		runPrograms(t, workspace, "r", "Rscript", "-e", "if (system.file(package = 'readr') == '') quit(status = 1)", "factor(year)2023 ")
	})
	seen := map[string]bool{}
	for _, e := range allExamples(t) {
		line := strings.ReplaceAll(e.line, "go run ./cmd/gongkai", "gongkai")
		if !seen[line] {
			seen[line] = true
			t.Run(line, func(t *testing.T) {
				t.Parallel()
				wanted(t, line)
				try(t, e.from, line, place(t, workspace, line), web.URL)
			})
		}
	}
	if len(seen) < 80 {
		t.Errorf("only %d examples are found", len(seen))
	}
}

// try runs an example in a folder.
func try(t *testing.T, from, line, dir, web string) {
	t.Helper()
	had, want := names(t, dir), codeFor(line)
	if strings.HasPrefix(line, "source ") {
		line += "; complete -p gongkai"
	}
	out, err := shell(dir, strings.NewReplacer("/srv/huaian", ".", "https://"+exampleHost, web, "http://"+exampleHost, web,
		exampleHost, strings.TrimPrefix(web, "http://")).Replace(line))
	var ended *exec.ExitError
	switch {
	case want == 0 && err != nil, want != 0 && (!errors.As(err, &ended) || ended.ExitCode() != want):
		t.Errorf("%s: %v, want exit code %d\n%s", from, err, want, out)
	case out == "" && slices.Equal(had, names(t, dir)):
		t.Errorf("%s: says and writes nothing", from)
	}
}

// tools are the programs of others that examples call.
var tools = []string{"jq", "sqlite3", "curl", "less", "head"}

// wanted skips an example whose tools are not here; where .ci/run installs
// them that is an error.
func wanted(t *testing.T, line string) {
	t.Helper()
	for _, word := range strings.Fields(line) {
		if !slices.Contains(tools, word) {
			continue
		}
		if _, err := exec.LookPath(word); err != nil && os.Getenv("CI") == "true" {
			t.Fatal(err)
		} else if err != nil {
			t.Skip(err)
		}
	}
}

// runPrograms runs what the README shows in a language, beside the table that
// it loads; ask is a program that fails where the language or what it needs is
// not here.
func runPrograms(t *testing.T, workspace, language, interpreter, flag, ask, said string) {
	t.Helper()
	if err := exec.Command(interpreter, flag, ask).Run(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	programs := blocks(t, language)
	if len(programs) == 0 {
		t.Fatal("the README has none")
	}
	if out, err := shell(workspace, "gongkai export requests -o requests.csv"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, program := range programs {
		c := exec.Command(interpreter, flag, program)
		c.Dir, c.Env = workspace, append(os.Environ(), "LC_ALL=C.UTF-8")
		out, err := c.CombinedOutput()
		if err != nil || !strings.Contains(strings.Join(strings.Fields(string(out)), " "), said) {
			t.Errorf("%v\n%s", err, out)
		}
	}
	if err := os.Remove(filepath.Join(workspace, "requests.csv")); err != nil {
		t.Error(err)
	}
}
