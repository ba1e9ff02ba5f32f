package main

import (
	"context"
	"os"
	"strconv"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"gongkai/internal/export"
	"gongkai/internal/store"
)

// wanted tells which rows are meant, by organ, division and year; nil is all
// of them.
func (o *order) wanted(ctx context.Context, s streams, w workspace, db *store.DB) (func(row []string) bool, error) {
	years, err := yearsOf(o.years)
	if err != nil {
		return nil, err
	}
	if len(o.words)+len(o.without) == 0 && years.All() {
		return nil, nil
	}
	organs := map[[2]string]bool{}
	some := len(o.words)+len(o.without) > 0
	if some {
		members, err := pick(ctx, s, w, db, o.words, o.without)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			organs[[2]string{m.Organ.Name, m.Organ.Division}] = true
		}
	}
	return func(row []string) bool {
		year, err := strconv.Atoi(row[2])
		return (!some || organs[[2]string{row[0], row[1]}]) && (years.All() || err == nil && years.Has(year))
	}, nil
}

// kept are the rows that are wanted. Every table begins with organ, division
// and year.
func kept(rows export.Rows, wanted func(row []string) bool) export.Rows {
	if wanted == nil {
		return rows
	}
	return func(yield func([]string, error) bool) {
		for row, err := range rows {
			if err == nil && !wanted(row) {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// step is after how many rows the line of progress moves.
const step = 10_000

// watched are the rows with a moving line on a terminal that counts them; end
// takes it away. Stata's files are written in several readings: it counts each.
func watched(s streams, rows export.Rows, table string) (watched export.Rows, end func()) {
	f, ok := s.talk.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return rows, func() {}
	}
	bars := mpb.New(mpb.WithOutput(s.talk))
	bar := bars.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarWidth(1), mpb.BarRemoveOnComplete(), mpb.AppendDecorators(
		decor.Name(table+" "), decor.CurrentNoUnit("%d rows, "), decor.Elapsed(decor.ET_STYLE_GO)))
	return func(yield func([]string, error) bool) {
			n := 0
			for row, err := range rows {
				if n++; n%step == 0 {
					bar.IncrBy(step)
				}
				if !yield(row, err) {
					return
				}
			}
		}, func() {
			bar.SetTotal(-1, true)
			bars.Wait()
		}
}
