package source_test

import (
	"strings"
	"testing"

	"gongkai/internal/source"
)

const page = `http://a.example/zfxxgk/nb/
<script>var SiteInfo={was4doc:210831}; listModel({listArgs:{channelid: SiteInfo.was4doc, classsql: "" || "chnlid=7"}})</script>`

// A question says what the page says, and what it does not is named.
func TestBegin(t *testing.T) {
	s, ok := source.Of("fjdz")
	if !ok {
		t.Fatal("no fjdz")
	}
	p := source.Page{Address: "http://a.example/zfxxgk/nb/", Text: page}
	q, missing := s.Begin(p)
	if missing != "" || q.URL != "http://a.example/fjdzapp/search" || q.Body != "channelid=210831&classsql=chnlid%3D7&sortfield=-docreltime&page=1&prepage=100" {
		t.Errorf("Begin = %+v, %q", q, missing)
	}
	p.Text = strings.Replace(page, "was4doc:210831", "", 1)
	if _, missing = s.Begin(p); missing != "channel" {
		t.Errorf("without its channel: %q is missing", missing)
	}
	p.Options = map[string]string{"channel": "9"}
	if q, missing = s.Begin(p); missing != "" || !strings.HasPrefix(q.Body, "channelid=9&") {
		t.Errorf("with an option: %+v, %q", q, missing)
	}
}

// What a page says cannot lead to another host, nor out of its place in the question.
func TestBeginHostile(t *testing.T) {
	for _, tt := range []struct{ family, text string }{
		{"truecms", `proxyUrl:'http://10.0.0.1/messageController/getMessage.do', columnId:'a'`},
		{"jpage", `proxyUrl:'//evil.example/dataproxy.jsp', ajaxParam:{a:1}`},
		{"epoint", `categorynum=1 siteGuid:"a" projectName:"http://evil.example"`},
		{"epoint", `categorynum=1 <script src="http://evil.example/webBuilderCommon.js">`},
	} {
		s, _ := source.Of(tt.family)
		if q, missing := s.Begin(source.Page{Address: "http://a.example/nb/", Text: "http://a.example/nb/\n" + tt.text}); missing == "" {
			t.Errorf("%s: %s leads to %s", tt.family, tt.text, q.URL)
		}
	}
	s, _ := source.Of("truecms")
	q, _ := s.Begin(source.Page{Address: "http://a.example/nb/", Text: `proxyUrl:'/x/getMessage.do', columnId:'a&startrecord=9 #'`})
	if !strings.HasSuffix(q.URL, "&columnId=a%26startrecord%3D9+%23") {
		t.Errorf("a value out of its place: %s", q.URL)
	}
}

// The questions come to an end, whatever the answers say of how many there are.
func TestAfter(t *testing.T) {
	s, _ := source.Of("gkmlpt")
	for _, tt := range []struct {
		got, rows, pages, want int // turns in all
	}{
		{100, 250, 0, 3}, {20, 89, 0, 5}, {100, 100, 0, 1}, {0, 100, 0, 1}, {15, 0, 3, 3}, {7, 7, 9, 1},
	} {
		q, _ := s.Begin(source.Page{Address: "http://a.example/gkmlpt/x", Text: "http://a.example/gkmlpt/x#12\nSID: '7'"})
		turns := 1
		for ; turns < 50; turns++ {
			size := tt.got
			next, ok := s.After(source.Page{Address: q.URL, With: q.With, Turn: q.Turn}, size, tt.rows, tt.pages)
			if !ok {
				break
			}
			q = next
		}
		if turns != tt.want {
			t.Errorf("%d of %d rows, %d pages: %d turns, want %d", tt.got, tt.rows, tt.pages, turns, tt.want)
		}
	}
}

// Whatever comes for an answer is read or refused.
func FuzzRead(f *testing.F) {
	f.Add(`{"data":[{"url":"/a","doctitle":"b"}],"recordCount":1}`)
	f.Add(`cb({"result":"<record><![CDATA[<a href=x>y</a>]]></record>"});`)
	f.Add(`{"custom":"{\"data\":[],\"total\":3}"}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, family := range []string{"fjdz", "gkmlpt", "ucap", "jpage", "truecms", "jpaas", "epoint", "lonsun"} {
			s, _ := source.Of(family)
			if r, err := s.Read(text); err == nil && r.Total < 0 {
				t.Errorf("%s: Read(%q) = %d rows", family, text, r.Total)
			}
		}
	})
}
