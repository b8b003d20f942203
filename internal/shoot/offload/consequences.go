package offload

import (
	"fmt"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// consequences tells when a change leaves a card with fewer copies than it takes to format it.
func consequences() graph.Derivation {
	return graph.Derivation{
		Name:         "offload",
		Reads:        []graph.Kind{production.Roll{}.Kind(), production.StoredCopy{}.Kind(), production.Rule{}.Kind(), production.RulePack{}.Kind(), production.Place{}.Kind()},
		Consequences: turnedBack,
	}
}

// turnedBack compares the verdicts of all cards before and after.
func turnedBack(before, after graph.View, _ graph.Change) ([]graph.Consequence, error) {
	var out []graph.Consequence
	for _, was := range Cards(before) {
		is, err := CardOf(after, was.ID)
		if err != nil {
			if len(was.Copies) > 0 {
				out = append(out, graph.Consequence{What: fmt.Sprintf("%s is gone, with the record of its %s and %s", was.Name, count(len(was.Copies), "copy", "copies"), count(was.Clips, "clip", "clips")),
					Severity: graph.Must, Who: []string{"Digital imaging technician"}, Why: []graph.Step{{Record: was.ID, Label: was.Name}}})
			}
			continue
		}
		why := []graph.Step{{Record: is.ID, Label: is.Name}}
		switch {
		case was.Verdict.Safe && !is.Verdict.Safe:
			out = append(out, graph.Consequence{What: fmt.Sprintf("%s may not be formatted any more: %s; %s depend on it", is.Name, strings.Join(is.Verdict.Wanting, "; "), count(is.Clips, "clip", "clips")),
				Severity: graph.Must, Who: []string{"Digital imaging technician", "1st assistant camera"}, Why: why})
		case !was.Verdict.Safe && is.Verdict.Safe:
			out = append(out, graph.Consequence{What: is.Name + " may be formatted", Severity: graph.Info, Who: []string{"Digital imaging technician"}, Why: why})
		}
	}
	return out, nil
}
