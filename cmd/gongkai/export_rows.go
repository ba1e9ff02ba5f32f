package main

import (
	"context"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"gongkai/internal/export"
	"gongkai/internal/store"
)

// only are the organs and the years that are meant.
func (o *order) only(ctx context.Context, s streams, w workspace, db *store.DB) (only store.Only, err error) {
	years, err := yearsOf(o.years)
	if err != nil {
		return only, err
	}
	if !years.All() {
		only.Year = years.Has
	}
	if len(o.words)+len(o.without) == 0 {
		return only, nil
	}
	members, err := pick(ctx, s, w, db, o.words, o.without)
	for _, m := range members {
		only.Organs = append(only.Organs, m.Organ)
	}
	return only, err
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
