package board

import (
	"cmp"
	"slices"
	"strconv"

	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sceneBook is the breakdown as a board needs it: every scene that is in the script, with who and
// what works in it. It reads each kind once.
type sceneBook struct {
	v      graph.View
	order  []graph.ID // script order
	facts  map[graph.ID]*sceneFacts
	places map[graph.ID]string // by set element
	people map[graph.ID]production.Element
	groups []string // what colours a board that is not coloured by light
}

type sceneFacts struct {
	id     graph.ID
	record production.Scene
	cast   []graph.ID // character elements on camera, by number
	engine *strips.Scene
}

func newSceneBook(v graph.View) *sceneBook {
	b := &sceneBook{v: v, facts: map[graph.ID]*sceneFacts{}, people: map[graph.ID]production.Element{}}
	for id, s := range graph.All[production.Scene](v) {
		if !s.Omitted {
			b.facts[id] = &sceneFacts{id: id, record: s}
			b.order = append(b.order, id)
		}
	}
	b.places = shotAt(v)
	b.sortScript()
	b.readCast()
	return b
}

// seenFrom is the same breakdown beside another state of the board.
func (b *sceneBook) seenFrom(v graph.View) *sceneBook {
	out := *b
	out.v, out.groups = v, nil
	return &out
}

// sortScript puts scenes in the order of their episodes, then of the script.
func (b *sceneBook) sortScript() {
	episodes := map[graph.ID]string{}
	for id, e := range graph.All[production.Episode](b.v) {
		episodes[id] = e.Order
	}
	slices.SortFunc(b.order, func(x, y graph.ID) int {
		s, t := b.facts[x].record, b.facts[y].record
		if c := cmp.Or(cmp.Compare(episodes[s.Episode.ID], episodes[t.Episode.ID]), cmp.Compare(s.Order, t.Order)); c != 0 {
			return c
		}
		if x.Less(y) {
			return -1
		}
		return 1
	})
}

func (b *sceneBook) readCast() {
	for id, e := range graph.All[production.Element](b.v) {
		if e.Category == "character" {
			b.people[id] = e
		}
	}
	for _, u := range graph.All[production.Use](b.v) {
		f, ok := b.facts[u.Scene.ID]
		if _, person := b.people[u.Element.ID]; !ok || !person || !seen(u) || slices.Contains(f.cast, u.Element.ID) {
			continue
		}
		f.cast = append(f.cast, u.Element.ID)
	}
	for _, f := range b.facts {
		slices.SortFunc(f.cast, b.byNumber)
	}
}

// seen says that a use needs the element on set: a voice, a mention or a photograph does not.
func seen(u production.Use) bool {
	return u.Presence != "voice_only" && u.Presence != "mentioned" && u.Presence != "photo"
}

// byNumber orders characters by cast number, those without after, then by name.
func (b *sceneBook) byNumber(x, y graph.ID) int {
	p, q := b.people[x], b.people[y]
	m, n := castNumber(p.Number), castNumber(q.Number)
	if c := cmp.Or(cmp.Compare(m, n), cmp.Compare(p.Number, q.Number), cmp.Compare(p.Name, q.Name)); c != 0 {
		return c
	}
	if x.Less(y) {
		return -1
	}
	return 1
}

const unnumbered = 1 << 30

// castNumber reads the leading digits of a cast number, so that "2" stands before "10" and "10A".
func castNumber(s string) int {
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(s[:end])
	if err != nil {
		return unnumbered
	}
	return n
}

// scene is a scene in engine terms; ok is false when it is not in the script.
func (b *sceneBook) scene(id graph.ID) (strips.Scene, bool) {
	f, ok := b.facts[id]
	if !ok {
		return strips.Scene{}, false
	}
	if f.engine == nil {
		r := f.record
		s := strips.Scene{
			ID: id.String(), Number: r.Number, Set: r.SetName, Place: b.places[r.Set.ID], IntExt: r.IntExt,
			Time: r.TimeOfDay, Eighths: r.LengthEighths, Minutes: r.EstimatedShootMin,
		}
		if s.Set == "" {
			s.Set = r.Heading
		}
		for _, c := range f.cast {
			s.Cast = append(s.Cast, c.String())
		}
		f.engine = &s
	}
	return *f.engine, true
}

// shotAt maps set elements to the name of the place where they are shot: the place of a location,
// stage or build that is not rejected.
func shotAt(v graph.View) map[graph.ID]string {
	out := map[graph.ID]string{}
	for _, r := range graph.All[production.Realisation](v) {
		if r.Status == "rejected" || r.Method != "location" && r.Method != "stage" && r.Method != "built_set" {
			continue
		}
		if p, ok := graph.Get[production.Place](v, r.Place.ID); ok && out[r.Element.ID] == "" {
			out[r.Element.ID] = p.Name
		}
	}
	return out
}

// mark is how a character is named on a strip: the cast number, or the name without one.
func (b *sceneBook) mark(id graph.ID) string {
	e := b.people[id]
	if e.Number != "" {
		return e.Number
	}
	return e.Name
}

// marks lists the cast of a scene as a strip shows it.
func (b *sceneBook) marks(scene graph.ID) []string {
	f, ok := b.facts[scene]
	if !ok {
		return nil
	}
	out := make([]string, len(f.cast))
	for i, c := range f.cast {
		out[i] = b.mark(c)
	}
	return out
}

// names maps the marks of everybody in a scene to their names.
func (b *sceneBook) names() map[string]string {
	out := map[string]string{}
	for _, f := range b.facts {
		for _, c := range f.cast {
			out[b.mark(c)] = b.people[c].Name
		}
	}
	return out
}
