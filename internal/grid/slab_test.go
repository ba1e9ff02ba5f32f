package grid

import (
	"testing"

	"gongkai/fixtures"
)

// TestRoom reads pages beside one another, each in the room that others have
// left: what was read stays as it was, and is read again alike.
func TestRoom(t *testing.T) {
	v := fixtures.Sample(1, "2021", "2021")
	read := func(t *testing.T, layout string) *Document {
		doc, err := HTML(string(v.HTML(layout)))
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	for _, layout := range fixtures.Layouts() {
		t.Run(layout, func(t *testing.T) {
			t.Parallel()
			doc := read(t, layout)
			want := written(doc)
			for _, other := range fixtures.Layouts() {
				read(t, other)
				if got := written(doc); got != want {
					t.Fatalf("after %s was read, the document is\n%s, was\n%s", other, got, want)
				}
				if got := written(read(t, layout)); got != want {
					t.Fatalf("after %s was read, the page is read as\n%s, was\n%s", other, got, want)
				}
			}
		})
	}
}
