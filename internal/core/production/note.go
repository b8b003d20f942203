package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Note is a remark, request or highlight held to any record, paragraph or frame.
// One that is not for everybody is kept to its readers by the graph
// (graph.Edit.KeepTo), together with its answers, which it owns.
type Note struct {
	// What it is about.
	About graph.Ref[graph.Any] `json:"about" required:"true" graph:"owner"`
	// Words. A highlight needs none.
	Text string `json:"text,omitzero"`
	// Who wrote it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// Account that wrote it in this program.
	Account graph.ID `json:"account,omitzero"`
	// Name of the writer where an imported file gives one.
	Author string `json:"author,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
	// What it wants.
	Type string `json:"type,omitzero" enum:"remark,question,request,correction,praise,continuity,sound,camera,performance"`
	// Note it answers.
	ReplyTo graph.Ref[Note] `json:"reply_to,omitzero" graph:"owner"`
	// First frame, for notes on pictures.
	AtFrames int64 `json:"at_frames,omitzero" minimum:"0"`
	// Frames it spans.
	LengthFrames int64 `json:"length_frames,omitzero" minimum:"0"`
	// First character of the paragraph it is held to, for notes on text.
	StartRune int `json:"start_rune,omitzero" minimum:"0"`
	// Character after the last one it is held to.
	EndRune int `json:"end_rune,omitzero" minimum:"0"`
	// The words it is held to, as they were when it was written.
	Words string `json:"words,omitzero"`
	// Colour of the highlight.
	Color string `json:"color,omitzero" enum:"yellow,green,blue,pink,orange"`
	// Digest of the note in the imported file, so that importing it again finds it.
	FileHash string `json:"file_hash,omitzero"`
	// Drawing as JSON, coordinates 0 to 1 of the picture.
	Drawing string `json:"drawing,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"open,done,declined,superseded"`
	// Round of notes on a cut it came in.
	Round graph.Ref[NotesRound] `json:"round,omitzero"`
	// Version of the cut that answers it.
	AnsweredIn graph.Ref[Timeline] `json:"answered_in,omitzero"`
}

// NotesRound is a turn of notes on a cut: the director's, the studio's, a preview's.
type NotesRound struct {
	// Cut that was looked at.
	Timeline graph.Ref[Timeline] `json:"timeline" required:"true" graph:"owner"`
	// Name such as "Director, round 2".
	Name string `json:"name" required:"true"`
	// Who gives the notes.
	From graph.Ref[Party] `json:"from,omitzero"`
	// Date the notes are due.
	Due Date `json:"due,omitzero"`
	// Date the answer is due.
	AnswerDue Date `json:"answer_due,omitzero"`
	// Where it stands.
	Status string `json:"status,omitzero" enum:"asked,open,answered,closed"`
}

// Decision is a question put to someone, and its answer.
type Decision struct {
	// What is to be decided.
	Name string `json:"name" required:"true"`
	// What it is about.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
	// What kind of answer is wanted.
	Type string `json:"type,omitzero" enum:"approval,choice,dispute,ruling,spend,release"`
	// Who asks.
	AskedBy graph.Ref[Party] `json:"asked_by,omitzero"`
	// Who decides.
	Decider graph.Ref[Party] `json:"decider" required:"true"`
	// The person's stand-in with delegated limits.
	Delegate graph.Ref[Party] `json:"delegate,omitzero"`
	// Money it concerns.
	Amount Money `json:"amount,omitzero"`
	// Date after which waiting costs.
	DecideBy Date `json:"decide_by,omitzero"`
	// The answer.
	Answer string `json:"answer,omitzero" enum:"yes,no,changes,deferred,withdrawn"`
	// When it was given.
	AnsweredAtMS int64 `json:"answered_at_ms,omitzero"`
	// Reason given.
	Reason string `json:"reason,omitzero"`
	// Date until which it can be taken back.
	ReversibleUntil Date `json:"reversible_until,omitzero"`
	// Effect predicted when it was asked, in words.
	Predicted string `json:"predicted,omitzero"`
	// Effect measured later, in words.
	Measured string `json:"measured,omitzero"`
}

