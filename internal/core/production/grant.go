package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Grant is a right somebody gives: a licence, release, consent, permit, option
// or confidentiality agreement.
type Grant struct {
	// What it is.
	Type string `json:"type" required:"true" enum:"option,adaptation_right,licence,sync_licence,master_licence,release,appearance_release,location_agreement,permit,visa,work_permit,child_permit,consent,intimacy_rider,nda,clearance,archive_licence,insurance"`
	// Name people know it by.
	Name string `json:"name" required:"true"`
	// Who gives the right.
	Grantor graph.Ref[Party] `json:"grantor,omitzero" graph:"owner"`
	// Who receives it, when it is not the production.
	Grantee graph.Ref[Party] `json:"grantee,omitzero"`
	// What it covers: an element, scene, place, track, source or party.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
	// Media, territory and use in words: "all media, world, in context".
	Scope string `json:"scope,omitzero"`
	// First day.
	From Date `json:"from,omitzero"`
	// Last day.
	To Date `json:"to,omitzero"`
	// Date by which an option or extension must be exercised.
	ExerciseBy Date `json:"exercise_by,omitzero"`
	// Price.
	Price Money `json:"price,omitzero"`
	// Longest use allowed in milliseconds, for music and archive.
	MaxMS int64 `json:"max_ms,omitzero" minimum:"0"`
	// Hash of the scene text it was signed for: a changed word voids it.
	TextHash string `json:"text_hash,omitzero"`
	// Acts consented to, as a set.
	Acts map[string]bool `json:"acts,omitzero"`
	// When it was signed.
	SignedAtMS int64 `json:"signed_at_ms,omitzero"`
	// When it was revoked; 0 is never.
	RevokedAtMS int64 `json:"revoked_at_ms,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"needed,asked,quoted,agreed,signed,refused,expired,revoked,void"`
	// Number of the permit or contract.
	Number string `json:"number,omitzero"`
	// Content address of the signed paper.
	FileHash string `json:"file_hash,omitzero"`
}

// Condition is one obligation that comes with a grant.
type Condition struct {
	// The grant.
	Grant graph.Ref[Grant] `json:"grant" required:"true" graph:"owner"`
	// What must be kept: "no drone after 21:00", "credit in the crawl".
	Text string `json:"text" required:"true"`
	// What sort of condition.
	Type string `json:"type,omitzero" enum:"time,credit,approval,payment,restore,insurance,presence,use,secrecy,reserved,moral"`
	// Sum due, for payments.
	Amount Money `json:"amount,omitzero"`
	// Date it must be met by.
	Due Date `json:"due,omitzero"`
	// It has been met.
	Met bool `json:"met,omitzero"`
}

// Hazard is a way people or things could be hurt, with what is done about it.
type Hazard struct {
	// Scene, place, element, activity or item it comes from.
	About graph.Ref[graph.Any] `json:"about" required:"true" graph:"owner"`
	// What could happen.
	Name string `json:"name" required:"true"`
	// What kind.
	Type string `json:"type,omitzero" enum:"fall,fire,water,weapon,vehicle,animal,electric,rigging,height,cold,heat,noise,smoke,crowd,infection,fatigue,weather,chemical,other"`
	// Who could be hurt.
	Exposed string `json:"exposed,omitzero"`
	// Likelihood before controls, 1 to 5.
	Likelihood int `json:"likelihood,omitzero" minimum:"1" maximum:"5"`
	// Harm before controls, 1 to 5.
	Harm int `json:"harm,omitzero" minimum:"1" maximum:"5"`
	// Likelihood after controls, 1 to 5.
	ResidualLikelihood int `json:"residual_likelihood,omitzero" minimum:"1" maximum:"5"`
	// Harm after controls, 1 to 5.
	ResidualHarm int `json:"residual_harm,omitzero" minimum:"1" maximum:"5"`
	// Who assessed it.
	Assessor graph.Ref[Party] `json:"assessor,omitzero"`
	// When it was assessed.
	AssessedAtMS int64 `json:"assessed_at_ms,omitzero"`
	// Go or no-go.
	Verdict string `json:"verdict,omitzero" enum:"open,go,go_with_controls,no_go"`
}

// Control is one measure against a hazard.
type Control struct {
	// The hazard.
	Hazard graph.Ref[Hazard] `json:"hazard" required:"true" graph:"owner"`
	// What is done.
	Text string `json:"text" required:"true"`
	// Place among the controls.
	Order string `json:"order" required:"true"`
	// Who answers for it.
	Owner graph.Ref[Party] `json:"owner,omitzero"`
	// Must be proven before the scene is ready.
	Gate bool `json:"gate,omitzero"`
	// When it was proven.
	DoneAtMS int64 `json:"done_at_ms,omitzero"`
	// Who signed.
	SignedBy graph.Ref[Party] `json:"signed_by,omitzero"`
}

