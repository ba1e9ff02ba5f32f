package selector

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// places are the organs, and the divisions that they name.
type places struct {
	organs []Organ
	more   func(code string) string   // another name of a division; may be nil
	names  map[string]map[string]bool // of divisions, by code; nil until they are needed
}

// provinces are the names of the divisions at the top, which no county's
// roster names. 国家标准 GB/T 2260.
var provinces = map[string]string{
	"11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
	"21": "辽宁省", "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
	"41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
	"50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
	"61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
	"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区",
}

// governing are the endings of the names of organs that govern a division and
// so bear its name.
var governing = []string{"人民政府办公室", "人民政府办公厅", "人民政府", "街道办事处", "管理委员会", "管委会"}

// kinds are the words that end the name of a division and may be left out,
// longest first.
var kinds = []string{"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "街道", "新区", "省", "市", "盟", "州", "县", "区", "旗", "镇", "乡"}

// learn gathers the names of the divisions that the organs are in, and of those
// above them.
func (p *places) learn() {
	if p.names != nil {
		return
	}
	p.names = map[string]map[string]bool{}
	for prefix, name := range provinces {
		p.name(prefix, name)
	}
	asked := map[string]bool{}
	for _, o := range p.organs {
		p.bears(o)
		code := significant(o.Division)
		for _, n := range []int{2, 4, 6, 9} {
			if n > len(code) || p.more == nil || asked[code[:n]] {
				continue
			}
			asked[code[:n]] = true
			if name := p.more(padded(code[:n])); name != "" {
				p.name(code[:n], name)
			}
		}
	}
}

// bears notes the name of a division that the organ that governs it bears.
func (p *places) bears(o Organ) {
	for _, ending := range governing {
		name, ok := strings.CutSuffix(o.Name, ending)
		if !ok || name == "" || o.Division == "" {
			continue
		}
		if ending == "街道办事处" {
			name += "街道"
		}
		p.name(o.Division, name)
		return
	}
}

// name notes a name of a division: whole, without the higher divisions before
// it, and both without the kind.
func (p *places) name(code, name string) {
	code = significant(code)
	if p.names[code] == nil {
		p.names[code] = map[string]bool{}
	}
	for _, n := range []string{name, last(name)} {
		p.names[code][n] = true
		p.names[code][short(n)] = true
	}
}

// short is a name without the kind of its division, where two characters are left.
func short(name string) string {
	for _, k := range kinds {
		if s, ok := strings.CutSuffix(name, k); ok && utf8.RuneCountInString(s) >= 2 {
			return s
		}
	}
	return name
}

// last is what follows the higher divisions in a name: 洪泽区 of 淮安市洪泽区.
func last(name string) string {
	at := 0
	for i, r := range name {
		end := i + utf8.RuneLen(r)
		if strings.ContainsRune("省市州盟县", r) && utf8.RuneCountInString(name[at:i]) >= 2 && utf8.RuneCountInString(name[end:]) >= 2 {
			at = end
		}
	}
	return name[at:]
}

// significant is a code without the zeros that only fill it up: 3501 of
// 350100, 350102001 of 350102001000.
func significant(code string) string {
	for _, n := range []int{9, 6, 4, 2} {
		if len(code) > n && strings.Trim(code[n:], "0") == "" {
			code = code[:n]
		}
	}
	return code
}

// pick returns the organs that one word selects.
func (p *places) pick(word string) ([]int, error) {
	var list []int
	var err error
	kind, value, _ := strings.Cut(word, ":")
	switch {
	case kind == "tag" || kind == "site":
		list = p.labelled(kind, value)
	default:
		list, err = p.path(word)
	}
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%q %w%s", word, ErrNone, p.hint(word))
	}
	return list, err
}

// hint says what a person may have meant.
func (p *places) hint(word string) string {
	if len(p.organs) == 0 {
		return ": there are no organs yet"
	}
	if below := len(p.code(word + "+")); isCode(word) && below > 0 {
		return fmt.Sprintf(": no organ is of that division itself; %s+ selects those below it, %d", word, below)
	}
	for _, o := range p.organs {
		if isCode(word) && o.Division != "" {
			return fmt.Sprintf(": none of the %d organs has a division of that code", len(p.organs))
		}
	}
	return fmt.Sprintf(" of the %d organs there are", len(p.organs))
}

func (p *places) labelled(kind, value string) []int {
	return p.where(func(o Organ) bool {
		if kind == "tag" {
			return slices.Contains(o.Tags, value)
		}
		return slices.Contains(o.Sites, value)
	})
}

func (p *places) where(is func(Organ) bool) (list []int) {
	for i, o := range p.organs {
		if is(o) {
			list = append(list, i)
		}
	}
	return list
}

// path picks by a code or a name, or by a name in a division.
func (p *places) path(word string) ([]int, error) {
	parts := strings.Split(strings.ReplaceAll(word, "／", "/"), "/")
	if isCode(strings.TrimSuffix(parts[0], "+")) && len(parts) == 1 {
		return p.code(parts[0]), nil
	}
	above := []string{""} // prefixes of codes
	for i, part := range parts {
		if part == "" {
			return nil, fmt.Errorf("%q is no selector: nothing stands between two of its /", word)
		}
		if i == len(parts)-1 {
			return p.named(word, part, above)
		}
		if above = p.below(part, above); len(above) == 0 {
			return nil, fmt.Errorf("%q %w: no division %q is known", word, ErrNone, part)
		}
	}
	return nil, nil
}

