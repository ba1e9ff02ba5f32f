package store_test

import (
	"fmt"
	"testing"

	"gongkai/internal/store"
)

// A page that is left alone for a while, because its host wants no question, is
// not well since it first failed; once it was well that is over.
func TestLimitedKeepsSince(t *testing.T) {
	db, _ := open(t)
	o, list, address := store.Organ{Name: organ, Division: division}, "http://a.example/", "http://a.example/1"
	if _, _, err := db.Listed(t.Context(), store.Listing{Organ: o, List: list, Links: []store.Link{{Address: address, Title: "2023", Year: 2023}}, Pages: 1, Whole: true, Time: day}); err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		kind  string
		since int // days after the first
	}{{"status", 0}, {"limited", 0}, {"limited", 0}, {"status", 0}, {"limited", 0}, {"timeout", 0}, {"status", 6}, {"", 0}, {"limited", 8}, {"status", 8}} {
		if _, err := db.Settle(t.Context(), store.Outcome{Organ: o, List: list, Address: address, Time: day.AddDate(0, 0, i), Kind: step.kind}); err != nil {
			t.Fatal(err)
		}
		got, err := db.Failures(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var is []string
		for _, f := range got {
			is = append(is, fmt.Sprintf("%s since day %v", f.Kind, f.First.Sub(day).Hours()/24))
		}
		want := fmt.Sprintf("[%s since day %d]", step.kind, step.since)
		if step.kind == "" {
			want = "[]"
		}
		if fmt.Sprint(is) != want {
			t.Errorf("day %d: failures %v, want %s", i, is, want)
		}
	}
}
