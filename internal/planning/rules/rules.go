// Package rules shows and changes the rules that bind a production: the packs of law and agreement
// in force with every rule's sentence, numbers and source, what the production changed about them
// and who agreed, waivers with the consent they rest on, and how the rules of the stripboard count.
//
// It answers what follows: which days of the board break a rule now, which would after an edit
// (before it lands), and whether one person may work some hours.
package rules

import (
	"backlot/film/strips/board"
	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	RightRead = "rules.read"
	RightEdit = "rules.edit"
)

// Plans is what the rules want to know of the board that is shot.
type Plans interface {
	// Shot is the board the production is shooting by; ok is false when there is none.
	Shot(v graph.View) (board graph.ID, ok bool)
	// Case reads a board as a scheduling problem, and the board as it stands.
	Case(v graph.View, boardID graph.ID) (*board.Case, *board.Board, error)
}

// Slice describes the slice to the house. ids makes the ids of new records.
func Slice(ids graph.IDs, plans Plans) slice.Slice {
	s := &service{ids: ids, plans: plans}
	return slice.Slice{
		Area: "planning", Name: "rules", Title: "Rules",
		Rights: []access.Right{
			{Name: RightRead, Title: "See which rules bind the production, and where the plan breaks them", Roles: []string{"@crew", "@office", "@ad", "@executive", "@creative", "@editorial"}},
			{Name: RightEdit, Title: "Put rule packs in force, change rules, grant waivers", Roles: []string{"first_ad", "@office"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{s.consequences()},
	}
}

type service struct {
	ids   graph.IDs
	plans Plans
}
