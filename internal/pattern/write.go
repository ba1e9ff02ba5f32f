package pattern

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// written is a parsed regular expression as text. Its own String takes
// milliseconds for each class of characters, to leave out (?i) where it can.
func written(e *syntax.Regexp) string {
	switch e.Op {
	case syntax.OpNoMatch:
		return `[^\x00-\x{10FFFF}]`
	case syntax.OpLiteral:
		text := regexp.QuoteMeta(string(e.Rune))
		if e.Flags&syntax.FoldCase != 0 {
			return "(?i:" + text + ")"
		}
		return "(?:" + text + ")"
	case syntax.OpCharClass:
		var b strings.Builder
		for i := 0; i < len(e.Rune); i += 2 {
			fmt.Fprintf(&b, `\x{%x}-\x{%x}`, e.Rune[i], e.Rune[i+1])
		}
		return "[" + b.String() + "]"
	case syntax.OpAnyCharNotNL:
		return "(?-s:.)"
	case syntax.OpAnyChar:
		return "(?s:.)"
	case syntax.OpBeginLine:
		return "(?m:^)"
	case syntax.OpEndLine:
		return "(?m:$)"
	case syntax.OpBeginText:
		return `\A`
	case syntax.OpEndText:
		return `\z`
	case syntax.OpWordBoundary:
		return `\b`
	case syntax.OpNoWordBoundary:
		return `\B`
	}
	parts := make([]string, len(e.Sub))
	for i, sub := range e.Sub {
		parts[i] = written(sub)
	}
	return joined(e, parts)
}

// joined is an expression made of others.
func joined(e *syntax.Regexp, parts []string) string {
	lazy := ""
	if e.Flags&syntax.NonGreedy != 0 {
		lazy = "?"
	}
	switch e.Op {
	case syntax.OpCapture:
		return "(" + parts[0] + ")"
	case syntax.OpStar:
		return "(?:" + parts[0] + ")*" + lazy
	case syntax.OpPlus:
		return "(?:" + parts[0] + ")+" + lazy
	case syntax.OpQuest:
		return "(?:" + parts[0] + ")?" + lazy
	case syntax.OpRepeat:
		most := fmt.Sprint(e.Max)
		if e.Max < 0 {
			most = ""
		}
		return fmt.Sprintf("(?:%s){%d,%s}%s", parts[0], e.Min, most, lazy)
	case syntax.OpAlternate:
		return "(?:" + strings.Join(parts, "|") + ")"
	}
	return "(?:" + strings.Join(parts, "") + ")" // a sequence, or nothing
}
