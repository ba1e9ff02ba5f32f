package selector_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/selector"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// roster is a country in small.
var roster = []selector.Organ{
	{Name: "福州市人民政府", Division: "350100", Sites: []string{"www.fuzhou.test"}},
	{Name: "福州市财政局", Division: "350100"},
	{Name: "鼓楼区人民政府", Division: "350102", Tags: []string{"pilot"}},
	{Name: "教育局", Division: "350102"},
	{Name: "安泰街道办事处", Division: "350102001"},
	{Name: "教育局", Division: "350103"},
	{Name: "南京市鼓楼区人民政府", Division: "320106"},
	{Name: "徐州市鼓楼区人民政府办公室", Division: "320302000000"},
	{Name: "徐州市人民政府", Division: "320300"},
	{Name: "淮安经济技术开发区管理委员会", Division: "320871", Tags: []string{"pilot", "zone"}},
	{Name: "省水利厅", Sites: []string{"slt.jiangsu.test"}},
	{Name: "教育局", Division: "350102001"},
}

// known are names of divisions that no organ bears.
func known(code string) string {
	return map[string]string{"350103": "台江区", "350100": "福州市", "320800": "淮安市", "320871": "淮安经济技术开发区"}[code]
}

func files(name string) (io.ReadCloser, error) {
	text, ok := map[string]string{"a.txt": "\ufeff350102 # the district\r\n\r\n# none\n徐州\n", "none.txt": "# nothing\n", "loop.txt": "@a.txt\n", "-": "tag:zone\n"}[name]
	if !ok {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	return io.NopCloser(strings.NewReader(text)), nil
}

// pick is what words select, or the error, as one text.
func pick(words, without string) string {
	s, err := selector.Parse(strings.Fields(words), strings.Fields(without), files)
	if err != nil {
		return err.Error()
	}
	list, err := s.Pick(roster, known)
	if err != nil {
		return err.Error()
	}
	return strings.Trim(fmt.Sprint(list), "[]")
}

func TestPick(t *testing.T) {
	for _, tt := range []struct{ words, without, want string }{
		{"", "", "0 1 2 3 4 5 6 7 8 9 10 11"},
		{"350100", "", "0 1"},
		{"350102", "", "2 3"},
		{"350102000000", "", "2 3"},
		{"350102001", "", "4 11"},
		{"320302", "", "7"},
		{"350102+", "", "2 3 4 11"},
		{"350100+", "", "0 1 2 3 4 5 11"},
		{"350000+", "", "0 1 2 3 4 5 11"},
		{"35", "", "0 1 2 3 4 5 11"},
		{"3501", "", "0 1 2 3 4 5 11"},
		{"32030", "", "7 8"},
		{"福州", "", "0 1"},
		{"福州市", "", "0 1"},
		{"福州+", "", "0 1 2 3 4 5 11"},
		{"福建+", "", "0 1 2 3 4 5 11"},
		{"福建/福州", "", "0 1"},
		{"福建省/福州市/鼓楼区", "", "2 3"},
		{"福建／鼓楼", "", "2 3"},
		{"江苏/徐州/鼓楼区", "", "7"},
		{"徐州", "", "8"},
		{"台江", "", "5"},
		{"福州/台江区", "", "5"},
		{"淮安+", "", "9"},
		{"江苏/淮安/开发区", "", "9"},
		{"安泰街道", "", "4 11"},
		{"安泰", "", "4 11"},
		{"安泰街道办事处", "", "4"},
		{"350102/教育局", "", "3"},
		{"福州/350103/教育局", "", "5"},
		{"鼓楼区人民政府", "", "2"},
		{"水利厅", "", "10"},
		{"*教育局", "", "3 5 11"},
		{"福州/*局", "", "1 3 5 11"},
		{"*鼓楼*政府*", "", "2 6 7"},
		{"tag:pilot", "", "2 9"},
		{"site:slt.jiangsu.test", "", "10"},
		{"@a.txt", "", "2 3 8"},
		{"-", "", "9"},
		{"35 tag:zone", "", "0 1 2 3 4 5 9 11"},
		{"3501", "350102+ 财政局", "0 5"},
		{"", "35 32", "10"},
		{"鼓楼区", "", "\"鼓楼区\" is ambiguous; it could be one of\n  320106  江苏省 南京市鼓楼区\n  320302  江苏省 徐州市鼓楼区\n  350102  福建省 鼓楼区"},
		{"鼓楼+", "", "\"鼓楼+\" is ambiguous; it could be one of\n  320106+  江苏省 南京市鼓楼区\n  320302+  江苏省 徐州市鼓楼区\n  350102+  福建省 鼓楼区"},
		{"教育局", "", "\"教育局\" is ambiguous; it could be one of\n  350102/教育局\n  350103/教育局\n  350102001/教育局"},
		{"350000", "", `"350000" selects nothing: no organ is of that division itself; 350000+ selects those below it, 7`},
		{"350200", "", `"350200" selects nothing: none of the 12 organs has a division of that code`},
		{"福清", "", `"福清" selects nothing of the 12 organs there are`},
		{"江苏/福州", "", `"江苏/福州" selects nothing of the 12 organs there are`},
		{"江苏/无锡/鼓楼", "", `"江苏/无锡/鼓楼" selects nothing: no division "无锡" is known`},
		{"福建//鼓楼", "", `"福建//鼓楼" is no selector: nothing stands between two of its /`},
		{"tag:none", "", `"tag:none" selects nothing of the 12 organs there are`},
		{"350102", "3501", `nothing is left of "350102" without "3501": the selector selects nothing`},
		{"@gone.txt", "", "gone.txt: file does not exist"},
		{"@none.txt", "", "none.txt has no selectors in it: selects nothing"},
		{"@loop.txt", "", "loop.txt:1: @a.txt: a list of selectors names no other list"},
		{"@", "", `"@" is no selector`},
		{"350200 福清", "", "\"350200\" selects nothing: none of the 12 organs has a division of that code\n\"福清\" selects nothing of the 12 organs there are"},
	} {
		if diff := cmp.Diff(tt.want, pick(tt.words, tt.without)); diff != "" {
			t.Errorf("%q without %q: %s", tt.words, tt.without, diff)
		}
	}
}

func TestPickOfNone(t *testing.T) {
	var s selector.Selector
	if _, err := s.Pick(nil, nil); !errors.Is(err, selector.ErrNone) {
		t.Error(err)
	}
}

// Every candidate that an ambiguous name lists is a selector of that one thing.
func TestCandidatesAreSelectors(t *testing.T) {
	for _, word := range []string{"鼓楼区", "教育局", "鼓楼+", "人民政府"} {
		s, err := selector.Parse([]string{word}, nil, files)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Pick(roster, known)
		var a selector.Ambiguous
		if !errors.As(err, &a) || len(a.Among) < 2 {
			t.Errorf("%s: %v", word, err)
		}
		for _, c := range a.Among {
			if got := pick(strings.Fields(c)[0], ""); strings.Trim(got, "0123456789 ") != "" {
				t.Errorf("%s: %s: %s", word, c, got)
			}
		}
	}
}

// anyWord draws a selector that selects something of the roster.
var anyWord = rapid.SampledFrom([]string{"35", "3501", "350100", "350102", "350102+", "320300+", "福州", "福建+", "江苏/徐州", "*局", "tag:pilot", "水利厅", "350102/教育局", "@a.txt", "-"})

func picked(t *rapid.T, words, without []string) []int {
	s, err := selector.Parse(words, without, files)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Pick(roster, known)
	if err != nil && !errors.Is(err, selector.ErrNone) {
		t.Fatal(err)
	}
	return list
}

// Several words are the union of each, in the order of the roster, whatever
// their order; what is left out is in no selection.
func TestUnionLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(anyWord, 1, 5).Draw(t, "words")
		without := rapid.SliceOfN(anyWord, 0, 2).Draw(t, "without")
		want := map[int]bool{}
		for _, w := range words {
			for _, i := range picked(t, []string{w}, nil) {
				want[i] = true
			}
		}
		for _, w := range without {
			for _, i := range picked(t, []string{w}, nil) {
				delete(want, i)
			}
		}
		got := picked(t, words, without)
		slices.Reverse(words)
		if !slices.Equal(got, picked(t, words, without)) || !slices.IsSorted(got) || len(got) != len(want) {
			t.Fatalf("%q without %q selects %v, want %v", words, without, got, want)
		}
		for _, i := range got {
			if !want[i] {
				t.Fatalf("%q without %q selects %d", words, without, i)
			}
		}
	})
}

