package form

import (
	"regexp"
	"strings"

	"gongkai/internal/cell"
	"gongkai/internal/grid"
	"gongkai/internal/report"
	"gongkai/internal/words"
)

func readCell(raw string) report.Cell { return cell.Read(raw) }

func isValue(text string) bool { return cell.IsValue(text) }

func apart(raw string) bool { return cell.Apart(raw) }

var digit = regexp.MustCompile(`\d`)

// isStatement tells whether words by themselves say that there is no number,
// or nearly one: 本单位未制作规章, 约3.
func isStatement(text string) bool {
	return len(text) < 100 && (digit.MatchString(text) && words.Len(text) <= 6 || strings.ContainsAny(text, "未没") || strings.HasPrefix(text, "无"))
}

// unitOf is the unit a header prints: 本年收费金额(单位:万元) has 万元.
func unitOf(header string) string {
	m := headerUnit.FindStringSubmatch(words.Folded(header))
	if m == nil {
		return ""
	}
	return m[1]
}

var headerUnit = regexp.MustCompile(`\((?:单位)?:?(万元|亿元|元|件|项|条)\)`)

// placeOf is where a cell of a grid stood.
func placeOf(g *grid.Grid, c *grid.Cell) report.Place {
	if c.Line > 0 {
		return report.Place{Table: 1, Row: c.Line, Column: c.Col + 1}
	}
	return report.Place{Table: g.Number, Row: c.Row + 1, Column: c.Col + 1}
}

// isNote tells whether a text is nothing but a note in brackets: （2019年起）.
func isNote(text string) bool {
	s := words.Folded(text)
	return strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1
}
