package demo

import (
	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// addHours puts the law and the house rules in force, with a change and an exception of this
// production's own, and notes on which days people, places and things can be had.
func (b *builder) addHours(e *graph.Edit) {
	graph.Add(e, production.RulePack{Name: "EU Working Time Directive", Pack: "eu-working-time", Jurisdiction: "EU"})
	house := graph.To[production.RulePack](graph.Add(e, production.RulePack{Name: "House rules", Pack: "house", From: civil.MustParse("2027-01-01")}))
	graph.Add(e, production.Rule{
		Pack: house, Key: "nights", Text: "nights in a row, then a day to turn around", Value: "4", Severity: "warning", From: civil.MustParse("2027-06-01"),
		AgreedBy: graph.To[production.Party](b.parties["Kari Enger"]), Reason: "White nights: nobody sleeps well, says the medic",
	})
	graph.Add(e, production.Waiver{
		Pack: house, RuleKey: "day", Engagement: graph.To[production.Engagement](b.engagements["Ragnhild Moe"]), From: civil.MustParse("2027-03-11"), To: civil.MustParse("2027-03-11"),
		GrantedBy: graph.To[production.Party](b.parties["Agnete Lund-Iversen"]), Reason: "The ferry leaves with the tide", Consent: "Letter of 2 March, signed", ConsentOn: civil.MustParse("2027-03-02"),
	})
	for _, a := range []struct{ name, kind, from, to, note string }{
		{"Rui Tavares", "tentative", "2027-06-21", "2027-06-24", "Premiere in Porto, not yet dated"},
		{"Raquel Pinto", "travel", "2027-06-09", "2027-06-09", "Oslo to Lisbon"},
		{"Silje Brekke", "hold", "2027-03-15", "2027-03-17", "Stands by for the rope scene"},
	} {
		if id, ok := b.parties[a.name]; ok {
			graph.Add(e, production.Availability{Party: graph.To[production.Party](id), Type: a.kind, From: civil.MustParse(a.from), To: civil.MustParse(a.to), Reason: a.note})
		}
	}
	private := graph.Add(e, production.Availability{Party: b.party("Kari Enger"), Type: "unavailable", From: civil.MustParse("2027-04-12"), To: civil.MustParse("2027-04-16"), Source: "mail of 4 February"})
	graph.Add(e, production.AvailabilityReason{Availability: graph.To[production.Availability](private), Text: "Exam of her daughter"})
	graph.Add(e, production.Availability{Place: b.place("Diamond beach"), Type: "unavailable", From: civil.MustParse("2027-03-26"), To: civil.MustParse("2027-04-05"), Reason: "Seals give birth: the park closes the beach"})
	graph.Add(e, production.Availability{Place: b.place("Ferry, Svolvær to Skutvik"), Type: "tentative", From: civil.MustParse("2027-06-17"), To: civil.MustParse("2027-06-18"), Reason: "Only when the second ship is back from the yard"})
}
