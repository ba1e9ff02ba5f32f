package pattern_test

import (
	"regexp"
	"strings"
	"testing"

	"gongkai/internal/pattern"
)

// asked are expressions of all kinds that a set may hold.
var asked = []string{
	`公开`, `其中|包括`, `(?:19|20)\d\d年度?|全年|各[县市区]+|各单位|其中`, `截[至止到]`, `(全市)?(?:各单位)*(累计)`, `公开$`, `[,、](?:含|较)?\d*`,
	`^截`, `(?:^|,)其中`, `[^,。;]条`, `(?:年|,)?`, `.公`, `(?s).公`, `(?i)a|年`, `\d+条`, `(?:较|比)(上年度?)(结转)?`, `年(?:底|$)`, `x{0,2}公`, `(?:^|[,;])[^,;]{2}`, `^$`, `^(?:截|较)至?`, `(?:其中|^)*网站`, `(?:^|公)开$|12`, `[一-龥]开`, `\x{fffd}`,
	`网站[^,;]{0,9}?公开(?:各类|信息)*`, `[^,。;\d]{2,4}条`, `(?:\d+件|条)?`, `公开(?:了)*信息$`, `网站[^。]*条`, `\A全\z`, `(?i)k`, `a^|$b`,
}

// TestSet holds that a set tells of each of its expressions what it tells by
// itself, in every stretch of a text and up to every place in it.
func TestSet(t *testing.T) {
	text := strings.Split("截至2023年底,全市各单位累计公开信息12条,其中网站(含微信)3条;较上年度结转增加1件。\xff公开𠀀K", "")
	anywhere, atEnd := pattern.SetOf(asked...), pattern.EndingsOf(asked...)
	var within, ending []*regexp.Regexp
	for _, p := range asked {
		within, ending = append(within, regexp.MustCompile(p)), append(ending, regexp.MustCompile(`(?:`+p+`)$`))
	}
	for i := range text {
		reading := anywhere.Read(strings.Join(text[i:], ""))
		for j := i; j <= len(text); j++ {
			s := strings.Join(text[i:j], "")
			in, to, end := anywhere.In(s), reading.To(len(s)), atEnd.In(s)
			for n, p := range asked {
				if g, w := in.Has(n), within[n].MatchString(s); g != w {
					t.Fatalf("%s in %q: %v, want %v", p, s, g, w)
				}
				if g, w := to.Has(n), within[n].MatchString(s); g != w {
					t.Fatalf("%s up to the end of %q: %v, want %v", p, s, g, w)
				}
				if g, w := end.Has(n), ending[n].MatchString(s); g != w {
					t.Fatalf("%s at the end of %q: %v, want %v", p, s, g, w)
				}
			}
		}
	}
}

// FuzzSet holds the same of any text.
func FuzzSet(f *testing.F) {
	f.Add("截至2023年底,全市公开信息12条,\xff\xe5其中网站3条")
	anywhere, atEnd := pattern.SetOf(asked...), pattern.EndingsOf(asked...)
	f.Fuzz(func(t *testing.T, text string) {
		in, end := anywhere.In(text), atEnd.In(text)
		for n, p := range asked {
			if in.Has(n) != regexp.MustCompile(p).MatchString(text) || end.Has(n) != regexp.MustCompile(`(?:`+p+`)$`).MatchString(text) {
				t.Errorf("%s in %q: %v, at its end: %v", p, text, in.Has(n), end.Has(n))
			}
		}
	})
}
