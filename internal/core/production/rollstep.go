package production

import "backlot/internal/core/graph"

// RollStep is a step in the life of a roll: who gave it to whom, where and when,
// and what was done with it. Together they are its chain of custody.
type RollStep struct {
	// The roll.
	Roll graph.Ref[Roll] `json:"roll" required:"true" graph:"owner"`
	// What happened.
	Step string `json:"step" required:"true" enum:"handed_over,received,sent,returned,copied,checked,damaged,released,formatted,remark"`
	// When.
	AtMS int64 `json:"at_ms" required:"true" minimum:"1"`
	// Who had it before.
	From string `json:"from,omitzero" maxLength:"120"`
	// Who has it now, or who did it.
	To string `json:"to,omitzero" maxLength:"120"`
	// Where it happened.
	Where string `json:"where,omitzero" maxLength:"120"`
	// Colour of the tape, or number of the seal.
	Seal string `json:"seal,omitzero" maxLength:"80"`
	// What else is to be known.
	Note string `json:"note,omitzero" maxLength:"2000"`
	// Account that wrote it down, which signs it.
	Account graph.ID `json:"account,omitzero"`
}

// Kind is "roll_step".
func (RollStep) Kind() graph.Kind { return "roll_step" }

// Validate reports what is wrong with the record, and what would be right.
func (s RollStep) Validate() error { return check(s) }
