package callsheet

import (
	"fmt"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// consequences tells when a change makes a published sheet wrong, and whom it concerns.
func (s *service) consequences() graph.Derivation {
	return graph.Derivation{
		Name: "callsheet",
		Reads: []graph.Kind{
			production.ShootDay{}.Kind(), production.Call{}.Kind(), production.Strip{}.Kind(), production.Scene{}.Kind(), production.Use{}.Kind(),
			production.Place{}.Kind(), production.Engagement{}.Kind(), production.ContentFlag{}.Kind(),
		},
		Consequences: s.outdated,
	}
}

func (s *service) outdated(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
	var out []graph.Consequence
	for _, day := range Days(before) {
		d, _ := graph.Get[production.ShootDay](before, day)
		_, issues := issuesOf(before, day)
		if len(issues) == 0 || d.Status == "wrapped" || d.Status == "cancelled" {
			continue
		}
		was, err := Compose(before, s.boards, day)
		if err != nil {
			return nil, err
		}
		is, err := Compose(after, s.boards, day)
		if err != nil {
			continue // the day itself goes: its own slice says so
		}
		changes := Differences(was, is)
		if len(changes) == 0 {
			continue
		}
		last := issues[len(issues)-1].Record.Revision
		more := ""
		if len(changes) > 3 {
			more = fmt.Sprintf(" and %d more", len(changes)-3)
			changes = changes[:3]
		}
		out = append(out, graph.Consequence{
			What:     fmt.Sprintf("%s is out as issue %d and changes: %s%s", was.name(), last, strings.Join(changes, "; "), more),
			Severity: graph.Must, Who: []string{"2nd assistant director"}, Documents: []string{was.name()},
			Why: []graph.Step{{Record: day, Label: after.Label(day)}},
		})
	}
	return out, nil
}
