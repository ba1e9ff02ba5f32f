package page_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"gongkai/internal/page"
)

const words = "清河县2023年政府信息公开工作年度报告，本年新收 12 件，㎡、“三安全一稳定”、镕堃喆"

func gbk(s string) string {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func wide(s string, order binary.AppendByteOrder) string {
	out := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

func TestText(t *testing.T) {
	big5, _ := traditionalchinese.Big5.NewEncoder().String("清河縣政府資訊公開工作年度報告，本年新收申請")
	for _, tt := range []struct {
		name, kind, body, text string
		want                   page.Charset
	}{
		{"utf-8 without a word", "", words, words, page.Charset{Name: "utf-8", By: "valid"}},
		{"utf-8, header says gbk", "text/html; charset=GBK", words, words, page.Charset{Name: "utf-8", By: "valid"}},
		{"utf-8, meta says gb2312", "text/html", `<meta charset=gb2312>` + words, `<meta charset=gb2312>` + words, page.Charset{Name: "utf-8", By: "valid"}},
		{"utf-8 with a mark", "", "\xef\xbb\xbf" + words, words, page.Charset{Name: "utf-8", By: "bom"}},
		{"ascii", "text/html; charset=big5", "2023", "2023", page.Charset{Name: "utf-8", By: "valid"}},
		{"ascii that could be HZ", "text/html; charset=hz-gb-2312", "~{VPND~}", "~{VPND~}", page.Charset{Name: "utf-8", By: "valid"}},
		{"empty", "", "", "", page.Charset{Name: "utf-8", By: "valid"}},
		{"gbk without a word", "", gbk(words), words, page.Charset{Name: "gb18030", By: "guess"}},
		{"gbk, header right", "text/html;charset=GB2312", gbk(words), words, page.Charset{Name: "gb18030", By: "header"}},
		{"gbk, header says utf-8", "text/html; charset=utf-8", gbk(words), words, page.Charset{Name: "gb18030", By: "guess"}},
		{"gbk, header says latin 1", "text/html; charset=ISO-8859-1", gbk(words), words, page.Charset{Name: "gb18030", By: "guess"}},
		{"gbk, meta", "text/html", gbk(`<META Charset="gbk" />` + words), `<META Charset="gbk" />` + words, page.Charset{Name: "gb18030", By: "meta"}},
		{"gbk, http-equiv", "text/html", gbk(`<meta http-equiv="Content-Type" content="text/html; charset=gb2312">` + words),
			`<meta http-equiv="Content-Type" content="text/html; charset=gb2312">` + words, page.Charset{Name: "gb18030", By: "meta"}},
		{"gbk, xml", "text/xml", gbk(`<?xml version="1.0" encoding="GBK"?>` + words), `<?xml version="1.0" encoding="GBK"?>` + words, page.Charset{Name: "gb18030", By: "meta"}},
		{"gbk with a broken byte", "", gbk(words) + "\xff" + gbk("完"), words + "\ufffd完", page.Charset{Name: "gb18030", By: "guess", Bad: 1}},
		{"gbk, tag after half a character", "", gbk(words) + "\xc7</p>", words + "\ufffd</p>", page.Charset{Name: "gb18030", By: "guess", Bad: 1}},
		{"gb18030, four bytes", "", gbk("𠀀" + words), "𠀀" + words, page.Charset{Name: "gb18030", By: "guess"}},
		{"utf-8 cut in a character", "", words + "年"[:2], words + "\ufffd\ufffd", page.Charset{Name: "utf-8", By: "guess", Bad: 2}},
		{"utf-8 cut, header", "text/html; charset=utf-8", words + "年"[:1], words + "\ufffd", page.Charset{Name: "utf-8", By: "header", Bad: 1}},
		{"utf-8 cut, wrong header", "text/html; charset=gbk", words + "年"[:1], words + "\ufffd", page.Charset{Name: "utf-8", By: "guess", Bad: 1}},
		{"utf-8 with a mark, broken", "", "\xef\xbb\xbf" + words + "\xff", words + "\ufffd", page.Charset{Name: "utf-8", By: "bom", Bad: 1}},
		{"big5, header", "text/html; charset=big5", big5, "清河縣政府資訊公開工作年度報告，本年新收申請", page.Charset{Name: "big5", By: "header"}},
		{"gbk, header says big5", "text/html; charset=big5", gbk(words), words, page.Charset{Name: "gb18030", By: "guess"}},
		{"utf-16le", "", wide(words, binary.LittleEndian), words, page.Charset{Name: "utf-16le", By: "bom"}},
		{"utf-16be", "text/html; charset=gbk", wide(words, binary.BigEndian), words, page.Charset{Name: "utf-16be", By: "bom"}},
	} {
		p := page.Page{Type: tt.kind, Body: []byte(tt.body)}
		text, got := p.Text()
		if text != tt.text || got != tt.want {
			t.Errorf("%s: Text() = %q, %+v, want %q, %+v", tt.name, text, got, tt.text, tt.want)
		}
	}
}

// Every character of GBK comes out as the tables of x/text have it.
func TestTextGBK(t *testing.T) {
	for lead := 0x81; lead <= 0xfe; lead++ {
		var pairs []byte
		for trail := 0x40; trail <= 0xfe; trail++ {
			pair := []byte{byte(lead), byte(trail)}
			if out, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(pair); trail != 0x7f && !bytes.ContainsRune(out, utf8.RuneError) {
				pairs = append(pairs, pair...)
			}
		}
		want, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(pairs)
		if text, c := (page.Page{Body: pairs}).Text(); text != string(want) || c.Name != "gb18030" || c.Bad != 0 {
			t.Errorf("lead %x: Text() = %q, %+v, want %q", lead, text, c, want)
		}
	}
}

func TestIsHTML(t *testing.T) {
	for _, tt := range []struct {
		kind, body string
		want       bool
	}{
		{"text/html; charset=gbk", "", true},
		{"TEXT/HTML", "x", true},
		{"text/html", "%PDF-1.7", false},
		{"application/pdf", "<html>", false},
		{"", "\n<!DOCTYPE html>", true},
		{"", "第一行\n<TABLE border=1>", true},
		{"text/plain", "| 规章 | 0 |", false},
		{"", wide("<html>", binary.LittleEndian), true},
		{"application/octet-stream", "<div>", true},
		{"html", "<p>一", true},
		{"", "", false},
	} {
		p := page.Page{Type: tt.kind, Body: []byte(tt.body)}
		if got := p.IsHTML(); got != tt.want {
			t.Errorf("Page{%q, %q}.IsHTML() = %v, want %v", tt.kind, tt.body, got, tt.want)
		}
	}
}

func TestHash(t *testing.T) {
	const want = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got := (page.Page{}).Hash(); got != want {
		t.Errorf("Hash() of nothing = %s, want %s", got, want)
	}
}

// Whatever the bytes, the text is valid UTF-8 and the bytes are as they were.
func FuzzText(f *testing.F) {
	f.Add("", []byte(words))
	f.Add("text/html; charset=gbk", []byte(gbk(words)))
	f.Add("", []byte("\xff\xfe\x00\xd8"))
	f.Add("text/html; charset=big5", []byte("\x81\x30\x81\xff<meta charset='"))
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		before := bytes.Clone(body)
		text, c := page.Page{Type: kind, Body: body}.Text()
		if !utf8.ValidString(text) {
			t.Errorf("Text() of %q in %+v is not valid UTF-8: %q", body, c, text)
		}
		if c.Bad > 0 && strings.Count(text, "\ufffd") < c.Bad {
			t.Errorf("Text() of %q has fewer than %d bad characters: %q", body, c.Bad, text)
		}
		if !bytes.Equal(before, body) {
			t.Errorf("Text() changed the body")
		}
	})
}

