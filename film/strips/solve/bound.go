package solve

import (
	"math"
	"slices"

	"backlot/film/strips/board"
)

// lowerBound is a cost that no valid board of the case can be under.
//
// It tries every number of unit-days n and of hours of overtime h. All scenes, and the ways
// between places that do not get a day to themselves, must fit into n normal days and h hours. A
// person's scenes must fit into the days the person works and the same h hours, so that whoever
// has much to do is paid for many days unless overtime is bought for it; likewise places and gear.
// The dates on which scenes can be shot at all force days and spans on people: whoever can be shot
// with one partner only in the first week and with another only in the fourth is held in between,
// or dropped and brought back. The cheapest n and h bound the cost, since the true board has some.
//
// Left out, so that the bound lies below the truth: waiting that the order of scenes forces, rest,
// flips, light, second meals in overtime, soft rules.
func (p *problem) lowerBound() int64 {
	d := p.dayTerms()
	need := p.needs()
	best := int64(math.MaxInt64)
	mostHours := need.unit.minutes/60 + 1
	fixed := make([]int64, 0, 32) // by hours: people, places, gear
	visits := make([]int, 0, 32)
	for n := 1; n <= max(1, len(p.slots)); n++ {
		days := int64(n) * p.c.Prices.Day
		if days >= best {
			break
		}
		for h := 0; h <= min(mostHours, n*d.mostHours); h++ {
			paid := days + int64(h)*d.overtime
			if paid >= best {
				break
			}
			if h == len(fixed) {
				cost, k := need.cost(p, d, h)
				fixed, visits = append(fixed, cost), append(visits, k)
			}
			moves := max(0, visits[h]-n)
			if need.unit.minutes+moves*p.leastMove.Minutes > n*d.normal+60*h {
				continue
			}
			best = min(best, paid+int64(moves)*p.leastMove.Price+fixed[h])
		}
	}
	if best == math.MaxInt64 {
		return 0 // no number of days holds all scenes: no board is valid, and none bounds it
	}
	return best
}

// dayTerms are what a day holds.
type dayTerms struct {
	normal    int   // minutes of scenes and ways in a day without overtime
	longest   int   // in the longest day
	mostHours int   // of overtime on a day
	overtime  int64 // price of an hour
}

// dayTerms reads them from prices and rules. Rules that are not hard bind nothing here.
func (p *problem) dayTerms() dayTerms {
	const endless = 1 << 20
	pr := &p.c.Prices
	var d dayTerms
	d.longest = endless
	if p.rules[board.LongDay].Mode == board.Hard {
		d.longest = p.holds(pr.Longest)
	}
	switch p.rules[board.Overtime].Mode {
	case board.Buy:
		d.normal, d.mostHours, d.overtime = min(p.holds(pr.Normal), d.longest), endless/60, pr.Overtime
		if d.longest < endless {
			d.mostHours = max(0, (pr.Longest-pr.Normal+59)/60)
		}
	case board.Hard:
		d.longest = min(p.holds(pr.Normal), d.longest)
		d.normal = d.longest
	default:
		d.normal = d.longest
	}
	return d
}

// holds is how many minutes of scenes and ways fit between call and dismissal so far apart.
func (p *problem) holds(length int) int {
	pr := &p.c.Prices
	minutes := max(0, length-pr.Prepare-pr.Wrap)
	for minutes > 0 && p.dayLength(minutes) > length {
		minutes--
	}
	return minutes
}

// need is what a person, a place or a piece of gear has to be there for.
type need struct {
	minutes int
	days    int // distinct dates that its scenes force by when they can be shot
	from    int // first and last date forced: some scene comes no later than from, some no earlier than to
	to      int
}

type needs struct {
	unit                 need
	people, places, gear []need
}

