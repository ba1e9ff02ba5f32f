package main

import (
	"fmt"

	"gongkai/internal/report"
)

// continuity writes what the report says of the year before and that year's
// report says otherwise.
func (p *printer) continuity(r *report.Report, year int, findings []report.Finding) {
	if len(findings) == 0 {
		return
	}
	p.counted("continuity", findings, year-1)
	for _, f := range findings {
		if f.Result == report.Fail {
			p.item("✗", p.step(f, r))
		}
	}
}

// step is a failing finding between two years in the language of the reader.
func (p *printer) step(f report.Finding, r *report.Report) string {
	at := f.At
	for _, t := range r.Tables {
		if at == f.At {
			at = label(t, f.At)
		}
	}
	for _, rule := range report.StepRules {
		if rule.Rule == f.Rule && p.tongue == english {
			return fmt.Sprintf("“%s”: %s: %s is not %s", at, rule.English, side(f.Left), side(f.Right))
		}
		if rule.Rule == f.Rule {
			return fmt.Sprintf("“%s”：%s：%s ≠ %s", at, rule.Label, side(f.Left), side(f.Right))
		}
	}
	return fmt.Sprintf("%s (%s): %s ≠ %s", f.Rule, at, side(f.Left), side(f.Right))
}
