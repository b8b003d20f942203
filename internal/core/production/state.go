package production

import "backlot/internal/core/graph"

// State is a condition of an element over a stretch of story time: a costume
// change, a wound, an age, a door broken.
type State struct {
	// Element it is a condition of.
	Element graph.Ref[Element] `json:"element" required:"true" graph:"owner"`
	// What people call it: "Change 3", "scar, healed".
	Name string `json:"name" required:"true"`
	// What changes.
	Type string `json:"type,omitzero" enum:"change,wound,ageing,dirt,blood,wet,broken,emotion,weather,quantity,other"`
	// What it looks like.
	Description string `json:"description,omitzero"`
	// Place among the element's states.
	Order string `json:"order,omitzero"`
	// First story day it holds.
	FromDay graph.Ref[StoryDay] `json:"from_day,omitzero"`
	// Last story day it holds.
	ToDay graph.Ref[StoryDay] `json:"to_day,omitzero"`
	// Scene in which it begins, when a scene shows it happen.
	BeginsIn graph.Ref[Scene] `json:"begins_in,omitzero"`
	// How far it has gone, 0 to 100, for ageing and damage.
	LevelPercent int `json:"level_percent,omitzero" minimum:"0" maximum:"100"`
}

// Sighting is what a camera really saw of an element: the fact a continuity
// clash is found from.
type Sighting struct {
	// Element seen.
	Element graph.Ref[Element] `json:"element" required:"true" graph:"owner"`
	// Scene it was shot for.
	Scene graph.Ref[Scene] `json:"scene" required:"true" graph:"owner"`
	// Take it was seen in.
	Take graph.Ref[Take] `json:"take,omitzero"`
	// State it was in.
	State graph.Ref[State] `json:"state,omitzero"`
	// What was seen: "scarf on, knot left".
	Text string `json:"text,omitzero"`
	// Content address of the continuity photo.
	PhotoHash string `json:"photo_hash,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
}

// Garment is a piece of a costume change.
type Garment struct {
	// Change (a state of a character or wardrobe element) it is worn in.
	Change graph.Ref[State] `json:"change" required:"true" graph:"owner"`
	// Wardrobe element it is.
	Element graph.Ref[Element] `json:"element,omitzero"`
	// What it is: "oilskin coat, yellow".
	Name string `json:"name" required:"true"`
	// Place in the order of dressing.
	Order string `json:"order" required:"true"`
	// Copies needed for heroes, doubles and resets.
	Copies int `json:"copies,omitzero" minimum:"0"`
	// How it is come by.
	Supply string `json:"supply,omitzero" enum:"make,buy,rent,stock,actor_own"`
}

// Kind is "state".
func (State) Kind() graph.Kind { return "state" }

// Validate reports what is wrong with the record, and what would be right.
func (s State) Validate() error { return check(s) }

// Kind is "sighting".
func (Sighting) Kind() graph.Kind { return "sighting" }

// Validate reports what is wrong with the record, and what would be right.
func (s Sighting) Validate() error { return check(s) }

// Kind is "garment".
func (Garment) Kind() graph.Kind { return "garment" }

// Validate reports what is wrong with the record, and what would be right.
func (g Garment) Validate() error { return check(g) }