// below are the prefixes of the divisions of a name or code under some others.
func (p *places) below(part string, above []string) (prefixes []string) {
	if isCode(part) {
		prefixes = []string{significant(part)}
	} else {
		prefixes = p.divisions(part)
	}
	return slices.DeleteFunc(prefixes, func(prefix string) bool { return !under(prefix, above) })
}

// divisions are the significant codes of the divisions with a name, sorted.
func (p *places) divisions(name string) (codes []string) {
	p.learn()
	for code, names := range p.names {
		if names[name] {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

func under(code string, above []string) bool {
	return slices.ContainsFunc(above, func(a string) bool { return strings.HasPrefix(code, a) })
}

func isCode(word string) bool {
	return len(word) >= 2 && len(word) <= 12 && strings.Trim(word, "0123456789") == ""
}

// code picks by a code: whole, with + for what is below, or its first digits.
func (p *places) code(word string) []int {
	code, below := strings.CutSuffix(word, "+")
	exact := significant(code)
	return p.where(func(o Organ) bool {
		switch {
		case o.Division == "":
			return false
		case below:
			return strings.HasPrefix(significant(o.Division), exact) || significant(o.Division) == exact
		case len(code) == 6 || len(code) == 9 || len(code) == 12:
			return significant(o.Division) == exact
		}
		return strings.HasPrefix(o.Division, code)
	})
}

// named picks by a name: that of an organ, then that of a division, then a part
// of an organ's name. The first that fits decides.
func (p *places) named(word, name string, above []string) ([]int, error) {
	here := func(is func(Organ) bool) []int {
		return p.where(func(o Organ) bool { return under(significant(o.Division), above) && is(o) })
	}
	if strings.Contains(name, "*") {
		return here(func(o Organ) bool { return like(o.Name, name) }), nil
	}
	if list := here(func(o Organ) bool { return o.Name == name }); len(list) > 0 {
		return p.single(word, p.nearest(list, above))
	}
	if list, err := p.division(word, name, above); len(list) > 0 || err != nil {
		return list, err
	}
	if strings.HasSuffix(name, "+") {
		return nil, nil
	}
	return p.single(word, here(func(o Organ) bool { return strings.Contains(o.Name, name) }))
}

// nearest leaves of several organs those of the divisions named themselves,
// where there are any: not those of a division below with the same name.
func (p *places) nearest(list []int, above []string) []int {
	own := slices.DeleteFunc(slices.Clone(list), func(i int) bool { return !slices.Contains(above, significant(p.organs[i].Division)) })
	if len(own) > 0 {
		return own
	}
	return list
}

// division picks the organs of the division of a name, with + and of those
// below it. Divisions without organs do not count.
func (p *places) division(word, name string, above []string) ([]int, error) {
	name, below := strings.CutSuffix(name, "+")
	found := map[string][]int{}
	for _, code := range p.below(name, above) {
		list := p.where(func(o Organ) bool {
			own := significant(o.Division)
			return o.Division != "" && (own == code || below && strings.HasPrefix(own, code))
		})
		if len(list) > 0 {
			found[code] = list
		}
	}
	codes := slices.Sorted(maps.Keys(found))
	if len(codes) > 1 {
		var among []string
		for _, c := range codes {
			o := p.organs[found[c][0]]
			among = append(among, strings.TrimSpace(padded(c)+plus(below)+"  "+p.head(c, o.Name)))
		}
		return nil, Ambiguous{word, among}
	}
	if len(codes) == 0 {
		return nil, nil
	}
	return found[codes[0]], nil
}

func plus(below bool) string {
	if below {
		return "+"
	}
	return ""
}

// padded is a significant code with its zeros, as people write it.
func padded(code string) string {
	if n := len(code); n < 6 {
		return code + strings.Repeat("0", 6-n)
	}
	return code
}

// head is how a division is told to people: the province and the longest of its names.
func (p *places) head(code, organ string) string {
	names := slices.Collect(maps.Keys(p.names[code]))
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	name := organ
	if len(names) > 0 {
		name = names[0]
	}
	if province := provinces[code[:min(2, len(code))]]; province != "" && len(code) > 2 && !strings.HasPrefix(name, province) {
		return province + " " + name
	}
	return name
}

// single returns a list of one, or of none; of several it says what they are.
func (p *places) single(word string, list []int) ([]int, error) {
	if len(list) < 2 {
		return list, nil
	}
	var among []string
	for _, i := range list {
		o := p.organs[i]
		switch {
		case o.Division != "":
			among = append(among, o.Division+"/"+o.Name)
		case len(o.Sites) > 0:
			among = append(among, "site:"+o.Sites[0]+"  "+o.Name)
		default:
			among = append(among, o.Name)
		}
	}
	return nil, Ambiguous{word, among}
}

// like tells whether a name is of a pattern in which * is any text.
func like(name, pattern string) bool {
	first, rest, more := strings.Cut(pattern, "*")
	if !more {
		return name == pattern
	}
	name, ok := strings.CutPrefix(name, first)
	if !ok {
		return false
	}
	for i := range len(name) + 1 {
		if like(name[i:], rest) {
			return true
		}
	}
	return false
}
