package solve

import (
	"encoding/binary"
	"math"
	"slices"

	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/worktime"
)

// dayOrder is the best order found for the scenes of a day at one call.
type dayOrder struct {
	call      int
	order     []int
	dismissed int
	hard      int   // hard rules broken inside the day
	cost      int64 // moves, overtime and soft rules of the day
	moves     int
	soft      bool // a soft rule of the day is broken
	shifts    []shift
}

// shift is when somebody of the cast is there.
type shift struct {
	person    int
	call, off int
	work      int // minutes of a child's work, make-up included; 0 for others
}

// dayChoice is a day's best orders, one for each call.
type dayChoice []*dayOrder

// choices are the orders for a set of scenes on a date. They are remembered: the search asks for
// the same days again and again.
func (e *evaluator) choices(date int, scenes []int) dayChoice {
	if len(scenes) == 0 {
		return nil
	}
	sorted := append(e.scratch[:0], scenes...)
	slices.Sort(sorted)
	e.scratch = sorted
	key := e.key[:0]
	anytime := true
	for _, s := range sorted {
		anytime = anytime && e.p.scenes[s].anytime
	}
	if anytime {
		key = binary.AppendUvarint(key, 0)
	} else {
		key = binary.AppendUvarint(key, uint64(date)+1)
	}
	for _, s := range sorted {
		key = binary.AppendUvarint(key, uint64(s))
	}
	e.key = key
	if c, ok := e.memo[string(key)]; ok {
		return c
	}
	if len(e.memo) >= memoSize {
		clear(e.memo)
	}
	c := e.order(date, slices.Clone(sorted), anytime)
	e.memo[string(key)] = c
	return c
}

// memoSize bounds the memory of remembered days to some hundred megabytes.
const memoSize = 200_000

// order finds good orders: the ways in which assistant directors go about a day, improved by
// exchanging neighbours; where those do not settle a short day, all orders are tried.
func (e *evaluator) order(date int, scenes []int, anytime bool) dayChoice {
	out := make(dayChoice, len(e.p.calls))
	starts, places := e.starts(scenes)
	for k, call := range e.p.calls {
		if anytime && k > 0 {
			out[k] = out[0].later(call - out[0].call)
			continue
		}
		for _, order := range starts {
			if d := e.play(date, call, order, out[k]); d != nil {
				out[k] = d
			}
			if settled(out[k], places) {
				break
			}
		}
		if settled(out[k], places) {
			continue
		}
		if len(scenes) > exhaustive {
			out[k] = e.exchange(date, out[k])
			continue
		}
		permute(scenes, len(scenes), func(order []int) {
			if d := e.play(date, call, order, out[k]); d != nil {
				out[k] = d
			}
		})
	}
	return out
}

// later is the same day called later or, below zero, earlier.
func (d *dayOrder) later(minutes int) *dayOrder {
	n := *d
	n.call += minutes
	n.dismissed += minutes
	n.shifts = slices.Clone(d.shifts)
	for i := range n.shifts {
		n.shifts[i].call += minutes
		n.shifts[i].off += minutes
	}
	return &n
}

// exhaustive is up to how many scenes of a day all orders are tried.
const exhaustive = 5

// settled says that no other order of a day can be better: nothing is broken, and with two places
// at most there is one move at most.
func settled(d *dayOrder, places int) bool {
	return d.hard == 0 && !d.soft && (places == 1 || places == 2 && d.moves == 1)
}

// permute calls f with every order of the first n of list (Heap's algorithm).
func permute(list []int, n int, f func([]int)) {
	if n <= 1 {
		f(list)
		return
	}
	for i := range n {
		permute(list, n-1, f)
		if n%2 == 0 {
			list[i], list[n-1] = list[n-1], list[i]
		} else {
			list[0], list[n-1] = list[n-1], list[0]
		}
	}
}

