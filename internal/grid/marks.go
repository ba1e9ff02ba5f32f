package grid

import "strings"

// A cell shows more than its letters. What reduce drops leaves a mark where it
// changes what the letters mean: characters that are set apart are not one
// number with those beside them, and a cell with a picture is not blank.
const (
	apart   = "\u2063" // the edge of a raised, lowered or crossed-out text
	picture = "\ufffc" // something that is shown and is no text
	cutOff  = "…"      // the document ends in this cell
)

// Names of spaces. A page that was escaped twice shows them as words, and so
// does a text that was cut out of one.
var (
	escapedTwice = strings.NewReplacer("&amp;nbsp;", "&nbsp;", "&amp;#160;", "&#160;", "&amp;ensp;", "&ensp;", "&amp;emsp;", "&emsp;")
	spaceNames   = strings.NewReplacer("&nbsp;", "\u00a0", "&#160;", "\u00a0", "&ensp;", "\u2002", "&emsp;", "\u2003")
)

// isUnseen tells whether an attribute hides a row or a cell. Larger things are
// often hidden until someone clicks; they are read.
func isUnseen(key, value string) bool {
	if !strings.EqualFold(key, "style") || !strings.Contains(value, "none") {
		return false
	}
	return strings.Contains(strings.Join(strings.Fields(strings.ToLower(value)), ""), "display:none")
}

// isMarked tells whether a text holds a mark.
func isMarked(s string) bool { return strings.Contains(s, apart) || strings.Contains(s, picture) }
