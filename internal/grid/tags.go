package grid

import "golang.org/x/net/html/atom"

// tag is what matters of the tags with a name. All that have no atom are
// dropped before the tree is built: a page pasted from Word is nine tenths
// <span>, and an unclosed <font> is opened again in every paragraph after it.
type tag struct {
	word    string
	name    atom.Atom // of a tag that shapes text and tables
	wanted  []string  // the attributes that matter in it
	tabular bool      // it cannot stand in a button or a list to choose from
	mark    string    // what is left in its place
	silent  bool      // the text in it is not part of the page
	raw     bool      // and no tags either, up to its end tag
}

var forCells = []string{"colspan", "rowspan", "hidden"}

// tags are those that matter, by their first letter.
var tags = [...][]tag{
	'a' - 'a': {{word: "article", name: atom.Article}, {word: "aside", name: atom.Aside}},
	'b' - 'a': {{word: "br", name: atom.Br}, {word: "body", name: atom.Body}, {word: "blockquote", name: atom.Blockquote}, {word: "button", mark: picture, silent: true}},
	'c' - 'a': {{word: "center", name: atom.Center}, {word: "caption", name: atom.Caption}, {word: "canvas", mark: picture}},
	'd' - 'a': {{word: "div", name: atom.Div}, {word: "dl", name: atom.Dl}, {word: "dt", name: atom.Dt}, {word: "dd", name: atom.Dd}, {word: "del", mark: apart}},
	'e' - 'a': {{word: "embed", mark: picture}},
	'f' - 'a': {{word: "footer", name: atom.Footer}},
	'h' - 'a': {
		{word: "h1", name: atom.H1, tabular: true}, {word: "h2", name: atom.H2, tabular: true}, {word: "h3", name: atom.H3, tabular: true}, {word: "h4", name: atom.H4}, {word: "h5", name: atom.H5}, {word: "h6", name: atom.H6},
		{word: "hr", name: atom.Hr}, {word: "html", name: atom.Html}, {word: "head", name: atom.Head}, {word: "header", name: atom.Header},
	},
	'i' - 'a': {{word: "img", mark: picture}, {word: "input", mark: picture}, {word: "iframe", mark: picture, silent: true, raw: true}},
	'l' - 'a': {{word: "li", name: atom.Li}},
	'm' - 'a': {{word: "meta", name: atom.Meta, wanted: []string{"name", "content"}}, {word: "main", name: atom.Main}},
	'n' - 'a': {{word: "nav", name: atom.Nav}, {word: "noscript", silent: true, raw: true}, {word: "noembed", silent: true, raw: true}, {word: "noframes", silent: true, raw: true}},
	'o' - 'a': {{word: "ol", name: atom.Ol}, {word: "object", mark: picture}},
	'p' - 'a': {{word: "p", name: atom.P}, {word: "pre", name: atom.Pre}},
	's' - 'a': {
		{word: "section", name: atom.Section}, {word: "sup", mark: apart}, {word: "sub", mark: apart}, {word: "s", mark: apart}, {word: "strike", mark: apart},
		{word: "script", mark: picture, silent: true, raw: true}, {word: "style", silent: true, raw: true}, {word: "select", mark: picture, silent: true}, {word: "svg", mark: picture, silent: true},
	},
	't' - 'a': {
		{word: "td", name: atom.Td, wanted: forCells, tabular: true}, {word: "tr", name: atom.Tr, wanted: forCells[2:], tabular: true}, {word: "th", name: atom.Th, wanted: forCells, tabular: true},
		{word: "table", name: atom.Table, tabular: true}, {word: "tbody", name: atom.Tbody}, {word: "thead", name: atom.Thead}, {word: "tfoot", name: atom.Tfoot}, {word: "title", name: atom.Title},
		{word: "textarea", mark: picture, silent: true, raw: true}, {word: "template", silent: true},
	},
	'u' - 'a': {{word: "ul", name: atom.Ul}},
	'v' - 'a': {{word: "video", mark: picture}},
	'x' - 'a': {{word: "xmp", silent: true, raw: true}},
	'z' - 'a': nil,
}

// unkept are all other tags.
var unkept = tag{}

// tagOf is what matters of the tags with a name in small letters.
func tagOf(word string) *tag {
	list := tags[word[0]-'a']
	for i := range list {
		if list[i].word == word {
			return &list[i]
		}
	}
	return &unkept
}
