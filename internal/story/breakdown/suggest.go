package breakdown

import (
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

// Suggest proposes elements for a scene: what the engine finds in its words, less
// what is in the scene, tagged or turned down already.
func Suggest(v graph.View, scripts Scripts, scene graph.ID) []Suggestion {
	script, blocks, ok := scripts(v)
	if !ok {
		return nil
	}
	have := inScene(v, scene)
	known := map[string]graph.ID{}
	for id, el := range graph.All[production.Element](v) {
		known[elementKey(el.Category, el.Name)] = id
	}
	var out []Suggestion
	for _, found := range breakdown.Suggest(script) {
		category := categoryOf[found.Category]
		head, ok := graph.Get[production.Block](v, blocks[found.Scene])
		if !ok || head.Scene.ID != scene || category == "" || have[elementKey(category, found.Name)] {
			continue
		}
		place := found.Places[0]
		block := blocks[place.Block]
		if block.IsZero() || settled(v, block, place, category) {
			continue
		}
		out = append(out, Suggestion{Block: block, Start: place.Start, End: place.End, Words: place.Words, Name: found.Name, Category: category,
			Confidence: found.Confidence, Element: known[elementKey(category, found.Name)]})
	}
	return out
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
