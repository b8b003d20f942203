package explain

import (
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/live"
	"backlot/film/worktime"
)

// The effort of mending what a search left broken.
const (
	mostMended = 6 // broken rules; with more, no call or day ends them
	mendRounds = 4
	mendScenes = 8
	mendDays   = 3
	mendStep   = 30 // minutes between the calls that are tried
)

// mend betters a board that a search found: calls at every half hour, which searches do not try, and for every scene
// that breaks a hard rule the best day there is.
func mend(c *board.Case, b *board.Board) *board.Board {
	l, err := live.Open(c, b)
	if err != nil {
		return b
	}
	for range mendRounds {
		was := l.Hard()
		l = mendCalls(l)
		l = mendPlaces(c, l)
		if l.Hard() == 0 || l.Hard() == was {
			break
		}
	}
	return l.Board()
}

// mendCalls tries other calls for the days on which something is broken, where that is not enough together with the day
// after: who works into the night is called later.
func mendCalls(l *live.Live) *live.Live {
	bad := map[civil.Date]bool{}
	for _, v := range l.Report().Violations {
		if v.Mode == board.Hard {
			bad[v.Date] = true
		}
	}
	days := slices.DeleteFunc(l.Board().Days, func(d board.DayPlan) bool { return len(d.Scenes) == 0 })
	for i, d := range days {
		if !bad[d.Date] {
			continue
		}
		was := l.Hard()
		if l = bestCalls(l, mendStep, d); l.Hard() < was {
			continue
		}
		for _, next := range days[i+1:] {
			if next.Unit == d.Unit {
				l = bestCalls(l, 2*mendStep, d, next)
				break
			}
		}
	}
	return l
}

// bestCalls is the board with the calls of some days, every step minutes, that break fewest hard rules.
func bestCalls(l *live.Live, step int, days ...board.DayPlan) *live.Live {
	best := l
	var try func(i int)
	try = func(i int) {
		if best.Hard() == 0 {
			return
		}
		if i == len(days) {
			if n, err := l.Replace(days...); err == nil && n.Hard() < best.Hard() {
				best = n
			}
			return
		}
		for call := 0; call < 24*60; call += step {
			days[i].Call = worktime.Clock(call)
			try(i + 1)
		}
	}
	try(0)
	return best
}

// mendPlaces moves scenes that break a hard rule, or stand nowhere, to their best day.
func mendPlaces(c *board.Case, l *live.Live) *live.Live {
	var ids []string
	for _, v := range l.Report().Violations {
		i := slices.IndexFunc(c.Scenes, func(s board.Scene) bool { return s.Number == v.Scene })
		if v.Mode == board.Hard && i >= 0 && !slices.Contains(ids, c.Scenes[i].ID) && len(ids) < mendScenes {
			ids = append(ids, c.Scenes[i].ID)
		}
	}
	for _, id := range ids {
		l = mendPlace(l, id)
	}
	return l
}

// mendPlace moves a scene to one of its best days if, with other calls where that makes it necessary, less is broken
// then.
func mendPlace(l *live.Live, id string) *live.Live {
	options, err := l.BestDays(id, mendDays)
	if err != nil {
		return l
	}
	for _, o := range options {
		n, err := l.Move(id, o.Unit, o.Date, o.At)
		if err != nil {
			continue
		}
		if n.Hard() >= l.Hard() {
			n = mendCalls(n)
		}
		if n.Hard() < l.Hard() {
			return n
		}
	}
	return l
}
