package form

import (
	"sync"

	"gongkai/internal/report"
	"gongkai/internal/words"
)

// lexica are the words of the official forms as one document is read with
// them: a text is spelled once, and looked up once in each.
type lexica struct {
	*vocabulary
	texts map[string]*text
}

func newLexica() *lexica { return &lexica{dictionary(), make(map[string]*text, 64)} }

// text is a text of a document and what it stands for.
type text struct {
	words.Spelling
	keys  [lexiconCount]string // in each lexicon, "" for nothing
	known uint8                // those in which it was looked up, a bit each
}

// text is what is known of a text.
func (x *lexica) text(s string) *text {
	t := x.texts[s]
	if t == nil {
		t = &text{Spelling: words.Spell(s)}
		x.texts[s] = t
	}
	return t
}

// match is what a text stands for.
func (x *lexica) match(l *lexicon, s string) (key string, ok bool) { return x.text(s).match(l) }

// match is Lexicon.Match, remembered.
func (t *text) match(l *lexicon) (key string, ok bool) {
	if bit := uint8(1) << l.at; t.known&bit == 0 {
		t.keys[l.at], _ = l.Match(t.Spelling)
		t.known |= bit
	}
	key = t.keys[l.at]
	return key, key != ""
}

// lexicon is one of a vocabulary, in its place.
type lexicon struct {
	words.Lexicon
	at int
}

// lexiconCount is how many a vocabulary has.
const lexiconCount = 7

// vocabulary is one lexicon for each place where words are looked for, all
// made of report.Forms.
type vocabulary struct {
	disclosureRows    lexicon
	disclosureColumns lexicon
	requestsRows      lexicon
	requestsColumns   lexicon
	results           lexicon // columns of table 四
	blocks            lexicon // headings of table 四
	groups            lexicon // headings of table 三 that head no row of their own
}

// Words that stand in the forms and name neither row nor column.
const (
	contentHead   = "信息内容"
	applicantHead = "申请人情况"
	balanceHead   = "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"
	litigation    = "行政诉讼"
)

// dictionary gathers the words of all editions, once.
var dictionary = sync.OnceValue(func() *vocabulary {
	x := &vocabulary{}
	for _, f := range report.Forms {
		for _, row := range f.Rows {
			switch f.Kind {
			case report.Disclosure:
				x.disclosureRows.Add(row.Key, row.Label, true, row.Variants...)
				for _, c := range row.Columns {
					x.disclosureColumns.Add(c.Key, c.Label, true, c.Variants...)
				}
			case report.Requests:
				x.requestsRows.Add(row.Key, row.Label, true, row.Variants...)
				for _, p := range row.Parents {
					x.groups.Add(p, p, false)
				}
			case report.Review:
				x.blocks.Add(row.Key, row.Label, true, row.Variants...)
			}
		}
	}
	x.blocks.Add(litigation, litigation, true)
	form := report.FormOf(report.Requests, "2021")
	for _, c := range form.Rows[0].Columns {
		x.requestsColumns.Add(c.Key, c.Label, true, c.Variants...)
	}
	x.requestsColumns.Add(organisations, report.Organisations, true, "法人或者其他组织")
	x.requestsColumns.Add(applicantHead, applicantHead, false)
	x.requestsColumns.Add(balanceHead, balanceHead, true)
	for _, c := range report.FormOf(report.Review, "2019").Rows[0].Columns {
		x.results.Add(c.Key, c.Label, true, c.Variants...)
	}
	for i, l := range [lexiconCount]*lexicon{&x.disclosureRows, &x.disclosureColumns, &x.requestsRows, &x.requestsColumns, &x.results, &x.blocks, &x.groups} {
		l.at = i
		l.Sort()
	}
	return x
})

// organisations is the key of the heading 法人或其他组织 over five columns.
const organisations = "organisations"

// isOrganisation tells whether a column stands under 法人或其他组织.
func isOrganisation(column string) bool {
	switch column {
	case "enterprise", "research_institution", "social_organization", "legal_service", "other_organization":
		return true
	}
	return false
}
