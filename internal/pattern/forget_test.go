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
	first := set.ready().now.Load()
	var all sync.WaitGroup
	for seed := range 4 {
		all.Go(func() {
			for i := range 300 {
				var b strings.Builder
				for x := uint32(i*4 + seed + 1); b.Len() < 100; x = x*1664525 + 1013904223 {
					b.WriteString([]string{"公", "开", "件", ","}[x>>30])
				}
				found := set.In(b.String())
				for n, re := range want {
					if found.Has(n) != re.MatchString(b.String()) {
						t.Errorf("%s in %q: %v", re, b.String(), found.Has(n))
					}
				}
			}
		})
	}
	all.Wait()
	if set.ready().now.Load() == first {
		t.Errorf("nothing was forgotten: %d bytes", first.size)
	}
}
