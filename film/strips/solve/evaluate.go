package solve

import (
	"math"
	"math/bits"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// evaluator knows what an assignment of scenes to days costs, and keeps what it found out.
//
// What an assignment costs falls into what can be said at a glance (pay, places, gear, days:
// base), and what needs the clock of the days (days, joins, rest). The search asks for the first
// before it orders a single day, and most changes need no more than that to be turned down.
type evaluator struct {
	p      *problem
	memo   map[string]dayChoice
	zone   *time.Location
	clocks []clock // by date

	scratch []int
	key     []byte
	runs    [][2]int
	meals   [][2]int
	gaps    []int
	turns   []turn
	seen    dateSet // places and gear a unit has used
}

func newEvaluator(p *problem) (*evaluator, error) {
	zone, err := time.LoadLocation(p.c.Zone)
	if err != nil {
		return nil, err
	}
	e := &evaluator{p: p, zone: zone, memo: map[string]dayChoice{}, seen: make(dateSet, (len(p.things)+63)/64)}
	for _, d := range p.dates {
		e.clocks = append(e.clocks, newClock(d, zone))
	}
	return e, nil
}

// clock turns minutes on the wall, counted from the midnight of a date, into minutes of time.
type clock struct {
	date  civil.Date
	base  int
	plain bool // the clocks do not change from the day before to two days after
}

func newClock(d civil.Date, zone *time.Location) clock {
	c := clock{date: d, base: instant(d, 0, zone)}
	c.plain = instant(d, 72*60, zone)-instant(d, -24*60, zone) == 96*60
	return c
}

// instant counts a time on the wall in minutes from the epoch, as the calendar of the zone has it.
func instant(d civil.Date, minutes int, zone *time.Location) int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, minutes, 0, 0, zone).Unix() / 60)
}

// at is when it is so many minutes after the midnight of a date, on the wall.
func (e *evaluator) at(date, minutes int) int {
	c := &e.clocks[date]
	if c.plain {
		return c.base + minutes
	}
	return instant(c.date, minutes, e.zone)
}

// score is what an assignment is worth: first as few broken hard rules as can be, then money.
type score struct {
	hard int
	cost int64
}

func (s score) less(t score) bool { return s.hard < t.hard || s.hard == t.hard && s.cost < t.cost }

func (s *score) add(t score) { s.hard += t.hard; s.cost += t.cost }

// base is what is known of an assignment without its clocks. Pay and uses must be up to date.
func (e *evaluator) base(st *state) score {
	s := score{cost: st.weight}
	for _, k := range st.slotOf {
		if k < 0 {
			s.hard++
		}
	}
	for _, n := range st.pay {
		s.cost += n
	}
	for _, unit := range e.p.units {
		e.unitBase(st, unit, &s)
	}
	for _, o := range e.p.orders {
		if !e.daysInOrder(st, o) {
			s.hard += e.p.counts(board.Precedence, &s.cost)
		}
	}
	if len(e.p.units) > 1 {
		e.gearAcross(st, &s)
	}
	e.coverSets(st, &s)
	return s
}

// unitBase prices the days of a unit, their rows, and the runs of days at places and with gear.
func (e *evaluator) unitBase(st *state, unit []int, s *score) {
	pr := &e.p.c.Prices
	before, row := -1, 0
	seen := e.seen
	clear(seen)
	for _, k := range unit {
		if len(st.on[k]) == 0 {
			continue
		}
		s.cost += pr.Day
		if before >= 0 && e.p.dates[e.p.slots[k].date].Sub(e.p.dates[e.p.slots[before].date]) == 1 {
			row++
		} else {
			row = 1
		}
		if pr.Row > 0 && row > pr.Row {
			s.hard += e.p.counts(board.Row, &s.cost)
		}
		for w, word := range st.uses[k] {
			var was uint64
			if before >= 0 {
				was = st.uses[before][w]
			}
			for rest := word; rest != 0; rest &= rest - 1 {
				i := w*64 + bits.TrailingZeros64(rest)
				s.cost += e.p.things[i].dayRate
				if was>>(i%64)&1 == 0 {
					s.cost += e.p.things[i].stint
					if seen.has(i) && i < len(e.p.places) {
						s.hard += e.p.counts(board.Returning, &s.cost)
					}
				}
			}
			seen[w] |= word
		}
		before = k
	}
}

// daysInOrder: the days of two scenes are in order; on one day the day itself sees to it.
func (e *evaluator) daysInOrder(st *state, o [3]int) bool {
	a, b := st.slotOf[o[0]], st.slotOf[o[1]]
	if a < 0 || b < 0 {
		return true // counted as missing already
	}
	days := e.p.dates[e.p.slots[b].date].Sub(e.p.dates[e.p.slots[a].date])
	return days >= o[2] && (days > 0 || a == b)
}