// starts are orders an assistant director would try: place by place, following the light, with
// either the children or the exteriors first.
func (e *evaluator) starts(scenes []int) (orders [][]int, n int) {
	var places []int
	for _, s := range scenes {
		if p := e.p.scenes[s].place; !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	rank := func(s int) int {
		x := &e.p.scenes[s]
		switch {
		case x.light == strips.Dawn:
			return 0
		case x.outside && x.light == strips.Day:
			return 1
		case x.outside && x.light == strips.Dusk:
			return 3
		case x.outside:
			return 4
		}
		return 2
	}
	child := func(s int) int {
		if e.p.scenes[s].child {
			return 0
		}
		return 1
	}
	var out [][]int
	sorted := func(places []int, keys ...func(int) int) {
		order := slices.Clone(scenes)
		at := func(s int) int { return slices.Index(places, e.p.scenes[s].place) }
		slices.SortStableFunc(order, func(a, b int) int {
			if d := at(a) - at(b); d != 0 {
				return d
			}
			for _, key := range keys {
				if d := key(a) - key(b); d != 0 {
					return d
				}
			}
			return 0
		})
		out = append(out, order)
	}
	none := make([]int, 0)
	n = len(places)
	places = places[:min(n, 4)]
	permute(places, len(places), func(p []int) {
		q := slices.Clone(p)
		sorted(q, rank, child)
		sorted(q, child, rank)
	})
	sorted(none, rank, child)
	sorted(none, child, rank)
	sorted(none, func(s int) int { return -rank(s) })
	return out, n
}

// exchange swaps neighbours while that helps.
func (e *evaluator) exchange(date int, d *dayOrder) *dayOrder {
	for better := true; better; {
		better = false
		for i := 1; i < len(d.order); i++ {
			order := slices.Clone(d.order)
			order[i-1], order[i] = order[i], order[i-1]
			if next := e.play(date, d.call, order, d); next != nil {
				d, better = next, true
			}
		}
	}
	return d
}

// play puts an order on the clock as package board describes a day. It gives nil unless the order
// is better than another.
func (e *evaluator) play(date, call int, order []int, than *dayOrder) *dayOrder {
	p, pr := e.p, &e.p.c.Prices
	now, hungry := call, call+pr.MealAfter
	meals := e.meals[:0]
	pass := func(minutes int) {
		for now+minutes > hungry {
			minutes -= max(0, hungry-now)
			now = max(now, hungry)
			meals = append(meals, [2]int{now, now + pr.Meal})
			now += pr.Meal
			hungry = now + pr.MealAfter
		}
		now += minutes
	}
	pass(pr.Prepare)
	runs := e.runs[:0]
	hard, cost, weight, moves := 0, int64(0), int64(0), 0
	day, night, child := false, false, false
	for i, s := range order {
		x := &p.scenes[s]
		if i > 0 {
			if from := p.scenes[order[i-1]].place; from != x.place {
				m := &p.moves[from][x.place]
				cost += m.Price
				moves++
				pass(m.Minutes)
			}
		}
		for _, after := range x.then {
			if slices.Contains(order[:i], after) {
				hard += p.counts(board.Precedence, &weight)
			}
		}
		start := now
		child = child || x.child
		pass(x.minutes)
		runs = append(runs, [2]int{start, now})
		if !x.blackout && !board.Fits(x.sky[date], worktime.Clock(start), worktime.Clock(now)) {
			hard += p.counts(board.Light, &weight)
		}
		if pl := &p.places[x.place]; (pl.Open != 0 || pl.Close != 0) && (start < int(pl.Open) || now > int(pl.Close)) {
			hard += p.counts(board.PlaceHours, &weight)
		}
		day = day || x.outside && x.light == strips.Day
		night = night || x.outside && x.light == strips.Night
		if hard > 0 && than != nil && (hard > than.hard) {
			e.runs, e.meals = runs, meals
			return nil
		}
	}
	e.runs, e.meals = runs, meals
	dismissed := now + pr.Wrap
	length := dismissed - call
	if length > pr.Longest {
		hard += p.counts(board.LongDay, &weight)
	}
	if over := length - pr.Normal; over > 0 {
		switch p.rules[board.Overtime].Mode {
		case board.Buy:
			cost += int64((over+59)/60) * pr.Overtime
		case board.Off:
		default:
			hard += p.counts(board.Overtime, &weight)
		}
	}
	if day && night {
		hard += p.counts(board.MixedDay, &weight)
	}
	if child {
		hard += e.children(date, order, runs, meals, &weight)
	}
	cost += weight
	if than != nil && (hard > than.hard || hard == than.hard && cost >= than.cost) {
		return nil
	}
	d := &dayOrder{call: call, order: slices.Clone(order), dismissed: dismissed, hard: hard, cost: cost, moves: moves, soft: weight > 0}
	d.shifts = e.shifts(order, runs, meals)
	return d
}

// counts says how a broken rule of a day counts: hard, or by adding its weight.
func (p *problem) counts(id board.RuleID, cost *int64) int {
	switch r := p.rules[id]; r.Mode {
	case board.Hard:
		return 1
	case board.Soft:
		*cost += r.Price
	}
	return 0
}

// shifts are who is there from when to when.
func (e *evaluator) shifts(order []int, runs, meals [][2]int) []shift {
	out := make([]shift, 0, 8)
	for i, s := range order {
		for _, k := range e.p.scenes[s].cast {
			j := slices.IndexFunc(out, func(x shift) bool { return x.person == k })
			if j < 0 {
				who := &e.p.people[k]
				out = append(out, shift{person: k, call: runs[i][0] - who.Ready})
				if j = len(out) - 1; who.child {
					out[j].work = who.Ready + who.Off
				}
			}
			out[j].off = runs[i][1] + e.p.people[k].Off
			if who := &e.p.people[k]; who.child {
				out[j].work += runs[i][1] - runs[i][0] - overlap(meals, runs[i])
			}
		}
	}
	return out
}

// children counts the children whose hours the day breaks: presence, work with make-up, lessons in
// the waiting, and the clock.
func (e *evaluator) children(date int, order []int, runs, meals [][2]int, cost *int64) int {
	hard := 0
	for k := range e.p.people {
		who := &e.p.people[k]
		if !who.child {
			continue
		}
		first, last, work, scenes := math.MaxInt, 0, 0, 0
		for i, s := range order {
			if slices.Contains(e.p.scenes[s].cast, k) {
				first, last = min(first, runs[i][0]), max(last, runs[i][1])
				work += runs[i][1] - runs[i][0] - overlap(meals, runs[i])
				scenes++
			}
		}
		if scenes == 0 {
			continue
		}
		call, off := first-who.Ready, last+who.Off
		meal := 0
		for _, m := range meals {
			if m[0] >= call && m[1] <= off {
				meal += m[1] - m[0]
			}
		}
		work += who.Ready + who.Off
		if !withinHours(&who.bounds[date], call, off, work, meal) {
			hard += e.p.counts(board.Minors, cost)
		}
	}
	return hard
}

func overlap(meals [][2]int, r [2]int) int {
	n := 0
	for _, m := range meals {
		n += max(0, min(m[1], r[1])-max(m[0], r[0]))
	}
	return n
}

func withinHours(b *worktime.Bounds, call, off, work, meal int) bool {
	presence := off - call
	switch {
	case call < 0, b.Earliest > 0 && call < int(b.Earliest), b.Latest > 0 && off > int(b.Latest):
		return false
	case b.Presence > 0 && presence-min(int(b.Free), meal) > int(b.Presence):
		return false
	case b.Work > 0 && work > int(b.Work):
		return false
	}
	return presence-meal-work >= int(b.School)
}
