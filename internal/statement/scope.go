package statement

import (
	"slices"
	"strings"

	"gongkai/internal/pattern"
)

// scopes are words that say of whom, when and of what part a number is.
var scopes = pattern.Of(`(?:19|20)\d\d年度?|全年|本年度|今年|年内|累计|历年|以来|全省|全市|全区|全县|全州|全旗|全镇|全乡|全街|全系统|各级各部门|各级|各部门|各单位|各地|各[县市区镇乡街]+|下属|汇总|市本级|区本级|县本级|本机关|本局|本委|本单位|我局|我委|我厅|我办|我镇|我乡|我街道|我区|我县|我市|其中|含|另有|新增|转发|转载|原创|信函|邮寄费|复印费|复制费|检索费|信息处理费|其他费用|按时|按期|网站|微信|微博|头条|抖音|新媒体|公报|公开栏`)

// scope lists the words before a place of the sentence that narrow what is
// counted there: those of whom and when in all of it, the others in the clause.
func (x *sentence) scope(at int) string {
	s := x.in(x.span)
	if at > x.upTo { // none of them goes on into a number, or a no
		for _, m := range scopes.FindAllStringIndex(s[x.upTo:at], -1) {
			x.narrow = append(x.narrow, []int{x.upTo + m[0], x.upTo + m[1]})
		}
		x.upTo = at
	}
	clause := strings.LastIndexAny(s[:at], ",(") + 1
	var list []string
	for _, m := range x.narrow {
		if m[1] > at {
			break
		}
		w := s[m[0]:m[1]]
		if x.isCompared(m[0]) || slices.Contains(list, w) || m[0] < clause && !lasting.MatchString(w) {
			continue
		}
		list = append(list, w)
	}
	return strings.Join(list, " ")
}

// lasting are the words of scope that hold to the end of the sentence.
var lasting = pattern.Of(`年|全|^各|本级|^本|^我|其中|累计|以来|下属|汇总`)
