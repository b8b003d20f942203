package demo

import (
	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// addDisruptions reports the storm that takes the second day, and enters what the creature test lost.
func (b *builder) addDisruptions(e *graph.Edit) {
	storm := graph.Add(e, production.Disruption{
		Type: "weather", Name: "Blizzard on the north shore", From: civil.MustParse("2027-02-23"), WindowFromMin: 5 * 60, WindowToMin: 22 * 60, ProbabilityPercent: 90,
		Board: graph.To[production.Board](b.board), Place: b.place("Halvardsøy"), Source: "Harbour master of Svolvær, by telephone",
		Text:       "North-west 28 m/s from five in the morning, snow in squalls, no boat lands on the island. It blows itself out in the night.",
		ReportedBy: b.party("Hanne Rist"), ReportedAtMS: at(civil.MustParse("2027-02-20"), "17:40", "Europe/Oslo"),
	})
	graph.Add(e, production.Evidence{About: graph.To[graph.Any](storm), Name: "Gale warning for Vestfjorden", Source: "Meteorological institute, bulletin of 20 February 16:00",
		MadeAtMS: at(civil.MustParse("2027-02-20"), "16:00", "Europe/Oslo"), By: b.party("Hanne Rist"), AtMS: at(civil.MustParse("2027-02-20"), "17:42", "Europe/Oslo")})
	test := graph.Add(e, production.Delay{
		Date: civil.MustParse("2027-02-10"), Cause: "effects", Text: "Wave machine failed at the creature test", LostMin: 140, BorneBy: "location", Status: "noticed",
		NoticedAtMS: at(civil.MustParse("2027-02-11"), "09:00", "Europe/Oslo"), By: b.party("Kaspar Holm"), AtMS: at(civil.MustParse("2027-02-10"), "18:10", "Europe/Oslo"),
	})
	graph.Add(e, production.DelayCost{Delay: graph.To[production.Delay](test), Type: "idle", Amount: money("61200.00 NOK"), Source: "time sheets"})
	graph.Add(e, production.Evidence{About: graph.To[graph.Any](test), Name: "Log of the tank", Source: "Wave tank, Horten, log book, page 12", By: b.party("Gunnar Ness"), AtMS: at(civil.MustParse("2027-02-10"), "19:00", "Europe/Oslo")})
}
