package markup_test

import (
	"net/url"
	"slices"
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
