// Package board is the stripboard: scenes as strips in shooting order, cut into days, and everything
// that is read off it: one-liner, shooting schedule, day-out-of-days, totals.
//
// The board itself is a list of strip records; days, dates, totals and charts are computed from it
// every time and never stored. Moving a strip changes one field of one record, so two assistant
// directors can work on one board at once.
package board

import (
	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
)

// Rights of the slice.
const (
	RightRead  = "board.read"
	RightEdit  = "board.edit"
	RightAdopt = "board.adopt"
)

// Slice describes the slice to the house. ids makes the ids of new records.
func Slice(ids graph.IDs) slice.Slice {
	s := &service{ids: ids}
	return slice.Slice{
		Area: "planning", Name: "board", Title: "Stripboard",
		Rights: []access.Right{
			{Name: RightRead, Title: "See the stripboards and schedules", Roles: []string{"@crew", "@office", "@ad", "@executive", "@creative", "@editorial"}},
			{Name: RightEdit, Title: "Change the stripboards", Roles: []string{"@ad", "@office"}},
			{Name: RightAdopt, Title: "Make a board the one that is shot", Roles: []string{"first_ad", "@office"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{consequences},
		Documents:   papers,
	}
}

type service struct{ ids graph.IDs }
