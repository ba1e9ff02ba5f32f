package report

// Evidence is one thing a page says about who reports and on which year. The
// list of a report is in the order of trust, for each question: the first
// that names anything is believed, the others are kept beside it.
type Evidence struct {
	What  string // organ, year or division
	Value string // as found there
	Where string // title, publisher, ContentSource, compiled-by, period, signature, source, breadcrumb, SiteName, SiteIDCode, opening, published, address, file
}
