package solve

// lowerBound is a cost that no valid board of the case can be under: every scene needs its
// minutes, which fill at least so many days of units and of places; every person is paid for at
// least the days their own scenes fill; gear and places come at least once. Moves, overtime,
// flips and rest are counted as nothing.
func (p *problem) lowerBound() int64 {
	pr := &p.c.Prices
	room := p.room()
	total := 0
	perPlace, perPerson, perGear := make([]int, len(p.places)), make([]int, len(p.people)), make([]int, len(p.gear))
	for _, s := range p.scenes {
		total += s.minutes
		perPlace[s.place] += s.minutes
		for _, k := range s.cast {
			perPerson[k] += s.minutes
		}
		for _, g := range s.gear {
			perGear[g] += s.minutes
		}
	}
	bound := int64(ceil(total, room)) * pr.Day
	for i, n := range perPlace {
		if n > 0 {
			bound += int64(ceil(n, room))*p.places[i].DayRate + p.places[i].Stint
		}
	}
	for i, n := range perGear {
		if n > 0 {
			bound += int64(ceil(n, room))*p.gear[i].DayRate + p.gear[i].Stint
		}
	}
	for i, n := range perPerson {
		if n > 0 {
			bound += p.leastPay(i, ceil(n, room))
		}
	}
	return bound
}

// room is how many minutes of scenes fit into the longest day, whose ceiling counts only when it
// is hard.
func (p *problem) room() int {
	pr := &p.c.Prices
	if p.rules["long-day"].Mode != "hard" {
		return 1 << 30
	}
	return max(1, pr.Longest-pr.Prepare-pr.Wrap)
}

// leastPay is the pay for a number of days, as if they stood together.
func (p *problem) leastPay(i, days int) int64 {
	who := &p.people[i]
	if who.WeekRate > 0 {
		return int64(max(ceil(days, 7), who.Guarantee))*who.WeekRate + who.Travel
	}
	return int64(max(days, who.Guarantee))*who.DayRate + who.Travel
}

func ceil(a, b int) int { return (a + b - 1) / b }
