package board

import (
	"slices"

	"backlot/film/strips"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ShootingDays gives, for each scene on the board that is shot, the numbers of its shooting days: more than
// one for a scene that is split. Without a board that is shot there are none.
func (Schedule) ShootingDays(v graph.View) map[graph.ID][]int {
	out := map[graph.ID][]int{}
	id, ok := Current(v)
	if !ok {
		return out
	}
	p, err := Read(v, id)
	if err != nil {
		return out
	}
	for _, d := range p.Days {
		for _, s := range d.Strips {
			if s.Engine.Type == strips.SceneStrip && !slices.Contains(out[s.Record.Scene.ID], d.Number) {
				out[s.Record.Scene.ID] = append(out[s.Record.Scene.ID], d.Number)
			}
		}
	}
	return out
}

// DayRates gives what a working day of whoever plays a character costs, by character, for performers whose
// deal the reader may know: the latest deal by the day, or a week's rate by the days the unit works in a
// week. Deals by episode, picture or session have no day rate.
func (Schedule) DayRates(v graph.View) map[graph.ID]production.Money {
	p := &Plan{}
	if id, ok := Current(v); ok {
		b, _ := graph.Get[production.Board](v, id)
		p.Calendar = calendarOf(v, b)
	}
	out := map[graph.ID]production.Money{}
	for id, e := range graph.All[production.Engagement](v) {
		performs := e.Capacity == "" || e.Capacity == "performer" || e.Capacity == "guest"
		if e.Character.IsZero() || !performs || e.Status == "cancelled" {
			continue
		}
		var best production.Deal
		for _, d := range graph.Referring[production.Deal](v, id, "engagement") {
			if best.Rate.IsZero() || !d.From.Before(best.From) {
				best = d
			}
		}
		best.HoldRate = production.Money{} // what a day of work costs, not one of waiting
		if rate, ok := p.dayRate(best); ok && !rate.IsZero() {
			out[e.Character.ID] = rate
		}
	}
	return out
}
