package replan

import (
	"fmt"
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
)

// Ask is something a way needs that nobody has granted yet: a place for one more day, a permit for
// it, a person on a day off. The way is legal once all of it is granted.
type Ask struct {
	Kind string     `json:"kind"` // place, permit, person
	ID   string     `json:"id"`   // of the place or person
	Name string     `json:"name"`
	Date civil.Date `json:"date"`
	Text string     `json:"text"`
}

// mostAsked is for how many days at most a scene without a legal day is asked about.
const mostAsked = 4

// askFor opens days for scenes: those that take fewest requests, soonest first. What the event
// itself made impossible, a set that is not ready and a pinned date cannot be asked for.
func (r *replanner) askFor(scenes []*board.Scene) {
	for _, s := range scenes {
		type option struct {
			date civil.Date
			asks []Ask
		}
		var options []option
		for _, d := range r.now.Days {
			if !d.Date.After(r.now.Frozen) || s.Unit != "" && s.Unit != d.Unit || slices.ContainsFunc(options, func(o option) bool { return o.date == d.Date }) {
				continue
			}
			if asks, ok := r.missing(s, d.Date); ok {
				options = append(options, option{d.Date, asks})
			}
		}
		slices.SortStableFunc(options, func(a, b option) int { return len(a.asks) - len(b.asks) })
		for _, o := range options[:min(mostAsked, len(options))] {
			for _, a := range o.asks {
				r.grant(a)
			}
		}
	}
}

// missing is what has to be asked for to shoot a scene on a day; false says that asking does not help.
func (r *replanner) missing(s *board.Scene, d civil.Date) ([]Ask, bool) {
	if !s.Pinned.IsZero() && s.Pinned != d || slices.ContainsFunc(r.now.Shut, func(x board.Shut) bool { return x.Stops(s, d) }) {
		return nil, false
	}
	for _, set := range r.now.Sets {
		if set.Name == s.Set && (d.Before(set.Ready) || !set.Strike.IsZero() && !d.Before(set.Strike)) {
			return nil, false
		}
	}
	var out []Ask
	place := r.placeOf(s)
	if !place.CanUse(d) {
		out = append(out, Ask{"place", place.ID, place.Name, d, fmt.Sprintf("%s is asked for %s as well", place.Name, d)})
	}
	if !place.Allowed(d) {
		out = append(out, Ask{"permit", place.ID, place.Name, d, fmt.Sprintf("a permit for %s on %s is missing", place.Name, d)})
	}
	for _, id := range s.Cast {
		p := r.personOf(id)
		if p.CanWork(d) {
			continue
		}
		if r.e.Kind == Sick && id == r.e.Person {
			return nil, false
		}
		out = append(out, Ask{"person", p.ID, p.Name, d, fmt.Sprintf("%s is asked to work on %s, which is not a free day", p.Name, d)})
	}
	return out, true
}

// grant writes an ask into the case, as if it had been answered with yes.
func (r *replanner) grant(a Ask) {
	if slices.ContainsFunc(r.asks, func(x Ask) bool { return x.Kind == a.Kind && x.ID == a.ID && x.Date == a.Date }) {
		return
	}
	r.asks = append(r.asks, a)
	day := board.Span{From: a.Date, To: a.Date}
	if a.Kind == "person" {
		p := r.personOf(a.ID)
		p.Away = slices.DeleteFunc(slices.Clone(p.Away), func(d civil.Date) bool { return d == a.Date })
		if !p.CanWork(a.Date) {
			p.Free = append(slices.Clone(p.Free), day)
		}
		return
	}
	p := &r.now.Places[slices.IndexFunc(r.now.Places, func(p board.Place) bool { return p.ID == a.ID })]
	if a.Kind == "permit" {
		p.Permit = append(slices.Clone(p.Permit), day)
	} else {
		p.Free = append(slices.Clone(p.Free), day)
	}
}

// stuck are scenes the event hits that no day is left for.
func (r *replanner) stuck() []*board.Scene {
	return slices.DeleteFunc(r.hitScenes(), func(s *board.Scene) bool {
		return slices.ContainsFunc(r.now.Days, func(d board.Day) bool {
			return d.Date.After(r.now.Frozen) && (s.Unit == "" || s.Unit == d.Unit) && r.could(s, d.Date)
		})
	})
}

// asked are the requests a board makes use of.
func (r *replanner) asked(b *board.Board) []Ask {
	out := []Ask{}
	for _, a := range r.asks {
		needs := func(id string) bool {
			s := r.scene(id)
			return a.Kind == "person" && slices.Contains(s.Cast, a.ID) || a.Kind != "person" && s.Place == a.ID
		}
		if slices.ContainsFunc(b.Days, func(d board.DayPlan) bool { return d.Date == a.Date && slices.ContainsFunc(d.Scenes, needs) }) {
			out = append(out, a)
		}
	}
	return out
}

func (r *replanner) placeOf(s *board.Scene) *board.Place {
	return &r.now.Places[slices.IndexFunc(r.now.Places, func(p board.Place) bool { return p.ID == s.Place })]
}

func (r *replanner) personOf(id string) *board.Person {
	return &r.now.People[slices.IndexFunc(r.now.People, func(p board.Person) bool { return p.ID == id })]
}
