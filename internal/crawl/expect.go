package crawl

import (
	"container/heap"
	"time"

	"gongkai/internal/site"
)

// Duration is how long a crawl of sites is expected to take, when so many
// questions are put for each site, those for robots.txt among them, and each
// answer takes so long. Hosts that ask for longer pauses take longer.
func (c *Crawler) Duration(sites []site.Site, questions func(site.Site) int, answer time.Duration) time.Duration {
	r := &run{Crawler: c}
	busy := make(desks, r.hostsAtOnce())
	var last time.Duration
	for _, together := range byHost(sites) {
		var took time.Duration
		asked := false
		for _, s := range together {
			n := questions(s)
			pause := r.delay(s)
			if pause > 0 {
				pause = max(pause, slower*answer)
			}
			if n > 0 && !asked {
				took, asked = -pause, true // nothing is waited for before the first
			}
			took += time.Duration(n) * (pause + answer)
		}
		if !asked {
			continue
		}
		busy[0] += took
		last = max(last, busy[0])
		heap.Fix(&busy, 0)
	}
	return last
}

// desks are the hosts asked at the same time: until when each is taken.
type desks []time.Duration

func (d desks) Len() int           { return len(d) }
func (d desks) Less(i, j int) bool { return d[i] < d[j] }
func (d desks) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }

// Push and Pop are not needed: there are always as many desks.
func (d desks) Push(any) {}

// Pop takes nothing away.
func (d desks) Pop() any { return nil }
