package production

import (
	"backlot/film/pages"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Board is one stripboard: an order in which scenes could be shot.
type Board struct {
	// Name such as "Board 4, storm cover".
	Name string `json:"name" required:"true"`
	// Unit it plans; empty plans all.
	Unit graph.Ref[Unit] `json:"unit,omitzero"`
	// Calendar whose working days the day breaks fall on.
	Calendar graph.Ref[Calendar] `json:"calendar,omitzero"`
	// Date of the first shooting day.
	Start Date `json:"start,omitzero"`
	// The board the production is shooting by.
	Current bool `json:"current,omitzero"`
	// Place among the boards.
	Order string `json:"order,omitzero"`
	// What it was made for.
	Note string `json:"note,omitzero"`
	// Colours are shown by this; empty is INT/EXT and day/night.
	ColorBy string `json:"color_by,omitzero" enum:"int_ext_day_night,set,unit,episode,story_day"`
}

// Strip is one line of a board: a scene, a day break or a banner. Strips in the
// boneyard wait without a place.
type Strip struct {
	// Board it is on.
	Board graph.Ref[Board] `json:"board" required:"true" graph:"owner"`
	// What it is.
	Type string `json:"type" required:"true" enum:"scene,day_break,banner"`
	// Place on the board.
	Order string `json:"order" required:"true"`
	// Scene, for scene strips.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Part of the scene when it is split over days: "pt 1".
	Part string `json:"part,omitzero"`
	// Length of this part in eighths; 0 is the whole scene.
	PartEighths pages.Eighths `json:"part_eighths,omitzero" minimum:"0"`
	// Shooting day this break ends, for day breaks.
	Day graph.Ref[ShootDay] `json:"day,omitzero"`
	// General call planned for the day this break ends, in minutes after midnight; 0 is not planned.
	CallMin int `json:"call_min,omitzero" title:"Planned call" minimum:"0" maximum:"2880"`
	// Words, for banners: "COMPANY MOVE", "LUNCH", "HOLIDAY".
	Text string `json:"text,omitzero"`
	// Minutes a banner takes.
	BannerMin int `json:"banner_min,omitzero" minimum:"0"`
	// Taken off the board but kept.
	Boneyard bool `json:"boneyard,omitzero"`
	// Place where it is to be shot, when not the set's own.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// May not be moved by a replan.
	Pinned bool `json:"pinned,omitzero"`
	// Remark on the strip.
	Note string `json:"note,omitzero"`
}

// Activity is work in time that is not a scene: a fitting, rehearsal, chair,
// training, travel, meal, test, visit, build or recce. Planned and actual times
// stand side by side.
type Activity struct {
	// What kind of work it is.
	Type string `json:"type" required:"true" enum:"fitting,rehearsal,chair,training,travel,meal,test,visit,build,prelight,strike,recce,meeting,casting,recording,mocap,session,publicity,school,rest,maintenance,other"`
	// What it is called.
	Name string `json:"name" required:"true"`
	// Day it falls on.
	Day graph.Ref[ShootDay] `json:"day,omitzero"`
	// Place it happens.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// What it is about: an element, scene, item or realisation.
	About graph.Ref[graph.Any] `json:"about,omitzero"`
	// Planned beginning.
	StartAtMS int64 `json:"start_at_ms,omitzero"`
	// Planned end.
	EndAtMS int64 `json:"end_at_ms,omitzero"`
	// Civil date, when only the day is known.
	Date Date `json:"date,omitzero"`
	// Real beginning.
	ActualStartAtMS int64 `json:"actual_start_at_ms,omitzero"`
	// Real end.
	ActualEndAtMS int64 `json:"actual_end_at_ms,omitzero"`
	// Minutes of work it needs, to plan it.
	WorkMin int `json:"work_min,omitzero" minimum:"0"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"wanted,planned,confirmed,running,done,cancelled"`
	// Who answers for it.
	Lead graph.Ref[Party] `json:"lead,omitzero"`
	// What it decides or needs.
	Note string `json:"note,omitzero"`
}

// Attendance is a party at an activity.
type Attendance struct {
	// The activity.
	Activity graph.Ref[Activity] `json:"activity" required:"true" graph:"owner"`
	// Who comes.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// How it went.
	Status string `json:"status,omitzero" enum:"asked,accepted,declined,attended,missed"`
	// Result, for tests, rehearsals and training.
	Result string `json:"result,omitzero"`
}

// Dependency says that one activity, build step or strip needs another first.
type Dependency struct {
	// What must come first.
	First graph.Ref[graph.Any] `json:"first" required:"true" graph:"owner"`
	// What waits for it.
	Then graph.Ref[graph.Any] `json:"then" required:"true" graph:"owner"`
	// Days that must lie between.
	LagDays int `json:"lag_days,omitzero" minimum:"0"`
	// Why.
	Reason string `json:"reason,omitzero"`
}

// Calendar says which days a unit works.
type Calendar struct {
	// Name such as "Norway, five-day week".
	Name string `json:"name" required:"true"`
	// Weekdays worked, as a set of mon tue wed thu fri sat sun.
	Workdays map[string]bool `json:"workdays" required:"true"`
	// Country whose holidays were taken, ISO 3166-1 alpha-2.
	Country string `json:"country,omitzero"`
}

// CalendarDay is an exception of a calendar.
type CalendarDay struct {
	// Calendar it changes.
	Calendar graph.Ref[Calendar] `json:"calendar" required:"true" graph:"owner"`
	// The date.
	Date Date `json:"date" required:"true"`
	// What the day is.
	Type string `json:"type" required:"true" enum:"holiday,off,work,travel,hiatus,prep,school_off"`
	// Name of the holiday.
	Name string `json:"name,omitzero"`
}

// ShootDay is one unit on one date, with its calls and conditions.
type ShootDay struct {
	// Unit that works.
	Unit graph.Ref[Unit] `json:"unit" required:"true" graph:"owner"`
	// Civil date in the unit's time zone.
	Date Date `json:"date" required:"true"`
	// Number people say, from 1; 0 for days without photography.
	Number int `json:"number,omitzero" minimum:"0"`
	// What the day is.
	Type string `json:"type,omitzero" enum:"shoot,travel,rehearsal,prelight,test,off,holiday,pickup"`
	// General crew call.
	CrewCallAtMS int64 `json:"crew_call_at_ms,omitzero"`
	// Shooting call: when the first shot is wanted.
	ShootingCallAtMS int64 `json:"shooting_call_at_ms,omitzero"`
	// Planned wrap.
	WrapAtMS int64 `json:"wrap_at_ms,omitzero"`
	// Planned lunch.
	LunchAtMS int64 `json:"lunch_at_ms,omitzero"`
	// Minutes of lunch.
	LunchMin int `json:"lunch_min,omitzero" minimum:"0"`
	// Unit base.
	Base graph.Ref[Place] `json:"base,omitzero"`
	// Crew parking.
	Parking graph.Ref[Place] `json:"parking,omitzero"`
	// Nearest hospital with an emergency department.
	Hospital graph.Ref[Place] `json:"hospital,omitzero"`
	// Weather forecast in words, with its source and time.
	Weather string `json:"weather,omitzero"`
	// Lowest and highest forecast temperature in degrees Celsius.
	TempMinC int `json:"temp_min_c,omitzero" minimum:"-60" maximum:"60"`
	TempMaxC int `json:"temp_max_c,omitzero" minimum:"-60" maximum:"60"`
	// Message of the day to everyone.
	Message string `json:"message,omitzero"`
	// Safety notes that go on the call sheet.
	Safety string `json:"safety,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"planned,called,shooting,wrapped,cancelled"`
}

// Call asks one party or department to be somewhere at a time on a day.
type Call struct {
	// The unit-day.
	Day graph.Ref[ShootDay] `json:"day" required:"true" graph:"owner"`
	// Engagement called; or
	Engagement graph.Ref[Engagement] `json:"engagement,omitzero" graph:"owner"`
	// department called.
	Department graph.Ref[Department] `json:"department,omitzero"`
	// Picked up at.
	PickupAtMS int64 `json:"pickup_at_ms,omitzero"`
	// To be there at.
	CallAtMS int64 `json:"call_at_ms,omitzero"`
	// In make-up, hair or prosthetics at.
	MakeupAtMS int64 `json:"makeup_at_ms,omitzero"`
	// Dressed at.
	CostumeAtMS int64 `json:"costume_at_ms,omitzero"`
	// Rehearsal at.
	RehearsalAtMS int64 `json:"rehearsal_at_ms,omitzero"`
	// On set and ready at.
	SetAtMS int64 `json:"set_at_ms,omitzero"`
	// Number of people, for background and departments.
	Count int `json:"count,omitzero" minimum:"0"`
	// Day-out-of-days code of the day, when it is set by hand.
	Code string `json:"code,omitzero"`
	// Where to report.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// Remark printed on the sheet.
	Note string `json:"note,omitzero"`
}

// Meal is one meal of a unit-day.
type Meal struct {
	// The unit-day.
	Day graph.Ref[ShootDay] `json:"day" required:"true" graph:"owner"`
	// Which meal.
	Type string `json:"type" required:"true" enum:"breakfast,lunch,second_meal,dinner,craft,non_deductible"`
	// Beginning.
	AtMS int64 `json:"at_ms,omitzero"`
	// People it is ordered for.
	Ordered int `json:"ordered,omitzero" minimum:"0"`
	// People who ate.
	Served int `json:"served,omitzero" minimum:"0"`
	// Price of one cover.
	Price Money `json:"price,omitzero"`
	// Who cooks.
	Caterer graph.Ref[Party] `json:"caterer,omitzero"`
	// Dishes and their allergens in words.
	Menu string `json:"menu,omitzero"`
}

// Kind is "board".
func (Board) Kind() graph.Kind { return "board" }

// Validate reports what is wrong with the record, and what would be right.
func (b Board) Validate() error { return check(b) }

// Kind is "strip".
func (Strip) Kind() graph.Kind { return "strip" }

// Validate reports what is wrong with the record, and what would be right.
func (s Strip) Validate() error {
	if err := check(s); err != nil {
		return err
	}
	if s.Type == "scene" && s.Scene.IsZero() {
		return fault.At("scene", "scene is missing: a scene strip names its scene")
	}
	if s.Type != "scene" && !s.Scene.IsZero() {
		return fault.At("scene", "scene on a %s: want none, only scene strips have one", s.Type)
	}
	return nil
}

// Kind is "activity".
func (Activity) Kind() graph.Kind { return "activity" }

// Validate reports what is wrong with the record, and what would be right.
func (a Activity) Validate() error {
	return firstError(check(a), interval("end_at_ms", a.StartAtMS, a.EndAtMS), interval("actual_end_at_ms", a.ActualStartAtMS, a.ActualEndAtMS))
}

// Kind is "attendance".
func (Attendance) Kind() graph.Kind { return "attendance" }

// Validate reports what is wrong with the record, and what would be right.
func (a Attendance) Validate() error { return check(a) }

// Kind is "dependency".
func (Dependency) Kind() graph.Kind { return "dependency" }

// Validate reports what is wrong with the record, and what would be right.
func (d Dependency) Validate() error {
	if d.First == d.Then && !d.First.IsZero() {
		return fault.At("then", "then is the same as first: want two different things")
	}
	return check(d)
}

// Kind is "calendar".
func (Calendar) Kind() graph.Kind { return "calendar" }

// Validate reports what is wrong with the record, and what would be right.
func (c Calendar) Validate() error {
	for d := range c.Workdays {
		switch d {
		case "mon", "tue", "wed", "thu", "fri", "sat", "sun":
		default:
			return fault.At("workdays", "weekday %q: want mon, tue, wed, thu, fri, sat or sun", d)
		}
	}
	return check(c)
}

// Kind is "calendar_day".
func (CalendarDay) Kind() graph.Kind { return "calendar_day" }

// Validate reports what is wrong with the record, and what would be right.
func (d CalendarDay) Validate() error { return check(d) }

// Kind is "shoot_day".
func (ShootDay) Kind() graph.Kind { return "shoot_day" }

// Validate reports what is wrong with the record, and what would be right.
func (d ShootDay) Validate() error {
	return firstError(check(d), interval("wrap_at_ms", d.CrewCallAtMS, d.WrapAtMS))
}

// Kind is "call".
func (Call) Kind() graph.Kind { return "call" }

// Validate reports what is wrong with the record, and what would be right.
func (c Call) Validate() error {
	if c.Engagement.IsZero() == c.Department.IsZero() {
		return fault.At("engagement", "want either an engagement or a department to call")
	}
	return firstError(check(c), interval("set_at_ms", c.CallAtMS, c.SetAtMS))
}

// Kind is "meal".
func (Meal) Kind() graph.Kind { return "meal" }

// Validate reports what is wrong with the record, and what would be right.
func (m Meal) Validate() error { return check(m) }
