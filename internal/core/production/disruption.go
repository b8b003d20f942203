package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Disruption is something that takes work out of the plan: a storm, a lost place,
// somebody who cannot work, a day that ran over. It says what happened and where,
// never what a person suffers from.
type Disruption struct {
	// What happened.
	Type string `json:"type" required:"true" enum:"lost_day,weather,sick,lost_place,overrun,new_scene"`
	// What people call it: "Blizzard on the north shore".
	Name string `json:"name" required:"true"`
	// First date it hits.
	From Date `json:"from" required:"true"`
	// Last date; empty is that day only, for a lost place the end of the shoot.
	To Date `json:"to,omitzero"`
	// Minutes after midnight at which it begins, for weather that has a window.
	WindowFromMin int `json:"window_from_min,omitzero" minimum:"0" maximum:"1440"`
	// Minutes after midnight at which it ends; after midnight 1440 and more.
	WindowToMin int `json:"window_to_min,omitzero" minimum:"0" maximum:"2880"`
	// How likely it is, in percent; empty is certain.
	ProbabilityPercent int `json:"probability_percent,omitzero" minimum:"1" maximum:"100"`
	// Board it hits.
	Board graph.Ref[Board] `json:"board" required:"true" graph:"owner"`
	// Place it hits, for weather and a lost place; empty is everywhere.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// Who cannot work.
	Engagement graph.Ref[Engagement] `json:"engagement,omitzero" graph:"owner"`
	// Strip that was not finished.
	Strip graph.Ref[Strip] `json:"strip,omitzero" graph:"owner"`
	// Minutes still owed on it.
	OwedMin int `json:"owed_min,omitzero" minimum:"1" maximum:"1440"`
	// Scene that was added.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// What was seen, said and done.
	Text string `json:"text,omitzero"`
	// Where it is known from: a forecast with its time, a harbour master, a doctor's note.
	Source string `json:"source,omitzero"`
	// Who reported it.
	ReportedBy graph.Ref[Party] `json:"reported_by,omitzero"`
	// When.
	ReportedAtMS int64 `json:"reported_at_ms,omitzero"`
	// Way out that was put up for approval.
	Chosen graph.Ref[Scenario] `json:"chosen,omitzero"`
	// When the chosen way became the plan.
	DecidedAtMS int64 `json:"decided_at_ms,omitzero"`
	// Closed without a new plan: it did not come, or cost nothing.
	Outcome string `json:"outcome,omitzero" enum:"passed,withdrawn,absorbed"`
}

