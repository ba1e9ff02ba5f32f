package indicator

import (
	"strings"
	"sync"
	"unicode/utf8"

	"gongkai/internal/pattern"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

// meaning is a row of a known table that some words may stand for. A heading
// has no key.
type meaning struct{ key, under string }

// vocabulary are the rows of all known tables by their words as compared.
var vocabulary = sync.OnceValue(func() map[string][]meaning {
	all := map[string][]meaning{}
	for _, t := range report.IndicatorTables {
		for _, row := range t.Rows {
			for _, s := range append([]string{row.Label}, row.Variants...) {
				word, m := plain(words.Squeeze(words.Folded(s))), meaning{row.Key, row.Under}
				if !has(all[word], m) {
					all[word] = append(all[word], m)
				}
			}
		}
	}
	return all
})

func has(list []meaning, m meaning) bool {
	for _, x := range list {
		if x == m {
			return true
		}
	}
	return false
}

// plain drops what editors add and leave out: 的, and 数, 总数 or 数量 at the end.
func plain(s string) string {
	s = strings.ReplaceAll(s, "的", "")
	for _, end := range []string{"数量", "总数", "数"} {
		if short, ok := strings.CutSuffix(s, end); ok && short != "" {
			return short
		}
	}
	return s
}

var (
	bracket  = pattern.Of(`\([^()]*\)`)
	numbered = pattern.Of(`^(其中[:：]?|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．]|[①-⑳])`)
)

// meanings are the rows that a label may stand for: its words without 其中 and
// numbering, with what stands in brackets or else without.
func meanings(label string) []meaning {
	if len(label) > 400 {
		return nil
	}
	s := words.Folded(label)
	for before := ""; s != before; {
		before = s
		if rest, ok := strings.CutPrefix(s, "其中"); ok {
			s = strings.TrimLeft(rest, ":,、")
		}
		if r, size := utf8.DecodeRuneInString(s); r >= '①' && r <= '⑳' {
			s = s[size:]
		}
		s = words.Unnumbered(s)
	}
	if m := vocabulary()[plain(words.Squeeze(s))]; m != nil || !strings.Contains(s, "(") {
		return m
	}
	return vocabulary()[plain(words.Squeeze(bracket.ReplaceAllString(s, "")))]
}

// isHeading tells whether a label heads rows and has no number of its own.
func isHeading(label string) bool {
	m := meanings(label)
	return len(m) == 1 && m[0].key == ""
}

// isKnown tells whether some known table has a row with this label.
func isKnown(label string) bool { return len(meanings(label)) > 0 }

// trail is what was read before: after how many rows each key was read, or
// a row that stands under it.
type trail map[string]int

// keyOf is the key of the row that a label stands for, and notes it as the
// n-th. Where the words name rows below different ones, the row that was read
// last decides.
func (seen trail) keyOf(label string, n int) string {
	best, last := meaning{}, 0
	all := meanings(label)
	for _, m := range all {
		switch at := seen[m.under]; {
		case m.under == "" && last == 0:
			best = m
		case m.under != "" && at > last:
			best, last = m, at
		}
	}
	if len(all) == 1 {
		best = all[0]
	}
	for _, key := range []string{best.key, best.under} {
		if key != "" {
			seen[key] = n
		}
	}
	return best.key
}

// units are what the rows of known tables count in.
var units = map[string]bool{
	"条": true, "件": true, "个": true, "次": true, "人": true, "人次": true, "篇": true, "元": true, "万元": true, "亿元": true,
	"份": true, "项": true, "场": true, "场次": true, "期": true, "期次": true, "处": true, "名": true, "宗": true, "起": true, "件次": true, "条次": true, "万人次": true, "家": true,
}

// unitOf reads the text of a box of the unit column; ok is false when it is
// neither a unit nor a dash for none.
func unitOf(text string) (unit string, ok bool) {
	s := words.Folded(text)
	if units[s] {
		return s, true
	}
	return "", s != "" && strings.Trim(s, "-—–―─/*") == ""
}

// unitIn is the unit at the end of a label: 收取费用（万元）.
func unitIn(label string) string {
	m := unitAtEnd.FindStringSubmatch(words.Folded(label))
	if m == nil || !units[m[1]] {
		return ""
	}
	return m[1]
}

var unitAtEnd = pattern.Of(`\((?:单位)?[:：]?([^()]{1,4})\)$`)

// fillers are the people who fill in a table; the others may also be an
// office that answers questions.
var (
	fillers = []string{"负责人", "审核人", "填报人", "填表人", "制表人", "经办人", "报送人", "统计人"}
	others  = []string{"联系人", "联系电话", "联系方式", "电话:"}
)

// isFiller tells whether a text names those who filled in the table.
func isFiller(text string) bool { return hasAny(words.Folded(text), fillers) }

func hasAny(s string, list []string) bool {
	for _, w := range list {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// isPerson tells whether a text is about the people who filled in the table.
// 主要负责人参加… is a row.
func isPerson(text string) bool {
	if len(text) > 300 || !strings.ContainsAny(text, "责审填制经联报统电") {
		return false
	}
	s := words.Folded(text)
	return len(s) < 240 && (hasAny(s, fillers) || hasAny(s, others)) && !isKnown(s) && !strings.Contains(s, "会议") && !strings.Contains(s, "访谈")
}
