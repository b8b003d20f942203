package solve

import (
	"math"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// evaluator knows what an assignment of scenes to days costs, and keeps what it found out.
type evaluator struct {
	p       *problem
	zone    *time.Location
	memo    map[string]dayChoice
	units   bool // more than one
	minutes [][]int

	scratch []int
	key     []byte
	runs    [][2]int
	meals   [][2]int
	gaps    []gap
	lastOn  []int
}

func newEvaluator(p *problem) (*evaluator, error) {
	zone, err := time.LoadLocation(p.c.Zone)
	if err != nil {
		return nil, err
	}
	e := &evaluator{p: p, zone: zone, memo: map[string]dayChoice{}, units: len(p.units) > 1}
	e.lastOn = make([]int, max(len(p.places), len(p.gear)))
	// Minutes between the midnights of any two dates: nights on which the clocks change count right.
	e.minutes = make([][]int, len(p.dates))
	for i, a := range p.dates {
		e.minutes[i] = make([]int, len(p.dates))
		for k, b := range p.dates {
			e.minutes[i][k] = int(midnight(b, zone).Sub(midnight(a, zone)).Minutes())
		}
	}
	return e, nil
}

func midnight(d civil.Date, zone *time.Location) time.Time { return d.In(zone) }

// score is what an assignment is worth: first as few broken hard rules as can be, then money.
type score struct {
	hard int
	cost int64
}

func (s score) less(t score) bool { return s.hard < t.hard || s.hard == t.hard && s.cost < t.cost }

// state is one assignment under search.
type state struct {
	slotOf []int   // by scene
	on     [][]int // scenes by slot
	choice []dayChoice
	pick   []int // which call of the choice
	pay    []int64
	worked []dateSet // by person
}

// dateSet is a set of calendar days.
type dateSet []uint64

func (s dateSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s dateSet) add(i int)      { s[i/64] |= 1 << (i % 64) }

func (st *state) day(k int) *dayOrder {
	if len(st.on[k]) == 0 {
		return nil
	}
	return st.choice[k][st.pick[k]]
}

// refresh computes the days of some slots and the pay of some people anew.
func (e *evaluator) refresh(st *state, slots []int, people []int) {
	for _, k := range slots {
		date := e.p.slots[k].date
		if was, ok := e.p.kept[k]; ok {
			st.choice[k] = dayChoice{e.play(date, was.call, was.order, nil)}
			continue
		}
		st.choice[k] = e.choices(date, st.on[k])
	}
	for _, k := range slots {
		e.pickCall(st, k)
	}
	for _, i := range people {
		e.repay(st, i)
	}
}

// pickCall chooses the call of a day that is best with the days beside it as they are.
func (e *evaluator) pickCall(st *state, k int) {
	if len(st.on[k]) == 0 {
		return
	}
	before, after := e.neighbours(st, k)
	best, bestScore := 0, score{math.MaxInt, 0}
	for c, d := range st.choice[k] {
		s := score{d.hard, d.cost}
		if before >= 0 {
			e.join(before, k, st.day(before), d, &s)
		}
		if after >= 0 {
			e.join(k, after, d, st.day(after), &s)
		}
		if s.less(bestScore) {
			best, bestScore = c, s
		}
	}
	st.pick[k] = best
}

// neighbours are the days of the unit with work before and after a slot.
func (e *evaluator) neighbours(st *state, k int) (before, after int) {
	before, after = -1, -1
	unit := e.p.units[e.p.slots[k].unit]
	at, _ := slices.BinarySearch(unit, k)
	for i := at - 1; i >= 0 && before < 0; i-- {
		if len(st.on[unit[i]]) > 0 {
			before = unit[i]
		}
	}
	for i := at + 1; i < len(unit) && after < 0; i++ {
		if len(st.on[unit[i]]) > 0 {
			after = unit[i]
		}
	}
	return before, after
}

// nightFrom is the call from which a day counts as a night.
const nightFrom = 14 * 60

// join adds what two days of a unit that follow each other cost together: rest of crew and cast,
// and turning from day to night.
func (e *evaluator) join(ka, kb int, a, b *dayOrder, s *score) {
	pr := &e.p.c.Prices
	between := e.minutes[e.p.slots[ka].date][e.p.slots[kb].date]
	if between+b.call-a.dismissed < pr.CrewRest {
		e.short(board.CrewRest, pr.CrewForced, s)
	}
	if (a.call >= nightFrom) != (b.call >= nightFrom) {
		s.cost += pr.Flip
	}
	if between > 3*24*60 {
		return // nobody's rest is longer
	}
	for i := range a.shifts {
		x := &a.shifts[i]
		for j := range b.shifts {
			if y := &b.shifts[j]; x.person == y.person {
				e.rested(x.person, between+y.call-x.off, s)
			}
		}
	}
}

func (e *evaluator) rested(person, rest int, s *score) {
	who := &e.p.people[person]
	if rest < 0 {
		s.hard += e.p.counts(board.TwoPlaces, &s.cost)
		return
	}
	if rest < who.Rest {
		e.short(board.CastRest, who.Forced, s)
	}
	if who.child && rest < int(who.bounds[0].Rest) {
		s.hard += e.p.counts(board.Minors, &s.cost)
	}
}

func (e *evaluator) short(id board.RuleID, price int64, s *score) {
	if e.p.rules[id].Mode == board.Buy {
		s.cost += price
		return
	}
	s.hard += e.p.counts(id, &s.cost)
}

// repay computes a person's days and pay anew.
func (e *evaluator) repay(st *state, i int) {
	clear(st.worked[i])
	for s := range e.p.scenes {
		if k := st.slotOf[s]; k >= 0 && slices.Contains(e.p.scenes[s].cast, i) {
			st.worked[i].add(e.p.slots[k].date)
		}
	}
	st.pay[i] = e.payOf(i, st.worked[i])
}

// total is the score of an assignment whose days and pay are up to date.
func (e *evaluator) total(st *state) score {
	var s score
	for i, k := range st.slotOf {
		if k < 0 {
			s.hard++
		} else {
			s.cost += e.p.scenes[i].weight[k]
		}
	}
	for _, n := range st.pay {
		s.cost += n
	}
	for _, unit := range e.p.units {
		e.unit(st, unit, &s)
	}
	for _, o := range e.p.orders {
		if !e.inOrder(st, o) {
			s.hard += e.p.counts(board.Precedence, &s.cost)
		}
	}
	if e.units {
		e.across(st, &s)
	}
	e.coverSets(st, &s)
	return s
}

func (e *evaluator) unit(st *state, unit []int, s *score) {
	pr := &e.p.c.Prices
	before, row, n := -1, 0, 0
	e.stintStart()
	for _, k := range unit {
		d := st.day(k)
		if d == nil {
			continue
		}
		s.hard += d.hard
		s.cost += d.cost + pr.Day
		if before >= 0 {
			e.join(before, k, st.day(before), d, s)
		}
		if before >= 0 && e.p.dates[e.p.slots[k].date].Sub(e.p.dates[e.p.slots[before].date]) == 1 {
			row++
		} else {
			row = 1
		}
		if pr.Row > 0 && row > pr.Row {
			s.hard += e.p.counts(board.Row, &s.cost)
		}
		n++
		e.stints(d, n, s)
		before = k
	}
	e.gearStints(st, unit, s)
}

// stintStart forgets on which day of the unit a place was used last.
func (e *evaluator) stintStart() { clear(e.lastOn) }

// stints prices the places of the n-th day of a unit.
func (e *evaluator) stints(d *dayOrder, n int, s *score) {
	for _, sc := range d.order {
		i := e.p.scenes[sc].place
		if e.lastOn[i] == n {
			continue
		}
		p := &e.p.places[i]
		s.cost += p.DayRate
		if e.lastOn[i] == 0 || e.lastOn[i] != n-1 {
			s.cost += p.Stint
			if e.lastOn[i] != 0 {
				s.hard += e.p.counts(board.Returning, &s.cost)
			}
		}
		e.lastOn[i] = n
	}
}

func (e *evaluator) gearStints(st *state, unit []int, s *score) {
	if len(e.p.gear) == 0 {
		return
	}
	clear(e.lastOn)
	n := 0
	for _, k := range unit {
		if len(st.on[k]) == 0 {
			continue
		}
		n++
		for _, sc := range st.on[k] {
			for _, g := range e.p.scenes[sc].gear {
				if e.lastOn[g] == n {
					continue
				}
				s.cost += e.p.gear[g].DayRate
				if e.lastOn[g] == 0 || e.lastOn[g] != n-1 {
					s.cost += e.p.gear[g].Stint
				}
				e.lastOn[g] = n
			}
		}
	}
}

func (e *evaluator) inOrder(st *state, o [3]int) bool {
	a, b := st.slotOf[o[0]], st.slotOf[o[1]]
	if a < 0 || b < 0 {
		return true // counted as missing already
	}
	days := e.p.dates[e.p.slots[b].date].Sub(e.p.dates[e.p.slots[a].date])
	switch {
	case days < o[2]:
		return false
	case days > 0:
		return true
	case a != b:
		return false
	}
	order := st.day(a).order
	return slices.Index(order, o[0]) < slices.Index(order, o[1])
}

// across checks what two units share on a date: people and gear.
func (e *evaluator) across(st *state, s *score) {
	for k := 1; k < len(e.p.slots); k++ {
		for j := k - 1; j >= 0 && e.p.slots[j].date >= e.p.slots[k].date-1; j-- {
			a, b := st.day(j), st.day(k)
			if a == nil || b == nil || e.p.slots[j].unit == e.p.slots[k].unit {
				continue
			}
			e.meet(j, k, a, b, s)
		}
	}
}

func (e *evaluator) meet(ka, kb int, a, b *dayOrder, s *score) {
	between := e.minutes[e.p.slots[ka].date][e.p.slots[kb].date]
	for i := range a.shifts {
		for j := range b.shifts {
			x, y := &a.shifts[i], &b.shifts[j]
			if x.person != y.person {
				continue
			}
			if e.p.people[x.person].child && between == 0 {
				s.hard += e.p.counts(board.Minors, &s.cost)
			}
			rest := between + y.call - x.off
			if between == 0 && y.call < x.call {
				rest = x.call - y.off
			}
			if rest < 0 {
				s.hard += e.p.counts(board.TwoPlaces, &s.cost)
			} else if between > 0 {
				e.rested(x.person, rest, s)
			}
		}
	}
	if between != 0 {
		return
	}
	for g := range e.p.gear {
		uses := func(d *dayOrder) bool {
			return slices.ContainsFunc(d.order, func(sc int) bool { return slices.Contains(e.p.scenes[sc].gear, g) })
		}
		if e.p.gear[g].Many < 2 && uses(a) && uses(b) {
			s.hard += e.p.counts(board.GearTwice, &s.cost)
		}
	}
}

// coverSets counts the exterior days without an interior that stands by.
func (e *evaluator) coverSets(st *state, s *score) {
	if e.p.rules[board.CoverSet].Mode == board.Off || e.p.rules[board.CoverSet].Mode == board.Soft && e.p.rules[board.CoverSet].Price == 0 {
		return
	}
	for k := range e.p.slots {
		if !slices.ContainsFunc(st.on[k], func(i int) bool { return e.p.scenes[i].outside }) {
			continue
		}
		if !slices.ContainsFunc(e.p.covers, func(i int) bool { return st.slotOf[i] > k && e.p.scenes[i].stands[k] }) {
			s.hard += e.p.counts(board.CoverSet, &s.cost)
		}
	}
}
