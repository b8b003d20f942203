package explain

import (
	"context"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/film/strips/solve"
)

// keep is the case with only some of its facts, for a search. It may ask for a little more than they do, never for less
// than what broken is asked about afterwards.
func (l *factList) keep(facts []bool, dates []civil.Date) *board.Case {
	n := *l.c
	n.Scenes, n.People, n.Places, n.Sets = slices.Clone(n.Scenes), slices.Clone(n.People), slices.Clone(n.Places), slices.Clone(n.Sets)
	n.Orders, n.Shut = nil, nil
	n.Rules = map[board.RuleID]board.Rule{}
	for id := range board.DefaultRules {
		n.Rules[id] = l.c.Rule(id)
		if n.Rules[id].Mode == board.Soft { // nobody asks what it costs
			n.Rules[id] = board.Rule{Mode: board.Off}
		}
	}
	for i, f := range l.all {
		switch {
		case facts[i] && f.Kind == Sequence:
			n.Orders = append(n.Orders, l.c.Orders[f.index])
		case facts[i] && f.Kind == Closing:
			n.Shut = append(n.Shut, l.c.Shut[f.index])
		case !facts[i]:
			l.drop(&n, f, dates)
		}
	}
	l.thaw(&n, facts)
	return &n
}

// drop takes one fact out of a case.
func (l *factList) drop(n *board.Case, f Fact, dates []civil.Date) {
	switch f.Kind {
	case Pinned:
		n.Scenes[f.index].Pinned = civil.Date{}
	case UnitOf:
		n.Scenes[f.index].Unit = ""
	case Sky:
		l.cover(n, &n.Scenes[f.index])
	case Free:
		n.People[f.index].Free = nil
	case Away:
		p := &n.People[f.index]
		p.Away = slices.DeleteFunc(slices.Clone(p.Away), func(d civil.Date) bool { return d == f.Date })
	case Hours:
		n.People[f.index].Born = civil.Date{}
	case Dates:
		n.Places[f.index].Free = nil
	case Permit:
		n.Places[f.index].Permit = nil
	case Access:
		n.Places[f.index].Open, n.Places[f.index].Close = 0, 0
	case Ready:
		n.Sets[f.index].Ready = civil.Date{}
	case Struck:
		n.Sets[f.index].Strike = civil.Date{}
	case Calendar:
		n.Days = everyDay(l.c, dates)
	case Ceiling, OtherRule:
		n.Rules[f.Rule] = board.Rule{Mode: board.Off}
	}
}

// cover makes a scene independent of the sky: an interior behind black cloth. What else is shot
// inside at the place and needs its windows is then written as an exterior.
func (l *factList) cover(n *board.Case, s *board.Scene) {
	s.IntExt, s.Light = "INT", strips.Day
	p := &n.Places[l.place(s.Place)]
	if p.Blackout {
		return
	}
	p.Blackout = true
	for i := range n.Scenes {
		if o := &n.Scenes[i]; o.ID != s.ID && o.Place == s.Place && !o.Outside() {
			o.IntExt = "INT/EXT"
		}
	}
}

// everyDay is each date for each unit.
func everyDay(c *board.Case, dates []civil.Date) []board.Day {
	var out []board.Day
	for _, d := range dates {
		for _, u := range unitsOf(c) {
			out = append(out, board.Day{Unit: u, Date: d})
		}
	}
	return out
}

func unitsOf(c *board.Case) []string {
	var out []string
	for _, d := range c.Days {
		if !slices.Contains(out, d.Unit) {
			out = append(out, d.Unit)
		}
	}
	return out
}

// thaw frees the past when not all of its days are to stay; scenes of those that are, are pinned.
func (l *factList) thaw(n *board.Case, facts []bool) {
	all := true
	for i, f := range l.all {
		all = all && (f.Kind != FrozenDay || facts[i])
	}
	if all || n.Frozen.IsZero() {
		return
	}
	n.Frozen, n.Past = civil.Date{}, nil
	n.Rules[board.Pinned] = board.Rule{Mode: board.Hard}
	for _, p := range l.c.Past {
		if i := l.find(FrozenDay, l.unit(p.Unit), p.Date); i < 0 || !facts[i] {
			continue
		}
		for _, id := range p.Scenes {
			s := &n.Scenes[l.scene(id)]
			s.Pinned, s.Unit = p.Date, p.Unit
		}
	}
}

// search looks for a board that keeps some facts, and says which others it does not keep.
func (l *factList) search(ctx context.Context, facts []bool, dates []civil.Date, o solve.Options) (broken []int, b *board.Board, ok bool) {
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	o.Progress = func(p solve.Progress) {
		if p.Hard == 0 && p.Step > 0 {
			cancel()
		}
	}
	c := l.keep(facts, dates)
	r, err := solve.Board(stop, c, o)
	if err != nil {
		return nil, nil, false
	}
	b = r.Board
	if !r.Valid && ctx.Err() == nil && r.Hard <= mostMended {
		b = mend(c, b)
	}
	broken, base := l.broken(b)
	if base {
		return nil, nil, false
	}
	return broken, b, !slices.ContainsFunc(broken, func(i int) bool { return facts[i] })
}
