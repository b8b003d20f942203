package planner

import (
	"time"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// nightFrom is the call from which a day counts as a night, as for the engines.
const nightFrom worktime.Clock = 14 * 60

// noted is the call of a day somebody wrote down: that of its shoot day, or the one planned on the
// board; ok is false without one.
func (r *reader) noted(d strips.Dated) (worktime.Clock, bool) {
	if sd, ok := r.shootDay(d); ok && sd.CrewCallAtMS != 0 {
		zone := r.zone
		if u, ok := graph.Get[production.Unit](r.v, sd.Unit.ID); ok {
			if z, err := time.LoadLocation(u.TimeZone); err == nil {
				zone = z
			}
		}
		t := time.UnixMilli(sd.CrewCallAtMS).In(zone)
		return worktime.Clock(civil.OfTime(t).Sub(d.Date)*24*60 + t.Hour()*60 + t.Minute()), true
	}
	if d.Break == "" {
		return 0, false
	}
	s, ok := graph.Get[production.Strip](r.v, graph.MustID(d.Break))
	return worktime.Clock(s.CallMin), ok && s.CallMin > 0
}

// call is the call of a day: the noted one, or the one nearest the usual at which most of its
// scenes find their light and open doors.
func (r *reader) call(d strips.Dated, plan board.DayPlan) worktime.Clock {
	if c, ok := r.noted(d); ok {
		return c
	}
	nights := 0
	for _, id := range plan.Scenes {
		if s := r.out.sceneOf(id); s.Light == strips.Night && r.needsLight(s) {
			nights++
		}
	}
	usual := r.c.Prices.DayCall
	if 2*nights > len(plan.Scenes) {
		usual = r.c.Prices.NightCall
	}
	best, fewest, away := usual, r.misfits(plan, usual), 0
	for c := worktime.Clock(4 * 60); c <= 22*60 && fewest > 0; c += 30 {
		n, far := r.misfits(plan, c), int(max(c-usual, usual-c))
		if n < fewest || n == fewest && far < away {
			best, fewest, away = c, n, far
		}
	}
	r.assume("board", r.out.BoardID, "No call on %s: %s is assumed.", d.Date, best)
	return best
}

// needsLight says whether the sun decides when a scene is shot: outside, and behind windows that
// stay open.
func (r *reader) needsLight(s *board.Scene) bool {
	return s.Outside() || !r.out.placeOf(s.Place).Blackout
}

// misfits counts the scenes that a call puts out of their light or before closed doors.
func (r *reader) misfits(plan board.DayPlan, call worktime.Clock) int {
	plan.Call = call
	runs, _ := r.out.clock(plan)
	n := 0
	for _, run := range runs {
		s := r.out.sceneOf(run.Strip.String())
		p := r.out.placeOf(s.Place)
		shut := (p.Open != 0 || p.Close != 0) && (run.From < int(p.Open) || run.To > int(p.Close))
		if shut || r.needsLight(s) && !board.Fits(r.out.sky(plan.Date, p, s.Light), worktime.Clock(run.From), worktime.Clock(run.To)) {
			n++
		}
	}
	return n
}

// skyKey is where and when light is asked for.
type skyKey struct {
	date  civil.Date
	place string
	light strips.Light
}

// sky remembers the light of a day, which many calls are tried against.
func (r *Reading) sky(date civil.Date, p *board.Place, l strips.Light) []board.Window {
	key := skyKey{date, p.ID, l}
	w, ok := r.skies[key]
	if !ok {
		w, _ = board.Sky(date, *p, r.zone, l) // where there is none, nothing fits
		r.skies[key] = w
	}
	return w
}
