package worktime

import "backlot/film/civil"

// Bounds are the limits that block on one day, for planners that have to ask many times. A zero
// length, clock or count is no limit.
type Bounds struct {
	Presence Minutes // from call to dismissal, less Free of the meals
	Free     Minutes
	Work     Minutes
	Week     Minutes // work in the week
	School   Minutes // least lessons on the day
	Earliest Clock
	Latest   Clock
	Rest     Minutes // least time between two days
	Row      int     // days running
	MayWork  bool    // old enough, and not on a day kept free
}

// Bounds gives the tightest blocking limits on a person who works on a date and has not been at
// school before. It looks at nothing but the date: what depends on the days around it, Judge
// says.
func (s Set) Bounds(person Person, date civil.Date) (Bounds, error) {
	p, err := newPlan(person, []Day{{Date: date, Call: 0, Dismissed: 1}})
	if err != nil {
		return Bounds{}, err
	}
	b := Bounds{MayWork: true}
	for pi := range s.Packs {
		pack := &s.Packs[pi]
		for ri := range pack.Rules {
			r := &pack.Rules[ri]
			q := Quantities[r.Quantity]
			if r.Severity == Block && q.measure != nil && pack.inForce(*r, date) && r.Where.holds(p, 0, unlessKnownOtherwise) {
				b.tighten(r, limitOf(q, r.Limit, person.Born), p)
			}
		}
	}
	return b, nil
}

func (b *Bounds) tighten(r *Rule, limit int, p *plan) {
	least := func(have *Minutes) bool {
		if *have == 0 || limit < int(*have) {
			*have = Minutes(limit)
			return true
		}
		return false
	}
	switch r.Quantity {
	case "presence.day":
		if least(&b.Presence) {
			b.Free = r.Free
		}
	case "work.day":
		least(&b.Work)
	case "work.week":
		least(&b.Week)
	case "school.day":
		b.School = max(b.School, Minutes(limit))
	case "time.earliest":
		b.Earliest = max(b.Earliest, Clock(limit))
	case "time.latest":
		if b.Latest == 0 || Clock(limit) < b.Latest {
			b.Latest = Clock(limit)
		}
	case "rest.daily":
		b.Rest = max(b.Rest, Minutes(limit))
	case "days.row":
		if b.Row == 0 || limit < b.Row {
			b.Row = limit
		}
	case "age", "days.forbidden":
		got, _, ok := Quantities[r.Quantity].measure(p, 0, *r)
		b.MayWork = b.MayWork && (!ok || !Quantities[r.Quantity].breaks(got, limit))
	}
}
