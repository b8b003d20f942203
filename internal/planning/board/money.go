package board

import (
	"fmt"

	"backlot/film/civil"
	"backlot/film/dood"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Hold is what it costs to keep a person waiting: the days between first and last work that are
// neither worked nor dropped, times the rate of a held day. The currency is that of the deal.
type Hold struct {
	Person string
	Days   int
	Rate   production.Money // of one held day
	Cost   production.Money
}

// holdCosts computes the holds of a chart for those whose deal the reader may know. A weekly rate
// counts by the days the unit works in a week. Deals by episode, picture or session pay no holds.
// The days are those of film/dood, under the rule pack of the engagement.
func (p *Plan) holdCosts(c dood.Chart) map[string]Hold {
	out := map[string]Hold{}
	for _, r := range c.Rows {
		if r.Totals.Hold == 0 {
			continue
		}
		rate, ok := p.heldRate(graph.MustID(r.Person.ID), r.Totals.Start)
		if !ok {
			continue
		}
		out[r.Person.ID] = Hold{
			Person: r.Person.ID, Days: r.Totals.Hold, Rate: rate,
			Cost: production.Money{Minor: rate.Minor * int64(r.Totals.Hold), Currency: rate.Currency},
		}
	}
	return out
}

func (p *Plan) heldRate(character graph.ID, start civil.Date) (production.Money, bool) {
	v := p.scenes.v
	for id, e := range graph.Referring[production.Engagement](v, character, "character") {
		if e.Capacity != "" && e.Capacity != "performer" || e.Status == "cancelled" {
			continue
		}
		var best production.Deal
		found := false
		for _, d := range graph.Referring[production.Deal](v, id, "engagement") {
			if d.From.After(start) && !start.IsZero() || found && d.From.Before(best.From) {
				continue
			}
			best, found = d, true
		}
		if rate, ok := p.dayRate(best); found && ok {
			return rate, true
		}
	}
	return production.Money{}, false
}

func (p *Plan) dayRate(d production.Deal) (production.Money, bool) {
	switch {
	case !d.HoldRate.IsZero():
		return d.HoldRate, true
	case d.RateUnit == "day":
		return d.Rate, true
	case d.RateUnit == "week":
		n := int64(p.daysAWeek())
		return production.Money{Minor: (d.Rate.Minor + n/2) / n, Currency: d.Rate.Currency}, true
	}
	return production.Money{}, false
}

func (p *Plan) daysAWeek() int {
	n := 0
	for _, works := range p.Calendar.Workdays {
		if works {
			n++
		}
	}
	if n == 0 {
		return 5
	}
	return n
}

func signedDays(n int) string {
	if n == 1 || n == -1 {
		return fmt.Sprintf("%+d hold day", n)
	}
	return fmt.Sprintf("%+d hold days", n)
}
