package statement

import (
	"strings"
	"unicode/utf8"

	"gongkai/internal/pattern"
	"gongkai/internal/report"
)

// quantity is a number in a sentence with its unit.
type quantity struct {
	from, to    int // bytes of the sentence, from the first digit to the end of the unit
	value       report.Number
	unit        string // empty: a number that only parts the words around it
	approximate bool
}

const units = `人次|条次|篇次|件次|场次|条|件|宗|起|份|篇|项|例|次|期|则|个|名|人|场|元|批`

var (
	arabic = pattern.Of(`^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万|亿)?(余|多|来)?(%|` + units + `)?(余|多)?`)
	han    = pattern.Of(`^([一二两三四五六七八九十百千]+)(余|多|来)?(条|件|宗|起|份|篇|例|期)`)
	about  = pattern.Of(`(?:约|超过|超|逾|将近|接近|不少于|[^最附临]近)$`)
	// before what is no count: the 3rd, a range, a date, a number of a document
	ordinal = pattern.Of(`(?:第|每|任何|同|某|逐|唯|[\d.]|[a-zA-Z]|\d[-~—–至到])$`)
	// behind a unit that is part of another word
	notUnit = pattern.Of(`^(?:个(?:工作日|月|小时|自然日|年)|次(?:性|年|日|月)|件(?:事|套)|条(?:例|款|龙|线)|项目|例(?:行|如|会)|人(?:大|民|均|员)|份(?:额|子)|起(?:来|草|到|步)|期(?:间|限|末|初)|个人|名(?:称|义|单)|场(?:所|地))`)
)

// numerals are the characters a Chinese numeral is made of.
const numerals = "一二两三四五六七八九十百千"

// quantities are the numbers of a sentence in order. A number without a unit
// counts only when nothing but punctuation follows, as in 关注数265.
func quantities(s string) []quantity {
	var list []quantity
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		var q quantity
		ok, pattern := false, arabic
		switch {
		case isDigit(r):
		case size == 3 && strings.ContainsRune(numerals, r):
			pattern = han
		default:
			i += size
			continue
		}
		m := pattern.FindStringSubmatchIndex(s[i:min(len(s), i+90)])
		if m == nil {
			i += size
			continue
		}
		for k := range m {
			if m[k] >= 0 {
				m[k] += i
			}
		}
		if pattern == arabic {
			q, ok = counted(s, m)
		} else {
			q, ok = spelled(s, m)
		}
		if ok {
			list = append(list, q)
		}
		i = max(m[1], i+size)
	}
	return list
}

// counted reads a number in digits.
func counted(s string, m []int) (quantity, bool) {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	unit, to := group(5), m[1]
	if unit != "" && notUnit.MatchString(s[m[10]:]) {
		return quantity{}, false
	}
	if unit == "" && !ended(s[to:]) || ordinal.MatchString(s[max(0, m[0]-9):m[0]]) {
		return quantity{}, false
	}
	value, err := report.ParseNumber(strings.ReplaceAll(group(1), ",", "") + group(2))
	if err != nil {
		return quantity{}, false
	}
	q := quantity{from: m[0], to: to, value: value, approximate: group(4)+group(6) != "" || about.MatchString(tail(s[:m[0]], 4))}
	if unit != "%" {
		q.unit = group(3) + unit
	}
	return q, true
}

// ended tells whether nothing but punctuation follows.
func ended(rest string) bool {
	return rest == "" || strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, ")")
}

// spelled reads a number in Chinese numerals.
func spelled(s string, m []int) (quantity, bool) {
	numeral, unit := s[m[2]:m[3]], s[m[6]:m[7]]
	if numeral == "一" && unit == "起" || ordinal.MatchString(s[max(0, m[0]-9):m[0]]) || notUnit.MatchString(s[m[6]:]) {
		return quantity{}, false
	}
	n, ok := hanValue(numeral)
	if !ok {
		return quantity{}, false
	}
	return quantity{from: m[0], to: m[1], value: report.N(n), unit: unit, approximate: m[4] >= 0 || about.MatchString(tail(s[:m[0]], 4))}, true
}

// hanValue reads a numeral below ten thousand: 三, 十二, 四十, 一百二十; 百 is a hundred.
func hanValue(s string) (int64, bool) {
	digits := map[rune]int64{'一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	powers := map[rune]int64{'十': 10, '百': 100, '千': 1000}
	var sum, digit int64
	least := int64(10000)
	for _, r := range s {
		if d, ok := digits[r]; ok {
			if digit != 0 {
				return 0, false // 三四件: a few
			}
			digit = d
			continue
		}
		p := powers[r]
		if p >= least {
			return 0, false
		}
		least = p
		sum += max(digit, 1) * p
		digit = 0
	}
	return sum + digit, sum+digit > 0
}
