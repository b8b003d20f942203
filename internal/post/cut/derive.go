package cut

import (
	"fmt"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// cutDerivation tells what a new version of the cut does to work that was laid out on the version before.
var cutDerivation = graph.Derivation{
	Name:  "Cut",
	Reads: []graph.Kind{"timeline"},
	Consequences: func(before, after graph.View, c graph.Change) ([]graph.Consequence, error) {
		var out []graph.Consequence
		for _, op := range c.Ops {
			if op.Kind != "timeline" || op.Do != graph.Create {
				continue
			}
			t, ok := graph.Get[production.Timeline](after, op.Record)
			if _, had := graph.Get[production.Timeline](after, t.Previous.ID); !ok || !had {
				continue
			}
			p, err := compare(after, t.Previous.ID, op.Record)
			if err != nil {
				return nil, err
			}
			for _, r := range ripples(after, p) {
				out = append(out, consequence(r, p))
			}
		}
		return out, nil
	},
}

var whoCares = map[string]string{forVFX: "Visual effects", forMusic: "Music", forSound: "Sound post", forColour: "Colour", forTitles: "Titles", forCredits: "Post-production", forNotes: "Editorial"}

func consequence(r Ripple, p *pair) graph.Consequence {
	c := graph.Consequence{What: r.What, Severity: r.Severity, Who: []string{whoCares[r.Department]},
		Why: []graph.Step{{Record: p.now.id, Label: p.now.line.Name}, {Record: r.Record, Label: r.Label}}, Documents: []string{"Change list"}}
	if r.Cost != nil {
		c.Cost = &graph.Money{Minor: r.Cost.Net.Minor, Currency: r.Cost.Net.Currency}
		if r.Cost.Wasted.Minor > 0 {
			c.What = fmt.Sprintf("%s; %s were spent on it already", c.What, r.Cost.Wasted)
		}
	}
	return c
}