// Position is one person's stand on a decision, kept even when it loses.
type Position struct {
	// The decision.
	Decision graph.Ref[Decision] `json:"decision" required:"true" graph:"owner"`
	// Whose it is.
	By graph.Ref[Party] `json:"by" required:"true"`
	// For, against or conditional.
	Stance string `json:"stance" required:"true" enum:"for,against,conditional,consulted,dissent"`
	// The argument.
	Text string `json:"text,omitzero"`
	// Evidence: a timeline, note, estimate.
	Evidence graph.Ref[graph.Any] `json:"evidence,omitzero"`
}

// Budget is one version of the budget.
type Budget struct {
	// Name such as "Locked budget".
	Name string `json:"name" required:"true"`
	// Currency it is reported in, ISO 4217.
	Currency string `json:"currency" required:"true"`
	// Date it was made.
	Date Date `json:"date,omitzero"`
	// May no longer change.
	Locked bool `json:"locked,omitzero"`
	// The budget costs are reported against.
	Current bool `json:"current,omitzero"`
	// Contingency on top, in hundredths of a percent.
	ContingencyBP int `json:"contingency_bp,omitzero" title:"Contingency (1/100 %)" minimum:"0"`
}

// Account is a line of the chart of accounts.
type Account struct {
	// Number such as 2000 or 2010.
	Number string `json:"number" required:"true"`
	// Name.
	Name string `json:"name" required:"true"`
	// Account it sums into.
	Parent graph.Ref[Account] `json:"parent,omitzero"`
	// Part of the top sheet.
	Section string `json:"section,omitzero" enum:"above_the_line,production,post,other"`
}

// MoneyLine is one amount: budgeted, committed, spent or estimated to complete.
type MoneyLine struct {
	// What kind of amount it is.
	Type string `json:"type" required:"true" enum:"budget,commitment,actual,estimate_to_complete,income,incentive"`
	// Account it belongs to.
	Account graph.Ref[Account] `json:"account" required:"true"`
	// Budget it is part of, for budgeted lines.
	Budget graph.Ref[Budget] `json:"budget,omitzero" graph:"owner"`
	// What it is for.
	Name string `json:"name" required:"true"`
	// Place among the lines.
	Order string `json:"order,omitzero"`
	// Number of units, in hundredths.
	QuantityHundredths int `json:"quantity_hundredths,omitzero"`
	// Unit: day, week, allow, page.
	Unit string `json:"unit,omitzero"`
	// Multiplier, in hundredths; 0 reads as one.
	TimesHundredths int `json:"times_hundredths,omitzero"`
	// Price of one unit.
	Rate Money `json:"rate,omitzero"`
	// Whole amount, when it is not quantity × times × rate.
	Amount Money `json:"amount,omitzero"`
	// Date of the paper.
	Date Date `json:"date,omitzero"`
	// What it pays for: an engagement, item, place, work order.
	About graph.Ref[graph.Any] `json:"about,omitzero" graph:"owner"`
	// Who is paid.
	Payee graph.Ref[Party] `json:"payee,omitzero"`
	// Number of the order, invoice or time sheet.
	Document string `json:"document,omitzero"`
	// Commitment that this actual settles.
	Settles graph.Ref[MoneyLine] `json:"settles,omitzero"`
	// Incentive it counts for: "NO-25", "IS-35".
	IncentiveTag string `json:"incentive_tag,omitzero"`
	// How an estimate was made.
	Method string `json:"method,omitzero" enum:"remaining_units,trend,fixed"`
	// Why it differs from the budget.
	Reason string `json:"reason,omitzero"`
}

// Fringe is a cost that follows pay: social security, pension, agency.
type Fringe struct {
	// Name.
	Name string `json:"name" required:"true"`
	// Rate in hundredths of a percent.
	RateBP int `json:"rate_bp" title:"Rate (1/100 %)" required:"true" minimum:"0"`
	// Pay above which it stops, per person and year.
	Cap Money `json:"cap,omitzero"`
	// Country it applies in.
	Country string `json:"country,omitzero"`
	// First day.
	From Date `json:"from,omitzero"`
	// Last day.
	To Date `json:"to,omitzero"`
}

