package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Engagement is a party at work on this production in a role, from a date to a
// date. Its money is a Deal and its credit a BillingClause, so that fewer people
// need to see those.
type Engagement struct {
	// Who is engaged.
	Party graph.Ref[Party] `json:"party" required:"true" graph:"owner"`
	// Job, for crew.
	Role graph.Ref[Role] `json:"role,omitzero"`
	// Department, for crew.
	Department graph.Ref[Department] `json:"department,omitzero"`
	// Character played, for cast; several engagements may play one.
	Character graph.Ref[Element] `json:"character,omitzero" graph:"owner"`
	// Number on the call sheet, for cast.
	CastNumber string `json:"cast_number,omitzero"`
	// How the character is played.
	Capacity string `json:"capacity,omitzero" enum:"performer,stunt_double,photo_double,stand_in,body_double,voice,puppeteer,background,handler,guest"`
	// Unit the engagement is for; empty means all.
	Unit graph.Ref[Unit] `json:"unit,omitzero"`
	// Start of the engagement.
	Start Date `json:"start,omitzero"`
	// End of the engagement.
	End Date `json:"end,omitzero"`
	// Days of work guaranteed.
	GuaranteedDays int `json:"guaranteed_days,omitzero" minimum:"0"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"wanted,offered,accepted,signed,working,wrapped,cancelled"`
	// Rule pack whose working hours apply.
	RulePack graph.Ref[RulePack] `json:"rule_pack,omitzero"`
	// City from which travel is counted, when not the party's home.
	TravelFrom string `json:"travel_from,omitzero"`
	// Local hire: no travel or living is owed.
	LocalHire bool `json:"local_hire,omitzero"`
	// Head of department.
	HeadOfDepartment bool `json:"head_of_department,omitzero"`
}

// Deal is the money of an engagement.
type Deal struct {
	// Engagement it pays for.
	Engagement graph.Ref[Engagement] `json:"engagement" required:"true" graph:"owner"`
	// Rate for one RateUnit of work.
	Rate Money `json:"rate" required:"true"`
	// What the rate buys.
	RateUnit string `json:"rate_unit" required:"true" enum:"hour,day,week,episode,picture,session"`
	// Hours a day's rate covers before overtime.
	HoursIncluded int `json:"hours_included,omitzero" minimum:"1" maximum:"24"`
	// Rate for a day held without work, when not the full rate.
	HoldRate Money `json:"hold_rate,omitzero"`
	// Allowance per day away from home.
	PerDiem Money `json:"per_diem,omitzero"`
	// Rent for the person's own kit, per week.
	KitRental Money `json:"kit_rental,omitzero"`
	// Fringes and agency fee on top, in hundredths of a percent.
	FringeBP int `json:"fringe_bp,omitzero" title:"Fringe (1/100 %)" minimum:"0"`
	// First date the terms hold.
	From Date `json:"from,omitzero"`
	// Account the cost goes to.
	Account graph.Ref[Account] `json:"account,omitzero"`
	// Special terms in words.
	Terms string `json:"terms,omitzero"`
}

// BillingClause is a credit obligation of an engagement, vendor or licence.
type BillingClause struct {
	// Engagement that earned it.
	Engagement graph.Ref[Engagement] `json:"engagement,omitzero" graph:"owner"`
	// Grant that demands it, for music, archive and locations.
	Grant graph.Ref[Grant] `json:"grant,omitzero" graph:"owner"`
	// Name to be printed.
	CreditedName string `json:"credited_name" required:"true"`
	// Words before or after the name: "Costume Designer".
	CreditAs string `json:"credit_as,omitzero"`
	// Where it stands.
	Position string `json:"position" required:"true" enum:"main_title_single_card,main_title_shared_card,end_title_card,crawl,special_thanks,logo"`
	// Party it must not come after.
	NotAfter graph.Ref[Party] `json:"not_after,omitzero"`
	// Letter size as a percentage of the title's.
	SizePercent int `json:"size_percent,omitzero" minimum:"1" maximum:"200"`
	// The person has confirmed the spelling.
	Confirmed bool `json:"confirmed,omitzero"`
	// Words of the contract.
	Clause string `json:"clause,omitzero"`
}

