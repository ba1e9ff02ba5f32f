package statement

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/pattern"
)

// calls are the expressions in the calls of package pattern in the files of a
// room, of each call by itself, where they do not depend on what is read.
func calls(t *testing.T, dir string) (all [][]string) {
	t.Helper()
	names, _ := filepath.Glob(dir + "/*.go")
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	known := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	// what is imported is not looked at: the constants are all of the room
	lenient := types.Config{Error: func(error) {}}
	lenient.Check(dir, set, files, &known)
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if of, ok := call.Fun.(*ast.SelectorExpr); !ok || fmt.Sprint(of.X) != "pattern" {
				return true
			}
			if texts := constants(call.Args, &known); texts != nil {
				all = append(all, texts)
			}
			return false
		})
	}
	return all
}

// constants are the texts in the arguments of a call.
func constants(args []ast.Expr, known *types.Info) (texts []string) {
	for _, arg := range args {
		ast.Inspect(arg, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok || known.Types[e].Value == nil || known.Types[e].Value.Kind() != constant.String {
				return true
			}
			texts = append(texts, constant.StringVal(known.Types[e].Value))
			return false
		})
	}
	return texts
}

// sample are lines of reports, cleaned and as they stand: some whole, some cut
// at random, turned round, or with bytes in them that are no characters. All
// of the lines with LONG=1.
func sample(t *testing.T, chance *rand.Rand, n int) (texts []string) {
	t.Helper()
	files, _ := filepath.Glob("testdata/*.txt")
	more, _ := filepath.Glob("../../../shared/reports/*.txt")
	for _, name := range append(append(files, "../prose/prose_test.go"), more...) {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(body)) {
			texts = append(texts, strings.TrimSpace(line), clean(line).s)
		}
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	chance.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	if os.Getenv("LONG") == "" {
		texts = texts[:min(n, len(texts))]
	}
	for i, s := range texts {
		texts[i] = changed(s, i, chance)
	}
	return append(texts, "", "\xff")
}

// changed is a text, one in two of them changed, by its number.
func changed(s string, number int, chance *rand.Rand) string {
	letters := strings.Split(s, "")
	at, to := chance.IntN(len(letters)+1), chance.IntN(len(letters)+1)
	at, to = min(at, to), max(at, to)
	switch number % 8 {
	case 0:
		return strings.Join(letters[at:to], "")
	case 1:
		slices.Reverse(letters)
	case 2:
		letters = slices.Insert(letters, at, "\xff", "\xe5\x85")
	case 3:
		return s[chance.IntN(len(s)+1):] // maybe in the middle of a character
	}
	return strings.Join(letters, "")
}

// TestFindsAlike holds that each expression of this room and of prose finds in
// the lines of reports what package regexp finds with it.
func TestFindsAlike(t *testing.T) {
	texts := sample(t, rand.New(rand.NewPCG(1, 2)), 600)
	list := []string{}
	for _, dir := range []string{".", "../prose"} {
		for _, call := range calls(t, dir) {
			list = append(list, call...)
		}
	}
	for _, r := range rules() {
		list = append(list, r.not, r.near)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	tried, matched := 0, 0
	for _, e := range list {
		got, want := pattern.Of(e), regexp.MustCompile(e)
		for _, s := range texts {
			w := want.FindAllStringSubmatchIndex(s, -1)
			if g := got.FindAllStringSubmatchIndex(s, -1); !reflect.DeepEqual(g, w) {
				t.Fatalf("%s in %q: %v, want %v", e, s, g, w)
			}
			if g := got.FindStringSubmatchIndex(s); len(w) > 0 && !reflect.DeepEqual(g, w[0]) || len(w) == 0 && g != nil {
				t.Fatalf("%s first in %q: %v, want %v", e, s, g, w)
			}
			if g := got.MatchString(s); g != (len(w) > 0) {
				t.Fatalf("%s in %q: %v, want %v", e, s, g, w)
			}
			tried, matched = tried+1, matched+min(len(w), 1)
		}
	}
	t.Logf("%d expressions in %d texts: %d matches of %d", len(list), len(texts), matched, tried)
	if len(list) < 100 || matched < tried/50 {
		t.Errorf("%d expressions match %d times of %d", len(list), matched, tried)
	}
}

// around is a text before a number and behind it, and which rules fit there.
type around struct {
	left, right   string
	lefts, rights pattern.Found
}

// numbers are the numbers in texts with what is around them, and the texts
// without any.
func numbers(texts []string) (list []around) {
	for _, s := range texts {
		all, _, _ := quantities(s, nil)
		if len(all) == 0 {
			all = []quantity{{from: len(s), to: 0}}
		}
		for _, q := range all[:min(len(all), 2)] {
			a := around{left: tail(s[:q.from], reach), right: s[q.to:]}
			a.lefts, a.rights = ready().lefts.In(a.left), ready().rights.In(a.right)
			list = append(list, a)
		}
	}
	return list
}

// TestRulesAlike holds that the sets of the rules tell what package regexp
// tells of each: of the words before a number and behind it. Which words a rule
// has before one, it finds alike.
func TestRulesAlike(t *testing.T) {
	places := numbers(sample(t, rand.New(rand.NewPCG(3, 4)), 800))
	fitted := 0
	for n, c := range ready().rules {
		left, right := regexp.MustCompile(`(?:`+c.ending()+`)$`), regexp.MustCompile(c.rule.right)
		for _, a := range places {
			m := left.FindStringIndex(a.left)
			if g, w := a.lefts.Has(n), m != nil; g != w {
				t.Fatalf("%s at the end of %q: %v, want %v", left, a.left, g, w)
			}
			if g, w := a.rights.Has(n), right.MatchString(a.right); g != w {
				t.Fatalf("%s in %q: %v, want %v", right, a.right, g, w)
			}
			if m == nil {
				continue
			}
			if g, w := c.left.Find(a.left), a.left[m[0]:]; g != w {
				t.Fatalf("%s at the end of %q finds %q, want %q", left, a.left, g, w)
			}
			if a.rights.Has(n) && m[0] < m[1] && c.rule.left != "" {
				fitted++
			}
		}
	}
	t.Logf("%d rules at %d places: %d fit", len(ready().rules), len(places), fitted)
	if fitted < 100 {
		t.Errorf("rules fit %d times only", fitted)
	}
}

// TestSetsAlike holds that the other sets tell what package regexp tells, up to
// each place in a text.
func TestSetsAlike(t *testing.T) {
	texts := sample(t, rand.New(rand.NewPCG(5, 6)), 200)
	before := slices.DeleteFunc(calls(t, "."), func(call []string) bool { return len(call) != through+1 })
	if len(before) != 1 {
		t.Fatalf("%d sets of what stands before a number", len(before))
	}
	var topics []string
	words, set := topicWords()
	for _, w := range words {
		topics = append(topics, w.word)
	}
	for set, list := range map[*pattern.Set][]string{set: topics, beforeWords: before[0]} {
		var want []*regexp.Regexp
		for _, e := range list {
			want = append(want, regexp.MustCompile(e))
		}
		for _, s := range texts {
			reading, at := set.Read(s), 0
			for _, letter := range strings.Split(s, "") {
				at += len(letter)
				found := reading.To(at)
				for n, re := range want {
					if g, w := found.Has(n), re.MatchString(s[:at]); g != w {
						t.Fatalf("%s in %q: %v, want %v", re, s[:at], g, w)
					}
				}
			}
		}
	}
}
