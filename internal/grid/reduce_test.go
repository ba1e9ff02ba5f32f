package grid_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"gongkai/fixtures"
	"gongkai/internal/grid"
)

// unread are the elements whose text a document does not have.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Noembed: true, atom.Noframes: true, atom.Xmp: true, atom.Textarea: true,
	atom.Iframe: true, atom.Select: true, atom.Template: true, atom.Button: true, atom.Svg: true, atom.Title: true, atom.Head: true, atom.Caption: true,
}

// whole are the digits of a page as the HTML parser reads all of it.
func whole(t testing.TB, text string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Skipf("the parser refuses the whole page: %v", err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type == html.ElementNode && !unread[c.DataAtom]:
				walk(c)
			}
		}
	}
	walk(root)
	return squeeze(b.String())
}

// TestReduceKeepsText compares the digits of pages with those that a full
// parse finds: what is cut away before parsing holds no text of the page.
func TestReduceKeepsText(t *testing.T) {
	v := fixtures.Sample(3, "2021", "2019").Odd(3)
	for _, layout := range fixtures.Layouts() {
		keeps(t, layout, string(v.HTML(layout)))
	}
	files, _ := filepath.Glob(filepath.Join("testdata", "*.html"))
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		keeps(t, file, string(b))
	}
}

func keeps(t *testing.T, name, text string) {
	t.Helper()
	d, err := grid.HTML(text)
	if err != nil {
		t.Errorf("HTML(%s): %v", name, err)
		return
	}
	if got, want := digits(d), whole(t, text); got != want {
		t.Errorf("%s has the digits\n%s, a full parse finds\n%s", name, got, want)
	}
}

// TestReduceOdd writes rows of cells amid comments, odd attributes, dropped
// tags and stray signs; every number must still be there, in its order.
func TestReduceOdd(t *testing.T) {
	odd := []string{
		"", "", " ", "<span>", "</span>", "<font color=red>", "</font>", "<b>", "</b>", "<o:p></o:p>", "<o:p/>", "<!-- 7 -->", "<!-->", "<!--->", "<!-- a > b -->", "<!-- 7 --!>", "<!-- - -- 7 --->",
		"<!--[if !IE]><!-->", "<!--<![endif]-->", "<![if !supportEmptyParas]>", "<?xml:namespace prefix = o />", "<a href='a>7'>", "</a>", `<a title="7>">`, "<br>", "<br/>",
		"<p>", "</p>", "<div x=y z>", "</div>", "&nbsp;", "&lt;", "<", "< 9", "<>", "</>", "</ x>", "<sup>", "</sup>", "<script>if(7<8){}</script>", "<style>td{7}</style>", "<img src='7'>",
		"<noscript>7</noscript>", "<textarea>7</textarea>", "&", "&#51;", "<i", "<i class=7 >", "<em>", "</em>", "<u/>",
	}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("<html><body><table><tr>")
		for range rapid.IntRange(2, 6).Draw(t, "cells") {
			b.WriteString("<td>")
			for range rapid.IntRange(1, 4).Draw(t, "parts") {
				b.WriteString(rapid.SampledFrom(odd).Draw(t, "odd"))
				b.WriteString(rapid.SampledFrom([]string{"1", "20", "345", ""}).Draw(t, "n"))
			}
			b.WriteString("</td>")
		}
		b.WriteString("</tr><tr><td>6<td>6</table>")
		text := b.String()
		d, err := grid.HTML(text)
		if err != nil {
			t.Fatalf("HTML(%q): %v", text, err)
		}
		root, err := html.Parse(strings.NewReader(text))
		if err != nil || root == nil {
			return
		}
		if got, want := digits(d), wholeOf(root); got != want {
			t.Fatalf("HTML(%q) has the digits %s, a full parse finds %s", text, got, want)
		}
	})
}

func wholeOf(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(squeeze(c.Data))
		case c.Type == html.ElementNode && !unread[c.DataAtom]:
			b.WriteString(wholeOf(c))
		}
	}
	return b.String()
}
