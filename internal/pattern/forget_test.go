package pattern

import (
	"regexp"
	"strings"
	"sync"
	"testing"
)

// TestSetForgets holds that a set that has read so much that it must forget
// tells no less, and that many may read with it.
func TestSetForgets(t *testing.T) {
	set := SetOf(`公.{0,9}开.{9}`, `开.{0,8}公$`)
	want := []*regexp.Regexp{regexp.MustCompile(`公.{0,9}开.{9}`), regexp.MustCompile(`开.{0,8}公$`)}
	var all sync.WaitGroup
	for seed := range 4 {
		all.Go(func() {
			for i := range 300 {
				text := mixed(uint32(i*4+seed+1), 100)
				found := set.In(text)
				for n, re := range want {
					if found.Has(n) != re.MatchString(text) {
						t.Errorf("%s in %q: %v", re, text, found.Has(n))
					}
				}
			}
		})
	}
	all.Wait()
	holdsLittle(t, set)
}

// TestTextForgets holds the same of a single text that comes to ever new states.
func TestTextForgets(t *testing.T) {
	set := SetOf(`公.{16}@`, `@公.{3}件`)
	text := "@公开公开件" + mixed(1, 200_000)
	if found := set.In(text + "开"); found.Has(0) || !found.Has(1) {
		t.Errorf("without an end: %v", found)
	}
	if found := set.In(text + "公" + strings.Repeat("开", 16) + "@"); !found.Has(0) || !found.Has(1) {
		t.Errorf("with an end: %v", found)
	}
	holdsLittle(t, set)
}

// mixed is a text of so many bytes, or a few more, of four characters.
func mixed(seed uint32, size int) string {
	var b strings.Builder
	for x := seed; b.Len() < size; x = x*1664525 + 1013904223 {
		b.WriteString([]string{"公", "开", "件", ","}[x>>30])
	}
	return b.String()
}

// holdsLittle holds that the states of a set take no more room than they may,
// but for one.
func holdsLittle(t *testing.T, set *Set) {
	t.Helper()
	a := set.ready()
	if most, got := leastRoom+roomPerInst*len(a.insts)+1024, a.now.Load().size; got > most {
		t.Errorf("the states take %d bytes, more than %d", got, most)
	}
}
