package pattern_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"gongkai/internal/pattern"
)

// finder is what a pattern and a regexp.Regexp can both do.
type finder interface {
	MatchString(string) bool
	FindStringIndex(string) []int
	FindStringSubmatch(string) []string
	FindStringSubmatchIndex(string) []int
	FindAllStringIndex(string, int) [][]int
	FindAllStringSubmatch(string, int) [][]string
	FindAllStringSubmatchIndex(string, int) [][]int
}

// found is all that one finds in a text.
func found(f finder, s string) []any {
	return []any{f.MatchString(s), f.FindStringIndex(s), f.FindStringSubmatch(s), f.FindStringSubmatchIndex(s),
		f.FindAllStringIndex(s, -1), f.FindAllStringSubmatch(s, -1), f.FindAllStringSubmatchIndex(s, 1)}
}

// TestSame holds that a pattern finds what the regular expression finds, in
// every stretch of a text.
func TestSame(t *testing.T) {
	text := strings.Split("截至2023年底,全市各单位累计公开信息12条,其中网站(含微信)3条;较上年度结转增加1件。\xff公开", "")
	for _, p := range []string{
		`公开`, `其中|包括`, `(?:19|20)\d\d年度?|全年|各[县市区]+|各单位|其中`, `截[至止到]`, `(全市)?(?:各单位)*(累计)`, `公开$`, `[,、](?:含|较)?\d*`,
		`^截`, `(?:^|,)其中`, `[^,。;]条`, `(?:年|,)?`, `.公`, `(?i)a|年`, `\d+条`, `(?:较|比)(上年度?)(结转)?`, `微信\b`, `年(?:底|$)`, `x{0,2}公`, `(?:^|[,;])[^,;]{2}`, `^$`, `^(?:截|较)至?`, `(?:其中|^)*网站`, `(?m)^截`, `(?:^|公)开$|12`, `[一-龥]开`, `\x{fffd}`,
	} {
		want, got := regexp.MustCompile(p), pattern.Of(p)
		for i := range text {
			for j := i; j <= len(text); j++ {
				s := strings.Join(text[i:j], "")
				if g, w := found(got, s), found(want, s); !reflect.DeepEqual(g, w) {
					t.Fatalf("%s in %q: %v, want %v", p, s, g, w)
				}
			}
		}
	}
}

func BenchmarkIn(b *testing.B) {
	const words = `下一步|下步|力争|争取|预计|拟于|明年|计划(?:于|在|举办)`
	text := strings.Repeat("本机关主动公开政府信息，及时回应社会关切。", 5)
	for name, in := range map[string]func(string) bool{"regexp": regexp.MustCompile(words).MatchString, "pattern": pattern.Of(words).MatchString} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if in(text) {
					b.Fatal("found")
				}
			}
		})
	}
}
