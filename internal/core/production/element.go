package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Element is anything the story needs: a character, prop, garment, set, animal,
// sound, song, effect or action. Every department's screen is a filter of these.
type Element struct {
	// Name as the breakdown lists it.
	Name string `json:"name" required:"true"`
	// Breakdown category; see Categories for titles and colours.
	Category string `json:"category" required:"true" enum:"character,background,stunt,vehicle,prop,weapon,sfx,vfx,wardrobe,makeup,animal,livestock,music,sound,set,set_dressing,greenery,equipment,camera,security,labor,creature,graphics,food,action,misc"`
	// Number on the stripboard, for characters: "1" is the lead.
	Number string `json:"number,omitzero"`
	// What it is, in a sentence or two.
	Description string `json:"description,omitzero"`
	// Element this one belongs to: a character's coat, a house's kitchen.
	Parent graph.Ref[Element] `json:"parent,omitzero"`
	// Other words the script uses for it, as a set.
	Aliases map[string]bool `json:"aliases,omitzero"`
	// Age in the story, for characters, in years.
	AgeYears int `json:"age_years,omitzero" minimum:"0" maximum:"130"`
	// Pronouns or gender as written, for characters.
	Gender string `json:"gender,omitzero"`
	// Size of the part.
	Billing string `json:"billing,omitzero" enum:"lead,supporting,day_player,featured,background,voice"`
	// Species, for animals and creatures.
	Species string `json:"species,omitzero"`
	// First date it could have existed in the story's world, for period checks.
	ValidFrom Date `json:"valid_from,omitzero"`
	// Last date it could have existed.
	ValidTo Date `json:"valid_to,omitzero"`
	// Days of lead time from approval to ready.
	LeadDays int `json:"lead_days,omitzero" minimum:"0"`
	// Department that answers for it.
	Department graph.Ref[Department] `json:"department,omitzero"`
	// Person who answers for it.
	Owner graph.Ref[Party] `json:"owner,omitzero"`
	// Cost estimate for all of it.
	Estimate Money `json:"estimate,omitzero"`
	// Names, marks or art that need clearance.
	NeedsClearance bool `json:"needs_clearance,omitzero"`
	// Fields a department adds for itself, by name.
	Extra map[string]string `json:"extra,omitzero"`
	// Merged into another element that stands for both.
	MergedInto graph.Ref[Element] `json:"merged_into,omitzero"`
}

// Use says that a scene needs an element, how many and in what state.
type Use struct {
	// Scene that needs it.
	Scene graph.Ref[Scene] `json:"scene" required:"true" graph:"owner"`
	// Element it needs.
	Element graph.Ref[Element] `json:"element" required:"true" graph:"owner"`
	// How many; 0 reads as one.
	Quantity int `json:"quantity,omitzero" minimum:"0"`
	// Condition it is in.
	State graph.Ref[State] `json:"state,omitzero"`
	// Way it is present.
	Presence string `json:"presence,omitzero" enum:"on_camera,off_camera,voice_only,mentioned,photo"`
	// First paragraph that needs it.
	Block graph.Ref[Block] `json:"block,omitzero"`
	// Stunt or breakage destroys it this many times.
	ExpectedResets int `json:"expected_resets,omitzero" minimum:"0"`
	// Remark for this scene only.
	Note string `json:"note,omitzero"`
	// How we know.
	Source string `json:"source,omitzero" enum:"typed,tag,cue,heading,suggestion,import"`
}

// Tag is a span of script text marked as meaning an element, or a suggestion that
// waits for a person.
type Tag struct {
	// Paragraph the words are in.
	Block graph.Ref[Block] `json:"block" required:"true" graph:"owner"`
	// First character of the span, counted in Unicode code points from 0.
	StartRune int `json:"start_rune,omitzero" minimum:"0"`
	// End of the span, exclusive.
	EndRune int `json:"end_rune" required:"true" minimum:"1"`
	// Words under the span, so that it can be found again in a new draft.
	Text string `json:"text" required:"true"`
	// Element meant; empty while a suggestion proposes a new one.
	Element graph.Ref[Element] `json:"element,omitzero" graph:"owner"`
	// Category proposed, for a suggestion.
	Category string `json:"category,omitzero"`
	// Where it stands.
	Status string `json:"status" required:"true" enum:"accepted,suggested,rejected,lost"`
	// Why it was suggested.
	Reason string `json:"reason,omitzero"`
}

