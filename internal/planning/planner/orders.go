package planner

import (
	"cmp"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sets are the days between which the built sets of the case stand: after the last step of
// building, dressing and lighting, until they are struck.
func (r *reader) sets() {
	for _, s := range r.c.Scenes {
		el := r.setIDs[s.Set]
		if el.IsZero() || slices.ContainsFunc(r.c.Sets, func(x board.Set) bool { return x.Name == s.Set }) {
			continue
		}
		set := board.Set{Name: s.Set}
		for id, x := range graph.Referring[production.Realisation](r.v, el, "element") {
			if x.Status == "rejected" {
				continue
			}
			for _, step := range graph.Referring[production.BuildStep](r.v, id, "realisation") {
				at := cmp.Or(step.Done, step.End)
				switch step.Step {
				case "build", "paint", "age", "dress", "prelight", "test":
					set.Ready = after(set.Ready, at)
				case "strike":
					set.Strike = cmp.Or(step.Start, at)
				}
			}
			r.work(id, &set)
		}
		r.work(el, &set)
		if !set.Ready.IsZero() && !set.Strike.IsZero() && set.Strike.Before(set.Ready) {
			r.find("element", el, "%s is struck on %s, before it is ready on %s", s.Set, set.Strike, set.Ready)
		}
		if !set.Ready.IsZero() || !set.Strike.IsZero() {
			r.c.Sets = append(r.c.Sets, set)
		}
	}
}

// after is the later of a day and the day after another; a date that is not set is before all.
func after(d, last civil.Date) civil.Date {
	if last.IsZero() {
		return d
	}
	return later(d, last.AddDays(1))
}

// work reads building, lighting and striking that is planned as an activity.
func (r *reader) work(about graph.ID, set *board.Set) {
	for _, a := range graph.Referring[production.Activity](r.v, about, "about") {
		if a.Status == "cancelled" {
			continue
		}
		switch a.Type {
		case "build", "prelight":
			set.Ready = after(set.Ready, r.dateOf(a))
		case "strike":
			set.Strike = r.dateOf(a)
		}
	}
}

// dateOf is the day an activity ends on; zero when nobody knows.
func (r *reader) dateOf(a production.Activity) civil.Date {
	if d, ok := graph.Get[production.ShootDay](r.v, a.Day.ID); ok && a.Date.IsZero() {
		return d.Date
	}
	return a.Date
}

// orders are what must come before what. An activity that a scene waits for has a date and no place on
// the board: it becomes a presence that the scene needs and that is there from the day after on.
func (r *reader) orders() {
	for id, d := range graph.All[production.Dependency](r.v) {
		then := r.stripsOf(d.Then.ID)
		if len(then) == 0 {
			continue
		}
		first := r.stripsOf(d.First.ID)
		for _, a := range first {
			for _, b := range then {
				if a != b {
					r.c.Orders = append(r.c.Orders, board.Order{Before: a, After: b, Days: d.LagDays, Reason: d.Reason})
				}
			}
		}
		if len(first) == 0 {
			r.waitFor(id, d, then)
		}
	}
	r.circles()
}

func (r *reader) waitFor(id graph.ID, d production.Dependency, then []string) {
	a, ok := graph.Get[production.Activity](r.v, d.First.ID)
	if !ok || a.Status == "cancelled" {
		return
	}
	on := r.dateOf(a)
	if on.IsZero() {
		r.find("activity", d.First.ID, "%s has no date, and scenes wait for it: that it is done in time is not checked", a.Name)
		return
	}
	p := board.Person{ID: id.String(), Name: a.Name, Free: []board.Span{{From: on.AddDays(1 + d.LagDays)}}}
	r.add(p, d.First.ID, "activity", a.Type)
	name := r.c.People[len(r.c.People)-1].Name
	r.out.waits[name] = a.Name + " on " + on.String() + " has to come first"
	for i := range r.c.Scenes {
		if slices.Contains(then, r.c.Scenes[i].ID) {
			r.c.Scenes[i].Cast = append(r.c.Scenes[i].Cast, p.ID)
		}
	}
}

// stripsOf are the scenes of the case that a record stands for: a strip, or all strips of a scene.
func (r *reader) stripsOf(id graph.ID) []string {
	var out []string
	for _, s := range r.c.Scenes {
		if s.ID == id.String() || r.out.strips[s.ID] == id {
			out = append(out, s.ID)
		}
	}
	return out
}

// circles finds orders that contradict each other: each scene of a circle would have to be shot
// before itself. The order that closes a circle is left out, which is said, so that all else can be judged.
func (r *reader) circles() {
	next := map[string][]string{}
	for _, o := range r.c.Orders {
		next[o.Before] = append(next[o.Before], o.After)
	}
	state := map[string]int{} // 1 under way, 2 done
	var visit func(id string)
	visit = func(id string) {
		state[id] = 1
		for _, n := range next[id] {
			switch state[n] {
			case 0:
				visit(n)
			case 1:
				r.find("scene", r.out.strips[n], "Scenes %s and %s must each be shot before the other: that %s comes before %s does not count until one of the orders goes", r.number(id), r.number(n), r.number(id), r.number(n))
				r.c.Orders = slices.DeleteFunc(r.c.Orders, func(o board.Order) bool { return o.Before == id && o.After == n })
			}
		}
		state[id] = 2
	}
	for _, s := range r.c.Scenes {
		if state[s.ID] == 0 {
			visit(s.ID)
		}
	}
}

func (r *reader) number(id string) string {
	for _, s := range r.c.Scenes {
		if s.ID == id {
			return s.Number
		}
	}
	return id
}
