package explain

import (
	"cmp"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// group is scenes that share something a day has only so much of: the hours of a unit, a person's, a place's, the
// light.
type group struct {
	name   string // "", or of the person, place or light
	scenes []int
	needs  []int // facts without which nothing limits the group
	limits []capFact
	row    bool // the days of one unit, of which only so many stand in a row
	unit   int
}

// capFact is a limit on the minutes of a day that a fact sets: one for all slots, or by date.
type capFact struct {
	fact   int
	all    int
	byDate []int
}

// crowd is a group that has no room: work that has to be done between two dates, and the room there is.
type crowd struct {
	group    *group
	scenes   []int
	from, to int // dates
	minutes  int
	room     int
	days     int
	most     int // scenes that fit one day, when their number and not their minutes is too great
}

// grouping finds the groups of the case.
func (p *prover) grouping(w *sceneWays) []group {
	none := civil.Date{}
	ceiling := capFact{fact: p.l.find(Ceiling, 0, none), all: p.room()}
	all := make([]int, len(p.c.Scenes))
	for i := range all {
		all[i] = i
	}
	out := []group{{scenes: all, limits: []capFact{ceiling}}}
	for u, name := range w.units {
		g := group{name: "unit " + name, limits: []capFact{ceiling}, row: true, unit: u}
		for i, s := range p.c.Scenes {
			if s.Unit == name || len(w.units) == 1 {
				g.scenes = append(g.scenes, i)
			}
		}
		out = append(out, g)
	}
	with := func(name string, limits []capFact, has func(s *board.Scene) bool) {
		g := group{name: name, limits: append(limits, ceiling), unit: -1}
		for i := range p.c.Scenes {
			if has(&p.c.Scenes[i]) {
				g.scenes = append(g.scenes, i)
			}
		}
		out = append(out, g)
	}
	for n := range p.c.People {
		who := &p.c.People[n]
		var limits []capFact
		if fact := p.l.find(Hours, n, none); fact >= 0 {
			x := capFact{fact: fact, byDate: make([]int, len(p.dates))}
			for k, b := range w.limits[n] {
				x.byDate[k] = always.To
				if b.Work > 0 {
					x.byDate[k] = max(0, int(b.Work)-p.care(who))
				}
				if b.Presence > 0 {
					x.byDate[k] = min(x.byDate[k], max(0, int(b.Presence-b.School)-p.care(who)))
				}
			}
			limits = append(limits, x)
		}
		with(who.Name, limits, func(s *board.Scene) bool { return slices.Contains(s.Cast, who.ID) })
	}
	for n := range p.c.Places {
		at := &p.c.Places[n]
		var limits []capFact
		if fact := p.l.find(Access, n, none); fact >= 0 {
			limits = append(limits, capFact{fact: fact, all: max(0, int(at.Close-at.Open))})
		}
		with(at.Name, limits, func(s *board.Scene) bool { return s.Place == at.ID })
	}
	return append(out, p.lights(w)...)
}

// lights are the scenes of a place that need the same light; the fact of each scene is needed for it to count.
func (p *prover) lights(w *sceneWays) []group {
	by := map[skyKey]*group{}
	var keys []skyKey
	for i := range p.c.Scenes {
		s := &p.c.Scenes[i]
		fact := p.l.find(Sky, i, civil.Date{})
		if fact < 0 {
			continue
		}
		k := skyKey{place: p.l.place(s.Place), light: string(s.Light)}
		g := by[k]
		if g == nil {
			g = &group{name: string(s.Light) + " light at " + p.c.Places[k.place].Name, unit: -1}
			x := capFact{fact: -1, byDate: make([]int, len(p.dates))}
			for d := range p.dates {
				for _, y := range w.sky(s, d) {
					x.byDate[d] += y.To - y.From
				}
			}
			g.limits = []capFact{x}
			by[k] = g
			keys = append(keys, k)
		}
		g.scenes, g.needs = append(g.scenes, i), append(g.needs, fact)
	}
	out := make([]group, 0, len(keys))
	for _, k := range keys {
		out = append(out, *by[k])
	}
	return out
}

// cap is how many minutes of the group a slot holds under some facts.
func (g *group) cap(sl slot, facts []bool) int {
	n := always.To
	for _, x := range g.limits {
		if x.fact >= 0 && !facts[x.fact] {
			continue
		}
		if x.fact < 0 && len(x.byDate) == 0 { // a rule that is not hard
			continue
		}
		if x.byDate != nil {
			n = min(n, x.byDate[sl.date])
		} else {
			n = min(n, x.all)
		}
	}
	return n
}

// crowded finds a group that has more to do between two dates than there is room for.
func (p *prover) crowded(d domains, facts []bool) (crowd, bool) {
	for gi := range p.groups {
		g := &p.groups[gi]
		scenes := slices.Clone(g.scenes)
		if g.needs != nil {
			scenes = scenes[:0]
			for n, fact := range g.needs {
				if facts[fact] {
					scenes = append(scenes, g.scenes[n])
				}
			}
		}
		if c, full := p.crowdedGroup(g, scenes, d, facts); full {
			return c, true
		}
	}
	return crowd{}, false
}

// reach is a scene with the dates between which it can be shot.
type reach struct{ scene, first, last int }

// crowdedGroup tries every stretch of dates that begins where a scene of the group can begin first: what can be shot only
// within it has to fit into the slots that are open to any of it.
func (p *prover) crowdedGroup(g *group, scenes []int, d domains, facts []bool) (crowd, bool) {
	if len(scenes) == 0 {
		return crowd{}, false
	}
	caps := make([]int, len(p.slots))
	bound := false
	for k, sl := range p.slots {
		caps[k] = g.cap(sl, facts)
		bound = bound || caps[k] < always.To
	}
	if !bound {
		return crowd{}, false
	}
	list := make([]reach, 0, len(scenes))
	for _, s := range scenes {
		first, last := p.ends(d[s])
		list = append(list, reach{s, first, last})
	}
	slices.SortFunc(list, func(a, b reach) int { return cmp.Or(a.last-b.last, a.first-b.first, a.scene-b.scene) })
	row := p.l.rule(board.Row)
	inRow := g.row && row >= 0 && facts[row]
	tried := map[int]bool{}
	for _, x := range list {
		if tried[x.first] {
			continue
		}
		tried[x.first] = true
		if c, full := p.stretch(g, list, x.first, caps, d, inRow); full {
			return c, true
		}
	}
	return crowd{}, false
}

// stretch goes through the scenes that begin no earlier than a date in order of their last date.
func (p *prover) stretch(g *group, list []reach, from int, caps []int, d domains, inRow bool) (crowd, bool) {
	c := crowd{group: g, from: from}
	open := make([]bool, len(p.slots))
	largest, seen := 0, 0
	for i, x := range list {
		if x.first < from {
			continue
		}
		c.scenes = append(c.scenes, x.scene)
		c.minutes += p.c.Scenes[x.scene].Minutes
		c.to = x.last
		for k := seen; k < len(p.slots); k++ {
			if d[x.scene][k] && !open[k] {
				open[k] = true
				c.room += caps[k]
				c.days++
				largest = max(largest, caps[k])
			}
		}
		if i+1 < len(list) && list[i+1].last == x.last {
			continue
		}
		if c.minutes > c.room || inRow && c.minutes > p.rested(open, g.unit)*largest {
			if inRow && c.minutes <= c.room {
				c.days = p.rested(open, g.unit)
				c.room = c.days * largest
			}
			return c, true
		}
		for most := 1; most <= 3; most++ { // so many of the long scenes fit one day
			long := slices.DeleteFunc(slices.Clone(c.scenes), func(s int) bool { return p.c.Scenes[s].Minutes*(most+1) <= largest })
			if len(long) > most*c.days {
				c.scenes, c.most = long, most
				return c, true
			}
		}
	}
	return crowd{}, false
}

// rested is how many of the open days of a unit it can work when it may work only so many running. Days of other units
// count all.
func (p *prover) rested(open []bool, unit int) int {
	n, run, last := 0, 0, -2
	for k, sl := range p.slots {
		if !open[k] {
			continue
		}
		if sl.unit != unit {
			n++
			continue
		}
		if sl.date == last+1 {
			run++
		} else {
			run = 1
		}
		last = sl.date
		if run == p.c.Prices.Row+1 {
			run = 0 // the day of rest
			continue
		}
		n++
	}
	return n
}
