package production

import "backlot/internal/core/graph"

// Compartment is a circle of people who may know a secret. Records are sealed
// into it by the graph; everybody else sees nothing or an alias.
type Compartment struct {
	// Name inside the circle.
	Name string `json:"name" required:"true"`
	// Why the secret is kept.
	Reason string `json:"reason,omitzero"`
	// What kind of secret.
	Type string `json:"type,omitzero" enum:"story,casting,closed_set,medical,personal,deal,legal,security"`
	// Who may know, by account or party id.
	Members map[string]bool `json:"members,omitzero"`
	// Date it opens to the production; empty stays closed.
	OpensOn Date `json:"opens_on,omitzero"`
	// Person who answers for it.
	Owner graph.Ref[Party] `json:"owner,omitzero"`
}

// Document is a document the production issues: its type, subject and revisions.
type Document struct {
	// What it is.
	Type string `json:"type" required:"true" enum:"call_sheet,sides,script,revision_pages,one_liner,schedule,day_out_of_days,breakdown,production_report,movement_order,crew_list,risk_assessment,budget,cost_report,cue_sheet,credits,memo,other"`
	// Name as the reader sees it.
	Name string `json:"name" required:"true"`
	// What it is about: a day, draft, board.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
}

// Issue is one published revision of a document. Printed again from its sequence
// number it gives the same bytes.
type Issue struct {
	// The document.
	Document graph.Ref[Document] `json:"document" required:"true" graph:"owner"`
	// Revision, from 1.
	Revision int `json:"revision" required:"true" minimum:"1"`
	// Sequence number of the production it was computed from.
	Seq int64 `json:"seq,omitzero" minimum:"0"`
	// When it was published.
	AtMS int64 `json:"at_ms" required:"true"`
	// Who published it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// Content address of the unmarked file.
	Hash string `json:"hash,omitzero"`
	// What changed since the last revision.
	Changes string `json:"changes,omitzero"`
	// Withdrawn, and by which reason.
	Withdrawn string `json:"withdrawn,omitzero"`
}

// Delivery is an exact version given to an exact recipient.
type Delivery struct {
	// Issue given; or
	Issue graph.Ref[Issue] `json:"issue,omitzero" graph:"owner"`
	// version given; or
	Version graph.Ref[Version] `json:"version,omitzero" graph:"owner"`
	// deliverable it fulfils.
	Deliverable graph.Ref[Deliverable] `json:"deliverable,omitzero" graph:"owner"`
	// Who receives it.
	Recipient graph.Ref[Party] `json:"recipient" required:"true" graph:"owner"`
	// How.
	Channel string `json:"channel,omitzero" enum:"app,mail,print,link,drive,transfer,screening"`
	// Individual mark in the copy.
	MarkID string `json:"mark_id,omitzero"`
	// When it was sent.
	SentAtMS int64 `json:"sent_at_ms,omitzero"`
	// When it was first opened.
	OpenedAtMS int64 `json:"opened_at_ms,omitzero"`
	// When the recipient acknowledged it.
	AcknowledgedAtMS int64 `json:"acknowledged_at_ms,omitzero"`
	// Last moment the copy may be used.
	ExpiresAtMS int64 `json:"expires_at_ms,omitzero"`
	// Content address of the marked copy.
	Hash string `json:"hash,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"queued,sent,bounced,opened,acknowledged,expired,recalled"`
}

// Deliverable is something owed to a buyer, distributor or department.
type Deliverable struct {
	// Name in the delivery schedule.
	Name string `json:"name" required:"true"`
	// What it is.
	Type string `json:"type,omitzero" enum:"imf,dcp,prores_master,stems,m_and_e,subtitles,dub_card,cue_sheet,credits,trailer,stills,scripts,legal,turnover,other"`
	// Episode it is for.
	Episode graph.Ref[Episode] `json:"episode,omitzero"`
	// Who is owed.
	Recipient graph.Ref[Party] `json:"recipient,omitzero"`
	// Specification it must meet.
	Spec string `json:"spec,omitzero"`
	// Date due.
	Due Date `json:"due,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"owed,in_work,delivered,accepted,rejected,waived"`
}

