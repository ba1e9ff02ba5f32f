package pattern_test

import (
	"regexp"
	"strings"
	"testing"

	"gongkai/internal/pattern"
)

// TestEnding holds that an ending is found where the regular expression with a
// $ finds it, in every stretch of a text.
func TestEnding(t *testing.T) {
	text := strings.Split("全市共收到申请约12件,其中:网站(含微信)主动公开信息3\xe5条;较上\xbb\xe5年", "")
	for _, p := range []string{
		`信息`, `收到(?:的|了)*申请(?:约|近)?`, `^全市`, `(?:^|[,;])其中[:,]?`, `网站[^,;]{0,9}?公开(?:各类|信息)*`, `[^,。;\d]{2,4}条`, `(?:\d+件|条)?`, `(?:公开){1,2}信息`, `x*`, `(?:较|^)上年$`, `(?i)a|年`, `上.{0,3}年`, `\x{fffd}年`,
	} {
		want, got := regexp.MustCompile(`(?:`+p+`)$`), pattern.EndingOf(p)
		for i := range text {
			for j := i; j <= len(text); j++ {
				s := strings.Join(text[i:j], "")
				if g, w := got.Find(s), want.FindString(s); g != w {
					t.Fatalf("%s at the end of %q finds %q, want %q", p, s, g, w)
				}
			}
		}
	}
}
