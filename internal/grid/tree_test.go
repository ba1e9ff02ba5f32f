package grid

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"gongkai/fixtures"
)

// parsed is what a page says whose tree the full parser has made. It holds
// tags that reduce keeps, and no others.
func parsed(page string) (*Document, error) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	t := newTree()
	graft(t, root)
	return document(t.open[0].node)
}

// graft puts what is in an element of another tree into what is open.
func graft(t *tree, from *html.Node) {
	for n := range from.ChildNodes() {
		switch {
		case n.Type == html.TextNode:
			t.add(t.node(node{text: n.Data}))
		case n.Type != html.ElementNode:
		case n.Data == "html" || n.Data == "head" || n.Data == "body":
			graft(t, n)
		default:
			var attributes *attribute
			for _, a := range n.Attr {
				attributes = attributes.and(a.Key, a.Val)
			}
			t.push(n.DataAtom, attributes)
			graft(t, n)
			t.open = t.open[:len(t.open)-1]
		}
	}
}

// agree tells how the document of a page differs from that of the full parser,
// but for spaces: those beside a tag that means nothing where it stands are lost.
func agree(t rapid.TB, page string) {
	t.Helper()
	page += "<h1>" // so that it does not end in a cell
	got, err := HTML(page)
	want, wrong := parsed(page)
	if (err != nil) != (wrong != nil) {
		t.Fatalf("%q: %v, the full parser: %v", page, err, wrong)
	}
	if err != nil {
		return
	}
	if mine, its := written(got), written(want); mine != its {
		i := 0
		for i < min(len(mine), len(its)) && mine[i] == its[i] {
			i++
		}
		t.Fatalf("%q is read as\n%q, by the full parser as\n%q", page, mine[i:], its[i:])
	}
}

func written(d *Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q\n", d.Title, d.Meta)
	for _, block := range d.Blocks {
		if block.Grid != nil {
			fmt.Fprintln(&b, block.Grid)
			continue
		}
		fmt.Fprintf(&b, "%q %v\n", block.Text, block.Heading)
	}
	return strings.ReplaceAll(b.String(), " ", "")
}

// bits are the tags that reduce keeps, and texts.
func bits() []string {
	list := []string{"a", "12", "中文", " ", "\n", "&nbsp;", "&#32;", "&lt;p>", "&amp", "\x00", "\r\n", `<td colspan="2">`, `<td rowspan=2>`, `<TD hidden>`, `<tr hidden>`, `<meta name="a" content="&amp;b">`}
	for _, letter := range tags {
		for _, t := range letter {
			if t.name != 0 {
				list = append(list, "<"+t.word+">", "</"+t.word+">")
			}
		}
	}
	for range 6 { // tables are what matters
		list = append(list, "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<p>", "</p>", "b", "34")
	}
	slices.Sort(list)
	return list
}

// TestTreeIsThatOfBrowsers puts tags and texts together in any order.
func TestTreeIsThatOfBrowsers(t *testing.T) {
	list := bits()
	rapid.Check(t, func(t *rapid.T) {
		agree(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(list), 0, 40).Draw(t, "page"), ""))
	})
	for n := range 20 {
		agree(t, strings.Repeat("<div>", n+500)+"<table><td></p>")
	}
}

func FuzzTree(f *testing.F) {
	list := bits()
	f.Add([]byte("any page"))
	f.Fuzz(func(t *testing.T, picks []byte) {
		var b strings.Builder
		for _, i := range picks {
			b.WriteString(list[int(i)%len(list)])
		}
		agree(t, b.String())
	})
}

// TestPagesAgree reads pages of every layout, whole and with tags that were
// lost, moved and doubled.
func TestPagesAgree(t *testing.T) {
	v := fixtures.Sample(5, "2021", "2021")
	r := rand.New(rand.NewPCG(1, 2))
	for _, layout := range fixtures.Layouts() {
		parts := pieces(string(v.HTML(layout)))
		for damages := range 12 {
			broken := slices.Clone(parts)
			for range damages {
				i, j := r.IntN(len(broken)), r.IntN(len(broken))
				switch r.IntN(3) {
				case 0:
					broken[i] = ""
				case 1:
					broken[i], broken[j] = broken[j], broken[i]
				default:
					broken[i] += broken[j]
				}
			}
			agree(t, strings.Join(broken, ""))
		}
	}
}

var piece = regexp.MustCompile(`<!--.*?-->|<[^>]*>|[^<]+`)

// pieces are the tags of a page that reduce keeps, and its texts.
func pieces(page string) (list []string) {
	var silent string
	for _, s := range piece.FindAllString(page, -1) {
		name, _, _ := strings.Cut(strings.ToLower(strings.Trim(s, "</>")), " ")
		t := &unkept
		if name != "" && isLetter(name[0]) {
			t = tagOf(name)
		}
		switch {
		case silent != "":
			if strings.HasPrefix(s, "</"+silent) {
				silent = ""
			}
		case s[0] != '<', t.name != 0:
			list = append(list, s)
		case t.silent:
			silent = name
		}
	}
	return list
}
