package drafts

import (
	"slices"

	"backlot/film/screenplay"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// A draft's revision is named by its version. Words that a draft changed carry it
// (film/screenplay/revision marks them), so that pages show asterisks beside them and
// take the revision's colour; other words keep the revision that changed them last.

// revisionsOf lists the revisions up to a draft, oldest first, each with the
// colour of its paper.
func revisionsOf(v graph.View, draft graph.ID) []screenplay.Revision {
	var out []screenplay.Revision
	for seen := 0; !draft.IsZero() && seen < 1000; seen++ {
		d, ok := graph.Get[production.Draft](v, draft)
		if !ok {
			break
		}
		out = append(out, screenplay.Revision{ID: d.Version, Name: d.Version, Page: d.RevisionColor, Mark: "*"})
		draft = d.Previous.ID
	}
	slices.Reverse(out)
	return out
}