// Evidence is a file that proves something: a photo of the shore, a forecast, a
// letter of the harbour master.
type Evidence struct {
	// What it proves.
	About graph.Ref[graph.Any] `json:"about" required:"true" graph:"owner"`
	// What it shows.
	Name string `json:"name" required:"true"`
	// Content address of the file.
	FileHash string `json:"file_hash,omitzero"`
	// Name of the file as it was handed in.
	FileName string `json:"file_name,omitzero"`
	// Where it can be found, when it is no file: an address, a log book and page.
	Source string `json:"source,omitzero"`
	// When it was made.
	MadeAtMS int64 `json:"made_at_ms,omitzero"`
	// Who handed it in.
	By graph.Ref[Party] `json:"by,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
}

// Delay is one entry of the delay ledger: what was lost, why, and who bears it.
type Delay struct {
	// Date on which time was lost.
	Date Date `json:"date" required:"true"`
	// Unit-day, when there is one.
	Day graph.Ref[ShootDay] `json:"day,omitzero"`
	// Why, as on the daily report.
	Cause string `json:"cause" required:"true" enum:"weather,cast,camera,lighting,sound,art,costume,makeup,stunts,effects,animal,minor,location,transport,safety,creative,script,authority,other"`
	// What happened, in a sentence.
	Text string `json:"text" required:"true"`
	// Minutes lost within the day.
	LostMin int `json:"lost_min,omitzero" minimum:"0"`
	// Whole shooting days lost.
	LostDays int `json:"lost_days,omitzero" minimum:"0"`
	// What it follows from.
	Disruption graph.Ref[Disruption] `json:"disruption,omitzero" graph:"owner"`
	// Strips that could not be shot, by id.
	Strips map[string]bool `json:"strips,omitzero"`
	// Who bears the cost.
	BorneBy string `json:"borne_by,omitzero" enum:"production,insurer,location,vendor,studio,shared,undecided"`
	// Policy it falls under.
	Policy graph.Ref[Grant] `json:"policy,omitzero"`
	// Last date to tell the insurer.
	NoticeBy Date `json:"notice_by,omitzero"`
	// When the insurer was told.
	NoticedAtMS int64 `json:"noticed_at_ms,omitzero"`
	// Number of the claim.
	ClaimNumber string `json:"claim_number,omitzero"`
	// Where the claim stands.
	Status string `json:"status,omitzero" enum:"none,noticed,claimed,paid,refused"`
	// Who entered it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
}

// DelayCost is one amount that a delay cost. It is a record of its own, so that
// fewer people need to see money than delays.
type DelayCost struct {
	// The delay.
	Delay graph.Ref[Delay] `json:"delay" required:"true" graph:"owner"`
	// What was paid for.
	Type string `json:"type" required:"true" enum:"cast,holds,travel,moves,overtime,rest,days,places,gear,idle,other"`
	// More (positive) or less (negative) than without the delay.
	Amount Money `json:"amount" required:"true"`
	// How it was found: "plan before and after", "time sheets", an invoice.
	Source string `json:"source,omitzero"`
}

// Kind is "disruption".
func (Disruption) Kind() graph.Kind { return "disruption" }

// Validate reports what is wrong with the record, and what would be right.
func (d Disruption) Validate() error {
	if err := firstError(check(d), period("to", d.From, d.To)); err != nil {
		return err
	}
	if d.WindowToMin != 0 && d.WindowToMin <= d.WindowFromMin {
		return fault.At("window_to_min", "window_to_min %d: want more than the %d at which it begins; after midnight 1440 and more", d.WindowToMin, d.WindowFromMin)
	}
	for _, need := range []struct {
		kind, field, what string
		missing           bool
	}{
		{"sick", "engagement", "who cannot work", d.Engagement.IsZero()}, {"lost_place", "place", "the place that is lost", d.Place.IsZero()},
		{"overrun", "strip", "the strip that was not finished", d.Strip.IsZero()}, {"overrun", "owed_min", "the minutes still owed", d.OwedMin == 0},
		{"new_scene", "scene", "the scene that was added", d.Scene.IsZero()},
	} {
		if d.Type == need.kind && need.missing {
			return fault.At(need.field, "%s is missing: want %s", need.field, need.what)
		}
	}
	return nil
}

// Kind is "evidence".
func (Evidence) Kind() graph.Kind { return "evidence" }

// Validate reports what is wrong with the record, and what would be right.
func (e Evidence) Validate() error {
	if e.FileHash == "" && e.Source == "" {
		return fault.At("source", "source is missing: want a file, or where the evidence can be found")
	}
	return check(e)
}

// Kind is "delay".
func (Delay) Kind() graph.Kind { return "delay" }

// Validate reports what is wrong with the record, and what would be right.
func (d Delay) Validate() error { return check(d) }

// Kind is "delay_cost".
func (DelayCost) Kind() graph.Kind { return "delay_cost" }

// Validate reports what is wrong with the record, and what would be right.
func (c DelayCost) Validate() error { return check(c) }

func disruptionKinds() []graph.Registration {
	return []graph.Registration{
		reg("Risk and incident", "Provenance", "Disruption", "Disruptions", RightDisruptions, EditPlan, func(d Disruption) string { return d.Name }),
		reg("Risk and incident", "DocumentAsset", "Evidence", "Evidence", RightDisruptions, EditPlan, func(e Evidence) string { return e.Name }),
		reg("Risk and incident", "", "Delay", "Delays", RightDisruptions, EditPlan, func(d Delay) string { return words(d.Date.String(), human(d.Cause)) }),
		reg("Risk and incident", "", "Delay cost", "Delay costs", RightMoney, EditMoney, func(c DelayCost) string { return words(human(c.Type), c.Amount.String()) }),
	}
}