// gearAcross counts the gear that more units want on a date than there is of it.
func (e *evaluator) gearAcross(st *state, s *score) {
	for _, slots := range e.p.slotsOn {
		if len(slots) < 2 {
			continue
		}
		for g := range e.p.gear {
			n := 0
			for _, k := range slots {
				if st.uses[k].has(len(e.p.places) + g) {
					n++
				}
			}
			if n > max(e.p.gear[g].Many, 1) {
				s.hard += e.p.counts(board.GearTwice, &s.cost)
			}
		}
	}
}

// coverSets counts the exterior days without an interior that stands by.
func (e *evaluator) coverSets(st *state, s *score) {
	if r := e.p.rules[board.CoverSet]; r.Mode == board.Off || r.Mode == board.Soft && r.Price == 0 {
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

// glance is what a day costs at least for its minutes and places, before anybody orders it.
func (e *evaluator) glance(st *state, k int) score {
	var s score
	if len(st.on[k]) == 0 {
		return s
	}
	pr := &e.p.c.Prices
	places := 0
	for w, word := range st.uses[k] {
		places += bits.OnesCount64(word & e.p.placeBits[w])
	}
	s.cost = int64(places-1) * e.p.leastMove.Price
	length := e.p.dayLength(st.minutes[k] + (places-1)*e.p.leastMove.Minutes)
	if length > pr.Longest && e.p.rules[board.LongDay].Mode == board.Hard {
		s.hard++
	}
	if over := length - pr.Normal; over > 0 && e.p.rules[board.Overtime].Mode == board.Buy {
		s.cost += int64((over+59)/60) * pr.Overtime
	}
	return s
}

// dayLength is how long a day with so many minutes of scenes and ways lasts, meals included.
func (p *problem) dayLength(minutes int) int {
	work := p.c.Prices.Prepare + minutes
	return work + max(0, work-1)/p.c.Prices.MealAfter*p.c.Prices.Meal + p.c.Prices.Wrap
}

// refreshDays finds the orders of some days and then, with their neighbours as they are, the calls.
func (e *evaluator) refreshDays(st *state, slots []int) {
	for _, k := range slots {
		st.pick[k] = 0
		if was, ok := e.p.kept[k]; ok {
			st.choice[k] = dayChoice{e.play(e.p.slots[k].date, was.call, was.order, nil)}
		} else {
			st.choice[k] = e.choices(e.p.slots[k].date, st.on[k])
		}
	}
	for _, k := range slots {
		e.pickCall(st, k)
	}
}

// pickCall chooses the call of a day that is best with the days beside it as they are.
func (e *evaluator) pickCall(st *state, k int) {
	if len(st.choice[k]) < 2 {
		return
	}
	before, after := e.neighbours(st, k)
	best, bestScore := 0, score{math.MaxInt, 0}
	for c, d := range st.choice[k] {
		s := score{d.hard, d.cost}
		if before >= 0 {
			e.join(before, k, st.day(before), d, &s)
			e.meetRest(before, k, st.day(before), d, &s)
		}
		if after >= 0 && s.less(bestScore) {
			e.join(k, after, d, st.day(after), &s)
			e.meetRest(k, after, d, st.day(after), &s)
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
	unit, at := e.p.units[e.p.slots[k].unit], e.p.inUnit[k]
	for i := at - 1; i >= 0 && before < 0; i-- {
		if st.day(unit[i]) != nil {
			before = unit[i]
		}
	}
	for i := at + 1; i < len(unit) && after < 0; i++ {
		if st.day(unit[i]) != nil {
			after = unit[i]
		}
	}
	return before, after
}

// nightFrom is the call from which a day counts as a night.
const nightFrom = 14 * 60

// join adds what two days of a unit that follow each other cost together: the rest of the crew, and
// turning from day to night.
func (e *evaluator) join(ka, kb int, a, b *dayOrder, s *score) {
	pr := &e.p.c.Prices
	if e.at(e.p.slots[kb].date, b.call)-e.at(e.p.slots[ka].date, a.dismissed) < pr.CrewRest {
		e.short(board.CrewRest, pr.CrewForced, s)
	}
	if (a.call >= nightFrom) != (b.call >= nightFrom) {
		s.cost += pr.Flip
	}
}

// rejoin computes the join of a day with the day of the unit before it.
func (e *evaluator) rejoin(st *state, k int) {
	st.joins[k] = score{}
	d := st.day(k)
	if d == nil {
		return
	}
	if before, _ := e.neighbours(st, k); before >= 0 {
		e.join(before, k, st.day(before), d, &st.joins[k])
	}
}

func (e *evaluator) short(id board.RuleID, price int64, s *score) {
	if e.p.rules[id].Mode == board.Buy {
		s.cost += price
		return
	}
	s.hard += e.p.counts(id, &s.cost)
}
