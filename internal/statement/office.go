package statement

import "gongkai/internal/pattern"

// Words about proposals: from deputies, from advisers, from both.
const (
	fromAll  = `(?:全国|省级|市级|区级|县级|各级|省|市|区|县|、|和|及|两会)*`
	deputies = fromAll + `(?:人大(?:代表)?|代表)(?:的)?(?:议案)?(?:、|和|及)?建议`
	advisers = fromAll + `(?:政协(?:委员)?|委员)(?:的)?提案`
	replied  = `(?:办理|答复|结果|意见|情况|的|复函)*`
)

// officeRules are those about the work of the office itself: decisions,
// proposals, press conferences, staff and trainings.
func officeRules() []rule {
	const ofTwo = `(?:(?:人大(?:代表)?|代表)建议(?:、|和|及|与)?` + advisers + `|人大(?:代表)?(?:、|和|及)?政协(?:委员)?(?:的)?(?:建议|议案)(?:、|和|及)?提案|建议提案|提案建议|建议议案提案)`
	const verb = `(?:作出|实施|办理|办结|做出)(?:的|了|各类|共)*`
	const notDone = `(?:公示|公开|发布|受理|申请|录入|归集)[^,]*$`
	return []rule{
		{fact: "permits", units: "件 起 宗 例", left: verb + `行政许可(?:决定|事项|案件|业务)?` + total, not: notDone},
		{fact: "permits", units: "件 起 宗 例", left: verb, right: `^行政许可(?:决定|事项)?(?:$|[,、)])`, not: notDone},
		{fact: "penalties", units: "件 起 宗 例", left: `(?:` + verb + `|^[,、和及])行政处罚(?:决定|案件)?` + total, not: notDone},
		{fact: "penalties", units: "件 起 宗 例", left: verb, right: `^行政处罚(?:决定|案件)?(?:$|[,、)])`, not: notDone},
		{fact: "coercive_measures", units: "件 起 宗 例", left: `(?:` + verb + `|^[,、和及])行政强制(?:决定|案件|措施)?` + total, not: notDone},
		{fact: "suggestions_proposals", units: "件", whole: true, left: ofTwo + replied + total},
		{fact: "suggestions", units: "件", whole: true, left: deputies + replied + total, not: `提案`},
		{fact: "suggestions", units: "件", whole: true, left: `(?:办理|承办|主办|公开|答复|做好|完成)(?:的|了|共)*`, right: `^(?:省|市|区|县|全国)*人大(?:代表)?(?:的)?建议`},
		{fact: "suggestions", units: "件", left: `其中[,:]?(?:人大)?代表建议` + total},
		{fact: "proposals", units: "件", left: `^[,、](?:政协)?委员提案` + total},
		{fact: "proposals", units: "件", whole: true, left: advisers + replied + total, not: `建议(?:、|和|及|与)` + advisers},
		{fact: "proposals", units: "件", whole: true, left: `建议(?:、|和|及|,)?$`, right: `^(?:省|市|区|县|全国)*政协(?:委员)?(?:的)?提案`},
		{fact: "press_conferences", units: "场 次 期 场次", whole: true, left: `新闻发布(?:会|活动)` + total},
		{fact: "press_conferences", units: "场 次 期 场次", whole: true, left: `(?:召开|举办|举行|参加|组织)(?:了|共)*`, right: `^[^,。;、]{0,12}新闻发布(?:会|活动)`},
		{fact: "interviews", units: "场 次 期", whole: true, left: `在线访谈(?:活动|节目)?` + total},
		{fact: "gazettes", units: "期", left: `公报》?` + total, not: `公报[^,。;]{0,4}(?:信息|栏目)`},
		{fact: "trainings", units: "期 次 场 批 场次", left: `(?:举办|组织|开展|召开|举行)(?:了|全市|全区|全县|全省|全局|全镇|[^,。;\d]{0,22}?)培训(?:班|会|会议|活动|讲座)?` + total, not: `参加|线上学习`},
		{fact: "trainings", units: "期 次 场 批 场次", left: `(?:举办|组织|开展|召开|举行)(?:了|共)*`, right: `^[^,。;、]{0,14}培训(?:班|会|会议|活动|讲座)?(?:$|[,)])`},
		{fact: "trainees", units: "人次 人 名", left: `^[,、(](?:接受|共|累计)*(?:参训|培训|受训)(?:学员|人员|人数|业务骨干|工作人员|干部|业务人员)*` + total},
		{fact: "staff_full", units: "人 名", left: `(?:专职|全职)(?:工作)?(?:人员|工作者)?(?:数|共|为|有|:)*`, not: newly},
		{fact: "staff_full", units: "人 名", left: `[^增]$`, right: `^(?:专职|全职)(?:工作)?(?:人员|工作者)`, not: newly},
		{fact: "staff_part", units: "人 名", left: `兼职(?:工作)?(?:人员|工作者)?(?:数|共|为|有|:)*`, not: newly},
		{fact: "staff_part", units: "人 名", left: `[^增]$`, right: `^兼职(?:工作)?(?:人员|工作者)`, not: newly},
		{fact: "staff", units: "人 名", left: `信息公开(?:专兼职|工作|专\(兼\)职)*(?:工作)?人员(?:总)?` + total, not: newly + `|培训`},
	}
}

// newly are words of a change in staff, which is no number of staff.
const newly = `新增|增加|增配|补充|招聘|调整|减少|培训|参训|参加`

// ownWork tells whether a number of the office's own work is allowed, by the
// words before it, the number before it and what its paragraph is about.
func (x *sentence) ownWork(c *compiled, left, last string) bool {
	switch c.fact {
	case "trainees":
		return last == "trainings"
	case "trainings", "staff_full", "staff_part":
		return disclosed.MatchString(x.line)
	case "penalties", "coercive_measures":
		return !listed.MatchString(left) || last == "permits" || last == "penalties"
	case "suggestions":
		return c.right != "" || c.whole || last == "suggestions_proposals"
	case "proposals":
		return c.right == "" && c.whole || last == "suggestions"
	}
	return true
}

var listed = pattern.Of(`^[,、和及]行政(?:处罚|强制)`)
