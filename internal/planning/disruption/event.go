package disruption

import (
	"slices"

	"backlot/film/civil"
	"backlot/film/strips/board"
	"backlot/film/strips/replan"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// trouble is a disruption in engine terms: the case and board it hits, and the event.
type trouble struct {
	c     *board.Case
	b     *board.Board
	event replan.Event
}

// kinds of disruptions in the words of the engine.
var kinds = map[string]replan.Kind{
	"lost_day": replan.LostDay, "weather": replan.Weather, "sick": replan.Sick, "lost_place": replan.LostPlace,
	"overrun": replan.NewScene, "new_scene": replan.NewScene, // what is owed is a strip of its own
}

// reading reads the board of a disruption as far as the view knows it, and the event. today is the
// last civil date that may no longer change; zero leaves that to the board.
func (s *service) reading(v graph.View, d production.Disruption, today civil.Date) (trouble, error) {
	spare := d.Strip.ID
	if d.Type != "overrun" && d.Type != "new_scene" {
		spare = graph.ID{}
	}
	var t trouble
	var err error
	if spare.IsZero() {
		t.c, t.b, err = s.Planner.Case(v, d.Board.ID)
	} else {
		t.c, t.b, err = s.Planner.CaseWith(v, d.Board.ID, spare)
	}
	if err != nil {
		return trouble{}, err
	}
	t.event = replan.Event{Kind: kinds[d.Type], Date: d.From, To: d.To, Today: frozen(t.c, d.From, today), Reason: d.Name}
	switch d.Type {
	case "sick":
		err = t.sick(d)
	case "weather", "lost_place":
		err = t.places(v, d)
	case "overrun", "new_scene":
		err = t.owed(d)
	}
	return t, err
}

// frozen is the last day that may no longer change: what is called or past, but never the day of the
// disruption itself.
func frozen(c *board.Case, from, today civil.Date) civil.Date {
	last := c.Frozen
	if today.After(last) {
		last = today
	}
	if before := from.AddDays(-1); last.IsZero() || !last.Before(from) {
		return before
	}
	return last
}

func (t *trouble) sick(d production.Disruption) error {
	t.event.Person = d.Engagement.ID.String()
	if !slices.ContainsFunc(t.c.People, func(p board.Person) bool { return p.ID == t.event.Person }) {
		return fault.At("body.engagement", "who cannot work has no scene on this board: nothing has to be planned anew")
	}
	return nil
}

// places turns the place of a disruption into places of the case: itself and what lies inside it.
// The engine's event names one; the others are closed in the case.
func (t *trouble) places(v graph.View, d production.Disruption) error {
	if d.Place.IsZero() {
		return nil // everywhere
	}
	var hit []string
	for _, p := range t.c.Places {
		if id, err := graph.ParseID(p.ID); err == nil && within(v, id, d.Place.ID) {
			hit = append(hit, p.ID)
		}
	}
	if len(hit) == 0 {
		return fault.At("body.place", "nothing on this board is shot at that place: nothing has to be planned anew")
	}
	t.event.Place = hit[0]
	to := d.To
	if to.IsZero() {
		to = d.From
		if n := len(t.c.Days); d.Type == "lost_place" && n > 0 && t.c.Days[n-1].Date.After(to) {
			to = t.c.Days[n-1].Date
		}
	}
	t.c.Shut = slices.Clone(t.c.Shut)
	for _, place := range hit[1:] {
		for day := d.From; !day.After(to); day = day.AddDays(1) {
			t.c.Shut = append(t.c.Shut, board.Shut{Date: day, Place: place, Outside: d.Type == "weather", Reason: d.Name})
		}
	}
	return nil
}

// within says whether a place is another or lies inside it.
func within(v graph.View, place, outer graph.ID) bool {
	for range 8 { // a place inside itself ends
		if place == outer {
			return true
		}
		p, ok := graph.Get[production.Place](v, place)
		if !ok || p.Within.IsZero() {
			return false
		}
		place = p.Within.ID
	}
	return false
}

// owed takes the strip that is still to be shot out of the case and into the event.
func (t *trouble) owed(d production.Disruption) error {
	i := slices.IndexFunc(t.c.Scenes, func(x board.Scene) bool { return x.ID == d.Strip.ID.String() })
	if i < 0 {
		return fault.At("body.strip", "what is owed is no strip of this board: report it again")
	}
	owed := t.c.Scenes[i]
	if d.OwedMin > 0 {
		owed.Minutes = d.OwedMin
	}
	for _, day := range t.b.Days {
		if slices.Contains(day.Scenes, owed.ID) {
			return fault.New(fault.Conflict, "scene %s stands on %s already: nothing is owed", owed.Number, day.Date)
		}
	}
	t.c.Scenes = slices.Delete(slices.Clone(t.c.Scenes), i, i+1)
	t.event.New = &owed
	return nil
}

// stopped are the strips that cannot be shot where they stand, by id.
func (t *trouble) stopped() (map[string]bool, error) {
	now, err := replan.Apply(t.c, t.b, t.event)
	if err != nil {
		return nil, fault.Mark(fault.Invalid, err)
	}
	people := map[string]*board.Person{}
	for i := range now.People {
		people[now.People[i].ID] = &now.People[i]
	}
	scenes := sceneIndex(now)
	out := map[string]bool{}
	for _, day := range t.b.Days {
		for _, id := range day.Scenes {
			sc := scenes[id]
			if sc == nil || !day.Date.After(now.Frozen) {
				continue
			}
			shut := slices.ContainsFunc(now.Shut, func(x board.Shut) bool { return x.Stops(sc, day.Date) })
			away := during(t.event, day.Date) && t.event.Kind == replan.Sick && slices.Contains(sc.Cast, t.event.Person) && !people[t.event.Person].CanWork(day.Date)
			if shut || away {
				out[id] = true
			}
		}
	}
	if t.event.New != nil {
		out[t.event.New.ID] = true
	}
	return out, nil
}

// ill is the name of who cannot work; empty for other events.
func (t *trouble) ill() string {
	for i := range t.c.People {
		if t.event.Person != "" && t.c.People[i].ID == t.event.Person {
			return t.c.People[i].Name
		}
	}
	return ""
}

// during says whether a date lies within an event.
func during(e replan.Event, day civil.Date) bool {
	to := e.To
	if to.IsZero() {
		to = e.Date
	}
	return !day.Before(e.Date) && !day.After(to)
}

func sceneIndex(c *board.Case) map[string]*board.Scene {
	out := make(map[string]*board.Scene, len(c.Scenes))
	for i := range c.Scenes {
		out[c.Scenes[i].ID] = &c.Scenes[i]
	}
	return out
}
