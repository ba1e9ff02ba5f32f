package prose

import "regexp"

var (
	opener    = regexp.MustCompile(`(?:公布|现将|由|发布|编制了?|制定了?)《?([^,，。;:《》\d]{3,40}?)(?:编制|(?:19|20)\d\d年)|[,，。;]([^,，。;:《》\d]{3,30})编制了?(?:本|《|(?:19|20)\d\d年)`)
	ownOffice = regexp.MustCompile(`^(.+(?:局|委员会|人民政府|办事处|镇政府|乡政府))(?:党政|综合)+办(?:公室)?$|^(.+(?:局|委员会|办事处))办公室$`)
)

// opener is the organ that compiled the report, also where its own office did,
// or whose report is announced.
func (e *evidence) opener() string {
	for _, m := range opener.FindAllStringSubmatch(e.opened, -1) {
		name := m[1] + m[2]
		if own := ownOffice.FindStringSubmatch(name); own != nil {
			name = own[1] + own[2]
		}
		if isOrgan(name) {
			return name
		}
	}
	return ""
}
