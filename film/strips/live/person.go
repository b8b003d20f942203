package live

import (
	"fmt"
	"slices"

	"backlot/film/strips/board"
	"backlot/film/strips/check"
	"backlot/film/worktime"
)

// career is what is known about one person's days on the board.
type career struct {
	tally
	turns  []*turn
	worked []int // days since 1970, in order, each once
	pay    pay
}

// careers follows everybody through their days. Whose days are as they were is taken over.
func (l *Live) careers(was *Live) {
	turns := make([][]*turn, len(l.f.people))
	if was != nil { // about as many days as before
		for i, c := range was.people {
			turns[i] = make([]*turn, 0, len(c.turns)+1)
		}
	}
	for _, d := range l.days {
		for _, t := range d.turns {
			turns[t.person] = append(turns[t.person], t)
		}
	}
	l.people = make([]*career, len(turns))
	for i := range turns {
		slices.SortStableFunc(turns[i], func(a, b *turn) int { return int(a.in - b.in) })
		if was != nil && slices.EqualFunc(turns[i], was.people[i].turns, func(a, b *turn) bool { return l.f.sameTurn(a, b) }) {
			l.people[i] = was.people[i]
			continue
		}
		var before *career
		if was != nil {
			before = was.people[i]
		}
		l.people[i] = l.f.follow(i, turns[i], before)
	}
}

// sameTurn says whether nothing that is asked of a turn differs.
func (f *film) sameTurn(a, b *turn) bool {
	if a == b {
		return true
	}
	if a.in != b.in || a.out != b.out || a.call != b.call || a.of.n != b.of.n || a.of.plan.Unit != b.of.plan.Unit {
		return false
	}
	return !f.people[a.person].child || slices.Equal(a.scenes, b.scenes) && slices.Equal(a.meals, b.meals)
}

// follow finds what a person's days break and cost.
func (f *film) follow(who int, turns []*turn, before *career) *career {
	p := &f.people[who]
	c := &career{turns: turns}
	for i, t := range turns {
		if n := len(c.worked); n == 0 || c.worked[n-1] != t.of.n {
			c.worked = append(c.worked, t.of.n)
		}
		if i > 0 {
			f.between(c, p, turns[i-1], t)
		}
	}
	if len(turns) == 0 {
		return c
	}
	if p.child {
		f.childHours(c, p)
	}
	if before != nil && slices.Equal(before.worked, c.worked) {
		c.pay = before.pay
	} else {
		c.pay = f.payOf(p, c.worked)
	}
	c.cost.Cast, c.cost.Holds, c.cost.Travel, c.holdDays = c.pay.wages, c.pay.holds, c.pay.travel, c.pay.holdDays
	return c
}

// between asks for one place at a time, and rest.
func (f *film) between(c *career, p *person, a, b *turn) {
	v := check.Violation{Unit: b.of.plan.Unit, Date: b.of.plan.Date, Person: p.Name}
	switch rest := int((b.in - a.out) / 60); {
	case b.in < a.out:
		v.Rule, v.Text = board.TwoPlaces, fmt.Sprintf("%s works in unit %q until %s and is called in unit %q at %s", p.Name, a.of.plan.Unit, wall(a.off), b.of.plan.Unit, wall(b.call))
		f.breaks(&c.tally, v)
	case a.of.n != b.of.n && rest < p.Rest:
		v.Rule, v.Text = board.CastRest, fmt.Sprintf("%s rests %s before the call on %s; %s are due", p.Name, hm(rest), b.of.plan.Date, hm(p.Rest))
		c.cost.Forced += f.bought(&c.tally, v, p.Forced)
	}
}

// childHours asks the engine of working hours, which looks at all days of a child together.
func (f *film) childHours(c *career, p *person) {
	days := make([]worktime.Day, 0, len(c.turns))
	for i, t := range c.turns {
		v := check.Violation{Rule: board.Minors, Unit: t.of.plan.Unit, Date: t.of.plan.Date, Person: p.Name}
		switch {
		case i > 0 && c.turns[i-1].of.n == t.of.n:
			v.Text = p.Name + " would work in two units on one day"
		case t.call < 0:
			v.Text = p.Name + " would be called before midnight of the day"
		default:
			days = append(days, t.hours(f.c.Zone))
			continue
		}
		f.breaks(&c.tally, v)
		return
	}
	who := worktime.Person{ID: p.ID, Name: p.Name, Role: "child", Born: p.Born, School: p.School}
	findings, err := p.set.Findings(who, days)
	if err != nil {
		f.breaks(&c.tally, check.Violation{Rule: board.Minors, Person: p.Name, Text: err.Error()})
		return
	}
	for _, x := range findings {
		if x.Severity == worktime.Block {
			f.breaks(&c.tally, check.Violation{Rule: board.Minors, Date: x.Date, Person: p.Name, Text: p.Name + ": " + x.Text})
		}
	}
}

// hours writes a turn as the engine of working hours reads it: make-up and scenes are work, the
// time between is school.
func (t *turn) hours(zone string) worktime.Day {
	d := worktime.Day{Date: t.of.plan.Date, Zone: zone, Call: worktime.Clock(t.call), Dismissed: worktime.Clock(t.off)}
	for _, m := range t.meals {
		d.Meals = append(d.Meals, worktime.Meal{Span: worktime.Span{Start: worktime.Clock(m.from), End: worktime.Clock(m.to)}})
	}
	first, last := t.scenes[0], t.scenes[len(t.scenes)-1]
	busy := append([]stretch{{t.call, first.from}, {last.to, t.off}}, t.scenes...)
	edges := []int{t.call, t.off}
	for _, list := range [][]stretch{busy, t.meals} {
		for _, s := range list {
			edges = append(edges, s.from, s.to)
		}
	}
	slices.Sort(edges)
	covers := func(list []stretch, at int) bool {
		return slices.ContainsFunc(list, func(s stretch) bool { return s.from <= at && at < s.to })
	}
	for i := 1; i < len(edges); i++ {
		from, to := edges[i-1], edges[i]
		switch {
		case from == to || covers(t.meals, from):
		case covers(busy, from):
			d.Work = extend(d.Work, from, to)
		default:
			d.School = extend(d.School, from, to)
		}
	}
	return d
}

// extend adds a stretch to a list, joined to the last where they touch.
func extend(list []worktime.Span, from, to int) []worktime.Span {
	if n := len(list); n > 0 && int(list[n-1].End) == from {
		list[n-1].End = worktime.Clock(to)
		return list
	}
	return append(list, worktime.Span{Start: worktime.Clock(from), End: worktime.Clock(to)})
}