func BenchmarkText(b *testing.B) {
	html := strings.Repeat(`<td width="188" nowrap style="border:1px solid"><p align="center" class="MsoNormal"><span style="font-family:宋体">`+words+"</span></p></td>\n", 300)
	for _, tt := range []struct{ name, body string }{
		{"utf8", html}, {"gbk", gbk(html)}, {"utf8-cut", html + "\xe5"}, {"utf8-dense", strings.Repeat(words, 500)}, {"gbk-dense", gbk(strings.Repeat(words, 500))},
	} {
		b.Run(tt.name, func(b *testing.B) {
			p := page.Page{Type: "text/html", Body: []byte(tt.body)}
			b.SetBytes(int64(len(p.Body)))
			b.ReportAllocs()
			for b.Loop() {
				p.Text()
			}
		})
	}
}

// Every pair of bytes is the character that it is elsewhere.
func TestPairs(t *testing.T) {
	for l := 0x81; l < 0xff; l++ {
		for r := 0x40; r < 0xff; r++ {
			pair := string([]byte{byte(l), byte(r)})
			want, err := simplifiedchinese.GB18030.NewDecoder().String(pair)
			if err != nil || strings.Contains(want, "\ufffd") {
				continue
			}
			if got, _ := (page.Page{Body: []byte("\xd6\xd0" + pair)}).Text(); got != "中"+want {
				t.Fatalf("% x = %q, want %q", pair, got, want)
			}
		}
	}
}
