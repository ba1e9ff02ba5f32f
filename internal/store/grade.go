package store

import (
	"fmt"
	"strings"

	"gongkai/internal/report"
)

// ruleLetters and gradeLetters are in the order of the rules and the grades.
const (
	ruleLetters  = "-cbtp"
	gradeLetters = "ucv"
)

// marks are the rule and the grade of each cell as they are stored.
func marks(cells []report.Cell) (rule, grade any) {
	var rules, grades [width]byte
	for j, c := range cells {
		rules[j], grades[j] = ruleLetters[c.Rule], gradeLetters[c.Grade]
		if c.Twice && c.Rule != report.NoRule {
			rules[j] -= 'a' - 'A'
		}
	}
	return oneForAll(rules[:len(cells)]), oneForAll(grades[:len(cells)])
}

// oneForAll is a letter for each cell, or one where all are the same.
func oneForAll(letters []byte) string {
	if strings.Count(string(letters), string(letters[:1])) == len(letters) {
		return string(letters[:1])
	}
	return string(letters)
}

// letterOf is the letter of cell j, counted from 0; 0 where there is none.
func letterOf(text *string, j int) byte {
	switch {
	case text == nil || *text == "":
		return 0
	case len(*text) == 1:
		return (*text)[0]
	case j < len(*text):
		return (*text)[j]
	}
	return 0
}

// mark gives a cell its rule and its grade back.
func (l line) mark(c *report.Cell, j int) {
	letter := letterOf(l.rule, j)
	if letter >= 'A' && letter <= 'Z' {
		c.Twice = true
		letter += 'a' - 'A'
	}
	c.Rule = report.Rule(max(strings.IndexByte(ruleLetters, letter), 0))
	c.Grade = l.gradeOf(j)
}

// gradeOf is the grade of cell j, counted from 0.
func (l line) gradeOf(j int) report.Grade {
	return report.Grade(max(strings.IndexByte(gradeLetters, letterOf(l.grade, j)), 0))
}

// gradeSQL is the grade of the cell at a place, counted from 1, as a word.
func gradeSQL(letters, at string) string {
	s := fmt.Sprintf("CASE CASE length(%s) WHEN 1 THEN %s ELSE substr(%s, %s, 1) END", letters, letters, letters, at)
	for g := report.Verified; g > report.Unverified; g-- {
		s += fmt.Sprintf(" WHEN '%c' THEN '%s'", gradeLetters[g], g)
	}
	return s + fmt.Sprintf(" ELSE '%s' END", report.Unverified)
}
