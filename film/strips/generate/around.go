package generate

import (
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// around draws the facts that bind: free days of people and places, permits, sets and orders, none
// of which the planted board breaks.
func (g *grower) around() {
	last := g.c.Days[len(g.c.Days)-1].Date
	worked, used, sets := g.dates()
	for i := range g.c.People {
		p := &g.c.People[i]
		on := worked[p.ID]
		if len(on) == 0 {
			continue
		}
		if i >= 3 && g.chance(50) {
			p.Free = []board.Span{g.spanAround(on, last)}
		}
		for range g.between(0, 3) {
			d := firstDay.AddDays(g.rng.IntN(last.Sub(firstDay)))
			if !slices.Contains(on, d) {
				p.Away = append(p.Away, d)
			}
		}
		slices.SortFunc(p.Away, civil.Date.Compare)
	}
	for i := range g.c.Places {
		p := &g.c.Places[i]
		if on := used[p.ID]; len(on) > 0 && !(p.Blackout && i < g.places/5) {
			if g.chance(50) {
				p.Free = []board.Span{g.spanAround(on, last)}
			}
			if g.chance(30) {
				p.Permit = []board.Span{g.spanAround(on, last)}
			}
		}
	}
	names := make([]string, 0, len(sets))
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if g.chance(30) {
			g.c.Sets = append(g.c.Sets, board.Set{Name: name, Ready: sets[name][0].AddDays(-g.between(0, 8))})
		}
	}
	g.orders()
}

// dates are the days of the planted board on which people work and places and sets are used.
func (g *grower) dates() (people, places, sets map[string][]civil.Date) {
	people, places, sets = map[string][]civil.Date{}, map[string][]civil.Date{}, map[string][]civil.Date{}
	for _, d := range g.plan.Days {
		for _, id := range d.Scenes {
			s := g.sceneOf(id)
			places[s.Place] = append(places[s.Place], d.Date)
			sets[s.Set] = append(sets[s.Set], d.Date)
			for _, p := range s.Cast {
				people[p] = append(people[p], d.Date)
			}
		}
	}
	return people, places, sets
}

// spanAround holds all the days with up to two weeks to spare on each side.
func (g *grower) spanAround(on []civil.Date, last civil.Date) board.Span {
	from, to := on[0].AddDays(-g.between(0, 14)), on[len(on)-1].AddDays(g.between(0, 14))
	if from.Before(firstDay) {
		from = firstDay
	}
	if to.After(last) {
		to = last
	}
	return board.Span{From: from, To: to}
}

// orders draws a few pairs that the planted board keeps.
func (g *grower) orders() {
	var flat []string
	day := map[string]civil.Date{}
	for _, d := range g.plan.Days {
		for _, id := range d.Scenes {
			flat = append(flat, id)
			day[id] = d.Date
		}
	}
	for range min(8, len(flat)/10) {
		i, j := g.rng.IntN(len(flat)), g.rng.IntN(len(flat))
		if i > j {
			i, j = j, i
		}
		if i == j || !day[flat[i]].Before(day[flat[j]]) {
			continue
		}
		o := board.Order{Before: flat[i], After: flat[j], Reason: "hair is cut in between"}
		if day[flat[j]].Sub(day[flat[i]]) > 3 && g.chance(30) {
			o.Days, o.Reason = g.between(1, 3), "the house has to be dressed as burnt"
		}
		g.c.Orders = append(g.c.Orders, o)
	}
}

// spoil makes the case impossible: a person of one scene is free only when its place is not. It
// says which facts exclude each other.
func (g *grower) spoil() string {
	s := &g.c.Scenes[g.rng.IntN(len(g.c.Scenes))]
	for len(s.Cast) == 0 {
		s = &g.c.Scenes[g.rng.IntN(len(g.c.Scenes))]
	}
	p := g.personOf(s.Cast[0])
	i := slices.IndexFunc(g.c.Places, func(l board.Place) bool { return l.ID == s.Place })
	place := &g.c.Places[i]
	middle := g.c.Days[len(g.c.Days)/2].Date
	place.Free = []board.Span{{From: firstDay, To: middle}}
	p.Free = []board.Span{{From: middle.AddDays(1)}}
	return fmt.Sprintf("scene %s needs %s, free from %s on, at %s, free up to %s", s.Number, p.Name, middle.AddDays(1), place.Name, middle)
}
