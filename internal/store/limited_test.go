package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

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

// What a list failed by is over when it is good, also when the clock was put
// back in between.
func TestListIsGoodAgain(t *testing.T) {
	db, _ := open(t)
	o, list := store.Organ{Name: organ, Division: division}, "http://a.example/"
	in := store.Listing{Organ: o, List: list, Links: []store.Link{{Address: list + "1", Title: "2023", Year: 2023}}, Pages: 1, Whole: true, Begun: day, Time: day.Add(time.Minute)}
	for hours, want := range map[int]int{-24: 0, 24: 0, 0: 1} { // seen in this very walk: it is still so
		if _, err := db.Settle(t.Context(), store.Outcome{Organ: o, List: list, Address: list, IsList: true, Time: day.Add(time.Duration(hours) * time.Hour), Kind: "empty-list"}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := db.Listed(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		if got, err := db.Failures(t.Context()); err != nil || len(got) != want {
			t.Errorf("failed %d hours after the walk: failures %+v, %v, want %d", hours, got, err, want)
		}
	}
}

// A host that is woken is asked again, with its pages and those of others that
// led to it; what other hosts have said stays.
func TestWake(t *testing.T) {
	db, _ := open(t)
	o, list := store.Organ{Name: organ, Division: division}, "http://a.example/"
	at := func(hours int) time.Time { return day.Add(time.Duration(hours) * time.Hour) }
	pages := map[string]time.Time{"http://B.example:8080/1": at(2), "http://b.example/2": at(3), "http://a.example/to-b": at(3), "http://c.example/3": at(4), "http://bb.example/4": at(2), "http://b.example/5": {}}
	in := store.Listing{Organ: o, List: list, Pages: 1, Whole: true, Time: day}
	for address := range pages {
		in.Links = append(in.Links, store.Link{Address: address, Title: "2023", Year: 2023})
	}
	if _, _, err := db.Listed(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	for address, until := range pages {
		if _, err := db.Settle(t.Context(), store.Outcome{Organ: o, List: list, Address: address, Time: day, Kind: "limited", Wait: until}); err != nil {
			t.Fatal(err)
		}
	}
	for host, until := range map[string]time.Time{"b.example": at(3), "c.example": at(4), "d.example": at(-1)} {
		if err := db.Rests(t.Context(), host, until); err != nil {
			t.Fatal(err)
		}
	}
	for _, host := range []string{"bb.example", "d.example", ""} {
		if err := db.Wake(t.Context(), host, day); err == nil {
			t.Errorf("%q does not rest and was woken", host)
		}
	}
	if err := db.Wake(t.Context(), "b.example", day); err != nil {
		t.Fatal(err)
	}
	if hosts, err := db.Resting(t.Context(), day); err != nil || len(hosts) != 1 || !hosts["c.example"].Equal(at(4)) {
		t.Errorf("at rest: %v, %v", hosts, err)
	}
	targets, err := db.Targets(t.Context(), o, list)
	if err != nil {
		t.Fatal(err)
	}
	var wait []string
	for _, target := range targets {
		if !target.Wait.IsZero() {
			wait = append(wait, target.Address)
		}
	}
	slices.Sort(wait)
	if fmt.Sprint(wait) != "[http://bb.example/4 http://c.example/3]" {
		t.Errorf("waiting: %v", wait)
	}
}