// Global is a named number budgets are written with: shoot days, fuel price.
type Global struct {
	// Name used in formulas.
	Name string `json:"name" required:"true"`
	// Value in thousandths.
	ValueThousandths int64 `json:"value_thousandths" required:"true"`
	// Unit it counts.
	Unit string `json:"unit,omitzero"`
}

// ExchangeRate fixes what one unit of a currency is worth on a day.
type ExchangeRate struct {
	// Currency priced, ISO 4217.
	From string `json:"from" required:"true"`
	// Currency it is priced in, ISO 4217.
	To string `json:"to" required:"true"`
	// First day it holds.
	Date Date `json:"date" required:"true"`
	// Price of one From in To, in millionths.
	RateMillionths int64 `json:"rate_millionths" required:"true" minimum:"1"`
	// Fixed for the budget, or the day's market.
	Type string `json:"type,omitzero" enum:"budget,market,forward"`
}

// Kind is "note".
func (Note) Kind() graph.Kind { return "note" }

// Validate reports what is wrong with the record, and what would be right.
func (n Note) Validate() error {
	switch {
	case n.Text == "" && n.Color == "" && n.Drawing == "":
		return fault.At("text", "text is missing: a note has words, a drawing, or the colour of a highlight")
	case n.EndRune < n.StartRune:
		return fault.At("end_rune", "a note ends at character %d, before it begins at %d", n.EndRune, n.StartRune)
	}
	return check(n)
}

// Kind is "notes_round".
func (NotesRound) Kind() graph.Kind { return "notes_round" }

// Validate reports what is wrong with the record, and what would be right.
func (r NotesRound) Validate() error { return check(r) }

// Kind is "decision".
func (Decision) Kind() graph.Kind { return "decision" }

// Validate reports what is wrong with the record, and what would be right.
func (d Decision) Validate() error {
	if d.Answer != "" && d.AnsweredAtMS == 0 {
		return fault.At("answered_at_ms", "answered_at_ms is missing: an answer has an instant")
	}
	return check(d)
}

// Kind is "position".
func (Position) Kind() graph.Kind { return "position" }

// Validate reports what is wrong with the record, and what would be right.
func (p Position) Validate() error { return check(p) }

// Kind is "budget".
func (Budget) Kind() graph.Kind { return "budget" }

// Validate reports what is wrong with the record, and what would be right.
func (b Budget) Validate() error { return firstError(check(b), currencyCode("currency", b.Currency)) }

// Kind is "account".
func (Account) Kind() graph.Kind { return "account" }

// Validate reports what is wrong with the record, and what would be right.
func (a Account) Validate() error { return check(a) }

// Kind is "money_line".
func (MoneyLine) Kind() graph.Kind { return "money_line" }

// Validate reports what is wrong with the record, and what would be right.
func (m MoneyLine) Validate() error {
	if m.Rate.IsZero() && m.Amount.IsZero() {
		return fault.At("amount", "amount is missing: want an amount, or a quantity and a rate")
	}
	return check(m)
}

// Kind is "fringe".
func (Fringe) Kind() graph.Kind { return "fringe" }

// Validate reports what is wrong with the record, and what would be right.
func (f Fringe) Validate() error { return firstError(check(f), period("to", f.From, f.To)) }

// Kind is "global".
func (Global) Kind() graph.Kind { return "global" }

// Validate reports what is wrong with the record, and what would be right.
func (g Global) Validate() error { return check(g) }

// Kind is "exchange_rate".
func (ExchangeRate) Kind() graph.Kind { return "exchange_rate" }

// Validate reports what is wrong with the record, and what would be right.
func (e ExchangeRate) Validate() error {
	return firstError(check(e), currencyCode("from", e.From), currencyCode("to", e.To))
}
