package check

import (
	"time"

	"backlot/film/strips/board"
)

// run is one scene on the clock, in minutes after midnight of the day's date.
type run struct {
	scene      *board.Scene
	start, end int
	meals      [][2]int // that interrupt it
}

// dayRun is one day of a unit on the clock.
type dayRun struct {
	plan      board.DayPlan
	runs      []run
	moves     []board.Move
	meals     [][2]int
	wrap      int // the last scene ends
	dismissed int
}

// clock plays a day as package board describes it.
func (k *referee) clock(p board.DayPlan) dayRun {
	d := dayRun{plan: p}
	now, hungry := int(p.Call), int(p.Call)+k.c.Prices.MealAfter
	pass := func(minutes int) [][2]int {
		var meals [][2]int
		for now+minutes > hungry {
			minutes -= max(0, hungry-now)
			now = max(now, hungry)
			meals = append(meals, [2]int{now, now + k.c.Prices.Meal})
			now += k.c.Prices.Meal
			hungry = now + k.c.Prices.MealAfter
		}
		now += minutes
		d.meals = append(d.meals, meals...)
		return meals
	}
	pass(k.c.Prices.Prepare)
	for i, id := range p.Scenes {
		s := k.scene[id]
		if i > 0 {
			if before := k.scene[p.Scenes[i-1]]; before.Place != s.Place {
				m := k.move(before.Place, s.Place)
				d.moves = append(d.moves, m)
				pass(m.Minutes)
			}
		}
		start := now
		meals := pass(s.Minutes)
		d.runs = append(d.runs, run{scene: s, start: start, end: now, meals: meals})
	}
	d.wrap = now
	d.dismissed = now + k.c.Prices.Wrap
	return d
}

// move is the way between two places, listed or not.
func (k *referee) move(from, to string) board.Move {
	if m, ok := k.way[[2]string{from, to}]; ok {
		return m
	}
	return board.Move{From: from, To: to, Minutes: k.c.Prices.MoveMinutes, Price: k.c.Prices.Move}
}

// moment is an instant on the wall of the case's zone.
func (k *referee) moment(d dayRun, minutes int) time.Time {
	date := d.plan.Date
	return time.Date(date.Year, date.Month, date.Day, 0, minutes, 0, 0, k.zone)
}
