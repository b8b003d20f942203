package house

import (
	"backlot/film/worktime"
	"backlot/internal/core/graph"
	"backlot/internal/planning/board"
	"backlot/internal/planning/planner"
	"backlot/internal/planning/rules"
)

// plannerOf is the planner as the house puts it together: over the stripboards, under the rule packs
// as the production applies them.
func plannerOf() planner.Planner { return planner.New(board.Schedule{}).Under(hours{}) }

// hours gives the planner the rule packs of a production.
type hours struct{}

// Packs gives the packs of working hours as the production applies them, by their records, and what of
// its own rules cannot be applied and why.
func (hours) Packs(v graph.View) (map[graph.ID]worktime.Pack, map[graph.ID]string, error) {
	book, err := rules.Read(v)
	if err != nil {
		return nil, nil, err
	}
	packs, problems := map[graph.ID]worktime.Pack{}, map[graph.ID]string{}
	for _, f := range book.Packs {
		packs[f.ID] = f.Pack
		for _, e := range f.Edits {
			if e.Problem != "" && e.Record.Quantity != "" {
				problems[e.ID] = e.Problem
			}
		}
	}
	return packs, problems, nil
}
