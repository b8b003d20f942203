package check

import (
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// units checks and prices what joins the days of a unit: rest, rows, flips between day and night,
// and runs of days at a place.
func (k *referee) units() {
	by := map[string][]*dayRun{}
	for i := range k.days {
		by[k.days[i].plan.Unit] = append(by[k.days[i].plan.Unit], &k.days[i])
	}
	names := make([]string, 0, len(by))
	for n := range by {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		k.unit(n, by[n])
	}
}

// nightFrom is the call from which a day counts as a night.
const nightFrom = 14 * 60

func (k *referee) unit(name string, days []*dayRun) {
	row := 1
	for i := 1; i < len(days); i++ {
		a, b := days[i-1], days[i]
		v := Violation{Unit: name, Date: b.plan.Date}
		if b.plan.Date.Sub(a.plan.Date) == 1 {
			row++
		} else {
			row = 1
		}
		if row > k.c.Prices.Row && k.c.Prices.Row > 0 {
			v.Rule, v.Text = board.Row, fmt.Sprintf("the unit works %d days running; %d are allowed", row, k.c.Prices.Row)
			k.breaks(v)
		}
		rest := int(k.moment(*b, int(b.plan.Call)).Sub(k.moment(*a, a.dismissed)).Minutes())
		if rest < k.c.Prices.CrewRest {
			v.Rule, v.Text = board.CrewRest, fmt.Sprintf("the crew rests %s before the call on %s; %s are due", hm(rest), b.plan.Date, hm(k.c.Prices.CrewRest))
			k.report.Cost.Forced += k.priced(v, k.c.Prices.CrewForced)
		}
		if (a.plan.Call >= nightFrom) != (b.plan.Call >= nightFrom) {
			k.report.Cost.Flips += k.c.Prices.Flip
		}
	}
	k.stints(name, days)
}

// stints prices places and gear: by the day, and by each run of days of the unit.
func (k *referee) stints(unit string, days []*dayRun) {
	uses := func(of func(*board.Scene) []string) map[string][]int {
		out := map[string][]int{}
		for i, d := range days {
			for _, r := range d.runs {
				for _, id := range of(r.scene) {
					if n := out[id]; len(n) == 0 || n[len(n)-1] != i {
						out[id] = append(n, i)
					}
				}
			}
		}
		return out
	}
	for id, on := range uses(func(s *board.Scene) []string { return []string{s.Place} }) {
		p := k.place[id]
		runs := runsOf(on)
		k.report.Cost.Places += int64(len(on))*p.DayRate + int64(len(runs))*p.Stint
		for _, first := range runs[1:] {
			k.breaks(Violation{Rule: board.Returning, Unit: unit, Date: days[first].plan.Date, Text: "the unit comes back to " + p.Name})
		}
	}
	for id, on := range uses(func(s *board.Scene) []string { return s.Gear }) {
		g := k.gear[id]
		k.report.Cost.Gear += int64(len(on))*g.DayRate + int64(len(runsOf(on)))*g.Stint
	}
}

// runsOf gives the first of each run of neighbours in a rising list.
func runsOf(on []int) []int {
	var out []int
	for i, n := range on {
		if i == 0 || on[i-1] != n-1 {
			out = append(out, n)
		}
	}
	return out
}

// costs adds up people's pay.
func (k *referee) costs() {
	dates := k.calendarDates()
	for i := range k.c.People {
		p := &k.c.People[i]
		worked := k.workedOn(p.ID)
		if len(worked) == 0 {
			continue
		}
		pay := cheapest(p, worked, dates)
		k.report.Cost.Cast += pay.wages
		k.report.Cost.Holds += pay.holds
		k.report.Cost.Travel += pay.travel
		k.report.HoldDays += pay.holdDays
	}
}

// calendarDates are the days on which any unit may shoot, each once.
func (k *referee) calendarDates() []civil.Date {
	var dates []civil.Date
	for _, d := range k.c.Days {
		if n := len(dates); n == 0 || dates[n-1] != d.Date {
			dates = append(dates, d.Date)
		}
	}
	return dates
}

// workedOn are the days a person works, each once.
func (k *referee) workedOn(id string) []civil.Date {
	var worked []civil.Date
	for _, t := range k.work[id] {
		if n := len(worked); n == 0 || worked[n-1] != t.date {
			worked = append(worked, t.date)
		}
	}
	return worked
}

// wages are what a person costs with a choice of pauses in which they are dropped.
type wages struct {
	wages, holds, travel int64
	holdDays             int
}

func (w wages) total() int64 { return w.wages + w.travel }

// mostPauses bounds the choices tried for one person: a shoot of a year has fewer long pauses.
const mostPauses = 12

// cheapest tries every choice of pauses that the contract lets the production drop.
func cheapest(p *board.Person, worked, calendar []civil.Date) wages {
	var pauses []int // index of the day after which a droppable pause begins
	if p.DropAfter > 0 {
		for i := 1; i < len(worked); i++ {
			if worked[i].Sub(worked[i-1]) > p.DropAfter {
				pauses = append(pauses, i)
			}
		}
	}
	if len(pauses) > mostPauses { // the longest save most
		slices.SortFunc(pauses, func(a, b int) int { return worked[b].Sub(worked[b-1]) - worked[a].Sub(worked[a-1]) })
		pauses = pauses[:mostPauses]
		slices.Sort(pauses)
	}
	best := pay(p, worked, calendar, nil)
	var try func(from int, dropped []int)
	try = func(from int, dropped []int) {
		if p.MaxDrops > 0 && len(dropped) == p.MaxDrops {
			return
		}
		for i := from; i < len(pauses); i++ {
			now := append(slices.Clone(dropped), pauses[i])
			if w := pay(p, worked, calendar, now); w.total() < best.total() {
				best = w
			}
			try(i+1, now)
		}
	}
	try(0, nil)
	return best
}

// pay is what the person costs when dropped before the worked days of the given indices.
func pay(p *board.Person, worked, calendar []civil.Date, dropped []int) wages {
	w := wages{travel: p.Travel * int64(1+len(dropped))}
	paid, weeks := 0, map[civil.Date]bool{}
	from := 0
	for _, to := range append(slices.Clone(dropped), len(worked)) {
		first, last := worked[from], worked[to-1]
		for _, d := range calendar {
			if !d.Before(first) && !d.After(last) {
				paid++
				weeks[d.AddDays(-(int(d.Weekday())+6)%7)] = true
			}
		}
		from = to
	}
	if p.WeekRate > 0 {
		n := max(len(weeks), p.Guarantee)
		w.wages = int64(n) * p.WeekRate
		w.holdDays = max(0, paid-len(worked))
		worth := int64(weeksOf(worked)) * p.WeekRate
		w.holds = w.wages - min(w.wages, worth)
		return w
	}
	n := max(paid, p.Guarantee)
	w.wages = int64(n) * p.DayRate
	w.holdDays = n - len(worked)
	w.holds = int64(w.holdDays) * p.DayRate
	return w
}

// weeksOf counts the weeks, from Monday, in which somebody worked.
func weeksOf(worked []civil.Date) int {
	weeks := map[civil.Date]bool{}
	for _, d := range worked {
		weeks[d.AddDays(-(int(d.Weekday())+6)%7)] = true
	}
	return len(weeks)
}

// Pay is what each person of a case costs on a board, travel included, by id. Scenes that are not
// in the case count for nothing.
func Pay(c *board.Case, b *board.Board) map[string]int64 {
	out := map[string]int64{}
	k, err := newReferee(c, b)
	if err != nil {
		return out
	}
	k.people()
	dates := k.calendarDates()
	for i := range c.People {
		if worked := k.workedOn(c.People[i].ID); len(worked) > 0 {
			out[c.People[i].ID] = cheapest(&c.People[i], worked, dates).total()
		}
	}
	return out
}
