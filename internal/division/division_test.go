package division_test

import (
	"bytes"
	"strings"
	"testing"

	"gongkai/internal/division"

	"github.com/google/go-cmp/cmp"
)

// The table that comes with the program is whole and sound.
func TestKnown(t *testing.T) {
	count := map[string]int{}
	for _, d := range division.Known().All() {
		if code, ok := division.Canonical(d.Code); !ok || code != d.Code || d.Name == "" || d.To != 0 && d.To < d.From || d.To != 0 && d.To < 2008 {
			t.Errorf("not sound: %+v", d)
		}
		if d.Parent() != "" && d.Parent()[2:] != "0000" {
			if _, ok := division.Lookup(d.Parent()); !ok && d.To == 0 && d.Kind == "" && d.Level() == "township" {
				t.Errorf("%s %s: nothing above it", d.Code, d.Name)
			}
		}
		if d.To == 0 {
			count[strings.TrimSpace(d.Level()+" "+d.Kind)]++
		}
	}
	t.Log(count)
	if count["province"] != 34 || count["city"] != 333 || count["county"] < 2843 || count["county"] > 2860 || count["township"] < 38000 {
		t.Errorf("%v", count)
	}
}

func TestLookup(t *testing.T) {
	for code, want := range map[string]string{
		"35": "350000 福建省 province ", "3501": "350100 福州市 city 350000", "350100": "350100 福州市 city 350000", "350102": "350102 鼓楼区 county 350100",
		"350102000000": "350102 鼓楼区 county 350100", "110103": "110103 崇文区 county 110100", "130534": "130534 清河县 county 130500", "350102003": "", "659012": "659012 白杨市 county 659000",
	} {
		d, ok := division.Lookup(code)
		got := d.Code + " " + d.Name + " " + d.Level() + " " + d.Parent()
		if !ok || want != "" && got != want {
			t.Errorf("Lookup(%s) = %q %v, want %q", code, got, ok, want)
		}
	}
	for _, code := range []string{"", "9", "350", "359999", "350102999", "350102003001", "35010a", "福州市"} {
		if d, ok := division.Lookup(code); ok {
			t.Errorf("Lookup(%q) = %+v", code, d)
		}
	}
	if d, _ := division.Lookup("110103"); d.To != 2010 || d.Successor != "110101" || d.In(2011) || !d.In(2009) || !d.In(0) {
		t.Errorf("%+v", d)
	}
}

func TestFind(t *testing.T) {
	for _, tt := range []struct{ name, under, want string }{
		{"清河县", "", "130534"}, {"清河县人民政府", "", "130534"}, {"鼓楼区", "3501", "350102"}, {"安泰街道办事处", "350102", "350102006"},
		{"延边州", "", "222400"}, {"延边", "", "222400"}, {"玉屏县", "", "520622"}, {"内蒙古", "", "150000"}, {"福州", "", "350100"}, {"河包镇", "500153", "500153109"},
		{"崇文区", "", "110103"}, {"没有这个县", "", ""}, {"清河县", "35", ""}, {"清河县", "x", ""},
	} {
		var codes []string
		for _, d := range division.Known().Find(tt.name, tt.under) {
			codes = append(codes, d.Code)
		}
		if got := strings.Join(codes, " "); got != tt.want && !strings.HasPrefix(got, tt.want+" ") || tt.want == "" && got != "" {
			t.Errorf("Find(%s, %s) = %q, want %q first", tt.name, tt.under, got, tt.want)
		}
	}
	if n := len(division.Known().Find("鼓楼区", "")); n < 4 {
		t.Errorf("%d divisions of the name 鼓楼区", n)
	}
}

