package replan

import (
	"fmt"
	"slices"
	"time"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// plans are the beginnings an assistant director would think of.
func (r *replanner) plans() []plan {
	keep := max(r.now.Prices.Day/10, 1)
	out := []plan{{name: "least", text: "The board is searched again with as little change as pays.", c: r.now, start: r.without(r.hit), keep: keep / 4, effort: 2},
		{name: "best", text: "The board is searched at length for whatever is cheapest.", c: r.now, start: r.without(r.hit), keep: keep / 8, effort: 5}}
	for _, unit := range r.unitsHit() {
		out = append(out, r.cover(unit, keep*4)...)
		out = append(out, r.swaps(unit, keep*4)...)
	}
	out = append(out, r.fits(keep*20)...)
	return append(out, r.push(keep*20), r.split(keep*20))
}

// fits adds one or two scenes to the two days on which there is most reason and room: days at
// their place first, then the emptiest.
func (r *replanner) fits(keep int64) []plan {
	if len(r.hit) == 0 || len(r.hit) > 2 {
		return nil
	}
	scenes := r.hitScenes()
	var days []board.DayPlan
	for _, d := range r.was.Days {
		if d.Date.After(r.now.Frozen) && !slices.ContainsFunc(scenes, func(s *board.Scene) bool { return !r.could(s, d.Date) }) {
			days = append(days, d)
		}
	}
	slices.SortStableFunc(days, func(a, b board.DayPlan) int { return r.load(a, scenes[0].Place) - r.load(b, scenes[0].Place) })
	var out []plan
	for _, d := range days[:min(2, len(days))] {
		b := r.without(r.hit)
		for _, s := range scenes {
			r.place(b, d.Unit, d.Date, s.ID)
		}
		out = append(out, plan{name: "fit", text: fmt.Sprintf("Room is made on %s for %s.", d.Date, describe(len(scenes))), c: r.now, start: sorted(b), keep: keep})
	}
	return out
}

// load is how many minutes a day is filled; days at a place count less than any other.
func (r *replanner) load(d board.DayPlan, place string) int {
	n, there := 0, false
	for _, id := range d.Scenes {
		s := r.scene(id)
		n += s.Minutes
		there = there || s.Place == place
	}
	if !there {
		n += 24 * 60
	}
	return n
}

// hitScenes are the scenes the event hits, in the order of the case.
func (r *replanner) hitScenes() []*board.Scene {
	var out []*board.Scene
	for i := range r.now.Scenes {
		if r.hit[r.now.Scenes[i].ID] {
			out = append(out, &r.now.Scenes[i])
		}
	}
	return out
}

// unitsHit are the units that lose scenes, or all when only new work came.
func (r *replanner) unitsHit() []string {
	var out []string
	for _, d := range r.was.Days {
		if d.Date.After(r.now.Frozen) && slices.ContainsFunc(d.Scenes, func(id string) bool { return r.hit[id] }) && !slices.Contains(out, d.Unit) {
			out = append(out, d.Unit)
		}
	}
	return out
}

// without is the old board without some scenes.
func (r *replanner) without(gone map[string]bool) *board.Board {
	b := &board.Board{Schema: board.Schema, Case: r.now.Title}
	for _, d := range r.was.Days {
		d.Scenes = slices.DeleteFunc(slices.Clone(d.Scenes), func(id string) bool { return gone[id] })
		b.Days = append(b.Days, d)
	}
	return b
}

// daysHit are the days of a unit that lose scenes.
func (r *replanner) daysHit(unit string) []civil.Date {
	var out []civil.Date
	for _, d := range r.was.Days {
		if d.Unit == unit && d.Date.After(r.now.Frozen) && slices.ContainsFunc(d.Scenes, func(id string) bool { return r.hit[id] }) {
			out = append(out, d.Date)
		}
	}
	return out
}

// cover fills the first day hit with interiors from later days, cover sets first, and sends what
// was to be shot there to where they came from.
func (r *replanner) cover(unit string, keep int64) []plan {
	days := r.daysHit(unit)
	if len(days) == 0 || r.e.Kind == LostDay {
		return nil
	}
	day := days[0]
	lost := slices.DeleteFunc(slices.Clone(r.scenesOn(unit, day)), func(id string) bool { return !r.hit[id] })
	room := 0
	for _, id := range lost {
		room += r.scene(id).Minutes
	}
	pulled := map[string]bool{}
	var from []civil.Date
	for _, wantCover := range []bool{true, false} {
		for _, d := range r.was.Days {
			if d.Unit != unit || !d.Date.After(day) {
				continue
			}
			for _, id := range d.Scenes {
				s := r.scene(id)
				if pulled[id] || s.Outside() || s.Cover != wantCover || s.Minutes > room || !r.could(s, day) {
					continue
				}
				pulled[id] = true
				room -= s.Minutes
				from = append(from, d.Date)
			}
		}
	}
	if len(pulled) == 0 {
		return nil
	}
	gone := map[string]bool{}
	for id := range r.hit {
		gone[id] = true
	}
	for id := range pulled {
		gone[id] = true
	}
	b := r.without(gone)
	for id := range pulled {
		r.place(b, unit, day, id)
	}
	for i, id := range lost {
		r.place(b, unit, from[i%len(from)], id)
	}
	return []plan{{name: "cover", c: r.now, start: sorted(b), keep: keep,
		text: fmt.Sprintf("Interiors save %s: %s pulled forward, %s put off.", day, describe(len(pulled)), describe(len(lost)))}}
}

// swaps exchange the first day hit with later days of the unit; the two that break least are
// pursued.
func (r *replanner) swaps(unit string, keep int64) []plan {
	days := r.daysHit(unit)
	if len(days) == 0 {
		return nil
	}
	day := days[0]
	type option struct {
		with  civil.Date
		wrong int
	}
	var options []option
	for _, d := range r.now.Days {
		if d.Unit != unit || !d.Date.After(day) || d.Date.Sub(day) > 28 {
			continue
		}
		wrong := 0
		for _, id := range r.scenesOn(unit, day) {
			if !r.could(r.scene(id), d.Date) {
				wrong++
			}
		}
		for _, id := range r.scenesOn(unit, d.Date) {
			if !r.could(r.scene(id), day) {
				wrong++
			}
		}
		options = append(options, option{d.Date, wrong})
	}
	slices.SortStableFunc(options, func(a, b option) int { return a.wrong - b.wrong })
	var out []plan
	for _, x := range options[:min(2, len(options))] {
		here, there := r.scenesOn(unit, day), r.scenesOn(unit, x.with)
		gone := map[string]bool{}
		for id := range r.hit {
			gone[id] = true
		}
		for _, id := range slices.Concat(here, there) {
			gone[id] = true
		}
		b := r.without(gone)
		for _, id := range here {
			r.place(b, unit, x.with, id)
		}
		for _, id := range there {
			r.place(b, unit, day, id)
		}
		out = append(out, plan{name: "swap", text: fmt.Sprintf("%s and %s change places.", day, x.with), c: r.now, start: sorted(b), keep: keep})
	}
	return out
}

// push leaves everything else where it is and shoots what was lost at the end, on days added for it.
func (r *replanner) push(keep int64) plan {
	n := clone(r.now)
	unit := n.Days[0].Unit
	if hit := r.unitsHit(); len(hit) > 0 {
		unit = hit[0]
	}
	last := n.Days[len(n.Days)-1].Date
	for range max(1, len(r.daysHit(unit))) {
		last = nextWeekday(last)
		n.Days = append(n.Days, board.Day{Unit: unit, Date: last})
	}
	b := r.without(r.hit)
	for id := range r.hit {
		if at, ok := r.lastDay(n, unit, r.scene(id)); ok {
			r.place(b, unit, at, id)
		}
	}
	return plan{name: "push", text: "What was lost is shot at the end: " + describe(len(r.hit)) + ".", c: n, start: sorted(b), keep: keep}
}

// lastDay is the last day of a unit on which a scene can be shot.
func (r *replanner) lastDay(n *board.Case, unit string, s *board.Scene) (civil.Date, bool) {
	for _, d := range slices.Backward(n.Days) {
		if d.Unit == unit && r.could(s, d.Date) {
			return d.Date, true
		}
	}
	return civil.Date{}, false
}

// split sends a small unit after what was lost, on the first days after the event on which the
// scenes can be shot.
func (r *replanner) split(keep int64) plan {
	n := clone(r.now)
	const unit = "splinter"
	for d, k := r.e.Date, 0; k < 10; k++ {
		d = nextWeekday(d)
		n.Days = append(n.Days, board.Day{Unit: unit, Date: d})
	}
	slices.SortStableFunc(n.Days, func(a, b board.Day) int { return a.Date.Compare(b.Date) })
	b := r.without(r.hit)
	for i := range n.Scenes {
		if r.hit[n.Scenes[i].ID] {
			n.Scenes[i].Unit = ""
			for _, d := range n.Days {
				if d.Unit == unit && r.could(&n.Scenes[i], d.Date) {
					r.place(b, unit, d.Date, n.Scenes[i].ID)
					break
				}
			}
		}
	}
	return plan{name: "split", text: "A splinter unit shoots what was lost: " + describe(len(r.hit)) + ".", c: n, start: sorted(b), keep: keep}
}

func nextWeekday(d civil.Date) civil.Date {
	for d = d.AddDays(1); d.Weekday() == time.Saturday || d.Weekday() == time.Sunday; d = d.AddDays(1) {
	}
	return d
}

func (r *replanner) scene(id string) *board.Scene {
	return &r.now.Scenes[slices.IndexFunc(r.now.Scenes, func(s board.Scene) bool { return s.ID == id })]
}

// could says whether a scene's own facts let it be shot on a day.
func (r *replanner) could(s *board.Scene, d civil.Date) bool {
	place := &r.now.Places[slices.IndexFunc(r.now.Places, func(p board.Place) bool { return p.ID == s.Place })]
	if !place.CanUse(d) || !place.Allowed(d) || !s.Pinned.IsZero() && s.Pinned != d {
		return false
	}
	if slices.ContainsFunc(r.now.Shut, func(x board.Shut) bool { return x.Stops(s, d) }) {
		return false
	}
	for _, set := range r.now.Sets {
		if set.Name == s.Set && (d.Before(set.Ready) || !set.Strike.IsZero() && !d.Before(set.Strike)) {
			return false
		}
	}
	return !slices.ContainsFunc(s.Cast, func(id string) bool {
		i := slices.IndexFunc(r.now.People, func(p board.Person) bool { return p.ID == id })
		return !r.now.People[i].CanWork(d)
	})
}

// place puts a scene on a day of a board that may not have it yet.
func (r *replanner) place(b *board.Board, unit string, d civil.Date, id string) {
	for i := range b.Days {
		if b.Days[i].Unit == unit && b.Days[i].Date == d {
			b.Days[i].Scenes = append(b.Days[i].Scenes, id)
			return
		}
	}
	b.Days = append(b.Days, board.DayPlan{Unit: unit, Date: d, Call: r.now.Prices.DayCall, Scenes: []string{id}})
}

// sorted gives every day the same order of scenes whatever the order they came in, so that equal
// input gives equal output.
func sorted(b *board.Board) *board.Board {
	for i := range b.Days {
		slices.Sort(b.Days[i].Scenes)
	}
	return b
}
