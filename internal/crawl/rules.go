package crawl

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// rules are what a robots.txt says to us, by RFC 9309. Without lines all is allowed.
type rules struct {
	lines []line
	delay time.Duration // between two questions; not of the RFC, and honoured
}

// line allows or forbids the addresses that begin as its pattern does.
type line struct {
	allows  bool
	pattern string // with * for anything
	whole   bool   // the address ends with it
}

// groups are those of a robots.txt that may be meant for us: all that name us
// are one, and all for everybody are another, wherever they stand.
type groups struct {
	own, all         rules
	ours, everybody  bool // the group being read is meant for them
	named, any, open bool // a group names us; there was a group; its agents are being read
}

// parseRobots reads what can be read of a robots.txt; what cannot is passed over.
func parseRobots(body []byte) rules {
	var g groups
	text := strings.TrimPrefix(string(body), "\ufeff")
	for l := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		l, _, _ = strings.Cut(l, "#")
		key, value, ok := strings.Cut(l, ":")
		if words := strings.Fields(l); !ok && len(words) == 2 {
			key, value = words[0], words[1]
		}
		g.take(strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value))
	}
	if g.named {
		return g.own
	}
	return g.all
}

// take takes in one record. Those that are none of the RFC end no group.
func (g *groups) take(key, value string) {
	switch key {
	case "user-agent", "useragent":
		if !g.open {
			g.ours, g.everybody, g.open, g.any = false, false, true, true
		}
		end := strings.IndexFunc(value, func(r rune) bool { return !isLetter(r) && r != '-' && r != '_' })
		if end < 0 {
			end = len(value)
		}
		g.everybody = g.everybody || strings.HasPrefix(value, "*")
		g.ours = g.ours || strings.EqualFold(value[:end], robotsName)
		g.named = g.named || g.ours
	case "allow", "disallow":
		g.open = false
		if value != "" && g.any {
			l := lineOf(key == "allow", value)
			g.each(func(r *rules) { r.lines = append(r.lines, l) })
		}
	case "crawl-delay", "crawldelay":
		if n, err := strconv.ParseFloat(value, 64); err == nil && n > 0 {
			pause := time.Duration(min(n, (24*time.Hour).Seconds()) * float64(time.Second))
			g.each(func(r *rules) { r.delay = max(r.delay, pause) })
		}
	}
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

// each changes the rules that the group being read is meant for.
func (g *groups) each(change func(*rules)) {
	if g.ours {
		change(&g.own)
	}
	if g.everybody {
		change(&g.all)
	}
}

func lineOf(allows bool, pattern string) line {
	if pattern[0] != '/' && pattern[0] != '*' {
		pattern = "/" + pattern
	}
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	for i, part := range parts {
		parts[i] = octets(part)
	}
	return line{allows, strings.Join(parts, "*"), whole}
}

// allow tells whether an address may be asked for, given its path and query: the
// longest pattern that fits it decides, and of two as long the one that allows.
func (r rules) allow(path string) bool {
	path = octets(path)
	longest, allows := -1, true
	for _, l := range r.lines {
		if n := len(l.pattern); (n > longest || n == longest && l.allows) && l.fits(path) {
			longest, allows = n, l.allows
		}
	}
	return allows
}

func (l line) fits(path string) bool {
	parts := strings.Split(l.pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	for i, part := range parts[1:] {
		if l.whole && i == len(parts)-2 {
			return ok && strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if !ok || at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return ok && (!l.whole || rest == "")
}

// octets writes a path in one way, whatever of it was written as %XX: so are all
// octets but those that need not be and those that mean something in an address.
// * and $ mean something in a pattern and are no others' here.
func octets(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c, plain := path[i], strings.IndexByte("/?&=:;,@!'()+[]", path[i]) >= 0
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				c, plain = byte(n), false
				i += 2
			}
		}
		if plain || isLetter(rune(c)) || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
