package worktime

import (
	"fmt"
	"slices"

	"backlot/film/civil"
)

// Need is how many adults of a kind the children of a day require.
type Need struct {
	Date     civil.Date `json:"date"`
	Who      string     `json:"who"` // "studio teacher", "chaperone"
	Adults   int        `json:"adults"`
	Children int        `json:"children"`
	Text     string     `json:"text"`
	Pack     string     `json:"pack"`
	Rule     string     `json:"rule"`
	Severity Severity   `json:"severity"`
	Status   Status     `json:"status"`
}

// Supervision says which adults the children who work on a day need: for every rule as many as
// its ratio asks for, started groups counting whole.
func (s Set) Supervision(date civil.Date, children []Person) ([]Need, error) {
	var out []Need
	for pi := range s.Packs {
		pack := &s.Packs[pi]
		for _, r := range pack.Rules {
			if r.Quantity != "supervision" || !pack.inForce(r, date) {
				continue
			}
			ratio, _ := Quantities[r.Quantity].parse(r.Limit) // checked when the pack was read
			n := 0
			for _, c := range children {
				p, err := newPlan(c, []Day{{Date: date, Dismissed: 1}})
				if err != nil {
					return nil, err
				}
				if r.Where.holds(p, 0, unlessKnownOtherwise) {
					n++
				}
			}
			if n == 0 || ratio == 0 {
				continue
			}
			adults := (n + ratio - 1) / ratio
			out = append(out, Need{
				Date: date, Who: r.Text, Adults: adults, Children: n, Pack: pack.ID, Rule: r.ID, Severity: r.Severity, Status: r.Status,
				Text: fmt.Sprintf("%d of %s for %d children: %s asks for one for every %d", adults, r.Text, n, pack.Title, ratio),
			})
		}
	}
	slices.SortStableFunc(out, func(a, b Need) int { return b.Severity.worse() - a.Severity.worse() })
	return out, nil
}
