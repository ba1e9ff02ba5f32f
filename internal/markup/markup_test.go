package markup_test

import (
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gongkai/internal/markup"
)

// Of several bases and titles the first counts, though it says nothing, as in a
// browser; what a page shows is named by the attribute of its element.
func TestReadFirst(t *testing.T) {
	address, err := url.Parse("http://a.example/nb/")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text, from, name string
		frames           []string
	}{
		{`<base href=""><base href="/x/"><title></title><svg><title>icon</title></svg>`, "http://a.example/nb/", " ", nil},
		{`<base target="_top"><base href="/x/"><base href="/y/"><title>年报</title><title>二</title>`, "http://a.example/x/", "年报 ", nil},
		{`<meta name="ColumnName" content=""><meta name="ColumnName" content="年报">`, "http://a.example/nb/", " ", nil},
		{`<iframe src="1.html" data="2.html"></iframe><iframe src="" data="3.html"></iframe><object data="4.pdf" src="5.pdf"></object><embed src="6.pdf">`,
			"http://a.example/nb/", " ", []string{"1.html", "4.pdf", "6.pdf"}},
	} {
		p, err := markup.Read(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if from := p.From(address).String(); from != tt.from || p.Name != tt.name || !slices.Equal(p.Frames, tt.frames) {
			t.Errorf("Read(%q) is from %s, called %q, and shows %q, want %s, %q and %q", tt.text, from, p.Name, p.Frames, tt.from, tt.name, tt.frames)
		}
	}
}

// What only looks like links, in a comment, takes no room for them.
func TestReadRoom(t *testing.T) {
	text := "<!--" + strings.Repeat("<a ", 1<<20) + "--><a href=1.html>年报</a>"
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err := markup.Read(text)
	runtime.ReadMemStats(&after)
	if err != nil || len(p.Anchors) != 1 {
		t.Errorf("%d links, %v", len(p.Anchors), err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 10*uint64(len(text)) {
		t.Errorf("%d bytes of text take %d", len(text), took)
	}
}
