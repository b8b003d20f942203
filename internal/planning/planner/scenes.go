package planner

import (
	"cmp"
	"math"
	"strings"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/film/strips"
	"backlot/film/strips/board"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Pace is how many minutes an eighth of a page takes to shoot when nobody estimated the scene:
// inside five pages of a twelve-hour day (as film/strips reckons), outside a little more for the
// weather. Ours; production's own actuals replace it.
const (
	insidePace  = 18.0
	outsidePace = 20.0
)

// fewest is how many scenes of a kind have to be shot before their real pace replaces ours.
const fewest = 5

// scenes turns the strips of the board into scenes of the case, and spare, a strip of the boneyard.
func (r *reader) scenes(spare graph.ID) {
	r.setIDs = map[string]graph.ID{}
	pace := r.pace()
	need := r.bookedNeeds()
	for _, d := range r.out.days {
		for _, s := range d.Strips {
			if s.Type == strips.SceneStrip {
				r.scene(s, d.Date, pace, need)
			}
		}
	}
	rec, ok := graph.Get[production.Strip](r.v, spare)
	sc, known := graph.Get[production.Scene](r.v, rec.Scene.ID)
	if ok && known {
		r.scene(strips.Strip{ID: spare.String(), Type: strips.SceneStrip, Part: rec.Part, Eighths: rec.PartEighths, Scene: r.spareScene(rec.Scene.ID, sc)}, civil.Date{}, pace, need)
	}
}

func (r *reader) spareScene(id graph.ID, sc production.Scene) strips.Scene {
	out := strips.Scene{ID: id.String(), Number: sc.Number, Set: cmp.Or(sc.SetName, sc.Heading), IntExt: sc.IntExt, Time: sc.TimeOfDay, Eighths: sc.LengthEighths, Minutes: sc.EstimatedShootMin}
	for _, u := range graph.Referring[production.Use](r.v, id, "scene") {
		if e, ok := graph.Get[production.Element](r.v, u.Element.ID); ok && e.Category == "character" && onSet(u) {
			out.Cast = append(out.Cast, u.Element.ID.String())
		}
	}
	return out
}

// onSet says that a use needs the element on the day: a voice, a mention or a photograph does not.
func onSet(u production.Use) bool {
	return u.Presence != "voice_only" && u.Presence != "mentioned" && u.Presence != "photo"
}

func (r *reader) scene(s strips.Strip, date civil.Date, pace func(outside bool) float64, need map[graph.ID][]graph.ID) {
	id := graph.MustID(s.ID)
	rec, _ := graph.Get[production.Strip](r.v, id)
	sceneID := graph.MustID(s.Scene.ID)
	full, _ := graph.Get[production.Scene](r.v, sceneID)
	out := board.Scene{
		ID: s.ID, Number: strings.TrimSpace(s.Scene.Number + " " + s.Part), Set: s.Scene.Set, IntExt: cmp.Or(s.Scene.IntExt, "INT"),
		Light: strips.LightOf(s.Scene.Time), Eighths: s.Length(),
	}
	if s.Scene.IntExt == "" {
		r.assume("scene", sceneID, "Scene %s says neither INT nor EXT: inside is assumed.", s.Scene.Number)
	}
	out.Minutes = r.minutes(s, sceneID, pace)
	if rec.Pinned {
		out.Pinned = date
	}
	if !full.Set.IsZero() {
		r.setIDs[out.Set] = full.Set.ID
	}
	out.Place = r.placeFor(rec, full, s)
	if r.stands(out.Place) {
		out.IntExt = "INT" // under a roof: neither sun nor rain matters, whatever the story says
		out.Cover = true
	}
	for _, character := range s.Scene.Cast {
		if p := r.person(graph.MustID(character)); p != "" {
			out.Cast = append(out.Cast, p)
		}
	}
	for _, item := range need[sceneID] {
		r.thing(item)
		out.Cast = append(out.Cast, item.String())
	}
	r.meantFor(full, s)
	r.c.Scenes = append(r.c.Scenes, out)
	r.out.strips[s.ID] = sceneID
}

// minutes is how long a strip takes: as estimated, or by its length.
func (r *reader) minutes(s strips.Strip, scene graph.ID, pace func(bool) float64) int {
	if n := s.Duration(); n > 0 {
		return n
	}
	eighths := s.Length()
	if eighths < 1 {
		r.find("scene", scene, "Scene %s has neither a length nor an estimate; an eighth of a page is reckoned until it has", s.Scene.Number)
		eighths = 1
	}
	outside := s.Scene.IntExt != "INT"
	n := max(1, int(math.Round(float64(eighths)*pace(outside))))
	r.assume("scene", scene, "Scene %s is not estimated: %d minutes for %s pages are assumed.", s.Scene.Number, n, eighths)
	return n
}

// pace is minutes an eighth, inside and outside: that of the scenes shot so far once there are
// enough, else ours.
func (r *reader) pace() func(outside bool) float64 {
	type shot struct{ from, to int64 }
	times := map[graph.ID]shot{}
	for _, e := range graph.All[production.Event](r.v) {
		t := times[e.Scene.ID]
		switch e.Type {
		case "scene_start":
			t.from = e.AtMS
		case "scene_complete":
			t.to = e.AtMS
		}
		times[e.Scene.ID] = t
	}
	var minutes [2]float64
	var eighths [2]pages.Eighths
	var count [2]int
	for id, t := range times {
		s, ok := graph.Get[production.Scene](r.v, id)
		if !ok || t.from == 0 || t.to <= t.from || s.LengthEighths < 1 {
			continue
		}
		k := 0
		if s.IntExt != "INT" {
			k = 1
		}
		minutes[k] += float64(t.to-t.from) / 60_000
		eighths[k] += s.LengthEighths
		count[k]++
	}
	return func(outside bool) float64 {
		k, usual := 0, insidePace
		if outside {
			k, usual = 1, outsidePace
		}
		if count[k] < fewest {
			return usual
		}
		return minutes[k] / float64(eighths[k])
	}
}

// meantFor finds scenes of another crew: a unit that has none of the days of this board.
func (r *reader) meantFor(full production.Scene, s strips.Strip) {
	if full.Unit.IsZero() || full.Unit.ID.String() == r.out.Unit {
		return
	}
	for _, d := range r.out.days {
		if sd, ok := r.shootDay(d); ok && sd.Unit == full.Unit {
			return
		}
	}
	if u, ok := graph.Get[production.Unit](r.v, full.Unit.ID); ok {
		r.find("scene", graph.MustID(s.Scene.ID), "Scene %s is meant for %s and stands on a board of %s", s.Scene.Number, u.Name, cmp.Or(r.unitRec.Name, "no unit"))
	}
}