// Kind is "element".
func (Element) Kind() graph.Kind { return "element" }

// Validate reports what is wrong with the record, and what would be right.
func (e Element) Validate() error {
	return firstError(check(e), period("valid_to", e.ValidFrom, e.ValidTo))
}

// Kind is "use".
func (Use) Kind() graph.Kind { return "use" }

// Validate reports what is wrong with the record, and what would be right.
func (u Use) Validate() error { return check(u) }

// Kind is "tag".
func (Tag) Kind() graph.Kind { return "tag" }

// Validate reports what is wrong with the record, and what would be right.
func (t Tag) Validate() error {
	if err := check(t); err != nil {
		return err
	}
	if t.EndRune <= t.StartRune {
		return fault.At("end_rune", "end_rune %d: want a span of at least one character after start_rune %d", t.EndRune, t.StartRune)
	}
	if t.Status == "accepted" && t.Element.IsZero() {
		return fault.At("element", "element is missing: an accepted tag names what it means")
	}
	return nil
}

// Category is a sort of element as breakdown sheets list it.
type Category struct {
	Key    string // value of Element.Category
	Title  string // heading on a breakdown sheet
	Plural string
	OMC    string // entityType of MovieLabs OMC v2.8
	Color  string // usual colour of the pencil, #RRGGBB
	Letter string // mark in a day-out-of-days header and in exports
}

// Categories lists the breakdown categories in the order of the sheet. Colours
// follow the usual legend of breakdown sheets (cast red, extras green, stunts
// orange, effects blue, props purple, vehicles pink ...); houses differ, and a
// production may use its own.
func Categories() []Category {
	return []Category{
		{"character", "Cast", "Cast", "Character", "#D62728", "C"},
		{"background", "Background", "Background", "Character", "#2CA02C", "B"},
		{"stunt", "Stunts", "Stunts", "SpecialAction", "#FF7F0E", "S"},
		{"action", "Special action", "Special actions", "SpecialAction", "#E6A23C", "A"},
		{"animal", "Animals", "Animals", "NarrativeObject", "#8C564B", "AN"},
		{"livestock", "Livestock", "Livestock", "NarrativeObject", "#A47551", "LS"},
		{"creature", "Creatures", "Creatures", "Character", "#5D3A9B", "CR"},
		{"prop", "Props", "Props", "NarrativeObject", "#9467BD", "P"},
		{"weapon", "Weapons", "Weapons", "NarrativeObject", "#6A3D9A", "W"},
		{"food", "Food on camera", "Food on camera", "NarrativeObject", "#B15928", "F"},
		{"graphics", "Graphics", "Graphics", "NarrativeObject", "#7F7FBF", "G"},
		{"set", "Set", "Sets", "NarrativeLocation", "#4D4D4D", "ST"},
		{"set_dressing", "Set dressing", "Set dressing", "NarrativeObject", "#17BECF", "D"},
		{"greenery", "Greenery", "Greenery", "NarrativeObject", "#66A61E", "GR"},
		{"vehicle", "Vehicles", "Vehicles", "NarrativeObject", "#E377C2", "V"},
		{"wardrobe", "Wardrobe", "Wardrobe", "NarrativeWardrobe", "#BCBD22", "WD"},
		{"makeup", "Make-up and hair", "Make-up and hair", "NarrativeStyling", "#F781BF", "M"},
		{"sfx", "Special effects", "Special effects", "Effect", "#1F77B4", "X"},
		{"vfx", "Visual effects", "Visual effects", "Effect", "#0B3D91", "VX"},
		{"music", "Music", "Music", "NarrativeAudio", "#8DA0CB", "MU"},
		{"sound", "Sound", "Sounds", "NarrativeAudio", "#A6761D", "SD"},
		{"equipment", "Special equipment", "Special equipment", "Infrastructure", "#7F7F7F", "E"},
		{"camera", "Camera", "Camera", "Infrastructure", "#666666", "CA"},
		{"security", "Security", "Security", "Participant", "#999933", "SE"},
		{"labor", "Additional labour", "Additional labour", "Participant", "#CC6677", "L"},
		{"misc", "Miscellaneous", "Miscellaneous", "NarrativeObject", "#AAAAAA", "Z"},
	}
}
