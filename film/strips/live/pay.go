package live

import "slices"

// pay is what a person costs with the best choice of pauses to be dropped in.
type pay struct {
	wages, holds, travel int64
	holdDays             int
}

func (p pay) total() int64 { return p.wages + p.travel }

// mostPauses bounds the choices for one person; the longest pauses are kept, as the referee does.
const mostPauses = 12

// payroll is the reckoning for one person.
type payroll struct {
	f          *film
	p          *person
	worked     []int
	from, past []int // by worked day: the first day of the calendar on or after it, and the first after it
	weeks      int   // in which they work
	seen       []int // by week of the calendar: the reckoning that counted it last
	count      int
	best       pay
}

// payOf is what a person costs for the days worked. Of choices that cost the same, the first counts in the
// order: none dropped, the first pause alone, the first with the second, and so on.
func (f *film) payOf(p *person, worked []int) pay {
	r := &payroll{f: f, p: p, worked: worked, weeks: 1}
	for i, n := range worked {
		at, has := slices.BinarySearch(f.dates, n)
		r.from, r.past = append(r.from, at), append(r.past, at)
		if has {
			r.past[i]++
		}
	}
	mondays := map[int]bool{}
	for _, n := range worked {
		mondays[mondayOf(n)] = true
	}
	r.weeks = len(mondays)
	if n := len(f.weeks); n > 0 {
		r.seen = make([]int, f.weeks[n-1]+1)
	}
	r.best = r.reckon(nil)
	r.choose(r.pauses(), nil)
	return r.best
}

// pauses are the worked days before which the person may have been dropped.
func (r *payroll) pauses() []int {
	var out []int
	if r.p.DropAfter <= 0 {
		return nil
	}
	length := func(i int) int { return r.worked[i] - r.worked[i-1] }
	for i := 1; i < len(r.worked); i++ {
		if length(i) > r.p.DropAfter {
			out = append(out, i)
		}
	}
	if len(out) > mostPauses {
		slices.SortFunc(out, func(a, b int) int { return length(b) - length(a) })
		out = out[:mostPauses]
		slices.Sort(out)
	}
	return out
}

// choose tries every choice of pauses beyond those dropped already.
func (r *payroll) choose(pauses, dropped []int) {
	if r.p.MaxDrops > 0 && len(dropped) == r.p.MaxDrops {
		return
	}
	for i, at := range pauses {
		now := append(dropped[:len(dropped):len(dropped)], at)
		if p := r.reckon(now); p.total() < r.best.total() {
			r.best = p
		}
		r.choose(pauses[i+1:], now)
	}
}

// reckon is what the person costs when dropped before some of the worked days.
func (r *payroll) reckon(dropped []int) pay {
	p := r.p
	out := pay{travel: p.Travel * int64(1+len(dropped))}
	r.count++
	paid, weeks, first := 0, 0, 0
	for i := range len(dropped) + 1 {
		end := len(r.worked)
		if i < len(dropped) {
			end = dropped[i]
		}
		from, to := r.from[first], r.past[end-1]
		for d := from; d < to; d++ {
			if w := r.f.weeks[d]; r.seen[w] != r.count {
				r.seen[w] = r.count
				weeks++
			}
		}
		paid += max(0, to-from)
		first = end
	}
	if p.WeekRate > 0 {
		out.wages = int64(max(weeks, p.Guarantee)) * p.WeekRate
		out.holdDays = max(0, paid-len(r.worked))
		out.holds = max(0, out.wages-int64(r.weeks)*p.WeekRate)
		return out
	}
	n := max(paid, p.Guarantee)
	out.wages = int64(n) * p.DayRate
	out.holdDays = n - len(r.worked)
	out.holds = int64(out.holdDays) * p.DayRate
	return out
}
