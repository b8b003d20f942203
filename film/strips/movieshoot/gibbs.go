package movieshoot

import (
	"math"
	"slices"
)

// relocate takes the run [from,to] out and puts it into a gap drawn by chance: each gap that the
// precedences allow with the probability that annealing at this heat would come to. All gaps are
// priced in one sweep, which is far cheaper than trying them one by one.
func (a *annealer) relocate(from, to int, heat float64) {
	length := to - from + 1
	copy(a.run, a.order[from:to+1])
	run := a.run[:length]
	if length > 1 && a.rng.IntN(2) == 0 && !a.tied(run) {
		slices.Reverse(run)
	}
	copy(a.rest, a.order[:from])
	copy(a.rest[from:], a.order[to+1:])
	rest := a.rest[:a.n-length]
	lo, hi := a.room(rest, run)
	a.price(rest, run, lo, hi)
	gap := a.draw(lo, hi, heat)
	if gap == from && run[0] == a.order[from] {
		return
	}
	// The window that changes is from the nearer to the farther of both places.
	first, last := min(from, gap), max(from, gap)+length-1
	copy(a.try[first:], rest[first:gap])
	copy(a.try[gap:], run)
	copy(a.try[gap+length:last+1], rest[gap:])
	change := a.visits(a.try, first, last) - a.visits(a.order, first, last)
	for _, w := range a.waits[first : last+1] {
		change -= w
	}
	sum, _ := a.window(first, last, math.MaxInt64)
	a.take(first, last)
	a.cost += change + sum
	if a.cost < a.least {
		a.least = a.cost
		copy(a.best, a.order)
	}
}

// room is the first and last gap of rest into which the precedences let a run.
func (a *annealer) room(rest, run []int) (lo, hi int) {
	lo, hi = 0, len(rest)
	if !a.bound {
		return lo, hi
	}
	for i, x := range rest {
		for _, s := range run {
			if a.precedes(x, s) {
				lo = i + 1
			}
			if a.precedes(s, x) {
				return lo, i
			}
		}
	}
	return lo, hi
}

// price computes for the gaps lo to hi of rest what a run adds there: to the waiting of others while
// it is shot, to the waiting of those in it, and to visits.
func (a *annealer) price(rest, run []int, lo, hi int) {
	k, n := a.words, len(rest)
	clear(a.tryAfter[n*k : (n+1)*k])
	for i := n - 1; i >= 0; i-- {
		c := a.cast[rest[i]*k:]
		for w := range k {
			a.tryAfter[i*k+w] = a.tryAfter[(i+1)*k+w] | c[w]
		}
	}
	cast := a.union
	clear(cast)
	for _, s := range run {
		for w := range k {
			cast[w] |= a.cast[s*k+w]
		}
	}
	var early, late int64
	for w := range k {
		pending := cast[w] & a.tryAfter[w]
		for i := 0; pending != 0; i++ {
			if pending &^= a.cast[rest[i]*k+w]; pending != 0 {
				early += a.days[rest[i]] * a.weigh(w, pending)
			}
		}
	}
	seen := a.trySeen[:k]
	clear(seen)
	for i := 0; ; i++ {
		if i >= lo {
			a.gaps[i] = early + late + a.inside(run, seen, a.tryAfter[i*k:]) + a.entering(rest, run, i)
		}
		if i == hi {
			return
		}
		s := rest[i]
		for w := range k {
			if gone := cast[w] & seen[w] &^ a.tryAfter[i*k+w]; gone != 0 {
				late += a.days[s] * a.weigh(w, gone)
			}
			seen[w] |= a.cast[s*k+w]
			if early > 0 {
				if pending := cast[w] & a.tryAfter[w] &^ seen[w]; pending != 0 {
					early -= a.days[s] * a.weigh(w, pending)
				}
			}
		}
	}
}

// inside is what is paid for waiting while a run is shot between what was seen and what comes after.
func (a *annealer) inside(run []int, seen, after []uint64) int64 {
	if len(run) == 1 {
		return a.waiting(run[0], seen, after)
	}
	k := a.words
	before, later := a.runSeen, a.runAfter
	copy(before, seen[:k])
	var sum int64
	for i, s := range run {
		copy(later, after[:k])
		for _, t := range run[i+1:] {
			for w := range k {
				later[w] |= a.cast[t*k+w]
			}
		}
		sum += a.waiting(s, before, later)
		for w := range k {
			before[w] |= a.cast[s*k+w]
		}
	}
	return sum
}

// entering is what a run in a gap adds to the price of going to places, without what it does inside.
func (a *annealer) entering(rest, run []int, gap int) int64 {
	first, last := a.place[run[0]], a.place[run[len(run)-1]]
	var sum int64
	before := -1
	if gap > 0 {
		before = a.place[rest[gap-1]]
	}
	if before != first {
		sum += a.visit[first]
	}
	if gap < len(rest) {
		if next := a.place[rest[gap]]; next != last {
			sum += a.visit[next]
		}
		if next := a.place[rest[gap]]; next != before {
			sum -= a.visit[next]
		}
	}
	return sum
}

// draw picks a gap with probability falling with its price; without heat, a cheapest one.
func (a *annealer) draw(lo, hi int, heat float64) int {
	best := lo
	for i := lo + 1; i <= hi; i++ {
		if a.gaps[i] < a.gaps[best] {
			best = i
		}
	}
	if heat <= 0 {
		return best
	}
	// What is more than 12 heats dearer comes less than once in 100,000 times.
	least, limit := a.gaps[best], int64(12*heat)
	var sum float64
	for i := lo; i <= hi; i++ {
		if d := a.gaps[i] - least; d <= limit {
			sum += math.Exp(-float64(d) / heat)
		}
		a.odds[i] = sum
	}
	u := a.rng.Float64() * sum
	for i := lo; i <= hi; i++ {
		if u < a.odds[i] {
			return i
		}
	}
	return best
}
