package site_test

import (
	"strings"
	"testing"

	"gongkai/internal/site"
)

const kept = "\ufeff# 本省\r\norgan,list,notes\r\n\r\n清河县人民政府,http://a.example/nb/,\"一, 二\"\r\n# 停用\r\n青石区教育局,http://b.example/nb/,\r\n"

func opened(t *testing.T, text string) *site.File {
	t.Helper()
	f, err := site.Open([]byte(text), "sites.csv")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What is not changed stays as it is, byte for byte.
func TestFileSet(t *testing.T) {
	f := opened(t, kept)
	if got := string(f.Bytes()); got != kept {
		t.Errorf("unchanged: %q, want %q", got, kept)
	}
	found := f.Find("青石区教育局")
	if len(found) != 1 {
		t.Fatalf("Find: %+v", found)
	}
	if err := f.Set(found[0], "notes", "旧站, 换"); err != nil {
		t.Fatal(err)
	}
	if got, want := string(f.Bytes()), strings.Replace(kept, "b.example/nb/,\r", "b.example/nb/,\"旧站, 换\"\r", 1); got != want {
		t.Errorf("notes set: %q, want %q", got, want)
	}
	if err := f.Set(f.Find("a.example")[0], "family", "trs"); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(kept, "organ,list,notes", "organ,list,notes,family", 1)
	want = strings.Replace(want, "\"一, 二\"", "\"一, 二\",trs", 1)
	want = strings.Replace(want, "b.example/nb/,\r", "b.example/nb/,\"旧站, 换\"\r", 1)
	if got := string(f.Bytes()); got != want {
		t.Errorf("family set: %q, want %q", got, want)
	}
	for _, tt := range []struct{ column, value, want string }{
		{"family", "dede", "unknown family"}, {"list", "b", "bad list address"}, {"organ", "", "no organ"}, {"colour", "red", "no column"}, {"options", "delay=soon", "want a time"},
	} {
		if err := f.Set(f.Find("青石区教育局")[0], tt.column, tt.value); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Set(%s, %s) = %v, want %s", tt.column, tt.value, err, tt.want)
		}
		if got := string(f.Bytes()); got != want {
			t.Errorf("Set(%s, %s) changed the file: %q", tt.column, tt.value, got)
		}
	}
}

func TestFileAdd(t *testing.T) {
	f := opened(t, kept)
	s := site.Site{Organ: "柳湾县财政局", Division: "990100", List: "http://c.example/nb/", Family: "auto", Options: map[string]string{"delay": "5s", "tls": "legacy"}}
	added, err := f.Add(s)
	if err != nil || !added {
		t.Fatalf("Add = %v, %v", added, err)
	}
	want := strings.Replace(kept, "organ,list,notes", "organ,list,notes,division,options", 1) + "柳湾县财政局,http://c.example/nb/,,990100,delay=5s;tls=legacy\r\n"
	if got := string(f.Bytes()); got != want {
		t.Errorf("added: %q, want %q", got, want)
	}
	if added, err = f.Add(s); added || err != nil {
		t.Errorf("Add again = %v, %v, want false", added, err)
	}
	if added, err = f.Add(site.Site{Organ: "甲", List: "ftp://x"}); added && err == nil || string(f.Bytes()) != want {
		t.Errorf("Add of a bad list = %v, %v", added, err)
	}
	f = opened(t, "")
	if _, err := f.Add(s); err != nil || string(f.Bytes()) != "organ,division,level,list,family,options,notes\n柳湾县财政局,990100,,http://c.example/nb/,,delay=5s;tls=legacy,\n" {
		t.Errorf("to an empty file: %q, %v", f.Bytes(), err)
	}
}

// A spreadsheet writes tabs or semicolons where the computer's language has it so.
func TestReadSeparators(t *testing.T) {
	for _, text := range []string{"机关\t网址\n甲\thttp://a.example/\n", "单位名称;年报网址\r\n甲;http://a.example/\r\n"} {
		sites, _, err := site.Read(strings.NewReader(text), "sites.csv")
		if err != nil || len(sites) != 1 || sites[0].Organ != "甲" || sites[0].List != "http://a.example/" {
			t.Errorf("Read(%q) = %+v, %v", text, sites, err)
		}
	}
}

func TestLint(t *testing.T) {
	sites, _, err := site.Read(strings.NewReader("organ,division,list,options\n甲,,http://a.example/\n乙,,http://a.example/\n甲,990100,http://a.example/\n丙,,http://c.example/,\"alias=丁,乙,丙\"\n"), "sites.csv")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, w := range site.Lint(sites, "sites.csv") {
		said = append(said, w.String())
	}
	if len(said) != 4 || !strings.Contains(said[2], "sites.csv:5: the alias 乙 is the organ of line 3: its reports on this list go to 丙") || !strings.Contains(said[3], "sites.csv:5: the alias 丙 is the name of the organ") || !strings.Contains(said[0], "sites.csv:3: the list is also that of 甲") || !strings.Contains(said[1], "sites.csv:4: 甲 with this list stands in line 2") {
		t.Errorf("Lint = %q", said)
	}
}