// WorkTime is what a person's day really was, and the source of pay and penalties.
type WorkTime struct {
	// Who worked.
	Engagement graph.Ref[Engagement] `json:"engagement" required:"true" graph:"owner"`
	// On which unit-day.
	Day graph.Ref[ShootDay] `json:"day" required:"true" graph:"owner"`
	// What the day was.
	Status string `json:"status,omitzero" enum:"work,start,start_work,work_finish,start_work_finish,hold,travel,rehearsal,fitting,test,drop,pickup,finish,off,sick"`
	// Left home or hotel.
	LeaveAtMS int64 `json:"leave_at_ms,omitzero"`
	// Arrived and reported.
	ReportAtMS int64 `json:"report_at_ms,omitzero"`
	// In the make-up chair.
	MakeupAtMS int64 `json:"makeup_at_ms,omitzero"`
	// On set.
	SetAtMS int64 `json:"set_at_ms,omitzero"`
	// First meal began.
	Meal1StartAtMS int64 `json:"meal1_start_at_ms,omitzero"`
	// First meal ended.
	Meal1EndAtMS int64 `json:"meal1_end_at_ms,omitzero"`
	// Second meal began.
	Meal2StartAtMS int64 `json:"meal2_start_at_ms,omitzero"`
	// Second meal ended.
	Meal2EndAtMS int64 `json:"meal2_end_at_ms,omitzero"`
	// Dismissed from set.
	DismissAtMS int64 `json:"dismiss_at_ms,omitzero"`
	// Out of make-up and costume: rest is counted from here.
	OutAtMS int64 `json:"out_at_ms,omitzero"`
	// Back home or at the hotel.
	HomeAtMS int64 `json:"home_at_ms,omitzero"`
	// Minutes of school, for minors.
	SchoolMin int `json:"school_min,omitzero" minimum:"0"`
	// Minutes of rest and play, for minors.
	RestMin int `json:"rest_min,omitzero" minimum:"0"`
	// Signed by the person.
	Signed bool `json:"signed,omitzero"`
	// Remark.
	Note string `json:"note,omitzero"`
}

// Kind is "engagement".
func (Engagement) Kind() graph.Kind { return "engagement" }

// Validate reports what is wrong with the record, and what would be right.
func (e Engagement) Validate() error { return firstError(check(e), period("end", e.Start, e.End)) }

// Kind is "deal".
func (Deal) Kind() graph.Kind { return "deal" }

// Validate reports what is wrong with the record, and what would be right.
func (d Deal) Validate() error {
	if err := check(d); err != nil {
		return err
	}
	if d.Rate.Minor < 0 {
		return fault.At("rate", "rate %s: want zero or more", d.Rate)
	}
	return nil
}

// Kind is "billing_clause".
func (BillingClause) Kind() graph.Kind { return "billing_clause" }

// Validate reports what is wrong with the record, and what would be right.
func (b BillingClause) Validate() error {
	if b.Engagement.IsZero() && b.Grant.IsZero() {
		return fault.At("engagement", "engagement is missing: a credit is owed by an engagement or a grant")
	}
	return check(b)
}

// Kind is "work_time".
func (WorkTime) Kind() graph.Kind { return "work_time" }

// Validate reports what is wrong with the record, and what would be right.
func (w WorkTime) Validate() error {
	return firstError(check(w), interval("set_at_ms", w.ReportAtMS, w.SetAtMS), interval("meal1_end_at_ms", w.Meal1StartAtMS, w.Meal1EndAtMS),
		interval("meal2_end_at_ms", w.Meal2StartAtMS, w.Meal2EndAtMS), interval("out_at_ms", w.DismissAtMS, w.OutAtMS))
}
