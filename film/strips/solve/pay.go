package solve

import "slices"

// payOf is what a person costs for the days worked: the cheapest choice of pauses to drop. With a
// given number of drops, the pauses that save most are best, so only their number has to be tried.
func (e *evaluator) payOf(i int, worked dateSet) int64 {
	who := &e.p.people[i]
	weekly := who.WeekRate > 0
	first := worked.next(0)
	if first < 0 {
		return 0
	}
	last := first
	gaps := e.gaps[:0] // days or weeks that dropping in a pause saves
	for d := worked.next(first + 1); d >= 0; d = worked.next(d + 1) {
		if who.DropAfter > 0 && e.p.dates[d].Sub(e.p.dates[last]) > who.DropAfter {
			saves := d - last - 1
			if weekly {
				saves = max(0, e.p.week[d]-e.p.week[last]-1)
			}
			gaps = append(gaps, saves)
		}
		last = d
	}
	e.gaps = gaps
	units, rate := last-first+1, who.DayRate
	if weekly {
		units, rate = e.p.week[last]-e.p.week[first]+1, who.WeekRate
	}
	best := int64(max(units, who.Guarantee))*rate + who.Travel
	slices.SortFunc(gaps, func(a, b int) int { return b - a })
	for n, saves := range gaps {
		if who.MaxDrops > 0 && n == who.MaxDrops {
			break
		}
		units -= saves
		best = min(best, int64(max(units, who.Guarantee))*rate+who.Travel*int64(n+2))
	}
	return best
}
