package solve

import (
	"slices"

	"backlot/film/strips/board"
)

// turn is one person on one day of one unit, in minutes of time.
type turn struct {
	date, call, off, work int
}

// rerest follows a person through all units: nobody in two places, rest between two days, and for
// a child no day in two units, no longer row and no more work in a week than the packs allow.
func (e *evaluator) rerest(st *state, i int) {
	s := score{}
	who := &e.p.people[i]
	turns := e.turns[:0]
	for d := st.worked[i].next(0); d >= 0; d = st.worked[i].next(d + 1) {
		for _, k := range e.p.slotsOn[d] {
			day := st.day(k)
			if day == nil {
				continue
			}
			for n := range day.shifts {
				if x := &day.shifts[n]; x.person == i {
					turns = append(turns, turn{d, e.at(d, x.call), e.at(d, x.off), x.work})
				}
			}
		}
	}
	if len(e.p.units) > 1 {
		slices.SortStableFunc(turns, func(a, b turn) int { return a.call - b.call })
	}
	e.turns = turns
	for n := 1; n < len(turns); n++ {
		a, b := &turns[n-1], &turns[n]
		switch rest := b.call - a.off; {
		case rest < 0:
			s.hard += e.p.counts(board.TwoPlaces, &s.cost)
		case a.date == b.date:
		case rest < who.Rest:
			e.short(board.CastRest, who.Forced, &s)
		}
	}
	if who.child && len(turns) > 0 {
		e.childhood(who, turns, &s)
	}
	st.rest[i] = s
}

// childhood counts what a child's days break taken together.
func (e *evaluator) childhood(who *person, turns []turn, s *score) {
	row, week, work := 0, -1, 0
	for n := range turns {
		t := &turns[n]
		b := &who.bounds[t.date]
		broken := false
		if n > 0 && t.date == turns[n-1].date {
			broken = true // in two units on one day
		} else if n > 0 && e.p.dates[t.date].Sub(e.p.dates[turns[n-1].date]) == 1 {
			row++
		} else {
			row = 1
		}
		if n > 0 && t.date != turns[n-1].date && t.call-turns[n-1].off < int(b.Rest) {
			broken = true
		}
		if w := e.p.week[t.date]; w != week {
			week, work = w, 0
		}
		work += t.work
		if broken || b.Row > 0 && row > b.Row || b.Week > 0 && work > int(b.Week) {
			s.hard += e.p.counts(board.Minors, &s.cost)
		}
	}
}

// meetRest adds what the rest of people between two days costs, as a day's call is chosen.
func (e *evaluator) meetRest(ka, kb int, a, b *dayOrder, s *score) {
	da, db := e.p.slots[ka].date, e.p.slots[kb].date
	if e.clocks[db].base-e.clocks[da].base > 3*24*60 {
		return // nobody's rest is longer
	}
	for i := range a.shifts {
		x := &a.shifts[i]
		for j := range b.shifts {
			y := &b.shifts[j]
			if x.person != y.person {
				continue
			}
			who, rest := &e.p.people[x.person], e.at(db, y.call)-e.at(da, x.off)
			if rest < who.Rest {
				e.short(board.CastRest, who.Forced, s)
			}
			if who.child && rest < int(who.bounds[0].Rest) {
				s.hard += e.p.counts(board.Minors, &s.cost)
			}
		}
	}
}
