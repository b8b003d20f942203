package solve

import "slices"

// gap is a pause in which a person could be dropped: where it is, and what that saves.
type gap struct {
	saves int // days, or weeks for people paid by the week
}

// payOf is what a person costs for the days worked: the cheapest choice of pauses to drop. With a
// given number of drops, the pauses that save most are best, so only their number has to be tried.
func (e *evaluator) payOf(i int, worked dateSet) int64 {
	who := &e.p.people[i]
	weekly := who.WeekRate > 0
	first, last, units := -1, -1, 0
	gaps := e.gaps[:0]
	for d := range e.p.dates {
		if !worked.has(d) {
			continue
		}
		if first < 0 {
			first = d
		} else if who.DropAfter > 0 && e.p.dates[d].Sub(e.p.dates[last]) > who.DropAfter {
			saves := d - last - 1
			if weekly {
				saves = max(0, e.p.week[d]-e.p.week[last]-1)
			}
			gaps = append(gaps, gap{saves})
		}
		last = d
	}
	e.gaps = gaps
	if first < 0 {
		return 0
	}
	units, rate := last-first+1, who.DayRate
	if weekly {
		units, rate = e.p.week[last]-e.p.week[first]+1, who.WeekRate
	}
	best := int64(max(units, who.Guarantee))*rate + who.Travel
	slices.SortFunc(gaps, func(a, b gap) int { return b.saves - a.saves })
	for n, g := range gaps {
		if who.MaxDrops > 0 && n == who.MaxDrops {
			break
		}
		units -= g.saves
		best = min(best, int64(max(units, who.Guarantee))*rate+who.Travel*int64(n+2))
	}
	return best
}
