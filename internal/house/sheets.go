package house

import (
	"context"

	"backlot/internal/core/graph"
	"backlot/internal/planning/disruption"
	"backlot/internal/shoot/callsheet"
)

// sheets tells the disruptions which call sheets no longer hold.
type sheets struct{ issued callsheet.Issued }

// Outdated lists the call sheets that were out at a moment and say something else since.
func (s sheets) Outdated(ctx context.Context, v graph.View, at graph.Clock) ([]disruption.Paper, error) {
	list, err := s.issued.Since(ctx, v, at)
	out := make([]disruption.Paper, 0, len(list))
	for _, x := range list {
		p := disruption.Paper{Day: x.Day, Name: x.Name, Was: x.Was, Now: x.Now, NowID: x.NowID, Hash: x.Hash, Changes: x.Changes, Same: x.Same, Everyone: x.Everyone, People: []disruption.Person{}}
		for _, who := range x.People {
			p.People = append(p.People, disruption.Person{ID: who.ID, Name: who.Name})
		}
		out = append(out, p)
	}
	return out, err
}
