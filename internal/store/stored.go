package store

import (
	"context"
	"iter"
	"time"
)

// Stored is one page that was kept, and what the newest reader that read it
// made of it.
type Stored struct {
	Address string
	Asked   string // where another address led there
	Hash    string // SHA-256 of the bytes
	Ref     string // place in the archive, or the file
	Status  int    // 0 for a page from disk
	Fetched time.Time
	Title   string // of the link
	Year    int    // that the link or the manifest names; 0 when neither does
	Organ   Organ  // of the registry or the manifest; without a name where neither names one
	Level   string
	Reader  string // the newest that read it
	Version int64  // what that reader read, for DB.Version; 0 when it found no report
	Reports int    // how many it found on the page
	Reason  string // why it found none
	Filed   Organ  // whose report it is, where there is one
	FiledAs int    // and for which year
}

// Stored is every page of which bytes were kept, ordered by organ, year and
// address, whether it is a report or not, current or not; once for each report
// that was found on it when it was last read.
func (db *DB) Stored(ctx context.Context) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		var s Stored
		var fetched string
		into := []any{&s.Address, &s.Asked, &s.Hash, &s.Ref, &s.Status, &fetched, &s.Title, &s.Year, &s.Organ.Name, &s.Organ.Division, &s.Organ.Site,
			&s.Level, &s.Reader, &s.Reason, &s.Version, &s.Reports, &s.FiledAs, &s.Filed.Name, &s.Filed.Division, &s.Filed.Site}
		err := scan(ctx, db.reader, `SELECT p.address, coalesce(p.asked, ''), p.hash, coalesce(p.ref, ''), p.status, coalesce(p.fetched, ''),
				coalesce(p.title, ''), coalesce(p.year, 0), coalesce(o.name, ''), coalesce(o.division, f.division, ''), coalesce(o.site, f.site, ''),
				coalesce(o.level, f.level, ''), p.reader, coalesce(p.reason, ''),
				coalesce(v.id, 0), (SELECT count(*) FROM version x WHERE x.page = p.id AND x.reader = p.reader AND p.reason IS NULL AND x.read IS v.read), coalesce(r.year, 0), coalesce(f.name, ''), coalesce(f.division, ''), coalesce(f.site, '')
			FROM page p
			LEFT JOIN organ o ON o.id = p.organ
			LEFT JOIN version v ON v.page = p.id AND v.reader = p.reader AND p.reason IS NULL
				AND v.read IS (SELECT x.read FROM version x WHERE x.page = p.id AND x.reader = p.reader ORDER BY x.id DESC LIMIT 1)
			LEFT JOIN report r ON r.id = v.report
			LEFT JOIN organ f ON f.id = r.organ
			WHERE p.hash <> ''
			ORDER BY coalesce(f.division, o.division, ''), coalesce(f.name, o.name, ''), coalesce(f.site, o.site, ''),
				coalesce(r.year, p.year, 0), p.address, p.id`, nil, into, func() bool {
			s.Fetched = timeOf(fetched)
			return yield(s, nil)
		})
		if err != nil {
			yield(Stored{}, err)
		}
	}
}

// Before tells whether the page was last read by an older reader than this one.
func (s Stored) Before(reader string) bool { return newer(reader, s.Reader) }

// Filed is the entry as it would be stored: with the organ and the year that
// its report is filed under, or the reason why it cannot be.
func (e Entry) Filed() Entry { return e.filed() }
