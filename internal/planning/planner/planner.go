// Package planner is what the stripboard knows of the rules: which strips and days break one and
// why, what the board costs, what the light and the people allow, and which days would be best.
//
// It reads a board of the production as a scheduling problem (Planner.Case), lets the engines of
// film/strips judge it, and writes a board of theirs back as strips (Planner.Place). What the
// production does not say is assumed and the assumption is shown; what contradicts itself is a
// finding that names the record; what the reader may not know is left out and said to be.
package planner

import (
	"backlot/film/strips"
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/core/slice"
	"backlot/internal/core/web"
)

// Rights, which are those of the stripboard: who may see a board may see what the rules say about
// it, and who may change it may let the planner do so. Prices need the right to deals as well.
const (
	RightRead = "board.read"
	rightEdit = "board.edit"
)

// Boards is what the planner wants to know of the stripboard.
type Boards interface {
	// Line cuts a board into days with their dates, and gives the calendar they fall on.
	Line(v graph.View, board graph.ID) ([]strips.Dated, strips.Calendar, error)
}

// Hours is what the planner wants to know of the rule packs.
type Hours interface {
	// Packs gives the packs of working hours as the production applies them, by their records, and
	// what of its own rules cannot be applied and why.
	Packs(v graph.View) (packs map[graph.ID]worktime.Pack, problems map[graph.ID]string, err error)
}

// Planner reads boards of the production for the engines and writes theirs back.
type Planner struct {
	boards Boards
	hours  Hours
}

// New makes a planner of the boards that another slice keeps.
func New(boards Boards) Planner { return Planner{boards: boards} }

// Under is the planner with the rule packs as the production applies them; without, packs count as
// they come with Backlot.
func (p Planner) Under(hours Hours) Planner {
	p.hours = hours
	return p
}

// Slice describes the slice to the house. ids makes the ids of new records.
func Slice(ids graph.IDs, p Planner, d Desk) slice.Slice {
	s := &service{ids: ids, Planner: p, desk: d}
	return slice.Slice{
		Area: "planning", Name: "planner", Title: "Planner",
		Routes:      s.routes,
		Derivations: []graph.Derivation{p.consequences()},
		Jobs:        []slice.Job{{Kind: solveJob, Title: "Search for a cheaper board", Run: s.solve}},
	}
}

type service struct {
	Planner
	ids  graph.IDs
	desk Desk
}

func (s *service) routes(m *web.Mux) {
	s.checkRoutes(m)
	s.solveRoutes(m)
	s.exchangeRoutes(m)
}
