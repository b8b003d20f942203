package demo

import (
	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

func (b *builder) addGrants(e *graph.Edit) {
	b.addMusic(e)
	for _, g := range []struct {
		kind, name, from, to, status, grantor, place, scene, price string
	}{
		{"adaptation_right", "Fyrvokterens datter, film rights", "2024-05-01", "2029-04-30", "signed", "", "", "", "650000.00 NOK"},
		{"permit", "Diamond beach, national park", "2027-03-20", "2027-03-25", "signed", "", "Diamond beach", "", "150000 ISK"},
		{"permit", "Street and noise, Alfama, night of Saint Anthony", "2027-06-12", "2027-06-13", "signed", "", "Alfama stairs, Beco do Carneiro", "", "2500.00 EUR"},
		{"location_agreement", "Lighthouse, listed building", "2027-06-15", "2027-06-21", "signed", "", "Halvardsøy lighthouse", "", "135000.00 NOK"},
		{"location_agreement", "Lighthouse, winter days in reserve", "2027-03-15", "2027-03-20", "signed", "", "Halvardsøy lighthouse", "", "60000.00 NOK"},
		{"child_permit", "Live Berntsen, work permit", "2027-02-15", "2027-06-30", "signed", "Marit Berntsen", "", "", ""},
		{"child_permit", "Emil Strand, work permit", "2027-06-17", "2027-06-17", "asked", "", "", "31", ""},
		{"archive_licence", "Newsreel 1953, forty seconds", "2027-09-01", "2052-08-31", "quoted", "", "", "18", "90000.00 NOK"},
		{"nda", "All crew, confidentiality", "2027-01-11", "2028-02-11", "signed", "", "", "", ""},
	} {
		grant := production.Grant{Type: g.kind, Name: g.name, From: civil.MustParse(g.from), To: civil.MustParse(g.to), Status: g.status, Grantor: b.party(g.grantor)}
		if g.price != "" {
			grant.Price = money(g.price)
		}
		switch {
		case g.place != "":
			grant.About = graph.To[graph.Any](b.place(g.place).ID)
		case g.scene != "":
			grant.About = graph.To[graph.Any](b.scene(g.scene).ID)
		}
		id := graph.Add(e, grant)
		if g.kind == "permit" {
			graph.Add(e, production.Condition{Grant: graph.To[production.Grant](id), Type: "time", Text: "Generators off between 23:00 and 07:00."})
		}
	}
	b.addRiders(e)
}

// addRiders binds consents to the text of scene 22 as it stands.
func (b *builder) addRiders(e *graph.Edit) {
	ref := b.scene("22")
	scene, _ := graph.Get[production.Scene](b.view, ref.ID)
	for _, name := range []string{"Ragnhild Moe", "Duarte Vilhena"} {
		id := graph.Add(e, production.Grant{
			Type: "intimacy_rider", Name: "Scene 22, " + name, Grantor: b.party(name), About: graph.To[graph.Any](ref.ID), TextHash: scene.TextHash,
			Acts: map[string]bool{"partial undress": true, "embrace under cover": true}, SignedAtMS: at(civil.MustParse("2027-02-26"), "16:00", "Europe/Oslo"), Status: "signed",
		})
		graph.Add(e, production.Condition{Grant: graph.To[production.Grant](id), Type: "presence", Text: "Intimacy coordinator at the monitor; two monitors only."})
	}
}

func (b *builder) addMusic(e *graph.Edit) {
	for _, t := range []struct {
		name, artist, kind, writer, publisher, quote string
	}{
		{"Row In, Love", "Ragnhild Moe", "original", "Eivind Salen", "Halvard Film AS", "0.00 NOK"},
		{"Janela do Rio", "Amélia Serrano", "song", "Joaquim Nobre", "Editora Cais", "7500.00 EUR"},
		{"Vår på Vestfjorden", "Bodø radioorkester", "song", "Hans Arntzen", "Nordens Noteforlag", "20000.00 NOK"},
	} {
		id := graph.Add(e, production.Track{Name: t.name, Artist: t.artist, Type: t.kind})
		for _, s := range []struct{ side, party string }{{"writer", t.writer}, {"publisher", t.publisher}, {"master", t.artist}} {
			graph.Add(e, production.Share{Track: graph.To[production.Track](id), Party: graph.To[production.Party](b.named(e, s.party)), Side: s.side, ShareBP: 10000, Quote: money(t.quote), MFN: s.side != "writer" && t.kind == "song"})
		}
		graph.Add(e, production.Grant{Type: "sync_licence", Name: t.name + ", synchronisation", About: graph.To[graph.Any](id), Status: map[string]string{"original": "signed", "song": "quoted"}[t.kind], Scope: "all media, world, in perpetuity", MaxMS: 90_000, Price: money(t.quote)})
	}
}

// named finds a party or makes one of whom no more than the name is known.
func (b *builder) named(e *graph.Edit, name string) graph.ID {
	if id, ok := b.parties[name]; ok {
		return id
	}
	id := graph.Add(e, production.Party{Type: "organization", Name: name})
	b.parties[name] = id
	return id
}

func (b *builder) addHazards(e *graph.Edit) {
	for _, h := range []struct {
		scene, name, kind, exposed string
		l, harm, rl, rharm         int
		controls                   []string
	}{
		{"26", "Fall from the gallery", "height", "Two performers, two doubles, camera operator", 3, 5, 1, 4, []string{"Load test of line and rail, same week", "Two lines on every person over the rail", "Half-speed rehearsal signed by the coordinator"}},
		{"25", "Breaking glass and dumped water", "water", "Three performers, child's double", 4, 3, 2, 2, []string{"Sugar glass only", "Clear signal by effects, heard by all", "Child leaves before water"}},
		{"8", "Cold and slab snow", "cold", "Child, dog, crew", 4, 4, 2, 2, []string{"Avalanche bulletin at 06:00", "Ten minutes out, twenty in", "Warm tent at 50 m"}},
		{"24", "Cold water", "water", "Three performers", 3, 4, 2, 3, []string{"Dry suits under costume", "Two divers", "Fifteen minutes in the tank"}},
		{"28", "Rocket pistol", "weapon", "Performer, camera", 2, 5, 1, 3, []string{"Armourer loads and hands over", "Clear sky from the coast guard"}},
		{"3", "Crowd on stairs", "crowd", "Lead aged 71, crew, public", 3, 4, 2, 3, []string{"Stewards at each landing", "No cable on the public side"}},
	} {
		id := graph.Add(e, production.Hazard{About: graph.To[graph.Any](b.scene(h.scene).ID), Name: h.name, Type: h.kind, Exposed: h.exposed, Likelihood: h.l, Harm: h.harm,
			ResidualLikelihood: h.rl, ResidualHarm: h.rharm, Assessor: b.party("Kari Enger"), AssessedAtMS: at(civil.MustParse("2027-02-01"), "10:00", "Europe/Oslo"), Verdict: "go_with_controls"})
		orders := graph.Orders(len(h.controls))
		for i, c := range h.controls {
			graph.Add(e, production.Control{Hazard: graph.To[production.Hazard](id), Text: c, Order: orders[i], Gate: i == 0, Owner: b.party("Lars Bakken")})
		}
	}
}

func (b *builder) addMoney(e *graph.Edit) {
	b.budget = graph.Add(e, production.Budget{Name: "Budget 3, green light", Currency: "NOK", Date: civil.MustParse("2026-12-01"), Locked: true, Current: true, ContingencyBP: 1000})
	for _, x := range []struct {
		from, to   string
		millionths int64
	}{{"EUR", "NOK", 11_620_000}, {"ISK", "NOK", 80_500}, {"GBP", "NOK", 13_750_000}} {
		graph.Add(e, production.ExchangeRate{From: x.from, To: x.to, Date: civil.MustParse("2026-12-01"), RateMillionths: x.millionths, Type: "budget"})
	}
	graph.Add(e, production.Fringe{Name: "Employer's national insurance, zone I", RateBP: 1410, Country: "NO"})
	graph.Add(e, production.Fringe{Name: "Holiday pay", RateBP: 1200, Country: "NO"})
	graph.Add(e, production.Global{Name: "shoot_days", ValueThousandths: 23_000, Unit: "days"})
	for _, s := range []struct {
		number, name, section string
		lines                 []line
	}{
		{"1100", "Story and rights", "above_the_line", []line{{"Film rights", 100, "allow", "650000.00 NOK"}, {"Screenplay", 100, "allow", "900000.00 NOK"}}},
		{"1300", "Direction", "above_the_line", []line{{"Director", 2400, "week", "65000.00 NOK"}}},
		{"1400", "Cast", "above_the_line", []line{{"Solveig", 1400, "day", "38000.00 NOK"}, {"Ivo", 1300, "day", "39500.00 NOK"}, {"Old Ada", 800, "day", "48800.00 NOK"}, {"Ada", 1900, "day", "9000.00 NOK"}, {"Others", 100, "allow", "740000.00 NOK"}}},
		{"2000", "Production staff", "production", []line{{"Office and assistant directors", 2200, "week", "196000.00 NOK"}}},
		{"2200", "Art and sets", "production", []line{{"Stage builds", 100, "allow", "3340000.00 NOK"}, {"The lens", 100, "allow", "1450000.00 NOK"}}},
		{"2500", "Special effects and stunts", "production", []line{{"Waves and weather", 100, "allow", "1336000.00 NOK"}, {"One-take", 100, "allow", "740000.00 NOK"}}},
		{"2800", "Costume, make-up, prosthetics", "production", []line{{"Costume", 100, "allow", "680000.00 NOK"}, {"Old Ada and the Draug", 100, "allow", "1230000.00 NOK"}}},
		{"3300", "Camera, light, grip", "production", []line{{"Packages", 2300, "day", "78000.00 NOK"}}},
		{"3700", "Locations and travel", "production", []line{{"Lofoten", 100, "allow", "1900000.00 NOK"}, {"Iceland", 100, "allow", "980000.00 NOK"}, {"Lisbon", 100, "allow", "860000.00 NOK"}}},
		{"4500", "Visual effects", "post", []line{{"Tidevann, 148 shots", 100, "allow", "9600000.00 NOK"}, {"Papirlaget, animation", 100, "allow", "850000.00 NOK"}}},
		{"4800", "Music and sound", "post", []line{{"Composer", 100, "allow", "600000.00 NOK"}, {"Licences", 100, "allow", "310000.00 NOK"}}},
		{"6000", "Insurance and overhead", "other", []line{{"Insurance", 100, "allow", "620000.00 NOK"}}},
	} {
		acct := graph.Add(e, production.Account{Number: s.number, Name: s.name, Section: s.section})
		orders := graph.Orders(len(s.lines))
		for i, l := range s.lines {
			graph.Add(e, production.MoneyLine{Type: "budget", Account: graph.To[production.Account](acct), Budget: graph.To[production.Budget](b.budget), Name: l.name, Order: orders[i],
				QuantityHundredths: l.quantity, Unit: l.unit, Rate: money(l.rate), IncentiveTag: "NO-25"})
		}
	}
}

// line is a line of the budget: hundredths of a unit at a rate.
type line struct {
	name     string
	quantity int
	unit     string
	rate     string
}
