package crawl

import (
	"context"
	"time"

	"gongkai/internal/archive"
	"gongkai/internal/list"
	"gongkai/internal/site"
)

// Frontier knows what there is to ask, and remembers it from one crawl to the
// next. Its methods are called for many hosts at once.
type Frontier interface {
	// Walk tells whether the list of a site is to be walked.
	Walk(ctx context.Context, s site.Site) (bool, error)
	// Listed hears what a list holds, before any page of it is asked for.
	Listed(ctx context.Context, l Listing) error
	// Due are the pages of a site to ask for now, in their order. It is asked
	// again when they have come, until it has no more.
	Due(ctx context.Context, s site.Site) ([]Ask, error)
	// Last is what was kept of a page of a list, or as a robots.txt, the last time.
	Last(ctx context.Context, address string) (archive.Copy, error)
	// Kept hears what was kept as a robots.txt.
	Kept(ctx context.Context, address string, c archive.Copy) error
	// Rest is until when a host wants no question, by its own word.
	Rest(ctx context.Context, host string) (time.Time, error)
	// Rests hears of a host that wants no question for a while.
	Rests(ctx context.Context, host string, until time.Time) error
}

// Listing is a list that was walked to its end.
type Listing struct {
	Site   site.Site
	Links  []list.Link
	Pages  int                     // of the list
	Whole  bool                    // no page of it failed
	Counts bool                    // it says how many rows or pages it has
	Err    error                   // what is wrong with it as a whole, which was handed over already
	Copies map[string]archive.Copy // by address, of its pages
}

// Ask is a page to ask for.
type Ask struct {
	Link list.Link
	Last archive.Copy // what was kept of it, if anything
	If   bool         // ask only for what has changed since
	File bool         // it is a file of a page, to be kept and not read
}

// due are the pages of a site to ask for, after its list was walked.
func (r *run) due(ctx context.Context, s site.Site, links []list.Link) ([]Ask, error) {
	if r.Frontier != nil {
		return r.Frontier.Due(ctx, s)
	}
	var asks []Ask
	for _, link := range links {
		if r.Known != nil && r.Known(link.URL) {
			r.note(Event{Site: s, Address: link.URL, What: "known"})
			continue
		}
		asks = append(asks, Ask{Link: link})
	}
	return asks, nil
}

// last is what was kept of a page of a list, or as a robots.txt.
func (r *run) last(ctx context.Context, address string) (archive.Copy, error) {
	if r.Frontier == nil {
		return archive.Copy{}, nil
	}
	return r.Frontier.Last(ctx, address)
}
