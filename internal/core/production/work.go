package production

import (
	"encoding/json"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Company is the studio or production company that owns productions.
type Company struct {
	// Trading name.
	Name string `json:"name" required:"true"`
	// Registered legal name, as contracts carry it.
	LegalName string `json:"legal_name,omitzero"`
	// Country of registration, ISO 3166-1 alpha-2.
	Country string `json:"country,omitzero" minLength:"2" maxLength:"2"`
	// Currency of its accounts, ISO 4217.
	Currency string `json:"currency,omitzero"`
	// The company above this one, such as the studio over a single-purpose company.
	Parent graph.Ref[Company] `json:"parent,omitzero"`
}

// Title is a whole production people talk of by one name: a feature or a series.
type Title struct {
	// Name as it will be released.
	Name string `json:"name" required:"true"`
	// Name used on documents before announcement.
	WorkingTitle string `json:"working_title,omitzero"`
	// What is made.
	Format string `json:"format" required:"true" enum:"feature,series,limited_series,short,documentary,animation,commercial,special"`
	// Company that makes it.
	Company graph.Ref[Company] `json:"company,omitzero"`
	// One or two sentences that sell it.
	Logline string `json:"logline,omitzero"`
	// Frame rate of the finished picture, such as 24 or 24000/1001.
	FrameRate Rate `json:"frame_rate,omitzero"`
	// Reporting currency, ISO 4217.
	Currency string `json:"currency,omitzero"`
	// Language of the script, BCP 47 such as en or nb-NO.
	Language string `json:"language,omitzero"`
	// Width of the finished picture in pixels.
	FrameWidthPx int `json:"frame_width_px,omitzero" minimum:"1"`
	// Height of the finished picture in pixels.
	FrameHeightPx int `json:"frame_height_px,omitzero" minimum:"1"`
	// Registry id of the work (EIDR), when it has one.
	EIDR string `json:"eidr,omitzero" title:"EIDR"`
	// International standard audiovisual number, when it has one.
	ISAN string `json:"isan,omitzero" title:"ISAN"`
	// How slates are numbered: by scene with a letter for each setup (42, 42A), or running through the production (1, 2, 3).
	SlateNumbering string `json:"slate_numbering,omitzero" enum:"scene,running"`
	// Where the production stands.
	Phase string `json:"phase,omitzero" enum:"development,preparation,shooting,post,delivered,archived"`
	// First planned day of photography.
	PhotographyStart Date `json:"photography_start,omitzero"`
	// Planned date of first release.
	ReleaseDate Date `json:"release_date,omitzero"`
}

// Season is a run of episodes made and released together.
type Season struct {
	// Series it belongs to.
	Title graph.Ref[Title] `json:"title" required:"true" graph:"owner"`
	// Number people say, from 1.
	Number int `json:"number" required:"true" minimum:"1"`
	// Own name, if it has one.
	Name string `json:"name,omitzero"`
}

// Episode is one part of a season; a feature has none.
type Episode struct {
	// Season it belongs to.
	Season graph.Ref[Season] `json:"season" required:"true" graph:"owner"`
	// Production number, such as 104.
	Number string `json:"number" required:"true"`
	// Episode title.
	Name string `json:"name,omitzero"`
	// Place in the order of airing.
	Order string `json:"order" required:"true"`
	// Length the buyer wants, in seconds.
	TargetSeconds int `json:"target_seconds,omitzero" minimum:"1"`
	// Director of the episode.
	Director graph.Ref[Party] `json:"director,omitzero"`
}

// ShootingBlock is a group of episodes or scenes shot together by one director.
type ShootingBlock struct {
	// Title it is part of.
	Title graph.Ref[Title] `json:"title,omitzero"`
	// Name such as "Block 2".
	Name string `json:"name" required:"true"`
	// Episodes shot in it, by id.
	Episodes map[string]bool `json:"episodes,omitzero"`
	// Director of the block.
	Director graph.Ref[Party] `json:"director,omitzero"`
	// First day of preparation.
	PrepStart Date `json:"prep_start,omitzero"`
	// First day of photography.
	ShootStart Date `json:"shoot_start,omitzero"`
	// Last day of photography.
	ShootEnd Date `json:"shoot_end,omitzero"`
}

// Unit is a crew that shoots on its own: main, second, aerial, splinter.
type Unit struct {
	// Name crews say: "Main unit".
	Name string `json:"name" required:"true"`
	// Short mark on call sheets and slates, such as "A" or "2U".
	Code string `json:"code,omitzero"`
	// What the unit does.
	Type string `json:"type,omitzero" enum:"main,second,splinter,aerial,marine,vfx,stills,behind_the_scenes"`
	// Time zone of its calls, such as Europe/Oslo.
	TimeZone string `json:"time_zone" required:"true" format:"timezone"`
	// Working language of its call sheets, BCP 47.
	Language string `json:"language,omitzero"`
	// Calendar of working days.
	Calendar graph.Ref[Calendar] `json:"calendar,omitzero"`
	// Country the unit works in, ISO 3166-1 alpha-2.
	Country string `json:"country,omitzero" minLength:"2" maxLength:"2"`
	// First working day.
	Start Date `json:"start,omitzero"`
	// Last working day.
	End Date `json:"end,omitzero"`
	// Usual minutes from call to wrap, without meals.
	DayLengthMin int `json:"day_length_min,omitzero" minimum:"1" maximum:"1440"`
}

// Event is something that happened on a shooting day, as it happened: the day's
// report is a fold over its events.
type Event struct {
	// Unit-day it happened on.
	Day graph.Ref[ShootDay] `json:"day,omitzero" graph:"owner"`
	// When it happened.
	AtMS int64 `json:"at_ms" required:"true"`
	// What kind of moment it was.
	Type string `json:"type" required:"true" enum:"crew_call,first_shot,setup,scene_start,scene_complete,move_start,move_end,meal_start,meal_end,delay_start,delay_end,camera_wrap,wrap,incident,visitor,weather,note"`
	// Why time was lost, for delays.
	Cause string `json:"cause,omitzero" enum:"weather,cast,camera,lighting,sound,art,costume,makeup,stunts,effects,animal,minor,location,transport,safety,creative,other"`
	// Minutes lost, for a delay that is over.
	LostMin int `json:"lost_min,omitzero" minimum:"0"`
	// Scene it was about.
	Scene graph.Ref[Scene] `json:"scene,omitzero"`
	// Person who noted it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// What a reader of the daily report needs to know.
	Text string `json:"text,omitzero"`
}

// Scenario describes a branch of the production for people: what question it
// answers and what became of it. The branch itself belongs to the graph.
type Scenario struct {
	// Question it answers: "Storm on day 37?"
	Question string `json:"question" required:"true"`
	// Branch of the graph that holds its changes.
	BranchID graph.ID `json:"branch_id,omitzero"`
	// What it answers to: a disruption, when it is a way out of one.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
	// How it goes about it, for a way out of a disruption.
	Type string `json:"type,omitzero" enum:"cover,swap,fit,push,split,least,best,own"`
	// Why someone would choose it.
	Case string `json:"case,omitzero"`
	// Date after which it can no longer be chosen.
	DecideBy Date `json:"decide_by,omitzero"`
	// What became of it.
	Outcome string `json:"outcome,omitzero" enum:"open,chosen,rejected,expired"`
}

// Origin keeps what another program said about a record when it was imported, so
// that giving it back loses nothing that Backlot has no field for.
type Origin struct {
	// Form the data is in.
	Format string `json:"format" required:"true" enum:"omc"`
	// Who named the thing: the scope of its identifier there.
	Scope string `json:"scope,omitzero"`
	// Its identifier in that scope.
	Value string `json:"value,omitzero"`
	// What it is there, such as "Character".
	EntityType string `json:"entity_type,omitzero"`
	// The whole entity as JSON text.
	Data string `json:"data" required:"true"`
	// Record it became; empty when Backlot has no noun for it.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
}

// Kind is "company".
func (Company) Kind() graph.Kind { return "company" }

// Validate reports what is wrong with the record, and what would be right.
func (c Company) Validate() error { return firstError(check(c), currencyCode("currency", c.Currency)) }

// Kind is "title".
func (Title) Kind() graph.Kind { return "title" }

// Validate reports what is wrong with the record, and what would be right.
func (t Title) Validate() error { return firstError(check(t), currencyCode("currency", t.Currency)) }

// Kind is "season".
func (Season) Kind() graph.Kind { return "season" }

// Validate reports what is wrong with the record, and what would be right.
func (s Season) Validate() error { return check(s) }

// Kind is "episode".
func (Episode) Kind() graph.Kind { return "episode" }

// Validate reports what is wrong with the record, and what would be right.
func (e Episode) Validate() error { return check(e) }

// Kind is "shooting_block".
func (ShootingBlock) Kind() graph.Kind { return "shooting_block" }

// Validate reports what is wrong with the record, and what would be right.
func (b ShootingBlock) Validate() error {
	return firstError(check(b), period("shoot_start", b.PrepStart, b.ShootStart), period("shoot_end", b.ShootStart, b.ShootEnd))
}

// Kind is "unit".
func (Unit) Kind() graph.Kind { return "unit" }

// Validate reports what is wrong with the record, and what would be right.
func (u Unit) Validate() error { return firstError(check(u), period("end", u.Start, u.End)) }

// Kind is "event".
func (Event) Kind() graph.Kind { return "event" }

// Validate reports what is wrong with the record, and what would be right.
func (e Event) Validate() error {
	if err := check(e); err != nil {
		return err
	}
	if e.Type == "delay_end" && e.Cause == "" {
		return fault.At("cause", "cause is missing: a delay that is over needs its cause")
	}
	return nil
}

// Kind is "scenario".
func (Scenario) Kind() graph.Kind { return "scenario" }

// Validate reports what is wrong with the record, and what would be right.
func (s Scenario) Validate() error { return check(s) }

// Kind is "origin".
func (Origin) Kind() graph.Kind { return "origin" }

// Validate reports what is wrong with the record, and what would be right.
func (o Origin) Validate() error {
	if !json.Valid([]byte(o.Data)) {
		return fault.At("data", "data is not JSON: want the entity as it was read")
	}
	return check(o)
}

// firstError is the first of several findings.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// currencyCode reports a code that is not ISO 4217; "" is "not set".
func currencyCode(field, code string) error {
	if code == "" {
		return nil
	}
	if _, err := minorDigits(code); err != nil {
		return fault.At(field, "%s %q: want an ISO 4217 code such as EUR, GBP or USD", field, code)
	}
	return nil
}