// CheckResult is one check of a delivery, version or timeline.
type CheckResult struct {
	// What was checked.
	Of graph.Ref[graph.Any] `json:"of" required:"true" graph:"owner"`
	// Check such as "loudness" or "duration".
	Name string `json:"name" required:"true"`
	// Result.
	Result string `json:"result" required:"true" enum:"pass,fail,warning,not_run"`
	// What was measured and what was wanted.
	Detail string `json:"detail,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
	// Frame it was found at.
	AtFrames int64 `json:"at_frames,omitzero" minimum:"0"`
}

// DistributionList is a named set of recipients of a type of document.
type DistributionList struct {
	// Name.
	Name string `json:"name" required:"true"`
	// Type of document it is for; empty is any.
	Document string `json:"document,omitzero"`
	// Departments on it, by id.
	Departments map[string]bool `json:"departments,omitzero"`
	// Parties on it, by id.
	Parties map[string]bool `json:"parties,omitzero"`
	// Everyone called that day is on it.
	EveryoneCalled bool `json:"everyone_called,omitzero"`
}

// Visit is a request of outsiders to come to set.
type Visit struct {
	// Who comes, in words.
	Name string `json:"name" required:"true"`
	// Who asks for them.
	Host graph.Ref[Party] `json:"host,omitzero"`
	// Day.
	Day graph.Ref[ShootDay] `json:"day,omitzero"`
	// How many.
	Count int `json:"count" required:"true" minimum:"1"`
	// Agreement they signed.
	NDA graph.Ref[Grant] `json:"nda,omitzero" title:"NDA"`
	// Who walks with them.
	Escort graph.Ref[Party] `json:"escort,omitzero"`
	// First minute they may be on set.
	FromAtMS int64 `json:"from_at_ms,omitzero"`
	// Last minute.
	ToAtMS int64 `json:"to_at_ms,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"asked,approved,refused,came,cancelled"`
}

// Kind is "compartment".
func (Compartment) Kind() graph.Kind { return "compartment" }

// Validate reports what is wrong with the record, and what would be right.
func (c Compartment) Validate() error { return check(c) }

// Kind is "document".
func (Document) Kind() graph.Kind { return "document" }

// Validate reports what is wrong with the record, and what would be right.
func (d Document) Validate() error { return check(d) }

// Kind is "issue".
func (Issue) Kind() graph.Kind { return "issue" }

// Validate reports what is wrong with the record, and what would be right.
func (i Issue) Validate() error { return check(i) }

// Kind is "delivery".
func (Delivery) Kind() graph.Kind { return "delivery" }

// Validate reports what is wrong with the record, and what would be right.
func (d Delivery) Validate() error {
	return firstError(check(d), interval("opened_at_ms", d.SentAtMS, d.OpenedAtMS), interval("acknowledged_at_ms", d.SentAtMS, d.AcknowledgedAtMS))
}

// Kind is "deliverable".
func (Deliverable) Kind() graph.Kind { return "deliverable" }

// Validate reports what is wrong with the record, and what would be right.
func (d Deliverable) Validate() error { return check(d) }

// Kind is "check_result".
func (CheckResult) Kind() graph.Kind { return "check_result" }

// Validate reports what is wrong with the record, and what would be right.
func (c CheckResult) Validate() error { return check(c) }

// Kind is "distribution_list".
func (DistributionList) Kind() graph.Kind { return "distribution_list" }

// Validate reports what is wrong with the record, and what would be right.
func (d DistributionList) Validate() error { return check(d) }

// Kind is "visit".
func (Visit) Kind() graph.Kind { return "visit" }

// Validate reports what is wrong with the record, and what would be right.
func (v Visit) Validate() error {
	return firstError(check(v), interval("to_at_ms", v.FromAtMS, v.ToAtMS))
}
