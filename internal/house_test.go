// Package house_test holds the rules of the house: which room may import
// which, which room owns which borrowed library, and how a file looks.
package house_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rooms are the packages of the house and what each may import of it. The
// list is in the order the bytes travel.
var rooms = map[string][]string{
	"internal/report":    {},
	"internal/page":      {},
	"internal/title":     {},
	"internal/markup":    {"internal/report"},
	"internal/paging":    {},
	"internal/source":    {"internal/markup", "internal/paging", "internal/report"},
	"internal/list":      {"internal/page", "internal/report", "internal/title", "internal/markup", "internal/paging", "internal/source"},
	"internal/site":      {"internal/page", "internal/list"},
	"internal/archive":   {"internal/page"},
	"internal/crawl":     {"internal/page", "internal/list", "internal/site", "internal/archive"},
	"internal/words":     {},
	"internal/pattern":   {},
	"internal/grid":      {"internal/words"},
	"internal/cell":      {"internal/words", "internal/report"},
	"internal/indicator": {"internal/words", "internal/pattern", "internal/grid", "internal/cell", "internal/report"},
	"internal/prose":     {"internal/words", "internal/pattern", "internal/grid", "internal/report"},
	"internal/statement": {"internal/words", "internal/pattern", "internal/report"},
	"internal/kind":      {"internal/words", "internal/page", "internal/grid", "internal/prose"},
	"internal/word":      {},
	"internal/division":  {"data"},
	"internal/form":      {"internal/page", "internal/paging", "internal/words", "internal/grid", "internal/cell", "internal/indicator", "internal/prose", "internal/statement", "internal/kind", "internal/word", "internal/report"},
	"internal/check":     {"internal/report"},
	"internal/selector":  {},
	"internal/store":     {"internal/report", "internal/page"},
	"internal/codebook":  {"internal/report", "internal/check"},
	"internal/stata":     {},
	"internal/export":    {"internal/report", "internal/codebook", "internal/stata"},
	"internal/shape":     {"internal/report", "internal/codebook"},
	"internal/release":   {"internal/codebook", "internal/export"},
	"fixtures":           {"internal/report"},
	"fixtures/chaos":     {"internal/report", "fixtures"},
	"data":               {},
	"cmd/gongkai": {"internal/report", "internal/page", "internal/list", "internal/site", "internal/archive", "internal/crawl",
		"internal/form", "internal/statement", "internal/check", "internal/division", "internal/selector", "internal/store", "internal/codebook", "internal/shape", "internal/export", "internal/release", "data", "fixtures"},
}

// fixturesIn are the files outside tests that may import the small world we
// test in: the demonstration is made of it.
var fixturesIn = []string{"fixtures/chaos/chaos.go", "fixtures/chaos/kinds.go", "cmd/gongkai/demo.go"}

// owners are the borrowed libraries and the rooms they live in. A library is
// named by the beginning of its import path.
var owners = map[string][]string{
	"github.com/PuerkitoBio/goquery": {"internal/markup"},
	"golang.org/x/net/html":          {"internal/grid", "internal/markup"},
	"github.com/gocolly/colly/v2":    {"internal/crawl"},
	"github.com/sethvargo/go-retry":  {"internal/crawl"},
	"golang.org/x/sync":              {"internal/crawl", "cmd/gongkai"},
	"golang.org/x/time":              {"internal/crawl"},
	"github.com/klauspost/compress":  {"internal/archive"},
	"golang.org/x/text/encoding":     {"internal/page", "internal/export", "fixtures"},
	"golang.org/x/text/transform":    {"internal/page", "internal/export", "fixtures"},
	"github.com/parquet-go":          {"internal/export"},
	"golang.org/x/text/width":        {"internal/form", "internal/grid"},
	"golang.org/x/text/unicode/norm": {"internal/form", "internal/grid"},
	"github.com/mattn/go-sqlite3":    {"internal/store"},
	"github.com/pressly/goose/v3":    {"internal/store"},
	"github.com/spf13":               {"cmd/gongkai"},
	"go.yaml.in/yaml/v3":             {"cmd/gongkai"},
	"github.com/mattn/go-runewidth":  {"cmd/gongkai"},
	"github.com/vbauerster/mpb/v8":   {"cmd/gongkai"},
	"golang.org/x/term":              {"cmd/gongkai"},
}

// testOnly are the libraries for tests, in any room.
var testOnly = []string{"github.com/google/go-cmp", "github.com/rogpeppe/go-internal", "pgregory.net/rapid", "github.com/nlnwa/gowarc", "github.com/xuri/excelize"}

const (
	maxLines  = 400 // of a file that is no test
	maxInFunc = 60  // lines of a function
	maxSpawns = 2   // rooms with a go statement
)

// file is one Go file of the house, named from its root.
type file struct {
	name   string
	room   string
	source []byte
	syntax *ast.File
	set    *token.FileSet
}

func (f file) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

// imports are the import paths of the file.
func (f file) imports() []string {
	var paths []string
	for _, i := range f.syntax.Imports {
		paths = append(paths, strings.Trim(i.Path.Value, `"`))
	}
	return paths
}

// house reads every Go file of the house.
func house(t *testing.T) []file {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	var files []file
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		f, err := open(root, name)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func open(root, name string) (file, error) {
	source, err := os.ReadFile(name)
	if err != nil {
		return file{}, err
	}
	short, err := filepath.Rel(root, name)
	if err != nil {
		return file{}, err
	}
	short = filepath.ToSlash(short)
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, short, source, parser.ParseComments)
	return file{name: short, room: path.Dir(short), source: source, syntax: syntax, set: set}, err
}

