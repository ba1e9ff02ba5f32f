package crawl

// hints are what a person can do about each kind of failure.
var hints = map[string]string{
	badAddress:        "the address cannot be asked for: correct it in sites.csv, or tell the site of its wrong link",
	private:           "the name leads to a private network: set allow_private, or private=yes for the site, if that is meant",
	robots:            "the site does not want it to be read by programs: ask its people, at the address on its front page, or save the page by hand and import it",
	dns:               "the host has no address: it may have a new name; look for the site and correct sites.csv",
	refused:           "nothing answers at the host: try a browser; http may have become https",
	unreachable:       "no way leads to the host from here: try from another network",
	tlsFailed:         "the certificate or the version of TLS is not accepted: try tls=legacy among the options of the site, and tls=insecure, or tls=legacy-insecure, only if you know why",
	timeout:           "the host is slow or drops what comes from here: it is asked again by the next crawl; try from another network",
	reset:             "the host broke off: it is asked again by the next crawl",
	shortBody:         "the answer broke off in the middle: it is asked again by the next crawl",
	badEncoding:       "the body is packed in a way that was not asked for: save the page by hand and import it",
	tooLarge:          "the body is longer than any report: look at it in a browser",
	redirect:          "the page leads round in circles or to nowhere: look for its new address",
	limited:           "the host wants fewer questions: give the site a longer delay among its options; it is asked again when the host allows; sooner only after gongkai status --wake HOST",
	blocked:           "the host does not let this program in: ask its people, or save the pages by hand and import them",
	badStatus:         "the page is not there any more, or its program fails: look for its new address on the list",
	down:              "the host failed so often in a row that the rest was left for the next crawl",
	network:           "something between here and the host failed: it is asked again by the next crawl",
	emptyList:         "no link on the list has the title of an annual report: open it in a browser; the list may have moved, or be filled by a script",
	shortfall:         "the list says that it has more rows than it shows: it may need its family named in sites.csv",
	"broken":          "the list gives fewer reports than it did; what is stored stays. Look at it in a browser, and if it is right so: gongkai status --accept LIST",
	unreadable:        "open it in a browser: what only a script makes into a text can be saved from there and imported (gongkai archive import, with its address in a manifest); else report what it is",
	challenge:         "a guard wants a browser to prove itself: save the pages by hand and import them",
	soft404:           "the page is gone, though the host does not say so: look for its new address on the list",
	moved:             "the site leads to its front page instead: look for the new address of the list or the page",
	"attachment-only": "the report is a file (PDF, old Word, Excel …): it is kept in the archive, see gongkai query \"SELECT * FROM manifestations\", and not read; save it as HTML or text and import that",
	"not-a-report":    "the page has none of the three tables and no section of a report: it may be a notice, or hold the report as an attachment or a picture",
}

// Hint is what a person can do about a kind of failure, empty for a word that
// is none.
func Hint(kind string) string { return hints[kind] }
