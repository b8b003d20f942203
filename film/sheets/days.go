package sheets

import (
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
)

// BoardDay is one day of a board.
type BoardDay struct {
	Number int        // of the shooting day, from 1; 0 for a day without scenes
	Date   civil.Date // zero when neither board nor calendar says it
	Strips []int      // scenes and banners, as indexes into Book.Scenes
	Break  int        // the sheet that ends the day; -1 for an open end
}

// Days cuts board n into days. A day break that says its date has it, unless the days before have
// run past it; the others follow on the calendar of the board from its start.
func (b Book) Days(n int) []BoardDay {
	var out []BoardDay
	day := BoardDay{Break: -1}
	scenes, number := 0, 0
	next := b.calendar(n)
	end := func(brk int) {
		day.Break = brk
		if scenes > 0 {
			number++
			day.Number = number
		}
		if brk >= 0 {
			day.Date = b.Scenes[brk].Date
		}
		day.Date = next(day.Date)
		out = append(out, day)
		day, scenes = BoardDay{Break: -1}, 0
	}
	for _, i := range b.Boards[n].Strips {
		switch b.Scenes[i].Kind {
		case KindDay:
			end(i)
			continue
		case KindScene:
			scenes++
		}
		day.Strips = append(day.Strips, i)
	}
	if len(day.Strips) > 0 {
		end(-1)
	}
	return out
}

// calendar gives the dates of the days of a board, one after another. want is the date a day says
// itself, or zero.
func (b Book) calendar(n int) func(want civil.Date) civil.Date {
	var at civil.Date
	var week [7]bool
	off := map[civil.Date]bool{}
	if i := slices.IndexFunc(b.Calendars, func(c Calendar) bool { return c.ID == b.Boards[n].Calendar }); i >= 0 {
		for _, d := range b.Calendars[i].DaysOff {
			if d >= 0 && d < 7 {
				week[d] = true
			}
		}
		for _, e := range b.Calendars[i].Events {
			d, ok := dateOf(e.Date)
			switch {
			case !ok:
			case e.Effect == EffectStart && (at.IsZero() || d.Before(at)):
				at = d
			case e.Effect == EffectDayOff:
				off[d] = true
			}
		}
	}
	return func(want civil.Date) civil.Date {
		switch {
		case !want.IsZero() && !want.Before(at):
			at = want.AddDays(1)
			return want
		case at.IsZero():
			return civil.Date{}
		}
		for range 1000 { // more days off in a row than any production has
			d := at
			at = at.AddDays(1)
			if !week[d.Weekday()] && !off[d] {
				return d
			}
		}
		return civil.Date{}
	}
}

// dateOf reads the day of an event. Files write the midnight of the office in universal time, so a
// time after noon is the midnight of a place east of Greenwich: the next day there.
func dateOf(s string) (civil.Date, bool) {
	if d, err := civil.Parse(s); err == nil {
		return d, !d.IsZero()
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return civil.Date{}, false
	}
	if strings.HasSuffix(s, "Z") {
		t = t.UTC().Add(12 * time.Hour)
	}
	return civil.OfTime(t), true
}
