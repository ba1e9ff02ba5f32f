package prose

import (
	"strings"

	"gongkai/internal/pattern"
	"gongkai/internal/words"
)

// akin tells whether two names may be those of one organ: the characters of
// the shorter stand in the longer in the same order, as 市住建局 does in
// 清河市住房和城乡建设局.
func akin(a, b string) bool {
	short, long := []rune(bareName(a)), []rune(bareName(b))
	if len(short) > len(long) {
		short, long = long, short
	}
	i := 0
	for _, r := range long {
		if i < len(short) && r == short[i] {
			i++
		}
	}
	return i == len(short)
}

// bareName is a name without the words that every government has.
func bareName(name string) string {
	return strings.NewReplacer("人民政府", "", "政府", "", "办事处", "", "管理委员会", "管委会", "委员会", "委").Replace(words.Folded(name))
}

var office = pattern.Of(`(?:办公室|领导小组|中心|[科股室处])$`)

// isOffice tells whether a name is that of an office inside an organ, which
// signs for it.
func isOffice(name string) bool { return office.MatchString(words.Folded(name)) }