// A code selects a part of what it selects with +, and + is what all longer
// codes select.
func TestCodeLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]string{"350000", "350100", "350102", "350102001", "320300", "320302000000"}).Draw(t, "code")
		below := picked(t, []string{code + "+"}, nil)
		for _, i := range picked(t, []string{code}, nil) {
			if !slices.Contains(below, i) {
				t.Fatalf("%s selects %d, %s+ does not", code, i, code)
			}
		}
		if prefix := strings.TrimRight(code, "0"); len(prefix)%2 == 0 && !slices.Equal(below, picked(t, []string{prefix + "+"}, nil)) {
			t.Fatalf("%s+ and %s+ differ", code, prefix)
		}
	})
}

func TestParseNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.SampledFrom([]rune("35鼓楼区/+*:@-tagsite省 "))).Draw(t, "word")
		if s, err := selector.Parse([]string{word}, nil, files); err == nil {
			_, _ = s.Pick(roster, known) // whatever it is
		}
	})
}

func TestYears(t *testing.T) {
	for _, tt := range []struct{ text, has, want string }{
		{"2024", "2024", "2024"},
		{"2019-2021", "2019 2020 2021", "2019-2021"},
		{"2019, 2023-", "2019 2023 2024", "2019,2023-"},
		{"-2020", "2018 2019 2020", "-2020"},
		{"2019—2020，2022年", "2019 2020 2022", "2019-2020,2022"},
	} {
		y, err := selector.ParseYears(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
		}
		var has []string
		for year := 2018; year <= 2024; year++ {
			if y.Has(year) {
				has = append(has, fmt.Sprint(year))
			}
		}
		if got := strings.Join(has, " "); got != tt.has || y.String() != tt.want {
			t.Errorf("%s: %s (%s), want %s (%s)", tt.text, got, y, tt.has, tt.want)
		}
	}
	for _, text := range []string{"", "-", "24", "2024-2019", "20245", "2019-x", "二〇二四", "2019--2020", "2019,,2020", "1024"} {
		if y, err := selector.ParseYears(text); err == nil {
			t.Errorf("%q: %v, want an error", text, y)
		}
	}
	if one, ok := (selector.Years{}).One(); ok || !(selector.Years{}).Has(1) {
		t.Error(one)
	}
}

// What is written is read as the same years.
func TestYearsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(20[0-4][0-9]|20[01][0-9]-20[2-4][0-9]|-2019|2021-)(,(2025|2019-2024)){0,3}`).Draw(t, "years")
		y, err := selector.ParseYears(text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := selector.ParseYears(y.String()); err != nil || again.String() != text {
			t.Fatalf("%s became %s, %v", text, again, err)
		}
	})
}