func TestWhoMayImportWhom(t *testing.T) {
	for _, f := range house(t) {
		allowed, known := rooms[f.room]
		if !known && f.room != "internal" {
			t.Errorf("%s: %s is no room of the house: give it a line in rooms, and say what it may import", f.name, f.room)
			continue
		}
		for _, p := range f.imports() {
			room, ours := strings.CutPrefix(p, "gongkai/")
			if !ours || f.isTest() {
				continue
			}
			if !slices.Contains(allowed, room) {
				t.Errorf("%s: imports %s; %s may import %v", f.name, room, f.room, allowed)
			}
			if room == "fixtures" && !slices.Contains(fixturesIn, f.name) {
				t.Errorf("%s: imports fixtures; outside tests only %v may", f.name, fixturesIn)
			}
		}
	}
}

func TestOneRoomForEachLibrary(t *testing.T) {
	for _, f := range house(t) {
		for _, p := range f.imports() {
			if host, _, _ := strings.Cut(p, "/"); !strings.Contains(host, ".") || hasAny(p, testOnly) && f.isTest() {
				continue
			}
			if !slices.Contains(ownersOf(p), f.room) {
				t.Errorf("%s: imports %s, which lives in %v", f.name, p, ownersOf(p))
			}
		}
	}
}

func ownersOf(path string) []string {
	for library, owner := range owners {
		if hasAny(path, []string{library}) {
			return owner
		}
	}
	return nil
}

func hasAny(path string, libraries []string) bool {
	return slices.ContainsFunc(libraries, func(l string) bool { return path == l || strings.HasPrefix(path, l+"/") })
}

func TestFilesLookAlike(t *testing.T) {
	for _, f := range house(t) {
		want, err := format.Source(f.source)
		if err != nil || !bytes.Equal(want, f.source) {
			t.Errorf("%s: not as gofmt writes it", f.name)
		}
		if n := bytes.Count(f.source, []byte("\n")); n > maxLines && !f.isTest() {
			t.Errorf("%s: %d lines, at most %d: split it by idea", f.name, n, maxLines)
		}
		for _, d := range f.syntax.Decls {
			checkFunc(t, f, d)
		}
	}
}

// checkFunc reports an init and a function that is too long.
func checkFunc(t *testing.T, f file, d ast.Decl) {
	t.Helper()
	fn, ok := d.(*ast.FuncDecl)
	if !ok {
		return
	}
	if fn.Name.Name == "init" && fn.Recv == nil {
		t.Errorf("%s: has an init; pass what it sets", f.set.Position(fn.Pos()))
	}
	if n := f.set.Position(fn.End()).Line - f.set.Position(fn.Pos()).Line + 1; n > maxInFunc && !f.isTest() {
		t.Errorf("%s: %s has %d lines, at most %d", f.set.Position(fn.Pos()), fn.Name.Name, n, maxInFunc)
	}
}

func TestEveryRoomSaysWhatItIs(t *testing.T) {
	says := map[string]bool{}
	for _, f := range house(t) {
		if !f.isTest() {
			says[f.room] = says[f.room] || f.syntax.Doc != nil
		}
	}
	for room, ok := range says {
		if !ok {
			t.Errorf("%s: no package comment", room)
		}
	}
}

func TestEveryExportedNameIsExplained(t *testing.T) {
	for _, f := range house(t) {
		if f.isTest() || f.syntax.Name.Name == "main" {
			continue
		}
		for _, d := range f.syntax.Decls {
			for _, name := range unexplained(d) {
				t.Errorf("%s: %s has no comment", f.set.Position(name.Pos()), name.Name)
			}
		}
	}
}

// unexplained returns the exported names of a declaration that have no comment
// of their own and stand in no group that has one.
func unexplained(d ast.Decl) []*ast.Ident {
	if fn, ok := d.(*ast.FuncDecl); ok {
		if fn.Doc == nil && fn.Name.IsExported() && (fn.Recv == nil || receiverExported(fn)) {
			return []*ast.Ident{fn.Name}
		}
		return nil
	}
	group := d.(*ast.GenDecl)
	if group.Doc != nil || group.Tok == token.IMPORT {
		return nil
	}
	var names []*ast.Ident
	explained := false // the lines of an enumeration are explained by its first one, or by its type
	for _, spec := range group.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Doc == nil && s.Comment == nil && s.Name.IsExported() {
				names = append(names, s.Name)
			}
		case *ast.ValueSpec:
			explained = explained || s.Doc != nil || s.Comment != nil || s.Type != nil && group.Tok == token.CONST
			if !explained && s.Names[0].IsExported() {
				names = append(names, s.Names[0])
			}
		}
	}
	return names
}

func receiverExported(fn *ast.FuncDecl) bool {
	t := fn.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	name, ok := t.(*ast.Ident)
	return ok && name.IsExported()
}

func TestFewRoomsStartGoroutines(t *testing.T) {
	spawns := map[string]bool{}
	for _, f := range house(t) {
		if f.isTest() {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				spawns[f.room] = true
			}
			return true
		})
	}
	if len(spawns) > maxSpawns {
		t.Errorf("%d rooms have a go statement, at most %d: %v", len(spawns), maxSpawns, spawns)
	}
}
