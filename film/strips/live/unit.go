package live

import (
	"fmt"
	"slices"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
)

// unitRun is what is known about the days of a unit in a row.
type unitRun struct {
	tally
	name   string
	days   []*day
	places []use // in order of the case
	gear   []use
}

// use is how often a unit uses a place or a piece of gear.
type use struct {
	index, days, runs int
	cost              int64
}

// nightFrom is the call from which a day counts as a night.
const nightFrom = 14 * 60

// runs follows every unit through its days.
func (l *Live) runs(was *Live) {
	var names []string
	by := map[string][]*day{}
	for _, d := range l.days {
		if _, ok := by[d.plan.Unit]; !ok {
			names = append(names, d.plan.Unit)
		}
		by[d.plan.Unit] = append(by[d.plan.Unit], d)
	}
	slices.Sort(names)
	for _, n := range names {
		l.units = append(l.units, l.f.follows(n, by[n], was))
	}
}

func (f *film) follows(name string, days []*day, was *Live) *unitRun {
	if was != nil {
		if i := slices.IndexFunc(was.units, func(u *unitRun) bool { return u.name == name }); i >= 0 && slices.Equal(was.units[i].days, days) {
			return was.units[i]
		}
	}
	u := &unitRun{name: name, days: days}
	row := 1
	for i := 1; i < len(days); i++ {
		if days[i].n-days[i-1].n == 1 {
			row++
		} else {
			row = 1
		}
		f.next(u, days[i-1], days[i], row)
	}
	f.stints(u)
	return u
}

// next is a day of a unit after another.
func (f *film) next(u *unitRun, a, b *day, row int) {
	pr := &f.c.Prices
	v := check.Violation{Unit: u.name, Date: b.plan.Date}
	if pr.Row > 0 && row > pr.Row {
		v.Rule, v.Text = board.Row, fmt.Sprintf("the unit works %d days running; %d are allowed", row, pr.Row)
		f.breaks(&u.tally, v)
	}
	if rest := int((b.called - a.over) / 60); rest < pr.CrewRest {
		v.Rule, v.Text = board.CrewRest, fmt.Sprintf("the crew rests %s before the call on %s; %s are due", hm(rest), b.plan.Date, hm(pr.CrewRest))
		u.cost.Forced += f.bought(&u.tally, v, pr.CrewForced)
	}
	if (a.plan.Call >= nightFrom) != (b.plan.Call >= nightFrom) {
		u.cost.Flips += pr.Flip
	}
}

// stints prices places and gear by the day and by each run of days.
func (f *film) stints(u *unitRun) {
	lastPlace, lastGear := make([]int, len(f.c.Places)), make([]int, len(f.c.Gear))
	place, gear := make([]use, len(f.c.Places)), make([]use, len(f.c.Gear))
	count := func(list []use, last []int, k, n int) (again bool) {
		list[k].index = k
		list[k].days++
		if again = last[k] != n-1 || n == 1; again {
			list[k].runs++
		}
		last[k] = n
		return again && list[k].runs > 1
	}
	for i, d := range u.days {
		for _, k := range d.places {
			if count(place, lastPlace, k, i+1) {
				f.breaks(&u.tally, check.Violation{Rule: board.Returning, Unit: u.name, Date: d.plan.Date, Text: "the unit comes back to " + f.c.Places[k].Name})
			}
		}
		for _, k := range d.gear {
			count(gear, lastGear, k, i+1)
		}
	}
	used := func(x use) bool { return x.days == 0 }
	u.places, u.gear = slices.DeleteFunc(place, used), slices.DeleteFunc(gear, used)
	for i := range u.places {
		x := &u.places[i]
		x.cost = int64(x.days)*f.c.Places[x.index].DayRate + int64(x.runs)*f.c.Places[x.index].Stint
		u.cost.Places += x.cost
	}
	for i := range u.gear {
		x := &u.gear[i]
		x.cost = int64(x.days)*f.c.Gear[x.index].DayRate + int64(x.runs)*f.c.Gear[x.index].Stint
		u.cost.Gear += x.cost
	}
}
