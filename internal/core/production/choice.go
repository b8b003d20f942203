package production

import "backlot/internal/core/graph"

// Question is something to be chosen: who plays a part, where a scene is shot,
// practical or computer-made, which song.
type Question struct {
	// What is asked.
	Name string `json:"name" required:"true"`
	// What is chosen.
	Type string `json:"type" required:"true" enum:"casting,location,method,vendor,song,design,title,schedule,other"`
	// Element, scene or other record it is about.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
	// Who decides.
	Decider graph.Ref[Party] `json:"decider,omitzero"`
	// Date after which waiting costs.
	DecideBy Date `json:"decide_by,omitzero"`
	// The option chosen.
	Chosen graph.Ref[Option] `json:"chosen,omitzero"`
	// Why.
	Rationale string `json:"rationale,omitzero"`
}

// Option is one candidate answer to a question.
type Option struct {
	// The question.
	Question graph.Ref[Question] `json:"question" required:"true" graph:"owner"`
	// Name of the candidate.
	Name string `json:"name" required:"true"`
	// Party, for casting and vendors.
	Party graph.Ref[Party] `json:"party,omitzero" graph:"owner"`
	// Place, for locations.
	Place graph.Ref[Place] `json:"place,omitzero"`
	// Track, for songs.
	Track graph.Ref[Track] `json:"track,omitzero"`
	// Method, for effects.
	Method string `json:"method,omitzero"`
	// Lowest expected cost.
	CostLow Money `json:"cost_low,omitzero"`
	// Highest expected cost.
	CostHigh Money `json:"cost_high,omitzero"`
	// Lead time in days.
	LeadDays int `json:"lead_days,omitzero" minimum:"0"`
	// Minutes on set.
	SetMin int `json:"set_min,omitzero" minimum:"0"`
	// Kilograms of CO2 equivalent.
	CarbonKG int `json:"carbon_kg,omitzero" minimum:"0"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"submitted,seen,callback,shortlist,hold,offered,chosen,rejected,withdrawn"`
	// For and against.
	Notes string `json:"notes,omitzero"`
	// Content address of the tape, photo or bid.
	FileHash string `json:"file_hash,omitzero"`
	// Date these facts must be erased if not chosen.
	EraseOn Date `json:"erase_on,omitzero"`
}

// Rating is one person's independent view of an option.
type Rating struct {
	// The option.
	Option graph.Ref[Option] `json:"option" required:"true" graph:"owner"`
	// Who rates.
	By graph.Ref[Party] `json:"by" required:"true"`
	// Option rated together with this one: a chemistry pair.
	PairWith graph.Ref[Option] `json:"pair_with,omitzero"`
	// 1 to 10.
	Score int `json:"score" required:"true" minimum:"1" maximum:"10"`
	// In words.
	Note string `json:"note,omitzero"`
}

// RulePack is a set of dated rules from one agreement, law or specification.
type RulePack struct {
	// Name of the agreement or law.
	Name string `json:"name" required:"true"`
	// Key of the rule pack of film/worktime, such as "us-ca-minors"; "planner" for how the rules of the stripboard count here; "offload" for when a camera card may be formatted; any other key is a pack of the production's own.
	Pack string `json:"pack" required:"true"`
	// Where it holds, ISO 3166-1 alpha-2 or region.
	Jurisdiction string `json:"jurisdiction,omitzero"`
	// Version of the pack.
	Version string `json:"version,omitzero"`
	// First day it is in force here.
	From Date `json:"from,omitzero"`
	// Last day it is in force here.
	To Date `json:"to,omitzero"`
	// Unit it applies to; empty means all.
	Unit graph.Ref[Unit] `json:"unit,omitzero"`
}

// Rule is one threshold of a pack as this production applies it, where it differs
// from the pack's own text or where a production makes a rule of its own.
type Rule struct {
	// The pack.
	Pack graph.Ref[RulePack] `json:"pack" required:"true" graph:"owner"`
	// Key: the id of the pack's rule that is changed, such as "turnaround"; of a rule of the stripboard, such as "overtime"; or any name for a rule of one's own.
	Key string `json:"key" required:"true"`
	// What it means in a sentence.
	Text string `json:"text" required:"true"`
	// What a rule of one's own limits, as film/worktime measures it, such as "rest.daily"; a changed rule keeps that of the pack.
	Quantity string `json:"quantity,omitzero"`
	// Limit as the pack writes it: "11h", "20:00", "6".
	Value string `json:"value,omitzero"`
	// How a rule of the stripboard counts: hard forbids, buy lets it be broken at its price, soft weighs it.
	Mode string `json:"mode,omitzero" enum:"hard,buy,soft,off"`
	// What breaking a soft rule of the stripboard once weighs.
	Weight Money `json:"weight,omitzero"`
	// What a breach means.
	Severity string `json:"severity,omitzero" enum:"info,cost,warning,forbidden"`
	// First day.
	From Date `json:"from,omitzero"`
	// Last day.
	To Date `json:"to,omitzero"`
	// Clause it comes from.
	Source string `json:"source,omitzero"`
	// Who agreed to the change.
	AgreedBy graph.Ref[Party] `json:"agreed_by,omitzero"`
	// Why it differs from the pack.
	Reason string `json:"reason,omitzero"`
}

// Waiver allows one exception from a rule.
type Waiver struct {
	// The rule.
	Rule graph.Ref[Rule] `json:"rule,omitzero"`
	// Pack whose own text is waived, with
	Pack graph.Ref[RulePack] `json:"pack,omitzero"`
	// the id of its rule.
	RuleKey string `json:"rule_key,omitzero"`
	// First day it allows.
	From Date `json:"from,omitzero"`
	// Last day it allows; empty is the first day only.
	To Date `json:"to,omitzero"`
	// Day it is for.
	Day graph.Ref[ShootDay] `json:"day,omitzero" graph:"owner"`
	// Engagement it is for.
	Engagement graph.Ref[Engagement] `json:"engagement,omitzero" graph:"owner"`
	// Who agreed to it.
	GrantedBy graph.Ref[Party] `json:"granted_by" required:"true"`
	// Why.
	Reason string `json:"reason" required:"true"`
	// The consent it rests on: number of the permit, or the paper the person signed.
	Consent string `json:"consent,omitzero"`
	// Day the consent was given.
	ConsentOn Date `json:"consent_on,omitzero"`
}

// Kind is "question".
func (Question) Kind() graph.Kind { return "question" }

// Validate reports what is wrong with the record, and what would be right.
func (q Question) Validate() error { return check(q) }

// Kind is "option".
func (Option) Kind() graph.Kind { return "option" }

// Validate reports what is wrong with the record, and what would be right.
func (o Option) Validate() error { return check(o) }

// Kind is "rating".
func (Rating) Kind() graph.Kind { return "rating" }

// Validate reports what is wrong with the record, and what would be right.
func (r Rating) Validate() error { return check(r) }

// Kind is "rule_pack".
func (RulePack) Kind() graph.Kind { return "rule_pack" }

// Validate reports what is wrong with the record, and what would be right.
func (p RulePack) Validate() error { return firstError(check(p), period("to", p.From, p.To)) }

// Kind is "rule".
func (Rule) Kind() graph.Kind { return "rule" }

// Validate reports what is wrong with the record, and what would be right.
func (r Rule) Validate() error { return firstError(check(r), period("to", r.From, r.To)) }

// Kind is "waiver".
func (Waiver) Kind() graph.Kind { return "waiver" }

// Validate reports what is wrong with the record, and what would be right.
func (w Waiver) Validate() error { return firstError(check(w), period("to", w.From, w.To)) }
