package indicator

import (
	"strings"
	"testing"
)

// Rows without one of the characters that mayLabel looks for are not read as
// heads, so every word over labels has one.
func TestLabelWordsAreSeen(t *testing.T) {
	for word, r := range heads {
		if r == label && !strings.ContainsAny(word, "指项内") {
			t.Errorf("%s heads labels, and mayLabel does not see it", word)
		}
	}
}
