package breakdown

import (
	"cmp"
	"context"
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/breakdown"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Scripts gives the production's current draft as a document, and the record of
// each of its blocks by block id; ok is false before the first import.
type Scripts func(v graph.View) (script *screenplay.Script, blocks map[string]graph.ID, ok bool)

// categoryOf is the category of a breakdown sheet for one of the engine's.
var categoryOf = map[breakdown.Category]string{
	breakdown.Cast: "character", breakdown.Background: "background", breakdown.Stunts: "stunt", breakdown.Vehicles: "vehicle",
	breakdown.Props: "prop", breakdown.Wardrobe: "wardrobe", breakdown.MakeupHair: "makeup", breakdown.Animals: "animal",
	breakdown.AnimalWrangler: "labor", breakdown.Music: "music", breakdown.Sound: "sound", breakdown.SetDressing: "set_dressing",
	breakdown.Greenery: "greenery", breakdown.SpecialEquipment: "equipment", breakdown.SpecialEffects: "sfx", breakdown.VisualEffects: "vfx",
	breakdown.MechanicalEffects: "sfx", breakdown.Security: "security", breakdown.AdditionalLabor: "labor", breakdown.Miscellaneous: "misc",
}

// Suggestion is an element the words of a scene speak of, for a person to accept
// or turn down.
type Suggestion struct {
	Scene      graph.ID `json:"scene"`
	Block      graph.ID `json:"block"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Words      string   `json:"words"`
	Name       string   `json:"name"`
	Category   string   `json:"category"`
	Confidence float64  `json:"confidence"`       // 0 to 1
	Element    graph.ID `json:"element,omitzero"` // one of this name that exists
}

type suggestionsOut struct {
	Suggestions []Suggestion `json:"suggestions"`
}

func (s *service) suggestions(_ context.Context, v graph.View, in sceneIn) (suggestionsOut, error) {
	return suggestionsOut{append([]Suggestion{}, Suggest(v, s.script, in.Scene.ID)...)}, nil
}

// Suggest proposes elements for a scene, or for all scenes with the zero id: what
// the engine finds in the words, less what is in the scene, tagged or turned down
// already.
func Suggest(v graph.View, scripts Scripts, scene graph.ID) []Suggestion {
	script, blocks, ok := scripts(v)
	if !ok {
		return nil
	}
	known := map[string]graph.ID{}
	for id, el := range graph.All[production.Element](v) {
		known[elementKey(el.Category, el.Name)] = id
	}
	have := map[graph.ID]map[string]bool{}
	var out []Suggestion
	for _, found := range breakdown.Suggest(script) {
		head, ok := graph.Get[production.Block](v, blocks[found.Scene])
		category := categoryOf[found.Category]
		if !ok || category == "" || !scene.IsZero() && head.Scene.ID != scene {
			continue
		}
		in := head.Scene.ID
		if have[in] == nil {
			have[in] = inScene(v, in)
		}
		place := found.Places[0]
		block := blocks[place.Block]
		key := elementKey(category, found.Name)
		if have[in][key] || block.IsZero() || settled(v, block, place, category) {
			continue
		}
		out = append(out, Suggestion{Scene: in, Block: block, Start: place.Start, End: place.End, Words: place.Words, Name: found.Name,
			Category: category, Confidence: found.Confidence, Element: known[key]})
	}
	return out
}

// Accept puts all suggestions of at least a confidence into the breakdown, marked
// as suggested and not as tagged by a person: for a first breakdown made without one.
func Accept(e *graph.Edit, v graph.View, scripts Scripts, confidence float64) {
	made := map[string]graph.ID{}
	for _, s := range Suggest(v, scripts, graph.ID{}) {
		if s.Confidence < confidence {
			continue
		}
		key := elementKey(s.Category, s.Name)
		if made[key] = cmp.Or(made[key], s.Element); made[key].IsZero() {
			made[key] = graph.Add(e, production.Element{Name: s.Name, Category: s.Category})
		}
		graph.Add(e, production.Use{Scene: graph.To[production.Scene](s.Scene), Element: graph.To[production.Element](made[key]),
			Block: graph.To[production.Block](s.Block), Source: "suggestion"})
	}
}

func elementKey(category, name string) string { return category + "/" + strings.ToUpper(name) }

// inScene is what a scene has already, by category and name.
func inScene(v graph.View, scene graph.ID) map[string]bool {
	out := map[string]bool{}
	for _, u := range graph.Referring[production.Use](v, scene, "scene") {
		if el, ok := graph.Get[production.Element](v, u.Element.ID); ok {
			out[elementKey(el.Category, el.Name)] = true
			for alias := range el.Aliases {
				out[elementKey(el.Category, alias)] = true
			}
		}
	}
	return out
}

// settled reports whether a person has decided about these words: they carry a
// tag, or were turned down for the category.
func settled(v graph.View, block graph.ID, p breakdown.Place, category string) bool {
	for _, t := range graph.Referring[production.Tag](v, block, "block") {
		overlaps := t.StartRune < p.End && p.Start < t.EndRune
		if overlaps && (t.Status == "accepted" || t.Status == "rejected" && t.Category == category) {
			return true
		}
	}
	return false
}
