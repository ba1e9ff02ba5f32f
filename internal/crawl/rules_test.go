package crawl

import (
	"strings"
	"testing"
	"time"
)

// TestRules reads robots.txt as RFC 9309 has it: what it says of one address.
func TestRules(t *testing.T) {
	const all = "User-agent: *\n"
	for _, tt := range []struct {
		name, text, path string
		want             bool
	}{
		{"nothing said", "", "/a", true},
		{"a page in its place", "<html><title>Disallow: /</title>", "/a", true},
		{"the longest decides", all + "Disallow: /a/\nAllow: /a/b", "/a/b.html", true},
		{"whatever comes first", all + "Allow: /a/b\nDisallow: /a/", "/a/c.html", false},
		{"of two as long the one that allows", all + "Disallow: /a\nAllow: /a", "/a", true},
		{"length is in octets", all + "Disallow: /a.b.c.*\nAllow: /a.b.c.dd", "/a.b.c.dd", true},
		{"nothing is forbidden by nothing", all + "Disallow:\nDisallow: /b", "/a", true},
		{"a pattern stands for the beginning", all + "Disallow: /\nAllow: /pub/*.html", "/x/pub/a.html", false},
		{"anything between", all + "Disallow: /*/b*.pdf", "/a/b/c.pdf?x=1", false},
		{"from the beginning", all + "Disallow: *a.html", "/b/a.html", false},
		{"the end", all + "Disallow: /*.html$", "/a.html", false},
		{"not the end", all + "Disallow: /*.html$", "/a.html?b", true},
		{"the end, without a star", all + "Disallow: /a$", "/ab", true},
		{"the end comes twice", all + "Disallow: /*a$", "/aba", false},
		{"a sign that is no end", all + "Disallow: /a$b", "/a$b", false},
		{"a star that is written so", all + "Disallow: /a%2Ab", "/a*b", false},
		{"which is no other", all + "Disallow: /a%2Ab", "/axb", true},
		{"the query", all + "Disallow: /*?id=", "/a.jsp?id=5", false},
		{"without a slash", all + "Disallow: a/", "/a/b", false},
		{"characters as they are", all + "Disallow: /年报", "/%E5%B9%B4%E6%8A%A5/", false},
		{"characters in octets", all + "Disallow: /%e5%b9%b4", "/%E5%B9%B4%E6%8A%A5/", false},
		{"octets that need not be", all + "Disallow: /%7Ea", "/~a", false},
		{"and need not be there", all + "Disallow: /~a", "/%7ea", false},
		{"octets that mean something", all + "Disallow: /a%2Fb", "/a/b", true},
		{"many stars", all + "Disallow: /" + strings.Repeat("*a", 500) + "*b", "/" + strings.Repeat("a", 2000), true},
		{"our name alone counts", all + "Disallow: /\n\nUser-agent: gongkai\nDisallow:", "/a", true},
		{"in any case, with a version", "user-agent: GongKai/1.0 (x)\ndisallow: /", "/a", false},
		{"a shorter name is another's", "User-agent: gong\nDisallow: /", "/a", true},
		{"and a longer one", "User-agent: gongkaibot\nDisallow: /", "/a", true},
		{"our groups are one", "User-agent: gongkai\nDisallow: /a\n\nUser-agent: *\nDisallow:\n\nUser-agent: Gongkai\nDisallow: /b", "/a", false},
		{"wherever they stand", "User-agent: gongkai\nDisallow: /a\n\nUser-agent: *\nDisallow:\n\nUser-agent: Gongkai\nDisallow: /b", "/b", false},
		{"several names, one group", "User-agent: x\n\nUser-agent: gongkai\nUser-agent: y\nDisallow: /a", "/a", false},
		{"what is no rule ends no group", "User-agent: gongkai\nSitemap: http://x/\nCrawl-delay: 1\nUser-agent: y\nDisallow: /a", "/a", false},
		{"a rule ends the names", "User-agent: gongkai\nDisallow: /b\nUser-agent: y\nDisallow: /a", "/a", true},
		{"a rule before any group is nobody's", "Disallow: /\n" + all + "Disallow: /b", "/a", true},
		{"a byte order mark", "\ufeff" + all + "Disallow: /a", "/a", false},
		{"a carriage return ends a line", "User-agent: *\rDisallow: /a\r", "/a", false},
		{"blanks and comments", " User-agent : * # all\n\tDisallow : /a#b\n", "/abc", false},
		{"no colon", "User-agent *\nDisallow /a", "/a", false},
		{"odd lines", all + "Crawl-delay: soon\n\x00\xff\xfe: :\nDisallow: /a", "/a", false},
		{"half a code", all + "Disallow: /a%\nDisallow: /b%2", "/a%25", false},
	} {
		if got := parseRobots([]byte(tt.text)).allow(tt.path); got != tt.want {
			t.Errorf("%s: %q allows %s: %v, want %v", tt.name, tt.text, tt.path, got, tt.want)
		}
	}
}

// A pause is that of our group, or else that of everybody's; one that is no
// number is none.
func TestRulesPause(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 7.5":                                         7500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 7\nCrawl-delay: 5":                           7 * time.Second,
		"User-agent: *\nCrawl-delay: 7\nDisallow:\nUser-agent: gongkai\nAllow: /": 0,
		"User-agent: *\nCrawl-delay: -1":                                          0,
		"User-agent: *\nCrawl-delay: NaN":                                         0,
		"User-agent: *\nCrawl-delay: 1e300":                                       24 * time.Hour,
		"Crawl-delay: 9":                                                          0,
	} {
		if got := parseRobots([]byte(text)).delay; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3", "/ab")
	f.Fuzz(func(t *testing.T, text, path string) {
		r := parseRobots([]byte(text))
		if r.delay < 0 || len(r.lines) == 0 && !r.allow(path) {
			t.Errorf("%q: %+v", text, r)
		}
		if once := octets(path); octets(once) != once {
			t.Errorf("octets(%q) = %q, and of that %q", path, once, octets(once))
		}
	})
}
