package words_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/internal/words"
)

func TestBare(t *testing.T) {
	for _, tt := range []struct{ text, bare, full string }{
		{"（三）不予公开", "不予公开", "三不予公开"},
		{"3、不予公开", "不予公开", "3不予公开"},
		{"3．其 他", "其他", "3其他"},
		{"3.其它", "其他", "3其他"},
		{"三、本年度\n办理结果", "本年度办理结果", "三本年度办理结果"},
		{"１．属于国家秘密", "属于国家秘密", "1属于国家秘密"},
		{"3.危及“三安全一稳定”", "危及三安全一稳定", "3危及三安全一稳定"},
		{"三安全一稳定", "三安全一稳定", "三安全一稳定"}, // nothing parts the number from the words
		{"第二十条第（一）项", "第二十条第一项", "第二十条第一项"},
		{"本年增/减", "本年增减", "本年增减"},
		{"钩稽关系", "勾稽关系", "勾稽关系"},
		{"规\u00a0\u3000\u200b\ufeff章", "规章", "规章"},
		{"(三", "三", "三"},
		{"", "", ""},
	} {
		if got := words.Bare(tt.text); got != tt.bare {
			t.Errorf("Bare(%q) = %q, want %q", tt.text, got, tt.bare)
		}
		if got := words.Spell(tt.text); got.All != tt.full || got.Rest != tt.bare {
			t.Errorf("Spell(%q) = %+v, want %q", tt.text, got, tt.full)
		}
	}
}

// A text in simplified script keeps its places.
func TestSimple(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("東鄉區氣象局2022年度政府信息公開工作年度報告 減採縣鎮，（\xff"))).Draw(t, "text")
		if got := words.Simple(s); len(got) != len(s) || words.Simple(got) != got {
			t.Fatalf("Simple(%q) = %q", s, got)
		}
	})
	if got := words.Simple("清河縣林業局２０２２年政府信息公開年報"); got != "清河县林业局２０２２年政府信息公开年报" {
		t.Error(got)
	}
}

// lexicon has labels of the official form that lie close to other words.
func lexicon() *words.Lexicon {
	l := &words.Lexicon{}
	for _, w := range [][]string{
		{"granted", "(一)予以公开"}, {"partly", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "(二)部分公开"},
		{"permits", "行政许可"}, {"penalties", "行政处罚"}, {"coercive", "行政强制"},
		{"by_law", "2.其他法律行政法规禁止公开"}, {"not_held", "1.本机关不掌握相关政府信息"}, {"unclear", "3.补正后申请内容仍不明确"},
		{"issued", "本年制发件数"}, {"repealed", "本年废止件数"}, {"in_force", "现行有效件数"}, {"decisions", "本年处理决定数量", "处理决定数量"},
		{"made", "本年新制作数量"}, {"public", "本年新公开数量"}, {"amount", "本年收费金额(单位:万元)", "本年收费金额"},
		{"carried_out", "四、结转下年度继续办理"}, {"remaining", "3.其他"}, {"other", "(六)其他处理"},
	} {
		l.Add(w[0], w[1], true, w[2:]...)
	}
	l.Sort()
	return l
}

func TestMatch(t *testing.T) {
	l := lexicon()
	for _, tt := range []struct{ text, key string }{
		{"行政 许可", "permits"},
		{"行政许可（含备案）", "permits"},
		{"（一） 予以公开", "granted"},
		{"2.其他法律行政法规禁止公", "by_law"},  // cut
		{"2.其他法律行政法规禁公开", "by_law"},  // a character lost
		{"2.其他法律行政法现禁止公开", "by_law"}, // one damaged
		{"2.其他法律行政止公开", ""},          // too many lost to be sure
		{"本年新", ""},                  // the beginning of two
		{"部分公开", "partly"},
		{"3.其他", "remaining"}, {"其他处理", "other"}, {"其他", "remaining"},

		// one character away, and another thing
		{"不予以公开", ""}, {"不予公开", ""},
		{"行政处分", ""}, {"行政处理", ""}, {"行政许诺", ""}, {"非行政许可", ""},
		{"1.本机关掌握相关政府信息", ""}, {"3.补正后申请内容仍明确", ""},
		{"上年制发件数", ""}, {"上年收费金额", ""}, {"上年处理决定数量", ""}, {"四、结转上年度继续办理", ""},
		{"上年现行有效件数", ""}, {"未现行有效件数", ""},
		{"", ""}, {"、", ""}, {strings.Repeat("行政许可", 200), ""},
	} {
		if key, ok := l.Match(words.Spell(tt.text)); key != tt.key || ok != (tt.key != "") {
			t.Errorf("Match(%q) = %q %v, want %q", tt.text, key, ok, tt.key)
		}
	}
}

// TestDistance holds the laws of a distance, and that the bound only cuts off.
func TestDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("公开不予以")), 0, 9, -1)
		a, b, c := []rune(text.Draw(t, "a")), []rune(text.Draw(t, "b")), []rune(text.Draw(t, "c"))
		const far = 100
		ab := words.Distance(a, b, far)
		if ba := words.Distance(b, a, far); ab != ba {
			t.Fatalf("Distance(%q, %q) = %d, but %d the other way", string(a), string(b), ab, ba)
		}
		if (ab == 0) != (string(a) == string(b)) {
			t.Fatalf("Distance(%q, %q) = %d", string(a), string(b), ab)
		}
		if ac, cb := words.Distance(a, c, far), words.Distance(c, b, far); ab > ac+cb {
			t.Fatalf("Distance(%q, %q) = %d, by way of %q only %d", string(a), string(b), ab, string(c), ac+cb)
		}
		for most := range 5 {
			if got := words.Distance(a, b, most); (got <= most) != (ab <= most) || got <= most && got != ab {
				t.Fatalf("Distance(%q, %q, %d) = %d, want %d or more than %d", string(a), string(b), most, got, ab, most)
			}
		}
	})
}

// TestSpellings holds that folding twice is folding once and that a label
// matches however its characters are set apart.
func TestSpellings(t *testing.T) {
	l := lexicon()
	labels := []string{"(一)予以公开", "行政许可", "2.其他法律行政法规禁止公开", "四、结转下年度继续办理", "现行有效件数"}
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.SampledFrom(labels).Draw(t, "label")
		gap := rapid.SampledFrom([]string{" ", "\u00a0", "\u3000", "\u200b", "\n", "\t", ""})
		var b strings.Builder
		for _, r := range label {
			b.WriteString(gap.Draw(t, "gap"))
			b.WriteRune(r)
		}
		want, _ := l.Match(words.Spell(label))
		if got, ok := l.Match(words.Spell(b.String())); !ok || got != want {
			t.Fatalf("Match(%q) = %q %v, want %q", b.String(), got, ok, want)
		}
		any := rapid.String().Draw(t, "text")
		if f := words.Folded(any); words.Folded(f) != f {
			t.Fatalf("Folded(%q) = %q, again %q", any, f, words.Folded(f))
		}
		l.Match(words.Spell(any)) // never panics
	})
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{"3.其他", "(一)予以公开", "其他(", ")(", "\xff\xfe", "行政许可(行政)处罚"} {
		f.Add(s)
	}
	l := lexicon()
	f.Fuzz(func(t *testing.T, s string) {
		if key, ok := l.Match(words.Spell(s)); ok && key == "" {
			t.Errorf("Match(%q) = %q %v", s, key, ok)
		}
		words.Unnumbered(words.Folded(s))
	})
}
