package list

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/internal/markup"
	"gongkai/internal/paging"
	"gongkai/internal/source"
)

// auto is the family of sites whose lists are read by whatever family the page
// shows itself to be.
const auto = "auto"

// family is a family of systems: how its list pages are recognised and how
// they say where the rest of the list is. In all of them the rows are links.
type family struct {
	name   string
	about  string                            // in a few words
	sign   func(d *document) bool            // tells its pages
	next   func(d *document) []string        // references to the other pages of the list
	rows   func(d *document) string          // HTML of rows that stand elsewhere than in that of the page; may be nil
	years  func(d *document) []markup.Anchor // reports that the address makes, one a year; may be nil
	script bool                              // it keeps rows for a script, whatever stands on the page
	column bool                              // its lists hold nothing but annual reports
}

// families are in the order they are tried on a page of the family auto. The
// last takes every page.
var families = []family{
	{name: "truecms", about: "TrueCMS, rows from getMessage.do", sign: has("messageController/getMessage"), next: arrows, rows: kept, script: true},
	{name: "jpage", about: "大汉 JCMS, rows from dataproxy.jsp", sign: has("<nextgroup>", "<recordset>", "dataproxy.jsp"), next: groups, rows: kept, script: true},
	{name: "jpaas", about: "大汉 JPAAS, rows from page/build/unit", sign: has("jpaas-publish-server"), next: arrows, script: true},
	{name: "epoint", about: "Epoint WebBuilder, rows from getgovinfolist", sign: either(has("webBuilderCommon", "EWB-FRONT", "getgovinfolist"), says("govInfoPub", `^[^\n]*/govInfoPub\w*\.html`)), next: arrows, script: true},
	{name: "epoint-params", about: "Epoint WebBuilder that wants its question wrapped in params", sign: never, next: arrows},
	{name: "gkmlpt", about: "gkmlpt of Guangdong, rows from a JSON list", sign: says("/gkmlpt/", `\bSID\s*:\s*['"]?\d|^[^\n]*/gkmlpt/\w+/?#\d`), next: arrows, script: true},
	{name: "easttone", about: "东网 of Shanghai, rows from front/api/data", sign: says("/api/data/", `['"][^'"\s]*/api/data/(?:search|affair)['"]`), next: arrows, script: true},
	{name: "fjdz", about: "TRS in Fujian, rows beyond the first from fjdzapp/search", sign: says("listModel", `classsql\s*:`), next: arrows, script: true},
	{name: "xxgk", about: "大汉 信息公开, one address for each year (option years)", sign: says("xxgkAnnualReport.jsp", `^[^\n]*xxgkAnnualReport\.jsp`), next: none, years: fbtimes, column: true},
	{name: "xxgk-search", about: "大汉 信息公开, rows from module/xxgk/search.jsp (options area, type, column)", sign: has("module/xxgk/search.jsp", "module/xxgk/tree.jsp"), next: arrows, script: true},
	{name: "openness", about: "openness CMS of Anhui", sign: says("pennessAnnualReport", `(?i)^[^\n]*/opennessAnnualReport/|/OpennessAnnualReport/show/`), next: arrows, column: true},
	{name: "ucap", about: "UCAP, pages list_2 … of createPageHTML('…'), or rows from its search", sign: either(says("createPageHTML", `createPageHTML\s*\(\s*['"]`), says("/search", `/search(?:List)?/[0-9a-f]{32}`)), next: calls},
	{name: "trs", about: "TRS WCM, pages index_1 … of createPageHTML", sign: has("createPageHTML"), next: calls},
	{name: "lonsun", about: "龙讯, a menu of years", sign: has(`id="timeFrame"`, "id='timeFrame'", "id=timeFrame", "labelName=publicInfoList"), next: arrows},
	{name: "years", about: "a list of years that lead to lists", sign: func(d *document) bool { return len(d.menu()) > 0 && !d.hasReport() }, next: arrows},
	{name: "iframe", about: "a page that shows its list in a frame", sign: func(d *document) bool { return len(d.shown()) > 0 && !d.hasReport() }, next: none},
	{name: "plain", about: "a plain list, its pages linked by 下一页", sign: has(""), next: arrows},
}

// has tells pages that hold one of some words.
func has(words ...string) func(d *document) bool {
	return func(d *document) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(d.text, w) })
	}
}

// says tells pages by their address, in the first line, and their text: both
// a word, which is found sooner, and a pattern.
func says(word, pattern string) func(d *document) bool {
	re := regexp.MustCompile(pattern)
	return func(d *document) bool { return strings.Contains(d.about, word) && re.MatchString(d.about) }
}

func either(a, b func(d *document) bool) func(d *document) bool {
	return func(d *document) bool { return a(d) || b(d) }
}

func never(*document) bool { return false }

func none(*document) []string { return nil }

func kept(d *document) string { return paging.Records(d.text) }

// Families are the names that the registry may give, with what each is.
func Families() map[string]string {
	all := map[string]string{auto: "whatever family the page shows itself to be of"}
	for _, f := range families {
		all[f.name] = f.about
	}
	return all
}

// FamilyNames are the names of the families, auto first, in the order in
// which it tries them.
func FamilyNames() []string {
	all := []string{auto}
	for _, f := range families {
		all = append(all, f.name)
	}
	return all
}

// named is the family of a name; ok is false for auto.
func named(name string) (family, bool) {
	i := slices.IndexFunc(families, func(f family) bool { return f.name == name })
	if i < 0 {
		return family{}, false
	}
	return families[i], true
}

// recognise is the family that a page shows itself to be of.
func recognise(d *document) family {
	for _, f := range families {
		if f.sign(d) {
			return f
		}
	}
	return families[len(families)-1]
}

// open reads the links of what came, in the way of its family.
func (d *document) open(name string) (family, error) {
	f, ok := named(name)
	switch _, hasSource := source.Of(name); {
	case d.asked.Turn < 0:
		return f, nil // a script, which has no links
	case d.asked.Turn > 0 && hasSource:
		return f, d.answer(name)
	}
	// A registry may name the address that a script asks.
	if bare, is := source.Bare(d.text, strings.TrimPrefix(name, auto)); is {
		f, _ = named(bare)
		return f, d.answer(bare)
	}
	if err := d.read(d.text); err != nil {
		return f, err
	}
	if !ok {
		f = recognise(d)
	}
	if f.years != nil {
		d.Anchors = append(d.Anchors, f.years(d)...)
	}
	if f.rows == nil {
		return f, nil
	}
	return f, d.read(f.rows(d))
}
