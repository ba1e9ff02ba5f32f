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

// longestQuantity is how many bytes a number has at most with its unit.
const longestQuantity = 90

var (
	units    = strings.Fields("% 人次 条次 篇次 件次 场次 条 件 宗 起 份 篇 项 例 次 期 则 个 名 人 场 元 批")
	hanUnits = strings.Fields("条 件 宗 起 份 篇 例 期") // behind a number in Chinese numerals
	powers   = strings.Fields("万 亿")
	andMore  = strings.Fields("余 多 来") // behind a number that is not exact

	about = pattern.Of(`(?:约|超过|超|逾|将近|接近|不少于|[^最附临]近)$`)
	// before what is no count: the 3rd, a range, a date, a number of a document
	ordinal = pattern.Of(`(?:第|每|任何|同|某|逐|唯|[\d.]|[a-zA-Z]|\d[-~—–至到])$`)
	// behind a unit that is part of another word
	notUnit = pattern.Of(`^(?:个(?:工作日|月|小时|自然日|年)|次(?:性|年|日|月)|件(?:事|套)|条(?:例|款|龙|线)|项目|例(?:行|如|会)|人(?:大|民|均|员)|份(?:额|子)|起(?:来|草|到|步)|期(?:间|限|末|初)|个人|名(?:称|义|单)|场(?:所|地))`)
)

// quantities adds the numbers of a sentence to a list, in order, and tells
// whether it holds a character that denies, or one that compares. A number without
// a unit counts only when nothing but punctuation follows, as in 关注数265.
func quantities(s string, list []quantity) (all []quantity, denies, compares bool) {
	for i := 0; i < len(s); {
		var q quantity
		ok := false
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		switch r {
		case '未', '没', '无':
			denies = true
		case '比', '较', '与':
			compares = true
		case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			q, ok = counted(s, i)
		default:
			if numeralValue(r) > 0 {
				q, ok = spelled(s, i)
			}
		}
		if ok {
			list = append(list, q)
		}
		i = max(i+size, q.to)
	}
	return list, denies, compares
}

// numeralValue is the value of a Chinese numeral, 0 of all other characters.
func numeralValue(r rune) int64 {
	switch r {
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}

// counted reads the number in digits that begins at a place, and tells whether
// it counts. Where it does not, only its end is told.
func counted(s string, from int) (quantity, bool) {
	rest := s[from:min(len(s), from+longestQuantity)]
	end := from + len(rest)
	number := rest[:figures(rest)]
	if rest = rest[len(number):]; strings.HasPrefix(rest, "年") || strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "日") {
		return quantity{from: from, to: end - len(rest)}, false // a date
	}
	power, rest := cut(rest, powers)
	more, rest := cut(rest, andMore)
	at := end - len(rest)
	unit, rest := cut(rest, units)
	odd, rest := cut(rest, andMore[:2])
	q := quantity{from: from, to: end - len(rest)}
	if unit != "" && notUnit.MatchString(s[at:]) || unit == "" && !ended(s[q.to:]) || ordinal.MatchString(s[:from]) {
		return q, false
	}
	value, err := report.ParseNumber(strings.ReplaceAll(number, ",", ""))
	if err != nil {
		return q, false
	}
	q.value, q.approximate = value, more+odd != "" || about.MatchString(s[:from])
	if unit != "%" {
		q.unit = power + unit
	}
	return q, true
}

// figures is how many bytes of a text are a number in digits: 1,234.5.
func figures(s string) int {
	n := digits(s)
	for n <= 3 || s[n-4] == ',' {
		if n+4 > len(s) || s[n] != ',' || digits(s[n+1:n+4]) < 3 {
			break
		}
		n += 4
	}
	if n < len(s) && s[n] == '.' && digits(s[n+1:]) > 0 {
		n += 1 + digits(s[n+1:])
	}
	return n
}

// digits is how many digits a text begins with.
func digits(s string) (n int) {
	for n < len(s) && isDigit(rune(s[n])) {
		n++
	}
	return n
}

// cut cuts off the first of the words that a text begins with, if any.
func cut(s string, words []string) (word, rest string) {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return w, s[len(w):]
		}
	}
	return "", s
}

// ended tells whether nothing but punctuation follows.
func ended(rest string) bool {
	return rest == "" || strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, ")")
}

// spelled reads the number in Chinese numerals that begins at a place, and
// tells whether it counts. Where it does not, only its end is told; without a
// unit that is the end of its first numeral.
func spelled(s string, from int) (quantity, bool) {
	rest := s[from:min(len(s), from+longestQuantity)]
	end := from + len(rest)
	n := strings.IndexFunc(rest, func(r rune) bool { return numeralValue(r) == 0 })
	if n < 0 {
		n = len(rest)
	}
	numeral := rest[:n]
	more, rest := cut(rest[n:], andMore)
	at := end - len(rest)
	unit, rest := cut(rest, hanUnits)
	if unit == "" {
		return quantity{to: from + len("一")}, false
	}
	q := quantity{from: from, to: end - len(rest), unit: unit}
	value, ok := hanValue(numeral)
	if !ok || numeral == "一" && unit == "起" || ordinal.MatchString(s[:from]) || notUnit.MatchString(s[at:]) {
		return q, false
	}
	q.value, q.approximate = report.N(value), more != "" || about.MatchString(s[:from])
	return q, true
}

// hanValue reads a numeral below ten thousand: 三, 十二, 四十, 一百二十; 百 is a hundred.
func hanValue(s string) (int64, bool) {
	var sum, digit int64
	least := int64(10000)
	for _, r := range s {
		value := numeralValue(r)
		if value < 10 {
			if digit != 0 {
				return 0, false // 三四件: a few
			}
			digit = value
			continue
		}
		if value >= least {
			return 0, false
		}
		least = value
		sum += max(digit, 1) * value
		digit = 0
	}
	return sum + digit, sum+digit > 0
}
