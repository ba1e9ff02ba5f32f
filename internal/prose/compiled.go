package prose

import "gongkai/internal/pattern"

// openers are the words around the organ that a report says it is of, the most
// telling first: the report is named, or is said to be compiled.
var openers = []*pattern.Pattern{
	pattern.Of(`(?:公布|现将|发布|编制了?|制定了?)《?([^,，。;:《》\d]{3,40}?)(?:19|20)\d\d年|(?:^|。)([^,，。;:《》\d]{3,40}?)(?:19|20)\d\d年度?(?:政府|政务)信息公开(?:工作)?年度报告[是(]`),
	pattern.Of(`由([^,，。;:《》\d]{3,40}?)(?:编制|按照|根据|依据|(?:19|20)\d\d年)|[,，。;]([^,，。;:《》\d]{3,30})编制了?(?:本|《|(?:19|20)\d\d年)`),
}

// ownOffice is an office that does an organ's work, not one that reports.
var ownOffice = pattern.Of(`^(.+(?:局|委员会|人民政府|办事处|镇政府|乡政府))(?:党政|综合)+办(?:公室)?$|^(.+(?:局|委员会|办事处))办公室$`)

// opener is the organ that compiled the report, also where its own office did,
// or whose report is announced.
func (e *evidence) opener() string {
	for _, opener := range openers {
		for _, m := range opener.FindAllStringSubmatchIndex(e.simple, -1) {
			name := e.opened[max(m[2], m[4]):max(m[3], m[5])]
			if own := ownOffice.FindStringSubmatch(name); own != nil {
				name = own[1] + own[2]
			}
			if isOrgan(name) && !hasAny(name, "领导小组", "信息公开", "政务公开") {
				return name
			}
		}
	}
	return ""
}
