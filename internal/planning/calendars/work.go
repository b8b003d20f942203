package calendars

import (
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// workDay is one day on which the board that is shot wants somebody or something.
type workDay struct {
	date   civil.Date
	number int      // of the shooting day
	key    string   // what stays the same when the day moves: the shoot day, or the day break
	day    graph.ID // the shoot day, if there is one
	scenes []string // numbers, in shooting order
}

// work is what the board wants, by the id of a party, place, item or unit.
type work struct {
	days     map[graph.ID][]workDay
	calendar strips.Calendar
	first    civil.Date
	last     civil.Date
	unit     graph.ID
}

// readWork goes through the board that is shot. Without one, or without dates, nobody works.
func readWork(v graph.View, boards Boards) (work, error) {
	w := work{days: map[graph.ID][]workDay{}}
	id, ok := boards.Shot(v)
	if !ok {
		return w, nil
	}
	line, calendar, err := boards.Line(v, id)
	if err != nil {
		return w, err
	}
	w.calendar = calendar
	rec, _ := graph.Get[production.Board](v, id)
	w.unit = rec.Unit.ID
	needs := newNeeds(v)
	for _, d := range line {
		if d.Date.IsZero() || d.Shoot == 0 {
			continue
		}
		if w.first.IsZero() || d.Date.Before(w.first) {
			w.first = d.Date
		}
		if d.Date.After(w.last) {
			w.last = d.Date
		}
		day := workDay{date: d.Date, number: d.Shoot, key: d.Day, scenes: nil}
		if day.day, err = graph.ParseID(d.Day); err != nil || d.Day == "" {
			day.day, day.key = graph.ID{}, d.Break
		}
		if day.key == "" {
			day.key = d.Date.String()
		}
		w.add(v, needs, d, day)
	}
	return w, nil
}

func (w *work) add(v graph.View, needs *needs, d strips.Dated, day workDay) {
	scenes := map[graph.ID][]string{}
	var order []graph.ID
	want := func(id graph.ID, number string) {
		if id.IsZero() {
			return
		}
		if _, seen := scenes[id]; !seen {
			order = append(order, id)
		}
		if !slices.Contains(scenes[id], number) {
			scenes[id] = append(scenes[id], number)
		}
	}
	for _, s := range d.Strips {
		if s.Type != strips.SceneStrip {
			continue
		}
		scene, err := graph.ParseID(s.Scene.ID)
		if err != nil {
			continue
		}
		want(w.unit, s.Scene.Number)
		for _, id := range needs.of(scene) {
			want(id, s.Scene.Number)
		}
		want(needs.placeOf(v, s.ID, scene), s.Scene.Number)
	}
	for _, id := range order {
		one := day
		one.scenes = scenes[id]
		w.days[id] = append(w.days[id], one)
	}
}

// needs knows which parties, items and places a scene wants.
type needs struct {
	v       graph.View
	uses    map[graph.ID][]graph.ID // scene -> elements
	real    map[graph.ID][]graph.ID // element -> parties and items
	places  map[graph.ID]graph.ID   // set -> place
	parties map[graph.ID][]graph.ID // character -> parties
}

func newNeeds(v graph.View) *needs {
	n := &needs{v: v, uses: map[graph.ID][]graph.ID{}, real: map[graph.ID][]graph.ID{}, places: map[graph.ID]graph.ID{}, parties: map[graph.ID][]graph.ID{}}
	for _, u := range graph.All[production.Use](v) {
		if u.Presence == "" || u.Presence == "on_camera" || u.Presence == "off_camera" {
			n.uses[u.Scene.ID] = append(n.uses[u.Scene.ID], u.Element.ID)
		}
	}
	for _, e := range graph.All[production.Engagement](v) {
		if !e.Character.IsZero() && e.Status != "cancelled" && slices.Contains([]string{"", "performer", "guest", "puppeteer"}, e.Capacity) {
			n.parties[e.Character.ID] = append(n.parties[e.Character.ID], e.Party.ID)
		}
	}
	for _, r := range graph.All[production.Realisation](v) {
		if r.Status == "rejected" {
			continue
		}
		if !r.Item.IsZero() {
			n.real[r.Element.ID] = append(n.real[r.Element.ID], r.Item.ID)
		}
		if _, have := n.places[r.Element.ID]; !have && !r.Place.IsZero() {
			n.places[r.Element.ID] = r.Place.ID
		}
	}
	return n
}

func (n *needs) of(scene graph.ID) []graph.ID {
	var out []graph.ID
	for _, el := range n.uses[scene] {
		out = append(out, n.parties[el]...)
		out = append(out, n.real[el]...)
	}
	return out
}

// placeOf is where a scene is shot: where its strip says, or where its set stands.
func (n *needs) placeOf(v graph.View, strip string, scene graph.ID) graph.ID {
	if id, err := graph.ParseID(strip); err == nil {
		if s, ok := graph.Get[production.Strip](v, id); ok && !s.Place.IsZero() {
			return s.Place.ID
		}
	}
	s, _ := graph.Get[production.Scene](v, scene)
	return n.places[s.Set.ID]
}

// words is "Day 12: scenes 4, 5".
func (d workDay) words() string {
	noun := "scene"
	if len(d.scenes) != 1 {
		noun = "scenes"
	}
	return fmt.Sprintf("Day %d: %s %s", d.number, noun, strings.Join(d.scenes, ", "))
}
