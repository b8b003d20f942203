// Package room is the writers' room: the story as cards on a board, before and while there is a script.
//
// One set of cards is seen through four groupings: a season by its episodes, an episode (or a feature) by
// its acts, the whole by storyline, and by character. A card becomes one or more scenes; as soon as it has
// them, it shows what it costs. Pitches, other versions of a beat, assignments and locks are the room's
// memory. What is hidden from a writer is not in the view that everything here is computed from.
package room

import (
	"backlot/internal/core/access"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/slice"
)

// Rights of the slice. Reading and leading are rights of the kinds themselves (internal/core/production),
// so that search, stream and the generic routes keep them too.
const (
	RightRead   = production.RightRoom
	RightWrite  = "room.write"
	RightAssign = "room.assign"
	RightLead   = production.EditRoom
)

// Plan answers what a card asks of the schedule and of the deals; the house passes it in.
type Plan interface {
	// ShootingDays gives the numbers of the shooting days of each scene on the board that is shot.
	ShootingDays(v graph.View) map[graph.ID][]int
	// DayRates gives what a working day of whoever plays a character costs, as far as the reader may know.
	DayRates(v graph.View) map[graph.ID]production.Money
}

// Slice describes the slice to the house. ids makes the ids of new records.
func Slice(ids graph.IDs, plan Plan) slice.Slice {
	s := &service{ids: ids, plan: plan}
	return slice.Slice{
		Area: "story", Name: "room", Title: "Writers' room",
		Rights: []access.Right{
			{Name: RightWrite, Title: "Pitch, write and move cards in the writers' room", Roles: []string{"@office", "showrunner", "producer", "director", "writer", "writers_assistant", "script_coordinator"}},
			{Name: RightAssign, Title: "Give out writing assignments", Roles: []string{"@office", "showrunner", "producer", "script_coordinator"}},
		},
		Routes:      s.routes,
		Derivations: []graph.Derivation{{Name: "Writers' room", Reads: consequenceKinds, Consequences: s.consequences}},
		Documents:   s.papers(),
	}
}

type service struct {
	ids  graph.IDs
	plan Plan
}
