package division

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// plain is a name without what an organ adds to that of its place.
func plain(name string) string {
	name = strings.TrimSpace(name)
	for _, s := range []string{"人民政府", "街道办事处"} {
		if cut := strings.TrimSuffix(name, s); cut != name && cut != "" {
			if s == "街道办事处" {
				return cut + "街道"
			}
			return cut
		}
	}
	return name
}

// peoples are the nationalities in the names of autonomous divisions.
const peoples = `蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|阿昌族|普米族|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|鄂伦春|各族`

var (
	province   = regexp.MustCompile(`^(.+?)(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$`)
	autonomous = regexp.MustCompile(`^(.+?)(?:` + peoples + `)+自治([区州县旗])$`)
	township   = regexp.MustCompile(`^(.+?)(?:(?:` + peoples + `)+(?:民族)?)?(街道|镇|乡|苏木)$`)
	upper      = regexp.MustCompile(`^(.+)(省|市|县|区|旗|盟|州|地区)$`)
)

// aliases are the shorter names of a division: 延边州 and 延边 for
// 延边朝鲜族自治州, 清河 for 清河县, 安泰街 and 安泰 for 安泰街道.
func aliases(d Division) []string {
	name := plain(d.Name)
	var list []string
	add := func(s string) {
		if s != name && utf8.RuneCountInString(s) >= 2 {
			list = append(list, s)
		}
	}
	if d.Level() == "province" {
		if m := province.FindStringSubmatch(name); m != nil {
			add(m[1])
		}
		return list
	}
	if m := autonomous.FindStringSubmatch(name); m != nil {
		add(m[1] + m[2])
		add(m[1])
		return list
	}
	if d.Level() == "township" {
		m := township.FindStringSubmatch(name)
		if m == nil {
			return nil
		}
		if m[2] == "街道" {
			add(m[1] + "街")
		}
		if m[1]+m[2] != name {
			add(m[1] + m[2])
		}
		add(m[1])
		return list
	}
	if m := upper.FindStringSubmatch(name); m != nil {
		add(m[1])
	}
	return list
}
