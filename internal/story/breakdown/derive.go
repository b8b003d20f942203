package breakdown

import (
	"fmt"

	"backlot/film/pages"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// lengthDerivation tells what a changed scene length does to the script's total.
var lengthDerivation = graph.Derivation{
	Name:  "Script length",
	Reads: []graph.Kind{"scene"},
	Consequences: func(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
		was, now := total(before), total(after)
		if was.eighths == now.eighths && was.scenes == now.scenes || was.scenes == 0 {
			return nil, nil
		}
		return []graph.Consequence{{
			What:      fmt.Sprintf("The script goes from %d scenes, %s pages to %d scenes, %s pages", was.scenes, was.eighths, now.scenes, now.eighths),
			Who:       []string{"1st AD", "Script supervisor", "Line producer"},
			Severity:  graph.Info,
			Documents: []string{"One-liner", "Shooting schedule", "Breakdown sheets"},
			Automatic: true,
		}}, nil
	},
}

type totals struct {
	scenes  int
	eighths pages.Eighths
}

func total(v graph.View) (t totals) {
	for _, sc := range graph.All[production.Scene](v) {
		if !sc.Omitted {
			t.scenes++
			t.eighths += sc.LengthEighths
		}
	}
	return t
}

// useDerivation tells each department which scenes gained or lost one of its
// elements.
var useDerivation = graph.Derivation{
	Name:  "Breakdown",
	Reads: []graph.Kind{"use", "tag", "element", "scene"},
	Consequences: func(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
		var out []graph.Consequence
		for _, op := range c.Ops {
			if op.Kind != "use" {
				continue
			}
			was, had := graph.Get[production.Use](before, op.Record)
			now, has := graph.Get[production.Use](after, op.Record)
			switch {
			case has && !had:
				out = append(out, useConsequence(after, now, "is now needed in"))
			case had && !has:
				out = append(out, useConsequence(before, was, "is no longer needed in"))
			}
		}
		return out, nil
	},
}

func useConsequence(v graph.View, u production.Use, verb string) graph.Consequence {
	el, _ := graph.Get[production.Element](v, u.Element.ID)
	scene := v.Label(u.Scene.ID)
	return graph.Consequence{
		What:      fmt.Sprintf("%s %s %s", el.Name, verb, scene),
		Why:       []graph.Step{{Record: u.Scene.ID, Label: scene}, {Record: u.Element.ID, Label: el.Name}},
		Who:       []string{department(el.Category)},
		Severity:  graph.Info,
		Documents: []string{"Breakdown sheet", "Element list"},
		Automatic: true,
	}
}

// department is who brings the elements of a category.
func department(category string) string {
	if d, ok := departments[category]; ok {
		return d
	}
	return "Production office"
}

var departments = map[string]string{
	"character": "Assistant directors", "background": "Assistant directors", "stunt": "Stunts", "action": "Stunts", "animal": "Animals",
	"livestock": "Animals", "creature": "Prosthetics and creatures", "prop": "Property", "weapon": "Property", "food": "Property", "graphics": "Art",
	"set": "Art", "set_dressing": "Set decoration", "greenery": "Set decoration", "vehicle": "Transport", "wardrobe": "Costume", "makeup": "Make-up and hair",
	"sfx": "Special effects", "vfx": "Visual effects", "music": "Music", "sound": "Sound", "equipment": "Grip and electric", "camera": "Camera",
	"security": "Security",
}
