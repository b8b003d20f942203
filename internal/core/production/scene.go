package production

import (
	"backlot/film/pages"
	"backlot/internal/core/graph"
)

// Scene is a scene of the story and of the production at once: one heading, one
// place, one time. Its number never changes once the script is locked.
type Scene struct {
	// Episode it is in; empty for a feature.
	Episode graph.Ref[Episode] `json:"episode,omitzero"`
	// Number as slated, such as "42" or "A43".
	Number string `json:"number" required:"true"`
	// Place in the script.
	Order string `json:"order" required:"true"`
	// Whole heading as written.
	Heading string `json:"heading,omitzero"`
	// Inside, outside or both.
	IntExt string `json:"int_ext,omitzero" title:"Int/Ext" enum:"INT,EXT,INT/EXT"`
	// Set named by the heading, such as "LIGHTHOUSE - LAMP ROOM".
	SetName string `json:"set_name,omitzero" title:"Set"`
	// Set element the scene plays in.
	Set graph.Ref[Element] `json:"set,omitzero" title:"Set element"`
	// Time of day as the crew plans it.
	TimeOfDay string `json:"time_of_day,omitzero" enum:"DAY,NIGHT,DAWN,DUSK,MORNING,AFTERNOON,EVENING,MAGIC HOUR,CONTINUOUS,LATER"`
	// Words of the heading after the set, as written.
	TimeAsWritten string `json:"time_as_written,omitzero"`
	// One line that says what happens.
	Synopsis string `json:"synopsis,omitzero"`
	// Length in eighths of a page; a scene shorter than an eighth counts as one.
	LengthEighths pages.Eighths `json:"length_eighths,omitzero" title:"Length" minimum:"1"`
	// Estimated screen time in seconds.
	EstimatedSeconds int `json:"estimated_seconds,omitzero" minimum:"0"`
	// Estimated minutes on set to shoot it.
	EstimatedShootMin int `json:"estimated_shoot_min,omitzero" minimum:"0"`
	// Page label it starts on.
	Page string `json:"page,omitzero"`
	// Day of the story it plays on.
	StoryDay graph.Ref[StoryDay] `json:"story_day,omitzero"`
	// Date in the story, for period checks.
	StoryDate Date `json:"story_date,omitzero"`
	// Text of the heading and body hashed, so that consents can name it.
	TextHash string `json:"text_hash,omitzero"`
	// The draft this scene's text was last read from.
	Draft graph.Ref[Draft] `json:"draft,omitzero"`
	// Taken out of the script; the number stays.
	Omitted bool `json:"omitted,omitzero"`
	// Flashback, dream, montage or other departure from the line of time.
	Chronology string `json:"chronology,omitzero" enum:"present,flashback,flashforward,dream,montage,series_of_shots,intercut"`
	// Unit that should shoot it.
	Unit graph.Ref[Unit] `json:"unit,omitzero"`
	// Remarks of the breakdown.
	Notes string `json:"notes,omitzero"`
}

// StoryDay is one day of the story, the calendar continuity lives by.
type StoryDay struct {
	// Label on breakdowns, such as "D3" or "N3" or "FB1".
	Label string `json:"label" required:"true"`
	// Place in story time.
	Order string `json:"order" required:"true"`
	// Date in the story, when the script gives one.
	Date Date `json:"date,omitzero"`
	// What separates it from the day before: "three weeks later".
	Gap string `json:"gap,omitzero"`
}

// ContentFlag marks what a scene asks of the people who make and see it, and so
// which protocol applies.
type ContentFlag struct {
	// Scene it is about.
	Scene graph.Ref[Scene] `json:"scene" required:"true" graph:"owner"`
	// What the scene contains.
	Type string `json:"type" required:"true" enum:"nudity,simulated_sex,kissing,violence,sexual_violence,self_harm,suicide,drug_use,smoking,racism,trauma,minor_present,minor_in_peril,animal_in_peril,weapons,fire,water,height,strobe"`
	// How far it goes.
	Level string `json:"level,omitzero" enum:"mentioned,implied,shown,explicit"`
	// The set is closed while it is shot.
	ClosedSet bool `json:"closed_set,omitzero"`
	// Roles that must be on set, by role id.
	RequiredRoles map[string]bool `json:"required_roles,omitzero"`
	// Rest, debrief and other support that is planned.
	Support string `json:"support,omitzero"`
	// Accounts that may watch the footage, as a set. For everybody else footage of a
	// closed set, of nudity and of simulated sex does not exist; while nobody is named,
	// for nobody.
	Viewers map[string]bool `json:"viewers,omitzero"`
}

// Kind is "scene".
func (Scene) Kind() graph.Kind { return "scene" }

// Validate reports what is wrong with the record, and what would be right.
func (s Scene) Validate() error { return check(s) }

// Kind is "story_day".
func (StoryDay) Kind() graph.Kind { return "story_day" }

// Validate reports what is wrong with the record, and what would be right.
func (d StoryDay) Validate() error { return check(d) }

// Kind is "content_flag".
func (ContentFlag) Kind() graph.Kind { return "content_flag" }

// Validate reports what is wrong with the record, and what would be right.
func (f ContentFlag) Validate() error { return check(f) }