// A division is given to an organ only when no other can be meant.
func TestOf(t *testing.T) {
	for _, tt := range []struct {
		organ, near string
		year        int
		code        string
		certain     bool
	}{
		{"福州市鼓楼区安泰街道办事处", "", 2023, "350102006", true},
		{"莆田市林业局", "", 2018, "350300", true},
		{"三明市", "", 2013, "350400", true},
		{"清河县教育局", "", 2023, "130534", true},
		{"福建省莆田市涵江区应急管理局", "", 2022, "350303", true},
		{"莆田市涵江区应急管理局", "", 2022, "350303", true},
		{"北京市朝阳区人民政府", "", 2022, "110105", true},
		{"普宁市公安局", "", 2023, "445281", true},
		{"安泰街道办事处", "", 2023, "", false},                // two of the name
		{"安泰街道办事处", "350102", 2023, "350102006", true},  // where the site is
		{"鼓楼区教育局", "", 2023, "", false},                 // four of the name
		{"鼓楼区教育局", "350100", 2023, "350102", true},      // one is where the site is
		{"清河区人民政府", "", 2023, "211204", false},          // another was of that name until 2016
		{"清河区人民政府", "211200", 2023, "211204", true},     //
		{"河包镇", "", 2020, "500153109", false},           // one now; a township by itself is never sure
		{"清河县教育局", "350100", 2023, "130534", false},     // the site says otherwise
		{"市房管局", "", 2021, "", false},                   // no place
		{"遂宁市公安局船山区分局", "", 2023, "510900", false},      // the branch of a place not read
		{"清河县没有镇人民政府", "", 2023, "130534", false},       // a township that is not known
		{"运城经济技术开发区", "", 2020, "", false},              // not 运城市
		{"长乐市教育局", "", 2015, "350182", true},            // it was a 市 until 2017
		{"国家税务总局", "", 2015, "", false},                 // of no place
		{"上海市科学技术委员会", "", 2024, "310000", true},        //
		{"定西市安定区内官营镇人民政府", "", 2021, "621102102", true}, //
		{"", "", 2021, "", false},
	} {
		d, certain := division.Known().Of(tt.organ, tt.near, tt.year)
		if certain != tt.certain || tt.code != "" && d.Code != tt.code {
			t.Errorf("Of(%s, %s, %d) = %s %s %v, want %s %v", tt.organ, tt.near, tt.year, d.Code, d.Name, certain, tt.code, tt.certain)
		}
	}
}

func TestMergeAndRead(t *testing.T) {
	now, err := division.Read(strings.NewReader("code,name\n11,\"北京市\"\n110101,东城区\n110171,某开发区\n110101400,某农场\n"))
	if err != nil {
		t.Fatal(err)
	}
	years, err := division.Read(strings.NewReader("\ufeff代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码\n110101,北京市,直辖,东城区,县级,在用,1981,,\n" +
		"110103,北京市,直辖,崇文区,县级,弃用,1981,2010,110101\n110110,北京市,直辖,燕山区,县级,弃用,1981,1986,110111\n120106,天津市,直辖,红桥区,县级,在用,1981,,120113[2020]\n"))
	if err != nil {
		t.Fatal(err)
	}
	merged := division.Merge(2008, now, years)
	var b bytes.Buffer
	if err := division.Write(&b, merged.All()); err != nil {
		t.Fatal(err)
	}
	want := "code,name,level,parent,kind,valid_from,valid_to,successor\n110000,北京市,province,,,,,\n110101,东城区,county,110100,,1981,,\n110101400,某农场,township,110101,statistical,,,\n" +
		"110103,崇文区,county,110100,,1981,2010,110101\n110171,某开发区,county,110100,statistical,,,\n120106,红桥区,county,120100,,1981,,120113\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	again, err := division.Read(&b)
	if diff := cmp.Diff(merged.All(), again); err != nil || diff != "" {
		t.Error(err, diff)
	}
	for _, bad := range []string{"", "a,b\n1,2\n", "code,name\n1,北京\n", "code,name\n110101,\n", "code,name,valid_from\n110101,东城区,下\n", "code,name\n\"x"} {
		if _, err := division.Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	t := division.Known()
	for b.Loop() {
		t.Of("福州市鼓楼区安泰街道办事处", "350102", 2023)
	}
}

func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	if err := division.Write(&text, division.Known().All()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all, err := division.Read(bytes.NewReader(text.Bytes()))
		if err != nil || len(division.Merge(0, all).All()) == 0 {
			b.Fatal(err)
		}
	}
}