// Incident is something that went wrong or nearly did.
type Incident struct {
	// When.
	AtMS int64 `json:"at_ms" required:"true"`
	// Unit-day.
	Day graph.Ref[ShootDay] `json:"day,omitzero"`
	// Place.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// How bad.
	Severity string `json:"severity" required:"true" enum:"near_miss,first_aid,medical,serious,fatal,damage,security"`
	// What happened.
	Text string `json:"text" required:"true"`
	// What it happened with: an item, element, activity.
	With graph.Ref[graph.Any] `json:"with,omitzero"`
	// Who reported it.
	ReportedBy graph.Ref[Party] `json:"reported_by,omitzero"`
	// Minutes lost.
	LostMin int `json:"lost_min,omitzero" minimum:"0"`
	// Date by which the authority must be told.
	ReportBy Date `json:"report_by,omitzero"`
	// When the authority was told.
	ReportedAtMS int64 `json:"reported_at_ms,omitzero"`
}

// HoldTag forbids the use of a thing until it is inspected.
type HoldTag struct {
	// Item, place or realisation held.
	On graph.Ref[graph.Any] `json:"on" required:"true" graph:"owner"`
	// Why.
	Reason string `json:"reason" required:"true"`
	// Incident it follows from.
	Incident graph.Ref[Incident] `json:"incident,omitzero"`
	// Who put it on.
	By graph.Ref[Party] `json:"by,omitzero"`
	// When.
	AtMS int64 `json:"at_ms" required:"true"`
	// Who lifted it, after inspection.
	LiftedBy graph.Ref[Party] `json:"lifted_by,omitzero"`
	// When.
	LiftedAtMS int64 `json:"lifted_at_ms,omitzero"`
	// What the inspection found.
	Finding string `json:"finding,omitzero"`
}

// Inspection is a dated check of a thing by somebody qualified.
type Inspection struct {
	// What was inspected.
	Of graph.Ref[graph.Any] `json:"of" required:"true" graph:"owner"`
	// What was checked: "load test 500 kg".
	Name string `json:"name" required:"true"`
	// Date.
	Date Date `json:"date" required:"true"`
	// Last day it counts.
	ValidTo Date `json:"valid_to,omitzero"`
	// Who did it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// Result.
	Result string `json:"result" required:"true" enum:"pass,fail,pass_with_notes"`
	// What was found.
	Note string `json:"note,omitzero"`
}

// Kind is "grant".
func (Grant) Kind() graph.Kind { return "grant" }

// Validate reports what is wrong with the record, and what would be right.
func (g Grant) Validate() error {
	if g.Status == "revoked" && g.RevokedAtMS == 0 {
		return fault.At("revoked_at_ms", "revoked_at_ms is missing: a revocation has an instant")
	}
	return firstError(check(g), period("to", g.From, g.To), interval("revoked_at_ms", g.SignedAtMS, g.RevokedAtMS))
}

// Kind is "condition".
func (Condition) Kind() graph.Kind { return "condition" }

// Validate reports what is wrong with the record, and what would be right.
func (c Condition) Validate() error { return check(c) }

// Kind is "hazard".
func (Hazard) Kind() graph.Kind { return "hazard" }

// Validate reports what is wrong with the record, and what would be right.
func (h Hazard) Validate() error { return check(h) }

// Kind is "control".
func (Control) Kind() graph.Kind { return "control" }

// Validate reports what is wrong with the record, and what would be right.
func (c Control) Validate() error { return check(c) }

// Kind is "incident".
func (Incident) Kind() graph.Kind { return "incident" }

// Validate reports what is wrong with the record, and what would be right.
func (i Incident) Validate() error { return check(i) }

// Kind is "hold_tag".
func (HoldTag) Kind() graph.Kind { return "hold_tag" }

// Validate reports what is wrong with the record, and what would be right.
func (h HoldTag) Validate() error {
	if h.LiftedAtMS != 0 && h.LiftedBy.IsZero() {
		return fault.At("lifted_by", "lifted_by is missing: a hold is lifted by a person who inspected")
	}
	return firstError(check(h), interval("lifted_at_ms", h.AtMS, h.LiftedAtMS))
}

// Kind is "inspection".
func (Inspection) Kind() graph.Kind { return "inspection" }

// Validate reports what is wrong with the record, and what would be right.
func (i Inspection) Validate() error {
	return firstError(check(i), period("valid_to", i.Date, i.ValidTo))
}
