package site_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/internal/site"
)

func TestRead(t *testing.T) {
	const text = "\ufefforgan,division,level,list,family,options,notes\r\n" +
		"清河县人民政府,130534,county,http://www.qinghe.example/nb/,,,\r\n" +
		"\r\n" +
		"# 停用\r\n" +
		"青石区教育局,13053,区级,https://www.qingshi.example:8443/nb/,trs,private=yes;tls=legacy delay=5s colour=red,\"unverified, 旧站\"\r\n"
	sites, warnings, err := site.Read(strings.NewReader(text), "sites.csv")
	want := []site.Site{
		{Organ: "清河县人民政府", Division: "130534", Level: "county", List: "http://www.qinghe.example/nb/", Family: "auto", Line: 2},
		{Organ: "青石区教育局", Division: "13053", Level: "区级", List: "https://www.qingshi.example:8443/nb/", Family: "trs", Line: 5,
			Options: map[string]string{"private": "yes", "tls": "legacy", "delay": "5s", "colour": "red"}, Notes: "unverified, 旧站"},
	}
	if diff := cmp.Diff(want, sites); diff != "" || err != nil {
		t.Errorf("Read: %v (-want +got):\n%s", err, diff)
	}
	var said []string
	for _, w := range warnings {
		said = append(said, w.String())
	}
	if diff := cmp.Diff([]string{
		`sites.csv:5: division "13053" is no code of 6, 9 or 12 digits`,
		`sites.csv:5: unknown level "区级"`,
		`sites.csv:5: unknown option "colour"`,
	}, said); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// Columns in any order, most left out, under Chinese names, in GBK.
func TestReadColumns(t *testing.T) {
	for _, text := range []string{
		"list,organ,colour\nhttp://a.example/,甲,red\n",
		"\xcd\xf8\xd6\xb7,\xbb\xfa\xb9\xd8\nhttp://a.example/,\xbc\xd7\n", // 网址,机关 and 甲
	} {
		sites, _, err := site.Read(strings.NewReader(text), "sites.csv")
		want := []site.Site{{Organ: "甲", List: "http://a.example/", Family: "auto", Line: 2}}
		if diff := cmp.Diff(want, sites); diff != "" || err != nil {
			t.Errorf("Read(%q): %v (-want +got):\n%s", text, err, diff)
		}
	}
}

// Every bad line is named, and the good ones are still read.
func TestReadErrors(t *testing.T) {
	const text = "organ,division,list,family,options\n" +
		"甲,,http://a.example/,,\n" +
		",,http://b.example/,,\n" +
		"丙,,,,\n" +
		"丁,,ftp://d.example/,,\n" +
		"戊,,http:///nb/,,\n" +
		"己,,http://f.example/,dede,\n" +
		"甲,,http://a.example/,trs,\n" +
		"庚,,http://g.example/,,delay=soon\n" +
		"辛,,http://h.example:99999/%zz,,\n" +
		"壬,,http://i.example/,,\n" +
		"子,,http://k.example/,,alias=丑,寅\n" +
		"卯,,http://l.example/,,,,\n" +
		"\"辰\n巳\",,http://m.example/,,\n" +
		"癸,,\"http://j.example/\n"
	sites, _, err := site.Read(strings.NewReader(text), "sites.csv")
	if len(sites) != 3 || sites[1].Organ != "壬" || sites[2].Organ != "卯" {
		t.Errorf("Read gave %+v, want 甲, 壬 and 卯", sites)
	}
	want := []string{
		"sites.csv:3: no organ", "sites.csv:4: no list", `sites.csv:5: bad list address "ftp://d.example/"`, "sites.csv:6: bad list address",
		`sites.csv:7: unknown family "dede": want auto, truecms, `, "sites.csv:8: 甲 with this list stands in line 2 already",
		"sites.csv:9: option delay=soon: want a time", "sites.csv:10: bad list address", "sites.csv:12: 6 fields under 5 columns", `sites.csv:14: organ "辰\n巳" goes over several lines`, "sites.csv:16: ",
	}
	got := strings.Split(err.Error(), "\n")
	if len(got) != len(want) {
		t.Fatalf("Read: %d errors, want %d:\n%v", len(got), len(want), err)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("error %d: %s, want %s…", i, got[i], want[i])
		}
	}
}

// A file that is in part in no known characters may be in others throughout:
// nothing of it is taken, and nothing of it is written back.
func TestReadIllegible(t *testing.T) {
	for _, text := range []string{
		"organ,list\n甲县,http://a.example/\n乙\xff县,http://b.example/\n",
		"organ,list\n\xbc\xd7,http://a.example/\n\xd2\xd2\xff,http://b.example/\n", // 甲 and 乙 in GBK
	} {
		sites, _, err := site.Read(strings.NewReader(text), "sites.csv")
		if len(sites) > 0 || err == nil || !strings.Contains(err.Error(), "sites.csv:3: bytes that are neither UTF-8 nor GB18030") {
			t.Errorf("Read(%q) = %+v, %v", text, sites, err)
		}
		if _, err := site.Open([]byte(text), "sites.csv"); err == nil {
			t.Errorf("Open(%q) is no error", text)
		}
	}
}

func TestReadHeader(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "sites.csv:1: no header"},
		{"organ,division\n甲,1\n", "sites.csv:1: no column list"},
		{"organ,list,organ\n", "sites.csv:1: column organ stands twice"},
	} {
		if _, _, err := site.Read(strings.NewReader(tt.text), "sites.csv"); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Read(%q) = %v, want %s", tt.text, err, tt.want)
		}
	}
}

// Options that a family needs are known, and years are checked.
func TestReadFamilyOptions(t *testing.T) {
	const text = "organ,list,options\n甲,http://a.example/,years=2019-2023;tag=pilot;sid=175;alias=丁\n乙,http://b.example/,years=soon\n丙,http://c.example/,alias=\n"
	sites, warnings, err := site.Read(strings.NewReader(text), "sites.csv")
	if len(sites) != 1 || len(warnings) > 0 || err == nil || !strings.HasPrefix(err.Error(), "sites.csv:3: option years=soon: want years") || !strings.Contains(err.Error(), "sites.csv:4: option alias=: want the names") {
		t.Errorf("Read = %+v, %v, %v", sites, warnings, err)
	}
}