// needs adds up the scenes.
func (p *problem) needs() needs {
	type windows [][2]int
	var all needs
	w := [3][]windows{make([]windows, len(p.people)), make([]windows, len(p.places)), make([]windows, len(p.gear))}
	all.people, all.places, all.gear = make([]need, len(p.people)), make([]need, len(p.places)), make([]need, len(p.gear))
	for i := range p.scenes {
		x := &p.scenes[i]
		window := [2]int{0, len(p.dates) - 1}
		if k, past := p.fixed[i]; past {
			window = [2]int{p.slots[k].date, p.slots[k].date}
		} else if n := len(x.options); n > 0 {
			window = [2]int{p.slots[x.options[0]].date, p.slots[x.options[n-1]].date}
		}
		all.unit.minutes += x.minutes
		count := func(list []need, w []windows, k int) {
			list[k].minutes += x.minutes
			w[k] = append(w[k], window)
		}
		for _, c := range x.cast {
			count(all.people, w[0], c)
		}
		count(all.places, w[1], x.place)
		for _, g := range x.gear {
			count(all.gear, w[2], g)
		}
	}
	for kind, list := range [][]need{all.people, all.places, all.gear} {
		for k := range list {
			list[k].force(w[kind][k])
		}
	}
	return all
}

// force finds how many dates at least hit all windows, and the span between the window that ends
// first and the one that begins last.
func (n *need) force(windows [][2]int) {
	slices.SortFunc(windows, func(a, b [2]int) int { return a[1] - b[1] })
	at := -1
	for i, w := range windows {
		if i == 0 {
			n.from = w[1]
		}
		n.to = max(n.to, w[0])
		if w[0] > at {
			at = w[1]
			n.days++
		}
	}
	n.to = max(n.to, n.from)
}

// unitDays is on how many days of units at least something is needed when h hours of overtime are
// worked in all.
func (n *need) unitDays(d dayTerms, h int) int {
	return max(n.days, ceil(n.minutes, max(1, d.longest)), ceil(max(0, n.minutes-60*h), max(1, d.normal)))
}

// cost is what people, places and gear cost at least with h hours of overtime, and how many times a
// day begins at a place or moves there.
func (all *needs) cost(p *problem, d dayTerms, h int) (cost int64, visits int) {
	at := 1 // units somebody can work in on one date
	for _, slots := range p.slotsOn {
		at = max(at, len(slots))
	}
	for i := range all.people {
		if n := &all.people[i]; n.minutes > 0 {
			cost += p.leastPay(i, n, max(n.days, ceil(n.unitDays(d, h), at)))
		}
	}
	for i := range all.places {
		if n := &all.places[i]; n.minutes > 0 {
			days := n.unitDays(d, h)
			visits += days
			cost += int64(days)*p.places[i].DayRate + p.places[i].Stint
		}
	}
	for i := range all.gear {
		if n := &all.gear[i]; n.minutes > 0 {
			cost += int64(n.unitDays(d, h))*p.gear[i].DayRate + p.gear[i].Stint
		}
	}
	return cost, visits
}

// leastPay is what a person costs at least for so many dates, and for the span forced on them
// unless they are dropped and brought back within it.
func (p *problem) leastPay(i int, n *need, dates int) int64 {
	who := &p.people[i]
	units, span, rate := dates, n.to-n.from+1, who.DayRate
	if who.WeekRate > 0 {
		units, span, rate = p.leastWeeks(dates), p.week[n.to]-p.week[n.from]+1, who.WeekRate
	}
	kept := int64(max(units, span, who.Guarantee))*rate + who.Travel
	if who.DropAfter == 0 {
		return kept
	}
	return min(kept, int64(max(units, who.Guarantee))*rate+2*who.Travel)
}

// leastWeeks is in how many weeks of the calendar so many dates fit.
func (p *problem) leastWeeks(dates int) int {
	perWeek := make([]int, p.week[len(p.week)-1]+1)
	for _, w := range p.week {
		perWeek[w]++
	}
	slices.SortFunc(perWeek, func(a, b int) int { return b - a })
	n := 0
	for n < len(perWeek) && dates > 0 {
		dates -= perWeek[n]
		n++
	}
	return n
}

func ceil(a, b int) int { return (a + b - 1) / b }
